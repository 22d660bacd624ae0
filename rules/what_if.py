"""What would change a verdict: each answer given changed, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rules.canonical import shown
from rules.decide import decide
from rules.describe import verdict_text
from rules.facts import FACT_BY_NAME, value_text
from rules.models import Fact, Language, Text
from rules.ruleset import RULE_SET

CONDITIONS = {
    "changed": Text("Si vous répondiez {values} à {fact}", "If you answered {values} to {fact}"),
    "added": Text("Si vous ajoutiez {values} à {fact}", "If you added {values} to {fact}"),
    "removed": Text("Si vous retiriez {values} de {fact}", "If you took {values} out of {fact}"),
}
TURNS_INTO = Text(
    "{condition}, le résultat serait {then} au lieu de {now}.",
    "{condition}, the result would be {then} instead of {now}.",
)
LEAVES_OPEN = Text(
    "{condition}, il faudrait d'autres réponses pour conclure (aujourd'hui : {now}).",
    "{condition}, other answers would be needed to conclude (now: {now}).",
)
SETTLES = Text(
    "{condition}, le résultat serait {then}, sans autre réponse à donner.",
    "{condition}, the result would be {then}, with no other answer to give.",
)
QUOTED = Text("« {} »", "“{}”")
OR = Text(" ou ", " or ")
OPEN = "needs_facts"


@dataclass(frozen=True)
class Outcome:
    """What a question comes to: its value, and its facets such as the regime of a qualification."""

    value: str
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Change:
    """One answer changed alone, and what a question then comes to.

    ``kind`` is ``changed``, or for a set ``added`` or ``removed``; ``values`` are the values
    (or the members) that each lead to the same.
    """

    question: str
    fact: str
    kind: str
    values: tuple[Any, ...]
    now: Outcome
    then: Outcome

    def as_json(self) -> dict[str, Any]:
        """Plain dictionaries and lists; ``now`` and ``then`` are values, their facets stand beside them."""
        return asdict(self) | {
            "values": list(self.values),
            "now": self.now.value,
            "then": self.then.value,
            "now_facets": dict(self.now.facets),
            "then_facets": dict(self.then.facets),
        }

    def sentence(self, language: Language = "fr") -> str:
        """The change in one sentence."""
        fact = FACT_BY_NAME[self.fact]
        condition = CONDITIONS[self.kind][language].format(
            values=_one_of([_value_words(fact, value)[language] for value in self.values], language),
            fact=_quoted(fact.label[language], language),
        )
        words = LEAVES_OPEN if self.then.value == OPEN else SETTLES if self.now.value == OPEN else TURNS_INTO
        return words[language].format(
            condition=condition,
            then=_outcome_words(self.question, self.then, language),
            now=_outcome_words(self.question, self.now, language),
        )


def what_would_change(facts: Mapping[str, Any], questions: Iterable[str] | None = None) -> list[Change]:
    """Every single change of an answer after which a question comes out otherwise, its regime included.

    ``facts`` are the answers as they were given, not the ``facts`` of a result, which hold what
    was deduced from them too: a deduced fact moves with its source, and left in its place it
    would contradict the change. A change that contradicts the other answers is left out, and so
    are answers that the person has not given. Empty when the facts are refused. Raises
    UnknownQuestionError.

    By question in their order, and within one, the changes that lead to a firm result first.
    """
    wanted = list(RULE_SET.questions if questions is None else questions)
    now = _outcomes(facts, wanted)
    found: dict[tuple[str, str, str, Outcome], list[Any]] = {}
    for fact, kind, value, changed in _changes(facts) if now else ():
        for question, outcome in _outcomes(changed, wanted).items():
            if outcome != now[question]:
                found.setdefault((question, fact.name, kind, outcome), []).append(value)
    order = {name: place for place, name in enumerate(RULE_SET.questions)}
    changes = [
        Change(question, fact, kind, tuple(values), now[question], then)
        for (question, fact, kind, then), values in found.items()
    ]
    return sorted(changes, key=lambda change: (order[change.question], change.then.value == OPEN))


def _outcomes(facts: Mapping[str, Any], wanted: Sequence[str]) -> dict[str, Outcome]:
    verdicts = decide(facts, wanted).get("verdicts", {})
    return {question: _outcome(question, verdict) for question, verdict in verdicts.items()}


def _outcome(question: str, verdict: Mapping[str, Any]) -> Outcome:
    facets = RULE_SET.decision_by_name[question].facets
    return Outcome(verdict["value"], tuple((name, verdict[name]) for name in facets if name in verdict))


def _changes(facts: Mapping[str, Any]) -> Iterator[tuple[Fact, str, Any, dict[str, Any]]]:
    for fact in RULE_SET.facts:
        given = facts.get(fact.name)
        if given is None:
            continue
        for value in fact.domain():
            if fact.kind != "set":
                if value != given:
                    yield fact, "changed", value, {**facts, fact.name: value}
                continue
            kind = "removed" if value in given else "added"
            members = shown(frozenset(given) ^ {str(value)})
            yield fact, kind, value, {**facts, fact.name: members}


def _value_words(fact: Fact, value: Any) -> Text:
    return fact.values[value] if fact.kind == "set" else value_text(fact, value)


def _outcome_words(question: str, outcome: Outcome, language: Language) -> str:
    text = verdict_text(RULE_SET.decision_by_name[question], outcome.value, dict(outcome.facets))
    return _quoted(text[language], language)


def _one_of(words: Sequence[str], language: Language) -> str:
    """« A », « B » ou « C »."""
    *first, last = [_quoted(word, language) for word in words]
    return ", ".join(first) + OR[language] + last if first else last


def _quoted(words: str, language: Language) -> str:
    return QUOTED[language].format(words)
