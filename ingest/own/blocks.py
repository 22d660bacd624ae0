"""A user's file as parts of blocks: the pages of a PDF, the sections of anything else. Each format by a library.

Every refusal is a SourceError of one line that says how to mend the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.errors import SourceError
from ingest.fetch.content import HTML, PDF, page_format
from ingest.markup import MAX_BYTES, unzip
from ingest.readers.builder import fold_space
from ingest.readers.page_html import page_text
from ingest.readers.page_pdf import pdf_pages

DOCX, MARKDOWN, TEXT = "docx", "markdown", "text"
MOST_LETTERS = 3_000_000
"""Characters a file may have: about a thousand dense pages."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+")
FULL = 900
"""Characters at which a block of running text is closed: one citation should be read at a glance."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a file that has pages, or a section under its heading; `blocks` are its paragraphs."""

    heading: str
    blocks: tuple[str, ...]


def file_format(data: bytes, name: str) -> str:
    """`pdf`, `docx`, `html`, `markdown` or `text`, by the file's content. Raises SourceError for anything else."""
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"{len(data) / 1_000_000:.0f} MB is more than a file may have ({MAX_BYTES // 1_000_000} MB): split it"
        )
    if not data.strip():
        raise SourceError("the file is empty")
    if data.startswith(b"%PDF"):
        return PDF
    if data.startswith(_OLD_OFFICE):
        raise SourceError(
            "an old Word file (.doc), or one locked with a password: save it as .docx without one"
        )
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if page_format(data) == HTML:
        return HTML
    _decoded(data)
    return MARKDOWN if name.lower().endswith((".md", ".markdown")) else TEXT


def parts_of(data: bytes, found: str) -> tuple[Part, ...]:
    """The parts of a file of the format `found`. Raises SourceError when it cannot be read or has no words."""
    readers = {PDF: _pages, DOCX: _docx, HTML: _html, MARKDOWN: _markdown, TEXT: _markdown}
    parts = tuple(readers[found](data))
    letters = sum(len(block) for part in parts for block in part.blocks)
    if not letters:
        raise SourceError("the file has no words")
    if letters > MOST_LETTERS:
        raise SourceError(
            f"{letters:,} characters are more than a file may have ({MOST_LETTERS:,}): split it"
        )
    return parts


def _zipped(data: bytes) -> str:
    names = {name for name, _ in unzip(data, "the file")}
    if "document.xml" not in names:
        raise SourceError("a zip or another Office file: PDF, DOCX, HTML, Markdown and plain text are read")
    return DOCX


def _pages(data: bytes) -> Iterator[Part]:
    try:
        pages = pdf_pages(data)
    except SourceError as error:
        if "only pictures" in str(error):
            raise SourceError(
                "the PDF has no text, only pictures (a scan?): put it through text recognition (OCR) first"
            ) from error
        if "locked" in str(error):
            raise SourceError(f"{error}: save it without one") from error
        raise
    for page in pages:
        yield Part("", tuple(_packed(_paragraphs(page))))


def _paragraphs(page: str) -> Iterator[str]:
    """The paragraphs of a page: lines run on, words cut by a hyphen at a line's end are whole again."""
    for paragraph in re.split(r"\n\s*\n", page):
        yield fold_space(re.sub(r"(?<=\w)-\n(?=[a-zà-ÿ])", "", paragraph))


def _docx(data: bytes) -> Iterator[Part]:
    import docx
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(data))
        lines: list[str] = []
        for item in document.iter_inner_content():
            if isinstance(item, Table):
                lines += [_row(cell.text for cell in row.cells) for row in item.rows]
            else:
                lines.append(_marked(item.text, item.style.name if item.style else ""))
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError) as error:
        raise SourceError(f"the Word file is broken ({str(error)[:60]}): save it again") from error
    yield from _sections(lines)


def _marked(text: str, style: str | None) -> str:
    level = re.fullmatch(r"(?:Heading|Titre) ?(\d)|Title", style or "")
    return f"{'#' * min(6, int(level[1] or 1))} {fold_space(text)}" if level and text.strip() else text


def _row(cells: Iterable[str]) -> str:
    """A table row as one block; a cell that spans several columns is told once."""
    return " | ".join(dict.fromkeys(filter(None, map(fold_space, cells))))


def _html(data: bytes) -> Iterator[Part]:
    yield from _sections(page_text(data).split("\n\n"))


def _markdown(data: bytes) -> Iterator[Part]:
    text = _decoded(data)
    blocks = re.sub(r"(?m)^(#{1,6}\s.*)$", r"\n\n\1\n\n", text)
    yield from _sections(fold_space(b) for b in re.split(r"\n\s*\n", blocks))


def _sections(lines: Iterable[str]) -> Iterator[Part]:
    """Blocks under their headings; what stands before the first heading is a section of its own."""
    heading, held = "", list[str]()
    for line in lines:
        found = _HEADING.fullmatch(fold_space(line))
        if not found:
            held.append(fold_space(line))
            continue
        if heading or any(held):
            yield Part(heading, tuple(_packed(held)))
        heading, held = found[2].strip("# "), []
    yield Part(heading, tuple(_packed(held)))


def _packed(blocks: Iterable[str]) -> Iterator[str]:
    """Blocks of up to `FULL` characters; a longer one is cut between sentences, else between words."""
    for block in blocks:
        part = ""
        for sentence in _SENTENCE.split(block):
            for piece in _cut(sentence):
                if part and len(part) + len(piece) > FULL:
                    yield part
                    part = ""
                part = f"{part} {piece}".strip()
        if part:
            yield part


def _cut(sentence: str) -> Iterator[str]:
    while len(sentence) > FULL:
        end = sentence.rfind(" ", 0, FULL)
        end = end if end > 0 else FULL
        yield sentence[:end]
        sentence = sentence[end:].strip()
    yield sentence


def _decoded(data: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or what Windows writes. Raises SourceError for what is no text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("windows-1252", "replace")
    if len(_BINARY.findall(text[:65536])) > 2:
        raise SourceError("not a text: PDF, DOCX, HTML, Markdown and plain text are read")
    return text
