"""The refusals: enough of each kind in both languages, split by the rule that their file states, none twice."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

import pytest

from assistant.answer import Answer, AnswerKind
from assistant.refusal import REASONS, WEIGHTS_FILE
from assistant.translations import say
from evals.refusals import FALSE_PREMISE, fitted_on, is_refused, load_beside, load_refusals

SETS = {name: load_refusals(name) for name in ("development", "held_back")}
EVERY = [case for cases in SETS.values() for case in cases]


def number(id_: str) -> int:
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16)


def test_what_is_held_back_is_told_by_a_fixed_rule() -> None:
    """A third of ours; half of those that someone else wrote; none of those written to learn from."""
    for name, cases in SETS.items():
        for case in cases:
            held = number(case.id) % 2 == 0 if case.id.startswith("f-") else number(case.id) % 3 == 0
            assert (held and not case.id.startswith("more-")) == (name == "held_back"), case.id


@pytest.mark.parametrize("kind", ["answerable", "wishes"])
def test_what_stands_beside_the_refusals_is_in_one_half_only(kind: str) -> None:
    halves = {split: dict(load_beside(kind, split)) for split in ("development", "held_back")}
    assert not set(halves["development"]) & set(halves["held_back"])
    assert all(len(half) >= 20 for half in halves.values())
    assert not {q for half in halves.values() for q in half} & {case.question for case in EVERY}


def test_every_kind_is_asked_enough_in_both_languages() -> None:
    kinds = {*(r.value for r in REASONS), FALSE_PREMISE}
    assert {case.reason for case in EVERY} == kinds
    counted = Counter((case.reason, case.lang) for case in EVERY)
    assert all(counted[kind, lang] >= 30 for kind in kinds for lang in ("fr", "en"))


def test_none_is_asked_twice() -> None:
    assert len({case.id for case in EVERY}) == len({case.question.lower() for case in EVERY}) == len(EVERY)


def test_a_false_premise_is_refused_when_it_is_contradicted_and_nothing_else_is() -> None:
    line = say("premise.duration", "en", asked="9 days", label="MDR, Article 87(3)", found="15 days")
    answer = Answer(AnswerKind.ANSWER, "en", f"{line}\n\nMore.")
    assert is_refused(answer, FALSE_PREMISE)
    assert not is_refused(answer, "near_miss")
    assert not is_refused(Answer(AnswerKind.ANSWER, "en", "Fifteen days."), FALSE_PREMISE)


def test_the_weights_shipped_are_learnt_from_the_sets_as_they_are() -> None:
    held = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    assert held["fitted_on"] == fitted_on(), "run python -m evals.refusals"
