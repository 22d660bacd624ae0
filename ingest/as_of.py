"""The texts that stood on a day, as an index of their own beside the one in use.

A code is put together article by article: Légifrance tells from when to when each text of an article stands, and any
held version may have it. Other documents stand as their held version of that time has them. What is not held is said,
never bent to the nearest version. The index is made of the vectors of the one in use wherever the words are the same.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.catalogue import Source, sources, wanted_articles
from corpus.digests import Digest
from corpus.ids import parse
from corpus.models import Reading, TextKind
from ingest.embed import Encoder
from ingest.errors import IndexDamaged, IndexMismatch, IndexMissing, SourceError, VersionMissing
from ingest.gather import Digests, Gathered, official_readings
from ingest.held import document_at, joined_editions
from ingest.index import Index, IndexFolder
from ingest.pipeline import Progress, build_index
from ingest.readers.legifrance import FORMAT as LEGIFRANCE
from ingest.readers.legifrance import read_extract
from ingest.readers.registry import readers_fingerprint
from ingest.references import with_references
from ingest.versions import Held, VersionStore

_KEPT = 3
"""How many such indexes are kept, those asked for last."""


@dataclass(frozen=True)
class AsOf:
    """What stood on `day`: the version taken of each document, why there is none of the others (one line each), and what
    is not held inside a document that is (ids)."""

    day: str
    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As `search` and `ask` print it."""
        return {
            "day": self.day,
            "versions": self.versions,
            "missing": self.missing,
            "not_held": list(self.gaps),
        }


def read_day(text: str) -> str:
    """A day as YYYY-MM-DD. Raises ValueError in one line."""
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"'{text}' is no day; write it as 2024-07-09") from None


def texts_at(
    day: str, store: VersionStore, current: Index | None
) -> tuple[dict[str, tuple[Reading, ...]], AsOf]:
    """The official readings of each document that stood on a day, and the account of them."""
    found: dict[str, tuple[Reading, ...]] = {}
    versions, missing, gaps = {}, {}, []
    for source in sources().values():
        try:
            readings, lost = _document_at(source, day, store, current)
        except SourceError as error:
            missing[source.id] = str(error)
            continue
        found[source.id] = readings
        versions[source.id] = readings[0].version
        gaps += lost
    return found, AsOf(day, versions, missing, tuple(gaps))


def _document_at(
    source: Source, day: str, store: VersionStore, current: Index | None
) -> tuple[tuple[Reading, ...], list[str]]:
    """The readings of a document on a day and the ids not held. Raises VersionMissing when nothing of it is."""
    if any(h.format == LEGIFRANCE for h in store.held(source.id)):
        return code_at(source.id, day, store)
    if held := document_at(store, source.id, day):
        return held.readings(), []
    installed = official_readings(current, source.id) if current else ()
    standing = tuple(r for r in installed if r.version and r.version <= day)
    if standing and not store.held(source.id):
        return joined_editions(standing), []
    raise VersionMissing(_why_none(source, day, store, installed))


def _why_none(source: Source, day: str, store: VersionStore, installed: tuple[Reading, ...]) -> str:
    held = list(dict.fromkeys([*store.versions(source.id), *(r.version for r in installed if r.version)]))
    if not held:
        return "no dated version is held" if installed else "no official text is held"
    return f"no version in force on {day} is held (held: {', '.join(held)})"


def code_at(document: str, day: str, store: VersionStore) -> tuple[tuple[Reading, ...], list[str]]:
    """A code as it stood on a day, out of all extracts held, and the ids of the articles whose text of then is not held.

    Raises VersionMissing when none of its articles of that day is held.
    """
    extracts = [_extract(h, store) for h in store.held(document) if h.format == LEGIFRANCE]
    texts = {a["id"]: a for extract in extracts for a in extract["articles"]}
    articles, lost = [], []
    for number in wanted_articles(document):
        wanted = _text_at(number, day, extracts)
        if wanted in texts:
            articles.append(texts[wanted])
        elif wanted:
            lost.append(f"{document}/{number}")
    if not articles:
        held = ", ".join(store.versions(document))
        raise VersionMissing(f"none of its articles of {day} is held (held: {held})")
    # What the code is after the newest extract nobody here knows: it stands as that one knew it.
    newest = {**extracts[-1], "articles": articles, "version": min(day, extracts[-1]["version"])}
    data = json.dumps(newest, ensure_ascii=False).encode()
    return (with_references(read_extract(data, document=document)),), lost


