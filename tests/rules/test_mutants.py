"""A change to any one rule is noticed: by the cases, the second reading or the tables."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from mutants import Mutant, mutants
from random_facts import complete, contradiction_in, draw, draw_consistent
from second_reading import (
    QUESTIONS,
    Reader,
    TooLargeError,
    facts_in,
    grading_rules,
    grow,
    implied,
    true_ivdr_rules,
    true_mdr_rules,
)
from tables import reads, rows_of

from rules import Engine, RulesError

HERE = Path(__file__).parent
TABLES = yaml.safe_load((HERE / "tables.yaml").read_text(encoding="utf-8"))
CASES = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
REMARKS = yaml.safe_load((HERE / "remarks.yaml").read_text(encoding="utf-8"))
EQUIVALENT = yaml.safe_load((HERE / "equivalent_mutants.yaml").read_text(encoding="utf-8"))

Outcome = tuple[str, str]


def pools(each: int = 12) -> dict[str, list[tuple[dict[str, Any], Outcome]]]:
    """For each question, complete facts under which each of its rows decides a few times."""
    source, found = random.Random(11), defaultdict(list)
    seen: dict[tuple[str, Any, str], int] = defaultdict(int)
    for _ in range(12_000):
        facts = complete(source, NARROWED[source.randrange(len(NARROWED))])
        reader = Reader(facts)
        for question, read in QUESTIONS.items():
            answer = read(reader)
            key = (question, *answer)
            if seen[key] < each:
                seen[key] += 1
                value = answer[0][0] if question == "qualification" else answer[0]
                found[question].append((facts, (value, answer[1])))
    return found


DEVICE = {
    "is_software": True,
    "action_on_data": True,
    "individual_patient_benefit": True,
    "drives_or_influences": False,
}
DMN = {"ce_marking": "mdr", "processes_personal_data": True, "individual_use": True}
WANTED = {"presumed_innovative": True, "early_clinical_evidence": True, "professional_act_only": False}

FOR_DISABILITY = {
    "intended_purposes": ["disability_compensation"],
    "telemonitoring": False,
    "processes_personal_data": True,
    "individual_use": True,
}

NARROWED: tuple[dict[str, Any], ...] = (
    {},
    {"is_software": True, "action_on_data": False},
    {"is_software": True, "intended_purposes": []},
    DEVICE,
    DEVICE | {"decision_information": False},
    DEVICE | {"decision_information": False, "intended_purposes": ["conception_support"], "in_house": False},
    DEVICE | {"decision_information": False, "intended_purposes": ["monitoring", "diagnosis"]},
    DEVICE | {"intended_purposes": ["in_vitro_information"], "in_vitro_data_role": "sole"},
    DEVICE | {"intended_purposes": ["in_vitro_information"], "in_vitro_data_role": "sole", "ivd_uses": []},
    DEVICE | {"drives_or_influences": True, "ivd_uses": [], "linked_device_regime": "ivd"},
    DEVICE | {"drives_or_influences": True, "decision_information": False},
    DEVICE
    | {
        "intended_purposes": ["prevention"],
        "drives_or_influences": True,
        "linked_device_class": "I",
        "decision_information": False,
        "closed_loop_therapy": False,
    },
    DMN,
    DEVICE | WANTED | FOR_DISABILITY | {"ce_marking": "none", "in_house": False},
    DMN | {"telemonitoring": True},
    DMN | WANTED | {"telemonitoring": False},
    DMN | WANTED | {"telemonitoring": False, "intended_purposes": ["disability_compensation"]},
    DMN | WANTED | {"telemonitoring": False, "intended_purposes": ["treatment_alleviation"]},
    {"establishment_uses": True, "professional_use": True} | DEVICE,
)


def partial_pools(each: int = 60) -> dict[str, list[tuple[dict[str, Any], list[str]]]]:
    """For each question, incomplete facts and what may be needed, by the second reading."""
    source, found = random.Random(13), defaultdict(list)
    while any(len(found[question]) < each for question in QUESTIONS):
        facts = draw_consistent(source, source.choice((0.5, 0.7, 0.8)))
        facts = facts if contradiction_in(DMN | facts) else DMN | facts
        for question in QUESTIONS:
            if len(found[question]) < each:
                try:
                    tree, _, _ = grow(question, facts, most_leaves=300)
                except TooLargeError:
                    continue
                if tree[0] == "node":
                    found[question].append((facts, facts_in(tree)))
    return found


def noticed(mutant: Mutant, pool: Any, partial: Any, consistent: Any) -> bool:
    try:
        engine = Engine(mutant.rule_set)
        if mutant.remark:
            return by_remarks(engine, mutant)
        return (
            by_cases(engine)
            or by_reading(engine, mutant, pool)
            or by_what_is_asked(engine, mutant, partial)
            or by_consistency(engine, mutant, consistent)
        )
    except (RulesError, LookupError, RecursionError):
        return True


def by_remarks(engine: Engine, mutant: Mutant) -> bool:
    for case in REMARKS["remarks"]:
        if case["id"] == mutant.remark:
            facts = REMARKS["bases"][case["from"]] | case.get("facts", {})
            said = (case["id"] in remarks_of(engine, facts | change, case) for change in ({}, case["but"]))
            if list(said) != [True, False]:
                return True
    return False


def remarks_of(engine: Engine, facts: dict[str, Any], case: dict[str, Any]) -> list[str]:
    verdict = engine.decide(facts, [case["question"]])["verdicts"][case["question"]]
    return list(verdict["caveats"] + verdict["notes"])


TRUE_RULES = {"mdr_class": true_mdr_rules, "ivdr_class": true_ivdr_rules}


def by_reading(engine: Engine, mutant: Mutant, pool: Any) -> bool:
    question = "mdr_class" if mutant.decision == "impact" else mutant.decision
    for facts, (value, rule) in pool.get(question, ()):
        verdict = engine.decide(facts, [question])["verdicts"][question]
        if verdict["value"] != value:
            return True
        listed = [entry["rule"] for entry in verdict["trace"] if "gives" not in entry]
        if question in TRUE_RULES:
            reader = Reader(facts)
            grading = [] if value == "not_applicable" else grading_rules(reader)
            if listed != grading + list(dict.fromkeys(TRUE_RULES[question](reader))):
                return True
        elif value != "not_device" and rule not in {*listed, *(one.partition("-")[0] for one in listed)}:
            return True
    return False


def by_what_is_asked(engine: Engine, mutant: Mutant, partial: Any) -> bool:
    question = "mdr_class" if mutant.decision == "impact" else mutant.decision
    for facts, may_need in partial.get(question, ()):
        if engine.decide(facts, [question])["verdicts"][question].get("may_need") != may_need:
            return True
    return False


def by_cases(engine: Engine) -> bool:
    for case in CASES["cases"]:
        result = engine.decide(case["facts"], list(case["expect"]))
        if "error" in result or result["implied"] != case.get("implied_by", result["implied"]):
            return True
        for question, expected in case["expect"].items():
            verdict = result["verdicts"][question]
            listed = [entry["rule"] for entry in verdict.get("trace", ()) if "gives" not in entry]
            if verdict["value"] != expected["value"] or listed != expected.get("rules", listed):
                return True
    for case in CASES["missing"]:
        verdict = engine.decide(case["facts"], [case["question"]])["verdicts"][case["question"]]
        if verdict.get("may_need") != case["may_need"]:
            return True
    return False


def by_consistency(engine: Engine, mutant: Mutant, consistent: Any) -> bool:
    if mutant.decision:
        return False
    for facts, clash, completed in consistent:
        result = engine.decide(facts, [])
        error = result.get("error")
        if (error and (error["rule"], error["facts"])) != clash or result.get("facts") != completed:
            return True
    return False


def random_facts() -> list[tuple[dict[str, Any], Any, Any]]:
    """Facts, the contradiction in them and what they imply, by the second reading."""
    source = random.Random(12)
    found = []
    for _ in range(3000):
        facts = draw(source, source.choice((0.1, 0.2, 0.3)))
        clash = contradiction_in(facts)
        sorted_sets = {name: sorted(v) if isinstance(v, list) else v for name, v in facts.items()}
        found.append((facts, clash, None if clash else implied(sorted_sets)))
    return found


def by_tables(mutant: Mutant) -> bool:
    """Whether the rows no longer stand as the tables file has them."""
    rows = [
        {"id": one.id, "target": one.target, "value": str(one.value).lower()}
        for one in mutant.rule_set.implications
    ]
    if rows != [{**row, "value": row["value"].lower()} for row in TABLES["implications"]]:
        return True
    for decision in mutant.rule_set.decisions + mutant.rule_set.notions[:1]:
        if decision.name == mutant.decision:
            keys = ("id", "value", "reads")
            expected = [{key: one[key] for key in keys} for one in TABLES[decision.name]]
            confirming = TABLES.get(f"{decision.name} trace only", [])
            return [{key: one[key] for key in keys} for one in rows_of(decision)] != expected or [
                {"id": one.id, "reads": reads(one), "cites": list(one.cites)} for one in decision.confirming
            ] != confirming
    return False


@pytest.mark.slow
def test_at_least_95_mutants_in_a_hundred_are_noticed() -> None:
    """By what comes out, and where that is the same for all facts, by the tables file.

    Each one that is not noticed is in `equivalent_mutants.yaml` with the reason.
    """
    pool, partial, consistent = pools(), partial_pools(), random_facts()
    every = list(mutants())
    assert len({mutant.name for mutant in every}) == len(every)
    same_for_all = [mutant for mutant in every if not noticed(mutant, pool, partial, consistent)]
    unnoticed = [mutant.name for mutant in same_for_all if not by_tables(mutant)]
    by_outcome, in_all = (1 - len(some) / len(every) for some in (same_for_all, unnoticed))
    print(f"{len(every)} mutants: {by_outcome:.1%} noticed by what comes out, {in_all:.1%} in all")
    print(*(f"  not noticed: {name}" for name in unnoticed), sep="\n")
    assert by_outcome >= 0.9
    assert in_all >= 0.95
    assert set(unnoticed) == set(EQUIVALENT), set(unnoticed) ^ set(EQUIVALENT)


def test_each_mutant_that_is_not_noticed_has_its_reason() -> None:
    names = {mutant.name for mutant in mutants()}
    for name, reason in EQUIVALENT.items():
        assert name in names
        assert len(reason) > 30, name
