"""Pages of a guidance document to one flow of lines: furniture, contents and front matter set aside.

Footnotes are taken from the foot of their page and put back into the flow where the page ends, so that a
paragraph that runs over the page is not cut by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from ingest.errors import SourceError
from ingest.readers.builder import fold_space
from ingest.readers.guidance_guides import Guide, Section
from ingest.readers.guidance_headings import heading_end
from ingest.readers.guidance_notes import split_notes

_CONVERSION_HEADER = re.compile(r"\s*---\n(.*?)\n---\n", re.DOTALL)
_PAGES = re.compile(r"^\s*pages: (\d+)", re.MULTILINE)
_CONTENTS = re.compile(r"(?:table of )?contents", re.IGNORECASE)
_CONTENTS_LINE = re.compile(r"\d+|.*\.{5,} ?\d*")
_SUPERSCRIPT = re.compile(r"\d{1,2}")
_TOP, _FOOT = 8, 4
"""Lines at the top and at the foot of a page among which furniture is looked for."""


class Gap(Enum):
    """What stands before a line: the line above, an empty line, or the end of a page."""

    LINE = "line"
    BLANK = "blank"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the body, or a whole footnote."""

    text: str
    gap: Gap = Gap.LINE
    is_note: bool = False


@dataclass
class Flow:
    """The body of a document in reading order, its table of contents, and what was set aside."""

    lines: list[Line] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)


def read_flow(text: str, guide: Guide, *, document: str, first: Section) -> Flow:
    """The body of `text` from its `first` heading on.

    Raises SourceError when pages are missing or the first heading is not there.
    """
    flow = Flow()
    pages = _body_pages(_pages(text, guide, document, flow), flow)
    start = _find_start(pages, first)
    if start is None:
        raise SourceError(f"{document}: no heading '{first.opening}'; is this the right document?")
    expected = guide.first_note
    for number, page in enumerate(pages):
        begin = start[1] if number == start[0] else 0 if number > start[0] else len(page)
        flow.skipped.append(("\n".join(page[:begin]), "front matter"))
        body, notes, expected = split_notes(_cut(page[begin:], guide, flow), guide, expected)
        flow.lines += _body_lines(body, guide)
        flow.lines += [Line(note, is_note=True) for note in notes]
    return flow


def _pages(text: str, guide: Guide, document: str, flow: Flow) -> list[list[str]]:
    text = text.replace("\r\n", "\n")
    header = _CONVERSION_HEADER.match(text)
    body = text[header.end() :] if header else text
    if header:
        flow.skipped.append((header[0], "conversion header"))
    for wrong, right in guide.repairs:
        body = re.sub(wrong, right, body)
    pages = [page for page in re.split(guide.page_break, body) if page.strip()]
    promised = _PAGES.search(header[1]) if header else None
    cut_short = "\f" in body and body.rpartition("\f")[2].strip()
    if promised and (len(pages) < int(promised[1]) or cut_short):
        raise SourceError(
            f"{document}: truncated, {len(pages)} pages of {promised[1]} (the last one "
            f"{'cut short' if cut_short else 'whole'}); fetch the document again"
        )
    return [_without_furniture(p, guide, n, flow) for n, p in enumerate(pages, guide.first_page)]


def _without_furniture(page: str, guide: Guide, number: int, flow: Flow) -> list[str]:
    lines = page.split("\n")
    filled = [i for i, line in enumerate(lines) if fold_space(line)]
    edges = set(filled[:_TOP] + filled[-_FOOT:])
    kept = []
    for i, line in enumerate(lines):
        reason = _furniture_reason(fold_space(line), guide, number) if i in edges else ""
        if reason:
            flow.skipped.append((line, reason))
        kept.append("" if reason else line)
    return kept


def _furniture_reason(line: str, guide: Guide, number: int) -> str:
    reasons = (
        why for what, why in guide.furniture if re.fullmatch(what.replace("{page}", str(number)), line)
    )
    return next(reasons, "")


def _body_pages(pages: Iterable[list[str]], flow: Flow) -> list[list[str]]:
    body = []
    inside = False
    for page in pages:
        filled = [line for line in map(fold_space, page) if line]
        inside = _opens_contents(filled) or (inside and _looks_like_contents(filled))
        if inside:
            flow.contents += filled
            flow.skipped.append(("\n".join(filled), "table of contents"))
        else:
            body.append(page)
    return body


def _opens_contents(lines: Sequence[str]) -> bool:
    return any(_CONTENTS.fullmatch(line) for line in lines)


def _looks_like_contents(lines: Sequence[str]) -> bool:
    return sum(bool(_CONTENTS_LINE.fullmatch(line)) for line in lines) * 4 >= max(len(lines), 1)


def _find_start(pages: Sequence[Sequence[str]], first: Section) -> tuple[int, int] | None:
    for number, page in enumerate(pages):
        folded = [fold_space(line) for line in page]
        for i in range(len(folded)):
            if heading_end(folded, i, first):
                return number, i
    return None


def _cut(page: list[str], guide: Guide, flow: Flow) -> list[str]:
    for opening, reason in guide.cuts:
        for i, line in enumerate(page):
            if re.match(opening, fold_space(line)):
                flow.skipped.append(("\n".join(page[i:]), reason))
                return page[:i]
    return page


def _body_lines(page: Iterable[str], guide: Guide) -> list[Line]:
    lines: list[Line] = []
    gap = Gap.PAGE
    for raw in page:
        text = fold_space(raw)
        if not text:
            gap = Gap.BLANK if gap is Gap.LINE else gap
        elif guide.superscripts and lines and _SUPERSCRIPT.fullmatch(text):
            lines[-1] = Line(f"{lines[-1].text} {text}", lines[-1].gap)
        else:
            lines.append(Line(text, gap))
            gap = Gap.LINE
    return lines
