"""Takes the footnotes of a page from below its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.builder import fold_space
from ingest.readers.guidance_guides import Guide

_MARK = re.compile(r"(\d{1,3})(?:\s+(.*))?$")
_MOST_ON_A_PAGE = 15


@dataclass
class _Note:
    mark: str
    words: list[str] = field(default_factory=list)


def split_notes(page: Sequence[str], guide: Guide, expected: int) -> tuple[list[str], list[str], int]:
    """The lines of the page without its footnotes, the footnotes, and the number of the next one.

    `expected` is the number of the first footnote not seen yet. A footnote reads `12 Its words`.
    """
    begin = _first_line(page, guide, expected)
    notes: list[_Note] = []
    for line in map(fold_space, page[begin:]):
        _add(notes, line, guide, expected)
    _give_stray_marks(notes)
    marks = [int(note.mark) for note in notes if note.mark]
    texts = [fold_space(f"{note.mark} {' '.join(note.words)}") for note in notes]
    following = max(marks, default=expected - 1) + 1
    return list(page[:begin]), texts, following + (following in guide.absent_notes)


def _first_line(page: Sequence[str], guide: Guide, expected: int) -> int:
    if guide.note_rule:
        ruled = (i for i, line in enumerate(page) if re.match(guide.note_rule, line))
        return next(ruled, len(page))
    folded = [fold_space(line) for line in page]
    marked = [i for i, line in enumerate(folded) if _is_mark(line, expected, expected)]
    stray = [i for i, line in enumerate(folded) if _is_stray(line, guide)]
    return min([*marked[-1:], *stray[:1]], default=len(page))


def _is_mark(line: str, first: int, last: int) -> bool:
    found = _MARK.match(line)
    return found is not None and first <= int(found[1]) <= last


def _is_stray(line: str, guide: Guide) -> bool:
    return bool(guide.stray_notes) and re.match(guide.stray_notes, line) is not None


def _add(notes: list[_Note], line: str, guide: Guide, expected: int) -> None:
    seen = {note.mark for note in notes}
    found = _MARK.match(line)
    if found and found[1] not in seen and _is_mark(line, expected, expected + _MOST_ON_A_PAGE):
        notes.append(_Note(found[1], [found[2] or ""]))
    elif line and (not notes or _is_stray(line, guide)):
        notes.append(_Note("", [line]))
    elif line:
        notes[-1].words.append(line)


def _give_stray_marks(notes: list[_Note]) -> None:
    alone = [note for note in notes if note.mark and not any(note.words)]
    without = [note for note in notes if not note.mark]
    for mark, note in zip(alone, without, strict=False):
        note.mark = mark.mark
        notes.remove(mark)
