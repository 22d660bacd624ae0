"""What can still tell two paths apart from a place in a decision's graph on.

Two paths that agree on it have the same tree below them, so that tree is grown once.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.program import (
    Call,
    Compiler,
    Node,
    ReadGiven,
    ReadGroup,
    ReadOutcome,
    ReadValue,
    Settle,
    Switch,
)
from rules.propagation import Propagation

Place = tuple[Node, frozenset[str]]
"""A node, and the outcomes that are settled when it is reached."""


@dataclass
class Live:
    """What can still be read from a node on: names of facts and outcomes, and group tests."""

    names: frozenset[str]
    groups: frozenset[tuple[str, frozenset[str]]]


class Liveness:
    """For each node, what can still tell two paths apart from there on."""

    def __init__(self, compiler: Compiler, propagation: Propagation) -> None:
        self._compiler = compiler
        self._propagation = propagation
        self._read: dict[Place, Live] = {}
        self._live: dict[Place, Live] = {}

    def at(self, node: Node, settled: frozenset[str]) -> Live:
        """What matters from this node on, when these outcomes are settled."""
        place = (node, settled)
        if place not in self._live:
            self._read_from(place)
            read = self._read[place]
            self._live[place] = Live(read.names | self._propagation.concerns(read.names), read.groups)
        return self._live[place]

    def _read_from(self, start: Place) -> None:
        """Gather what is read from each node on, last nodes first.

        A stack of our own, because the graph of a route is deeper than Python recurses.
        """
        waiting = [start]
        while waiting:
            place = waiting[-1]
            ways = [way for way in self._ways(*place) if way not in self._read]
            if ways and place not in self._read:
                waiting.extend(ways)
            else:
                waiting.pop()
                self._read.setdefault(place, self._gather(place))

    def _ways(self, node: Node, settled: frozenset[str]) -> list[Place]:
        match node:
            case ReadValue() | ReadGroup() | ReadGiven() | ReadOutcome():
                return [(node.yes, settled), (node.no, settled)]
            case Switch(by_value=by_value):
                return [(way, settled) for way in by_value.values()]
            case Call(decision=decision, then=then):
                inside = decision.name not in settled
                return [(self._compiler.entry(node) if inside else then, settled)]
            case Settle(outcomes=outcomes, then=then):
                return [(then, settled.union(outcomes))]
            case _:
                return []

    def _gather(self, place: Place) -> Live:
        node, _ = place
        after = [self._read[way] for way in self._ways(*place)]
        names = frozenset[str]().union(*(live.names for live in after))
        groups = frozenset[tuple[str, frozenset[str]]]().union(*(live.groups for live in after))
        match node:
            case ReadValue(fact=name) | ReadGiven(fact=name) | Switch(fact=name):
                return Live(names | {name}, groups)
            case ReadOutcome(name=name):
                return Live(names | {name}, groups)
            case ReadGroup(fact=name, group=group):
                return Live(names | {name}, groups | {(name, group)})
            case Settle(outcomes=outcomes):
                return Live(names.difference(outcomes), groups)
            case _:
                return Live(names, groups)
