"""Reads Formex 4 into a tree: a consolidated act, or an act as published with its annexes in files of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from corpus.models import ActFacts
from ingest.errors import SourceError
from ingest.readers.eu_acts.inline import mark_of, partly_of, raw_words, tag, tidy, words
from ingest.readers.eu_acts.labels import article_key
from ingest.readers.eu_acts.tree import ActTree, Line, Skipped, Unit, is_table_of_annexes

_BLOCKS = frozenset(
    "P TXT ALINEA LIST ITEM NP TBL GR.TBL GR.SEQ QUOT.S DLIST DLIST.ITEM CONTENTS TITLE PARAG ARTICLE".split()
)
_LEFT_OUT = {
    "BIB.INSTANCE": "description of the file",
    "INFO.CONSLEG": "description of the file",
    "INFO.PROD": "description of the file",
    "FAM.COMP": "list of amending acts",
    "GR.MOD.ACT": "list of amending acts",
    "GR.CORRIG": "list of amending acts",
    "TITLE": "title of the act",
    "FINAL": "final formula",
    "GR.VISA": "citation",
    "PREAMBLE.INIT": "preamble",
    "PREAMBLE.FINAL": "preamble",
    "GR.CONSID.INIT": "preamble",
    "TOC": "table of contents",
    "COMMENT": "comment",
}
_INSIDE = frozenset(
    "CONS.ACT CONS.DOC ACT ANNEX PREAMBLE GR.CONSID ENACTING.TERMS DIVISION CONS.DOC.GEN".split()
)
_ANNEX_NUMBER = re.compile(r"ANNEXE?\b\s*([IVXL]*)(?:\s*(bis|ter|quater|[a-z]))?\s*\Z", re.IGNORECASE)
_DASHES = {"DASH": "—", "BULLET": "•", "NDASH": "–"}


def read_tree(roots: Iterable[etree._Element], facts: ActFacts) -> ActTree:
    """The tree of an act from its files, the act before its annexes.

    Raises SourceError for an element that stands where no act has one.
    """
    tree = ActTree(facts)
    for root in roots:
        if tag(root) == "ANNEX":
            _read_annex(root, tree)
        else:
            _take_all(root, tree)
    return tree


def _take_all(element: etree._Element, tree: ActTree) -> None:
    for child in element:
        name = tag(child)
        if name == "ARTICLE":
            tree.articles.append(_read_article(child, tree.skipped))
        elif name == "CONSID":
            tree.recitals.append(_read_recital(child, tree))
        elif name in ("CONS.ANNEX", "ANNEX"):
            _read_annex(child, tree)
        elif name == "TITLE" and tag(element) == "DIVISION":
            _skip(child, "heading", tree.skipped)
        elif name in _LEFT_OUT:
            _skip(child, _LEFT_OUT[name], tree.skipped)
        elif name in _INSIDE:
            _take_all(child, tree)
        elif name and words(child, []):
            raise SourceError(
                f"element {name} ('{words(child, [])[:40]}') in {tag(element)} is not known; the file is no act in Formex 4"
            )


def _skip(element: etree._Element, reason: str, skipped: Skipped) -> None:
    for block in _words_by_block(element, skipped):
        skipped.append((block, reason))


def _words_by_block(element: etree._Element, skipped: Skipped) -> Iterator[str]:
    """Words of every block inside an element, apart from one another."""
    if any(tag(child) for child in element) and tag(element) not in ("P", "TXT", "TI.ART", "STI.ART", "NO.P"):
        yield tidy(element.text or "", skipped)
        for child in element:
            if tag(child):
                yield from _words_by_block(child, skipped)
            yield tidy(child.tail or "", skipped)
    else:
        yield words(element, skipped)


def _read_article(element: etree._Element, skipped: Skipped) -> Unit:
    key = article_key(element.get("IDENTIFIER") or "")
    if not key:
        raise SourceError(
            f"an article has the identifier '{element.get('IDENTIFIER')}', which is no number; check the file"
        )
    article = Unit(key, mark=mark_of(element))
    for child in element:
        name = tag(child)
        if name == "TI.ART":
            article.label = words(child, skipped)
        elif name in ("STI.ART", "SUBTITLE"):
            article.title = f"{article.title} {words(child, skipped)}".strip()
        elif name == "PARAG":
            article.lines.append(_read_paragraph(child, skipped))
        elif name in _LEFT_OUT:
            _skip(child, _LEFT_OUT[name], skipped)
        elif name in _BLOCKS:
            article.lines += _read_block(child, skipped)
        elif name:
            raise SourceError(
                f"{key}: element {name} in an article is not known; the file is no act in Formex 4"
            )
    return article


def _read_paragraph(element: etree._Element, skipped: Skipped) -> Line:
    number = element.find("NO.PARAG")
    marker = words(number, skipped) if number is not None else ""
    lines = [line for child in element if tag(child) in _BLOCKS for line in _read_block(child, skipped)]
    unknown = [tag(c) for c in element if tag(c) and tag(c) not in _BLOCKS | {"NO.PARAG", "COMMENT"}]
    if unknown or not marker:
        identifier = element.get("IDENTIFIER")
        raise SourceError(
            f"paragraph {identifier}: {unknown[0] + ' is not known' if unknown else 'no number'}; check the file"
        )
    return _numbered(marker, lines, element, is_paragraph=True)


def _numbered(marker: str, lines: list[Line], element: etree._Element, *, is_paragraph: bool = False) -> Line:
    """A marker with its lines: the first words without a number are its own."""
    item = Line(marker=marker, mark=mark_of(element), is_paragraph=is_paragraph)
    if lines and not lines[0].marker and not lines[0].level and not _differs(lines[0], item):
        first = lines.pop(0)
        item.text, item.mark, item.partly = first.text, first.mark, first.partly
        lines[:0] = first.children
    item.children = lines
    return item


def _differs(line: Line, item: Line) -> bool:
    return line.is_deleted and not item.is_deleted


def _read_recital(element: etree._Element, tree: ActTree) -> Unit:
    lines = [line for child in element if tag(child) in _BLOCKS for line in _read_block(child, tree.skipped)]
    number = re.sub(r"\D", "", lines[0].marker) if lines else ""
    if not number:
        raise SourceError("a recital has no number; check the file")
    return Unit(f"rct_{number}", lines=lines, mark=mark_of(element))


def _read_annex(element: etree._Element, tree: ActTree) -> None:
    """An annex; one whose title is no number is the table of those that follow."""
    skipped = tree.skipped
    title = [words(p, skipped) for p in element.iterfind("TITLE/TI/P")] or [
        words(ti, skipped) for ti in element.iterfind("TITLE/TI")
    ]
    number = _ANNEX_NUMBER.match(title[0]) if title else None
    content = [line for c in element if tag(c) == "CONTENTS" for line in _read_block(c, skipped)]
    _skip_frame(element, skipped)
    if number is None:
        skipped.extend((text, "table of annexes") for text in title)
        skipped.extend((line.words, "table of annexes") for top in content for line in top.walk())
        first = title[0] if title else content[0].words if content else ""
        if content and not is_table_of_annexes(first, content[0 if title else 1 :]):
            raise SourceError(
                f"an annex is titled '{' '.join(title)[:40]}', which is no number of an annex; check the file"
            )
        return
    heads = [*title[1:], *(words(p, skipped) for p in element.iterfind("TITLE/STI/P"))]
    key = f"anx_{(number[1] or '1').upper()}{_suffix(number[2])}"
    tree.annexes.append(Unit(key, title[0], " ".join(heads), content, mark_of(element)))


def _suffix(letter: str | None) -> str:
    return {"bis": "a", "ter": "b", "quater": "c"}.get((letter or "").lower(), (letter or "").lower())


def _skip_frame(element: etree._Element, skipped: Skipped) -> None:
    for child in element:
        name = tag(child)
        if name in _LEFT_OUT and name != "TITLE":
            _skip(child, _LEFT_OUT[name], skipped)
        elif name and name not in ("TITLE", "CONTENTS") and words(child, []):
            raise SourceError(f"element {name} in an annex is not known; the file is no act in Formex 4")


def _read_block(element: etree._Element, skipped: Skipped) -> list[Line]:
    """The lines of one block."""
    name = tag(element)
    if name == "NP":
        return [_read_np(element, skipped)]
    if name == "LIST":
        return [line for item in element if tag(item) for line in _read_item(item, element, skipped)]
    if name == "TBL":
        return list(_read_table(element, skipped))
    if name == "GR.SEQ":
        return _read_sequence(element, skipped)
    if name in ("QUOT.S", "ARTICLE", "PARAG"):
        # Articles of another act that an amending act quotes: words of this one, without ids of their own.
        return [Line(text, mark=mark_of(element)) for text in _words_by_block(element, skipped) if text]
    if name == "TITLE":
        return _read_headings(element, 1, skipped)
    if any(tag(child) in _BLOCKS for child in element):
        return _read_mixed(element, skipped)
    text = words(element, skipped)
    return [Line(text, mark=mark_of(element), partly=partly_of(element))] if text else []


def _read_mixed(element: etree._Element, skipped: Skipped) -> list[Line]:
    """Words and blocks in turn; words between blocks are lines of their own."""
    lines: list[Line] = []
    run = element.text or ""
    for child in element:
        if tag(child) in _BLOCKS:
            lines += [Line(text, mark=mark_of(element)) for text in [tidy(run, skipped)] if text]
            lines += _read_block(child, skipped)
            run = child.tail or ""
        else:
            run += raw_words(child, skipped) + (child.tail or "")
    return lines + [Line(text, mark=mark_of(element)) for text in [tidy(run, skipped)] if text]


def _read_np(element: etree._Element, skipped: Skipped) -> Line:
    number = element.find("NO.P")
    marker = words(number, skipped) if number is not None else ""
    lines = [line for c in element if tag(c) and c is not number for line in _read_block(c, skipped)]
    return _numbered(marker, lines, element)


def _read_item(item: etree._Element, holder: etree._Element, skipped: Skipped) -> list[Line]:
    """An item of a list; in a list of dashes the dash is not in the file."""
    lines = _read_mixed(item, skipped) if tag(item) == "ITEM" else _read_block(item, skipped)
    dash = _DASHES.get((holder.get("TYPE") or "").upper(), "")
    if dash and lines and not lines[0].marker:
        return [_numbered(dash, lines, item)]
    return lines


def _read_sequence(element: etree._Element, skipped: Skipped) -> list[Line]:
    level = int(element.get("LEVEL") or 1)
    lines: list[Line] = []
    for child in element:
        if tag(child) == "TITLE":
            lines += _read_headings(child, level, skipped)
        elif tag(child) in _BLOCKS:
            lines += _read_block(child, skipped)
        elif tag(child) and words(child, []):
            raise SourceError(f"element {tag(child)} in a section of an annex is not known; check the file")
    return lines


def _read_headings(title: etree._Element, level: int, skipped: Skipped) -> list[Line]:
    """`TI` and `STI` as heading lines, a number with its words in one."""
    lines = []
    for part in title:
        if not tag(part):
            continue
        found = _read_mixed(part, skipped)
        for line in found:
            line.level = level
        lines += found
    return lines


def _read_table(table: etree._Element, skipped: Skipped) -> Iterator[Line]:
    """A table by its rows, cells parted by ` | `, after its title."""
    for child in table:
        if tag(child) == "TITLE":
            yield from (Line(line.words, mark=line.mark) for line in _read_headings(child, 0, skipped))
        elif tag(child) == "GR.NOTES":
            _skip(child, "footnote", skipped)
    for row in table.iter("ROW"):
        cells = [_read_mixed(cell, skipped) for cell in row if tag(cell) in ("CELL", "TI.BLK", "STI.BLK")]
        texts = [
            " ".join(line.words for top in lines for line in top.walk() if line.words) for lines in cells
        ]
        if any(texts):
            yield Line(" | ".join(texts).strip(), mark=mark_of(row), partly=partly_of(row))
