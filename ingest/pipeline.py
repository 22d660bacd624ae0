"""Index a folder of official texts: fetch → read → chunk → embed → write → swap, and report."""

from __future__ import annotations

import errno
import hashlib
import math
import shutil
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.catalogue import sources
from corpus.digests import Digest
from corpus.digests import digests as all_digests
from corpus.models import Passage, Provision, Reading, TextKind
from ingest.chunk import CHUNKING_VERSION, passages_of
from ingest.embed import Encoder
from ingest.errors import IndexDamaged, SourceError, StorageError
from ingest.gather import Digests, Gathered, find_texts, gather, is_own, is_up_to_date, own_texts
from ingest.index import FORMAT_VERSION, DocumentRecord, Index, IndexFolder, Manifest, file_sizes
from ingest.likeness import is_reference, measured
from ingest.own.shelf import OwnFiles
from ingest.readers.registry import readers_fingerprint
from ingest.store import write_store
from ingest.vectors import Vectors, embed_passages, write_collections
from ingest.versions import VersionStore
from ingest.word_index import WordIndex

Progress = Callable[[int, int], None]
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NEEDED_BYTES = 80_000_000
_LITTLE = 1_000_000
"""Free bytes on the disk under which a build that fails failed for want of room."""


@dataclass(frozen=True)
class DocumentReport:
    """What became of one document: `state` is `read`, `digest` (ours alone), `unchanged`, `removed` or `failed`."""

    id: str
    state: str
    provisions: int = 0
    passages: int = 0
    languages: tuple[str, ...] = ()
    version: str = ""
    seconds: float = 0.0
    skipped: dict[str, int] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class IngestReport:
    """What one run did. `embedded` counts the passages that were embedded anew, `reused` those that were not."""

    documents: tuple[DocumentReport, ...]
    embedded: int
    reused: int
    seconds: float
    rebuilt: bool

    @property
    def failures(self) -> list[str]:
        """One line for each document that could not be read."""
        return [_told(d.id, d.reason) for d in self.documents if d.state == "failed"]


def _told(document: str, reason: str) -> str:
    """A reason with the document's id before it, once."""
    return f"{document}: {reason.removeprefix(f'{document}: ')}"


@dataclass(frozen=True)
class _Shelved:
    """One document on its way into a generation."""

    record: DocumentRecord
    provisions: tuple[Provision, ...]
    passages: tuple[Passage, ...]
    state: str


def ingest_folder(
    folder: Path | None,
    index_folder: IndexFolder,
    encoder: Encoder,
    *,
    digests: Mapping[str, Digest] | None = None,
    store: VersionStore | None = None,
    files: OwnFiles | None = None,
    only: frozenset[str] = frozenset(),
    progress: Progress = lambda _done, _total: None,
) -> IngestReport:
    """Bring the index up to date with a folder of official texts and with our digests (all of them by default).

    Without a folder the newest versions of `store` are read, other official texts of the index in use stay, and
    digests stand for the rest. `files` are the user's own; None leaves those of the index in use. A document that
    cannot be read stays as the index in use has it, and is reported as failed; without `only`, official texts
    that vanished from the folder are removed. Raises SourceError for the folder itself, StorageError when the
    index cannot be written; the index in use is never touched before the swap.
    """
    started = time.perf_counter()
    _check_known(only)
    ours = Digests(all_digests() if digests is None else digests)
    texts, problems = find_texts(folder, store, only)
    texts |= own_texts(files, only)
    keep, keep_own = folder is None, files is None or bool(only)
    with _locked(index_folder.root):
        old = _open_old(index_folder, encoder.fingerprint)
        up_to_date = old and is_up_to_date(
            old.manifest, texts, ours, only, keep_official=keep, keep_own=keep_own
        )
        if old and up_to_date and not problems and is_whole(old):
            return unchanged_report(old.manifest, only=only, seconds=time.perf_counter() - started)
        gathered = gather(texts, problems, ours, old, only, keep_official=keep, keep_own=keep_own)
        if problems and not gathered:
            raise SourceError("; ".join(_told(i, r) for i, r in problems.items()))
        if not gathered and old is None:
            return IngestReport((), 0, 0, round(time.perf_counter() - started, 3), False)
        shelved = [_shelve(g) for g in gathered]
        embedded, reused = _build(shelved, index_folder, encoder, old, progress)
    failed = [DocumentReport(i, "failed", reason=r.removeprefix(f"{i}: ")) for i, r in problems.items()]
    # What is kept was not asked for, or has failed and is told as that.
    told = [
        s
        for s in shelved
        if s.state != "kept" and s.record.id not in problems and (not only or s.record.id in only)
    ]
    states = [_report(s) for s in told] + failed + _removed(old, shelved, failed)
    return IngestReport(tuple(states), embedded, reused, round(time.perf_counter() - started, 3), True)


