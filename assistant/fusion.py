"""Joining rankings: a pure function of rankings, their weights, and one constant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Scores:
    """Units with their sums, and for each the provision to show: that which does best by the same sum."""

    units: Mapping[str, float]
    shown: Mapping[str, str]

    def ranked(self) -> list[str]:
        """Provisions to show, the best unit first; ties keep the order met."""
        return [self.shown[unit] for unit in sorted(self.units, key=lambda u: -self.units[u])]


def scores(rankings: Sequence[Ranking], *, k: float) -> Scores:
    """Reciprocal-rank sums by unit: each ranking adds weight / (k + rank) to a unit, ranks from 0.

    A ranking may hold several provisions of a unit: the unit's rank is that of its first, counted in units. A small
    k lets each ranking's first results through; a large one asks for agreement.
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
    return Scores(units, {unit: max(found, key=lambda p: found[p]) for unit, found in parts.items()})


def fuse(rankings: Sequence[Ranking], *, k: float) -> list[str]:
    """The provisions of several rankings in one, by reciprocal-rank fusion."""
    return scores(rankings, k=k).ranked()


def pair(first: Scores, second: Scores, counterpart: Callable[[str], str], *, weight: float) -> list[str]:
    """Two acts in one ranking, each unit followed by its counterpart in the other act.

    A unit gains `weight` times the sum of its counterpart: what both acts answer comes before what one answers.
    """
    sums = {**first.units, **second.units}
    shown = {**first.shown, **second.shown}
    joint = {unit: own + weight * sums.get(counterpart(unit), 0.0) for unit, own in sums.items()}
    taken: dict[str, None] = {}
    for unit in sorted(joint, key=lambda u: -joint[u]):
        taken.setdefault(unit)
        if (other := counterpart(unit)) in shown:
            taken.setdefault(other)
    return [shown[unit] for unit in taken]
