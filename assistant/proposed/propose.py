"""Readings folded into proposed facts: one value a fact and product, or none where the text says two things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from assistant.proposed.readings import Reading, read_facts
from rules import describe_facts

_NONE, _WEAK_NONE = "none", "none_unless_claimed"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A fact as the person's words have it: `words` stand at `start`..`end` of what they wrote."""

    fact: str
    value: Any
    words: str
    start: int
    end: int
    product: str = ""


def propose(text: str, *, products: Sequence[str] = ()) -> list[Proposed]:
    """What a text says of the person's products, one entry a fact and product, in the order of the facts.

    Nothing is proposed for a fact on which the text says two things, doubts or only asks.
    """
    order = {fact["name"]: (place, fact["type"]) for place, fact in enumerate(describe_facts())}
    readings = sorted(read_facts(text, products=products), key=lambda r: (r.product, order[r.fact][0]))
    found = []
    for (product, fact), group in groupby(readings, key=lambda r: (r.product, r.fact)):
        found += list(_folded(fact, product, list(group), is_set=order[fact][1] == "set"))
    return found


def _folded(fact: str, product: str, readings: list[Reading], *, is_set: bool) -> Iterator[Proposed]:
    stated = [r for r in readings if r.is_stated]
    denied = {r.value for r in readings if not r.is_stated}
    telling = _of_set(stated) if is_set else stated
    values = {r.value for r in telling}
    if not telling or values & denied or (not is_set and len(values) > 1):
        return
    first = telling[0]
    words, start, end = first.words, first.start, first.end
    if is_set:
        value: Any = sorted(str(v) for v in values if v not in (_NONE, _WEAK_NONE))
        distinct = {r.value: r for r in reversed(telling)}
        words = " … ".join(dict.fromkeys(r.words for r in sorted(distinct.values(), key=lambda r: r.start)))
        start, end = min(r.start for r in telling), max(r.end for r in telling)
    else:
        value = first.value
    yield Proposed(fact, value, words, start, end, product)


def _of_set(stated: list[Reading]) -> list[Reading]:
    """The readings that tell a set: its members, or that it has none; nothing where the text says both."""
    members = [r for r in stated if r.value not in (_NONE, _WEAK_NONE)]
    nones = [r for r in stated if r.value == _NONE]
    if members:
        return [] if nones else members
    return nones or stated
