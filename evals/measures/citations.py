"""Scores of what an answer cites."""

from __future__ import annotations

from collections.abc import Sequence

from evals.measures.ranking import Item, Level, items_at, matches


def precision(cited: Sequence[str], gold: Sequence[Item], level: Level) -> float | None:
    """Share of the provisions cited that match an item; None when nothing is cited."""
    distinct = list(dict.fromkeys(cited))
    if not distinct:
        return None
    return sum(any(matches(c, item, level) for item in gold) for c in distinct) / len(distinct)


def recall(cited: Sequence[str], gold: Sequence[Item], level: Level) -> float:
    """Share of the items that a citation matches."""
    items = items_at(gold, level)
    return sum(any(matches(c, item, level) for c in cited) for item in items) / len(items)
