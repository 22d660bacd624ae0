"""Many questions from one file: JSON lines in, one result a line out, everything loaded once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError, QuestionError


class BatchError(AssistantError):
    """A batch file that cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of a batch: an id of any JSON type and one or more turns of a conversation."""

    id: Any
    turns: tuple[str, ...]
    is_conversation: bool


def read_batch(path: Path) -> list[BatchLine]:
    """The lines of a batch file. Raises BatchError for a file or line that is not as `interface.md` says."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(f"{path}: cannot be read as UTF-8 text ({type(error).__name__})") from error
    lines = enumerate(text.splitlines(), 1)
    return [_line(path, number, line) for number, line in lines if line.strip()]


def _line(path: Path, number: int, line: str) -> BatchLine:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise BatchError(f"{path}, line {number}: not JSON ({error.msg})") from error
    turns = entry.get("turns", [entry.get("question")]) if isinstance(entry, dict) else [None]
    if not isinstance(turns, list) or not turns or not all(isinstance(t, str) for t in turns):
        raise BatchError(f'{path}, line {number}: needs an object with "question" (text) or "turns" (texts)')
    return BatchLine(entry.get("id"), tuple(turns), "turns" in entry)


def run_batch(
    lines: list[BatchLine], answer: Callable[[str, str], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """One result a line, in order: `answer(question, session)` with the line's id first.

    For turns, the last answer with all of them under `turns`; a question that cannot be asked gives
    `error` in its place.
    """
    for line in lines:
        session, results = "", []
        for turn in line.turns:
            try:
                result = answer(turn, session)
                session = result.get("session", session)
            except QuestionError as error:
                result = {"error": str(error)}
            results.append(result)
        extra = {"turns": results} if line.is_conversation else {}
        yield {"id": line.id, **results[-1], **extra}
