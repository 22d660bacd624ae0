"""Facts read from people's own words: nothing wrong is proposed, most of what is said is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.proposed import product_names, propose, read_facts
from assistant.proposed.patterns import table
from rules import describe_facts

GOLD = yaml.safe_load((Path(__file__).parent / "data" / "proposed.yaml").read_text(encoding="utf-8"))
LEAST_FOUND = 0.9
"""Share of what the sentences say that must be found: a floor against regressions."""


def proposed(text: str) -> dict[str, Any]:
    return {one.fact: one.value for one in propose(text)}


@pytest.mark.parametrize("case", GOLD, ids=lambda case: case["text"][:60])
def test_nothing_is_proposed_that_the_sentence_does_not_say(case: dict[str, Any]) -> None:
    said = {fact: sorted(v) if isinstance(v, list) else v for fact, v in case["says"].items()}
    assert {f: v for f, v in proposed(case["text"]).items() if said.get(f) != v or f not in said} == {}


def test_most_of_what_is_said_is_found() -> None:
    said = [(c["text"], fact) for c in GOLD for fact in c["says"]]
    found = [pair for pair in said if pair[1] in proposed(pair[0])]
    assert len(GOLD) >= 120
    assert len(found) >= LEAST_FOUND * len(said), sorted(set(said) - set(found))


def test_the_words_stand_in_the_text_where_they_are_said_to() -> None:
    for case in GOLD:
        for one in read_facts(case["text"]):
            assert one.words in case["text"]
            assert one.words in case["text"][one.start : one.end]


def test_every_pattern_names_a_fact_and_a_value_of_it() -> None:
    domains = {f["name"]: [*f["values"], "none", "none_unless_claimed"] for f in describe_facts()}
    for name, said in table().facts.items():
        assert {p.value for p in said.patterns} | set(said.answers) <= set(domains[name]), name


def test_products_are_kept_apart_by_name() -> None:
    text = (
        "Pour CardioTri, on détecte l'arythmie sur l'ECG et pour SleepWell, c'est une appli de bien-être "
        "sans finalité médicale."
    )
    assert product_names(text) == ("CardioTri", "SleepWell")
    said = {(one.product, one.fact): one.value for one in propose(text)}
    assert said["CardioTri", "intended_purposes"] == ["diagnosis"]
    assert said["SleepWell", "intended_purposes"] == []
    assert said["SleepWell", "is_software"] is True


def test_a_name_known_from_before_is_recognised_in_any_letters() -> None:
    (one,) = propose("Cardiotri utilise de l'IA", products=("CardioTri", "SleepWell"))
    assert (one.product, one.fact) == ("CardioTri", "uses_ai")


@pytest.mark.parametrize("text", ["Le MDR et l'IVDR", "iPhone et ChatGPT", "Le SaMD de classe IIb"])
def test_words_of_the_trade_are_no_products(text: str) -> None:
    assert product_names(text) == ()


def test_a_text_that_says_two_things_proposes_neither() -> None:
    assert "uses_ai" not in proposed(
        "Le moteur est sans IA. Le module d'image contient de l'intelligence artificielle."
    )


def test_typos_are_mended_only_where_one_word_can_be_meant() -> None:
    assert proposed("notre aplication fait de la télésurveilance")["telemonitoring"] is True
    assert "intended_purposes" not in proposed("sans prétention aucune")
