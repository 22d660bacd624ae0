"""Cuts the Markdown of a regulation into blocks: headings, paragraphs, unfolded tables, footnotes.

The converter that made the files put lists into tables whose cells repeat (MDR annexes V, XII,
XIII, XVI); `_list_rows` gives each item back once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.builder import fold_space

DASH = "—"

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\w)([^*]*[\w.])\*(?!\w)")
_TABLE_RULE = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+\s*\Z")
_LIST_NUMBER = re.compile(r"\d+\.\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the source; `level` is 0 for text, 1 and more for headings."""

    text: str
    level: int = 0
    is_footnote: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """What stands under one heading of the second level: an article, an annex, the recitals."""

    heading: str
    blocks: list[Block] = field(default_factory=list)


def chapters(text: str) -> list[Chapter]:
    """The source by its headings of the second level; what precedes them has no heading."""
    found = [Chapter("")]
    for block in _blocks(text):
        if block.level == 2:
            found.append(Chapter(block.text))
        else:
            found[-1].blocks.append(block)
    return found


def _blocks(text: str) -> Iterator[Block]:
    rows: list[list[str]] = []
    in_footnotes = False
    for line in [*text.splitlines(), ""]:
        line = line.strip()
        if line.startswith("|"):
            if not _TABLE_RULE.match(line):
                rows.append([_plain(cell) for cell in line.strip("|").split("|")])
            continue
        yield from (Block(row) for row in _table(rows))
        rows = []
        heading = _HEADING.match(line)
        if line == "---":
            in_footnotes = True
        elif heading:
            in_footnotes = False
            yield Block(_plain(heading[2]), level=len(heading[1]))
        elif line:
            yield Block(_plain(line), is_footnote=in_footnotes)


def _plain(text: str) -> str:
    return fold_space(_EMPHASIS.sub(r"\1", text))


def _table(rows: list[list[str]]) -> Iterator[str]:
    """A table as blocks: a list laid out as a table by its items, any other one by its rows."""
    if not rows:
        return
    first = rows[0]
    if len(first) > 2 and not first[0] and _LIST_NUMBER.match(first[1]):
        yield from _list_rows(first, rows[1:])
    else:
        yield from (" | ".join(row) for row in rows)


def _list_rows(first: list[str], rest: list[list[str]]) -> Iterator[str]:
    """`|  | 4. | Words: (a) one (b) two | (a) | one | (b) | two |`, then rows (a), (b) again."""
    number, words, *repeated = first[1:]
    items = list(dict.fromkeys(f"{cells[0]} {cells[1]}" for cells in [*_pairs(repeated), *rest]))
    start = words.find(items[0]) if items else -1
    yield f"{number} {words[:start].strip() if start > 0 else words}"
    yield from items


def _pairs(cells: list[str]) -> list[list[str]]:
    return [cells[n : n + 2] for n in range(0, len(cells) - 1, 2)]
