"""A verdict explained: what, why, from which answers, what to do next, what would change it."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from random_facts import complete, draw_consistent

from rules import (
    as_markdown,
    as_text,
    decide,
    explain,
    explain_error,
    refusal_as_text,
    result_notes,
    what_would_change,
)
from rules.explain import Explanation

CASES = {
    case["id"]: case["facts"]
    for case in yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))["cases"]
}


DRIVES = {"is_software": True, "intended_purposes": [], "annex_xvi": False, "drives_or_influences": True}


def explained(case: str, question: str, language: Any = "fr") -> Explanation:
    (found,) = explain(decide(CASES[case], [question]), language)
    return found


def test_each_fired_rule_is_one_sentence_with_its_citations() -> None:
    why = explained("W29", "mdr_class", "en").why
    assert [(reason.id, reason.cites) for reason in why] == [
        ("T3", ("mdcg-2019-11/10",)),
        ("T4", ("mdr/anx_VIII/6.3",)),
        ("C11a-IIb", ("mdr/anx_VIII/6.3", "mdcg-2019-11/4.2.1")),
    ]
    assert all(reason.text.endswith(".") and ". " not in reason.text for reason in why)


@pytest.mark.parametrize(
    ("case", "question", "rule", "words"),
    [
        ("W23", "mdr_class", "C33", "prend la classe du dispositif"),
        ("W21", "mdr_class", "C33", "un dispositif de classe IIa"),
        ("W11", "mdr_class", "T3", "suivie telle quelle dans une situation critique"),
        ("W15", "mdr_class", "T3", "oriente la décision dans une situation critique"),
        ("W14", "mdr_class", "T3", "suivie telle quelle dans une situation sérieuse"),
        ("W13", "mdr_class", "T3", "l'effet le moins grave"),
        ("W19", "ivdr_class", "V14", "l'instrument qu'il commande"),
        ("W26", "route.LATM_brand", "R1", "est un DMN et rien ne ferme"),
        ("W27", "route.PECAN", "R5", "sera un DMN avec le marquage CE"),
        ("W01", "qualification", "Q10a", "aucune finalité médicale"),
        ("W07", "conformity_route", "A5-IIa", "organisme notifié"),
    ],
)
def test_the_sentence_is_that_of_the_row_that_fired(case: str, question: str, rule: str, words: str) -> None:
    texts = {reason.id: reason.text for reason in explained(case, question).why}
    assert words in texts[rule]


def test_a_qualification_names_its_regulation() -> None:
    assert explained("W19", "qualification").verdict.endswith("de ce dispositif, règlement (UE) 2017/746")
    assert explained("W01", "qualification", "en").verdict == "Neither a medical device nor an IVD"


def test_answers_say_which_were_given_and_which_deduced() -> None:
    answers = {answer.fact: answer for answer in explained("W30", "dmn_status").answers}
    assert answers["in_house"].implied_by is None
    assert answers["ce_marking"].value == "Aucun"
    assert answers["ce_marking"].implied_by is not None
    assert answers["ce_marking"].implied_by.id == "I7"


def test_facts_that_make_no_difference_are_said() -> None:
    (_, same) = explained("W05", "conformity_route", "en").why
    assert same.id == "SV"
    assert same.text.endswith(
        "State of the healthcare situation, Significance of the information, Risk of a surgical intervention."
    )


def test_an_open_verdict_lists_the_questions_to_ask() -> None:
    found = explained("W05", "mdr_class")
    assert not found.why
    assert [question.fact for question in found.ask] == ["information_significance", "healthcare_situation"]
    assert "Il manque jusqu'à 2 réponses" in as_text(found)


def test_a_class_that_does_not_apply_is_explained_by_that_alone() -> None:
    facts = CASES["W19"] | {"decision_information": True, "decision_impact": "lower"}
    for question in ("mdr_class", "ivdr_class"):
        (found,) = explain(decide(facts, [question]))
        assert [reason.id for reason in found.why] in (["C0"], ["V14"])


def test_the_grading_is_told_only_where_a_row_of_the_class_reads_it() -> None:
    accessory = {"is_software": True, "intended_purposes": [], "annex_xvi": False, "accessory": True}
    accessory |= {"drives_or_influences": False, "linked_device_regime": "md", "decision_impact": "lower"}
    facts = accessory | {"linked_device_kind": "other"}
    result = decide(facts, ["mdr_class"])
    assert [entry["rule"] for entry in result["verdicts"]["mdr_class"]["trace"]] == ["T1", "C32"]
    (found,) = explain(result)
    assert [reason.id for reason in found.why] == ["C32"]
    assert [answer.fact for answer in found.answers] == ["linked_device_kind"]
    assert [reason.id for reason in explained("W14", "mdr_class").why] == ["T3", "C11a-IIb"]


@pytest.mark.parametrize(
    ("case", "question", "facts"),
    [
        ("W27", "dmn_status", ["in_house", "ce_marking", "processes_personal_data", "individual_use"]),
        ("W26", "route.LATM_brand", ["telemonitoring"]),
        ("W30", "has_3_4_05", ["decision_information", "establishment_uses", "professional_use", "uses_ai"]),
        ("W26", "section.RGPD", []),
    ],
)
def test_a_last_row_tells_the_answers_by_which_no_row_before_it_held(
    case: str, question: str, facts: list[str]
) -> None:
    assert [answer.fact for answer in explained(case, question).answers] == facts


def test_readings_of_the_texts_are_told_beside_what_they_concern() -> None:
    (found,) = explain(decide(CASES["W27"], ["route.PECAN"]))
    assert [reading.id for reading in found.readings] == ["RT-02", "RT-04", "RT-07", "RT-08"]
    assert "Lecture des textes :\n  - Il faut des études en cours" in as_text(found)
    assert explained("W01", "qualification").readings == ()


def test_text_and_markdown_say_the_same() -> None:
    changes = what_would_change(CASES["W27"], ["route.PECAN"])
    found = explained("W27", "route.PECAN")
    text, markdown = as_text(found, changes=changes), as_markdown(found, changes=changes)
    items = re.findall(r"^ *- (.*)$", text, re.MULTILINE)
    assert items == re.findall(r"^- (.*)$", markdown, re.MULTILINE)
    assert text.startswith("Prise en charge anticipée (PECAN) : Voie ouverte après marquage CE\n")
    assert "**Voie ouverte après marquage CE**" in markdown
    assert "[css/L162-1-23]" in text


def test_citations_can_be_shown_by_their_labels() -> None:
    text = as_text(explained("W14", "mdr_class", "en"), "en", cite=lambda id: f"<{id}>")
    assert "[<mdr/anx_VIII/6.3>; <mdcg-2019-11/4.2.1>]" in text


def test_what_would_change_names_one_fact_at_a_time() -> None:
    changes = what_would_change(CASES["W14"], ["mdr_class"])
    by_fact = {(change.fact, change.values): change.then.value for change in changes}
    assert by_fact["healthcare_situation", ("critical",)] == "III"
    assert by_fact["is_software", (False,)] == "not_applicable"
    sentence = next(change for change in changes if change.values == ("critical",)).sentence()
    assert sentence == (
        "Si vous répondiez « Critique » à « Gravité de la situation », le résultat serait « Classe III » "
        "au lieu de « Classe IIb »."
    )


def test_changes_of_a_set_add_or_remove_one_member() -> None:
    changes = what_would_change(CASES["W24"], ["mdr_class"])
    removed = [change for change in changes if change.kind == "removed"]
    assert [change.values for change in removed] == [("contraception_sti",)]
    added = [change for change in changes if change.kind == "added" and change.then.value == "needs_facts"]
    assert "treatment_alleviation" in added[0].values
    assert "monitoring" not in added[0].values
    assert added[0].sentence("en").endswith("other answers would be needed to conclude (now: “Class IIb”).")
    assert removed[0].sentence() == (
        "Si vous retiriez « Contraception ou prévention des IST » de « Finalités médicales propres », "
        "il faudrait d'autres réponses pour conclure (aujourd'hui : « Classe IIb »)."
    )


@pytest.mark.parametrize("kind", ["drives_device", "accessory"])
def test_a_change_of_regime_alone_is_told(kind: str) -> None:
    facts = {"is_software": True, "intended_purposes": [], "annex_xvi": False, "linked_device_regime": "md"}
    drives = kind == "drives_device"
    facts |= {"drives_or_influences": drives, "accessory": not drives}
    changes = what_would_change(facts, ["qualification"])
    (change,) = [one for one in changes if one.fact == "linked_device_regime"]
    assert change.now.value == change.then.value == kind
    assert change.as_json()["now_facets"] == {"regime": "mdr"}
    assert change.as_json()["then_facets"] == {"regime": "ivdr"}
    assert "(UE) 2017/746 » au lieu de « " in change.sentence()
    assert change.sentence("en").endswith("Regulation (EU) 2017/745”.")


def test_an_answer_that_would_settle_an_open_question_is_told() -> None:
    changes = what_would_change({"is_software": True}, ["qualification"])
    (change,) = changes
    assert change.sentence("en") == (
        "If you answered “no” to “Software”, the result would be “Out of scope: the product is not "
        "software”, with no other answer to give."
    )


def test_values_that_lead_to_the_same_stand_in_one_sentence() -> None:
    changes = what_would_change({"linked_device_class": "I"} | DRIVES, ["mdr_class"])
    sentence = next(one for one in changes if one.then.value == "not_applicable" and len(one.values) == 4)
    assert sentence.sentence().startswith(
        "Si vous répondiez « Classe A », « Classe B », « Classe C » ou « Classe D »"
    )


def test_a_deduced_fact_moves_with_the_answer_it_came_from() -> None:
    given = {
        "telemonitoring": True,
        "ce_marking": "mdr",
        "processes_personal_data": True,
        "individual_use": True,
    }
    deduced = decide(given)["facts"]
    assert "professional_act_only" in deduced
    told = {one.fact for one in what_would_change(given, ["route.LATM_brand"])}
    assert "telemonitoring" in told
    for one in what_would_change({**given, "patient_access": True}, ["section.IEU"]):
        assert one.fact in given or one.fact == "patient_access"


def test_every_change_that_is_told_is_true() -> None:
    source = random.Random(4)
    for _ in range(5):
        facts = complete(source)
        for change in what_would_change(facts, ["mdr_class", "route.PECT"]):
            for value in change.values:
                changed = dict(facts)
                if change.kind == "changed":
                    changed[change.fact] = value
                else:
                    changed[change.fact] = sorted({*facts[change.fact]} ^ {value})
                verdict = decide(changed, [change.question])["verdicts"][change.question]
                assert verdict["value"] == change.then.value
                assert change.then != change.now


def test_nothing_is_told_of_facts_that_are_refused() -> None:
    assert what_would_change({"ce_marking": "mdr", "in_house": True}) == []
    assert explain(decide({"colour": "blue"})) == []


def test_a_contradiction_is_told_in_the_words_of_the_interview() -> None:
    result = decide({"linked_device_regime": "ivd", "linked_device_kind": "active_implantable"})
    assert result["error"]["via"] == {"linked_device_class": "I8"}
    refusal = explain_error(result)
    assert refusal.text == (
        "Réponses contradictoires : Quelle est la classe de ce dispositif ? = Classe III et "
        "Le dispositif lié est-il un DM ou un DM DIV ? = Dispositif médical de diagnostic in vitro (DM DIV)."
    )
    assert [reason.id for reason in refusal.why] == ["I8", "I10"]
    assert refusal_as_text(refusal).count("\n") == 3
    assert explain_error(result, "en").text.startswith("Contradictory answers: What is the class")


def test_result_notes_date_the_regulations() -> None:
    (note,) = result_notes(decide({}), "en")
    assert "5 May 2017" in note.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_verdict_on_random_facts_can_be_explained(language: Any) -> None:
    source = random.Random(9)
    for turn in range(120):
        facts = complete(source) if turn % 2 else draw_consistent(source, source.random())
        for found in explain(decide(facts), language):
            text = as_text(found, language)
            assert found.why or found.ask, found.question
            assert "{" not in text
            assert json.loads(json.dumps(found.as_json())) == json.loads(json.dumps(found.as_json()))
