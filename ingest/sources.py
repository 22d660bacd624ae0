"""Official texts from a folder: find each source's file, read its bytes, refuse what cannot be a text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import Source, sources
from ingest.errors import SourceError

MAX_BYTES = 20_000_000
MAX_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one source as found: decoded words, hash of the bytes, name of the file."""

    source: Source
    text: str
    sha256: str
    name: str


def find_files(folder: Path, *, only: frozenset[str] = frozenset()) -> tuple[dict[str, Path], dict[str, str]]:
    """The file of each catalogued source under `folder` by document id, by its name, and what is wrong with others.

    Raises SourceError when the folder is not there.
    """
    if not folder.is_dir():
        raise SourceError(f"no folder {folder}: give the folder of official texts with --from DIR")
    found: dict[str, Path] = {}
    problems: dict[str, str] = {}
    for source in sources().values():
        if only and source.id not in only:
            continue
        hits = sorted({path for pattern in source.files for path in folder.rglob(pattern) if path.is_file()})
        if len(hits) > 1:
            names = ", ".join(str(h.relative_to(folder)) for h in hits)
            problems[source.id] = f"two files for document {source.id}: {names}; keep one of them"
        elif hits:
            found[source.id] = hits[0]
    return found, problems


def load_text(source: Source, path: Path) -> SourceText:
    """Read and decode one file.

    Raises SourceError in one line for a file that is unreadable, empty, too large, binary, not UTF-8 or
    has a line no text has.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be read ({error.strerror}); check its permissions") from error
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"{path.name}: {len(data) // 1_000_000} MB is more than a legal text has ({MAX_BYTES // 1_000_000} MB); check the file"
        )
    if not data.strip():
        raise SourceError(f"{path.name}: the file is empty; fetch it again")
    if b"\0" in data[:65536] or data[:4] in (b"%PDF", b"PK\x03\x04"):
        raise SourceError(f"{path.name}: this is a binary file, not text; convert it to UTF-8 text first")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path.name}: not UTF-8 (byte {error.start}); it looks like Latin-1: convert it, e.g. iconv -f latin1 -t utf-8"
        ) from error
    if max(map(len, text.splitlines()), default=0) > MAX_LINE:
        raise SourceError(
            f"{path.name}: one line has over {MAX_LINE:,} characters; this is not the expected text"
        )
    return SourceText(source, text, hashlib.sha256(data).hexdigest(), path.name)
