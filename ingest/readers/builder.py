"""Collects provisions while a reader walks a source, and closes them into a `Reading`.

A reader opens provisions and adds blocks; the builder keeps pieces, children and order, so that every
block lands in exactly one provision and whole texts are made in one place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.models import Piece, Provision, ProvisionKind, ProvisionText, Reading, TextKind
from ingest.errors import SourceError


@dataclass
class _Draft:
    id: str
    kind: ProvisionKind
    parent: str | None
    title: str
    path: tuple[str, ...]
    address: str = ""
    pieces: list[Piece] = field(default_factory=list)


class ReadingBuilder:
    """Builds a `Reading` of one document. Ids are unique; a parent is opened before its children."""

    def __init__(self, document: str, *, language: str, version: str, edition: str = "") -> None:
        self._document = document
        self._edition = edition
        self.language = language
        self._version = version
        self._drafts: dict[str, _Draft] = {}
        self._skipped: list[tuple[str, str]] = []

    def __contains__(self, provision_id: object) -> bool:
        return provision_id in self._drafts

    def __len__(self) -> int:
        return len(self._drafts)

    def open(
        self,
        provision_id: str,
        kind: ProvisionKind,
        *,
        parent: str | None = None,
        title: str = "",
        path: tuple[str, ...] = (),
        address: str = "",
    ) -> str:
        """Start a provision and note its place in its parent; returns its id.

        `path` are the headings above it, outermost first (its own title not included). `address` is where the
        publisher shows this text; its parts have it too.
        Raises SourceError when the id was already opened: two places cannot share one citation.
        """
        if provision_id in self._drafts:
            raise SourceError(
                f"{self._document}: provision {provision_id} appears twice; check the source for doubled parts"
            )
        if parent is not None:
            self._drafts[parent].pieces.append(Piece(child=provision_id))
            address = address or self._drafts[parent].address
        self._drafts[provision_id] = _Draft(provision_id, kind, parent, title, path, address)
        return provision_id

    def add(self, provision_id: str, block: str) -> None:
        """Add a block of a provision's own words (white space is folded, empty blocks are dropped)."""
        folded = fold_space(block)
        if folded:
            self._drafts[provision_id].pieces.append(Piece(text=folded))

    def skip(self, block: str, reason: str) -> None:
        """Note a block left out on purpose, with the reason in English (`menu`, `captcha`, …)."""
        folded = fold_space(block)
        if folded:
            self._skipped.append((folded, reason))

    def set_title(self, provision_id: str, title: str) -> None:
        """Give a provision the title that a later line of the source carries."""
        self._drafts[provision_id].title = fold_space(title)

    def build(self) -> Reading:
        """Close all provisions. Raises SourceError when there is none."""
        if not self._drafts:
            raise SourceError(f"{self._document}: no provision found; is this the right file?")
        whole = {i: "\n".join(self._blocks(i)) for i in self._drafts}
        provisions = tuple(
            self._close(draft, order, whole[draft.id]) for order, draft in enumerate(self._drafts.values())
        )
        return Reading(self._document, self.language, self._version, provisions, tuple(self._skipped))

    def _blocks(self, provision_id: str) -> list[str]:
        blocks: list[str] = []
        for piece in self._drafts[provision_id].pieces:
            blocks.extend(self._blocks(piece.child) if piece.child else [piece.text])
        return blocks

    def _close(self, draft: _Draft, order: int, text: str) -> Provision:
        own = ProvisionText(
            provision=draft.id,
            kind=TextKind.OFFICIAL,
            language=self.language,
            version=self._version,
            title=fold_space(draft.title),
            path=tuple(fold_space(p) for p in draft.path),
            text=text,
            pieces=tuple(draft.pieces),
            address=draft.address,
            edition=self._edition,
        )
        children = tuple(p.child for p in draft.pieces if p.child)
        return Provision(draft.id, self._document, draft.kind, order, draft.parent, children, (own,))


def fold_space(text: str) -> str:
    """White space of any kind, no-break spaces included, as single spaces."""
    return re.sub(r"[\s\u00a0\u202f\u2009\u200b\ufeff]+", " ", text).strip()
