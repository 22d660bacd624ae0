"""What stands around every screen, as HTML: the name, the notice of missing texts, the disclaimer."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.engine import Engine
from assistant.translations import say
from corpus.labels import document_name

_NEEDLE = (
    '<svg class="b-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
    '<circle cx="16" cy="16" r="14" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path class="b-north" d="M22.5 9.5 18 18l-4-4z"/><path d="M9.5 22.5 14 14l4 4z" fill="currentColor"/></svg>'
)


def brand_html(language: str) -> str:
    """Name and tagline."""
    title, tagline = escape(say("ui.title", language)), escape(say("ui.tagline", language))
    return f'<div class="b-brand">{_NEEDLE}<div><h1>{title}</h1><p>{tagline}</p></div></div>'


def notice_html(engine: Engine, language: str) -> str:
    """Which official texts are missing and how to get them; empty when all are there."""
    missing = engine.missing_texts
    if engine.has_texts and not missing:
        return ""
    how, command = escape(say("ui.missing.how", language)), escape(say("ui.command", language))
    remedy = f"<p>{how} <code>{command}</code></p>"
    names = escape(", ".join(document_name(d, language) for d in missing))
    if not engine.has_texts:
        return _notice("b-notice b-grave", escape(say("ui.missing.none", language)), names, remedy)
    return _notice("b-notice", escape(_count(missing, language)), names, remedy)


def disclaimer_html(language: str) -> str:
    """The line on what this is not."""
    return f'<p class="b-disclaimer">{escape(say("ui.disclaimer", language))}</p>'


def _notice(style: str, summary: str, names: str, remedy: str) -> str:
    return f'<div class="{style}" role="status"><p><strong>{summary}</strong></p><p>{names}</p>{remedy}</div>'


def _count(missing: Sequence[str], language: str) -> str:
    if len(missing) == 1:
        return say("ui.missing.one", language) + say("ui.colon", language)
    return say("ui.missing.count", language, count=len(missing)) + say("ui.colon", language)
