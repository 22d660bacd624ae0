"""Random facts, complete or partial, drawn from the domains the module describes."""

from __future__ import annotations

import random
from typing import Any

from second_reading import ContradictoryError, implied

from rules.facts import FACTS
from rules.models import Fact


def draw(source: random.Random, known: float) -> dict[str, Any]:
    """Each fact is known with the given probability; contradictions are left in."""
    return {fact.name: value_of(fact, source) for fact in FACTS if source.random() < known}


def value_of(fact: Fact, source: random.Random) -> Any:
    if fact.kind == "set":
        share = source.choice((0.0, 0.1, 0.3))
        return [member for member in fact.values if source.random() < share]
    return source.choice(fact.domain())


def draw_consistent(source: random.Random, known: float) -> dict[str, Any]:
    """Facts added one at a time in random order, each left out if it contradicts the others."""
    facts: dict[str, Any] = {}
    for fact in source.sample(FACTS, k=len(FACTS)):
        if source.random() < known:
            tried = {**facts, fact.name: value_of(fact, source)}
            if contradiction_in(tried) is None:
                facts = tried
    return facts


def complete(source: random.Random, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """Every fact known that can be and nothing contradictory, starting from the facts given.

    `decision_impact`, which is never asked, is there one time in three.
    """
    facts = implied(given or {})
    for fact in FACTS:
        skipped = not fact.asked and source.random() < 2 / 3
        if fact.name not in facts and not skipped:
            value = possible_value(fact, facts, source)
            facts = facts if value is None else implied({**facts, fact.name: value})
    return facts


def moved(
    facts: dict[str, Any], base: dict[str, Any], fact: str, value: Any, source: random.Random
) -> dict[str, Any]:
    """The completion nearest to `base` in which this one fact of it has another value."""
    near = implied({**facts, fact: value})
    for name, kept in base.items():
        if name not in near and contradiction_in({**near, name: kept}) is None:
            near = implied({**near, name: kept})
    return complete(source, near)


def possible_value(fact: Fact, facts: dict[str, Any], source: random.Random) -> Any:
    """A value that does not contradict these facts; None where every one does.

    How much the information weighs has no value once it serves no decision (I12, I13).
    """
    values = [value_of(fact, source) for _ in range(30)] if fact.kind == "set" else list(fact.domain())
    values += [list(fact.values), []] if fact.kind == "set" else []
    source.shuffle(values)
    for value in values:
        if contradiction_in({**facts, fact.name: value}) is None:
            return value
    return None


def contradiction_in(facts: dict[str, Any]) -> tuple[str, list[str]] | None:
    """The rule and the two facts of the first contradiction, by the second reading."""
    try:
        implied(facts)
    except ContradictoryError as met:
        return met.rule, met.facts
    return None
