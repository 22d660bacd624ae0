"""The declared structure of a saved web page: short anchors in source order, and where each leads.

An outline holds no sentence of its source: an anchor is the first few words of a block, and the
words up to the next anchor go where the anchor says. What a page prints in columns is put together
again by sending several anchors to one passage.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.readers.builder import fold_space

_MARKUP = re.compile(r"^\s*(?:#{1,6}\s+|[•➤]\s*|-\s+)|\*{1,2}")
_LINK = re.compile(r"\[(?P<words>(?:\\.|[^\]])*)\]\(#?[^()]*\)")
_BROKEN_ELISION = re.compile(r"(?<=\w['’])\n")
_OPENS_BLOCK = re.compile(r"\s*(?:#{1,6}\s|[•➤]|-\s|(?:https?|file):/)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One anchor. One of `passage`, `skip` and `heading` says what its block and the next ones are.

    `passage` is a locator; `title` empty means that the anchored block is the title. `drop` leaves
    the anchored block out for that reason; `lead` puts the words before those the passage has
    already; `row` joins them as one table row; `parent` overrides the one the locator tells.
    `level` is the depth of a heading, or the depth at which a passage closes the headings above it.
    """

    at: str
    passage: str = ""
    title: str = ""
    drop: str = ""
    skip: str = ""
    heading: bool = False
    level: int = 0
    lead: bool = False
    row: bool = False
    parent: str = ""

    def matches(self, block: str) -> bool:
        """Whether the mark stands at this block."""
        return opens_with(block, self.at)


@dataclass(frozen=True, slots=True)
class Outline:
    """A page: its marks in source order, and its furniture.

    `furniture` maps anchors of blocks that recur and belong to no passage (widgets, bare addresses,
    dividers) to the reason for leaving them out. `wrapped` says that paragraphs run over several
    lines. A page with a `title` is cited whole: it is a provision under its bare document id (`ansm`).
    """

    marks: tuple[Mark, ...]
    furniture: Mapping[str, str] = field(default_factory=dict)
    wrapped: bool = False
    title: str = ""

    def furniture_reason(self, block: str) -> str:
        """Why a block is left out wherever it stands; empty when it is not furniture."""
        return next((why for at, why in self.furniture.items() if opens_with(block, at)), "")

    def blocks(self, text: str) -> list[str]:
        """The page cut into blocks, markup removed."""
        found: list[list[str]] = [[]]
        is_closed = False
        for line in text.splitlines():
            plain = plain_text(line)
            if not plain or is_closed or not self.wrapped or self._opens(line, plain):
                found.append([])
            if plain:
                found[-1].append(plain)
            is_closed = self._stands_alone(line, plain)
        return [_joined(lines) for lines in found if lines]

    def _opens(self, line: str, plain: str) -> bool:
        seen = match_form(plain)
        is_sign = bool(_OPENS_BLOCK.match(line)) or bool(self.furniture_reason(seen))
        return is_sign or any(mark.matches(seen) for mark in self.marks)

    def _stands_alone(self, line: str, plain: str) -> bool:
        """Whether no wrapped line can follow: a heading, or a line that is an anchor as a whole."""
        seen = match_form(plain)
        anchors = (*(mark.at for mark in self.marks), *self.furniture)
        return line.lstrip().startswith("#") or f"{seen}$" in anchors


def opens_with(block: str, anchor: str) -> bool:
    """Whether a block opens with the anchor, whole words only; `$` at its end means whole block."""
    if anchor.endswith("$"):
        return block == anchor[:-1]
    after = block[len(anchor) : len(anchor) + 1]
    return block.startswith(anchor) and not (after.isalnum() and anchor[-1].isalnum())


def _joined(lines: list[str]) -> str:
    return _BROKEN_ELISION.sub("", "\n".join(lines)).replace("\n", " ")


def plain_text(line: str) -> str:
    """A line without list signs, emphasis and link targets."""
    unlinked = _LINK.sub(lambda m: m["words"], line).replace("\\(", "(").replace("\\)", ")")
    return fold_space(_MARKUP.sub("", unlinked))


def match_form(block: str) -> str:
    """A block as anchors see it: straight apostrophes."""
    return block.replace("’", "'")


def passage(
    at: str,
    locator: str,
    title: str = "",
    *,
    drop: str = "",
    level: int = 0,
    row: bool = False,
    parent: str = "",
) -> Mark:
    """Here a passage opens. Without `title` the anchored block is its title."""
    return Mark(at, locator, title, drop=drop, level=level, row=row, parent=parent)


def more(at: str, locator: str, *, drop: str = "", lead: bool = False) -> Mark:
    """Here stand more words of a passage that an earlier mark opened."""
    return Mark(at, locator, drop=drop, lead=lead)


def heading(at: str, level: int = 1) -> Mark:
    """A heading above the passages that follow."""
    return Mark(at, heading=True, level=level)


def skip(at: str, reason: str) -> Mark:
    """From here on nothing is content, for this reason."""
    return Mark(at, skip=reason)
