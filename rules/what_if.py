"""What would change a verdict: each known fact changed, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rules.canonical import shown
from rules.decide import decide
from rules.facts import FACT_BY_NAME, value_text
from rules.models import Fact, Language, Text
from rules.ruleset import NEEDS_FACTS, RULE_SET

IF_CHANGED = Text(
    "Si « {fact} » était « {value} » : {verdict} (et non {now}).",
    "If “{fact}” were “{value}”: {verdict} (instead of {now}).",
)
IF_ADDED = Text(
    "Si « {fact} » comprenait aussi « {value} » : {verdict} (et non {now}).",
    "If “{fact}” also included “{value}”: {verdict} (instead of {now}).",
)
IF_REMOVED = Text(
    "Si « {fact} » ne comprenait pas « {value} » : {verdict} (et non {now}).",
    "If “{fact}” did not include “{value}”: {verdict} (instead of {now}).",
)
MORE_ANSWERS = Text("d'autres réponses seraient nécessaires", "other answers would be needed")
EITHER = Text(" » ou « ", "” or “")


@dataclass(frozen=True)
class Change:
    """One fact changed alone, and what a question then comes to.

    ``kind`` is ``changed``, or for a set ``added`` or ``removed``; ``values`` are the values
    (or the members) that all lead to the same.
    """

    question: str
    fact: str
    kind: str
    values: tuple[Any, ...]
    now: str
    then: str

    def as_json(self) -> dict[str, Any]:
        """Plain dictionaries and lists."""
        return asdict(self) | {"values": list(self.values)}

    def sentence(self, language: Language = "fr") -> str:
        """The change in one sentence."""
        words = {"changed": IF_CHANGED, "added": IF_ADDED, "removed": IF_REMOVED}[self.kind]
        fact = FACT_BY_NAME[self.fact]
        values = [_value_words(fact, value)[language] for value in self.values]
        return words[language].format(
            fact=fact.label[language],
            value=EITHER[language].join(values),
            verdict=_verdict_words(self.question, self.then, MORE_ANSWERS)[language],
            now=_verdict_words(self.question, self.now, NEEDS_FACTS)[language],
        )


def what_would_change(facts: Mapping[str, Any], questions: Iterable[str] | None = None) -> list[Change]:
    """Every single change of a known fact after which a question comes out otherwise.

    ``facts`` are those that were given, not those deduced from them: a deduced fact moves with
    its source. A change that contradicts the other answers is left out. Empty when the facts themselves
    are refused. Raises UnknownQuestionError.
    """
    wanted = list(RULE_SET.questions if questions is None else questions)
    now = decide(facts, wanted).get("verdicts")
    if now is None:
        return []
    found: dict[tuple[str, str, str, str], list[Any]] = {}
    for fact, kind, value, changed in _changes(facts):
        for question, verdict in decide(changed, wanted).get("verdicts", {}).items():
            if verdict["value"] != now[question]["value"]:
                key = (question, fact.name, kind, verdict["value"])
                found.setdefault(key, []).append(value)
    order = {name: place for place, name in enumerate(RULE_SET.questions)}
    changes = [
        Change(question, fact, kind, tuple(values), now[question]["value"], then)
        for (question, fact, kind, then), values in found.items()
    ]
    return sorted(changes, key=lambda change: order[change.question])


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


def _verdict_words(question: str, value: str, if_open: Text) -> Text:
    return RULE_SET.decision_by_name[question].values.get(value, if_open)
