"""Several runs held against the first of them: variants of one assistant, or any runs that are named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.runs.compare import compare
from evals.runs.folder import RunFolder
from evals.runs.tables import Held


def side_by_side(folders: Sequence[RunFolder]) -> dict[str, Held]:
    """Each run by its label: its summary, and how it compares with the first on the questions both have.

    Raises RunError when one is not finished.
    """
    first = folders[0].scores()
    found: dict[str, Held] = {}
    for folder in folders:
        label = label_of(str(folder.settings()["variant"]))
        if label in found:
            label = f"{label} ({folder.id})"
        found[label] = folder.summary(), {} if folder is folders[0] else compare(first, folder.scores())
    return found


def label_of(variant: str) -> str:
    """A variant's name as a table shows it: an encoder without the home of its index and the folder it lies in."""
    key, _, value = variant.partition("=")
    if key != "encoder":
        return variant
    provider, colon, model = value.partition("@")[0].partition(":")
    return f"{key}={provider}{colon}{Path(model).name}"
