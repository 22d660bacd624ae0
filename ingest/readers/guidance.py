"""Reads MDCG guidance and Commission Q&As (plain text out of a PDF) into provisions.

One provision per heading of the document's outline: numbered sections, classification rules, questions,
annexes and their examples. Guidance binds nobody; that is for the answer to say, not for the reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.models import ProvisionKind, Reading
from ingest.errors import SourceError
from ingest.readers.builder import ReadingBuilder
from ingest.readers.guidance_blocks import join_lines, to_blocks, usual_width
from ingest.readers.guidance_guides import GUIDES, Guide, Section, outline_of
from ingest.readers.guidance_headings import heading_end, split_heading
from ingest.readers.guidance_pages import Flow, Line, read_flow

_UNFINISHED = re.compile(r"[\w,(–-]$")


def read_guidance(text: str, *, document: str, version: str) -> Reading:
    """The provisions of one guidance document in English, with everything that was left out and why.

    Raises SourceError when the document is unknown, empty or truncated, or when its headings are not
    those of its outline and of its own table of contents.
    """
    if document not in GUIDES:
        raise SourceError(f"{document}: no outline is known for this guidance; known are {', '.join(GUIDES)}")
    return read_outlined(text, GUIDES[document], outline_of(document), document=document, version=version)


def read_outlined(
    text: str, guide: Guide, outline: Sequence[Section], *, document: str, version: str
) -> Reading:
    """The same for a document whose print and outline are given."""
    flow = read_flow(text, guide, document=document, first=outline[0])
    found = list(_split(flow.lines, outline))
    _check_sections(found, outline, flow, guide, document)
    _check_end(flow.lines, document)
    builder = ReadingBuilder(document, language="en", version=version)
    for block, reason in flow.skipped:
        builder.skip(block, reason)
    titles: dict[str, str] = {}
    width = usual_width(flow.lines)
    for section, heading, lines in found:
        number, titles[section.locator], mark = split_heading(heading, section)
        builder.skip(number, "section number")
        builder.skip(mark, "footnote mark")
        _open(builder, section, titles, outline, document)
        for block in _section_blocks(builder, section, lines, guide, width):
            builder.add(f"{document}/{section.locator}", block)
    return builder.build()


def _split(lines: Sequence[Line], outline: Sequence[Section]) -> Iterator[tuple[Section, str, list[Line]]]:
    """Each section found, its heading as printed, its lines; the search stops at the first one missing."""
    texts = ["" if line.is_note else line.text for line in lines]
    begin, end = 0, heading_end(texts, 0, outline[0])
    for section, following in zip(outline, [*outline[1:], None], strict=True):
        after = range(end, len(lines)) if following else range(0)
        next_begin = next((i for i in after if following and heading_end(texts, i, following)), len(lines))
        yield section, join_lines([t for t in texts[begin:end] if t]), list(lines[end:next_begin])
        if following is None or next_begin == len(lines):
            return
        begin, end = next_begin, heading_end(texts, next_begin, following)


def _check_sections(
    found: Sequence[tuple[Section, str, list[Line]]],
    outline: Sequence[Section],
    flow: Flow,
    guide: Guide,
    document: str,
) -> None:
    if len(found) < len(outline):
        missing = outline[len(found)]
        raise SourceError(
            f"{document}: {len(found)} sections read of {len(outline)}, '{missing.opening}' "
            f"({missing.locator}) is not in its place; the text is truncated or its structure has changed"
        )
    entries = (re.match(guide.promises, line) for line in flow.contents)
    promised = Counter(entry[1] for entry in entries if entry)
    unread = promised - Counter(section.number for section in outline)
    if unread:
        raise SourceError(
            f"{document}: its table of contents promises {promised.total()} numbered sections, "
            f"{unread.total()} of them unknown (first {next(iter(unread))}); its outline has to be revised"
        )


def _check_end(lines: Sequence[Line], document: str) -> None:
    last = next(line.text for line in reversed(lines) if not line.is_note)
    if _UNFINISHED.search(last):
        raise SourceError(f"{document}: truncated, it ends in the middle of a sentence ('… {last[-30:]}')")


def _open(
    builder: ReadingBuilder,
    section: Section,
    titles: dict[str, str],
    outline: Sequence[Section],
    document: str,
) -> None:
    builder.open(
        f"{document}/{section.locator}",
        _kind(section),
        parent=f"{document}/{section.parent}" if section.parent else None,
        title=titles[section.locator],
        path=tuple(titles[above] for above in _above(section, outline)),
    )


def _kind(section: Section) -> ProvisionKind:
    if section.locator.startswith("annexe-"):
        return ProvisionKind.PASSAGE if section.parent else ProvisionKind.ANNEX
    return ProvisionKind.PART if section.locator.startswith("part-") else ProvisionKind.SECTION


def _above(section: Section, outline: Sequence[Section]) -> list[str]:
    parents = {s.locator: s.parent for s in outline}
    above: list[str] = []
    parent = section.parent
    while parent:
        above.insert(0, parent)
        parent = parents[parent]
    return above


def _section_blocks(
    builder: ReadingBuilder, section: Section, lines: Sequence[Line], guide: Guide, width: int
) -> list[str]:
    captions = dict(guide.figures).get(section.locator)
    if captions is None:
        blocks, lost_marks = to_blocks(lines, width)
        for mark in lost_marks:
            builder.skip(mark, "list mark")
        return _join_rows(blocks, [row[1:] for row in guide.rows if row[0] == section.locator])
    kept = list(dict.fromkeys(line.text for line in lines if re.fullmatch(captions, line.text)))
    rest = [line.text for line in lines]
    for caption in kept:
        rest.remove(caption)
    builder.skip("\n".join(rest), "flow chart")
    return kept


def _join_rows(blocks: Sequence[str], rows: Sequence[tuple[str, int]]) -> list[str]:
    joined: list[str] = []
    i = 0
    while i < len(blocks):
        after = next((count for first, count in rows if re.match(first, blocks[i])), 0)
        joined.append(" | ".join(blocks[i : i + 1 + after]))
        i += 1 + after
    return joined
