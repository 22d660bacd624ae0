"""What else answers a question beside the first passages: the next ones found, and their neighbours in the same article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from assistant.particulars import durations
from assistant.pinpoint import share
from assistant.query_terms import Term
from assistant.retriever import Hit
from corpus.ids import parse
from corpus.models import Provision
from ingest.store import ProvisionStore
from ingest.words import fold, stems

_LOOKED_AT = 7
_FAMILIES = 2
"""How many of the provisions found have their neighbours looked at."""
_MOST_KIN = 20
"""A row longer than this is a list of things, not one matter told in paragraphs."""
_LENGTH = 1200
"""Characters of a provision looked at."""
_LATER = 0.03
"""What a provision loses for each place further down the list."""
_NEAR = 0.1
"""What a neighbour of the first provision gains: the next paragraph says more of the same matter."""
_TIMED = 0.3
"""What a provision gains when a time is asked for and it gives one."""
_ASKS_TIME = re.compile(
    r"\b(?:combien de (?:temps|jours|mois|fois)|delais?|quand|frequence\w*|tous les combien|duree|echeance|jusqu'a quand|periodicite"
    r"|avant (?:de|quoi)"
    r"|how (?:long|soon|fast|often|many (?:days|months|years))|deadline|when|until|timeline|how quickly)\b"
)


def further(
    question: str,
    hits: Sequence[Hit],
    chosen: Sequence[str],
    terms: Mapping[str, Sequence[Term]],
    store: ProvisionStore,
    most: int,
) -> list[str]:
    """At most `most` provisions that carry most of the question's terms, of those found and their neighbours,
    none of which is chosen already or holds, or is held by, one that is."""
    asks_time = bool(_ASKS_TIME.search(fold(question)))
    scored: dict[str, float] = {}
    for provision, bonus in _candidates(hits, store):
        if any(_overlap(provision.id, c) for c in chosen):
            continue
        beginnings = [(t.text[:_LENGTH], terms[t.language]) for t in provision.texts]
        score = bonus + max(
            (share(_stems(text, w[0].language), w) for text, w in beginnings if w), default=0.0
        )
        if asks_time and any(_is_timed(text) for text, _ in beginnings):
            score += _TIMED
        scored[provision.id] = max(score, scored.get(provision.id, 0.0))
    kept: list[str] = []
    for provision_id in sorted(scored, key=lambda p: -scored[p]):
        if len(kept) < most and not any(_overlap(provision_id, k) for k in kept):
            kept.append(provision_id)
    return kept


def _candidates(hits: Sequence[Hit], store: ProvisionStore) -> Iterator[tuple[Provision, float]]:
    for rank, hit in enumerate(hits[:_LOOKED_AT]):
        found = store.get(hit.provision)
        if found is None:
            continue
        yield found, -_LATER * rank
        if rank < _FAMILIES:
            for kin in _kin(found, store):
                yield kin, _NEAR - _LATER * rank


def _kin(provision: Provision, store: ProvisionStore) -> Iterator[Provision]:
    """The provisions of the same article, annex section or family of passages, and those inside."""
    row = list(provision.children)
    if len(parse(provision.id).segments) > 1:
        row += store.siblings(provision)
    for provision_id in row if len(row) <= _MOST_KIN else ():
        if (found := store.get(provision_id)) is not None:
            yield found


@lru_cache(maxsize=8192)
def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(stems(text, language))


@lru_cache(maxsize=8192)
def _is_timed(text: str) -> bool:
    return bool(durations(fold(text)))


def _overlap(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
