"""The index on disk: generations written aside, swapped in whole, and what each remembers of its making.

`HOME/index/CURRENT` names the generation in use. A generation holds `manifest.json`, `provisions.sqlite`,
`chroma/` (a collection a shelf) and `words/` (a bm25s index a shelf); a shelf is one text kind in one
language. Opening never writes into a generation.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import threading
import time
import uuid
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.chunk import CHUNKING_VERSION
from ingest.errors import IndexDamaged, IndexMismatch, IndexMissing
from ingest.likeness import Likeness
from ingest.store import ProvisionStore
from ingest.word_index import WordIndex

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

FORMAT_VERSION = "4"
_CURRENT = "CURRENT"


@dataclass(frozen=True)
class DocumentRecord:
    """What the index remembers of a document: counts, version, hash of the bytes it was read from (empty when
    digests stand alone), and hash of our digests of it."""

    id: str
    sha256: str
    version: str
    languages: tuple[str, ...]
    provisions: int
    passages: int
    seconds: float
    source: str
    skipped: dict[str, int] = field(default_factory=dict)
    digest_hash: str = ""

    @property
    def is_official(self) -> bool:
        """Whether the official text is installed, not our digests alone."""
        return bool(self.sha256)


@dataclass(frozen=True)
class Manifest:
    """How a generation was made, and what it must hold to be whole.

    `shelves` are names like `official-en`, `shelf_passages` the passages of each; `files` are the sizes of the
    files that no reader changes, by their path under the generation; `likenesses` are what another encoder than
    the reference's similarities mean, by language.
    """

    format_version: str
    encoder: str
    chunking: str
    readers: str
    created: str
    shelves: tuple[str, ...]
    documents: tuple[DocumentRecord, ...]
    shelf_passages: dict[str, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    likenesses: dict[str, Likeness] = field(default_factory=dict)

    @classmethod
    def read(cls, generation: Path) -> Manifest:
        """Read a generation's manifest. Raises IndexDamaged when it is missing or unreadable."""
        try:
            data = json.loads((generation / "manifest.json").read_text(encoding="utf-8"))
            documents = tuple(
                DocumentRecord(**{**d, "languages": tuple(d["languages"])}) for d in data.pop("documents")
            )
            data |= {name: dict(data.get(name, {})) for name in ("shelf_passages", "files")}
            data["likenesses"] = {lang: Likeness(**one) for lang, one in data.get("likenesses", {}).items()}
            return cls(**{**data, "shelves": tuple(data["shelves"])}, documents=documents)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexDamaged(
                f"the index at {generation} is damaged ({type(error).__name__}: {error}); run: boussole ingest"
            ) from error

    def write(self, generation: Path) -> None:
        """Write the manifest: the last step of a build."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (generation / "manifest.json").write_text(text, encoding="utf-8")

    def fits(self, encoder: str) -> str:
        """Why this generation cannot serve `encoder`; empty when it can."""
        if self.format_version != FORMAT_VERSION:
            return f"index format {self.format_version}, this program writes {FORMAT_VERSION}"
        if self.chunking != CHUNKING_VERSION:
            return f"chunking {self.chunking}, this program cuts as {CHUNKING_VERSION}"
        if self.encoder != encoder:
            return f"encoder {self.encoder}, the settings ask for {encoder}"
        return ""


class Index:
    """An open generation. Chroma and the word indexes load at first use, once."""

    def __init__(self, generation: Path, manifest: Manifest) -> None:
        self.generation = generation
        self.manifest = manifest
        self._check_files("provisions.sqlite")
        self.store = ProvisionStore(generation / "provisions.sqlite")
        self._words: dict[str, WordIndex] = {}
        self._collections: dict[str, Collection] = {}
        self._opening = threading.RLock()

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents held."""
        return tuple(d.id for d in self.manifest.documents)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Ids of all provisions held."""
        return frozenset(self.store.ids())

    @cached_property
    def client(self) -> ClientAPI:
        """Chroma's client on this generation. Raises IndexDamaged when its files are not Chroma's.

        Chroma wants to write even to read; on a read-only disk it works on a copy that goes with this process.
        """
        folder = self.generation / "chroma"
        if folder.is_dir() and not os.access(folder, os.W_OK):
            self._copy = tempfile.TemporaryDirectory(prefix="boussole-", ignore_cleanup_errors=True)
            folder = Path(shutil.copytree(folder, Path(self._copy.name) / "chroma"))
        return open_chroma(folder)

    def collection(self, shelf: str) -> Collection:
        """Chroma collection of a shelf. Raises IndexDamaged when it is not there or not whole."""
        with self._opening:
            if shelf not in self._collections:
                self._collections[shelf] = self._open_collection(shelf)
            return self._collections[shelf]

    def _open_collection(self, shelf: str) -> Collection:
        # Chroma answers from emptied files in silence, and from some it crashes: look before it does.
        self._check_files("chroma")
        try:
            collection = self.client.get_collection(shelf)
            held = collection.count()
        except IndexDamaged:
            raise
        except Exception as error:  # chromadb raises its own, sqlite's and rust's errors here
            raise _damaged(self.generation, error) from error
        self._check_count(shelf, held)
        return collection

    def words(self, shelf: str) -> WordIndex:
        """Word index of a shelf. Raises IndexDamaged when its files are damaged."""
        with self._opening:
            if shelf not in self._words:
                self._words[shelf] = self._open_words(shelf)
            return self._words[shelf]

    def _open_words(self, shelf: str) -> WordIndex:
        self._check_files(f"words/{shelf}")
        try:
            words = WordIndex.load(self.generation / "words" / shelf)
        except Exception as error:  # bm25s and numpy raise anything on damaged files, EOFError among it
            raise _damaged(self.generation, error) from error
        self._check_count(shelf, len(words.passage_ids))
        return words

    def check(self) -> None:
        """Open every part. Raises IndexDamaged for the first that cannot serve."""
        for shelf in self.manifest.shelves:
            self.words(shelf)
            self.collection(shelf)

    def _check_files(self, part: str) -> None:
        """Raise IndexDamaged when a file of `part` is gone or shorter than it was built."""
        for name, size in self.manifest.files.items():
            path = self.generation / name
            concerned = name == part or name.startswith(f"{part}/")
            if concerned and (not path.is_file() or path.stat().st_size < size):
                raise _damaged(self.generation, ValueError(f"{name} is cut short or gone"))

    def _check_count(self, shelf: str, held: int) -> None:
        wanted = self.manifest.shelf_passages.get(shelf, held)
        if held != wanted:
            raise _damaged(self.generation, ValueError(f"{shelf} holds {held} passages of {wanted}"))


class IndexFolder:
    """The folder of generations under `BOUSSOLE_HOME`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path | None:
        """The generation in use, None when there is none. Raises IndexDamaged when the pointer leads nowhere."""
        try:
            name = (self.root / _CURRENT).read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise _damaged(self.root, error) from error
        generation = self.root / name
        if not name.startswith("gen-") or not generation.is_dir():
            raise IndexDamaged(
                f"the index at {self.root} is damaged (no generation '{name[:40]}'); run: boussole ingest"
            )
        return generation

    def open(self, encoder: str) -> Index:
        """Open the generation in use for `encoder` (a fingerprint).

        Raises IndexMissing, IndexDamaged, or IndexMismatch when another encoder or chunking made it.
        """
        generation = self.current()
        if generation is None:
            raise IndexMissing(
                f"there is no index at {self.root}; run: boussole ingest (or ingest --from DIR)"
            )
        manifest = Manifest.read(generation)
        if reason := manifest.fits(encoder):
            raise IndexMismatch(
                f"the index was made otherwise ({reason}); run: boussole ingest to rebuild it"
            )
        return Index(generation, manifest)

    def new_generation(self) -> Path:
        """An empty folder for a build, beside the generation in use."""
        self.root.mkdir(parents=True, exist_ok=True)
        stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
        generation = self.root / f"gen-{stamp}-{uuid.uuid4().hex[:6]}"
        generation.mkdir()
        return generation

    def swap_in(self, generation: Path) -> None:
        """Put a finished generation into use in one step; the one before it is kept for open readers."""
        before = (self.root / _CURRENT).read_text().strip() if (self.root / _CURRENT).is_file() else ""
        aside = self.root / f"{_CURRENT}.{uuid.uuid4().hex[:6]}"
        aside.write_text(generation.name, encoding="utf-8")
        os.replace(aside, self.root / _CURRENT)
        self.sweep(keep={generation.name, before})

    def sweep(self, keep: set[str]) -> None:
        """Delete generations and half-built ones that are not in `keep`; what cannot be deleted stays."""
        for entry in self.root.glob("gen-*"):
            if entry.name not in keep:
                shutil.rmtree(entry, ignore_errors=True)


def file_sizes(generation: Path) -> dict[str, int]:
    """Sizes of a finished generation's files, by path under it; Chroma's database, which reading changes, is left out."""
    return {
        path.relative_to(generation).as_posix(): path.stat().st_size
        for path in sorted(generation.rglob("*"))
        if path.is_file() and not path.name.startswith("chroma.sqlite3")
    }


def open_chroma(folder: Path) -> ClientAPI:
    """Chroma's persistent client on `folder`, without telemetry. Raises IndexDamaged when it cannot open."""
    import chromadb
    from chromadb.config import Settings

    if not folder.parent.is_dir():
        raise IndexDamaged(f"the index at {folder.parent} is gone; run: boussole ingest")
    try:
        return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    except Exception as error:  # chromadb raises its own, sqlite's and rust's errors here
        raise _damaged(folder.parent, error) from error


def _damaged(folder: Path, error: Exception) -> IndexDamaged:
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
    return IndexDamaged(f"the index at {folder} is damaged ({reason}); run: boussole ingest")
