"""The trade's glossary: concepts with the words French and English use for them (`glossary.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from corpus.errors import CatalogueError


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept: words or short phrases, the texts' own first. `both` are acronyms valid in both languages."""

    fr: tuple[str, ...]
    en: tuple[str, ...]
    both: tuple[str, ...]

    def words(self, language: str) -> tuple[str, ...]:
        """Words for the concept in `language` (`fr` or `en`), shared acronyms included."""
        return (self.fr if language == "fr" else self.en) + self.both


@cache
def concepts() -> tuple[Concept, ...]:
    """All concepts, in the order of the file. Raises CatalogueError when an entry is malformed."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (Path(__file__).parent / "glossary.yaml").open(encoding="utf-8") as file:
        entries = yaml.load(file, Loader=loader)
    return tuple(_concept(number, entry) for number, entry in enumerate(entries, 1))


def _concept(number: int, entry: dict[str, list[str]]) -> Concept:
    unknown = set(entry) - {"fr", "en", "both"}
    fr, en, both = (tuple(map(str, entry.get(k, ()))) for k in ("fr", "en", "both"))
    if unknown or not (both or (fr and en)):
        raise CatalogueError(f"glossary.yaml: entry {number} needs fr and en, or both: {entry}")
    return Concept(fr, en, both)
