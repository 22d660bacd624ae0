"""Greetings, thanks and "who are you" in both languages; nothing else is small talk."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerKind
from assistant.engine import Engine
from assistant.smalltalk import SmallTalk, smalltalk
from tests.assistant.test_web import asked


@pytest.mark.parametrize(
    ("text", "form", "language"),
    [
        ("Bonjour !", "greeting", "fr"),
        ("bonsoir Boussole", "greeting", "fr"),
        ("hi", "greeting", "en"),
        ("Hello, who are you?", "who", "en"),
        ("Qui es-tu ?", "who", "fr"),
        ("T’es qui ?", "who", "fr"),
        ("À quoi sers-tu ?", "who", "fr"),
        ("Merci beaucoup.", "thanks", "fr"),
        ("Thank you very much!", "thanks", "en"),
        ("Bonjour, merci", "thanks", "fr"),
    ],
)
def test_small_talk_is_known_with_its_language(text: str, form: str, language: str) -> None:
    assert smalltalk(text) == SmallTalk(form, language)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bonjour, quelle classe pour mon logiciel ?",
        "Merci de me dire qui peut être PRRC",
        "Who are you allowed to sell to?",
        "Who is the PRRC?",
        "ok",
        "au revoir",
        "Boussole",
        "Thank you, what does rule 11 say?",
        "你好",
        "hello " * 100,
    ],
)
def test_nothing_else_is_small_talk(text: str) -> None:
    assert smalltalk(text) is None


def test_the_answer_says_what_boussole_does_and_gives_examples(small_engine: Engine) -> None:
    answer = small_engine.ask("Thanks!", language=None)
    assert (answer.kind, answer.lang) == (AnswerKind.SMALLTALK, "en")
    assert "word for word" in answer.text
    assert answer.suggestions
    assert not answer.citations


def test_the_page_answers_in_the_persons_language(small_engine: Engine) -> None:
    hi, merci = asked(small_engine, "hi", "merci", language="fr")
    assert hi.answer
    assert merci.answer
    assert (hi.answer.lang, merci.answer.lang) == ("en", "fr")
