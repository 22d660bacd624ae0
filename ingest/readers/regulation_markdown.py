"""Reads a regulation of the European Union from Markdown: recitals, articles, annexes.

Ids echo EUR-Lex: `mdr/rct_19`, `mdr/art_10/9/a`, `mdr/art_2/12`, `mdr/anx_VIII/6.3`. Preamble and
footnotes have no id in that grammar and are noted as skipped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.models import ProvisionKind, Reading
from ingest.readers.annex_markdown import read_annex
from ingest.readers.builder import ReadingBuilder
from ingest.readers.regulation_blocks import Block, Chapter, chapters
from ingest.readers.regulation_counts import check_complete
from ingest.readers.regulation_points import write_unit

_ARTICLE = re.compile(r"Article (\d+[a-z]{0,2})\Z")
_ANNEX = re.compile(r"ANNEX ([IVX]+)\Z")
_RECITAL = re.compile(r"\((\d+)\)\s")
_PARAGRAPH = re.compile(r"([1-9]\d*)(\.?)\s")
_DEFINITION = re.compile(r"\((\d+)\) \u2018([^\u2019]+)\u2019")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph or definition; without a number, words that stand in the article itself."""

    number: str = ""
    kind: ProvisionKind = ProvisionKind.PARAGRAPH
    term: str = ""
    blocks: list[str] = field(default_factory=list)


def read_regulation(text: str, *, document: str, version: str = "2017-05-05") -> Reading:
    """Read the English Markdown of a regulation; `version` is the date of the text.

    Raises SourceError when it is truncated, doubled or something else.
    """
    builder = ReadingBuilder(document, language="en", version=version)
    for chapter in chapters(text):
        _read_chapter(builder, document, chapter)
    reading = builder.build()
    check_complete(reading)
    return reading


def _read_chapter(builder: ReadingBuilder, document: str, chapter: Chapter) -> None:
    if article := _ARTICLE.match(chapter.heading):
        _read_article(builder, f"{document}/art_{article[1]}", article[0], chapter.blocks)
    elif annex := _ANNEX.match(chapter.heading):
        read_annex(builder, f"{document}/anx_{annex[1]}", annex[1], chapter.blocks)
    else:
        builder.skip(chapter.heading, "heading")
        if chapter.heading == "Recitals":
            _read_recitals(builder, document, chapter.blocks)
        else:
            _skip_all(builder, chapter)


def _skip_all(builder: ReadingBuilder, chapter: Chapter) -> None:
    reason = chapter.heading.lower() or "description of the file"
    for block in chapter.blocks:
        builder.skip(block.text, "footnote" if block.is_footnote else reason)


def _read_recitals(builder: ReadingBuilder, document: str, blocks: Sequence[Block]) -> None:
    recital, count = "", 0
    for block in blocks:
        number = _RECITAL.match(block.text)
        if number and int(number[1]) > count and not block.is_footnote:
            count = int(number[1])
            recital = builder.open(f"{document}/rct_{count}", ProvisionKind.RECITAL)
        if recital and not block.is_footnote:
            builder.add(recital, block.text)
        else:
            builder.skip(block.text, "footnote" if block.is_footnote else "recitals")


def _read_article(builder: ReadingBuilder, article: str, label: str, blocks: Sequence[Block]) -> None:
    title = next((block.text for block in blocks if block.level), "")
    builder.open(article, ProvisionKind.ARTICLE, title=title)
    path = (f"{label} {title}".strip(),)
    for unit in _units([b.text for b in blocks if not b.level and not b.is_footnote]):
        provision = article
        if unit.number:
            provision = f"{article}/{unit.number}"
            builder.open(provision, unit.kind, parent=article, title=unit.term, path=path)
        write_unit(builder, provision, unit.blocks, path=path)
    for block in blocks:
        if block.is_footnote:
            builder.skip(block.text, "footnote")


def _units(blocks: Sequence[str]) -> list[_Unit]:
    """The words of an article by its paragraphs or definitions."""
    units = [_Unit()]
    for block in blocks:
        before = int(units[-1].number or 0)
        if definition := _DEFINITION.match(block):
            units.append(_Unit(definition[1], ProvisionKind.DEFINITION, definition[2]))
        elif (paragraph := _PARAGRAPH.match(block)) and _comes_next(paragraph, before):
            units.append(_Unit(paragraph[1]))
        units[-1].blocks.append(block)
    return units


def _comes_next(paragraph: re.Match[str], before: int) -> bool:
    """Some paragraph numbers are printed without their dot: those must follow without a gap."""
    number = int(paragraph[1])
    return number == before + 1 or (bool(paragraph[2]) and number > before)
