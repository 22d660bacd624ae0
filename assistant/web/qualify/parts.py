"""Small pieces of HTML that the parts of the screen share. Everything is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from assistant.web.prose import typeset, words
from corpus.labels import label
from rules.explain import Statement


def text(said: str, language: str) -> str:
    """Words that do not come from the table, ready for HTML."""
    return escape(typeset(said, language))


def button(act: str, inner: str, style: str = "q-button", **data: str) -> str:
    """A button that does an act; `data` become its data-* attributes, `name` its name for screen readers."""
    name = data.pop("name", "")
    pressed = data.pop("pressed", "")
    expanded = data.pop("expanded", "")
    shown = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    key = escape("-".join((act, *(data.get(k, "") for k in ("fact", "value")))))
    shown += f' aria-label="{escape(name)}"' if name else ""
    shown += f' aria-pressed="{pressed}"' if pressed else ""
    shown += f' aria-expanded="{expanded}"' if expanded else ""
    return f'<button type="button" class="{style}" data-act="{act}" data-key="{key}"{shown}>{inner}</button>'


def opener(provision: str, language: str, reason: str = "", inner: str = "") -> str:
    """A button that opens a provision in the panel, with the words that carry `reason` marked."""
    shown = inner or text(label(provision, language), language)
    return (
        f'<button type="button" class="q-cite" data-provision="{escape(provision)}" '
        f'data-reason="{escape(reason)}" title="{words("ui.reference", language, label=label(provision, language))}">'
        f"{shown}</button>"
    )


def statements(items: Iterable[Statement], language: str) -> Iterator[str]:
    """Each sentence with the provisions it cites, as list items."""
    for one in items:
        cites = "".join(opener(cite, language, one.text) for cite in one.cites)
        cited = f'<span class="q-cites">{cites}</span>' if cites else ""
        yield f"<li>{text(one.text, language)} {cited}</li>"


def section(heading: str, items: Iterable[str], style: str = "q-section") -> str:
    """A heading (ready for HTML) over a list; nothing without items."""
    listed = "".join(items)
    return f'<div class="{style}"><h4>{heading}</h4><ul>{listed}</ul></div>' if listed else ""
