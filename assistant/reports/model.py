"""A report as plain data: sections of paragraphs, lists, quotes and tables, with numbered references. No format is known here."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """Words, bold or not."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline citation: the number of a reference of the report."""

    n: int


Spans = tuple[Text | Mark, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a `note` is set apart as smaller print."""

    spans: Spans
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words exactly as they stand elsewhere (line ends kept), and below them where that is."""

    text: str
    source: Spans = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; `shares` are the widths of the columns, of a whole of 1. An empty head has no row."""

    head: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]
    shares: tuple[float, ...]


Block = Paragraph | Bullets | Quote | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of level 1 to 3 and what stands under it, up to the next heading."""

    title: str
    blocks: tuple[Block, ...] = ()
    level: int = 1


@dataclass(frozen=True, slots=True)
class Reference:
    """A provision cited: its number in the report, label, what is known of the text read, and address (may be empty)."""

    n: int
    id: str
    label: str
    details: str
    url: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report in `language`, made on `date` (YYYY-MM-DD); `disclaimer` stands on every page that a format has."""

    title: str
    language: str
    date: str
    disclaimer: str
    about: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    references_title: str
    references: tuple[Reference, ...]
    annexes: tuple[Section, ...] = ()


def plain(text: str) -> Spans:
    """Words as they are."""
    return (Text(text),) if text else ()


def bold(text: str) -> Spans:
    """Words in bold."""
    return (Text(text, bold=True),)


def printable(text: str) -> str:
    """Text without what no document may hold: control characters, halves of characters."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n"))
