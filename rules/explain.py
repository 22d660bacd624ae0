"""A verdict as a person would explain it: what, why, from which answers, and what to do next.

Everything is drawn from the result of ``decide``; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rules.conditions import Outcome, Value, atoms, facts_named
from rules.describe import verdict_text
from rules.facts import FACT_BY_NAME, value_text
from rules.models import Decision, FactValue, Implication, Language, Rule, Text
from rules.propagation import facts_read, holds
from rules.remarks import Remark
from rules.ruleset import RULE_SET

SAME_WHATEVER = Text(
    "Le résultat est le même quelle que soit la réponse encore inconnue à : {facts}.",
    "The result is the same whatever the answer, still unknown, to: {facts}.",
)
CONTRADICTORY = Text(
    "Réponses contradictoires : {first} = {first_value} et {second} = {second_value}.",
    "Contradictory answers: {first} = {first_value} and {second} = {second_value}.",
)
INVALID = Text(
    "Réponse impossible : « {fact} » ne peut pas valoir {value}.",
    "Impossible answer: “{fact}” cannot be {value}.",
)
NOT_A_FACT = Text(
    "« {fact} » n'est pas un fait que ces règles connaissent.",
    "“{fact}” is not a fact these rules know.",
)
STILL_MISSING = Text(
    "Il manque une réponse pour conclure.", "One answer is missing before this can be concluded."
)
STILL_MISSING_MANY = Text(
    "Il manque jusqu'à {count} réponses pour conclure.",
    "Up to {count} answers are missing before this can be concluded.",
)


@dataclass(frozen=True)
class Statement:
    """One sentence, the id of the rule or remark it comes from, and its citation ids."""

    id: str
    text: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerUsed:
    """A fact that a rule read: its value, and the implication that gave it, if one did."""

    fact: str
    label: str
    value: str
    implied_by: Statement | None = None


@dataclass(frozen=True)
class Question:
    """A fact still to be asked, in the words of the interview."""

    fact: str
    question: str
    help: str


@dataclass(frozen=True)
class Explanation:
    """One verdict explained. ``ask`` is filled in when facts are missing, ``why`` when firm.

    ``rests_on`` are the labels of the other questions that were read on the way; ``readings`` say
    how the texts are read where they leave room for doubt.
    """

    question: str
    label: str
    value: str
    verdict: str
    rests_on: tuple[str, ...] = ()
    why: tuple[Statement, ...] = ()
    answers: tuple[AnswerUsed, ...] = ()
    caveats: tuple[Statement, ...] = ()
    next_steps: tuple[Statement, ...] = ()
    readings: tuple[Statement, ...] = ()
    ask: tuple[Question, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain dictionaries and lists."""
        return asdict(self)


