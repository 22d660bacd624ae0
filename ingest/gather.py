"""What goes into an index: official texts read anew or kept from the index in use, and our digests."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.catalogue import sources
from corpus.digests import Digest
from corpus.ids import parse
from corpus.models import Provision, Reading, TextKind
from ingest.errors import SourceError
from ingest.held import HeldDocument, held_documents
from ingest.index import DocumentRecord, Index, Manifest
from ingest.mirror import MirrorDocument, find_acts
from ingest.mirror_pages import PageFile, find_pages
from ingest.own.shelf import PREFIX, OwnFile, OwnFiles
from ingest.readers.digests import read_digests
from ingest.readers.registry import read_source, readers_fingerprint
from ingest.references import with_references
from ingest.sources import SourceText, find_files, load_text
from ingest.versions import VersionStore

Problems = dict[str, str]
"""What is wrong, one line each, by document id; by file name where nothing tells what document a file is of."""


@dataclass(frozen=True)
class OwnText:
    """A user's own file, found but not read."""

    file: OwnFile
    files: OwnFiles

    @property
    def document(self) -> str:
        """Its document id."""
        return self.file.id

    @property
    def sha256(self) -> str:
        """Changes when the file does."""
        return self.file.sha256

    @property
    def name(self) -> str:
        """The name it came under."""
        return self.file.name

    def readings(self) -> tuple[Reading, ...]:
        """What it says. Raises SourceError when it cannot be read any more."""
        return (self.files.reading(self.file),)


OfficialText = SourceText | MirrorDocument | PageFile | HeldDocument | OwnText
"""The text of a document, found but not read: of a folder, of the versions held, or a user's own."""


@dataclass(frozen=True)
class Gathered:
    """All readings of one document. `state` is `read`, `kept` (from the index in use) or `digest` (no official text)."""

    document: str
    readings: tuple[Reading, ...]
    state: str
    sha256: str = ""
    source: str = ""
    digest_hash: str = ""
    seconds: float = 0.0


class Digests:
    """Digests as readings by document, with a hash of each document's that tells when they changed."""

    def __init__(self, digests: Mapping[str, Digest]) -> None:
        by_document: dict[str, list[Digest]] = defaultdict(list)
        for digest in digests.values():
            by_document[parse(digest.id).document].append(digest)
        self._by_document = by_document

    @property
    def documents(self) -> tuple[str, ...]:
        """Documents that have digests."""
        return tuple(self._by_document)

    def readings(self, document: str) -> tuple[Reading, ...]:
        """The readings of one document's digests."""
        return tuple(read_digests(self._by_document.get(document, [])))

    def hash(self, document: str) -> str:
        """Changes when one of the document's digests changes; empty without digests."""
        members = self._by_document.get(document)
        return hashlib.sha256(repr(members).encode()).hexdigest()[:16] if members else ""


def find_texts(
    folder: Path | None, store: VersionStore | None, only: frozenset[str]
) -> tuple[dict[str, OfficialText], Problems]:
    """Official texts of a folder, or without one the newest versions held, and what is wrong with the others.

    Raises SourceError for the folder itself.
    """
    if folder is None:
        return dict(held_documents(store, only)) if store else {}, {}
    found, problems = find_files(folder, only=only)
    texts: dict[str, OfficialText] = {}
    for document, path in found.items():
        try:
            texts[document] = load_text(sources()[document], path)
        except SourceError as error:
            problems[document] = str(error)
    acts, refused = find_acts(folder, only=only, named=frozenset(found.values()))
    pages, names = find_pages(folder, only=only, aside=frozenset(refused), named=frozenset(found.values()))
    problems |= {name: reason for name, reason in refused.items() if name not in names}
    if not found and not problems and not acts and not pages:
        raise SourceError(
            f"no known official text in {folder}: expected files such as mdr-2017-745.en.md, "
            "or acts and pages downloaded from EUR-Lex and the agencies (see README)"
        )
    for document, page in pages.items():
        held = texts.get(document)
        if not isinstance(held, SourceText) or held.source.version < page.version:
            texts[document] = page
    for document, files in acts.items():
        plain = texts.get(document)
        texts[document] = MirrorDocument(document, files, plain if isinstance(plain, SourceText) else None)
    return texts, problems


def own_texts(files: OwnFiles | None, only: frozenset[str]) -> dict[str, OfficialText]:
    """A user's own files by document id."""
    held = files.all() if files else []
    return {f.id: OwnText(f, files) for f in held if files and (not only or f.id in only)}


