"""The worked cases, contradictions and incomplete sets, from a file a lawyer can edit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rules import decide

HERE = Path(__file__).parent
CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
TRAPS: list[dict[str, Any]] = yaml.safe_load((HERE / "traps.yaml").read_text(encoding="utf-8"))["cases"]


def by_id(case: dict[str, Any]) -> str:
    return str(case["id"])


def implications_apart(trace: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [entry for entry in trace if "gives" not in entry]


@pytest.mark.parametrize("case", CASES["cases"] + TRAPS, ids=by_id)
def test_worked_case(case: dict[str, Any]) -> None:
    result = decide(case["facts"], list(case["expect"]))
    if "implied_by" in case:
        assert result["implied"] == case["implied_by"]
    for question, expected in case["expect"].items():
        verdict = result["verdicts"][question]
        entries = implications_apart(verdict.get("trace", []))
        found = verdict | {
            "rules": [entry["rule"] for entry in entries],
            "cites": list(dict.fromkeys(cite for entry in entries for cite in entry["cites"])),
        }
        assert {key: found.get(key) for key in expected} == expected, question


@pytest.mark.parametrize("case", CASES["contradictions"], ids=by_id)
def test_contradiction_names_rule_and_both_facts(case: dict[str, Any]) -> None:
    result = decide(case["facts"])
    assert "verdicts" not in result
    assert {key: result["error"][key] for key in case["error"]} == case["error"]
    assert len(result["error"]["values"]) == 2


@pytest.mark.parametrize("case", CASES["missing"], ids=by_id)
def test_incomplete_facts_say_what_to_ask(case: dict[str, Any]) -> None:
    verdict = decide(case["facts"], [case["question"]])["verdicts"][case["question"]]
    assert verdict["value"] == "needs_facts"
    assert verdict["ask_next"] == case["ask_next"]
    assert verdict["may_need"] == case["may_need"]
