"""Measures, on examples worked by hand."""

from __future__ import annotations

import pytest

from evals.attribution import Attribution
from evals.metrics import (
    all_documents_hit,
    article_of,
    bootstrap_interval,
    document_hit_at,
    hit_at,
    rank_of_first,
    reciprocal_rank,
)
from evals.questions import load
from tests.synthetic import other_act, small_act

FOUND = ["mdr/art_5/1", "mdr/art_10/9/a", "ivdr/art_10"]


def test_a_hit_counts_at_article_level() -> None:
    assert article_of("mdr/art_10/9/a") == "mdr/art_10"
    assert article_of("ans-certification/perimetre/pecan") == "ans-certification/perimetre"
    assert rank_of_first(FOUND, ["mdr/art_10/2"]) == 1
    assert rank_of_first(FOUND, ["mdr/art_1"]) is None


def test_hits_and_reciprocal_rank() -> None:
    assert hit_at(1, FOUND, ["mdr/art_10"]) == 0.0
    assert hit_at(2, FOUND, ["mdr/art_10"]) == 1.0
    assert reciprocal_rank(FOUND, ["mdr/art_10"]) == 0.5
    assert reciprocal_rank(FOUND, ["has/definition"]) == 0.0


def test_a_question_on_both_acts_needs_both() -> None:
    gold = ["mdr/art_5", "ivdr/art_10"]
    assert all_documents_hit(3, FOUND, gold) == 1.0
    assert all_documents_hit(2, FOUND, gold) == 0.0


def test_raw_text_is_traced_to_the_article_it_repeats() -> None:
    attribution = Attribution([*small_act().provisions, *other_act().provisions])
    text = "## Article 10 1. Kite makers shall keep a written record of every kite for seven years. 2. Kite"
    assert attribution.articles(text)[0] == "mdr/art_10"


def test_the_question_sets_are_well_formed_and_apart() -> None:
    development, held_back = load("development"), load("held_back")
    assert len(development) >= 80
    assert 0.4 <= sum(q.lang == "fr" for q in development) / len(development) <= 0.6
    assert not {q.question for q in development} & {q.question for q in held_back}


def test_an_interval_holds_the_mean_and_narrows_with_more_values() -> None:
    few, many = bootstrap_interval([0.0, 1.0] * 10), bootstrap_interval([0.0, 1.0] * 400)
    assert few[0] < many[0] < 0.5 < many[1] < few[1]
    assert bootstrap_interval([1.0] * 5) == (1.0, 1.0)
    with pytest.raises(ValueError, match="no values"):
        bootstrap_interval([])


def test_the_right_document_is_a_hit_at_document_level() -> None:
    assert document_hit_at(2, ["mdr/art_1", "has/3"], ["has/1"]) == 1.0
    assert document_hit_at(1, ["mdr/art_1", "has/3"], ["has/1"]) == 0.0