def ingest_readings(readings: Sequence[Reading], index_folder: IndexFolder, encoder: Encoder) -> IngestReport:
    """Build an index from readings already made: several readings of a document are joined by provision id."""
    started = time.perf_counter()
    by_document: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_document[reading.document].append(reading)
    with _locked(index_folder.root):
        shelved = [
            _shelve(Gathered(d, tuple(group), "read", sha256=_hash(group)))
            for d, group in by_document.items()
        ]
        embedded, reused = _build(shelved, index_folder, encoder, None, lambda _done, _total: None)
    states = tuple(_report(s) for s in shelved)
    return IngestReport(states, embedded, reused, round(time.perf_counter() - started, 3), True)


def build_index(
    gathered: Sequence[Gathered],
    index_folder: IndexFolder,
    encoder: Encoder,
    other: Index | None,
    progress: Progress = lambda _done, _total: None,
) -> IngestReport:
    """Build an index of documents gathered already, with the vectors of another index where the words are the same."""
    started = time.perf_counter()
    with _locked(index_folder.root):
        shelved = [_shelve(g) for g in gathered]
        embedded, reused = _build(shelved, index_folder, encoder, other, progress)
    states = tuple(_report(s) for s in shelved)
    return IngestReport(states, embedded, reused, round(time.perf_counter() - started, 3), True)


def _hash(readings: Sequence[Reading]) -> str:
    """Stands for the hash of a source where readings were made otherwise; empty when none is official."""
    official = [r for r in readings if r.provisions[0].texts[0].kind is TextKind.OFFICIAL]
    return hashlib.sha256(repr(official).encode()).hexdigest() if official else ""


def _check_known(only: frozenset[str]) -> None:
    unknown = {i for i in only - set(sources()) if not is_own(i)}
    if unknown:
        known = ", ".join(sorted(sources()))
        raise SourceError(f"unknown document {', '.join(sorted(unknown))}; known: {known}")


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Hold the index folder against a second ingest, and turn refusals of the disk into one clear line."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / "LOCK", timeout=0):
            yield
    except Timeout as error:
        raise StorageError(f"another ingest is running on {root}; wait for it to end") from error
    except OSError as error:
        raise storage_error(root, error) from error


