"""The words of a provision as HTML: our digest, the text with the quote marked, the other language beside it; how to cite it."""

from __future__ import annotations

from html import escape

from assistant.citing import cited
from assistant.engine import Engine, ProvisionView
from assistant.translations import long_date, say
from assistant.web.prose import Span, find_quote, provision_html, words
from corpus.labels import label
from corpus.models import Provision, ProvisionText, TextKind


def texts_html(engine: Engine, view: ProvisionView, quote: str, turn: int, language: str) -> str:
    """All that is held of the provision: our digest above an official text, both languages side by side."""
    main = view.text
    other = other_language(view.provision, main)
    name = words("ui.text", language)
    text = (
        f'<div class="b-text" lang="{escape(main.language)}" role="region" tabindex="0" '
        f'aria-label="{name}">{_marked(engine, view, main, quote, turn, language)}</div>'
    )
    return _digest(view, language) + (
        _sides(engine, view, text, other, quote, turn, language) if other else text
    )


def other_language(provision: Provision, main: ProvisionText) -> ProvisionText | None:
    """The newest text of the same kind in the other language, None when there is none."""
    texts = [t for t in provision.texts if t.kind is main.kind and t.language != main.language and t.text]
    return max(texts, key=lambda t: t.version, default=None)


def own_digest(provision: Provision, main: ProvisionText, language: str) -> ProvisionText | None:
    """Our digest beside another text: in the reader's language where there is one."""
    if main.kind is TextKind.DIGEST:
        return None
    texts = [t for t in provision.texts if t.kind is TextKind.DIGEST and t.text]
    return min(texts, key=lambda t: t.language != language, default=None)


def citing_html(view: ProvisionView, quote: str, language: str) -> str:
    """A menu that copies the citation, short, long or in Markdown, and a button that copies the link to this provision."""
    ways = cited(view, quote, language)
    items = "".join(
        f'<li><button type="button" class="b-plain" data-copy="{escape(text)}">{words(f"cite.{way}", language)}</button></li>'
        for way, text in (("short", ways.short), ("long", ways.long), ("markdown", ways.markdown))
    )
    address = f"?provision={escape(view.provision.id)}&amp;lang={language}"
    return (
        f'<div class="b-citing"><details class="b-copy"><summary>{words("cite.copy", language)}</summary><ul>{items}</ul></details>'
        f'<button type="button" class="b-tool" data-link="{address}">{words("cite.link", language)}</button></div>'
    )


def opener(provision: str, turn: int, style: str, language: str, *, named: bool = False) -> str:
    """Opening tag of a button that opens a provision; its title says which, unless its words do (`named`)."""
    title = "" if named else f' title="{words("ui.reference", language, label=label(provision, language))}"'
    return (
        f'<button type="button" class="{style}" data-turn="{turn}" data-n="0" '
        f'data-provision="{escape(provision)}"{title}>'
    )


def _digest(view: ProvisionView, language: str) -> str:
    digest = own_digest(view.provision, view.text, language)
    if digest is None:
        return ""
    lang = escape(digest.language)
    told = "".join(f'<p lang="{lang}">{escape(line)}</p>' for line in digest.text.split("\n"))
    return f'<aside class="b-ours" role="note"><strong>{words("side.ours", language)}</strong>{told}</aside>'


def _sides(
    engine: Engine,
    view: ProvisionView,
    text: str,
    other: ProvisionText,
    quote: str,
    turn: int,
    language: str,
) -> str:
    """The text, and beside it the other language, which can be folded away."""
    version = (
        f" · {say('ui.version', language, date=long_date(other.version, language))}" if other.version else ""
    )
    beside = (
        f'<details class="b-other" open><summary>{words(f"side.{other.language}", language)}{escape(version)}</summary>'
        f'<div class="b-text" lang="{escape(other.language)}">{_marked(engine, view, other, quote, turn, language)}</div></details>'
    )
    head = f'<p class="b-side">{words(f"side.{view.text.language}", language)}</p>'
    name = words("side.both", language)
    return f'<div class="b-sides" role="group" aria-label="{name}"><div>{head}{text}</div>{beside}</div>'


def _marked(
    engine: Engine, view: ProvisionView, text: ProvisionText, quote: str, turn: int, language: str
) -> str:
    """One text with the quote marked and its references as buttons."""
    place = find_quote(quote, text.text) if quote else None
    marks = [Span(*place, f'<mark title="{words("ui.quote", language)}">', "</mark>")] if place else []

    def links(line: str) -> list[Span]:
        return [
            Span(link.start, link.end, opener(link.provision, turn, "b-reference", language), "</button>")
            for link in engine.links(line, view.provision.document)
            if link.provision != view.provision.id
        ]

    return provision_html(text.text, marks, links)
