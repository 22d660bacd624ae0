"""A run as one self-contained page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.gold import Gold
from evals.runs.folder import RunFolder


def write_report(folder: Path, run: RunFolder, questions: Sequence[Gold]) -> Path:
    """Write the page into `folder`; returns its path."""
    raise NotImplementedError
