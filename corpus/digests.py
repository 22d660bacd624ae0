"""Our own digests: what provisions say, in our words, in French and English, with the questions people ask of them.

They lie in `corpus/digests/`, one YAML file a document and part, in the form of `schema.json` there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import CatalogueError
from corpus.ids import is_valid

FOLDER = Path(__file__).parent / "digests"
LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Change:
    """What a later act changed in a provision: CELEX number, date of effect, and what, by language."""

    act: str
    effective: str
    what: dict[str, str]


@dataclass(frozen=True, slots=True)
class Digest:
    """One provision in our own words. `title`, `digest` and `asked` are by language (`fr`, `en`)."""

    id: str
    title: dict[str, str]
    digest: dict[str, str]
    words: tuple[str, ...]
    asked: dict[str, tuple[str, ...]]
    related: tuple[str, ...]
    as_of: str
    changed: tuple[Change, ...] = ()


@cache
def digests() -> dict[str, Digest]:
    """All digests by citation id, in the order of the files. Raises CatalogueError for a malformed or doubled one."""
    found: dict[str, Digest] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for digest in read_file(path):
            if digest.id in found:
                raise CatalogueError(f"{path.name}: {digest.id} has a digest already")
            found[digest.id] = digest
    return found


def read_file(path: Path) -> list[Digest]:
    """Digests of one file. Raises CatalogueError naming the file and the entry that is not in the form."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as file:
        entries = yaml.load(file, Loader=loader)
    return [_digest(path.name, entry) for entry in entries]


def _digest(name: str, entry: dict[str, Any]) -> Digest:
    try:
        changes = tuple(Change(c["act"], c["from"], c["what"]) for c in entry.get("changed", ()))
        digest = Digest(
            id=entry["id"],
            title=entry["title"],
            digest=entry["digest"],
            words=tuple(map(str, entry["words"])),
            asked={language: tuple(entry["asked"][language]) for language in LANGUAGES},
            related=tuple(entry["related"]),
            as_of=str(entry["as_of"]),
            changed=changes,
        )
    except (KeyError, TypeError) as error:
        raise CatalogueError(
            f"{name}: {entry.get('id', '?')}: {error!r} missing or of the wrong type"
        ) from error
    if not is_valid(digest.id):
        raise CatalogueError(f"{name}: {digest.id} is not a citation id")
    return digest
