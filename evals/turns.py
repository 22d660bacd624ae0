"""Turns of conversations with the kind each is: development ones, and held-back ones that nothing is fitted on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.routing import TurnKind
from assistant.turn_signs import Context
from evals.gold import Answerable, Interview, Refusal, gold_files, load_gold
from evals.questions import load as load_questions
from rules.facts import FACT_BY_NAME

FOLDER = Path(__file__).parent / "turns"
HELD_BACK_SEVENTHS = (0, 1)
"""A turn is held back when the SHA-256 of its text, as a number, leaves one of these on division by 7."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person says: `pending` is the fact an interview has just asked for, `history` a previous answer."""

    text: str
    lang: str
    kind: TurnKind
    pending: str = ""
    history: bool = False

    @property
    def context(self) -> Context:
        """What stands open when it is said."""
        return Context(self.pending, self.history)


def load(name: str) -> list[Turn]:
    """The turns of `development` or `held_back`. Raises ValueError on a doubled, malformed or misplaced one."""
    turns: dict[Turn, None] = {}
    for entry in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")):
        turn = _turn(name, entry)
        if turn in turns:
            raise ValueError(f"{name}.yaml: {turn.text!r} appears twice")
        turns[turn] = None
    return list(turns)


def load_from_questions(name: str) -> list[Turn]:
    """The search questions of `evals/questions/` as turns: questions for the texts, but those that wish for a verdict.

    `of_questions.yaml` lists these, and those that may be read either way, which are left out.
    """
    listed = yaml.safe_load((FOLDER / "of_questions.yaml").read_text(encoding="utf-8"))
    questions = [q for q in load_questions(name) if q.id not in listed["either"]]
    wishes = set(listed["verdict"])
    return [
        Turn(q.question, q.lang, TurnKind.VERDICT if q.id in wishes else TurnKind.QUESTION) for q in questions
    ]


_OUT_OF_SCOPE = ("off_topic", "injection", "advice")
"""Reasons of a gold refusal that a turn shows by itself; what only the texts can tell is a question to them."""


def load_from_gold(split: str) -> list[Turn]:
    """The gold questions of a split as first turns. Raises GoldError as `load_gold` does."""
    turns = []
    for one in load_gold(gold_files()):
        if one.split != split:
            continue
        if isinstance(one, Interview):
            turns.append(Turn(one.first, one.lang, TurnKind.VERDICT))
        elif isinstance(one, Refusal):
            kind = TurnKind.OUT_OF_SCOPE if one.reason in _OUT_OF_SCOPE else TurnKind.QUESTION
            turns.append(Turn(one.question, one.lang, kind))
        else:
            kind = TurnKind.QUESTION if isinstance(one, Answerable) else TurnKind.VERDICT
            turns.append(Turn(one.question, one.lang, kind))
    return turns


def is_held_back(text: str) -> bool:
    """Whether the rule of the split puts a turn among the held-back ones."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 7 in HELD_BACK_SEVENTHS


def _turn(name: str, entry: Mapping[str, Any]) -> Turn:
    known = {"kind", "lang", "text", "pending", "history", "read"}
    if stray := set(entry) - known:
        raise ValueError(f"{name}.yaml: unknown key {sorted(stray)[0]!r} in {entry.get('text')!r}")
    turn = Turn(
        entry["text"],
        entry["lang"],
        TurnKind(entry["kind"]),
        entry.get("pending", ""),
        entry.get("history", False),
    )
    if turn.pending and turn.pending not in FACT_BY_NAME:
        raise ValueError(f"{name}.yaml: {turn.text!r} awaits {turn.pending!r}, which is no fact")
    place = "held_back" if is_held_back(turn.text) and not entry.get("read") else "development"
    if place != name:
        raise ValueError(f"{name}.yaml: {turn.text!r} belongs in {place}.yaml")
    return turn
