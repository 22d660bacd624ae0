"""The types every floor shares: provisions, their texts, and what a reader gives.

A provision is a place in a document, known by its citation id. It has many texts: official ones, in each
language and version, our digests, the questions people ask of it, a user's own file. Text, title and
heading path belong to the text (they have a language); parent and children belong to the provision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class TextKind(StrEnum):
    """Whose words a text is made of."""

    OFFICIAL = "official"
    DIGEST = "digest"
    QUESTION = "question"
    USER = "user"


class ProvisionKind(StrEnum):
    """What a provision is in its document."""

    DOCUMENT = "document"
    RECITAL = "recital"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    POINT = "point"
    DEFINITION = "definition"
    ANNEX = "annex"
    PART = "part"
    SECTION = "section"
    PASSAGE = "passage"


class Edition(StrEnum):
    """Which text of an act of the Union a text is: only the act as published in the Official Journal is authentic."""

    PUBLISHED = "official-journal"
    CONSOLIDATED = "consolidated"


class ChangeAction(StrEnum):
    """What a later act did to a provision; `CHANGED` where the text does not say it more closely."""

    REPLACED = "replaced"
    INSERTED = "inserted"
    DELETED = "deleted"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FamilyAct:
    """An act that a consolidated text is made of: `mark` is its arrow (`B`, `M1`, `C1`), `celex` its number."""

    mark: str
    celex: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a consolidated text says of one provision: `act` (a CELEX number) did `action` to it.

    `partly` says that only some of its words are touched. A provision that was deleted has no text; where
    the text does not say which one it was, `provision` is what held it.
    """

    provision: str
    act: str
    action: ChangeAction
    partly: bool = False


@dataclass(frozen=True, slots=True)
class ActFacts:
    """What a text of an act says about itself.

    `celex` is the number of the basic act (`32017R0745`), `version` the date of the consolidated version or
    of the Official Journal (YYYY-MM-DD), `family` the basic act, amending acts and corrigenda it names.
    """

    celex: str
    language: str
    version: str
    edition: Edition
    family: tuple[FamilyAct, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a provision in reading order: a block of its own words, or the place of a child.

    Exactly one of `text` and `child` is set. `text` is one block (paragraph, dash item, table row) with
    white space folded and markup removed.
    """

    text: str = ""
    child: str = ""


@dataclass(frozen=True, slots=True)
class ProvisionText:
    """One text of one provision.

    `pieces` are its own words and the places of its children, in reading order; `text` is the whole,
    children included, blocks separated by line breaks. `path` are the headings above, outermost first.
    `references` are the citation ids that the words of this provision's own pieces point to; `terms` are
    words people use for it, which its own words may lack (digests have them). `address` is where the publisher
    shows this very text, empty where only the document has an address; `edition` tells which text of an act it is
    (`official-journal` or `consolidated`), empty where a document has one only; `changes` are those that a
    consolidated text shows of this provision and of what it held.
    """

    provision: str
    kind: TextKind
    language: str
    version: str
    title: str
    path: tuple[str, ...]
    text: str
    pieces: tuple[Piece, ...] = ()
    references: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    address: str = ""
    edition: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in a document: its kind, its nesting, and its texts."""

    id: str
    document: str
    kind: ProvisionKind
    order: int
    parent: str | None = None
    children: tuple[str, ...] = ()
    texts: tuple[ProvisionText, ...] = ()

    def best_text(self, language: str) -> ProvisionText:
        """The text to show a reader of `language`: official before user before digest, that language, the newest."""
        rank = {TextKind.OFFICIAL: 0, TextKind.USER: 1, TextKind.DIGEST: 2, TextKind.QUESTION: 3}
        newest_first = sorted(self.texts, key=lambda t: t.version, reverse=True)
        return min(newest_first, key=lambda t: (rank[t.kind], t.language != language))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one source in one language and version.

    `provisions` stand in document order, parents before children, each with exactly one text.
    `skipped` are the blocks left out on purpose (menus, widgets), each with the reason: text and
    skipped blocks together are the whole source. `version` is a date (YYYY-MM-DD or YYYY-MM). `facts` and
    `changes` are what the text of an act of the Union says about itself and about who changed it.
    """

    document: str
    language: str
    version: str
    provisions: tuple[Provision, ...]
    skipped: tuple[tuple[str, str], ...] = ()
    facts: ActFacts | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one provision's text sized for the encoder, as it is indexed and found.

    `id` is derived from provision, kind, language and position, so a second ingest gives the same one.
    `heading` is the path put before the text when it is embedded; `terms` count for words only.
    """

    id: str
    provision: str
    document: str
    kind: TextKind
    language: str
    version: str
    heading: str
    text: str
    terms: str = ""

    @property
    def embedded_text(self) -> str:
        """The words the encoder sees."""
        return f"{self.heading}\n{self.text}" if self.heading else self.text


@dataclass(frozen=True)
class ProvisionTree:
    """Provisions of a document by id, with helpers to walk them in reading order."""

    by_id: Mapping[str, Provision] = field(default_factory=dict)

    def roots(self) -> Iterator[Provision]:
        """Top-level provisions in reading order."""
        return (p for p in self.by_id.values() if p.parent is None)

    def blocks(self, provision_id: str) -> Iterator[str]:
        """All blocks of a provision's first text, descendants in their places."""
        for piece in self.by_id[provision_id].texts[0].pieces:
            if piece.child:
                yield from self.blocks(piece.child)
            else:
                yield piece.text
