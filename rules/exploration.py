"""Follow a decision through every value of the facts it meets unknown, and reduce the tree.

The tree is that of the specification, section 1.3. It is exact: a path is only shared with
another when nothing that can still be read, implied or contradicted tells the two apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rules.conditions import Value
from rules.errors import UncoveredError
from rules.liveness import Liveness
from rules.models import Fact, Rule
from rules.program import (
    Call,
    Compiler,
    Hole,
    Leaf,
    Node,
    ReadFact,
    ReadGiven,
    ReadGroup,
    ReadOutcome,
    ReadValue,
    Settle,
    Switch,
)
from rules.propagation import Propagation

GroupAnswers = tuple[tuple[str, frozenset[str], bool], ...]
"""What a path supposes of an unknown set: does it meet this group?"""


@dataclass(frozen=True)
class Outcomes:
    """One value of a decision with its facets."""

    value: str
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(eq=False)
class Tree:
    """A reduced tree: an outcome, or a fact (and a group of its members) with its branches."""

    outcome: Outcomes | None = None
    fact: str = ""
    group: frozenset[str] | None = None
    branches: tuple[Tree, ...] = ()


@dataclass(eq=False)
class Fork:
    """A place where an unknown fact is read."""

    fact: str
    group: frozenset[str] | None
    branches: list[Stretch]
    reduced: Tree


@dataclass(eq=False)
class Stretch:
    """The way from one fork to the next, or to the end, over facts that are known."""

    read: tuple[str, ...]
    settled: tuple[str, ...]
    fork: Fork | None
    rule: Rule | None
    reduced: Tree


@dataclass
class Exploration:
    """What exploring one decision on known facts found."""

    root: Stretch
    rules: tuple[Rule, ...] = ()
    outcomes: tuple[Outcomes, ...] = ()
    read: frozenset[str] = frozenset()
    unknown_read: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()

    @property
    def firm(self) -> bool:
        """Whether every leaf has the same outcome."""
        return len(self.outcomes) == 1

    @property
    def met_unknown(self) -> bool:
        """Whether first match, run on the known facts alone, meets one that is unknown."""
        return self.root.fork is not None

    def facet(self, name: str) -> str | None:
        """The value of a facet, when every leaf agrees on it."""
        found = {dict(outcome.facets).get(name) for outcome in self.outcomes}
        return found.pop() if len(found) == 1 else None

    def may_need(self) -> list[str]:
        """The facts of the reduced tree in pre-order, each once."""
        return list(dict.fromkeys(tree.fact for tree in _preorder(self.root.reduced, set())))


def _preorder(tree: Tree, seen: set[int]) -> Iterator[Tree]:
    if tree.outcome is not None or id(tree) in seen:
        return
    seen.add(id(tree))
    yield tree
    for branch in tree.branches:
        yield from _preorder(branch, seen)


@dataclass
class _Path:
    """Where exploration stands: what is known, supposed of sets, and settled on the way."""

    known: dict[str, Value]
    settled: dict[str, str] = field(default_factory=dict)
    answers: GroupAnswers = ()

    def settling(self, outcomes: Mapping[str, str]) -> _Path:
        return _Path(self.known, {**self.settled, **outcomes}, self.answers)

    def supposing(self, fact: str, group: frozenset[str], answer: bool) -> _Path:
        return _Path(self.known, self.settled, (*self.answers, (fact, group, answer)))

    def meets(self, fact: str, group: frozenset[str]) -> bool | None:
        value = self.known.get(fact)
        if isinstance(value, frozenset):
            return not value.isdisjoint(group)
        for asked, other, answer in self.answers:
            if asked == fact and (group <= other if not answer else group >= other):
                return answer
        return None


class Explorer:
    """Explores the decisions of a rule set on one set of known facts."""

    def __init__(
        self,
        compiler: Compiler,
        propagation: Propagation,
        facts: Mapping[str, Fact],
        liveness: Liveness,
        known: Mapping[str, Value],
    ) -> None:
        self._compiler = compiler
        self._propagation = propagation
        self._facts = facts
        self._liveness = liveness
        self._known = dict(known)
        self._forks: dict[tuple[object, ...], Fork] = {}
        self._trees: dict[tuple[object, ...], Tree] = {}
        self._explored: dict[str, Exploration] = {}

    def explore(self, name: str) -> Exploration:
        """The tree of a decision on these facts; made once."""
        if name not in self._explored:
            root = self._follow(self._compiler.program(name), _Path(self._known))
            self._explored[name] = _summary(root)
        return self._explored[name]

    def _follow(self, node: Node, path: _Path) -> Stretch:
        """Walk over what is known until a fact is unknown or the decision is reached."""
        read: list[str] = []
        settled: list[str] = []
        while not isinstance(node, Leaf):
            if isinstance(node, Settle):
                path = path.settling(node.outcomes)
                settled.extend(node.outcomes)
                node = node.then
                continue
            if isinstance(node, ReadFact):
                read.append(node.fact)
            onward = self._onward(node, path)
            if onward is None:
                fork = self._at_fork(node, path)
                return Stretch(tuple(read), tuple(settled), fork, None, fork.reduced)
            node = onward
        facets = tuple(sorted(node.rule.facets.items()))
        return Stretch(tuple(read), tuple(settled), None, node.rule, self._leaf(Outcomes(node.value, facets)))

    def _onward(self, node: Node, path: _Path) -> Node | None:
        """The next node, by what the path knows; None where it does not know."""
        match node:
            case ReadValue(fact=fact):
                value = path.known.get(fact)
                return None if value is None else node.yes if value in node.values else node.no
            case ReadGroup(fact=fact, group=group):
                met = path.meets(fact, group)
                return None if met is None else node.yes if met else node.no
            case ReadOutcome(name=name):
                return node.yes if path.settled[name] in node.values else node.no
            case Call(decision=decision):
                inside = decision.name not in path.settled
                return self._compiler.entry(node) if inside else node.then
            case ReadGiven(fact=fact):
                return node.yes if path.known.get(fact) in node.values else node.no
            case Switch(fact=fact):
                value = path.known.get(fact)
                return None if value is None else node.by_value[value]  # type: ignore[index]
            case Hole(decision=name):
                raise UncoveredError(f"no rule of {name} applies to {path.known}")
        raise TypeError(node)

    def _at_fork(self, node: Node, path: _Path) -> Fork:
        key = self._key(node, path)
        if key not in self._forks:
            self._forks[key] = self._fork(node, path)
        return self._forks[key]

    def _key(self, node: Node, path: _Path) -> tuple[object, ...]:
        live = self._liveness.at(node, frozenset(path.settled))
        known, settled = path.known, path.settled
        return (
            node.id,
            *(known.get(name, settled.get(name)) for name in live.names),
            *(path.meets(fact, group) for fact, group in live.groups),
        )

    def _fork(self, node: Node, path: _Path) -> Fork:
        if not isinstance(node, ReadFact):
            raise TypeError(node)
        fact = node.fact
        group = node.group if isinstance(node, ReadGroup) else None
        if group is None:
            paths = self._with_each_value(path, fact)
        else:
            paths = [path.supposing(fact, group, answer) for answer in (True, False)]
        if not paths:
            raise UncoveredError(f"every value of {fact} contradicts {path.known}")
        branches = [self._follow(node, branch) for branch in paths]
        return Fork(fact, group, branches, self._reduce(fact, group, branches))

    def _with_each_value(self, path: _Path, fact: str) -> list[_Path]:
        """The path with the fact at each of its values, contradictory ones dropped."""
        paths = []
        touching = self._propagation.touching(fact)
        for value in self._facts[fact].domain():
            known = {**path.known, fact: value}
            _, conflict = touching.run(known)
            if conflict is None:
                paths.append(_Path(known, path.settled, path.answers))
        return paths

    def _leaf(self, outcome: Outcomes) -> Tree:
        return self._trees.setdefault((outcome,), Tree(outcome))

    def _reduce(self, fact: str, group: frozenset[str] | None, branches: list[Stretch]) -> Tree:
        # Equal trees are one object, so comparing identities compares structures.
        trees = tuple(branch.reduced for branch in branches)
        if all(tree is trees[0] for tree in trees):
            return trees[0]
        key = (fact, group, *(id(tree) for tree in trees))
        return self._trees.setdefault(key, Tree(None, fact, group, trees))


def _summary(root: Stretch) -> Exploration:
    """Gather leaves and readings over the whole tree, each shared part once."""
    rules: dict[tuple[int, Outcomes], tuple[Rule, Outcomes]] = {}
    read: set[str] = set()
    settled: set[str] = set()
    unknown: set[str] = set()
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        stretch = waiting.pop()
        read.update(stretch.read)
        settled.update(stretch.settled)
        if stretch.rule is not None and stretch.reduced.outcome is not None:
            found = (stretch.rule, stretch.reduced.outcome)
            rules.setdefault((id(stretch.rule), found[1]), found)
        fork = stretch.fork
        if fork is not None and id(fork) not in seen:
            seen.add(id(fork))
            unknown.add(fork.fact)
            waiting.extend(fork.branches)
    outcomes = tuple(dict.fromkeys(outcome for _, outcome in rules.values()))
    return Exploration(
        root,
        tuple(rule for rule, _ in rules.values()),
        outcomes,
        frozenset(read),
        frozenset(unknown),
        frozenset(settled),
    )
