"""The panel over the screen: one provision as every screen shows it, with the words that carry a reason marked."""

from __future__ import annotations

from html import escape

from assistant.engine import Engine
from assistant.quoted import quoted_for
from assistant.web.prose import find_quote, words
from assistant.web.qualify.parts import text
from assistant.web.sources import provision_view_html
from corpus.ids import is_valid
from corpus.labels import label


def sheet_html(engine: Engine, provision: str, reason: str, language: str) -> str:
    """The provision in a dialog; that it is not installed, where it is not. Empty for what is no citation id."""
    if not is_valid(provision):
        return ""
    head = (
        f'<div class="q-sheet-head"><h2 id="b-q-sheet-name" tabindex="-1">{text(label(provision, language), language)}</h2>'
        f'<button type="button" class="q-small-button" data-close>{words("q.sheet.close", language)}</button></div>'
    )
    body = provision_view_html(
        engine, provision, language, quote=_carrying(engine, provision, reason, language)
    )
    return (
        f'<dialog class="q-sheet" aria-labelledby="b-q-sheet-name" data-shows="{escape(provision)}">'
        f'{head}<div class="q-sheet-body" tabindex="0">{body}</div></dialog>'
    )


def _carrying(engine: Engine, provision: str, reason: str, language: str) -> str:
    """The words of the provision that carry a reason: the reason where it is itself a quote, else what fits it best."""
    view = engine.provision(provision, language)
    if view is None or not reason or find_quote(reason, view.text.text):
        return reason
    if len(view.text.text) <= len(reason):
        return ""
    found = quoted_for(engine.index.store if engine.index else None, provision, reason, language)
    return found.quote if found else ""
