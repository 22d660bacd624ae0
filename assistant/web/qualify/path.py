"""The picture of the path to the market, with where the product stands."""

from __future__ import annotations

from assistant.market_path import PathStep, market_path
from assistant.web.prose import words
from assistant.web.qualify.desk import Sight
from assistant.web.qualify.parts import button, text

_TICK = '<path d="M10 16.5l4 4 8-9" fill="none" stroke="currentColor" stroke-width="2.6"/>'
_DASH = '<path d="M10.5 16h11" fill="none" stroke="currentColor" stroke-width="2.6"/>'


def path_html(sight: Sight) -> str:
    """The five steps as a list; each says in words whether it is settled, and what the rules say there."""
    language = sight.language
    steps = market_path(sight.result, language)
    items = "".join(_step(step, n, sight) for n, step in enumerate(steps, 1))
    name = words("q.path", language)
    return f'<nav class="q-path" aria-label="{name}"><ol>{items}</ol></nav>'


def _step(step: PathStep, n: int, sight: Sight) -> str:
    language = sight.language
    current = ' aria-current="step"' if step.is_current else ""
    standing = "current" if step.is_current else step.state
    said = "".join(f"<span>{text(line, language)}</span>" for line in step.said[:2])
    if step.state == "open":
        key = "q.path.current" if step.is_current else "q.path.open"
        said = f'{said}<span class="q-path-open">{words(key, language)}</span>'
    state = words(f"q.path.{step.state}", language)
    inner = (
        f'{_mark(step, n)}<span class="q-path-words"><strong>{text(step.title, language)}</strong>'
        f'<span class="b-unseen"> ({state}) </span>{said}</span>'
    )
    return f'<li class="q-step q-{standing}"{current}>{button("want", inner, "q-path-button", value=step.key)}</li>'


def _mark(step: PathStep, n: int) -> str:
    number = f'<text x="16" y="21" text-anchor="middle" font-size="14" fill="currentColor">{n}</text>'
    drawn = {"settled": _TICK, "none": _DASH}.get(step.state, number)
    return (
        '<svg class="q-dot" viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
        f'<circle cx="16" cy="16" r="14.5" class="q-ring"/>{drawn}</svg>'
    )
