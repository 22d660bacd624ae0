"""Ten products played through: from a founder's first message to the verdict, its explanation and the export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import yaml

from assistant.answer import Answer, AnswerKind
from assistant.citations import is_verbatim
from assistant.conversation import from_json
from assistant.engine import Engine
from assistant.reports import report_of_conversation, write
from assistant.translations import say
from assistant.turns import new_session
from rules import decide, next_question

PRODUCTS = yaml.safe_load((Path(__file__).parent / "data" / "products.yaml").read_text(encoding="utf-8"))
MOST_QUESTIONS = 7
"""Median that the interviews of the ten products may need, the turn that confirms what was read included."""


@dataclass
class Played:
    """An interview played to its end: its last answer, and how many questions it put."""

    session: str
    answer: Answer
    questions: int


@pytest.fixture(scope="module")
def play(small_engine: Engine) -> Callable[[dict[str, Any]], Played]:
    played: dict[str, Played] = {}

    def through(product: dict[str, Any]) -> Played:
        name = product["name"]
        if name not in played:
            played[name] = _play(small_engine, product)
        return played[name]

    return through


def _play(engine: Engine, product: dict[str, Any]) -> Played:
    session, questions = new_session(), 0
    answer = engine.ask(product["first"], session=session)
    while answer.kind is AnswerKind.NEEDS_FACTS:
        assert questions < 20
        questions += 1
        proposed = {entry["fact"]: entry["proposed"] for entry in answer.ask if "proposed" in entry}
        # Nothing wrong may be read from the person's words, whether or not it is put to them now.
        for fact, value in answer.facts["proposed"].items():
            assert product["facts"].get(fact) == value, (fact, value)
        said = product["confirm"] if proposed else product["answers"][answer.ask[0]["fact"]]
        answer = engine.ask(said, session=session)
        assert say("guard.removed", answer.lang) not in answer.text
    return Played(session, answer, questions)


def _questions_of_the_rules(product: dict[str, Any]) -> int:
    """How many questions the rules alone need, when nothing is read from the first message."""
    known: dict[str, Any] = {}
    for count in range(60):
        fact = next_question(decide(known, product["wanted"]))
        if fact is None:
            return count
        known[fact] = product["facts"][fact]
    raise AssertionError(product["name"])


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda p: p["name"])
def test_a_product_is_played_to_the_verdict_of_the_rules_on_its_full_facts(
    product: dict[str, Any], play: Callable[[dict[str, Any]], Played]
) -> None:
    answer = play(product).answer
    assert answer.kind is AnswerKind.VERDICT
    expected = decide(product["facts"], product["wanted"])["verdicts"]
    assert {q: v["value"] for q, v in answer.verdicts.items()} == {q: v["value"] for q, v in expected.items()}
    assert answer.verdicts == decide(answer.facts["known"], product["wanted"])["verdicts"]
    assert answer.verdicts["mdr_class"]["value"] == product["class"]


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda p: p["name"])
def test_no_more_is_asked_than_the_rules_need(
    product: dict[str, Any], play: Callable[[dict[str, Any]], Played]
) -> None:
    assert play(product).questions <= _questions_of_the_rules(product)


def test_half_of_the_products_are_classed_within_seven_questions(
    play: Callable[[dict[str, Any]], Played],
) -> None:
    assert median(play(product).questions for product in PRODUCTS) <= MOST_QUESTIONS


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda p: p["name"])
def test_the_verdict_is_explained_with_quotes_that_stand_in_their_provision(
    product: dict[str, Any], play: Callable[[dict[str, Any]], Played], small_engine: Engine
) -> None:
    answer = play(product).answer
    for verdict in answer.verdicts.values():
        if verdict["value"] != "not_applicable":
            assert verdict[f"label_{answer.lang}"] in answer.text
    for citation in answer.citations:
        view = small_engine.provision(citation.id, answer.lang)
        assert view is not None
        assert is_verbatim(citation.quote, view.text)
        assert f"[{citation.n}]" in answer.text
    if "mdr/anx_VIII/6.3" in str(answer.verdicts["mdr_class"]["trace"]):
        assert "mdr/anx_VIII/6.3" in [c.id for c in answer.citations]


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda p: p["name"])
def test_the_conversation_exports(
    product: dict[str, Any], play: Callable[[dict[str, Any]], Played], small_engine: Engine
) -> None:
    played = play(product)
    conversation = small_engine.conversations.load(played.session)
    assert conversation is not None
    assert from_json(conversation.to_json()) == conversation
    page = write(report_of_conversation(conversation, small_engine), "md").decode("utf-8")
    assert product["first"].split(".")[0] in page
    assert played.answer.verdicts["qualification"][f"label_{played.answer.lang}"] in page
