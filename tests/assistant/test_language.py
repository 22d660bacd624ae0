"""Which language a question is in."""

from __future__ import annotations

import pytest

from assistant.language import detect
from evals.questions import load


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mon appli est-elle un dispositif médical ?", "fr"),
        ("mon appli est un dm ou pas", "fr"),
        ("Is my app a medical device?", "en"),
        ("Ist meine App ein Medizinprodukt und welche Klasse hat sie?", "de"),
        ("¿Mi aplicación es un producto sanitario según el reglamento?", "es"),
        ("règle 11", "fr"),
        ("rule 11 says what", "en"),
        ("Article 124 MDR", "en"),
        ("Annex VIII MDR", "en"),
        ("recital 19", "en"),
        ("definition of manufacturer", "en"),
        ("considérant 19 MDR", "fr"),
        ("annexe XX", "fr"),
        ("article 10 alinea 9", "fr"),
        ("article R. 162-113 (I, 2°)", "fr"),
        ("article 10 du MDR", "fr"),
    ],
)
def test_function_words_tell_the_language(text: str, language: str) -> None:
    assert detect(text) == language


def test_bare_terms_take_the_default() -> None:
    assert detect("Art. 61(10) MDR", "en") == "en"
    assert detect("Art. 61(10) MDR", "fr") == "fr"


def test_nearly_all_our_questions_are_told_right() -> None:
    questions = [*load("development"), *load("held_back")]
    right = sum(detect(q.question, q.lang) == q.lang for q in questions)
    assert right / len(questions) >= 0.99
