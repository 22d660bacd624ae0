"""The runs there are, and what is read of one to show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from evals.errors import RunError
from evals.gold import Gold, load_gold
from evals.runs.begin import asked_in, files_of
from evals.runs.compare import compare
from evals.runs.folder import RunFolder


@dataclass(frozen=True, slots=True)
class RunEntry:
    """A run in the list: when it began (ISO, UTC), how many of its questions are answered, its measures once finished."""

    folder: RunFolder
    created: str
    variant: str
    composer: str
    answered: int
    total: int
    summary: Mapping[str, Any] | None

    @property
    def id(self) -> str:
        """The run's id."""
        return self.folder.id

    @property
    def is_finished(self) -> bool:
        """Whether it has its measures."""
        return self.summary is not None


def runs_under(root: Path) -> list[RunEntry]:
    """The runs of a folder, the latest first; what cannot be read as a run is left out."""
    entries = []
    for path in sorted(root.glob("*"), reverse=True):
        try:
            entries.append(_entry(RunFolder(path)))
        except (RunError, OSError, KeyError, TypeError):
            continue
    return entries


def _entry(folder: RunFolder) -> RunEntry:
    settings, answers = folder.settings(), folder.path / "answers.jsonl"
    answered = answers.read_bytes().count(b"\n") if answers.is_file() else 0
    summary = folder.summary() if (folder.path / "summary.json").is_file() else None
    return RunEntry(
        folder,
        settings["created"],
        settings["variant"],
        settings["composer"],
        answered,
        len(settings["questions"]),
        summary,
    )


def questions_in(entry: RunEntry) -> list[Gold]:
    """The questions of a run. Raises RunError when its gold files have changed since, GoldError for broken ones."""
    hashes = tuple((g["file"], g["sha256"]) for g in entry.folder.settings()["gold"])
    files_of(entry.folder)
    return asked_in(entry.folder, _loaded(hashes))


@lru_cache(maxsize=4)
def _loaded(files: tuple[tuple[str, str], ...]) -> tuple[Gold, ...]:
    return tuple(load_gold([Path(file) for file, _ in files]))


def compared(first: RunEntry, second: RunEntry) -> dict[str, dict[str, dict[str, float]]]:
    """Two finished runs held against each other (`evals.runs.compare`)."""
    return _compared(first.folder, second.folder, _stamp(first), _stamp(second))


@lru_cache(maxsize=16)
def _compared(first: RunFolder, second: RunFolder, *_stamps: int) -> dict[str, dict[str, dict[str, float]]]:
    return compare(first.scores(), second.scores())


def _stamp(entry: RunEntry) -> int:
    return (entry.folder.path / "scores.jsonl").stat().st_mtime_ns
