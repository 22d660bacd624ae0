"""The files a user added, under one folder: `HOME/files/<slug>/` holds the file as it came and `meta.json`.

A file is read before it is kept, so what cannot be read never lies here; a folder appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
import unicodedata
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.models import Reading
from ingest.errors import SourceError, StorageError
from ingest.markup import MAX_BYTES
from ingest.own.blocks import file_format
from ingest.own.read import read_own

PREFIX = "user:"
_SLUG_LETTERS = 48
_META = "meta.json"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A user's file: its document id (`user:<slug>`), the name it came under, its format, when it came (UTC), its hash."""

    id: str
    name: str
    format: str
    added: str
    sha256: str

    @property
    def title(self) -> str:
        """The name without its ending."""
        return Path(self.name).stem or self.name

    @property
    def version(self) -> str:
        """The day it was added."""
        return self.added[:10]


class OwnFiles:
    """The shelf of a user's files. Reading never writes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def all(self) -> list[OwnFile]:
        """Every file, by id; a folder that cannot be read is passed over."""
        return sorted(self._found(), key=lambda f: f.id)

    def _found(self) -> Iterator[OwnFile]:
        for meta in self.root.glob(f"*/{_META}"):
            try:
                yield OwnFile(**json.loads(meta.read_text(encoding="utf-8")))
            except (OSError, ValueError, TypeError):
                continue

    def get(self, document: str) -> OwnFile | None:
        """The file of a document id, None when there is none."""
        return next((f for f in self._found() if f.id == document), None)

    def add(self, data: bytes, name: str) -> tuple[OwnFile, bool]:
        """Keep a file that reads without fault; returns it, and whether it was new (the same bytes are kept once).

        Another file of the same name stands beside the first. Raises SourceError for what cannot be read, with the
        name before the reason, StorageError when the disk refuses.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        known = next((f for f in self._found() if f.sha256 == sha256), None)
        if known:
            return known, False
        try:
            found = file_format(data, name)
            new = OwnFile(self._free_id(name), name, found, _now(), sha256)
            _read(new, data)
        except SourceError as error:
            raise SourceError(f"{name}: {error}") from error
        self._write(new, data)
        return new, True

    def reading(self, own: OwnFile) -> Reading:
        """What a kept file says. Raises SourceError when it is gone, altered or no longer readable."""
        path = self._folder(own) / f"file.{own.format}"
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SourceError(f"{own.name}: cannot be read ({error.strerror}); add it again") from error
        if hashlib.sha256(data).hexdigest() != own.sha256:
            raise SourceError(f"{own.name}: {path} was altered; remove {own.id} and add the file again")
        return _read(own, data)

    def remove(self, document: str) -> OwnFile:
        """Take a file off the shelf. Raises SourceError for an id that is not there, StorageError when it stays."""
        own = self.get(document)
        if own is None:
            held = ", ".join(f.id for f in self.all()) or "none"
            raise SourceError(f"{document} is none of your files; there are: {held}")
        aside = self.root / f".gone-{uuid.uuid4().hex[:8]}"
        try:
            os.replace(self._folder(own), aside)
        except OSError as error:
            raise _refused(self.root, error) from error
        shutil.rmtree(aside, ignore_errors=True)
        return own

    def _free_id(self, name: str) -> str:
        slug = slug_of(name)
        taken = {f.id for f in self._found()}
        numbered = (slug if n == 1 else f"{slug}-{n}" for n in range(1, len(taken) + 2))
        return next(i for s in numbered if (i := PREFIX + s) not in taken)

    def _write(self, own: OwnFile, data: bytes) -> None:
        aside = self.root / f".new-{uuid.uuid4().hex[:8]}"
        try:
            aside.mkdir(parents=True)
            (aside / f"file.{own.format}").write_bytes(data)
            (aside / _META).write_text(
                json.dumps(asdict(own), ensure_ascii=False, indent=1), encoding="utf-8"
            )
            os.replace(aside, self._folder(own))
        except OSError as error:
            raise _refused(self.root, error) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _folder(self, own: OwnFile) -> Path:
        return self.root / own.id.removeprefix(PREFIX)


def load_file(path: Path) -> bytes:
    """The bytes of a file to add, not read at all when it is too large. Raises SourceError in one line."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise SourceError(f"{path.name}: a folder; give its files")
        if size > MAX_BYTES:
            raise SourceError(
                f"{path.name}: {size / 1_000_000:.0f} MB is more than a file may have ({MAX_BYTES // 1_000_000} MB): split it"
            )
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be read ({error.strerror})") from error


def slug_of(name: str) -> str:
    """A file's name as part of an id: lower case letters and digits between hyphens."""
    plain = unicodedata.normalize("NFKD", Path(name).stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_SLUG_LETTERS].strip("-") or "file"


def _read(own: OwnFile, data: bytes) -> Reading:
    return read_own(data, document=own.id, found=own.format, title=own.title, version=own.version)


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _refused(root: Path, error: OSError) -> StorageError:
    return StorageError(
        f"your files under {root} cannot be changed ({error.strerror}): free some space or set BOUSSOLE_HOME; nothing was lost"
    )
