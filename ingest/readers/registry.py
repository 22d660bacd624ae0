"""Which reader reads which source."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from corpus.catalogue import Source
from corpus.models import Reading
from ingest.errors import SourceError
from ingest.readers.french_code import read_code
from ingest.readers.french_pages import read_page
from ingest.readers.guidance import read_guidance
from ingest.readers.regulation_markdown import read_regulation

_READERS: dict[str, Callable[..., Reading]] = {
    "regulation": read_regulation,
    "page": read_page,
    "code": read_code,
    "guidance": read_guidance,
}


@cache
def readers_fingerprint() -> str:
    """Hash of the code that turns texts into provisions: an index made by other readers is not up to date."""
    folder = Path(__file__).parent
    files = sorted(folder.parent.rglob("*.py")) + sorted((folder.parent.parent / "corpus").glob("*.py"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def read_source(source: Source, text: str) -> Reading:
    """Read a source's text. Raises SourceError when the text is not what the catalogue promises."""
    reader = _READERS.get(source.reader)
    if reader is None:
        raise SourceError(f"{source.id}: no reader '{source.reader}'; known: {', '.join(sorted(_READERS))}")
    return reader(text, document=source.id, version=source.version)
