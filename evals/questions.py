"""The questions with known answers: development ones, and held-back ones (`held_back`, `people`) that nothing is tuned on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from corpus.ids import parse

_HERE = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the provisions that answer it, the most direct first; none when what it cites does not exist.

    `expected` lists alternatives: a good answer holds one string of each. `origin` says where a question of
    `people` comes from.
    """

    id: str
    lang: str
    persona: str
    kind: str
    documents: tuple[str, ...]
    question: str
    gold: tuple[str, ...]
    exists: bool = True
    expected: tuple[tuple[str, ...], ...] = ()
    origin: str = ""

    @property
    def group(self) -> str:
        """`regulations`, `french` or `guidance`: where the answer stands."""
        first = self.documents[0]
        if first in ("mdr", "ivdr"):
            return "regulations"
        return "guidance" if first.startswith(("mdcg", "qa-")) else "french"


def load(name: str) -> list[Question]:
    """The questions of `development`, `held_back` or `people`. Raises ValueError on a malformed or doubled entry."""
    entries = yaml.safe_load((_HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    questions = [
        Question(
            **{
                **e,
                "documents": tuple(e["documents"]),
                "gold": tuple(e["gold"]),
                "expected": tuple(map(tuple, e.get("expected", ()))),
            }
        )
        for e in entries
    ]
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise ValueError(f"{name}.yaml: {question.id} appears twice")
        seen.add(question.id)
        for gold in question.gold:
            parse(gold)
        if question.exists != bool(question.gold):
            raise ValueError(f"{name}.yaml: {question.id} needs gold ids, or exists: false")
    return questions
