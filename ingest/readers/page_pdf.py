"""The text of a PDF, page by page, by pypdf; and on which page each provision stands."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.models import Provision, Reading
from ingest.errors import SourceError
from ingest.readers.outline import match_form

_MOST_PAGES = 600
_PROBE = 40


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

    def placed(provision: Provision) -> Provision:
        text = provision.texts[0]
        probe = _letters(next((p.text for p in text.pieces if p.text), text.title))[:_PROBE]
        page = next((n for n, words in enumerate(folded, 1) if probe and probe in words), 0)
        told = f"{address}#page={page}" if page and address else address
        return replace(provision, texts=(replace(text, address=told),))

    return replace(reading, provisions=tuple(placed(p) for p in reading.provisions))


def _letters(text: str) -> str:
    """Letters and figures alone: breaks and signs differ between a page and what was read of it."""
    return "".join(re.findall(r"\w+", match_form(text))).lower()
