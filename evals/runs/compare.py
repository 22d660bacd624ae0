"""Two runs held against each other, measure by measure, on the questions that both have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evals.measures.table import MEASURES
from evals.runs.record import Scored
from evals.runs.summary import SPLITS
from evals.statistics import difference_of


def compare(first: Sequence[Scored], second: Sequence[Scored]) -> dict[str, dict[str, dict[str, float]]]:
    """For each split and measure: `n`, `first`, `second`, `difference`, its interval `low` to `high`, and `p`."""
    others = {row.id: row for row in second}
    pairs = [(row, others[row.id]) for row in first if row.id in others]
    return {split: _measures([pair for pair in pairs if split in ("all", pair[0].split)]) for split in SPLITS}


def _measures(pairs: Sequence[tuple[Scored, Scored]]) -> dict[str, Any]:
    found = {}
    for name in MEASURES:
        values = [
            (a, b)
            for one, other in pairs
            if (a := one.scores.get(name)) is not None and (b := other.scores.get(name)) is not None
        ]
        if difference := difference_of(values):
            found[name] = {key: round(value, 4) for key, value in asdict(difference).items()}
    return found
