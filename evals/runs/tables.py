"""Runs as tables in Markdown, for a terminal or a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from evals.measures.table import MEASURES
from evals.runs.record import Scored
from evals.runs.summary import SPLITS

ABLATION = (
    "hit@1",
    "article_hit@1",
    "article_hit@5",
    "article_recall@10",
    "article_MRR",
    "article_nDCG@10",
    "expected",
    "refusal_recall",
    "refusal_precision",
)
"""What the table of an ablation shows."""
SIGNIFICANT = 0.05
_LEAKY = 1


def run_lines(summary: Mapping[str, Any]) -> Iterator[str]:
    """A run's measures, a column a split."""
    yield f"| measure | {' | '.join(SPLITS)} |"
    yield "|---|" + "---|" * len(SPLITS)
    for name, measure in MEASURES.items():
        cells = [cell(summary["splits"][split].get(name)) for split in SPLITS]
        if any(c != "n/a" for c in cells):
            yield f"| {measure.en} | {' | '.join(cells)} |"


def compare_lines(first: str, second: str, compared: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Two runs side by side, a table a split; `*` marks p below 0.05."""
    for split in SPLITS:
        if not compared[split]:
            continue
        yield f"\n{split}\n"
        yield f"| measure | n | {first} | {second} | difference | p |"
        yield "|---|---|---|---|---|---|"
        for name, found in compared[split].items():
            marked = "*" if found["p"] < SIGNIFICANT else ""
            interval = f"{found['difference']:+.3f} [{found['low']:+.3f}, {found['high']:+.3f}]"
            yield (
                f"| {MEASURES[name].en} | {found['n']} | {found['first']:.3f} | {found['second']:.3f} "
                f"| {interval} | {found['p']:.4f}{marked} |"
            )


def ablation_lines(runs: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Iterator[str]:
    """Variants in one table: each run's summary, and how it compares with the first (`*`: p below 0.05)."""
    heads = [MEASURES[name].en for name in ABLATION]
    yield f"| split | variant | {' | '.join(heads)} | seconds |"
    yield "|---|---|" + "---|" * (len(heads) + 1)
    for split in SPLITS:
        for variant, (summary, compared) in runs.items():
            measures = summary["splits"][split]
            cells = [_against(measures.get(name), compared.get(split, {}).get(name)) for name in ABLATION]
            if measures:
                yield f"| {split} | {variant} | {' | '.join(cells)} | {cell(measures.get('seconds'))} |"


def failure_lines(rows: Iterable[Scored], errors: Mapping[str, str]) -> Iterator[str]:
    """What must never happen, question by question: defects, leaks, quotes that do not stand."""
    for row in rows:
        if row.id in errors:
            yield f"{row.id}: {errors[row.id]}"
        if row.scores.get("leaks") == _LEAKY:
            yield f"{row.id}: gives a verdict that is not the rules'"
        if (row.scores.get("quotes_verbatim") or 1.0) < 1:
            yield f"{row.id}: shows a quote that does not stand in its provision"


def cell(found: Mapping[str, float] | None) -> str:
    """A mean with its interval and count, or median and 95th percentile of seconds."""
    if found is None:
        return "n/a"
    if "median" in found:
        return f"{found['median']:.2f} (p95 {found['p95']:.2f})"
    return f"{found['mean']:.3f} [{found['low']:.3f}, {found['high']:.3f}] n={found['n']:.0f}"


def _against(found: Mapping[str, float] | None, difference: Mapping[str, float] | None) -> str:
    if found is None:
        return "n/a"
    if difference is None:
        return f"{found['mean']:.3f}"
    marked = "*" if difference["p"] < SIGNIFICANT else ""
    return f"{found['mean']:.3f} ({difference['difference']:+.3f}{marked})"


def listed(lines: Sequence[str], most: int) -> list[str]:
    """The first lines, and how many more there are."""
    more = [f"… and {len(lines) - most} more"] if len(lines) > most else []
    return [*lines[:most], *more]
