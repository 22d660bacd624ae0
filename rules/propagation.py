"""Run the implications until nothing changes, then look for contradictory pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from rules.canonical import shown
from rules.conditions import (
    All,
    Any,
    Condition,
    FactIs,
    Given,
    Meets,
    Not,
    Outcome,
    Value,
    facts_named,
)
from rules.errors import ContradictionError
from rules.models import Contradiction, Implication


@dataclass(frozen=True)
class Fired:
    """An implication that set a fact: what it was read from and what it gave."""

    id: str
    source: str
    source_value: Value
    target: str
    value: Value


@dataclass(frozen=True)
class Conflict:
    """The first rule that two facts break, in the order of the tables."""

    rule: str
    facts: tuple[str, str]


def holds(condition: Condition, known: Mapping[str, Value], *, outcomes: bool | None = None) -> bool | None:
    """Whether the condition is true on these facts; None when it needs one that is unknown.

    Parts are read from left to right, as everywhere. An outcome of another decision counts as
    unknown, or as ``outcomes`` says.
    """
    match condition:
        case FactIs(fact, values):
            value = known.get(fact)
            return None if value is None else value in values
        case Meets(fact, group):
            value = known.get(fact)
            return not value.isdisjoint(group) if isinstance(value, frozenset) else None
        case Given(fact, values):
            value = known.get(fact)
            return value is not None and (not values or value in values)
        case Not(part):
            inner = holds(part, known, outcomes=outcomes)
            return None if inner is None else not inner
        case All(parts) | Any(parts):
            stop = isinstance(condition, Any)
            for part in parts:
                result = holds(part, known, outcomes=outcomes)
                if result is None or result is stop:
                    return result
            return not stop
        case Outcome():
            return outcomes


def facts_read(condition: Condition, known: Mapping[str, Value]) -> Iterator[str]:
    """The known facts that deciding the condition reads, in order; an outcome decides nothing here."""
    match condition:
        case Outcome():
            return
        case Not(part):
            yield from facts_read(part, known)
        case All(parts) | Any(parts):
            stop = isinstance(condition, Any)
            for part in parts:
                yield from facts_read(part, known)
                if holds(part, known) is stop:
                    return
        case _ if condition.fact in known:
            yield condition.fact


class Propagation:
    """The implications and contradictions of a rule set, ready to run on any set of facts."""

    def __init__(self, implications: Sequence[Implication], contradictions: Sequence[Contradiction]) -> None:
        self._implications = implications
        self._contradictions = contradictions
        self._premises = {rule.id: facts_named(rule.when)[0] for rule in implications}
        self._touching: dict[str, Propagation] = {}

    def run(self, known: MutableMapping[str, Value]) -> tuple[list[Fired], Conflict | None]:
        """Add the implied facts to ``known``; stop at the first conflict."""
        fired: list[Fired] = []
        changed = True
        while changed:
            changed = False
            for rule in self._implications:
                if not holds(rule.when, known):
                    continue
                source, found = self._premises[rule.id], known.get(rule.target)
                if found is None:
                    known[rule.target] = rule.value
                    fired.append(Fired(rule.id, source, known[source], rule.target, rule.value))
                    changed = True
                elif found != rule.value:
                    return fired, Conflict(rule.id, (source, rule.target))
        for pair in self._contradictions:
            if holds(pair.when, known):
                return fired, Conflict(pair.id, pair.facts)
        return fired, None

    def touching(self, fact: str) -> Propagation:
        """What can follow from learning this one fact, once all the others are in order."""
        if fact not in self._touching:
            reached = self.reach({fact})
            self._touching[fact] = Propagation(
                [rule for rule in self._implications if self._premises[rule.id] in reached],
                [pair for pair in self._contradictions if reached & {*facts_named(pair.when)}],
            )
        return self._touching[fact]

    def reach(self, facts: Iterable[str]) -> frozenset[str]:
        """These facts and those that the implications can set from them."""
        reached = set(facts)
        size = -1
        while size != len(reached):
            size = len(reached)
            reached |= {rule.target for rule in self._implications if self._premises[rule.id] in reached}
        return frozenset(reached)

    def concerns(self, facts: Iterable[str]) -> frozenset[str]:
        """The facts whose values can matter when any of these is learned."""
        reached = self.reach(facts)
        pairs = (facts_named(pair.when) for pair in self._contradictions)
        return reached.union(*(named for named in pairs if reached & {*named}))


def contradiction_error(
    conflict: Conflict, known: Mapping[str, Value], fired: Sequence[Fired]
) -> ContradictionError:
    """The error of the result: the rule, both facts, both values, and ``via`` which implication."""
    via = {one.target: one.id for one in fired if one.target in conflict.facts}
    values = [shown(known[name]) for name in conflict.facts]
    error = {
        "kind": "contradiction",
        "rule": conflict.rule,
        "facts": list(conflict.facts),
        "values": values,
    } | ({"via": via} if via else {})
    first, second = conflict.facts
    message = (
        f"contradictory answers (rule {conflict.rule}): {first} = {_plain(values[0])} "
        f"and {second} = {_plain(values[1])}"
    )
    return ContradictionError(message, error)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(str, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)
