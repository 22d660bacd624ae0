"""What people hand over, read as bytes and refused in one line: files, standard input, document ids."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import InputError
from corpus.catalogue import sources


def read_input(name: str) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises InputError."""
    if name == "-":
        return sys.stdin.buffer.read()
    path = Path(name)
    try:
        if path.is_dir():
            raise InputError(f"{name} is a folder, not a file")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"there is no file {name}") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{name}: cannot be read ({getattr(error, 'strerror', '') or error})") from error


def read_question() -> str:
    """The question on standard input. Raises InputError when it is not UTF-8."""
    try:
        return read_input("-").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"the question on standard input is not UTF-8 (byte {error.start}): convert it, e.g. iconv -f latin1 -t utf-8"
        ) from error


def split_documents(values: Sequence[Sequence[str]], question: str | None) -> tuple[list[str], str | None]:
    """Document ids and the question of a call, from the groups of values that `--document` was given.

    Each value is an id or several with commas. Without a question, the last value of a group that is no
    document is the question, as in `--document mdr ivdr "Who is the PRRC?"`.
    """
    found: list[str] = []
    for group in values:
        ids = list(group)
        if question is None and len(ids) > 1 and not _are_known(_ids(ids[-1])):
            question = ids.pop()
        found += [i for value in ids for i in _ids(value)]
    return list(dict.fromkeys(found)), question


def check_documents(ids: Sequence[str]) -> None:
    """Raise InputError for an id that the catalogue does not have."""
    unknown = sorted({i for i in ids if not _are_known([i])})
    if unknown:
        raise InputError(f"unknown document {', '.join(unknown)}; known: {', '.join(sorted(sources()))}")


def _ids(value: str) -> list[str]:
    return [i for part in value.split(",") if (i := part.strip())]


def _are_known(ids: Sequence[str]) -> bool:
    return bool(ids) and all(i in sources() or i.startswith("user:") for i in ids)
