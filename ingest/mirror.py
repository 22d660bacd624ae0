"""Acts in a folder of downloads, named freely: found by their content, and which of their texts speaks."""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.catalogue import sources
from corpus.models import Edition, Reading
from ingest.errors import SourceError
from ingest.formats import ActFile, Format, may_be_act, recognise
from ingest.held import joined_editions
from ingest.markup import MAX_BYTES
from ingest.readers.eu_acts.read import read_act
from ingest.readers.registry import read_source
from ingest.readers.regulation_counts import check_complete
from ingest.references import with_references
from ingest.sources import SourceText

_LOG = logging.getLogger(__name__)
_HEAD = 4096
_PREFERENCE = list(Format)


@dataclass(frozen=True)
class MirrorDocument:
    """The texts of one act in a folder: `files` in official formats, `plain` our Markdown of it where it is there."""

    document: str
    files: tuple[ActFile, ...]
    plain: SourceText | None = None

    @property
    def sha256(self) -> str:
        """Changes when one of the files does."""
        hashes = sorted(f.sha256 for f in self.files) + ([self.plain.sha256] if self.plain else [])
        return hashlib.sha256(" ".join(hashes).encode()).hexdigest()

    @property
    def name(self) -> str:
        """Names of the files."""
        return ", ".join([*(f.name for f in self.files), *([self.plain.name] if self.plain else [])])

    def readings(self, problems: dict[str, str]) -> tuple[Reading, ...]:
        """What the texts say, the newest of each language first; recitals from the act as published.

        A file that cannot be read is noted in `problems` by its name. Raises SourceError when none can.
        """
        chosen, aside = _choose(self.files)
        found = []
        for file in chosen:
            try:
                reading = read_act(file, document=self.document)
                check_complete(reading)
                found.append(with_references(reading))
            except SourceError as error:
                problems[file.name] = str(error).removeprefix(f"{file.name}: ")
        if self.plain and not any(_is_published(r) for r in found if r.language == "en"):
            found.append(with_references(read_source(self.plain.source, self.plain.text)))
        if not found:
            raise SourceError(f"none of its files can be read ({', '.join(f.name for f in chosen)})")
        joined = joined_editions(found)
        return (replace(joined[0], skipped=joined[0].skipped + tuple(aside)), *joined[1:])


def find_acts(
    folder: Path, *, only: frozenset[str] = frozenset(), named: Iterable[Path] = ()
) -> tuple[dict[str, tuple[ActFile, ...]], dict[str, str]]:
    """Acts of the catalogue under `folder` by document id, and what is wrong with other files, by file name.

    `named` are files known by their names already. Acts that are not in the catalogue are left aside.
    """
    found: dict[str, list[ActFile]] = defaultdict(list)
    problems: dict[str, str] = {}
    for path in _candidates(folder, frozenset(named)):
        try:
            file = recognise(path.read_bytes(), path.name)
        except SourceError as error:
            problems[path.name] = str(error).removeprefix(f"{path.name}: ")
            continue
        except OSError as error:
            problems[path.name] = f"cannot be read ({error.strerror}); check its permissions"
            continue
        if file.document and (not only or file.document in only):
            found[file.document].append(file)
        elif not file.document:
            _LOG.warning("%s: the act %s is not in the catalogue; left aside", path.name, file.facts.celex)
    return {document: tuple(files) for document, files in found.items()}, problems


def _candidates(folder: Path, named: frozenset[Path]) -> Iterator[Path]:
    """Files whose first bytes are those of a page, XML or a zip; too large ones are told by their size alone."""
    known = {p for s in sources().values() for pattern in s.files for p in folder.rglob(pattern)}
    for path in sorted(folder.rglob("*")):
        if path in named or path in known or path.name.startswith(".") or not path.is_file():
            continue
        try:
            with path.open("rb") as stream:
                head = stream.read(_HEAD)
        except OSError:
            continue
        if may_be_act(head) and path.stat().st_size <= 2 * MAX_BYTES:
            yield path


def _choose(files: Iterable[ActFile]) -> tuple[list[ActFile], list[tuple[str, str]]]:
    """The newest file of each language and edition, and the others with the reason why they are left aside."""
    best: dict[tuple[str, str], ActFile] = {}
    aside: list[tuple[str, str]] = []
    for file in sorted(files, key=lambda f: (f.facts.version, -_PREFERENCE.index(f.format)), reverse=True):
        before = best.setdefault((file.facts.language, file.facts.edition), file)
        if before is not file:
            same = before.facts.version == file.facts.version
            reason = f"the same text as {before.name}" if same else f"older than {before.name}"
            aside.append((file.name, f"file left aside: {reason}"))
    return list(best.values()), aside


def _is_published(reading: Reading) -> bool:
    return reading.facts is not None and reading.facts.edition is Edition.PUBLISHED
