"""From a provision found to the smallest part of it that holds the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from assistant.query_terms import Term
from ingest.store import ProvisionStore
from ingest.words import stems

KEEP = 0.8
"""A part stands for its whole when it carries this share of the terms that the whole carries."""


def pinpoint(store: ProvisionStore, provision_id: str, terms: Mapping[str, Sequence[Term]]) -> str:
    """The smallest provision inside `provision_id` that carries nearly all the question's terms it carries."""
    while True:
        provision = store.get(provision_id)
        if provision is None or not provision.children:
            return provision_id
        text = provision.texts[0]
        wanted = terms.get(text.language, ())
        whole = coverage(text.text, wanted)
        parts = [(coverage(c.texts[0].text, wanted), c.id) for i in provision.children if (c := store.get(i))]
        best, child = max(parts, key=lambda pair: pair[0], default=(0.0, ""))
        rivals = sum(score >= KEEP * best for score, _ in parts)
        if whole == 0 or best < KEEP * whole or rivals > 1:
            return provision_id
        provision_id = child


def coverage(text: str, terms: Sequence[Term]) -> float:
    """Share of the question's terms that the text carries by any of their alternatives, weighed by how well."""
    return share(set(stems(text, terms[0].language)), terms) if terms else 0.0


def share(held: Set[str], terms: Sequence[Term]) -> float:
    """As `coverage`, of a text whose stems are known."""
    if not terms:
        return 0.0
    best = (
        max((w for phrase, w in t.alternatives if all(s in held for s in phrase)), default=0.0) for t in terms
    )
    return sum(best) / len(terms)
