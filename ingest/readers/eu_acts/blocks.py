"""Reads the blocks of EUR-Lex's XHTML, consolidated and as published: paragraphs, lists, tables, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ingest.errors import SourceError
from ingest.readers.builder import fold_space
from ingest.readers.eu_acts.inline import (
    DELETION,
    SWITCHES,
    as_mark,
    classes,
    mark_of,
    partly_of,
    raw_words,
    tag,
    tidy,
    words,
)
from ingest.readers.eu_acts.labels import is_marker
from ingest.readers.eu_acts.tree import Line, Mark, Skipped

_INLINE = frozenset(
    "a abbr b br cite em font i img q s small span strike strong sub sup u ins del math".split()
)
NOTE_LINES = frozenset({"footnote", "note"})
"""Classes of the notes below an act or an annex."""
_SILENT = frozenset("hr col colgroup script style link meta".split())
_BLOCK = frozenset("p div table ul ol li dl dd dt blockquote h1 h2 h3 h4 h5 h6 figure".split())
_HEADING = re.compile(r"title-(?:annex|gr-seq-level|division)-(\d)|ti-(?:grseq|section)-(\d)|(doc-ti)")
_PRINTED_NUMBER = re.compile(r"(\d+(?:\.\d+)*[a-z]{0,2}\.?|\(?[a-z]{1,5}\))\s+(?=\S)")


def read_blocks(parent: etree._Element, skipped: Skipped) -> list[Line]:
    """The lines of an element that holds blocks, words, or both; words between blocks are lines of their own."""
    lines: list[Line] = []
    run = parent.text or ""
    for child in parent:
        name = tag(child)
        if name in _INLINE or not name:
            run += raw_words(child, skipped) + (child.tail or "")
            continue
        lines += _run(run, parent, skipped)
        lines += read_block(child, skipped)
        run = child.tail or ""
    return lines + _run(run, parent, skipped)


def _run(run: str, parent: etree._Element, skipped: Skipped) -> list[Line]:
    """Words that stand in `parent` itself, as a line."""
    text = tidy(run, skipped)
    partly = () if _has_blocks(parent) else partly_of(parent)
    return [Line(text, mark=mark_of(parent), partly=partly)] if text else []


def read_block(element: etree._Element, skipped: Skipped) -> list[Line]:
    """The lines of one block. Raises SourceError for an element that acts do not have."""
    name, names = tag(element), classes(element)
    if name in _SILENT or not name:
        return []
    if names & NOTE_LINES:
        skipped.append((words(element, skipped), "footnote"))
        return []
    if "modref" in names or names == {"arrow"}:
        return _deletion(element, skipped)
    if "grid-list" in names:
        return [_grid_item(element, skipped)]
    if name == "table":
        return list(_table(element, skipped))
    if "enumeration-spacing" in names:
        return _numbered(words(element, skipped), element)
    if name in ("ul", "ol", "dl", "blockquote", "figure") or (name in _BLOCK and _has_blocks(element)):
        return read_blocks(element, skipped)
    if name in _BLOCK:
        return _paragraph(element, skipped)
    raise SourceError(
        f"element <{name}> in the text of an act is not known; the page has changed its structure"
    )


def _has_blocks(element: etree._Element) -> bool:
    return any(tag(child) in _BLOCK for child in element)


def _paragraph(element: etree._Element, skipped: Skipped) -> list[Line]:
    text = words(element, skipped)
    if not text:
        return []
    line = Line(text, level=_level(element), mark=mark_of(element), partly=partly_of(element))
    return [line]


def _numbered(text: str, element: etree._Element) -> list[Line]:
    """A block whose number is printed before its words, without an element of its own."""
    found = _PRINTED_NUMBER.match(text)
    marker = found[1] if found else ""
    return [
        Line(text[found.end() if found else 0 :], marker, mark=mark_of(element), partly=partly_of(element))
    ]


def _level(element: etree._Element) -> int:
    found = next((m for name in sorted(classes(element)) if (m := _HEADING.match(name))), None)
    return int(found[1] or found[2] or 1) if found else 0


def _deletion(element: etree._Element, skipped: Skipped) -> list[Line]:
    """An arrow on a line of its own; dashes after it stand for what an act took out."""
    text = words(element, skipped)
    if not text:
        return []
    if not DELETION.match(text):
        # An arrow may share its line with words: they are words like any others.
        return [Line(text, mark=_last_mark(element))]
    skipped.append((text, "place of deleted text"))
    mark = _last_mark(element)
    return [Line(mark=mark)] if mark else []


def _last_mark(element: etree._Element) -> Mark | None:
    """The amendment that the last arrow inside an element switches to."""
    arrows = [a for a in element.iter("a") if a.get(SWITCHES) is not None]
    return as_mark(arrows[-1].get(SWITCHES) or "") if arrows else mark_of(element)


def _grid_item(element: etree._Element, skipped: Skipped) -> Line:
    """A point: its marker in the first column, its words and what it holds in the second."""
    columns = [c for c in element if tag(c)]
    if len(columns) != 2 or "grid-list-column-1" not in classes(columns[0]):
        raise SourceError("a list item without its two columns; the page has changed its structure")
    marker = words(columns[0], skipped)
    return _item(marker, read_blocks(columns[1], skipped), element)


def _item(marker: str, lines: list[Line], element: etree._Element) -> Line:
    """A marker with its lines: the first words without a number are its own."""
    item = Line(marker=marker, mark=mark_of(element))
    if lines and not (lines[0].marker or lines[0].level or lines[0].is_deleted):
        first = lines.pop(0)
        item.text, item.mark, item.partly = first.text, first.mark, first.partly
        lines[:0] = first.children
    item.children = lines
    return item


def _table(table: etree._Element, skipped: Skipped) -> Iterator[Line]:
    """A layout table as the points it sets, a real table by its rows, cells parted by ` | `."""
    real = "table" in classes(table) or (table.get("border") or "0") != "0" or _has_table_words(table)
    for row in _own_rows(table):
        cells = [c for c in row if tag(c) in ("td", "th")]
        filled = [c for c in cells if fold_space("".join(c.itertext()))]
        if not filled:
            continue
        marker = "" if real else fold_space("".join(filled[0].itertext()))
        if len(filled) == 2 and marker and is_marker(marker):
            yield _item(words(filled[0], skipped), read_blocks(filled[1], skipped), row)
        elif len(filled) == 1 and not real:
            yield from read_blocks(filled[0], skipped)
        else:
            yield _row(row, cells, skipped)


def _row(row: etree._Element, cells: list[etree._Element], skipped: Skipped) -> Line:
    """A row as one line; a cell's blocks are joined by spaces."""
    texts = [
        " ".join(line.words for top in read_blocks(c, skipped) for line in top.walk() if line.words)
        for c in cells
    ]
    return Line(" | ".join(texts).strip(), mark=mark_of(row), partly=partly_of(row))


def _own_rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if tag(child) == "tr":
            yield child
        elif tag(child) in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if tag(row) == "tr")


def _has_table_words(table: etree._Element) -> bool:
    return any(
        classes(p) & {"tbl-txt", "tbl-hdr", "tbl-norm", "tbl-num"}
        for row in _own_rows(table)
        for p in row.iter("p")
    )
