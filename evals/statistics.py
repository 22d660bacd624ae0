"""Means with their intervals, and two runs held against each other question by question."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.metrics import bootstrap_interval

DRAWS = 10_000
_SEED = 0


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of `n` values with its 95 % bootstrap interval."""

    n: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds: how many, their median and 95th percentile."""

    n: int
    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of `n` paired differences (second minus first), its 95 % bootstrap interval, and the chance `p` of one
    at least as far from 0 were the two runs alike."""

    n: int
    first: float
    second: float
    difference: float
    low: float
    high: float
    p: float


def mean_of(values: Sequence[float]) -> Mean | None:
    """Mean and interval, None of nothing."""
    if not values:
        return None
    low, high = bootstrap_interval(values)
    return Mean(len(values), sum(values) / len(values), low, high)


def times_of(values: Sequence[float]) -> Times | None:
    """Median and 95th percentile (linear between the nearest two), None of nothing."""
    if not values:
        return None
    return Times(len(values), statistics.median(values), float(np.quantile(np.asarray(values), 0.95)))


def difference_of(pairs: Sequence[tuple[float, float]]) -> Difference | None:
    """How the second run differs on the same questions, None without pairs."""
    if not pairs:
        return None
    first, second = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    differences = second - first
    low, high = bootstrap_interval(differences.tolist())
    return Difference(
        len(pairs),
        float(first.mean()),
        float(second.mean()),
        float(differences.mean()),
        low,
        high,
        _chance(differences),
    )


def _chance(differences: np.ndarray) -> float:
    """Paired permutation test, two-sided: the signs of the differences are thrown anew `DRAWS` times.

    The observed one counts among the draws, so that p is never 0 (Phipson and Smyth, 2010).
    """
    moved = differences[differences != 0]
    if not len(moved):
        return 1.0
    rng = np.random.default_rng(_SEED)
    observed = abs(moved.sum()) - 1e-12
    as_far = 0
    for start in range(0, DRAWS, 1000):
        signs = rng.integers(0, 2, (min(1000, DRAWS - start), len(moved))) * 2 - 1
        as_far += int((np.abs(signs @ moved) >= observed).sum())
    return (as_far + 1) / (DRAWS + 1)