def _extract(held: Held, store: VersionStore) -> dict[str, Any]:
    extract: dict[str, Any] = json.loads(store.read(held))
    return extract


def _text_at(number: str, day: str, extracts: list[dict[str, Any]]) -> str:
    """Légifrance's id of the text of an article that stood on a day, as the newest extract that knows it tells; empty
    when the article did not stand then."""
    for extract in reversed(extracts):
        for article in extract["articles"]:
            if article["num"] == number:
                spans = [*article["texts"], article]
                return next((s["id"] for s in spans if _within(day, s["since"], s["until"])), "")
    return ""


def _within(day: str, since: str, until: str) -> bool:
    return since <= day and (not until or day < until)


def open_as_of(
    day: str,
    root: Path,
    store: VersionStore,
    current: Index | None,
    encoder: Encoder,
    *,
    digests: Mapping[str, Digest],
    progress: Progress = lambda _done, _total: None,
) -> tuple[Index, AsOf]:
    """The index of a day, made under `root` when it is not there yet, and the account of what it holds.

    Raises VersionMissing when no document of that day is held, StorageError when the disk refuses.
    """
    readings, account = texts_at(day, store, current)
    if not readings:
        raise VersionMissing(
            f"no text in force on {day} is held; boussole ingest --history fetches the older versions that publishers give"
        )
    ours = Digests(dict(_standing(digests, readings, day, current)))
    gathered = [
        Gathered(d, found + ours.readings(d), "read", _hash(found), "as of " + day, ours.hash(d))
        for d, found in readings.items()
    ]
    folder = IndexFolder(root / _key(gathered, encoder))
    try:
        index = folder.open(encoder.fingerprint)
        index.check()
    except (IndexMissing, IndexMismatch, IndexDamaged):
        build_index(gathered, folder, encoder, current, progress)
        index = folder.open(encoder.fingerprint)
    folder.root.touch()
    _sweep(root)
    return index, account


def _standing(
    digests: Mapping[str, Digest],
    readings: Mapping[str, tuple[Reading, ...]],
    day: str,
    current: Index | None,
) -> Iterator[tuple[str, Digest]]:
    """The digests that hold for a day: written of a text that stood then, or of words that were the same then."""
    words = {
        p.id: p.texts[0].text
        for found in readings.values()
        for reading in reversed(found)
        for p in reading.provisions
    }
    versions = {d: {r.version for r in found} for d, found in readings.items()}
    for digest in digests.values():
        document = parse(digest.id).document
        was_written_of_it = (
            bool(digest.as_of) and digest.as_of <= day and digest.as_of in versions.get(document, ())
        )
        if was_written_of_it or (
            digest.id in words and _official_now(digest.id, current) == words[digest.id]
        ):
            yield digest.id, digest


def _official_now(provision_id: str, current: Index | None) -> str:
    provision = current.store.get(provision_id) if current else None
    texts = [t for t in provision.texts if t.kind is TextKind.OFFICIAL] if provision else []
    return max(texts, key=lambda t: t.version).text if texts else ""


def _hash(readings: tuple[Reading, ...]) -> str:
    return hashlib.sha256(repr(readings).encode()).hexdigest()


def _key(gathered: list[Gathered], encoder: Encoder) -> str:
    told = [(g.document, g.sha256, g.digest_hash) for g in gathered]
    made = repr([told, encoder.fingerprint, readers_fingerprint()])
    return hashlib.sha256(made.encode()).hexdigest()[:16]


def _sweep(root: Path) -> None:
    """Delete the indexes of days that were not asked for lately."""
    by_use = sorted(root.iterdir(), key=lambda p: p.stat().st_mtime, reverse=True)
    for folder in by_use[_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
