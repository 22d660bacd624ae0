"""No text gives a verdict on the person's own product, but the rules' own; what the law says in general passes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.guard import Guard, Leak, asks_verdict
from assistant.sentences import sentences
from assistant.translations import EXAMPLES, TABLE
from corpus.digests import digests

_GOLD = Path(__file__).parent / "guard"
_PARTS = ("development", "held_back", "held_back_2", "held_back_3")
MOST_DIGESTS_BLOCKED = 0.06
"""Share of sentences of the digests that may be held back when they are not known as digests (0.045 measured)."""


def gold(kind: str) -> list[dict[str, Any]]:
    entries: list[Any] = []
    for part in _PARTS:
        entries += yaml.safe_load((_GOLD / f"{part}.yaml").read_text(encoding="utf-8"))[kind]
    return [e if isinstance(e, dict) else {"text": e} for e in entries]


def leaks(entry: dict[str, Any]) -> list[Leak]:
    guard = Guard(
        question=entry.get("question", ""), names=entry.get("names", ()), verbatim=entry.get("quotes", ())
    )
    return guard.leaks(entry["text"])


def test_the_gold_set_is_large_enough() -> None:
    assert len(gold("leaks")) + len(gold("allowed")) >= 580


@pytest.mark.parametrize("entry", gold("leaks"), ids=lambda e: e["text"][:60])
def test_a_verdict_on_the_persons_product_does_not_pass(entry: dict[str, Any]) -> None:
    assert leaks(entry)


@pytest.mark.parametrize("entry", gold("allowed"), ids=lambda e: e["text"][:60])
def test_what_is_no_verdict_passes(entry: dict[str, Any]) -> None:
    assert not leaks(entry)


def test_the_verdicts_of_the_rules_pass_and_nothing_that_is_less_or_more() -> None:
    verdict = "Votre logiciel est de classe IIa, sauf s'il surveille des paramètres vitaux."
    assert not Guard(allowed=[verdict]).leaks(f"**{verdict}**")
    assert Guard(allowed=[verdict]).leaks("Votre logiciel est de classe IIa.")
    assert Guard(allowed=[verdict]).leaks(verdict.replace("IIa", "IIb"))


def test_quotes_of_provisions_pass_and_quotes_of_nothing_do_not() -> None:
    text = "Your software is a medical device when its purpose is medical."
    assert not Guard(verbatim=[text]).leaks(f"> {text}\n> […]")
    assert Guard().leaks(f"> {text}")
    assert Guard(verbatim=[text]).leaks(f"> {text.replace('when', 'since')}")


def test_the_short_lines_of_a_quote_pass_with_the_rest_of_it() -> None:
    text = "Such software is placed as follows:\n— class III;\n— no."
    shown = "> " + text.replace("\n", "\n> ") + " […]"
    assert not Guard(question="Is my app class III?", verbatim=[text + " More."]).leaks(shown)
    assert Guard(question="Is my app class III?", verbatim=[text]).leaks("> — class III;")


def test_the_rest_of_a_text_stays_to_the_letter() -> None:
    text = "Rule 11 is about **software** [1].  Your app is class IIa [2]. See also Annex IX.\n\n> quoted\n- one\n- two [3]"
    cleaned, found = Guard(verbatim=["quoted"]).cleaned(text)
    assert cleaned == text.replace("  Your app is class IIa [2].", "")
    assert [leak.topic for leak in found] == ["class"]


def test_what_passed_once_passes_again_when_more_text_arrives() -> None:
    said = [e["text"] for kind in ("allowed", "leaks") for e in gold(kind) if len(e) == 1]
    text = " ".join(t for t in said if t.endswith(".") and not t.startswith('"'))
    whole, _ = Guard().cleaned(text)
    parts = [s.lead + s.text for s in sentences(text)]
    for count in range(1, len(parts), 7):
        assert whole.startswith(Guard().cleaned("".join(parts[:count]))[0])


def test_the_digests_pass_as_they_are_and_nearly_all_when_not_known() -> None:
    texts = [d.digest[language] for d in digests().values() for language in ("fr", "en")]
    assert not [t for t in texts if Guard(allowed=[t]).leaks(f"**Notre résumé :** {t}")]
    blocked = sum(bool(Guard().leaks(t)) for t in texts[::9])
    assert blocked <= 2 * MOST_DIGESTS_BLOCKED * len(texts[::9])


NAMES_OF_STEPS = {"q.step.ce", "q.step.ans", "q.path"}
"""Headings of the path to the market, which stand beside verdicts of the rules and in no answer."""


def test_the_words_of_our_own_table_pass() -> None:
    for key, pair in TABLE.items():
        if key in NAMES_OF_STEPS:
            continue
        assert not [leak for text in pair for leak in Guard().leaks(text)], key
    assert not [leak for texts in EXAMPLES.values() for t in texts for leak in Guard().leaks(t)]


@pytest.mark.parametrize(
    ("question", "wished"),
    [
        ("Is my app a medical device?", True),
        ("Mon logiciel, quelle classe ?", True),
        ("What does Rule 11 say?", False),
        ("Que doit contenir la documentation technique ?", False),
    ],
)
def test_a_wish_for_a_verdict_is_seen(question: str, wished: bool) -> None:
    assert asks_verdict(question) is wished
