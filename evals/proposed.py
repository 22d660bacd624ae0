"""Measures what is read from first messages into proposed facts: `python -m evals.proposed`.

Prints recall and precision over the development messages, with each fact missed or wrongly read; with
`--split held_back` the two figures alone. Needs no index and no encoder.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assistant.proposed import propose
from evals.gold import DEVELOPMENT, HELD_BACK, VerdictWish, gold_files, load_gold
from evals.measures.verdicts import same
from rules import decide

FOLDER = Path(__file__).parent / "proposed"
HELD_BACK_THIRD = 0
"""A message is held back when the SHA-256 of its text, as a number, leaves this on division by 3."""


@dataclass(frozen=True, slots=True)
class FirstMessage:
    """What a person writes first: the facts it `says`, and those it `may` be read to say; any other is wrong, unless
    what it says is not told in whole."""

    text: str
    says: Mapping[str, Any]
    may: Mapping[str, Any] = field(default_factory=dict)
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one fact of a message: `read` is what was proposed, `said` what it says, None for nothing."""

    text: str
    fact: str
    said: Any
    read: Any
    words: str = ""

    @property
    def is_right(self) -> bool:
        """Whether it was read as it was said."""
        return same(self.read, self.said)


@dataclass(frozen=True, slots=True)
class Shares:
    """Recall over the facts `said`, precision over those `read`."""

    said: int
    read: int
    right: int

    @property
    def recall(self) -> float:
        """Share of the facts said that were read with their value; 1.0 when none was said."""
        return self.right / self.said if self.said else 1.0

    @property
    def precision(self) -> float:
        """Share of the facts read that were said; 1.0 when none was read."""
        return self.right / self.read if self.read else 1.0


def load(name: str) -> list[FirstMessage]:
    """The messages of `development` or `held_back`. Raises ValueError on one that is misplaced or names no fact."""
    found = []
    for entry in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")):
        message = FirstMessage(**entry)
        if (HELD_BACK if is_held_back(message.text) else DEVELOPMENT) != name:
            raise ValueError(f"{name}.yaml: {message.text!r} belongs in the other file")
        for facts in (message.says, message.may):
            if error := decide(dict(facts), ()).get("error"):
                raise ValueError(
                    f"{name}.yaml: {message.text!r}: {error['kind']} {', '.join(error['facts'])}"
                )
        found.append(message)
    return found


def of_wishes(split: str) -> list[FirstMessage]:
    """The wishes for a verdict of the gold, with the facts they state; what else they may say is not listed there."""
    wishes = [q for q in load_gold(gold_files()) if isinstance(q, VerdictWish) and q.split == split]
    return [FirstMessage(w.question, w.stated, is_whole=False) for w in wishes]


def is_held_back(text: str) -> bool:
    """Whether the rule of the split puts a message among the held-back ones."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 3 == HELD_BACK_THIRD


def told(messages: Sequence[FirstMessage]) -> Iterator[Told]:
    """Every fact said or read, message by message; what may be read and was so is left out."""
    for message in messages:
        read = {one.fact: one for one in propose(message.text)}
        for fact in dict.fromkeys((*message.says, *read)):
            one = read.get(fact)
            value = one.value if one else None
            if one and (same(value, message.may.get(fact)) or not (message.is_whole or fact in message.says)):
                continue
            yield Told(message.text, fact, message.says.get(fact), value, one.words if one else "")


def shares(found: Sequence[Told]) -> Shares:
    """Recall and precision of what was told."""
    return Shares(
        sum(t.said is not None for t in found),
        sum(t.read is not None for t in found),
        sum(t.is_right for t in found),
    )


def main() -> None:
    """Print the figures, and for the development messages what was missed and what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=(DEVELOPMENT, HELD_BACK), default=DEVELOPMENT)
    split = parser.parse_args().split
    for name, messages in (("first messages", load(split)), ("gold wishes", of_wishes(split))):
        found = list(told(messages))
        counted = shares(found)
        print(f"{name}, {split}: recall {counted.recall:.3f} of {counted.said}", end="")
        print(f", precision {counted.precision:.3f} of {counted.read}")
        if split == DEVELOPMENT:
            for one in sorted(
                (t for t in found if not t.is_right), key=lambda t: (t.read is not None, t.fact)
            ):
                what = "wrong" if one.read is not None else "missed"
                print(f"  {what} {one.fact}: said {one.said}, read {one.read} «{one.words}» | {one.text}")


if __name__ == "__main__":
    main()
