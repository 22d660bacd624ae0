"""Writes the blocks of one unit (paragraph, section, definition) with its points (a), (i).

Words without a marker may stand after a list, and nothing says whose they are. From the
punctuation: they belong to the last point when the list goes on after them or when its sentence is
not finished, and to the provision that holds the points otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.ids import roman_to_int
from corpus.models import ProvisionKind
from ingest.readers.builder import ReadingBuilder
from ingest.readers.regulation_blocks import DASH

_MARKER = re.compile(r"\(([a-z]{1,5})\)\s")
_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_FINISHED = (".", ";")


@dataclass(frozen=True, slots=True)
class _Point:
    """A point of an open list; `holder` is the id of the provision that holds the list."""

    holder: str
    label: str
    in_romans: bool

    @property
    def id(self) -> str:
        return f"{self.holder}/{self.label}"

    @property
    def next_label(self) -> str:
        if self.in_romans:
            return roman(roman_to_int(self.label.upper()) + 1)
        return _letter_after(self.label)


def write_unit(builder: ReadingBuilder, unit: str, blocks: Sequence[str], *, path: tuple[str, ...]) -> None:
    """Add `blocks` to the provision `unit`, opening one for each point with the heading `path`."""
    _UnitWriter(builder, unit, blocks, path).write()


def roman(number: int) -> str:
    """A number below 40 in small Roman numerals."""
    return "x" * (number // 10) + _ROMAN_ONES[number % 10]


class _UnitWriter:
    """Walks the blocks; `_home` takes the dash items, `_lists` has the last point of open lists."""

    def __init__(
        self, builder: ReadingBuilder, unit: str, blocks: Sequence[str], path: tuple[str, ...]
    ) -> None:
        self._builder = builder
        self._unit = unit
        self._blocks = blocks
        self._path = path
        self._home = unit
        self._lists: list[_Point] = []

    def write(self) -> None:
        for place, block in enumerate(self._blocks):
            if point := self._point_at(place):
                self._open(point)
            elif not block.startswith(DASH):
                self._home = self._home_of_words(place)
            self._builder.add(self._home, block)

    def _point_at(self, place: int) -> _Point | None:
        """The point that the block opens: the next of an open list, or the first of a new one."""
        label = _label(self._blocks[place])
        starts_romans = label == "i" and self._next_label(place) == "ii"
        before = None if starts_romans else self._followed_by(label)
        if before:
            return _Point(before.holder, label, before.in_romans)
        if label in ("a", "i"):
            return _Point(self._home, label, in_romans=label == "i")
        return None

    def _open(self, point: _Point) -> None:
        self._builder.open(point.id, ProvisionKind.POINT, parent=point.holder, path=self._path)
        self._close_lists_below(point.holder)
        self._lists.append(point)
        self._home = point.id

    def _home_of_words(self, place: int) -> str:
        """The provision that words without a marker belong to; closes the lists that end there."""
        if not self._lists:
            return self._unit
        last = self._lists[-1]
        lower = self._blocks[place][:1].islower()
        goes_on = self._followed_by(self._next_label(place))
        if goes_on == last and lower and not self._after_dashes(place):
            return last.holder  # "and, where necessary" between two points
        if goes_on:
            home = goes_on.id
        elif self._belongs_to_last(place):
            home = last.id
        else:
            home = last.holder if lower else self._unit
        self._close_lists_below(home)
        return home

    def _belongs_to_last(self, place: int) -> bool:
        """Whether words finish the sentence of the last point, or stand inside its dash list."""
        if self._home != self._lists[-1].id:
            return False
        if self._blocks[place][:1].islower():
            return self._after_dashes(place)
        inside_dashes = self._blocks[place].endswith(",") and self._before_dashes(place)
        return inside_dashes or not self._blocks[place - 1].endswith(_FINISHED)

    def _after_dashes(self, place: int) -> bool:
        return self._blocks[place - 1].startswith(DASH)

    def _before_dashes(self, place: int) -> bool:
        return any(block.startswith(DASH) for block in self._blocks[place + 1 : place + 2])

    def _followed_by(self, label: str) -> _Point | None:
        """The last point of the innermost open list that goes on with `label`."""
        return next((p for p in reversed(self._lists) if p.next_label == label), None)

    def _next_label(self, place: int) -> str:
        return next((m for m in map(_label, self._blocks[place + 1 :]) if m), "")

    def _close_lists_below(self, home: str) -> None:
        self._lists = [p for p in self._lists if f"{home}/".startswith(f"{p.id}/")]


def _label(block: str) -> str:
    """The letters of a point's marker, empty for a block without one."""
    found = _MARKER.match(block)
    return found[1] if found else ""


def _letter_after(label: str) -> str:
    """`b` after `a`, `aa` after `z`, `ab` after `aa`."""
    head, last = label[:-1], label[-1]
    if last != "z":
        return head + chr(ord(last) + 1)
    return (_letter_after(head) if head else "a") + "a"
