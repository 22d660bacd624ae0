"""Scores of a ranking against gold items, at provision or article level.

An item is what the answer needs, as alternatives any of which will do. At provision level it is found by an alternative
or by a provision inside it, at article level by anything in the same article, annex, recital or outermost passage.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

from corpus.ids import parse
from evals.metrics import article_of

Item = Sequence[str]


class Level(StrEnum):
    """How near a provision must come to count."""

    PROVISION = "provision"
    ARTICLE = "article"


def matches(found: str, item: Item, level: Level) -> bool:
    """Whether a provision found is what an item asks for."""
    if level is Level.ARTICLE:
        return article_of(found) in {article_of(g) for g in item}
    return any(parse(g).encloses(parse(found)) for g in item)


def items_at(gold: Sequence[Item], level: Level) -> list[Item]:
    """The items that a level can tell apart: at article level, items of the same articles are one."""
    if level is Level.PROVISION:
        return list(gold)
    return list({frozenset(article_of(g) for g in item): item for item in reversed(gold)}.values())[::-1]


def places(found: Sequence[str], gold: Sequence[Item], level: Level) -> list[int | None]:
    """For each item the place (from 0) of the first provision that matches it, None without one."""
    return [
        next((n for n, f in enumerate(found) if matches(f, item, level)), None)
        for item in items_at(gold, level)
    ]


def hit_at(k: int, found: Sequence[str], gold: Sequence[Item], level: Level) -> float:
    """1.0 when one of the first `k` matches an item."""
    return float(any(p is not None for p in places(found[:k], gold, level)))


def recall_at(k: int, found: Sequence[str], gold: Sequence[Item], level: Level) -> float:
    """Share of the items that the first `k` match."""
    reached = places(found[:k], gold, level)
    return sum(p is not None for p in reached) / len(reached)


def reciprocal_rank(found: Sequence[str], gold: Sequence[Item], level: Level) -> float:
    """1 / place (from 1) of the first match; 0.0 without one. Its mean over questions is MRR."""
    reached = [p for p in places(found, gold, level) if p is not None]
    return 1 / (min(reached) + 1) if reached else 0.0


def ndcg_at(k: int, found: Sequence[str], gold: Sequence[Item], level: Level) -> float:
    """Normalised discounted cumulative gain of the first `k`: an item counts once, where it is first matched.

    The ideal ranking matches one item a place from the first; one that matches several in one place counts as ideal
    at most.
    """
    reached = places(found[:k], gold, level)
    gained = sum(1 / math.log2(p + 2) for p in reached if p is not None)
    ideal = sum(1 / math.log2(n + 2) for n in range(min(k, len(reached))))
    return min(1.0, gained / ideal)
