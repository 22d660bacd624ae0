"""From held files to readings: which reader reads which format, and which of the held files an index is made of."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.catalogue import Source, sources
from corpus.models import ProvisionKind, Reading
from ingest.errors import SourceError
from ingest.fetch.content import HTML, PDF
from ingest.formats import Format, recognise
from ingest.readers.eu_acts.read import read_parts
from ingest.readers.french_pages import read_page
from ingest.readers.guidance import read_guidance
from ingest.readers.legifrance import FORMAT as LEGIFRANCE
from ingest.readers.legifrance import read_extract
from ingest.readers.page_html import page_text
from ingest.readers.page_pdf import pdf_pages, with_pages
from ingest.references import with_references
from ingest.versions import Held, VersionStore

_LOG = logging.getLogger(__name__)
_ACTS = frozenset(f.value for f in Format)


def can_read(format_name: str) -> bool:
    """Whether this version of Boussole reads a format; what it cannot read is passed over."""
    return format_name in _ACTS or format_name in (LEGIFRANCE, HTML, PDF)


def read_held(held: Held, data: bytes) -> Reading:
    """The provisions of a held file, their texts marked with its edition.

    Raises SourceError when it is not what the catalogue promises, or no reader knows its format.
    """
    source = sources()[held.document]
    if held.format == LEGIFRANCE:
        reading = read_extract(data, document=held.document, version=held.version)
    elif held.format in (HTML, PDF):
        reading = read_document(source, data, found=held.format, version=held.version, address=held.address)
    else:
        reading = _read_act(held, data)
    return _marked(reading, held)


def read_document(source: Source, data: bytes, *, found: str, version: str, address: str) -> Reading:
    """The provisions of an agency's page (`html`) or document (`pdf`, its pages at `address`). Raises SourceError."""
    if found == HTML:
        return _by_outline(source, page_text(data), version)
    pages = pdf_pages(data)
    text = "".join(f"{page}\n\f" for page in pages)
    return with_pages(_by_outline(source, text, version), pages, address)


def _by_outline(source: Source, text: str, version: str) -> Reading:
    reader = read_guidance if source.reader == "guidance" else read_page
    return reader(text, document=source.id, version=version)


def _read_act(held: Held, data: bytes) -> Reading:
    parts = recognise(data, held.document).parts
    return read_parts(parts, held.document, held.language, held.version)


def _marked(reading: Reading, held: Held) -> Reading:
    """The reading under the version it is held as, its texts with the edition where a document has several."""
    if not held.edition:
        return reading
    provisions = tuple(
        replace(p, texts=tuple(replace(t, edition=held.edition) for t in p.texts)) for p in reading.provisions
    )
    return replace(reading, version=held.version, provisions=provisions)


def words_hash(reading: Reading) -> str:
    """Hash of the provisions and their own words: what tells that a text, not its layout, is the same."""
    told = [
        (p.id, p.texts[0].title, [(piece.text, piece.child) for piece in p.texts[0].pieces])
        for p in reading.provisions
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


@dataclass(frozen=True)
class HeldDocument:
    """The held files that speak for a document at a time, newest first, one a language and edition."""

    document: str
    files: tuple[Held, ...]
    store: VersionStore

    @property
    def version(self) -> str:
        """Version of the newest file."""
        return self.files[0].version

    @property
    def sha256(self) -> str:
        """Changes when one of the files does."""
        return hashlib.sha256(" ".join(f.sha256 + f.version for f in self.files).encode()).hexdigest()

    @property
    def name(self) -> str:
        """Where the files came from."""
        return ", ".join(dict.fromkeys(f.address for f in self.files))

    def readings(self) -> tuple[Reading, ...]:
        """What the files say, joined as `joined_editions` does. Raises SourceError when none can be read."""
        found, faults = [], []
        for held in self.files:
            try:
                found.append(with_references(read_held(held, self.store.read(held))))
            except SourceError as error:
                faults.append(str(error))
        if not found:
            raise SourceError("; ".join(faults))
        for fault in faults:
            _LOG.warning("%s", fault)
        return joined_editions(found)


def held_documents(store: VersionStore, only: Iterable[str] = ()) -> dict[str, HeldDocument]:
    """The newest files held of each catalogued document that this version can read."""
    wanted = set(only) or set(sources())
    found = {d: document_at(store, d) for d in sources() if d in wanted}
    return {d: document for d, document in found.items() if document}


def document_at(store: VersionStore, document: str, day: str = "") -> HeldDocument | None:
    """The files of a document that stood on a day (YYYY-MM-DD; empty: the newest), None when none is held."""
    newest: dict[tuple[str, str], Held] = {}
    for held in store.held(document):
        if can_read(held.format) and (not day or _stood(held, day)):
            newest[held.language, held.edition] = held
    files = sorted(newest.values(), key=lambda h: h.version, reverse=True)
    return HeldDocument(document, tuple(files), store) if files else None


def _stood(held: Held, day: str) -> bool:
    return held.since <= day and (not held.until or day < held.until)


def joined_editions(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Several texts of a document in a language as one: the newest speaks, and lends its place only to what it cannot
    have. A consolidated text has no recitals: those stay from the act as published."""
    by_language: dict[str, list[Reading]] = {}
    for reading in sorted(readings, key=lambda r: r.version, reverse=True):
        by_language.setdefault(reading.language, []).append(reading)
    joined: list[Reading] = []
    for newest, *older in by_language.values():
        joined.append(newest)
        held: set[str] = {p.id for p in newest.provisions}
        for reading in older:
            lent = tuple(
                p for p in reading.provisions if p.kind is ProvisionKind.RECITAL and p.id not in held
            )
            if lent:
                joined.append(replace(reading, provisions=lent, skipped=()))
                held.update(p.id for p in lent)
    return tuple(joined)
