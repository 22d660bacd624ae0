"""What vectors and words find for a question, shelf by shelf, gathered by group of texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.fusion import Ranking
from assistant.projection import Projection
from assistant.query_terms import Term, glossary
from assistant.scope import GROUPS, Match, Scope, group_of
from assistant.trust import trust
from ingest.chunk import provision_of
from ingest.embed import Encoder
from ingest.index import Index
from ingest.words import LANGUAGES

CANDIDATES = 150
"""Passages taken of each shelf by each signal."""
DEPTH = 60
"""Provisions kept of them in each group."""
BEST = 3

Scored = dict[str, list[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Look:
    """What vectors and words found: rankings and matches by group; best similarity of the question as the encoder
    sees it (the projection brings what is foreign near too); best word score in units of a word that stands in
    one passage only."""

    rankings: Mapping[str, Sequence[Ranking]]
    matches: Mapping[str, Match]
    similarity: float
    words: float


class Looker:
    """Looks a question up on the shelves of one index."""

    def __init__(
        self, index: Index, encoder: Encoder, shelves: Sequence[str], projection: Projection | None
    ) -> None:
        self._index = index
        self._encoder = encoder
        self._shelves = shelves
        self._projection = projection

    def look(self, scope: Scope) -> Look:
        """Rankings of every shelf that is trusted for the question's language."""
        language = scope.language
        plain = self._encoder.embed_query(scope.question)
        vector = self._projection(plain) if self._projection else plain
        terms = {lang: glossary().terms(scope.question, language, lang) for lang in LANGUAGES}
        rankings: dict[str, list[Ranking]] = defaultdict(list)
        found: dict[str, dict[str, Scored]] = {}
        for shelf in self._shelves:
            shelf_terms = terms[shelf.rpartition("-")[2]]
            by_words = self._by_words(shelf, shelf_terms) if trust(shelf, "words", language) else {}
            by_vector = self._by_vector(shelf, vector) if trust(shelf, "vectors", language) else {}
            found[shelf] = {"vectors": by_vector, "words": by_words}
            for signal, groups in found[shelf].items():
                weight = trust(shelf, signal, language)
                for group, scored in groups.items():
                    rankings[group].append(Ranking(tuple(p for p, _ in scored), weight))
        compared = {shelf: found[shelf] for shelf in scope.shelves(self._shelves)}
        similarity = max((self._nearest(shelf, plain) for shelf in compared), default=0.0)
        return Look(rankings, _matches(compared), similarity, self._fullest(compared))

    def _fullest(self, compared: Mapping[str, Mapping[str, Scored]]) -> float:
        fullest = 0.0
        for shelf, signals in compared.items():
            top = max((scored[0][1] for scored in signals["words"].values()), default=0.0)
            fullest = max(fullest, top / self._index.words(shelf).rarest)
        return fullest

    def _nearest(self, shelf: str, vector: list[float]) -> float:
        found = self._index.collection(shelf).query(
            query_embeddings=list(vector), n_results=1, include=["distances"]
        )
        return 1.0 - float((found["distances"] or [[1.0]])[0][0])

    def _by_vector(self, shelf: str, vector: list[float]) -> Scored:
        collection = self._index.collection(shelf)
        size = min(CANDIDATES, len(self._index.words(shelf).passage_ids))
        found = collection.query(query_embeddings=list(vector), n_results=size, include=["distances"])
        distances = found["distances"] or [[]]
        pairs = zip(found["ids"][0], distances[0], strict=True)
        return _by_group((passage, 1.0 - float(distance)) for passage, distance in pairs)

    def _by_words(self, shelf: str, terms: Sequence[Term]) -> Scored:
        """Passages by word score: each term counts once, by the best of its alternatives that the shelf knows."""
        index = self._index.words(shelf)
        total = np.zeros(len(index.passage_ids), dtype=np.float32)
        for term in terms:
            known = [(stems, w) for stems, w in term.alternatives if any(index.knows(s) for s in stems)]
            scored = [index.scores(stems) * (weight / len(stems) ** 0.5) for stems, weight in known]
            if scored:
                total += np.maximum.reduce(scored)
        order = np.argsort(-total, kind="stable")[:CANDIDATES]
        return _by_group((index.passage_ids[i], float(total[i])) for i in order if total[i] > 0)


def _by_group(scored: Iterable[tuple[str, float]]) -> Scored:
    """Scored passages as provisions by group of texts, each once, in order, at most `DEPTH` a group."""
    groups: dict[str, dict[str, float]] = defaultdict(dict)
    for passage, score in scored:
        provision = provision_of(passage)
        group = groups[group_of(provision.partition("/")[0])]
        if len(group) < DEPTH:
            group.setdefault(provision, score)
    return {name: list(group.items()) for name, group in groups.items()}


def _matches(compared: Mapping[str, Mapping[str, Scored]]) -> dict[str, Match]:
    """How well each group matches, told from the shelves whose scores compare."""
    best: dict[str, dict[str, list[float]]] = {"vectors": defaultdict(list), "words": defaultdict(list)}
    for signals in compared.values():
        for signal, groups in signals.items():
            for group, scored in groups.items():
                best[signal][group].extend(s for _, s in scored[:BEST])
    return {g: Match(_mean_of_best(best["vectors"][g]), _mean_of_best(best["words"][g])) for g in GROUPS}


def _mean_of_best(scores: Sequence[float]) -> float:
    best = sorted(scores, reverse=True)[:BEST]
    return sum(best) / len(best) if best else 0.0
