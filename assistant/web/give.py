"""What the page's script is handed: words it says by itself, files to save, one line to tell."""

from __future__ import annotations

from html import escape

from assistant.web.prose import words
from assistant.web.talk import Given

SAID = ("cite.done", "cite.failed", "ui.gone.server", "ui.back.server", "ui.restored")


def words_html(language: str) -> str:
    """The words that the script says by itself, in `language`, and nothing to tell or to save."""
    return give_html(None, "", language)


def give_html(given: Given | None, told: str, language: str) -> str:
    """Words, a file for the browser to save where there is one, a line to tell."""
    return _given(given, told, language)


def loaded_html(language: str, question: str) -> str:
    """Words, and that the conversation was read again, with the question that a link has for the box."""
    return _given(None, "", language, f"<span data-loaded>{escape(question)}</span>")


def _given(given: Given | None, told: str, language: str, more: str = "") -> str:
    said = "".join(f'<span data-word="{key}">{words(key, language)}</span>' for key in SAID)
    file = f'<span data-file="{escape(given.name)}">{escape(given.text)}</span>' if given else ""
    line = f"<span data-told>{escape(told)}</span>" if told else ""
    return f'<div class="b-given" hidden>{said}{file}{line}{more}</div>'
