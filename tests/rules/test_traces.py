"""Traces where the worked cases do not reach: unknown facts, shared rules, suffixes, citations."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rules import RULE_SET, UnknownQuestionError, decide, describe_questions

DEVICE = {
    "is_software": True,
    "intended_purposes": ["diagnosis"],
    "action_on_data": True,
    "individual_patient_benefit": True,
    "drives_or_influences": False,
}

IN_VITRO = DEVICE | {"intended_purposes": ["in_vitro_information"]}


def verdict(facts: dict[str, Any], question: str) -> dict[str, Any]:
    found: dict[str, Any] = decide(facts, [question])["verdicts"][question]
    return found


def rules(found: dict[str, Any]) -> list[str]:
    return [entry["rule"] for entry in found["trace"]]


def test_leaves_that_share_a_rule_give_that_rule_then_the_unknown_facts() -> None:
    found = verdict(DEVICE | {"in_house": False, "decision_information": True}, "conformity_route")
    assert rules(found) == ["A5", "SV"]
    assert found["trace"][1]["facts"] == {
        "healthcare_situation": None,
        "immediate_danger_diagnosis": None,
        "information_significance": None,
        "surgical_intervention_risk": None,
    }
    assert found["determining"] == ["A5"]


def test_leaves_that_share_no_rule_give_the_unknown_facts_alone() -> None:
    found = verdict({"processes_personal_data": False}, "dmn_status")
    assert (found["value"], rules(found), found["determining"]) == ("not_dmn", ["SV"], [])


def test_a_class_reached_only_through_unknown_facts_gives_the_shared_rule() -> None:
    facts = DEVICE | {
        "healthcare_situation": "non_serious",
        "surgical_intervention_risk": False,
        "decision_information": True,
        "immediate_danger_diagnosis": False,
    }
    found = verdict(facts, "mdr_class")
    assert (found["value"], rules(found)) == ("IIa", ["C11a-IIa", "SV"])
    assert found["determining"] == ["C11a-IIa"]
    assert found["trace"][1]["facts"] == {"information_significance": None}


def test_a_class_with_a_true_rule_needs_no_same_whatever() -> None:
    facts = DEVICE | {"intended_purposes": ["treatment_alleviation"], "closed_loop_therapy": True}
    assert rules(verdict(facts, "mdr_class")) == ["C22"]


def test_not_a_device_lists_every_reason_and_nothing_else() -> None:
    facts = {"is_software": True, "action_on_data": False, "annex_xvi": False}
    facts |= {"drives_or_influences": False, "accessory": False}
    found = verdict(facts, "qualification")
    assert rules(found) == found["determining"] == ["Q10b"]
    found = verdict(facts | {"individual_patient_benefit": False, "intended_purposes": []}, "qualification")
    assert rules(found) == ["Q10a", "Q10b", "Q10c"]


@pytest.mark.parametrize(
    ("facts", "question", "cites"),
    [
        ({"is_software": False}, "conformity_route", ["mdcg-2019-11/3.3"]),
        (
            {"action_on_data": False, "annex_xvi": False, "drives_or_influences": False, "accessory": False},
            "conformity_route",
            ["mdr/rct_19", "mdcg-2019-11/3.3"],
        ),
        (
            DEVICE
            | {
                "intended_purposes": ["in_vitro_information"],
                "in_house": True,
                "equivalent_available": False,
            },
            "conformity_route",
            ["mdr/art_5/5", "ivdr/art_5/5"],
        ),
        (DEVICE | {"in_house": True}, "dmn_status", ["ans-certification/definition", "mdr/art_5/5"]),
    ],
)
def test_citations_follow_the_qualification_and_stand_together_while_it_is_open(
    facts: dict[str, Any], question: str, cites: list[str]
) -> None:
    (entry,) = (one for one in verdict(facts, question)["trace"] if one["rule"] in ("A0", "A1", "D2"))
    assert entry["cites"] == cites


def test_a_section_that_does_not_apply_names_the_fact_that_says_so() -> None:
    facts = {"ce_marking": "mdr", "processes_personal_data": True, "individual_use": True}
    (entry,) = verdict(facts | {"patient_access": False}, "section.IEU")["trace"]
    assert (entry["rule"], entry["facts"]) == ("S-IEU-no", {"patient_access": False})


def test_rule_3_names_the_members_hit() -> None:
    facts = DEVICE | {
        "intended_purposes": ["in_vitro_information"],
        "in_vitro_data_role": "sole",
        "ivd_uses": ["tissue_typing", "newborn_screening", "cancer"],
    }
    found = verdict(facts, "ivdr_class")
    assert rules(found) == ["V2c", "V3"]
    assert found["trace"][1]["members"] == ["cancer", "newborn_screening"]
    assert "members" not in found["trace"][0]


def test_implications_come_first_when_they_set_a_fact_of_an_entry() -> None:
    found = verdict(
        DEVICE | {"patient_access": True, "ce_marking": "mdr", "individual_use": False}, "dmn_status"
    )
    assert rules(found) == ["D4"]
    facts = DEVICE | {"drives_or_influences": True, "linked_device_class": "IIb"}
    first, *_ = verdict(facts, "qualification")["trace"]
    assert first == {
        "rule": "I10",
        "facts": {"linked_device_class": "IIb"},
        "gives": {"linked_device_regime": "md"},
    }


def test_certification_lists_the_routes_that_are_open() -> None:
    facts = {"ce_marking": "mdr", "processes_personal_data": True, "individual_use": True}
    found = verdict(facts | {"telemonitoring": True}, "ans_certification")
    assert found["routes"] == ["route.LATM_brand"]
    assert found["depends_on"] == ["dmn_status"]
    assert "routes" not in verdict({"processes_personal_data": False}, "ans_certification")


def test_the_risk_file_prevails_and_is_never_asked() -> None:
    facts = DEVICE | {"decision_impact": "death_or_irreversible", "information_significance": "inform"}
    found = verdict(facts, "mdr_class")
    assert (found["value"], rules(found)[-2:]) == ("III", ["T1", "C11a-III"])
    assert found["caveats"] == ["K3"]
    assert "decision_impact" not in verdict({}, "mdr_class")["may_need"]


def test_questions_come_in_their_order_and_unknown_ones_are_refused() -> None:
    assert [question["name"] for question in describe_questions()] == list(RULE_SET.questions)
    assert len(RULE_SET.questions) == 26
    assert list(decide({}, ["has_3_4_05", "qualification"])["verdicts"]) == ["qualification", "has_3_4_05"]
    with pytest.raises(UnknownQuestionError, match="colour"):
        decide({}, ["colour"])


def test_no_question_may_be_asked_at_all() -> None:
    assert decide({}, [])["verdicts"] == {}


def test_importing_prints_nothing_and_loads_no_other_floor() -> None:
    code = "import sys, rules; print(sorted(m for m in sys.modules if '.' not in m))"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    loaded = set(ran.stdout.replace("'", " ").replace("[", " ").replace("]", " ").replace(",", " ").split())
    assert ran.stderr == ""
    assert "rules" in loaded
    assert not loaded & {
        "corpus",
        "ingest",
        "assistant",
        "evals",
        "yaml",
        "pydantic",
        "numpy",
        "langchain_core",
    }
