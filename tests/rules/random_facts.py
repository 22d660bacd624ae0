"""Random facts, complete or partial, drawn from the domains the module describes."""

from __future__ import annotations

import random
from typing import Any

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


def draw_consistent(source: random.Random, known: float, is_contradictory: Any) -> dict[str, Any]:
    """Facts added one at a time in random order, each left out if it contradicts the others."""
    facts: dict[str, Any] = {}
    for fact in source.sample(FACTS, k=len(FACTS)):
        if source.random() < known:
            tried = {**facts, fact.name: value_of(fact, source)}
            if not is_contradictory(tried):
                facts = tried
    return facts
