"""The panel over the screen: one provision, with the words that carry a reason marked."""

from __future__ import annotations

from html import escape

from assistant.engine import Engine
from assistant.quoted import quoted_for
from assistant.translations import long_date, say
from assistant.web.prose import Span, find_quote, provision_html, words
from assistant.web.qualify.parts import text
from corpus.catalogue import sources
from corpus.ids import is_valid
from corpus.labels import document_name, label


def sheet_html(engine: Engine, provision: str, reason: str, language: str) -> str:
    """The provision in a dialog; that it is not installed, where it is not. Empty for what is no citation id."""
    if not is_valid(provision):
        return ""
    view = engine.provision(provision, language)
    head = (
        f'<div class="q-sheet-head"><h2 id="b-q-sheet-name" tabindex="-1">{text(label(provision, language), language)}</h2>'
        f'<button type="button" class="q-small-button" data-close>{words("q.sheet.close", language)}</button></div>'
    )
    body = f'<p class="q-none">{words("ui.gone", language)}</p>'
    if view is not None:
        source = sources().get(view.provision.document)
        name = source.title(language) if source else document_name(view.provision.document, language)
        force = say(f"force.{source.legal_force.value}" if source else "force.user", language)
        version = view.text.version
        dated = (
            say("ui.version", language, date=long_date(version, language))
            if version
            else say("ui.undated", language)
        )
        ours = f"<li>{words('ui.digest', language)}</li>" if view.text.kind.value == "digest" else ""
        link = ""
        if view.url.startswith("https://"):
            link = (
                f'<p><a class="b-open" href="{escape(view.url)}" target="_blank" rel="noopener noreferrer">'
                f'{words("ui.open", language)}<span class="b-unseen"> {words("ui.open.new", language)}</span></a></p>'
            )
        body = (
            f'<p class="b-document">{escape(name)}</p><ul class="b-facts"><li class="b-force">{escape(force)}</li>{ours}'
            f"<li>{escape(dated)}</li></ul>"
            f'<div class="b-text" lang="{escape(view.text.language)}">{_marked(engine, provision, reason, language)}</div>{link}'
        )
    return (
        f'<dialog class="q-sheet" aria-labelledby="b-q-sheet-name" data-shows="{escape(provision)}">'
        f'{head}<div class="q-sheet-body" tabindex="0">{body}</div></dialog>'
    )


def _marked(engine: Engine, provision: str, reason: str, language: str) -> str:
    """The text with its own references as buttons; the reason's words, or the quote itself, marked."""
    view = engine.provision(provision, language)
    assert view is not None
    whole = view.text.text
    store = engine.index.store if engine.index else None
    place = find_quote(reason, whole) if reason else None
    if place is None and reason and len(whole) > len(reason):
        found = quoted_for(store, provision, reason, language)
        place = find_quote(found.quote, whole) if found else None
    marks = [Span(*place, "<mark>", "</mark>")] if place else []

    def links(line: str) -> list[Span]:
        return [
            Span(
                link.start,
                link.end,
                f'<button type="button" class="b-reference" data-provision="{escape(link.provision)}" data-reason="">',
                "</button>",
            )
            for link in engine.links(line, view.provision.document)
            if link.provision != provision
        ]

    return provision_html(whole, marks, links)
