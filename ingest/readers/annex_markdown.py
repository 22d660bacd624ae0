"""Reads one annex of a regulation: its parts and chapters, numbered sections and named items.

Ids: a lettered part stands before the number (`anx_XIV/A/1`); a chapter does so only where the
annex numbers its sections anew in each chapter (`anx_XV/II/3`, but `anx_VIII/6.3`). Parts and
chapters are provisions of their own in both cases, and the sections' parents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.models import ProvisionKind
from ingest.readers.annex_headings import sentence_case, slug
from ingest.readers.builder import ReadingBuilder
from ingest.readers.regulation_blocks import Block
from ingest.readers.regulation_points import write_unit

_PART = re.compile(r"(PART|CHAPTER)\s+([A-Z]+)\Z", re.IGNORECASE)
# "14.6 Any …": some printed numbers lack their last dot; only a whole number must have it.
_NUMBER = re.compile(r"([1-9]\d*(?:\.[1-9]\d*)+|[1-9]\d*(?=\.))\.?\s+")
_LONGEST_HEADING = 80


def read_annex(builder: ReadingBuilder, annex_id: str, number: str, blocks: Sequence[Block]) -> None:
    """Add annex `number` with all its provisions; its first heading is its title."""
    body = [block for block in blocks if not block.is_footnote]
    titled = bool(body) and body[0].level > 0
    title = sentence_case(body[0].text) if titled else ""
    builder.open(annex_id, ProvisionKind.ANNEX, title=title)
    label = f"Annex {number} {title}".strip()
    walk = _AnnexWalk(builder, annex_id, label, renumbers=_renumbers(body))
    for block in body[titled:]:
        walk.take(block)
    walk.write()
    for block in blocks:
        if block.is_footnote:
            builder.skip(block.text, "footnote")


class _AnnexWalk:
    """Where the reader stands in an annex: its part, the sections of it, the unit being filled."""

    def __init__(self, builder: ReadingBuilder, annex_id: str, label: str, *, renumbers: bool) -> None:
        self._builder = builder
        self._annex = annex_id
        self._renumbers = renumbers
        self._part = annex_id
        self._base = annex_id
        self._part_label = ""
        self._sections: dict[str, str] = {}
        self._section = annex_id
        self._trails: dict[str, tuple[str, ...]] = {annex_id: (label,)}
        self._unit = annex_id
        self._heading = ""
        self._blocks: list[str] = []

    def take(self, block: Block) -> None:
        """Read the next block of the annex."""
        if numbered := _NUMBER.match(block.text):
            self._open_section(numbered[1], block.text[numbered.end() :], block)
        elif not block.level:
            self._blocks.append(block.text)
        elif part := _PART.match(block.text):
            self._open_part(part[1].capitalize(), part[2])
        elif self._part_label:
            self._title_part(sentence_case(block.text))
        else:
            self._open_item(block.text)

    def write(self, *, next_parent: str = "") -> None:
        """Write the blocks gathered for the open unit.

        A heading that nothing follows (IVDR annex II, 6.1.2.4) is the words of its section.
        """
        if self._heading and not self._blocks and next_parent != self._unit:
            self._builder.set_title(self._unit, "")
            self._blocks = [self._heading]
        write_unit(self._builder, self._unit, self._blocks, path=self._trails[self._unit])
        self._blocks = []

    def _open(self, provision: str, kind: ProvisionKind, parent: str, *, title: str, heading: str) -> None:
        self.write(next_parent=parent)
        path = self._trails[parent]
        self._builder.open(provision, kind, parent=parent, title=title, path=path)
        self._trails[provision] = (*path, heading) if heading else path
        self._unit, self._heading = provision, heading

    def _open_part(self, word: str, letter: str) -> None:
        part = f"{self._annex}/{letter}"
        self._part_label = f"{word} {letter}"
        self._open(part, ProvisionKind.PART, self._annex, title="", heading=self._part_label)
        self._part = self._section = part
        self._base = part if word == "Part" or self._renumbers else self._annex
        self._sections = {}

    def _title_part(self, title: str) -> None:
        self._builder.set_title(self._part, title)
        self._trails[self._part] = (*self._trails[self._annex], f"{self._part_label} {title}")
        self._part_label = ""

    def _open_section(self, number: str, words: str, block: Block) -> None:
        title = sentence_case(words.rstrip(":")) if _is_heading(words, block) else ""
        section = f"{self._base}/{number}"
        heading = f"{number}. {title}" if title else ""
        parent = self._parent_section(number)
        self._open(section, ProvisionKind.SECTION, parent, title=title, heading=heading)
        self._sections[number] = self._section = section
        self._part_label = ""
        if not title:
            self._blocks.append(block.text)

    def _parent_section(self, number: str) -> str:
        """The nearest section whose number begins this one; the part where there is none."""
        while "." in number:
            number = number.rpartition(".")[0]
            if number in self._sections:
                return self._sections[number]
        return self._part

    def _open_item(self, name: str) -> None:
        """A headed item without number (the UDI terms of annex VI): its name makes its id."""
        defines = self._trails[self._section][-1].endswith(" Definitions")
        kind = ProvisionKind.DEFINITION if defines else ProvisionKind.SECTION
        self._open(f"{self._section}/{slug(name)}", kind, self._section, title=name, heading=name)


def _is_heading(words: str, block: Block) -> bool:
    """Whether numbered words are a heading: some sentences are marked so, some headings not."""
    if block.level:
        return not words.endswith(".")
    return len(words) < _LONGEST_HEADING and words[-1].isalpha() and not words.endswith(" and")


def _renumbers(blocks: Sequence[Block]) -> bool:
    numbers = [found[1] for block in blocks if (found := _NUMBER.match(block.text))]
    return len(set(numbers)) < len(numbers)
