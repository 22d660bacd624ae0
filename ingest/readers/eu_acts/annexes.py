"""Writes one annex: its parts and chapters, its numbered sections, and what stands below each.

Ids are those of `annex_markdown`: a lettered part stands before the number (`anx_XIV/A/1`), a chapter only
where the annex numbers its sections anew (`anx_XV/II/3`, but `anx_VIII/6.3`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.models import ProvisionKind
from ingest.errors import SourceError
from ingest.readers.annex_headings import sentence_case, slug
from ingest.readers.eu_acts.labels import label
from ingest.readers.eu_acts.points import LineWriter
from ingest.readers.eu_acts.tree import Line, Unit

_ANNEX = re.compile(r"ANNEXE?\b\s*([IVXL]*)(?:\s*([a-z]{1,9}))?\s*\Z", re.IGNORECASE)
_PART = re.compile(
    r"(PARTIE|PART|CHAPITRE|CHAPTER|SECTION)\s+([A-Z]{1,5})\b[.:]?\s*[—–-]?\s*(.*)\Z", re.IGNORECASE
)
_CHAPTERS = ("CHAPTER", "CHAPITRE")
_NUMBER = re.compile(r"([1-9]\d*(?:\.[1-9]\d*)+|[1-9]\d*(?=\.))\.?(?:\s+|\Z)")
_LETTER = re.compile(r"(\(?[a-z]{1,5}(?: [a-z]+)?\))\s+")
_DOTTED = re.compile(r"[1-9]\d*(?:\.[1-9]\d*)+\.?\Z")
_DEFINITIONS = ("Definitions", "Définitions")
_LONGEST_TITLE = 400


def write_annex(writer: LineWriter, annex: str, unit: Unit) -> None:
    """Add the annex `annex` with all its provisions. Raises SourceError when it does not begin with its number."""
    lines = list(unit.lines)
    number = unit.label or (lines.pop(0).words if lines else "")
    if not _ANNEX.match(number):
        raise SourceError(
            f"{annex}: begins with '{number[:40]}' where its number should stand; check the file"
        )
    title = unit.title or _take_title(lines)
    writer.builder.open(annex, ProvisionKind.ANNEX, title=sentence_case(title))
    writer.builder.skip(number, "heading")
    writer.changes.note_mark(annex, unit.mark)
    heading = f"{sentence_case(number)} {sentence_case(title)}".strip()
    walk = _AnnexWalk(writer, annex, _roman_label(heading, number), renumbers=_renumbers(lines))
    for line in _flat(lines):
        walk.take(line)
    walk.close()


def _roman_label(heading: str, number: str) -> str:
    """`Annex VIII …`: sentence case would write the numeral small."""
    found = _ANNEX.match(number)
    roman = found[1].upper() if found else ""
    return heading.replace(f" {roman.lower()}", f" {roman}", 1) if roman else heading


def _take_title(lines: list[Line]) -> str:
    """The heading after the number, or the first words when no heading stands there and no sentence does."""
    if not lines or _PART.match(lines[0].words) or _NUMBER.match(lines[0].words) or lines[0].marker:
        return ""
    first = lines[0]
    is_title = first.level or (first.text[-1:] not in ".:;," and len(first.text) < _LONGEST_TITLE)
    return lines.pop(0).text if is_title and not first.is_deleted and len(lines) > 1 else ""


def _flat(lines: Sequence[Line]) -> list[Line]:
    """Lines with the sections that some renditions nest (`10.1.` inside `10.`) in a row."""
    flat: list[Line] = []
    for line in lines:
        nested = next((i for i, c in enumerate(line.children) if _DOTTED.match(c.marker)), None)
        if nested is None or not _NUMBER.match(line.words):
            flat.append(line)
        else:
            rest, line.children = line.children[nested:], line.children[:nested]
            flat += [line, *_flat(rest)]
    return flat


def _renumbers(lines: Sequence[Line]) -> bool:
    """Whether a number comes back in a later part or chapter."""
    parts: dict[str, set[int]] = defaultdict(set)
    part = 0
    for line in lines:
        if line.level and _PART.match(line.words):
            part += 1
        elif found := _NUMBER.match(line.words):
            parts[found[1]].add(part)
    return any(len(found) > 1 for found in parts.values())


class _AnnexWalk:
    """Where the walk stands in an annex: its part, the sections of it, the unit being filled."""

    def __init__(self, writer: LineWriter, annex: str, heading: str, *, renumbers: bool) -> None:
        self._writer = writer
        self._annex = annex
        self._renumbers = renumbers
        self._part = self._base = self._section = self._unit = annex
        self._untitled_part = ""
        self._sections: dict[str, str] = {}
        self._trails: dict[str, tuple[str, ...]] = {annex: (heading,)}
        self._bare: Line | None = None
        self._listed = 0

    def take(self, line: Line) -> None:
        """Read the next line of the annex."""
        part = _PART.match(line.words) if line.level else None
        number = _NUMBER.match(line.words)
        if line.is_deleted:
            self._delete(line, number[1] if number else "")
        elif part:
            self._open_part(line, part[1], part[2].upper(), part[3])
        elif number and not self._is_list_item(line, number[1]):
            self._open_section(line, number[1], line.words[number.end() :])
        elif not line.level:
            self._words([line])
        elif self._untitled_part:
            self._title_part(line)
        elif letter := _LETTER.match(line.words):
            self._open_lettered(line, letter[1], line.words[letter.end() :])
        else:
            self._named(line)

    def close(self) -> None:
        """End the open unit: a heading that nothing follows is the words of its section."""
        if self._bare is not None:
            self._writer.builder.set_title(self._unit, "")
            self._writer.add(self._unit, self._bare)
        self._bare = None

    def _words(self, lines: list[Line]) -> None:
        self._heading_stands()
        self._writer.write(self._unit, lines, path=self._trails[self._unit])

    def _heading_stands(self) -> None:
        """The open heading has words below it, so it is a title and its number is in the id."""
        if self._bare is not None:
            self._writer.builder.skip(self._bare.words.removesuffix(self._bare.text), "heading")
            self._bare = None

    def _open(
        self, line: Line, provision: str, kind: ProvisionKind, parent: str, title: str, heading: str
    ) -> None:
        if parent == self._unit:
            self._heading_stands()
        self.close()
        path = self._trails[parent]
        self._writer.builder.open(provision, kind, parent=parent, title=title, path=path)
        self._trails[provision] = (*path, heading) if heading else path
        self._unit = provision
        self._listed = 0
        if title:
            self._writer.changes.note_mark(provision, line.mark)

    def _open_part(self, line: Line, word: str, letter: str, title: str) -> None:
        part = f"{self._annex}/{letter}"
        name = f"{word.capitalize()} {letter}"
        self._open(
            line, part, ProvisionKind.PART, self._annex, sentence_case(title), f"{name} {title}".strip()
        )
        self._writer.builder.skip(line.words.removesuffix(title), "heading")
        self._writer.changes.note_mark(part, line.mark)
        self._untitled_part = "" if title else name
        self._part = self._section = part
        keeps_letter = word.upper() not in _CHAPTERS or self._renumbers
        self._base = part if keeps_letter else self._annex
        self._sections = {}

    def _title_part(self, line: Line) -> None:
        title = sentence_case(line.words)
        self._writer.builder.set_title(self._part, title)
        self._trails[self._part] = (*self._trails[self._annex], f"{self._untitled_part} {title}")
        self._untitled_part = ""

    def _is_list_item(self, line: Line, number: str) -> bool:
        """Whether a plain number goes on a list inside a section instead of opening the next section."""
        taken = f"{self._base}/{number}" in self._writer.builder
        if line.level or not number.isdigit() or not (taken or int(number) == self._listed + 1 > 1):
            return False
        self._listed = int(number)
        return True

    def _open_section(self, line: Line, number: str, text: str) -> None:
        title = sentence_case(text.rstrip(":")) if _is_heading(line, text) else ""
        section = f"{self._base}/{number}"
        heading = f"{number}. {title}" if title else ""
        self._open(line, section, ProvisionKind.SECTION, self._parent_section(number), title, heading)
        self._sections[number] = self._section = section
        self._untitled_part = ""
        plain = Line(line.words, mark=line.mark, partly=line.partly)
        if title:
            self._bare = Line(text, line.words.removesuffix(text).strip(), mark=line.mark, partly=line.partly)
        else:
            self._writer.add(section, plain)
        if line.children:
            self._words(line.children)

    def _parent_section(self, number: str) -> str:
        """The nearest section whose number begins this one; the part where there is none."""
        while "." in number:
            number = number.rpartition(".")[0]
            if number in self._sections:
                return self._sections[number]
        return self._part

    def _open_lettered(self, line: Line, marker: str, text: str) -> None:
        """A heading with a letter (`a) …`): a point of the section that is open."""
        point = f"{self._section}/{label(marker)}"
        self._open(line, point, ProvisionKind.POINT, self._section, text, f"{marker} {text}")
        self._bare = Line(text, marker, mark=line.mark)

    def _named(self, line: Line) -> None:
        """A heading without number (the UDI terms of annex VI): its English name makes its id.

        In another language it has no id that the languages share, and is words of the section.
        """
        if self._writer.builder.language != "en":
            self._words([line])
            return
        defines = self._trails[self._section][-1].endswith(_DEFINITIONS)
        kind = ProvisionKind.DEFINITION if defines else ProvisionKind.SECTION
        self._open(line, f"{self._section}/{slug(line.words)}", kind, self._section, line.words, line.words)

    def _delete(self, line: Line, number: str) -> None:
        point = f"{self._base}/{number}" if number else ""
        if not number and label(line.marker):
            point = f"{self._unit}/{label(line.marker)}"
        home = self._unit if line.words and not number else self._section
        stems = tuple(dict.fromkeys(f"{p}/" for p in (self._unit, self._section, self._base, self._part)))
        self._writer.delete(home, point, line, stems=stems)


def _is_heading(line: Line, text: str) -> bool:
    """Whether numbered words are a heading: some sentences are marked so."""
    return bool(text) and line.level > 0 and not text.endswith(".")
