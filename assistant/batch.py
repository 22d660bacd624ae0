"""Many questions from one file: JSON lines in, one result a line out, everything loaded once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.errors import AssistantError, BatchError
from assistant.inputs import read_input
from corpus.errors import CorpusError
from ingest.errors import IngestError


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of a batch: an id of any JSON type and one or more turns of a conversation, or what is wrong with it."""

    number: int
    id: Any = None
    turns: tuple[str, ...] = ()
    is_conversation: bool = False
    problem: str = ""


def read_batch(name: str) -> list[BatchLine]:
    """The lines of a batch file, `-` for standard input. Raises InputError when it cannot be read at all.

    Lines end in line feeds and nothing else: JSON holds other separators as they are.
    """
    lines = enumerate(read_input(name).removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1)
    return [_line(number, line) for number, line in lines if line.strip()]


def _line(number: int, line: bytes) -> BatchLine:
    try:
        entry = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return BatchLine(number, problem=f"not UTF-8 (byte {error.start})")
    except json.JSONDecodeError as error:
        return BatchLine(number, problem=f"not JSON ({error.msg})")
    except (ValueError, RecursionError) as error:
        return BatchLine(number, problem=f"not JSON ({error})")
    if not isinstance(entry, dict):
        return BatchLine(number, problem='needs an object with "question" (text) or "turns" (texts)')
    turns = entry.get("turns", [entry.get("question")])
    if not isinstance(turns, list) or not turns or not all(isinstance(t, str) for t in turns):
        return BatchLine(number, entry.get("id"), problem='needs "question" (text) or "turns" (texts)')
    return BatchLine(number, entry.get("id"), tuple(turns), "turns" in entry)


def run_batch(
    lines: list[BatchLine], answer: Callable[[str, str], dict[str, Any]]
) -> Iterator[tuple[BatchLine, dict[str, Any]]]:
    """Each line with its result, in order: `answer(question, session)` with the line's id first.

    For turns, the last answer with all of them under `turns`. Whatever goes wrong with a line is an `error`
    in its place, and the rest goes on.
    """
    for line in lines:
        if line.problem:
            yield line, {"id": line.id, "error": line.problem}
            continue
        session, results = "", []
        for turn in line.turns:
            result = _result(turn, session, answer)
            session = result.get("session", session)
            results.append(result)
        extra = {"turns": results} if line.is_conversation else {}
        yield line, {"id": line.id, **results[-1], **extra}


def _result(question: str, session: str, answer: Callable[[str, str], dict[str, Any]]) -> dict[str, Any]:
    try:
        return answer(question, session)
    except (AssistantError, CorpusError, IngestError) as error:
        return {"error": str(error)}
    except Exception as error:  # a defect met on one line must not lose the others
        return {"error": f"unexpected {type(error).__name__}: {' '.join(str(error).split())}"}


def failures(done: list[tuple[int, str]], total: int) -> BatchError:
    """One line on the lines that failed, given as (number, reason), with the first one's reason."""
    number, reason = done[0]
    others = f" (and {len(done) - 1} more)" if len(done) > 1 else ""
    return BatchError(f"{len(done)} of {total} line(s) failed; line {number}: {reason}{others}")
