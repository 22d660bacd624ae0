"""The scripted person of an interview: answers what is asked from what they know, in words as people type them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.interview_text import value_words
from assistant.translations import say
from evals.measures.verdicts import same

_WORDS = {
    "fr": {"yes": "oui", "no": "non, rien n'est juste", "except": "oui sauf"},
    "en": {"yes": "yes", "no": "no, nothing is right", "except": "yes except"},
}


def reply(ask: Sequence[Mapping[str, Any]], known: Mapping[str, Any], language: str) -> str:
    """What the person says to the entries of an answer's `ask`; empty when nothing is asked.

    Facts read are confirmed where they are as the person knows them, the others set aside by their number.
    """
    if not ask:
        return ""
    if any("proposed" in entry for entry in ask):
        return _confirmation(ask, known, language)
    fact = ask[0]["fact"]
    if fact not in known:
        return say("ui.unknown", language)
    return value_words(fact, known[fact], language)


def _confirmation(ask: Sequence[Mapping[str, Any]], known: Mapping[str, Any], language: str) -> str:
    words = _WORDS[language]
    wrong = [n for n, entry in enumerate(ask, 1) if not same(entry.get("proposed"), known.get(entry["fact"]))]
    if not wrong:
        return words["yes"]
    if len(wrong) == len(ask):
        return words["no"]
    return f"{words['except']} {' '.join(map(str, wrong))}"
