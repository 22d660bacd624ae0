"""The module and a second, naive reading of the specification come to the same."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from random_facts import complete, contradiction_in, draw, draw_consistent
from second_reading import (
    QUESTIONS,
    Reader,
    TooLargeError,
    facts_in,
    grading_rules,
    grow,
    true_ivdr_rules,
    true_mdr_rules,
)

from rules import decide


def compare(facts: dict[str, Any], question: str) -> None:
    tree, rules, unknown = grow(question, facts)
    verdict = decide(facts, [question])["verdicts"][question]
    if tree[0] == "node":
        assert verdict["value"] == "needs_facts"
        assert verdict["may_need"] == facts_in(tree)
        return
    value, regime = tree[1] if question == "qualification" else (tree[1], None)
    assert (verdict["value"], verdict.get("regime")) == (value, regime)
    listed = [re.sub("^(A[45])-.*", r"\1", entry["rule"]) for entry in verdict["trace"]]
    if value == "not_device":
        assert set(listed) <= {"Q10a", "Q10b", "Q10c"} | {f"I{n}" for n in range(18)}
    elif len(rules) == 1:
        assert rules <= set(listed)
    same = [entry for entry in verdict["trace"] if entry["rule"] == "SV"]
    if same:
        assert set(same[0]["facts"]) == unknown


def listed(verdict: dict[str, Any]) -> list[str]:
    return [entry["rule"] for entry in verdict["trace"] if "gives" not in entry]


def test_class_traces_list_every_true_rule_in_order() -> None:
    source = random.Random(8)
    for _ in range(1500):
        facts = complete(source)
        verdicts = decide(facts, ["mdr_class", "ivdr_class"])["verdicts"]
        for question, true_rules in (("mdr_class", true_mdr_rules), ("ivdr_class", true_ivdr_rules)):
            reader, verdict = Reader(facts), verdicts[question]
            grading = [] if verdict["value"] == "not_applicable" else grading_rules(reader)
            assert listed(verdict) == grading + list(dict.fromkeys(true_rules(reader)))
            first = QUESTIONS[question](reader)[1]
            assert first in verdict["determining"]


def many(seed: int, count: int, known: float) -> None:
    source = random.Random(seed)
    grown = 0
    while grown < count:
        facts = draw_consistent(source, known)
        for question in QUESTIONS:
            try:
                compare(facts, question)
            except TooLargeError:
                continue
        grown += 1


@pytest.mark.parametrize("known", [0.5, 0.7, 0.9, 1.0])
def test_verdicts_and_needs_agree(known: float) -> None:
    many(seed=int(known * 100), count=25, known=known)


@pytest.mark.slow
@pytest.mark.parametrize("known", [0.3, 0.5, 0.7, 0.9, 1.0])
def test_verdicts_and_needs_agree_on_many(known: float) -> None:
    many(seed=int(known * 1000), count=600, known=known)


def test_contradictions_agree() -> None:
    source = random.Random(3)
    met = set()
    for _ in range(2000):
        facts = draw(source, 0.25)
        error = decide(facts, []).get("error")
        expected = contradiction_in(facts)
        found = (error["rule"], error["facts"]) if error else None
        assert found == expected
        met.add(expected and expected[0])
    assert len(met) >= 20
