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
    "article_citation_recall",
    "expected",
    "refusal_recall",
    "refusal_precision",
    "leaks",
    "model_wrote",
)
"""What the table of an ablation shows, as far as it applies to one of the runs."""
SIGNIFICANT = 0.05
_LEAKY = 1

Held = tuple[Mapping[str, Any], Mapping[str, Any]]
"""A run's summary, and how it compares with the first of the runs shown (empty for that one)."""


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


def ablation_lines(runs: Mapping[str, Held]) -> Iterator[str]:
    """Runs in one table: of the first each mean with its interval, of the others how they differ from it."""
    splits = splits_of(runs)
    names = ablation_measures(runs)
    heads = [MEASURES[name].en for name in names]
    yield f"| split | run | n | {' | '.join(heads)} | seconds |"
    yield "|---|---|---|" + "---|" * (len(heads) + 1)
    for split in splits:
        for label, (summary, compared) in runs.items():
            measures = summary["splits"][split]
            cells = [against(measures.get(n), compared.get(split, {}).get(n)) for n in names]
            if measures:
                count = max(found["n"] for found in measures.values())
                yield f"| {split} | {label} | {count} | {' | '.join(cells)} | {cell(measures.get('seconds'))} |"
    yield ""
    first = next(iter(runs))
    yield f"Of {first} with 95 % bootstrap intervals; of the others the difference from it, * where p is below 0.05."


def ablation_measures(runs: Mapping[str, Held]) -> list[str]:
    """Those of `ABLATION` that apply to a question of one of the runs."""
    return [name for name in ABLATION if any(name in found["splits"]["all"] for found, _ in runs.values())]


def splits_of(runs: Mapping[str, Held]) -> list[str]:
    """The splits to show: where all questions are of one, it stands for all."""
    held = [s for s in SPLITS[1:] if any(found["splits"][s] for found, _ in runs.values())]
    return held if len(held) == 1 else list(SPLITS)


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


def against(found: Mapping[str, float] | None, difference: Mapping[str, float] | None) -> str:
    """A mean with its interval, or where it is held against another's, with the difference; `*`: p below 0.05."""
    if found is None:
        return "n/a"
    if difference is None:
        return f"{found['mean']:.3f} [{found['low']:.3f}, {found['high']:.3f}]"
    marked = "*" if difference["p"] < SIGNIFICANT else ""
    return f"{found['mean']:.3f} ({difference['difference']:+.3f}{marked})"


def listed(lines: Sequence[str], most: int) -> list[str]:
    """The first lines, and how many more there are."""
    more = [f"… and {len(lines) - most} more"] if len(lines) > most else []
    return [*lines[:most], *more]