def is_up_to_date(
    manifest: Manifest,
    texts: Mapping[str, OfficialText],
    digests: Digests,
    only: frozenset[str],
    *,
    keep_official: bool,
    keep_own: bool = True,
) -> bool:
    """Whether an index already holds just this."""
    if manifest.readers != readers_fingerprint():
        return False
    if any(digests.hash(d) != _held_hash(manifest, d) for d in {*digests.documents, *_ids(manifest)}):
        return False
    held = {d.id: d.sha256 for d in manifest.documents if d.sha256 and (not only or d.id in only)}
    given = {i: _mark(t) for i, t in texts.items()}
    kept = {i for i in held if (keep_own if is_own(i) else keep_official)}
    return given.items() <= held.items() and set(held) <= {*given, *kept}


def is_own(document: str) -> bool:
    """Whether a document id is that of a user's own file."""
    return document.startswith(PREFIX)


def _mark(text: OfficialText) -> str:
    """What the index remembers a text by: its bytes, and the version that the catalogue gives a file."""
    if not isinstance(text, SourceText):
        return text.sha256
    return hashlib.sha256(f"{text.sha256} {text.source.version}".encode()).hexdigest()


def gather(
    texts: Mapping[str, OfficialText],
    problems: Problems,
    digests: Digests,
    old: Index | None,
    only: frozenset[str],
    *,
    keep_official: bool,
    keep_own: bool = True,
) -> list[Gathered]:
    """Every document of the next index, in the order of the catalogue; adds to `problems` what cannot be read.

    An official text that cannot be read now, or was not asked for, is taken over from the index in use.
    """
    gathered = []
    records = {d.id: d for d in old.manifest.documents} if old else {}
    for document in dict.fromkeys([*sources(), *digests.documents, *records, *texts]):
        official = _official(texts.get(document), problems)
        record = records.get(document)
        may_keep = (
            (keep_own if is_own(document) else keep_official)
            or document in problems
            or bool(only and document not in only)
        )
        may_keep = may_keep or _may_be_refused(document, problems)
        if official is None and old and record and record.sha256 and may_keep:
            official = _kept(old, record)
        ours = digests.readings(document)
        if official is None and ours:
            official = Gathered(document, (), "digest")
        if official is not None:
            joined = official.readings + ours
            gathered.append(replace(official, readings=joined, digest_hash=digests.hash(document)))
    return gathered


def _may_be_refused(document: str, problems: Problems) -> bool:
    """Whether a file that was refused may have been this act: nothing in it told, so the last good text stays."""
    source = sources().get(document)
    return bool(source and source.celex) and any(name not in sources() for name in problems)


def _official(text: OfficialText | None, problems: Problems) -> Gathered | None:
    if text is None:
        return None
    started = time.perf_counter()
    document = text.source.id if isinstance(text, SourceText) else text.document
    try:
        if isinstance(text, HeldDocument | PageFile | OwnText):
            readings = text.readings()
        elif isinstance(text, MirrorDocument):
            readings = text.readings(problems)
        else:
            readings = (with_references(read_source(text.source, text.text)),)
    except SourceError as error:
        problems[document] = str(error)
        return None
    seconds = time.perf_counter() - started
    return Gathered(document, readings, "read", _mark(text), text.name, seconds=seconds)


def _kept(old: Index, record: DocumentRecord) -> Gathered:
    """The official readings of a document, or a user's own, as the index in use has them."""
    kind = TextKind.USER if is_own(record.id) else TextKind.OFFICIAL
    return Gathered(record.id, readings_of(old, record.id, kind), "kept", record.sha256, record.source)


def official_readings(index: Index, document: str) -> tuple[Reading, ...]:
    """The official texts that an index has of a document, one reading a language and version, the newest first."""
    return readings_of(index, document, TextKind.OFFICIAL)


def readings_of(index: Index, document: str, kind: TextKind) -> tuple[Reading, ...]:
    """The texts of one kind that an index has of a document, one reading a language and version, the newest first."""
    found: dict[tuple[str, str], list[Provision]] = defaultdict(list)
    for provision in index.store.of_document(document):
        for text in provision.texts:
            if text.kind is kind:
                found[text.version, text.language].append(replace(provision, texts=(text,)))
    return tuple(
        Reading(document, language, version, tuple(provisions))
        for (version, language), provisions in sorted(found.items(), reverse=True)
    )


def _ids(manifest: Manifest) -> tuple[str, ...]:
    return tuple(d.id for d in manifest.documents)


def _held_hash(manifest: Manifest, document: str) -> str:
    return next((d.digest_hash for d in manifest.documents if d.id == document), "")
