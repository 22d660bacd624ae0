"""A decision as a graph of single readings, in the order in which its rules read.

Each condition is unfolded into readings of one fact with a way on for each answer. A
reference to another decision is a ``Call``: where that decision is already settled on the
path it is passed over, else its own graph is entered and returns to the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count

from rules.conditions import All, Any, Condition, FactIs, Given, Meets, Not, Outcome
from rules.models import Decision, FactValue, Rule

_ids = count()


@dataclass(eq=False)
class Node:
    """A place in the graph, told from every other by its id."""

    id: int = field(default_factory=lambda: next(_ids), init=False)


@dataclass(eq=False)
class ReadFact(Node):
    """A place where one fact is read."""

    fact: str


@dataclass(eq=False)
class ReadValue(ReadFact):
    """Has a fact one of these values?"""

    values: frozenset[bool | str]
    yes: Node
    no: Node


@dataclass(eq=False)
class ReadGroup(ReadFact):
    """Does a set meet a group?"""

    group: frozenset[str]
    yes: Node
    no: Node


@dataclass(eq=False)
class ReadGiven(ReadFact):
    """Is a fact known with one of these values? Never asked."""

    values: frozenset[bool | str]
    yes: Node
    no: Node


@dataclass(eq=False)
class ReadOutcome(Node):
    """How did another decision, settled before, come out?"""

    name: str
    values: frozenset[str]
    yes: Node
    no: Node


@dataclass(eq=False)
class Switch(ReadFact):
    """Go on by the value of a fact."""

    by_value: Mapping[bool | str, Node]


@dataclass(eq=False)
class Call(Node):
    """Settle another decision, unless the path has settled it already, then go on."""

    decision: Decision
    then: Node
    entry: Node | None = None


@dataclass(eq=False)
class Settle(Node):
    """Another decision, and its facets, came out like this on the path."""

    outcomes: Mapping[str, str]
    then: Node


@dataclass(eq=False)
class Leaf(Node):
    """The decision is reached."""

    rule: Rule
    value: str


@dataclass(eq=False)
class Hole(Node):
    """No rule covers what leads here; a sound rule set never arrives."""

    decision: str


Finish = Callable[[Rule, str], Node]


class Compiler:
    """Unfolds the decisions of one rule set; each graph is made once, when first needed."""

    def __init__(
        self,
        decision_by_name: Mapping[str, Decision],
        domains: Mapping[str, tuple[bool | str, ...]],
    ) -> None:
        self._decisions = decision_by_name
        self._domains = domains
        self._programs: dict[str, Node] = {}

    def program(self, name: str) -> Node:
        """The graph of a decision, from its first reading."""
        if name not in self._programs:
            decision = self._decisions[name]
            self._programs[name] = self._rules(decision, lambda rule, value: Leaf(rule, value))
        return self._programs[name]

    def entry(self, call: Call) -> Node:
        """The graph of the decision called, which goes on where the call stands."""
        if call.entry is None:
            decision = call.decision

            def settle(rule: Rule, value: str) -> Node:
                return Settle({decision.name: value, **rule.facets}, call.then)

            call.entry = self._rules(decision, settle)
        return call.entry

    def _rules(self, decision: Decision, finish: Finish) -> Node:
        node: Node = Hole(decision.name)
        for rule in reversed(decision.rules):
            node = self._condition(rule.when, self._result(rule, finish), node)
        return node

    def _result(self, rule: Rule, finish: Finish) -> Node:
        if isinstance(rule.gives, FactValue):
            fact = rule.gives.fact
            ways = {value: finish(rule, str(value)) for value in self._domains[fact]}
            return Switch(fact, ways)
        return finish(rule, rule.gives)

    def _condition(self, condition: Condition, yes: Node, no: Node) -> Node:
        match condition:
            case FactIs(fact, values):
                return ReadValue(fact, frozenset(values), yes, no)
            case Meets(fact, group):
                return ReadGroup(fact, group, yes, no)
            case Given(fact, values):
                return ReadGiven(fact, frozenset(values or self._domains[fact]), yes, no)
            case Outcome(name, values):
                test = ReadOutcome(name, frozenset(values), yes, no)
                return Call(self._decisions[name], test)
            case Not(part):
                return self._condition(part, no, yes)
            case All(parts):
                for part in reversed(parts):
                    yes = self._condition(part, yes, no)
                return yes
            case Any(parts):
                for part in reversed(parts):
                    no = self._condition(part, yes, no)
                return no
