"""What can be done with an answer: rate it, say why, copy it, link to its question, make a draft gold question of it."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from assistant.ratings import Rating
from assistant.web.chat import Turn
from assistant.web.prose import words

_UP = (
    '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M7 10v10H4V10zM7 19.2c1 .5 2 .8 3.2.8h5.6c1 0 '
    '1.9-.7 2.1-1.7l1.3-5.6c.3-1.3-.7-2.5-2-2.5H13l.8-4c.2-1.1-.6-2.2-1.8-2.2L7 10.4"/></svg>'
)
_DOWN = _UP.replace("<path", '<path transform="rotate(180 12 12)"')


def actions_html(turn: Turn, number: int, rating: Rating | None, language: str) -> str:
    """The row under an answer that is kept, and under it the reason once it is rated."""
    if turn.answer is None or not turn.at:
        return ""
    address = f"?q={quote(turn.question.strip(), safe='')}"
    link = f'<button type="button" class="b-act" data-link="{escape(address)}">{words("act.link", language)}</button>'
    row = (
        f'<div class="b-acts" role="group" aria-label="{words("act.group", language)}">'
        f"{_thumb('up', _UP, number, rating, language)}{_thumb('down', _DOWN, number, rating, language)}"
        f'<button type="button" class="b-act" data-copy="{escape(turn.answer.text)}">{words("act.copy", language)}</button>'
        f"{link if turn.question.strip() else ''}</div>"
    )
    return f'<div class="b-after">{row}{_reason(number, rating, language) if rating else ""}</div>'


def _thumb(thumb: str, picture: str, number: int, rating: Rating | None, language: str) -> str:
    pressed = "true" if rating and rating.thumb == thumb else "false"
    name = words(f"rate.{thumb}", language)
    return (
        f'<button type="button" class="b-act b-thumb" data-thumb="{thumb}" data-turn="{number}" '
        f'data-keep="thumb-{thumb}-{number}" aria-pressed="{pressed}" aria-label="{name}" title="{name}">{picture}</button>'
    )


def _reason(number: int, rating: Rating, language: str) -> str:
    """Why it was rated so, to be written; and the draft of a gold question."""
    name = f"b-reason-{number}"
    return (
        f'<form class="b-reason" data-turn="{number}" data-thumb="{rating.thumb}">'
        f'<label for="{name}">{words(f"rate.why.{rating.thumb}", language)}</label>'
        f'<div class="b-row"><input id="{name}" type="text" maxlength="2000" value="{escape(rating.reason)}" '
        f'data-keep="reason-{number}" autocomplete="off">'
        f'<button type="submit" class="b-solid" data-keep="save-{number}">{words("rate.save", language)}</button></div>'
        f'<p class="b-kept">{words("rate.kept", language)} '
        f'<button type="button" class="b-plain" data-draft="{number}" data-keep="draft-{number}">'
        f"{words('rate.draft', language)}</button></p></form>"
    )
