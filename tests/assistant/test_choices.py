"""Answers typed in words, read against the choices of the question that was asked."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.choices import Given, Unread, choices, is_no, is_yes, places_named, read_answer

BOOL, CLASS, WEIGHT, STATE = (
    "drives_or_influences",
    "linked_device_class",
    "information_significance",
    "healthcare_situation",
)
SETTING, PURPOSES, ROLE = "ivd_user_setting", "intended_purposes", "in_vitro_data_role"


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        (BOOL, "oui", True), (BOOL, "Yes, it does", True), (BOOL, "Oui, par une interface", True), (BOOL, "ouais", True),
        (BOOL, "1", True), (BOOL, "2", False), (BOOL, "non", False), (BOOL, "nope", False), (BOOL, "la première", True),
        (BOOL, "euh je crois que oui", True), (BOOL, "nn", False),
        (BOOL, "pas du tout", False), (BOOL, "Non, il n'y a aucun matériel", False), (BOOL, "plutôt oui", True),
        (BOOL, "it controls a pump", True), (BOOL, "aucun matériel", False), (BOOL, "je pense que non", False),
        ("professional_use", "plutôt pour le médecin", True), ("professional_use", "only the patient", False),
        ("uses_ai", "pas d'IA", False), ("uses_ai", "yes, a neural network", True),
        ("closed_loop_therapy", "c'est le médecin qui décide, donc le médecin valide", False),
        (CLASS, "IIa", "IIa"), (CLASS, "classe IIb", "IIb"), (CLASS, "class III", "III"), (CLASS, "2", "IIa"), (CLASS, "C", "C"),
        (CLASS, "the third one", "IIb"),
        (WEIGHT, "elle oriente", "drive"), (WEIGHT, "la deuxième", "drive"), (WEIGHT, "informs", "inform"),
        (WEIGHT, "it is followed as it is", "treat_diagnose"), (WEIGHT, "3", "treat_diagnose"), (WEIGHT, "aide au diagnostic", "drive"),
        (STATE, "sérieuse", "serious"), (STATE, "Non sérieuse", "non_serious"), (STATE, "critical", "critical"),
        (STATE, "pas grave", "non_serious"), (STATE, "c'est pas critique mais sérieux", "serious"),
        (STATE, "not critical but serious", "serious"),
        (STATE, "plutôt grave", "serious"), (STATE, "the last one", "critical"), (STATE, "non-serious", "non_serious"),
        (SETTING, "au labo", "laboratory"), (SETTING, "plutôt pour le médecin", "near_patient"), (SETTING, "self-testing", "self_testing"),
        (PURPOSES, "diagnostic", ["diagnosis"]), (PURPOSES, "1 et 3", ["diagnosis", "monitoring"]), (PURPOSES, "aucune", []),
        (PURPOSES, "none", []), (PURPOSES, "prévention et suivi", ["monitoring", "prevention"]),
        (PURPOSES, "contraception", ["contraception_sti"]),
        (PURPOSES, "Diagnostic d'une maladie, dépistage compris", ["diagnosis"]), (PURPOSES, "14", []),
        (ROLE, "accessoire", "secondary"), (ROLE, "sole source", "sole"), (ROLE, "aucune", "none"),
        ("ce_marking", "oui, MDR", "mdr"), ("ce_marking", "pas encore", "none"), ("ivd_uses", "aucun de ceux-ci", []),
    ],
)  # fmt: skip
def test_an_answer_that_says_one_thing_is_understood(fact: str, text: str, value: Any) -> None:
    assert read_answer(text, fact) == Given(value)


@pytest.mark.parametrize("fact", [BOOL, CLASS, PURPOSES])
@pytest.mark.parametrize(
    "text",
    [
        "je ne sais pas",
        "sais pas",
        "I don't know",
        "aucune idée",
        "passons",
        "skip",
        "not sure",
        "no idea",
        "no clue",
        "non je sais pas",
    ],
)
def test_not_knowing_is_an_answer(fact: str, text: str) -> None:
    assert read_answer(text, fact) is Unread.UNKNOWN


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (BOOL, "ça dépend"), (BOOL, "peut-être"), (BOOL, "oui et non"), (BOOL, "oui mais pas toujours"), (BOOL, "maybe"), (BOOL, "bananes"),
        (BOOL, "y a du matériel"), (BOOL, "si c'est branché"),
        (BOOL, "12"), (CLASS, "une classe"), (CLASS, "IIa ou IIb"), (CLASS, "12"), (WEIGHT, "informe ou oriente"), (STATE, "pas critique"),
        (STATE, "bleu"), (PURPOSES, "quelque chose"), (SETTING, "peut-être au labo ou chez le patient"),
    ],
)  # fmt: skip
def test_an_unclear_answer_is_never_guessed(fact: str, text: str) -> None:
    assert read_answer(text, fact) is Unread.UNCLEAR


@pytest.mark.parametrize(
    ("text", "places"),
    [("2", [2]), ("la deuxième", [2]), ("the second one", [2]), ("1 et 3", [1, 3]), ("2, 4", [2, 4]), ("the last one", [5]), ("9", []),
     ("deux fois par jour chez le patient âgé", []), ("la règle", []), ("le premier et le dernier mot", [])],
)  # fmt: skip
def test_choices_are_named_by_their_place(text: str, places: list[int]) -> None:
    assert places_named(text, 5) == places


def test_agreeing_and_disagreeing() -> None:
    assert is_yes("oui, c'est juste")
    assert is_yes("Yes, all correct.")
    assert not is_yes("oui sauf le 2")
    assert is_no("non, pas implantable")
    assert not is_no("oui")


def test_choices_are_shown_in_both_languages_a_sets_none_last() -> None:
    assert choices(BOOL, "fr") == [(True, "oui"), (False, "non")]
    assert choices(PURPOSES, "en")[-1] == ("none", "none")
