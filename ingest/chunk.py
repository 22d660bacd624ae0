"""Provisions to passages that fit the encoder, made of leaves, with the heading path kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.labels import document_name
from corpus.models import Passage, Provision, ProvisionKind, ProvisionText, TextKind

CHUNKING_VERSION = "2"
WHOLE = 700
"""Characters up to which a provision with all it holds is one passage."""
SMALL = 300
"""Characters up to which a part is packed with its neighbours instead of standing alone."""
FULL = 1100
"""Characters at which a packed passage is closed (about 260 tokens; the encoder reads 512)."""
_HEADING = 140
_ALONE = (ProvisionKind.PASSAGE, ProvisionKind.DOCUMENT, ProvisionKind.DEFINITION)


@dataclass
class _Pack:
    """Neighbouring blocks of one provision on their way to a passage."""

    owner: str
    blocks: list[str]
    members: set[str]

    @property
    def provision(self) -> str:
        """The smallest provision that holds all the blocks."""
        return next(iter(self.members)) if len(self.members) == 1 else self.owner


def passages_of(provisions: Mapping[str, Provision]) -> Iterator[Passage]:
    """Passages of one reading (one text a provision), in reading order.

    Each block of the texts lands in exactly one passage; a passage belongs to the smallest provision that
    holds it all. Ids are derived from provision, kind, language and position, so the same text gives the
    same ids.
    """
    counts: dict[str, int] = {}
    for provision in provisions.values():
        if provision.parent not in provisions:
            for pack in _packs(provision, provisions):
                yield from _close(pack, provisions, counts)


def heading_of(provision: Provision, text: ProvisionText) -> str:
    """What stands before a passage when it is embedded: document, headings above, own title; kept short."""
    parts = [document_name(provision.document, text.language), *text.path]
    if text.title:
        parts.append(text.title)
    while len(" > ".join(parts)) > _HEADING and len(parts) > 2:
        del parts[1 if len(parts) > 3 else -2]
    return " > ".join(parts)[: _HEADING + 60]


def _packs(provision: Provision, provisions: Mapping[str, Provision]) -> Iterator[_Pack]:
    text = provision.texts[0]
    if text.kind is TextKind.QUESTION:
        yield from (_Pack(provision.id, [p.text], {provision.id}) for p in text.pieces)
        return
    if not text.pieces or (len(text.text) <= WHOLE and _may_pack(provision, provisions)):
        yield _Pack(provision.id, [text.text], {provision.id})
        return
    pack = _Pack(provision.id, [], set())
    for piece in text.pieces:
        child = provisions[piece.child] if piece.child else None
        if child is not None and not (_is_small(child) and _may_pack(child, provisions)):
            if pack.blocks:
                yield pack
            pack = _Pack(provision.id, [], set())
            yield from _packs(child, provisions)
            continue
        block = child.texts[0].text if child is not None else piece.text
        if pack.blocks and sum(map(len, pack.blocks)) + len(block) > FULL:
            yield pack
            pack = _Pack(provision.id, [], set())
        if block:
            pack.blocks.append(block)
            pack.members.add(child.id if child is not None else provision.id)
    if pack.blocks:
        yield pack


def _is_small(provision: Provision) -> bool:
    return len(provision.texts[0].text) <= SMALL


def _may_pack(provision: Provision, provisions: Mapping[str, Provision]) -> bool:
    """Whether a provision may share a passage: a definition or a passage of a web page stands alone."""
    if provision.kind in _ALONE and provision.parent:
        return False
    return not any(provisions[c].kind in _ALONE for c in provision.children if c in provisions)


def _close(pack: _Pack, provisions: Mapping[str, Provision], counts: dict[str, int]) -> Iterator[Passage]:
    provision = provisions[pack.provision]
    text = provision.texts[0]
    for part in _sized("\n".join(pack.blocks)):
        position = counts[provision.id] = counts.get(provision.id, -1) + 1
        yield Passage(
            id=passage_id(provision.id, text.kind, text.language, position),
            provision=provision.id,
            document=provision.document,
            kind=text.kind,
            language=text.language,
            version=text.version,
            heading=heading_of(provision, text) if text.kind is not TextKind.QUESTION else "",
            text=part,
            terms=", ".join(text.terms),
        )


def passage_id(provision: str, kind: TextKind, language: str, position: int) -> str:
    """`mdr/art_10/9#official-en-0`."""
    return f"{provision}#{kind.value}-{language}-{position}"


def provision_of(passage: str) -> str:
    """The provision a passage id belongs to."""
    return passage.partition("#")[0]


def _sized(text: str) -> Iterator[str]:
    """The text in parts of at most about `FULL` characters, cut between blocks, then sentences, then words."""
    if len(text) <= FULL + 100:
        if text:
            yield text
        return
    part = ""
    for bit in re.split(r"(?<=\n)|(?<=[.;:]) ", text):
        for piece in _hard(bit):
            if part and len(part) + len(piece) > FULL:
                yield part.strip()
                part = ""
            part = f"{part} {piece}" if part and not part.endswith("\n") else part + piece
    if part.strip():
        yield part.strip()


def _hard(bit: str) -> Iterator[str]:
    while len(bit) > FULL:
        cut = bit.rfind(" ", 0, FULL)
        cut = cut if cut > 0 else FULL
        yield bit[:cut]
        bit = bit[cut:].lstrip()
    yield bit
