"""Measures, on examples worked by hand."""

from __future__ import annotations

from evals.attribution import Attribution
from evals.metrics import all_documents_hit, article_of, hit_at, rank_of_first, reciprocal_rank
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
