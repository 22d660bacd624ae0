"""Fixtures that several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def corpus_dir() -> Path:
    """The folder of the official texts, which are not in this repository; skips without it."""
    folder = (_ROOT / os.environ.get("BOUSSOLE_TEST_CORPUS", "../shared/corpus")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no official texts at {folder}; set BOUSSOLE_TEST_CORPUS to their folder")
    return folder
