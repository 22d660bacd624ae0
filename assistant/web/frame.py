"""What stands around every screen, as HTML: the name, the notice of missing texts, the disclaimer."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.engine import Engine
from assistant.web.prose import words
from corpus.labels import document_name

_NEEDLE = (
    '<svg class="b-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
    '<circle cx="16" cy="16" r="14" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path class="b-north" d="M22.5 9.5 18 18l-4-4z"/><path d="M9.5 22.5 14 14l4 4z" fill="currentColor"/></svg>'
)


def brand_html(language: str) -> str:
    """Name and tagline."""
    title, tagline = words("ui.title", language), words("ui.tagline", language)
    return f'<div class="b-brand">{_NEEDLE}<div><h1>{title}</h1><p>{tagline}</p></div></div>'


def notice_html(engine: Engine, language: str) -> str:
    """Which official texts are missing and how to get them; empty when all are there."""
    missing = engine.missing_texts
    if engine.has_texts and not missing:
        return ""
    how, command = words("ui.missing.how", language), words("ui.command", language)
    remedy = f"<p>{how} <code>{command}</code></p>"
    names = escape(" · ".join(document_name(d, language) for d in missing))
    if not engine.has_texts:
        return _notice("b-notice b-grave", words("ui.missing.none", language), names, remedy)
    return _notice("b-notice", _count(missing, language), names, remedy)


def disclaimer_html(language: str) -> str:
    """The line on what this is not."""
    return f'<p class="b-disclaimer">{words("ui.disclaimer", language)}</p>'


def _notice(style: str, summary: str, names: str, remedy: str) -> str:
    return f'<div class="{style}" role="status"><p><strong>{summary}</strong></p><p>{names}</p>{remedy}</div>'


def _count(missing: Sequence[str], language: str) -> str:
    return words("ui.missing.one" if len(missing) == 1 else "ui.missing.count", language, count=len(missing))
