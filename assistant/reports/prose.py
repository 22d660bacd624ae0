"""An answer's Markdown as blocks of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.answer_blocks import CITATION, blocks, sort_of
from assistant.reports.model import Block, Bullets, Mark, Paragraph, Quote, Spans, Text

_BOLD = re.compile(r"\*\*(.+?)\*\*")


def answer_blocks(text: str, numbers: Mapping[int, int]) -> Iterator[Block]:
    """The blocks of an answer; its citation n is number `numbers[n]` of the report, others stay as written.

    Quotes stay as they are: neither bold nor citations are read inside them.
    """
    for lines in blocks(text):
        sort = sort_of(lines[0])
        if sort == "quote":
            yield Quote("\n".join(line.removeprefix(">").strip() for line in lines).strip())
        elif sort == "list":
            yield Bullets(tuple(spans(line[2:], numbers) for line in lines))
        else:
            yield Paragraph(spans("\n".join(lines), numbers))


def spans(line: str, numbers: Mapping[int, int]) -> Spans:
    """A line with its bold and its citations."""
    found: list[Text | Mark] = []
    for place, piece in enumerate(_BOLD.split(line)):
        found += _cited(piece, numbers, is_bold=place % 2 == 1)
    return tuple(found)


def _cited(piece: str, numbers: Mapping[int, int], *, is_bold: bool) -> Iterator[Text | Mark]:
    start = 0
    for match in CITATION.finditer(piece):
        number = numbers.get(int(match[1]))
        if number is not None:
            if piece[start : match.start()]:
                yield Text(piece[start : match.start()], is_bold)
            yield Mark(number)
            start = match.end()
    if piece[start:]:
        yield Text(piece[start:], is_bold)
