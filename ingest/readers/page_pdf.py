"""The text of a PDF, page by page, by pypdf; and on which page each provision stands."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.models import Reading
from ingest.errors import SourceError
from ingest.readers.outline import match_form

_MOST_PAGES = 600
_PROBES = (160, 80, 40, 20)
"""Letters of a beginning that are looked for, the most telling first."""


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page. Raises SourceError for a file that is broken, locked, endless or pictures only."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise SourceError("the PDF is locked with a password")
        if len(reader.pages) > _MOST_PAGES:
            raise SourceError(f"the PDF has {len(reader.pages)} pages, more than such a text has")
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError) as error:
        raise SourceError(f"the PDF is broken ({str(error)[:80] or type(error).__name__})") from error
    if not any(page.strip() for page in pages):
        raise SourceError("the PDF has no text, only pictures")
    return pages


def pdf_date(data: bytes) -> str:
    """The day the PDF was last changed by its maker (YYYY-MM-DD); empty when it does not tell."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        told: Mapping[str, object] = PdfReader(io.BytesIO(data)).metadata or {}
        stamp = str(told.get("/ModDate") or told.get("/CreationDate") or "")
    except (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError):
        return ""
    found = re.match(r"D:(\d{4})(\d{2})(\d{2})", stamp)
    return "-".join(found.groups()) if found else ""


def with_pages(reading: Reading, pages: Sequence[str], address: str) -> Reading:
    """The reading with each provision's address leading to the page of the PDF where its words begin."""
    folded = [_letters(page) for page in pages]
    found, last = [], 0
    for provision in reading.provisions:
        text = provision.texts[0]
        last = _page_of(_letters(text.text) or _letters(text.title), folded, last)
        told = f"{address}#page={last + 1}" if address else ""
        found.append(replace(provision, texts=(replace(text, address=told),)))
    return replace(reading, provisions=tuple(found))


def _page_of(words: str, pages: Sequence[str], first: int) -> int:
    """The page, from `first` on, that has the most of the beginning of `words`: a title stands in the contents too, and
    a page may end after a few words. `first` itself when none has enough to tell."""
    for size in _PROBES:
        probe = words[:size]
        page = next((n for n in range(first, len(pages)) if probe and probe in pages[n]), -1)
        if page >= 0:
            return page
    return first


def _letters(text: str) -> str:
    """Letters and figures alone: breaks and signs differ between a page and what was read of it."""
    return "".join(re.findall(r"\w+", match_form(text))).lower()
