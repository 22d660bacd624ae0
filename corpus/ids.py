"""Citation ids: parse, check, order and nest. Exact match only, an id is never repaired by likeness.

An id is `document/locator`, the locator one or more segments (`mdr/art_10/9/a`). The two regulations
(`EU_ACTS`) have a strict grammar that echoes EUR-Lex element ids; other documents have free segments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from corpus.errors import InvalidCitationId

EU_ACTS = frozenset({"mdr", "ivdr"})

_DOCUMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_USER_DOCUMENT = re.compile(r"user:[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_SEGMENT = re.compile(r"[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*\Z")
_ARTICLE = re.compile(r"art_([1-9]\d*)([a-z]{0,2})\Z")
_ANNEX = re.compile(r"anx_(I{1,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XVI{0,3}|X|V|1)\Z")
_RECITAL = re.compile(r"rct_([1-9]\d*)\Z")
_DOTTED = re.compile(r"\d+(?:\.\d+)*\Z")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ORDER_OF_UNITS = {"recital": 0, "article": 1, "annex": 2}


@dataclass(frozen=True, slots=True)
class CitationId:
    """One provision of one document. `segments` are the parts of the locator, the outermost first."""

    document: str
    segments: tuple[str, ...]

    def __str__(self) -> str:
        return "/".join((self.document, *self.segments))

    @property
    def unit(self) -> str:
        """`article`, `annex`, `recital` for an EU act; `document` for a bare id; `passage` otherwise."""
        if not self.segments:
            return "document"
        head = self.segments[0]
        if self.document in EU_ACTS:
            for name, pattern in (("article", _ARTICLE), ("annex", _ANNEX), ("recital", _RECITAL)):
                if pattern.match(head):
                    return name
        return "passage"

    @property
    def number(self) -> str:
        """Number of the article, annex or recital (`10`, `10a`, `VIII`); the first segment elsewhere."""
        head = self.segments[0] if self.segments else ""
        return head.split("_", 1)[1] if self.unit in _ORDER_OF_UNITS else head

    @property
    def top(self) -> CitationId:
        """The article, annex, recital or outermost passage that holds this provision."""
        return CitationId(self.document, self.segments[:1])

    @property
    def parent(self) -> CitationId | None:
        """The id one segment up, None for a top-level provision."""
        return CitationId(self.document, self.segments[:-1]) if len(self.segments) > 1 else None

    @property
    def enclosing(self) -> CitationId | None:
        """The id one step out: `parent`, except that in an annex 10.4 encloses 10.4.1, though it is no part of its id."""
        outer, _, _ = self.segments[-1].rpartition(".") if self.segments else ("", "", "")
        if _DOTTED.match(outer) and self.unit == "annex":
            return CitationId(self.document, (*self.segments[:-1], outer))
        return self.parent

    def holds(self, other: CitationId) -> bool:
        """Whether `other` is this provision or lies inside it, judged by whole segments."""
        return self.document == other.document and other.segments[: len(self.segments)] == self.segments

    def encloses(self, other: CitationId) -> bool:
        """Whether `other` is this provision or lies inside it, where section 10.4 of an annex has 10.4.1 inside."""
        outer = other.enclosing
        return self.holds(other) or (outer is not None and self.encloses(outer))


@lru_cache(maxsize=65536)
def parse(text: str) -> CitationId:
    """Read a citation id.

    Raises InvalidCitationId with the reason when `text` is not one.
    """
    document, *segments = text.split("/")
    if not (_DOCUMENT.match(document) or _USER_DOCUMENT.match(document)):
        raise InvalidCitationId(f"'{text}' is not a citation id: '{document}' is no document id")
    for segment in segments:
        if not _SEGMENT.match(segment):
            raise InvalidCitationId(f"'{text}' is not a citation id: bad segment '{segment}'")
    found = CitationId(document, tuple(segments))
    if document in EU_ACTS and segments and found.unit == "passage":
        raise InvalidCitationId(
            f"'{text}' is not a citation id: a regulation has art_N, anx_ROMAN and rct_N, not '{segments[0]}'"
        )
    return found


def is_valid(text: str) -> bool:
    """Whether `text` is a well-formed citation id (not whether the provision exists)."""
    try:
        parse(text)
    except InvalidCitationId:
        return False
    return True


def roman_to_int(roman: str) -> int:
    """Value of a Roman numeral below 90; raises KeyError on other letters."""
    total = 0
    values = [_ROMAN[c] for c in roman]
    for here, after in zip(values, [*values[1:], 0], strict=True):
        total += -here if here < after else here
    return total


def sort_key(text: str) -> tuple[object, ...]:
    """Key that puts ids of one document in reading order: recitals, articles, annexes; 9 before 10."""
    cited = parse(text)
    head: tuple[object, ...] = ()
    if cited.unit in _ORDER_OF_UNITS:
        number = cited.number
        value = roman_to_int(number) if cited.unit == "annex" and number != "1" else number
        head = (_ORDER_OF_UNITS[cited.unit], *_natural(str(value)))
        rest = cited.segments[1:]
    else:
        rest = cited.segments
    return (cited.document, head, tuple(_natural(s) for s in rest))


def _natural(segment: str) -> tuple[tuple[int, int, str], ...]:
    pieces = re.findall(r"\d+|[^\d]+", segment)
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in pieces)


def in_order(ids: Iterable[str]) -> list[str]:
    """The ids in reading order, documents in alphabetical order."""
    return sorted(ids, key=sort_key)
