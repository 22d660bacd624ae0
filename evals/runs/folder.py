"""A run on disk: `settings.json`, `answers.jsonl`, `scores.jsonl`, `summary.json` in one folder."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.errors import RunError
from evals.runs.record import Record, Scored, from_json, scored_from_json

FORMAT = 1
"""Version of a run's files."""
_LONGEST_NAME = 60
"""Characters of a variant's name in the name of its folder: an encoder's may hold whole paths."""
_SETTINGS, _ANSWERS, _SCORES, _SUMMARY = "settings.json", "answers.jsonl", "scores.jsonl", "summary.json"


@dataclass(frozen=True, slots=True)
class RunFolder:
    """One run's folder; its name is the run's id."""

    path: Path

    @property
    def id(self) -> str:
        """The run's id."""
        return self.path.name

    def settings(self) -> dict[str, Any]:
        """What the run was made with. Raises RunError when the folder is no run."""
        return _read_json(self.path / _SETTINGS)

    def write_settings(self, settings: dict[str, Any]) -> None:
        """Write what the run is made with, once."""
        _write_json(self.path / _SETTINGS, settings)

    def append(self, record: Record) -> None:
        """Keep one answer, on disk before the next question is asked."""
        with (self.path / _ANSWERS).open("a", encoding="utf-8") as file:
            file.write(json.dumps(record.to_json(), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def mend(self) -> None:
        """Cut off a last line that an interruption left unfinished, so that the next one begins a line."""
        path = self.path / _ANSWERS
        if path.is_file() and (whole := path.read_bytes()) and not whole.endswith(b"\n"):
            path.write_bytes(whole[: whole.rfind(b"\n") + 1])

    def records(self) -> list[Record]:
        """The answers kept so far, in the order in which they came."""
        return [from_json(line) for line in _read_lines(self.path / _ANSWERS)]

    def write_scores(self, rows: Iterable[Scored]) -> None:
        """Write all scores."""
        lines = (json.dumps(row.to_json(), ensure_ascii=False) + "\n" for row in rows)
        _write(self.path / _SCORES, "".join(lines))

    def scores(self) -> list[Scored]:
        """All scores. Raises RunError when the run has none yet."""
        if not (self.path / _SCORES).is_file():
            raise RunError(f"run {self.id} is not finished; go on with: boussole eval --resume {self.id}")
        return [scored_from_json(line) for line in _read_lines(self.path / _SCORES)]

    def write_summary(self, summary: dict[str, Any]) -> None:
        """Write means and intervals: the last step of a run."""
        _write_json(self.path / _SUMMARY, summary)

    def summary(self) -> dict[str, Any]:
        """Means and intervals. Raises RunError when the run has none yet."""
        return _read_json(self.path / _SUMMARY)


def new_run(root: Path, variant: str) -> RunFolder:
    """An empty folder for a run under `root`. Raises RunError when the disk refuses."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S-%f")
    plain = "".join(c if c.isalnum() or c in "-." else "-" for c in variant)
    path = root / f"{stamp}-{plain[:_LONGEST_NAME]}-{uuid.uuid4().hex[:4]}"
    try:
        path.mkdir(parents=True)
    except OSError as error:
        raise RunError(
            f"cannot write the run {path} ({error.strerror}); set BOUSSOLE_HOME elsewhere"
        ) from error
    return RunFolder(path)


def find_run(root: Path, name: str) -> RunFolder:
    """A run by its id, its folder, or `last`. Raises RunError when there is none."""
    runs = [p for p in sorted(root.glob("*")) if (p / _SETTINGS).is_file()]
    if name == "last" and runs:
        return RunFolder(runs[-1])
    for path in (root / name, Path(name)):
        if (path / _SETTINGS).is_file():
            return RunFolder(path)
    known = f"; the latest is {runs[-1].name}" if runs else f"; {root} holds none"
    raise RunError(f"there is no run '{name}'{known}")


def _read_lines(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    try:
        return [json.loads(line) for line in lines if line]
    except ValueError as error:
        raise RunError(f"{path} is damaged ({error}); start the run again") from error


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RunError(f"{path} cannot be read ({type(error).__name__}); is the run finished?") from error
    return data


def _write_json(path: Path, data: dict[str, Any]) -> None:
    _write(path, json.dumps(data, ensure_ascii=False, indent=1))


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    aside = path.with_suffix(".new")
    try:
        aside.write_text(text, encoding="utf-8")
        os.replace(aside, path)
    except OSError as error:
        raise RunError(f"cannot write {path} ({error.strerror})") from error
