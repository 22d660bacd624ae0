"""Scores of rankings, as pure functions. « Not applicable » is no score, never 0."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from corpus.ids import parse


def article_of(provision_id: str) -> str:
    """Article, annex, recital or outermost passage: the level at which a hit is counted."""
    return str(parse(provision_id).top)


def rank_of_first(found: Sequence[str], gold: Collection[str]) -> int | None:
    """Place (from 0) of the first provision found in an article of the gold, None when there is none."""
    wanted = {article_of(g) for g in gold}
    return next((n for n, f in enumerate(found) if article_of(f) in wanted), None)


def hit_at(k: int, found: Sequence[str], gold: Collection[str]) -> float:
    """1.0 when one of the first `k` stands in an article of the gold, else 0.0."""
    rank = rank_of_first(found[:k], gold)
    return float(rank is not None)


def reciprocal_rank(found: Sequence[str], gold: Collection[str]) -> float:
    """1 / place of the first hit, counted from 1; 0.0 without a hit."""
    rank = rank_of_first(found, gold)
    return 0.0 if rank is None else 1 / (rank + 1)


def all_documents_hit(k: int, found: Sequence[str], gold: Collection[str]) -> float:
    """1.0 when each document of the gold is hit within the first `k`, for questions that need several."""
    documents = {parse(g).document for g in gold}
    hits = (hit_at(k, found, [g for g in gold if parse(g).document == d]) for d in documents)
    return float(all(hits))


def bootstrap_interval(
    values: Sequence[float], *, level: float = 0.95, draws: int = 2000, seed: int = 0
) -> tuple[float, float]:
    """Interval of the mean of `values` at `level`, by drawing them again with replacement. Raises ValueError on none."""
    if not values:
        raise ValueError("no values: there is no interval of nothing")
    drawn = np.random.default_rng(seed).choice(np.asarray(values, dtype=float), (draws, len(values)))
    low, high = np.quantile(drawn.mean(axis=1), [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def document_hit_at(k: int, found: Sequence[str], gold: Collection[str]) -> float:
    """1.0 when one of the first `k` stands in a document of the gold, else 0.0."""
    documents = {parse(g).document for g in gold}
    return float(any(parse(f).document in documents for f in found[:k]))
