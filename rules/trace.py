"""Why a verdict is what it is: the rules that were true, the facts they read, their citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any as AnyValue

from rules.canonical import shown
from rules.conditions import All, Any, Condition, Meets, Not, Outcome, Value, atoms
from rules.exploration import Exploration, Explorer
from rules.models import Decision, FactValue, Rule
from rules.propagation import Fired, holds
from rules.ruleset import RuleSet

SAME_WHATEVER = "SV"
"""The entry that names the unknown facts which were met and make no difference."""


@dataclass(frozen=True)
class Entry:
    """One rule that was true, with its citations and the known facts it names."""

    rule: str
    cites: tuple[str, ...]
    facts: Mapping[str, AnyValue]
    members: tuple[str, ...] = ()

    def as_json(self) -> dict[str, AnyValue]:
        """``rule``, ``cites`` and ``facts``; ``members`` where the rule names those it hit."""
        entry = {"rule": self.rule, "cites": list(self.cites), "facts": dict(self.facts)}
        return entry | ({"members": list(self.members)} if self.members else {})


@dataclass
class Trace:
    """The entries of a firm verdict, in order, and the rules among them that determined it."""

    implications: list[Fired] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    determining: list[str] = field(default_factory=list)

    @property
    def used(self) -> frozenset[str]:
        """The ids of the rules in the trace."""
        return frozenset(entry.rule for entry in self.entries)

    def as_json(self) -> list[dict[str, AnyValue]]:
        """The implications that set a fact named here, then the entries."""
        implied = [
            {
                "rule": one.id,
                "facts": {one.source: shown(one.source_value)},
                "gives": {one.target: shown(one.value)},
            }
            for one in self.implications
        ]
        return implied + [entry.as_json() for entry in self.entries]


class Tracer:
    """Makes the traces of the verdicts on one set of known facts."""

    def __init__(
        self,
        explorer: Explorer,
        known: Mapping[str, Value],
        fired: Sequence[Fired],
        rule_set: RuleSet,
    ) -> None:
        self._explorer = explorer
        self._known = known
        self._fired = fired
        self._decisions = rule_set.decision_by_name
        self._notions = {notion.name for notion in rule_set.notions}

    def trace(self, decision: Decision, found: Exploration) -> Trace:
        """The trace of a firm verdict."""
        if decision.lists_all_true:
            trace = self._every_true_rule(decision, found)
        else:
            trace = self._deciding_rule(decision, found)
        named = {name for entry in trace.entries for name in entry.facts}
        trace.implications = [one for one in self._fired if one.target in named]
        return trace

    def true(self, condition: Condition, *, by_firm_outcomes: bool = False) -> bool:
        """Whether the condition is true on known facts, needing none that is unknown.

        With ``by_firm_outcomes``, another decision that is firm counts as known even though
        its own first match met an unknown fact.
        """
        return self._holds(condition, by_firm_outcomes) is True

    def _holds(self, condition: Condition, firm: bool) -> bool | None:
        match condition:
            case Outcome(name, values):
                value = self.outcome(name, firm=firm)
                return None if value is None else value in values
            case Not(part):
                inner = self._holds(part, firm)
                return None if inner is None else not inner
            case All(parts) | Any(parts):
                stop = isinstance(condition, Any)
                for part in parts:
                    result = self._holds(part, firm)
                    if result is None or result is stop:
                        return result
                return not stop
            case _:
                return holds(condition, self._known)

    def outcome(self, name: str, *, firm: bool = True) -> str | None:
        """What another decision, or a facet of one, came out as; None while that is open."""
        decision = self._decisions[name]
        found = self._explorer.explore(decision.name)
        if found.met_unknown and not firm:
            return None
        if name in decision.facets:
            return found.facet(name)
        values = {outcome.value for outcome in found.outcomes}
        return values.pop() if len(values) == 1 else None

    def _deciding_rule(self, decision: Decision, found: Exploration) -> Trace:
        rule = _common(found.rules)
        opening = [self._entry(rule) for rule in decision.opening if self.true(rule.when)]
        grounds = rule.grounds if rule else ()
        reasons = [self._entry(ground) for ground in grounds if self.true(ground.when)]
        if reasons:
            return Trace([], opening + reasons, [entry.rule for entry in reasons])
        entries = [self._entry(rule)] if rule else []
        determining = [entry.rule for entry in entries]
        return Trace([], opening + entries + self._same_whatever(found), determining)

    def _every_true_rule(self, decision: Decision, found: Exploration) -> Trace:
        verdict = found.outcomes[0].value
        true = [rule for rule in decision.rules if self.true(rule.when)]
        deciding = {rule.id for rule in true if self._gives(rule) == verdict}
        same: list[Entry] = []
        if not deciding:
            common = _common(found.rules)
            if common is not None:
                deciding = {common.id}
                true = [rule for rule in decision.rules if rule in true or rule is common]
            same = self._same_whatever(found)
        listed = list({rule.id: self._entry(rule) for rule in true}.values())
        confirming = [self._entry(rule) for rule in decision.confirming if self.true(rule.when)]
        return Trace(
            [],
            [*self._grading(decision, verdict), *listed, *confirming, *same],
            [entry.rule for entry in listed if entry.rule in deciding],
        )

    def _grading(self, decision: Decision, verdict: str) -> list[Entry]:
        grading = decision.graded_by
        if grading is None or verdict == "not_applicable" or not self.true(decision.graded_when):
            return []
        found = self._explorer.explore(grading.name)
        if found.root.rule is None:
            return []
        rule = found.root.rule
        return [self._entry(one) for one in (*rule.after, rule)]

    def _gives(self, rule: Rule) -> str | None:
        if isinstance(rule.gives, FactValue):
            value = self._known.get(rule.gives.fact)
            return value if isinstance(value, str) else None
        return rule.gives

    def _same_whatever(self, found: Exploration) -> list[Entry]:
        if not found.met_unknown:
            return []
        return [Entry(SAME_WHATEVER, (), dict.fromkeys(sorted(found.unknown_read)))]

    def _entry(self, rule: Rule) -> Entry:
        named = sorted(set(self._facts_of(rule)) & self._known.keys())
        facts = {name: shown(self._known[name]) for name in named}
        id, cites = rule.id, rule.cites
        if rule.by is not None:
            outcome = self.outcome(rule.by.name)
            settled = outcome if outcome in rule.by.cites else None
            cites += rule.by.cites[settled] if settled else rule.by.open_cites
            id += f"-{settled}" if settled and rule.by.suffix else ""
        return Entry(id, cites, facts, self._members(rule))

    def _facts_of(self, rule: Rule) -> Iterator[str]:
        """The facts a rule names, those of a notion such as IMPACT included."""
        yield from self._facts_named(rule.when)
        if isinstance(rule.gives, FactValue):
            yield rule.gives.fact

    def _facts_named(self, condition: Condition) -> Iterator[str]:
        for atom in atoms(condition):
            if not isinstance(atom, Outcome):
                yield atom.fact
            elif atom.name in self._notions:
                for rule in self._decisions[atom.name].rules:
                    yield from self._facts_named(rule.when)

    def _members(self, rule: Rule) -> tuple[str, ...]:
        value = self._known.get(rule.names_members_of)
        if not isinstance(value, frozenset):
            return ()
        groups = [
            atom.group
            for atom in atoms(rule.when)
            if isinstance(atom, Meets) and atom.fact == rule.names_members_of
        ]
        return tuple(sorted(value.intersection(*groups)))


def _common(rules: Iterable[Rule]) -> Rule | None:
    """The rule that all leaves share, by its id: the first of its rows that was reached."""
    by_id: dict[str, Rule] = {}
    for rule in rules:
        by_id.setdefault(rule.id, rule)
    return next(iter(by_id.values())) if len(by_id) == 1 else None
