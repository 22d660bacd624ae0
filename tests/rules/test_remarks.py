"""Each caveat and note is said when it should be, and silent when one thing differs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rules import RULE_SET, decide

DATA: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("remarks.yaml").read_text(encoding="utf-8"))


def remarks_of(facts: dict[str, Any], question: str) -> list[str]:
    verdict = decide(facts, [question])["verdicts"][question]
    return list(verdict["caveats"] + verdict["notes"])


@pytest.mark.parametrize("case", DATA["remarks"], ids=lambda case: f"{case['id']}-{case['question']}")
def test_remark_is_said_and_silenced(case: dict[str, Any]) -> None:
    facts = DATA["bases"][case["from"]] | case.get("facts", {})
    assert case["id"] in remarks_of(facts, case["question"])
    assert case["id"] not in remarks_of(facts | case["but"], case["question"])


def test_every_remark_has_a_case_for_a_question_it_is_attached_to() -> None:
    shown = {(case["id"], case["question"]) for case in DATA["remarks"]}
    for remark in RULE_SET.caveats + RULE_SET.notes:
        assert any((remark.id, question) in shown for question in remark.attached_to), remark.id


def test_the_regulations_are_dated_once_with_every_result() -> None:
    assert decide({})["notes"] == ["K20"]


def test_a_caveat_on_known_facts_stands_beside_a_verdict_that_is_not_firm() -> None:
    verdict = decide({"ce_marking": "directive"}, ["dmn_status"])["verdicts"]["dmn_status"]
    assert verdict["value"] == "needs_facts"
    assert verdict["caveats"] == ["K7"]
    assert verdict["notes"] == []
