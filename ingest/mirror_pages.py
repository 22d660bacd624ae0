"""Agencies' pages and documents in a folder of downloads, named freely: known by how much of a source's outline they have.

A page of which most is there is that source's, even when its structure changed: then it is refused under the source's id
and not half read, and the last good text stays.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import Source, sources
from corpus.models import Reading
from ingest.errors import SourceError
from ingest.fetch.content import HTML, PDF, page_format
from ingest.held import read_document
from ingest.markup import MAX_BYTES
from ingest.readers.guidance import read_guidance
from ingest.readers.guidance_guides import GUIDES, outline_of
from ingest.readers.outline import match_form
from ingest.readers.outlines import OUTLINES
from ingest.readers.page_html import page_date, page_text
from ingest.readers.page_pdf import pdf_date, pdf_pages
from ingest.references import with_references

_LOG = logging.getLogger(__name__)
_ENOUGH = 0.6
"""Share of a source's outline that a file must have to be that source's; no two sources share as much."""

_LEAST_TELLING = 6
_HAS_WORD = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True)
class PageFile:
    """A page or PDF of an agency, found by its content: `version` is the date it tells, else the catalogue's."""

    document: str
    name: str
    format: str
    version: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Changes when the file does."""
        return hashlib.sha256(f"{self.version} ".encode() + self.data).hexdigest()

    def readings(self) -> tuple[Reading, ...]:
        """What it says. Raises SourceError when its structure is not that of its source."""
        source = sources()[self.document]
        address = source.fetch.address if source.fetch and source.fetch.address.endswith(".pdf") else ""
        reading = read_document(source, self.data, found=self.format, version=self.version, address=address)
        return (with_references(reading),)


def find_pages(
    folder: Path,
    *,
    only: frozenset[str] = frozenset(),
    aside: Collection[str] = (),
    named: Iterable[Path] = (),
) -> tuple[dict[str, PageFile], frozenset[str]]:
    """The pages and PDFs of catalogued sources under `folder`, the newest of each document, and the names of all that
    were known.

    `aside` are names of the files with markup that are no acts: of those with markup only they are looked at. `named`
    are files known by their names. Files that are no source's are left aside.
    """
    known, found, names = frozenset(named), dict[str, PageFile](), set[str]()
    for path in sorted(folder.rglob("*")):
        page = None if path in known or path.name.startswith(".") else _recognised(path, aside)
        if page is None or (only and page.document not in only):
            continue
        names.add(page.name)
        other = found.get(page.document)
        if other is None or other.version < page.version:
            found[page.document] = page
        if other:
            older = other if found[page.document] is page else page
            _LOG.warning("%s: left aside, %s is as new or newer", older.name, found[page.document].name)
    return found, frozenset(names)


def _recognised(path: Path, aside: Collection[str]) -> PageFile | None:
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        with path.open("rb") as stream:
            is_pdf = stream.read(4) == b"%PDF"
        if not is_pdf and path.name not in aside:
            return None
        data = path.read_bytes()
        found = PDF if is_pdf else page_format(data)
        text = (
            "".join(f"{page}\n\f" for page in pdf_pages(data))
            if is_pdf
            else page_text(data)
            if found == HTML
            else ""
        )
    except (OSError, SourceError) as error:
        _LOG.warning("%s: left aside (%s)", path.name, error)
        return None
    if not text:
        return None
    source = source_of(text)
    if source is None:
        _LOG.warning("%s: the text of no source in the catalogue; left aside", path.name)
        return None
    date = pdf_date(data) if is_pdf else page_date(data)
    return PageFile(source.id, path.name, found, date or source.version, data)


def source_of(text: str) -> Source | None:
    """The source whose outline a text has most of, None when it has too little of any."""
    shares = {s.id: _share(s, text) for s in sources().values() if s.id in OUTLINES or s.id in GUIDES}
    best = max(shares, key=lambda document: shares[document])
    return sources()[best] if shares[best] >= _ENOUGH else None


def _share(source: Source, text: str) -> float:
    """How much of a source's outline a text has, between 0 and 1."""
    if source.id in OUTLINES:
        outline = OUTLINES[source.id]
        blocks = [match_form(block) for block in outline.blocks(text)]
        marks = outline.marks
        return sum(any(mark.matches(block) for block in blocks) for mark in marks) / len(marks)
    lines = [match_form(line) for line in text.splitlines()]
    telling = [o for s in outline_of(source.id) if _HAS_WORD.search(o := match_form(s.opening))]
    if (
        len(telling) < _LEAST_TELLING
    ):  # numbered questions: any numbered text has these, so it must read as a whole
        return float(_reads(source, text))
    return sum(any(line.startswith(o) for line in lines) for o in telling) / len(telling)


def _reads(source: Source, text: str) -> bool:
    try:
        read_guidance(text, document=source.id, version=source.version)
    except SourceError:
        return False
    return True
