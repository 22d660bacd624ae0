"""Joining rankings: a pure function of rankings, their weights, and one constant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.ids import parse


@dataclass(frozen=True, slots=True)
class Ranking:
    """Provision ids, the best first, and how much this ranking is trusted."""

    provisions: tuple[str, ...]
    weight: float = 1.0


@lru_cache(maxsize=65536)
def unit_of(provision_id: str) -> str:
    """The unit that takes one place in a list of results: an article, a recital, a passage of a page, or
    the numbered section of an annex (`mdr/anx_I/10` for 10.4.1; annexes are too long to be one answer)."""
    cited = parse(provision_id)
    if cited.unit != "annex":
        return str(cited.top)
    kept = [cited.segments[0]]
    for segment in cited.segments[1:]:
        if segment[0].isdigit():
            kept.append(segment.split(".")[0])
            break
        if not (segment.isupper() and len(segment) < 5):
            break
        kept.append(segment)
    return "/".join((cited.document, *kept))


def fold(provisions: Iterable[str]) -> list[str]:
    """One provision a unit, the first of each."""
    first: dict[str, str] = {}
    for provision in provisions:
        first.setdefault(unit_of(provision), provision)
    return list(first.values())


def fuse(rankings: Sequence[Ranking], *, k: float) -> list[str]:
    """Reciprocal-rank fusion by unit: each ranking adds weight / (k + rank) to a unit, ranks from 0.

    A unit is shown by the provision that stood highest in the most trusted ranking that holds it. A small
    k lets each ranking's first results through; a large one asks for agreement. Ties keep the order of
    the rankings.
    """
    scores: dict[str, float] = defaultdict(float)
    shown: dict[str, str] = {}
    for ranking in sorted(rankings, key=lambda r: -r.weight):
        for rank, provision in enumerate(ranking.provisions):
            unit = unit_of(provision)
            scores[unit] += ranking.weight / (k + rank)
            shown.setdefault(unit, provision)
    return [shown[unit] for unit in sorted(scores, key=lambda u: -scores[u])]
