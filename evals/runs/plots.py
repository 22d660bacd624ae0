"""Small plots as inline SVG: they take their colours from the page (`report.css`), light or dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from evals.runs.summary import SPLITS

_STEP, _TOP, _RIGHT = 13, 26, 60


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a plot of intervals puts things: `left` edge and width of the `scale`, height of a row, of a label above it."""

    name: str
    left: int
    scale: int
    row: int
    above: int


_WIDE = _Layout("plot-wide", 370, 500, 52, 0)
_NARROW = _Layout("plot-narrow", 8, 270, 74, 22)
"""For a phone: the label stands above its row, where the other has it on the left."""
_MARKS = {
    "all": '<circle cx="{x}" cy="{y}" r="4.5"/>',
    "development": '<rect x="{left}" y="{up}" width="8" height="8"/>',
    "held_back": '<path d="M{x} {top}L{right} {y}L{x} {bottom}L{far} {y}Z"/>',
}
"""A shape a split, so that colour alone tells nothing."""


def intervals(title: str, rows: Sequence[tuple[str, Mapping[str, Mapping[str, float]]]]) -> str:
    """Means between 0 and 1 with their intervals: a row a measure, a mark a split. Drawn twice, for wide pages and narrow
    ones; the style shows one."""
    return "".join(_intervals(title, rows, layout) for layout in (_WIDE, _NARROW))


def _intervals(
    title: str, rows: Sequence[tuple[str, Mapping[str, Mapping[str, float]]]], layout: _Layout
) -> str:
    height = _TOP + layout.row * len(rows) + 8
    width = layout.left + layout.scale + _RIGHT
    parts = [
        f'<svg class="{layout.name}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">',
        *(_tick(share / 4, height, layout) for share in range(5)),
    ]
    for number, (label, by_split) in enumerate(rows):
        top = _TOP + layout.row * number
        place = (0, top + 16) if layout.above else (layout.left - 14, top + 29)
        parts.append(f'<text class="name" x="{place[0]}" y="{place[1]}">{escape(label)}</text>')
        for step, split in enumerate(SPLITS):
            if split in by_split:
                y = top + layout.above + 12 + _STEP * step
                parts.append(_interval(split, by_split[split], y, layout))
    return "".join([*parts, "</svg>"])


def bar(found: Mapping[str, float] | None) -> str:
    """A mean with its interval in a cell of a table."""
    if found is None:
        return '<span class="none">–</span>'
    low, mean, high = (round(100 * found[key], 1) for key in ("low", "mean", "high"))
    return (
        f'<svg class="bar" viewBox="0 0 100 12" aria-hidden="true"><rect class="track" width="100" height="12"/>'
        f'<rect class="value" width="{mean}" height="12"/>'
        f'<line x1="{low}" x2="{high}" y1="6" y2="6"/></svg><span class="figure">{found["mean"]:.2f}</span>'
    )


def histogram(title: str, values: Sequence[float], bins: int = 30) -> str:
    """How many values lie where, from 0 to the largest."""
    most = max(values)
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int(bins * value / most))] += 1
    tallest = max(counts)
    width, height = 720, 170
    step = width / bins
    columns = "".join(
        f'<rect class="value" x="{n * step + 1:.1f}" y="{140 - 120 * count / tallest:.1f}" '
        f'width="{step - 2:.1f}" height="{120 * count / tallest:.1f}"><title>{count}</title></rect>'
        for n, count in enumerate(counts)
    )
    ticks = "".join(
        f'<text class="tick" x="{width * share / 4:.0f}" y="160">{most * share / 4:.2f}</text>'
        for share in range(5)
    )
    return (
        f'<svg class="histogram" viewBox="-30 0 {width + 60} {height}" role="img" aria-label="{escape(title)}">'
        f'<line class="axis" x1="0" x2="{width}" y1="140" y2="140"/>{columns}{ticks}</svg>'
    )


def legend_mark(split: str) -> str:
    """The mark of a split, for a legend."""
    return f'<svg class="mark" viewBox="0 0 14 14" aria-hidden="true"><g class="{split}">{_mark(split, 7, 7)}</g></svg>'


def _interval(split: str, found: Mapping[str, float], y: float, layout: _Layout) -> str:
    low, mean, high = (layout.left + layout.scale * found[key] for key in ("low", "mean", "high"))
    told = f"{found['mean']:.3f} [{found['low']:.3f}, {found['high']:.3f}], n={found['n']:.0f}"
    return (
        f'<g class="{split}"><title>{told}</title><line x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>'
        f"{_mark(split, mean, y)}"
        f'<text class="value-text" x="{layout.left + layout.scale + 14}" y="{y + 4}">{found["mean"]:.2f}</text></g>'
    )


def _mark(split: str, x: float, y: float) -> str:
    places = {"x": x, "y": y, "left": x - 4, "up": y - 4, "top": y - 5.5, "bottom": y + 5.5}
    return _MARKS[split].format(
        **{k: round(v, 1) for k, v in (places | {"right": x + 5.5, "far": x - 5.5}).items()}
    )


def _tick(share: float, height: int, layout: _Layout) -> str:
    x = layout.left + layout.scale * share
    return (
        f'<line class="grid" x1="{x}" x2="{x}" y1="{_TOP - 6}" y2="{height}"/>'
        f'<text class="tick" x="{x}" y="{_TOP - 12}">{share:g}</text>'
    )
