"""The vector search: one graph for whoever opens the index, and as good as exact search."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.models import Passage, TextKind
from ingest.hashing import text_hash
from ingest.index import open_chroma
from ingest.vectors import write_collections

SHELF, COUNT, DIMENSIONS = "official-en", 2900, 96
"""Not a whole number of the batches that are written, nor of what Chroma by itself would keep for later."""

Rows = NDArray[np.float32]


@pytest.fixture(scope="module")
def rows() -> Rows:
    made = np.random.default_rng(7).normal(size=(COUNT, DIMENSIONS)).astype(np.float32)
    unit: Rows = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit


@pytest.fixture(scope="module")
def folder(rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vectors") / "chroma"
    passages = [passage(n) for n in range(COUNT)]
    write_collections(
        path, {SHELF: passages}, {text_hash(p.text): row for p, row in zip(passages, rows, strict=True)}
    )
    return path


def passage(n: int) -> Passage:
    return Passage(
        f"kites/art_{n}#0", f"kites/art_{n}", "kites", TextKind.OFFICIAL, "en", "1", "", f"kite {n}"
    )


def found_in(folder: Path, questions: Rows) -> list[list[str]]:
    """The 150 nearest of each question."""
    collection = open_chroma(folder).get_collection(SHELF)
    return [collection.query(query_embeddings=q.tolist(), n_results=150)["ids"][0] for q in questions]


def test_the_graph_is_whole_on_disk(folder: Path, rows: Rows, tmp_path: Path) -> None:
    """What waits in Chroma's log is added by every process anew, and by chance each time."""
    copy = shutil.copytree(folder, tmp_path / "copy")
    with closing(sqlite3.connect(copy / "chroma.sqlite3")) as log:
        log.execute("DELETE FROM embeddings_queue")
        log.commit()
    found = found_in(copy, rows[-200:])
    assert [ids[0] for ids in found] == [f"kites/art_{n}#0" for n in range(COUNT - 200, COUNT)]


def test_the_search_finds_what_exact_search_finds(folder: Path, rows: Rows) -> None:
    questions = rows[:60] + rows[100:160]
    found = found_in(folder, questions)
    exact = [[f"kites/art_{i}#0" for i in np.argsort(-(rows @ q), kind="stable")[:150]] for q in questions]
    same = [len(set(a) & set(b)) / 150 for a, b in zip(found, exact, strict=True)]
    assert sum(same) / len(same) >= 0.99
