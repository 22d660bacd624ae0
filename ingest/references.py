"""Cross-references: what the words of each provision point to, resolved against what exists."""

from __future__ import annotations

from dataclasses import replace

from corpus.models import Provision, Reading
from corpus.references import Resolver, find_references


def with_references(reading: Reading) -> Reading:
    """The reading with `references` filled: ids of the same document that its own words name and that exist.

    References to other documents are kept when their form names the document; a reference to nothing is
    left out, never bent to a neighbour (the acts have slips of their own).
    """
    resolver = Resolver(p.id for p in reading.provisions)
    provisions = tuple(_with(p, reading.document, resolver) for p in reading.provisions)
    return replace(reading, provisions=provisions)


def _with(provision: Provision, document: str, resolver: Resolver) -> Provision:
    text = provision.texts[0]
    found: dict[str, None] = {}
    for piece in text.pieces:
        for reference in find_references(piece.text, home=document) if piece.text else ():
            if reference.documents == (document,):
                ids = resolver.resolve(reference).ids
            else:
                ids = tuple(f"{d}/{'/'.join(reference.segments)}" for d in reference.documents)
            found.update(dict.fromkeys(i for i in ids if i != provision.id))
    return replace(provision, texts=(replace(text, references=tuple(found)),))
