"""Thumbs up and down with a reason, kept as JSON lines in the home: a later line on a turn replaces the earlier one."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock

from assistant.errors import RatingError

Thumb = Literal["up", "down"]
MOST_CHARACTERS = 2_000
"""Of a reason; the rest is cut."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What a person thinks of turn number `turn` (from 0) of a conversation, and what that turn was.

    `at` is UTC, ISO 8601; `cited` are the citation ids of the answer.
    """

    session: str
    turn: int
    thumb: Thumb
    reason: str = ""
    at: str = ""
    question: str = ""
    lang: str = ""
    kind: str = ""
    cited: tuple[str, ...] = ()
    composer: str = ""


class Ratings:
    """The ratings of one home. Raises RatingError, in one line, when the file cannot be read or written."""

    def __init__(self, home: Path) -> None:
        self.path = home / "ratings.jsonl"
        self._lock = threading.RLock()

    def rate(self, rating: Rating) -> None:
        """Keep a rating."""
        with self._lock, _told(self.path), self._alone():
            before = self.path.read_bytes() if self.path.exists() else b""
            # A line that a crash cut short is ended first, so that only itself is lost.
            start = "\n" if before and not before.endswith(b"\n") else ""
            with self.path.open("a", encoding="utf-8") as file:
                file.write(start + _line(rating))

    def all(self) -> list[Rating]:
        """The last rating of each turn, in the order of the file. Lines that are none are passed over."""
        found: dict[tuple[str, int], Rating] = {}
        with self._lock, _told(self.path):
            lines = (
                self.path.read_text(encoding="utf-8", errors="replace").splitlines() if self._is_there else []
            )
        for one in _ratings(lines):
            found[one.session, one.turn] = one
        return list(found.values())

    def of(self, session: str) -> dict[int, Rating]:
        """The ratings of a conversation, by the number of the turn."""
        return {one.turn: one for one in self.all() if one.session == session}

    def forget(self, session: str) -> None:
        """Erase the ratings of a conversation from the file."""
        with self._lock, _told(self.path):
            if not self._is_there:
                return
            with self._alone():
                kept = [one for one in self.all() if one.session != session]
                aside = self.path.with_suffix(".new")
                aside.write_text("".join(map(_line, kept)), encoding="utf-8")
                os.replace(aside, self.path)

    @property
    def _is_there(self) -> bool:
        return self.path.exists()

    def _alone(self) -> FileLock:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(self.path.with_suffix(".lock"), timeout=10)


def as_json_lines(ratings: Iterable[Rating]) -> str:
    """Ratings as they are kept and exported: a JSON object a line."""
    return "".join(map(_line, ratings))


def _line(rating: Rating) -> str:
    return json.dumps(asdict(rating), ensure_ascii=False) + "\n"


def _ratings(lines: Iterable[str]) -> Iterator[Rating]:
    names = {one.name for one in fields(Rating)}
    for line in lines:
        try:
            data: Any = json.loads(line)
            known = {name: value for name, value in data.items() if name in names}
            yield Rating(**{**known, "turn": int(data["turn"]), "cited": tuple(data.get("cited", ()))})
        except (ValueError, TypeError, KeyError, AttributeError):
            continue


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what a file can go wrong with into one line."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise RatingError(f"{path}: cannot be used ({reason}); check its permissions") from error
