"""The versions of official texts that are held, each file with where and when it came from.

`HOME/sources/<document>/<version>/<language>[-<edition>]/` holds the file and `meta.json`. A version is a date as
its publisher gives it (the day of fetching where they give none); where a text changed under the same date, the
later ones are `<date>.2`, `<date>.3`. Nothing is ever overwritten: a new version stands beside the old ones, and
what could not be read is not kept at all, so the last good version stays in use.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import uuid
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ingest.errors import SourceError, StorageError

_VERSION = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Held:
    """One file of one version of a document.

    `format` says how to read it (see `ingest.held`), `edition` which text of an act it is. `fetched` and `checked`
    are UTC times: when it came, and when the publisher last said that it still stands. `until` is the date from
    which the publisher knows that another version applies; `revision` are the publisher's own numbers for this very
    text, apart by spaces (package versions). `words` is the hash of what was read in it: the same text under another
    layout has the same. `is_dated` is false where the publisher gives no date and the version is the day of fetching.
    """

    document: str
    version: str
    language: str
    edition: str
    format: str
    name: str
    address: str
    fetched: str
    checked: str
    sha256: str
    words: str
    etag: str = ""
    last_modified: str = ""
    until: str = ""
    revision: str = ""
    is_dated: bool = True

    @property
    def date(self) -> str:
        """The date of the version, without the number that tells two texts of one date apart."""
        return self.version.partition(".")[0]

    @property
    def since(self) -> str:
        """The day from which the file is known to stand: its date, for a later text of that date the day it came."""
        return self.fetched[:10] if "." in self.version else self.date


class VersionStore:
    """The held versions under one folder. Reading never writes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def held(self, document: str) -> list[Held]:
        """Every file held of a document, oldest version first; what cannot be read is passed over."""
        found = []
        for meta in self.root.glob(f"{document}/*/*/meta.json"):
            try:
                found.append(Held(**json.loads(meta.read_text(encoding="utf-8"))))
            except (OSError, ValueError, TypeError):
                continue
        return sorted(found, key=lambda h: (_order(h.version), h.language, h.edition))

    def versions(self, document: str) -> list[str]:
        """The versions held of a document, oldest first."""
        return list(dict.fromkeys(h.version for h in self.held(document)))

    def newest(self, document: str, language: str, edition: str = "") -> Held | None:
        """The newest file of a document in a language and edition, None when there is none."""
        fitting = [h for h in self.held(document) if (h.language, h.edition) == (language, edition)]
        return fitting[-1] if fitting else None

    def read(self, held: Held) -> bytes:
        """The bytes of a held file. Raises SourceError when they are gone or no longer those that came."""
        path = self._folder(held) / held.name
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SourceError(
                f"{held.document}: the held file of version {held.version} cannot be read ({error.strerror}); "
                "delete its folder and fetch again"
            ) from error
        if hashlib.sha256(data).hexdigest() != held.sha256:
            raise SourceError(
                f"{held.document}: the held file of version {held.version} was altered (its checksum differs); "
                f"delete {path.parent} and fetch again"
            )
        return data

    def put(self, new: Held, data: bytes) -> tuple[Held, bool]:
        """Keep a file that was read without fault; returns it as it is held, and whether it was new.

        A text whose words are those of the newest version held, or of one of this date, is only marked as checked.
        Raises StorageError when the disk refuses; nothing half-written stays.
        """
        newest = self.newest(new.document, new.language, new.edition)
        same_place = [h for h in self.held(new.document) if _place(h) == _place(new)]
        for held in [newest, *same_place]:
            # A dated text that reads as the one before it is a version of its own all the same.
            if held and held.words == new.words and (held in same_place or not new.is_dated):
                return self.checked(held, new), False
        if same_place:
            new = replace(new, version=f"{new.version}.{len(same_place) + 1}")
        new = replace(new, sha256=hashlib.sha256(data).hexdigest())
        self._write(new, data)
        return new, True

    def checked(self, held: Held, told: Held) -> Held:
        """Note that the publisher still gives a held file, with the validators and revision it now tells."""
        kept = replace(
            held,
            checked=told.checked,
            etag=told.etag or held.etag,
            last_modified=told.last_modified or held.last_modified,
            until=told.until or held.until,
            revision=" ".join(dict.fromkeys([*held.revision.split(), *told.revision.split()])),
        )
        folder = self._folder(held)
        aside = folder / f".meta-{uuid.uuid4().hex[:6]}"
        try:
            aside.write_text(_json(kept), encoding="utf-8")
            os.replace(aside, folder / "meta.json")
        except OSError as error:
            raise _refused(self.root, error) from error
        return kept

    def _write(self, held: Held, data: bytes) -> None:
        folder = self._folder(held)
        aside = self.root / f".new-{uuid.uuid4().hex[:8]}"
        try:
            aside.mkdir(parents=True)
            (aside / held.name).write_bytes(data)
            (aside / "meta.json").write_text(_json(held), encoding="utf-8")
            folder.parent.mkdir(parents=True, exist_ok=True)
            os.replace(aside, folder)
        except OSError as error:
            raise _refused(self.root, error) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _folder(self, held: Held) -> Path:
        part = f"{held.language}-{held.edition}" if held.edition else held.language
        parts = (held.document, part, held.name)
        if not _VERSION.fullmatch(held.version) or any(p.startswith(".") or "/" in p for p in parts):
            raise SourceError(
                f"{held.document}: '{held.version}' is no version (a date YYYY-MM-DD or YYYY-MM)"
            )
        return self.root / held.document / held.version / part


def _place(held: Held) -> tuple[str, str, str]:
    return held.date, held.language, held.edition


def _order(version: str) -> tuple[str, int]:
    date, _, number = version.partition(".")
    return date, int(number or 1)


def _json(held: Held) -> str:
    return json.dumps(asdict(held), ensure_ascii=False, indent=1)


def _refused(root: Path, error: OSError) -> StorageError:
    return StorageError(
        f"cannot keep the fetched text under {root} ({error.strerror}): free some space or set BOUSSOLE_HOME; "
        "what was held is unchanged"
    )
