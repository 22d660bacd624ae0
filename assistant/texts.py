"""The state of every catalogued text: which version, how binding, when it came, what has amended it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.catalogue import amendments, sources
from corpus.ids import parse
from ingest.fetch.run import unfetchable
from ingest.index import Index
from ingest.own.shelf import OwnFiles
from ingest.versions import Held, VersionStore


@dataclass(frozen=True, slots=True)
class TextState:
    """One document as a reader should know it.

    `version` is that of the text in the index, empty when none is installed; `held` are the versions that can be
    compared or asked as of; `fetched` and `checked` are UTC times, empty for a text from a folder; `until` is the day
    from which its publisher knows of another state; `amended` are (act, date of effect) after the version, up to the
    newest record; `can_fetch` is whether an address to fetch from is known; `has_digests` whether ours stand beside or
    in place of it.
    """

    document: str
    title: str
    publisher: str
    address: str
    legal_force: str
    edition: str
    version: str
    languages: tuple[str, ...]
    provisions: int
    held: tuple[str, ...]
    fetched: str
    checked: str
    until: str
    amended: tuple[tuple[str, str], ...]
    can_fetch: bool
    passages: int = 0
    has_digests: bool = False

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {name: getattr(self, name) for name in self.__slots__}


def text_states(store: VersionStore, index: Index | None, language: str) -> list[TextState]:
    """The state of each catalogued document, in the order of the catalogue."""
    held_records = {d.id: d for d in index.manifest.documents} if index else {}
    records = {i: d for i, d in held_records.items() if d.is_official}
    found = []
    for source in sources().values():
        record = records.get(source.id)
        version = record.version if record else ""
        files = store.held(source.id)
        current = _current(files, version)
        found.append(
            TextState(
                document=source.id,
                title=source.title(language),
                publisher=source.publisher_in(language),
                address=source.address,
                legal_force=source.legal_force.value,
                edition=current.edition if current else "",
                version=version,
                languages=tuple(x for x in record.languages if _has(index, source.id, x)) if record else (),
                provisions=record.provisions if record else 0,
                held=tuple(dict.fromkeys(h.version for h in files)),
                fetched=current.fetched if current else "",
                checked=current.checked if current else "",
                until=current.until if current else "",
                amended=_amended(source.id, version) if record else (),
                can_fetch=source.fetch is not None,
                passages=record.passages if record else 0,
                has_digests=source.id in held_records and bool(held_records[source.id].digest_hash),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class OwnState:
    """A user's own file: its id, the name it came under, its format, the day it was added, what the index has of it
    (0 passages: not yet indexed)."""

    document: str
    name: str
    format: str
    added: str
    languages: tuple[str, ...]
    provisions: int
    passages: int

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {name: getattr(self, name) for name in self.__slots__}


def own_states(files: OwnFiles, index: Index | None) -> list[OwnState]:
    """The state of each of the user's own files, by id."""
    records = {d.id: d for d in index.manifest.documents} if index else {}
    return [
        OwnState(
            f.id,
            f.name,
            f.format,
            f.version,
            records[f.id].languages if f.id in records else (),
            records[f.id].provisions if f.id in records else 0,
            records[f.id].passages if f.id in records else 0,
        )
        for f in files.all()
    ]


def to_bring(missing: Sequence[str]) -> list[str]:
    """One line on those of the missing documents that no address is known of, and how to bring them; none without any."""
    lost = [d for d in unfetchable() if d in missing]
    if not lost:
        return []
    names = ", ".join(lost)
    return [
        f"no address to fetch from is known of {names}: save them from their publishers into a folder (PDF, web page or "
        "text), then boussole ingest --from DIR"
    ]


def _current(files: list[Held], version: str) -> Held | None:
    return next((h for h in reversed(files) if h.version == version), None)


def _has(index: Index | None, document: str, language: str) -> bool:
    """Whether the official text of a document is there in a language, not our digest alone."""
    if index is None:
        return False
    first = next(iter(index.store.of_document(document)), None)
    return first is not None and any(
        t.language == language and t.kind.value == "official" for t in first.texts
    )


def _amended(document: str, version: str) -> tuple[tuple[str, str], ...]:
    found = {
        (a.act, a.effective)
        for a in amendments()
        if parse(a.provision).document == document and a.effective > version
    }
    return tuple(sorted(found, key=lambda a: (a[1], a[0])))
