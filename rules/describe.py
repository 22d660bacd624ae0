"""The facts and the questions as an interface needs them, in both languages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from rules.facts import NO, YES
from rules.models import Decision, Fact, Text
from rules.ruleset import NEEDS_FACTS, RULE_SET, RuleSet


def describe_facts(rule_set: RuleSet = RULE_SET) -> list[dict[str, Any]]:
    """Every fact in the order of the specification: name, type, values, words and sources.

    ``values`` are in the order in which they are tried; ``value_labels_fr`` and
    ``value_labels_en`` name them, a bool's under ``true`` and ``false``; ``none_fr`` and
    ``none_en`` name a set without a member.
    """
    return [_fact(fact) for fact in rule_set.facts]


def describe_questions(rule_set: RuleSet = RULE_SET) -> list[dict[str, Any]]:
    """Every question in the order it is asked: name, group of rules, label and values."""
    return [
        {
            "name": decision.name,
            "group": decision.group,
            **_both("label", decision.label),
            "values": list(decision.values),
            **_labels(decision.values),
        }
        for decision in rule_set.decisions
    ]


def next_question(
    result: Mapping[str, Any], wanted: Iterable[str] | None = None, *, declined: Collection[str] = ()
) -> str | None:
    """The fact to ask about next; None when every question wanted is firm or all was declined.

    It is the ``ask_next`` of the first question that is not firm, in the order of the
    specification; a fact the person could not answer is passed over and stays unknown.
    """
    verdicts = result.get("verdicts", {})
    names = set(verdicts if wanted is None else wanted)
    for question in RULE_SET.questions:
        if question not in names or question not in verdicts:
            continue
        for fact in verdicts[question].get("may_need", ()):
            if fact not in declined:
                return str(fact)
    return None


def verdict_text(decision: Decision, value: str, facets: Mapping[str, str]) -> Text:
    """A verdict as people read it: its label, then its facets, as in “Accessory …, Regulation (EU) 2017/745”."""
    texts = [decision.values.get(value, NEEDS_FACTS)]
    texts += [labels[facets[name]] for name, labels in decision.facets.items() if name in facets]
    return Text(", ".join(t.fr for t in texts if t.fr), ", ".join(t.en for t in texts if t.en))


def _fact(fact: Fact) -> dict[str, Any]:
    labels: Mapping[Any, Text] = {"true": YES, "false": NO} if fact.kind == "bool" else fact.values
    return {
        "name": fact.name,
        "type": fact.kind,
        "values": list(fact.domain()),
        **_labels(labels),
        **(_both("none", fact.none) if fact.kind == "set" else {}),
        **_both("label", fact.label),
        **_both("question", fact.question),
        **_both("help", fact.help),
        "sources": list(fact.sources),
        "asked": fact.asked,
    }


def _both(key: str, text: Text) -> dict[str, str]:
    return {f"{key}_fr": text.fr, f"{key}_en": text.en}


def _labels(values: Mapping[Any, Text]) -> dict[str, dict[str, str]]:
    return {
        "value_labels_fr": {name: text.fr for name, text in values.items()},
        "value_labels_en": {name: text.en for name, text in values.items()},
    }
