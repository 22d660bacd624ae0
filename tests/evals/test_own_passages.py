"""The stand-in for the outside yardstick: which passages answer a question of ours."""

from __future__ import annotations

from corpus.ids import parse
from evals.own_passages import answering, of_digests, of_questions, read_passages, vectors_of
from ingest.index import Index

PLACES = {i: parse(i) for i in ("mdr/art_10", "mdr/art_10/8", "mdr/art_11/2", "ivdr/art_10/8")}


def test_passages_inside_the_gold_answer_else_those_that_hold_it() -> None:
    assert answering(["mdr/art_10"], PLACES) == {"mdr/art_10", "mdr/art_10/8"}
    assert answering(["mdr/art_10/8/a"], PLACES) == {"mdr/art_10", "mdr/art_10/8"}
    assert answering(["mdr/art_11/2", "ivdr/art_10"], PLACES) == {"mdr/art_11/2", "ivdr/art_10/8"}
    assert answering(["mdr/art_99"], PLACES) == frozenset()


def test_only_questions_that_the_passages_answer_are_asked() -> None:
    for asked in (*of_questions("development", PLACES), *of_digests(PLACES)):
        assert asked.relevant
    assert list(of_questions("development", {})) == []
    assert list(of_digests(PLACES))


def test_the_passages_are_the_english_ones_of_the_regulations(small_index: Index) -> None:
    passages, places = read_passages(small_index)
    assert [p.id for p in passages] == list(places)
    assert {place.document for place in places.values()} <= {"mdr", "ivdr"}
    assert passages
    assert len(vectors_of(small_index, passages)) == len(passages)
