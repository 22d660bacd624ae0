"""Words as the index counts them."""

from __future__ import annotations

from ingest.words import stems


def test_accents_and_case_change_nothing() -> None:
    assert stems("Sécurité DÉCLARÉE", "fr") == stems("securite declaree", "fr")


def test_inflections_meet_their_verb() -> None:
    assert len(set(stems("mentionner mentionné mentionnée mentionnés", "fr"))) == 1
    assert len(set(stems("notify notified notifies", "en"))) == 1


def test_acronyms_that_look_like_small_words_count_in_capitals_only() -> None:
    assert stems("la HAS et les ON", "fr") != stems("la has et les on", "fr")
    assert stems("he has an AI", "en") == stems("AI", "en")


def test_small_words_do_not_count() -> None:
    assert stems("the of and le la de", "en") == stems("le la de", "en")
    assert stems("est-ce que je dois", "fr") == []