@dataclass(frozen=True)
class Refusal:
    """Why no verdict was given: the answers that clash, or that are not possible."""

    kind: str
    text: str
    why: tuple[Statement, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain dictionaries and lists."""
        return asdict(self)


def explain(result: Mapping[str, Any], language: Language = "fr") -> list[Explanation]:
    """Each verdict of a result explained, in the order of the questions; none if it is an error."""
    verdicts = result.get("verdicts", {})
    return [
        _explanation(RULE_SET.decision_by_name[name], verdicts[name], result, language)
        for name in RULE_SET.questions
        if name in verdicts
    ]


def result_notes(result: Mapping[str, Any], language: Language = "fr") -> list[Statement]:
    """What is said once with the whole result."""
    return _remarks(RULE_SET.result_notes, result.get("notes", ()), "", language)


def explain_error(result: Mapping[str, Any], language: Language = "fr") -> Refusal:
    """The error of a result, in the words of the interview. Raises KeyError if there is none."""
    error = result["error"]
    if error["kind"] != "contradiction":
        return Refusal(error["kind"], " ".join(_impossible(error, language)))
    first, second = error["facts"]
    first_value, second_value = error["values"]
    text = CONTRADICTORY[language].format(
        first=FACT_BY_NAME[first].question[language],
        first_value=_shown(first, first_value, language),
        second=FACT_BY_NAME[second].question[language],
        second_value=_shown(second, second_value, language),
    )
    named = {*error.get("via", {}).values(), error["rule"]}
    implications = {rule.id: (rule.text, rule.cites) for rule in RULE_SET.implications}
    pairs = {pair.id: (pair.text, ()) for pair in RULE_SET.contradictions}
    why = [
        Statement(id, text[language], cites)
        for id, (text, cites) in (implications | pairs).items()
        if id in named
    ]
    return Refusal("contradiction", text, tuple(why))


def _impossible(error: Mapping[str, Any], language: Language) -> Iterator[str]:
    for name, value in zip(error["facts"], error["values"], strict=True):
        words = INVALID if name in FACT_BY_NAME else NOT_A_FACT
        yield words[language].format(fact=name, value=value)


def _explanation(
    decision: Decision,
    verdict: Mapping[str, Any],
    result: Mapping[str, Any],
    language: Language,
) -> Explanation:
    firm = "trace" in verdict
    entries = _telling_entries(decision, verdict)
    implied = [rule for rule in RULE_SET.implications if rule.id in result["implied"]]
    used = _facts_used(decision, verdict, entries, result["facts"])
    return Explanation(
        question=decision.name,
        label=decision.label[language],
        value=verdict["value"],
        verdict=verdict_text(decision, verdict["value"], verdict)[language],
        rests_on=tuple(_label(name, language) for name in verdict.get("depends_on", ())),
        why=tuple(_reasons(decision, verdict, entries, language)),
        answers=tuple(_answers(used, implied, language)),
        caveats=tuple(_remarks(RULE_SET.caveats, verdict["caveats"], decision.name, language)),
        next_steps=tuple(_remarks(RULE_SET.notes, verdict["notes"], decision.name, language)),
        readings=tuple(_readings(verdict, entries, used, language)),
        ask=() if firm else tuple(_to_ask(name, language) for name in verdict["may_need"]),
    )


def _telling_entries(decision: Decision, verdict: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The entries of a trace that explain the verdict.

    By section 1.4 the trace of a class lists every true row, even those of the Regulation that
    does not apply, and its grading, even where no row of the class reads it.
    """
    entries = [entry for entry in verdict.get("trace", ()) if "gives" not in entry]
    if verdict["value"] == "not_applicable":
        kept = {*verdict["determining"], "SV"}
        return [entry for entry in entries if entry["rule"] in kept]
    grading = decision.graded_by
    if grading is None or not entries:
        return entries
    listed = {entry["rule"] for entry in entries}
    if any(rule.id in listed and _reads(rule, grading.name) for rule in decision.rules):
        return entries
    grades = {rule.id for rule in grading.rules}
    return [entry for entry in entries if entry["rule"] not in grades]


def _reads(rule: Rule, name: str) -> bool:
    return any(isinstance(atom, Outcome) and atom.name == name for atom in atoms(rule.when))


def _reasons(
    decision: Decision,
    verdict: Mapping[str, Any],
    entries: Iterable[Mapping[str, Any]],
    language: Language,
) -> Iterator[Statement]:
    for entry in entries:
        if entry["rule"] == "SV":
            labels = [FACT_BY_NAME[name].label[language] for name in entry["facts"]]
            text = SAME_WHATEVER[language].format(facts=", ".join(labels))
        else:
            text = _rule_of(decision, entry, verdict["value"]).text[language]
        yield Statement(entry["rule"], text, tuple(entry["cites"]))


def _rule_of(decision: Decision, entry: Mapping[str, Any], value: str) -> Rule:
    """The row of the tables that an entry stands for; several rows may share one id."""
    known = {name: _known(found) for name, found in entry["facts"].items()}
    rows = [rule for rule in _rows(decision) if _named_in_trace(rule, entry["rule"])]
    holding = [rule for rule in rows if holds(rule.when, known, outcomes=True)] or rows
    reading = [rule for rule in holding if _read_by(rule) == known.keys()] or holding
    giving = [rule for rule in reading if rule.gives == value] or reading
    return giving[0]


def _named_in_trace(rule: Rule, id: str) -> bool:
    suffixed = rule.by is not None and rule.by.suffix
    return id == rule.id or (suffixed and id.startswith(f"{rule.id}-"))


def _rows(decision: Decision) -> Iterator[Rule]:
    for rule in (*decision.opening, *decision.rules, *decision.confirming):
        yield rule
        yield from rule.grounds
    if decision.graded_by is not None:
        yield from decision.graded_by.rules


def _read_by(rule: Rule) -> set[str]:
    given = {rule.gives.fact} if isinstance(rule.gives, FactValue) else set()
    return {*facts_named(rule.when)} | given


def _facts_used(
    decision: Decision,
    verdict: Mapping[str, Any],
    entries: Iterable[Mapping[str, Any]],
    facts: Mapping[str, Any],
) -> dict[str, Any]:
    """The facts that the entries name; for one that names none, those by which no row before it held."""
    known = {name: _known(value) for name, value in facts.items()}
    used: dict[str, Any] = {}
    for entry in entries:
        if entry["rule"] == "SV":
            continue
        used |= entry["facts"]
        row = _rule_of(decision, entry, verdict["value"])
        if row in decision.rules and not _read_by(row):
            before = decision.rules[: decision.rules.index(row)]
            used |= {name: facts[name] for one in before for name in facts_read(one.when, known)}
    return used


def _answers(
    used: Mapping[str, Any], implied: Iterable[Implication], language: Language
) -> Iterator[AnswerUsed]:
    sources = {rule.target: rule for rule in implied}
    for fact in RULE_SET.facts:
        if fact.name in used:
            rule = sources.get(fact.name)
            yield AnswerUsed(
                fact.name,
                fact.label[language],
                _shown(fact.name, used[fact.name], language),
                Statement(rule.id, rule.text[language], rule.cites) if rule else None,
            )


def _remarks(
    declared: Iterable[Remark], ids: Iterable[str], question: str, language: Language
) -> list[Statement]:
    wanted = set(ids)
    here = [
        remark
        for remark in declared
        if remark.id in wanted and (not question or question in remark.attached_to)
    ]
    return [Statement(remark.id, remark.text[language], remark.cites) for remark in here]


def _readings(
    verdict: Mapping[str, Any],
    entries: Iterable[Mapping[str, Any]],
    used: Iterable[str],
    language: Language,
) -> Iterator[Statement]:
    said = {entry["rule"] for entry in entries}.union(used, verdict["caveats"], verdict["notes"])
    for reading in RULE_SET.readings:
        if said.intersection(reading.concerns):
            yield Statement(reading.id, reading.text[language], reading.cites)


def _to_ask(name: str, language: Language) -> Question:
    fact = FACT_BY_NAME[name]
    return Question(name, fact.question[language], fact.help[language])


def _label(question: str, language: Language) -> str:
    return RULE_SET.decision_by_name[question].label[language]


def _known(value: Any) -> Value:
    return frozenset(value) if isinstance(value, list) else value


def _shown(name: str, value: Any, language: Language) -> str:
    return value_text(FACT_BY_NAME[name], _known(value))[language]
