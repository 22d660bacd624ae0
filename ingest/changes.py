"""What changed between two versions of a document: provisions added, deleted, and changed word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.models import Provision, ProvisionText, Reading
from ingest.errors import VersionMissing
from ingest.gather import official_readings
from ingest.held import can_read, read_held
from ingest.index import Index
from ingest.versions import VersionStore

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_MOST_TOKENS = 20_000


class ChangeKind(StrEnum):
    """What became of a provision."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a provision that stayed (`same`), came (`added`) or went (`deleted`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """A provision that differs between two versions; `words` are its own words, in reading order, old and new."""

    id: str
    kind: ChangeKind
    title: str
    words: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in a document from one version to another in a language, in the newer one's order."""

    document: str
    language: str
    older: str
    newer: str
    provisions: tuple[ProvisionChange, ...]

    def count(self, kind: ChangeKind) -> int:
        """How many provisions were added, changed or deleted."""
        return sum(p.kind is kind for p in self.provisions)


def compare(older: Reading, newer: Reading) -> Changes:
    """What changed from one reading of a document to another in the same language. Only a provision's own words count:
    what changed in a part is told of the part."""
    before = {p.id: p.texts[0] for p in older.provisions}
    after = {p.id: p.texts[0] for p in newer.provisions}
    found = [c for p in newer.provisions if (c := _change(p, before.get(p.id), after[p.id]))]
    found += [
        ProvisionChange(
            p.id, ChangeKind.DELETED, before[p.id].title, (Stretch("deleted", _own(before[p.id])),)
        )
        for p in older.provisions
        if p.id not in after
    ]
    return Changes(newer.document, newer.language, older.version, newer.version, tuple(found))


def _change(
    provision: Provision, before: ProvisionText | None, after: ProvisionText
) -> ProvisionChange | None:
    new = _own(after)
    if before is None:
        return ProvisionChange(provision.id, ChangeKind.ADDED, after.title, (Stretch("added", new),))
    old = _own(before)
    if "".join(old.split()) == "".join(new.split()):
        return None
    return ProvisionChange(provision.id, ChangeKind.CHANGED, after.title, tuple(word_diff(old, new)))


def _own(text: ProvisionText) -> str:
    return "\n".join(p.text for p in text.pieces if p.text)


def word_diff(old: str, new: str) -> Iterator[Stretch]:
    """The words that stayed, came and went, whole words only; joined again they are the two texts."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > _MOST_TOKENS:
        yield from (Stretch("deleted", old), Stretch("added", new))
        return
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    gone, came = "", ""
    for _, i, j, k, m in matcher.get_opcodes():
        old_words, new_words = "".join(before[i:j]), "".join(after[k:m])
        is_gap = old_words == new_words and not old_words.strip() and (gone or came)
        if old_words != new_words or is_gap:  # a space between two changes belongs to both
            gone, came = gone + old_words, came + new_words
            continue
        yield from _changed(gone, came)
        yield Stretch("same", old_words)
        gone, came = "", ""
    yield from _changed(gone, came)


def _changed(gone: str, came: str) -> Iterator[Stretch]:
    if gone:
        yield Stretch("deleted", gone)
    if came:
        yield Stretch("added", came)


def held_versions(document: str, store: VersionStore, index: Index | None) -> list[str]:
    """The versions of a document that can be compared, oldest first: those held, and what the index has."""
    held = {h.version for h in store.held(document) if can_read(h.format)}
    installed = {r.version for r in official_readings(index, document) if r.version} if index else set()
    return sorted(held | installed)


def version_readings(
    document: str, version: str, store: VersionStore, index: Index | None
) -> dict[str, Reading]:
    """The readings of one version by language, the consolidated text where there are two.

    Raises VersionMissing when it is not held, naming those that are.
    """
    files = [h for h in store.held(document) if h.version == version and can_read(h.format)]
    found = {
        h.language: read_held(h, store.read(h)) for h in sorted(files, key=lambda h: h.edition, reverse=True)
    }
    if not found and index:
        found = {r.language: r for r in official_readings(index, document) if r.version == version}
    if not found:
        held = ", ".join(held_versions(document, store, index)) or "none"
        raise VersionMissing(
            f"{document}: version {version} is not held (held: {held}); run: boussole ingest --history"
        )
    return found


def changes_between(
    document: str, store: VersionStore, index: Index | None, *, older: str = "", newer: str = ""
) -> list[Changes]:
    """What changed between two versions, one entry a language that both have; the newest two by default.

    Raises VersionMissing when one is not held, or there are no two to compare.
    """
    versions = held_versions(document, store, index)
    newer = newer or (versions[-1] if versions else "")
    older = older or next((v for v in reversed(versions) if v < newer), "")
    if not newer or not older:
        held = f"only {versions[0]}" if versions else "no version"
        raise VersionMissing(
            f"{document}: {held} is held, nothing to compare; boussole ingest --history fetches the older ones there are"
        )
    before = version_readings(document, older, store, index)
    after = version_readings(document, newer, store, index)
    languages = [x for x in after if x in before]
    if not languages:
        raise VersionMissing(
            f"{document}: {older} is held in {'/'.join(before)}, {newer} in {'/'.join(after)}: nothing to compare"
        )
    return [compare(before[x], after[x]) for x in languages]
