"""An act as a tree of lines: what the three formats are read into, before citation ids are given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.models import ActFacts, ChangeAction

_TABLE_TITLE = re.compile(
    r"(?:TABLE |LIST |LISTE )?(?:OF |DES )?ANNEXES\Z|TABLE OF CONTENTS\Z|TABLE DES MATI[ÈE]RES\Z",
    re.IGNORECASE,
)
_TABLE_ROW = re.compile(r"(?:ANNEXE?\s+)?[IVXL]+\b", re.IGNORECASE)

Skipped = list[tuple[str, str]]
"""Blocks left out on purpose, each with its reason."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An amendment mark: `act` (a CELEX number) did `action` to what stands under it."""

    act: str
    action: ChangeAction


@dataclass(slots=True)
class Line:
    """One block of words with the lines it holds.

    `marker` is the number as printed (`(a)`, `12)`, `1 bis.`, `—`), empty for words without one; `text` are
    the words after it. `level` is 0 for words, 1 and more for headings. `mark` is the amendment that the
    whole line stands under, `partly` those that touch some of its words. Without text and marker but with
    the mark DELETED it is the place of something that is gone.
    """

    text: str = ""
    marker: str = ""
    level: int = 0
    children: list[Line] = field(default_factory=list)
    mark: Mark | None = None
    partly: tuple[Mark, ...] = ()
    is_paragraph: bool = False

    @property
    def words(self) -> str:
        """Marker and text as they are printed."""
        return f"{self.marker} {self.text}".strip()

    @property
    def is_deleted(self) -> bool:
        """Whether an amending act took the line out."""
        return self.mark is not None and self.mark.action is ChangeAction.DELETED

    def walk(self) -> Iterator[Line]:
        """The line and all it holds, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Unit:
    """An article, recital or annex: `key` is its ELI id (`art_10a`, `rct_19`, `anx_VIII`), `label` its printed number."""

    key: str
    label: str = ""
    title: str = ""
    lines: list[Line] = field(default_factory=list)
    mark: Mark | None = None


@dataclass(slots=True)
class ActTree:
    """All units of an act in reading order. A `Mark` among them is the place of units that were deleted."""

    facts: ActFacts
    recitals: list[Unit] = field(default_factory=list)
    articles: list[Unit | Mark] = field(default_factory=list)
    annexes: list[Unit | Mark] = field(default_factory=list)
    skipped: Skipped = field(default_factory=list)


def is_table_of_annexes(title: str, lines: Sequence[Line]) -> bool:
    """Whether an annex without a number is only the list of those that follow, with which the MDR's begin."""
    rows = [line.words for top in lines for line in top.walk() if line.words]
    return bool(_TABLE_TITLE.match(title)) or (len(rows) > 1 and all(map(_TABLE_ROW.match, rows)))
