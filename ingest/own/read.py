"""A user's file as provisions: `user:<file-slug>/p3.2` is the second passage of page 3, `s3.2` of the third section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from corpus.models import ProvisionKind, Reading, TextKind
from ingest.fetch.content import PDF
from ingest.own.blocks import FULL, Part, parts_of
from ingest.readers.builder import ReadingBuilder
from ingest.references import with_references
from ingest.words import LANGUAGES, fold

_SHORT = 300
"""Characters below which a passage takes in the next block."""
_COMMON = {
    "fr": "le la les des du est et ou un une pour par sur dans avec qui que ce cette".split(),
    "en": "the a an is are of and or for by on in with this that to be shall must".split(),
}


def read_own(data: bytes, *, document: str, found: str, title: str, version: str) -> Reading:
    """The provisions of a user's file of the format `found` (see `file_format`); `version` is the day it was added.

    Pages keep their numbers, empty ones included. Raises SourceError when it cannot be read or has no words.
    """
    parts = parts_of(data, found)
    builder = ReadingBuilder(document, language=_language(parts), version=version)
    builder.open(document, ProvisionKind.DOCUMENT, title=title)
    letter = "p" if found == PDF else "s"
    for number, part in enumerate(parts, 1):
        if not part.blocks and (found == PDF or not part.heading):
            continue
        holder = f"{document}/{letter}{number}"
        # Passages stand alone in the index, so a page is never lost in what holds it.
        builder.open(holder, ProvisionKind.PASSAGE, parent=document, title=part.heading)
        path = (title, part.heading) if part.heading else (title,)
        for place, blocks in enumerate(_grouped(part.blocks), 1):
            passage = f"{holder}.{place}"
            builder.open(passage, ProvisionKind.PASSAGE, parent=holder, path=path)
            for block in blocks:
                builder.add(passage, block)
    return _as_users(with_references(builder.build()))


def _grouped(blocks: tuple[str, ...]) -> Iterator[list[str]]:
    """Neighbouring blocks as passages: short ones, such as the items of a list, share one."""
    held: list[str] = []
    for block in blocks:
        if held and (sum(map(len, held)) >= _SHORT or sum(map(len, held)) + len(block) > FULL):
            yield held
            held = []
        held.append(block)
    if held:
        yield held


def _as_users(reading: Reading) -> Reading:
    provisions = (
        replace(p, texts=tuple(replace(t, kind=TextKind.USER) for t in p.texts)) for p in reading.provisions
    )
    return replace(reading, provisions=tuple(provisions))


def _language(parts: tuple[Part, ...]) -> str:
    """French or English, whichever has more of its small words; French when neither has."""
    text = fold(" ".join(block for part in parts for block in part.blocks)[:50_000])
    counts = Counter(re.findall(r"[a-z]+", text))
    return max(LANGUAGES, key=lambda language: sum(counts[w] for w in _COMMON[language]))
