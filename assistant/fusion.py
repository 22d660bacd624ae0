"""Joining rankings: a pure function of rankings, their weights, and one constant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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
    """The unit that takes one place in a list of results: an article, a recital, a definition, a passage of a
    page, or the numbered section of an annex (`mdr/anx_I/10` for 10.4.1; annexes are too long for one answer)."""
    cited = parse(provision_id)
    if cited.unit == "article" and cited.number == "2":
        return "/".join((cited.document, *cited.segments[:2]))
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


def fuse(rankings: Sequence[Ranking], *, k: float) -> list[str]:
    """Reciprocal-rank fusion by unit: each ranking adds weight / (k + rank) to a unit, ranks from 0.

    A ranking may hold several provisions of a unit: the unit's rank is that of its first, counted in
    units. Of each unit the provision that does best by the same sum over provisions is shown. A small k
    lets each ranking's first results through; a large one asks for agreement. Ties keep the order met.
    """
    units: dict[str, float] = defaultdict(float)
    parts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for ranking in rankings:
        seen: set[str] = set()
        for rank, provision in enumerate(ranking.provisions):
            unit = unit_of(provision)
            parts[unit][provision] += ranking.weight / (k + rank)
            if unit not in seen:
                units[unit] += ranking.weight / (k + len(seen))
                seen.add(unit)
    return [max(parts[unit], key=lambda p: parts[unit][p]) for unit in sorted(units, key=lambda u: -units[u])]
