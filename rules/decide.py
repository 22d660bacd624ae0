"""Facts in, verdicts out: the one door to the engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rules.canonical import canonical, shown
from rules.conditions import Value
from rules.errors import FactError, UnknownQuestionError
from rules.exploration import Exploration, Explorer
from rules.liveness import Liveness
from rules.models import Decision
from rules.program import Compiler
from rules.propagation import Fired, Propagation, contradiction_error
from rules.remarks import Remark
from rules.ruleset import NEEDS_FACTS, RULE_SET, RuleSet
from rules.trace import Trace, Tracer

Result = dict[str, Any]
"""The object of the specification, section 1.5."""


class Engine:
    """Applies one rule set. Holds no facts: one engine serves any number of them."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        domains = {fact.name: fact.domain() for fact in rule_set.facts}
        self._compiler = Compiler(rule_set.decision_by_name, domains)
        self._propagation = Propagation(rule_set.implications, rule_set.contradictions)
        self._liveness = Liveness(self._compiler, self._propagation)

    def decide(self, facts: Mapping[str, Any], questions: Iterable[str] | None = None) -> Result:
        """Verdicts on the questions asked (all, if none is named), or the error of the facts.

        Raises UnknownQuestionError.
        """
        wanted = self._wanted(questions)
        head = self._head()
        try:
            known = canonical(facts, self.rule_set.fact_by_name)
            fired, conflict = self._propagation.run(known)
            if conflict is not None:
                raise contradiction_error(conflict, known, fired)
        except FactError as refusal:
            return head | {"error": refusal.error}
        session = _Session(self, known, fired)
        return head | {
            "facts": {name: shown(known[name]) for name in sorted(known)},
            "implied": [one.id for one in fired],
            "verdicts": {decision.name: session.verdict(decision) for decision in wanted},
            "notes": [remark.id for remark in self.rule_set.result_notes],
        }

    def explorer(self, known: Mapping[str, Value]) -> Explorer:
        """An explorer of these facts, for one result."""
        return Explorer(self._compiler, self._propagation, self.rule_set.fact_by_name, self._liveness, known)

    def _wanted(self, questions: Iterable[str] | None) -> Sequence[Decision]:
        if questions is None:
            return self.rule_set.decisions
        asked = list(questions)
        for name in asked:
            if name not in self.rule_set.questions:
                raise UnknownQuestionError(
                    f"“{name}” is not a question; ask one of {', '.join(self.rule_set.questions)}"
                )
        return [decision for decision in self.rule_set.decisions if decision.name in asked]

    def _head(self) -> Result:
        return {
            "ruleset": self.rule_set.name,
            "version": self.rule_set.version,
            "as_of": self.rule_set.as_of,
        }


class _Session:
    """The verdicts on one set of known facts."""

    def __init__(self, engine: Engine, known: Mapping[str, Value], fired: Sequence[Fired]) -> None:
        self._rule_set = engine.rule_set
        self._explorer = engine.explorer(known)
        self._tracer = Tracer(self._explorer, known, fired, engine.rule_set)

    def verdict(self, decision: Decision) -> Result:
        """The verdict on one question, as it stands in the result."""
        found = self._explorer.explore(decision.name)
        trace = self._tracer.trace(decision, found) if found.firm else Trace()
        verdict = self._firm(decision, found, trace) if found.firm else _open(found)
        verdict["caveats"] = self._remarks(self._rule_set.caveats, decision, found, trace)
        verdict["notes"] = self._remarks(self._rule_set.notes, decision, found, trace)
        return verdict

    def _firm(self, decision: Decision, found: Exploration, trace: Trace) -> Result:
        outcome = found.outcomes[0]
        label = decision.values[outcome.value]
        verdict: Result = {
            "value": outcome.value,
            "label_fr": label.fr,
            "label_en": label.en,
            **dict(outcome.facets),
            "trace": trace.as_json(),
            "determining": trace.determining,
            "depends_on": [name for name in self._rule_set.questions if name in found.settled],
        }
        listing = decision.lists
        if listing is not None and outcome.value == listing.value:
            verdict[listing.key] = [
                name
                for name in self._rule_set.questions
                if name.startswith(listing.prefix) and self._tracer.outcome(name) in listing.outcomes
            ]
        return verdict

    def _remarks(
        self, remarks: Iterable[Remark], decision: Decision, found: Exploration, trace: Trace
    ) -> list[str]:
        return [
            remark.id
            for remark in remarks
            if decision.name in remark.attached_to and self._applies(remark, found, trace)
        ]

    def _applies(self, remark: Remark, found: Exploration, trace: Trace) -> bool:
        value = found.outcomes[0].value if found.firm else None
        used, determining = trace.used, set(trace.determining)
        return (
            (found.firm or not remark.firm)
            and (not remark.value_in or value in remark.value_in)
            and (not remark.used or not used.isdisjoint(remark.used))
            and used.isdisjoint(remark.not_used)
            and (not remark.used_together or any(used.issuperset(p) for p in remark.used_together))
            and (not remark.determining or not determining.isdisjoint(remark.determining))
            and (not remark.read or remark.read in found.read)
            and self._tracer.true(remark.facts, by_firm_outcomes=True)
        )


def _open(found: Exploration) -> Result:
    needed = found.may_need()
    return {
        "value": "needs_facts",
        "label_fr": NEEDS_FACTS.fr,
        "label_en": NEEDS_FACTS.en,
        "ask_next": needed[0],
        "may_need": needed,
    }


_ENGINE: list[Engine] = []


def engine() -> Engine:
    """The engine of the rule set in force, made at first use."""
    if not _ENGINE:
        _ENGINE.append(Engine(RULE_SET))
    return _ENGINE[0]


def decide(facts: Mapping[str, Any], questions: Sequence[str] | None = None) -> Result:
    """The result of the specification, section 1.5, for the questions named (all if None).

    A contradiction or an invalid fact is a result with ``error``. Raises UnknownQuestionError.
    """
    return engine().decide(facts, questions)


def serialize(result: Mapping[str, Any]) -> bytes:
    """The output bytes: keys sorted, UTF-8, no spaces, one final newline."""
    text = json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A lone surrogate, which JSON can smuggle into a string, has no UTF-8: it becomes "?".
    return (text + "\n").encode("utf-8", "replace")