def storage_error(root: Path, error: BaseException) -> StorageError:
    """One line for a disk that refuses: full, read-only or not allowed."""
    full = (isinstance(error, OSError) and error.errno in _FULL) or "full" in str(error).lower()
    full = full or _free(root) < _LITTLE  # Chroma does not always say why
    if full:
        return StorageError(
            f"no room left on the disk for the index at {root}: free some space and run again; the index in use is unchanged"
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return StorageError(
        f"cannot write the index at {root} ({reason}): set BOUSSOLE_HOME to a folder you can write to"
    )


def _free(root: Path) -> float:
    try:
        return shutil.disk_usage(root).free
    except OSError:
        return math.inf


def _open_old(index_folder: IndexFolder, fingerprint: str) -> Index | None:
    """The index in use when its parts can be reused; a damaged or foreign one is simply built anew."""
    try:
        generation = index_folder.current()
        if generation is None:
            return None
        manifest = Manifest.read(generation)
        return None if manifest.fits(fingerprint) else Index(generation, manifest)
    except IndexDamaged:
        return None


def is_whole(index: Index) -> bool:
    """Whether every part of an index opens: a damaged one is built again, though no text changed."""
    try:
        index.check()
    except IndexDamaged:
        return False
    return True


def unchanged_report(
    manifest: Manifest, *, only: frozenset[str] = frozenset(), seconds: float = 0.0
) -> IngestReport:
    """The report of a run that found all documents (or those of `only`) as the index has them."""
    documents = tuple(
        DocumentReport(d.id, "unchanged", d.provisions, d.passages, d.languages, d.version, 0.0, d.skipped)
        for d in manifest.documents
        if not only or d.id in only
    )
    return IngestReport(documents, 0, sum(d.passages for d in documents), round(seconds, 3), False)


def _shelve(gathered: Gathered) -> _Shelved:
    started = time.perf_counter()
    readings = gathered.readings
    passages = tuple(p for r in readings for p in passages_of({v.id: v for v in r.provisions}))
    provisions = join_texts(readings)
    record = DocumentRecord(
        id=gathered.document,
        sha256=gathered.sha256,
        version=readings[0].version,
        languages=tuple(dict.fromkeys(r.language for r in readings)),
        provisions=len(provisions),
        passages=len(passages),
        seconds=round(gathered.seconds + time.perf_counter() - started, 3),
        source=gathered.source,
        skipped=dict(Counter(reason for r in readings for _, reason in r.skipped)),
        digest_hash=gathered.digest_hash,
    )
    return _Shelved(record, provisions, passages, gathered.state)


def join_texts(readings: Iterable[Reading]) -> tuple[Provision, ...]:
    """The provisions of several readings of a document in one order, each with all its texts.

    The first reading's nesting holds. What only a later one has stands after what precedes it there (an inserted
    article), or before all (recitals, which a consolidated text lacks).
    """
    joined: dict[str, Provision] = {}
    order: list[str] = []
    for reading in readings:
        before = ""
        for provision in reading.provisions:
            known = joined.get(provision.id)
            if known:
                joined[provision.id] = replace(known, texts=known.texts + provision.texts)
            else:
                joined[provision.id] = provision
                order.insert(order.index(before) + 1 if before else 0, provision.id)
            before = provision.id
    return tuple(replace(joined[i], order=n) for n, i in enumerate(order))


def _build(
    shelved: Sequence[_Shelved],
    index_folder: IndexFolder,
    encoder: Encoder,
    old: Index | None,
    progress: Progress,
) -> tuple[int, int]:
    """Write a generation aside and swap it in; on any failure it is deleted and the old one stays."""
    _check_room(index_folder.root)
    index_folder.sweep(keep={g.name for g in [old.generation if old else _current(index_folder)] if g})
    generation = index_folder.new_generation()
    is_written = False
    try:
        passages = [p for s in shelved for p in s.passages]
        vectors, embedded = embed_passages(passages, encoder, old, progress)
        _write(generation, shelved, passages, vectors, encoder)
        index_folder.swap_in(generation)
        is_written = True
    except IndexDamaged as error:  # Chroma could not make its files
        raise storage_error(index_folder.root, error.__cause__ or error) from error
    except (OSError, sqlite3.Error, RuntimeError, ValueError) as error:
        raise storage_error(index_folder.root, error) from error
    finally:
        if not is_written:
            shutil.rmtree(generation, ignore_errors=True)
    return embedded, len(passages) - embedded


def _current(index_folder: IndexFolder) -> Path | None:
    try:
        return index_folder.current()
    except IndexDamaged:
        return None


def _check_room(root: Path) -> None:
    if shutil.disk_usage(root).free < _NEEDED_BYTES:
        raise StorageError(
            f"no room left on the disk for the index at {root} (under {_NEEDED_BYTES // 1_000_000} MB): "
            "free some space and run again; the index in use is unchanged"
        )


def _write(
    generation: Path,
    shelved: Sequence[_Shelved],
    passages: Sequence[Passage],
    vectors: Vectors,
    encoder: Encoder,
) -> None:
    shelves: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        shelves[f"{passage.kind.value}-{passage.language}"].append(passage)
    write_store(generation / "provisions.sqlite", (p for s in shelved for p in s.provisions), passages)
    write_collections(generation / "chroma", shelves, vectors)
    for shelf, members in shelves.items():
        WordIndex.build(members, shelf.rpartition("-")[2]).save(generation / "words" / shelf)
    Manifest(
        format_version=FORMAT_VERSION,
        encoder=encoder.fingerprint,
        chunking=CHUNKING_VERSION,
        readers=readers_fingerprint(),
        created=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        shelves=tuple(shelves),
        documents=tuple(s.record for s in shelved),
        shelf_passages={shelf: len(members) for shelf, members in shelves.items()},
        files=file_sizes(generation),
        likenesses={} if is_reference(encoder.fingerprint) else dict(measured(encoder)),
    ).write(generation)


def _report(shelved: _Shelved) -> DocumentReport:
    r = shelved.record
    return DocumentReport(
        r.id, shelved.state, r.provisions, r.passages, r.languages, r.version, r.seconds, r.skipped
    )


def _removed(
    old: Index | None, shelved: Sequence[_Shelved], failed: Sequence[DocumentReport]
) -> list[DocumentReport]:
    present = {s.record.id for s in shelved} | {f.id for f in failed}
    return [DocumentReport(d, "removed") for d in (old.documents if old else ()) if d not in present]
