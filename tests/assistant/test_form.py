"""The interview as a form: the same facts as in the chat, and each leaves its open question for the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import form
from assistant.conversation import Conversation, Heard, Product
from assistant.engine import Engine
from assistant.interview_turns import Teller
from assistant.wishes import CLASSES
from rules import decide

ECG = "Notre appli CardioTri détecte les arythmies sur un ECG. Elle utilise l'IA."


def begun(text: str = ECG) -> Conversation:
    return form.describe(Conversation("form"), text)


def test_words_are_proposed_with_the_words_they_came_from_and_nothing_rests_on_them() -> None:
    product = form.product_of(begun())
    assert product.name == "CardioTri"
    assert product.known == {}
    assert product.proposed["intended_purposes"] == Heard(["diagnosis"], "détecte les arythmies")
    assert decide(product.known, CLASSES)["verdicts"]["qualification"]["value"] == "needs_facts"


def test_confirming_keeps_the_words_until_the_answer_changes() -> None:
    conversation = form.confirm(begun())
    product = form.product_of(conversation)
    assert product.known["is_software"] is True
    assert product.words["intended_purposes"] == "détecte les arythmies"
    changed = form.product_of(form.answer(conversation, {"intended_purposes": ["monitoring"]}))
    assert "intended_purposes" not in changed.words
    assert changed.words["is_software"] == product.words["is_software"]
    assert "is_software" not in form.product_of(form.forget(conversation, "is_software")).words


def test_a_fact_read_is_confirmed_or_left_out_alone() -> None:
    one = form.product_of(form.confirm(begun(), ["is_software"]))
    assert set(one.known) == {"is_software"}
    assert "uses_ai" in one.proposed
    left = form.product_of(form.forget(begun(), "uses_ai"))
    assert "uses_ai" not in {**left.proposed, **left.known}


def test_the_form_asks_what_the_rules_ask_next_and_passes_over_what_is_declined() -> None:
    conversation = form.settled(Conversation("form"))
    assert conversation.pending is not None
    assert conversation.pending.fact == "is_software"
    conversation = form.answer(conversation, {"is_software": True})
    first = conversation.pending
    assert first is not None
    conversation = form.decline(conversation, first.fact)
    assert conversation.pending is not None
    assert conversation.pending.fact != first.fact
    assert form.product_of(conversation).declined == (first.fact,)
    assert first.fact == "intended_purposes"
    again = form.answer(conversation, {first.fact: ["diagnosis"]})
    assert form.product_of(again).declined == ()


def test_a_contradiction_keeps_what_stood_and_says_which_answers_to_change() -> None:
    known = {"is_software": True, "intended_purposes": ["in_vitro_information"]}
    conversation = form.answer(Conversation("form"), known)
    conversation = form.answer(conversation, {"in_vitro_data_role": "none"})
    assert conversation.pending is not None
    assert conversation.pending.kind == "clash"
    assert set(conversation.pending.facts) == {"intended_purposes", "in_vitro_data_role"}
    assert form.product_of(conversation).known == known
    given_up = conversation.pending.facts[0]
    mended = form.mend(conversation, given_up)
    assert mended.pending is not None
    assert mended.pending.fact == given_up
    assert given_up not in form.product_of(mended).known
    assert "error" not in decide(form.product_of(mended).known)
    kept = form.settled(conversation)
    assert form.product_of(kept).known == known


@pytest.mark.parametrize(
    ("fact", "raw", "value"),
    [
        ("is_software", "true", True),
        ("is_software", "oui", None),
        ("information_significance", "inform", "inform"),
        ("information_significance", "whatever", None),
        ("intended_purposes", [], []),
        ("intended_purposes", ["monitoring", "diagnosis"], ["diagnosis", "monitoring"]),
        ("intended_purposes", [{}], None),
        ("intended_purposes", "diagnosis", None),
        ("no_such_fact", "true", None),
    ],
)
def test_a_value_of_the_page_is_one_of_the_fact_s_or_none(fact: str, raw: object, value: object) -> None:
    assert form.value_of(fact, raw) == value


def test_the_interview_goes_on_to_a_further_step_only_when_it_is_wanted() -> None:
    conversation = form.answer(Conversation("form"), {"is_software": False})
    assert conversation.pending is None
    further = form.want(form.settled(Conversation("form")), ["route.PECAN"])
    assert form.product_of(further).wanted == (*CLASSES, "route.PECAN")


def test_products_are_kept_apart_and_names_are_not_shared() -> None:
    conversation = form.turn_to(form.confirm(begun()), 1)
    assert form.product_of(conversation).known == {}
    assert form.rename(conversation, "CardioTri") == conversation
    named = form.rename(conversation, "  Kiné   Plus ")
    assert [p.name for p in named.products] == ["CardioTri", "Kiné Plus"]
    back = form.turn_to(named, 0)
    assert form.product_of(back).known["is_software"] is True
    assert form.product_of(form.restart(back)) == Product("CardioTri", CLASSES, asked=("is_software",))
    assert form.turn_to(back, 7) == back


def test_a_saved_product_comes_beside_what_is_at_hand() -> None:
    saved = Product("Autre", CLASSES, {"is_software": True})
    assert [p.name for p in form.adopt(Conversation("form"), saved).products] == ["Autre"]
    beside = form.adopt(form.confirm(begun()), saved)
    assert [p.name for p in beside.products] == ["CardioTri", "Autre"]
    assert form.product_of(beside).known == saved.known


def test_the_chat_goes_on_where_the_form_stands_and_back(small_engine: Engine) -> None:
    small_engine.conversations.turn("both", lambda c: form.answer(c, {"is_software": True}))
    before = small_engine.conversations.load("both")
    assert before is not None
    assert before.pending is not None
    asked = before.pending.fact
    answer = small_engine.ask("je ne sais pas", session="both", language="fr")
    assert answer.facts["known"] == {"is_software": True}
    after = small_engine.conversations.load("both")
    assert after is not None
    assert form.product_of(after).declined == (asked,)
    assert len(after.turns) == 1


def test_a_first_question_to_the_texts_and_a_form_begun_after_it_are_one_conversation(
    small_engine: Engine,
) -> None:
    first = small_engine.ask("For how many years must a kite maker keep records?")
    small_engine.conversations.turn(first.session, lambda c: form.answer(c, {"is_software": True}))
    small_engine.ask("je ne sais pas", session=first.session, language="fr")
    held = small_engine.conversations.load(first.session)
    assert held is not None
    assert len(held.turns) == 2
    assert form.product_of(held).known == {"is_software": True}


def test_facts_that_clash_from_elsewhere_are_put_as_a_contradiction() -> None:
    known = {"intended_purposes": ["in_vitro_information"], "in_vitro_data_role": "none"}
    conversation = form.settled(Conversation("form", products=(Product("x", CLASSES, known),)))
    assert conversation.pending is not None
    assert conversation.pending.kind == "clash"
    assert "error" not in decide(form.product_of(conversation).known)
    assert Teller(None, "fr").ask(replace(conversation), "is_software").answer.ask
