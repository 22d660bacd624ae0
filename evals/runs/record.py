"""What the assistant did with one question: plain data, all of it JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """The provisions found (ids, the best first), each turn as {`said`, `answer`}, and seconds of the first answer.

    `error` tells a defect met instead of an answer.
    """

    id: str
    found: tuple[str, ...] = ()
    turns: tuple[Mapping[str, Any], ...] = ()
    seconds: float = 0.0
    error: str = ""

    @property
    def first(self) -> Mapping[str, Any]:
        """The first answer, as `boussole ask --json` gives it."""
        return self.turns[0]["answer"] if self.turns else NO_ANSWER

    @property
    def last(self) -> Mapping[str, Any]:
        """The last answer."""
        return self.turns[-1]["answer"] if self.turns else NO_ANSWER

    def to_json(self) -> dict[str, Any]:
        """A line of `answers.jsonl`."""
        return asdict(self)


NO_ANSWER: Mapping[str, Any] = {
    "kind": "error",
    "lang": "",
    "text": "",
    "citations": [],
    "verdicts": {},
    "facts": {"known": {}, "proposed": {}},
    "ask": [],
    "composer": "extractive",
    "composer_note": "",
}


def from_json(data: Mapping[str, Any]) -> Record:
    """A record from its line."""
    return Record(**{**data, "found": tuple(data["found"]), "turns": tuple(data["turns"])})


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of one question (None: not applicable), and what it is grouped by."""

    id: str
    type: str
    split: str
    lang: str
    kind: str
    persona: str = ""
    documents: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    scores: Mapping[str, float | None] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """A line of `scores.jsonl`."""
        return asdict(self)


def scored_from_json(data: Mapping[str, Any]) -> Scored:
    """Scores from their line."""
    return Scored(**{**data, "documents": tuple(data["documents"]), "traits": tuple(data["traits"])})
