"""The unit that takes one place in a list of results, and the sums by which units are ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.ids import parse


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

    def paired(self, counterpart: Callable[[str], str], *, weight: float) -> list[str]:
        """As `ranked`, each unit of an act followed by its counterpart in the other act.

        A unit gains `weight` times the sum of its counterpart: what both acts answer comes before what one answers.
        """
        joint = {u: own + weight * self.units.get(counterpart(u), 0.0) for u, own in self.units.items()}
        taken: dict[str, None] = {}
        for unit in sorted(joint, key=lambda u: -joint[u]):
            taken.setdefault(unit)
            if (other := counterpart(unit)) in self.units:
                taken.setdefault(other)
        return [self.shown[unit] for unit in taken]


def total(signals: Iterable[tuple[Mapping[str, float], float]], prior: Callable[[str], float]) -> Scores:
    """Weighted sums of signals (a score a provision, with the signal's weight), plus a prior for each document.

    What a signal says of a unit is the best it says of one of its provisions.
    """
    units: dict[str, float] = defaultdict(float)
    parts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for scores, weight in signals:
        best: dict[str, float] = {}
        for provision, score in scores.items():
            unit = unit_of(provision)
            parts[unit][provision] += weight * score
            best[unit] = max(score, best.get(unit, score))
        for unit, score in best.items():
            units[unit] += weight * score
    sums = {unit: value + prior(unit.partition("/")[0]) for unit, value in units.items()}
    return Scores(sums, {unit: max(found, key=lambda p: found[p]) for unit, found in parts.items()})
