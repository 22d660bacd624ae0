"""A local server, a store in a folder of the test, and the sample files of EUR-Lex."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.fetch.client import Limits
from ingest.versions import VersionStore
from tests.ingest.fetch.server import LocalServer, serving

ROOT = Path(__file__).parents[3]

QUICK = Limits(connect=0.5, read=0.3, total=1.0, size=200_000, tries=2, pause=0.0, backoff=0.0)
"""Bounds that a test meets at once."""


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with serving() as local:
        yield local


@pytest.fixture
def store(tmp_path: Path) -> VersionStore:
    return VersionStore(tmp_path / "sources")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample files as EUR-Lex serves them, which are not in this repository; skips without it."""
    folder = (ROOT / os.environ.get("BOUSSOLE_TEST_FORMATS", "../shared/formats")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no format samples at {folder}; set BOUSSOLE_TEST_FORMATS to their folder")
    return folder
