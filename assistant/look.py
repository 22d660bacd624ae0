"""What vectors and words find for a question, shelf by shelf."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.projection import Projection
from assistant.query_terms import Glossary, Term
from assistant.scope import GROUPS, Match, Scope, group_of
from corpus.models import TextKind
from ingest.chunk import provision_of
from ingest.embed import Encoder
from ingest.index import Index
from ingest.likeness import Scale, scales_for
from ingest.word_index import WordIndex
from ingest.words import LANGUAGES, stems

CANDIDATES = 150
"""Passages taken of each shelf by each signal."""
BEST = 3
VECTOR_SCALE = 0.03
WORD_SCALE = 0.25
"""What makes one point: so much similarity above the last candidate's, such a share of the best word score."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

Found = dict[str, float]


@dataclass(frozen=True, slots=True)
class Signal:
    """What one shelf says by `vectors` or `words`: points by provision, 0 for the last candidates. `is_own`: in the
    language of the question."""

    kind: str
    is_own: bool
    by: str
    scores: Mapping[str, float]

    @property
    def key(self) -> tuple[str, bool, str]:
        """What its weight goes by."""
        return self.kind, self.is_own, self.by


@dataclass(frozen=True, slots=True)
class Look:
    """What was found: signals; how well each group of texts matches; best similarity of the question as the encoder
    sees it, on the reference's scale (the projection brings what is foreign near too); best word score in units of a
    word that stands in one passage only; the question's vector; the share of its terms that the texts know, and its
    words that none of them has, as they were written."""

    signals: Sequence[Signal]
    matches: Mapping[str, Match]
    similarity: float
    words: float
    vector: Sequence[float] = ()
    known: float = 1.0
    unknown: tuple[str, ...] = ()


class Looker:
    """Looks a question up on the shelves of one index."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        shelves: Sequence[str],
        projection: Projection | None,
        glossary: Glossary,
    ) -> None:
        self._scales = scales_for(encoder, index.manifest.likenesses)
        self._index = index
        self._encoder = encoder
        self._shelves = shelves
        self._projection = projection
        self._glossary = glossary

    def look(self, scope: Scope) -> Look:
        """What every shelf says of a question."""
        plain = self._encoder.embed_query(scope.question)
        vector = self._projection(plain) if self._projection else plain
        terms = {lang: self._glossary.terms(scope.question, scope.language, lang) for lang in LANGUAGES}
        scale = self._scales[scope.language]
        near = {shelf: self._by_vector(shelf, vector, scale) for shelf in self._shelves}
        worded = {shelf: self._by_words(shelf, terms[shelf.rpartition("-")[2]]) for shelf in self._shelves}
        signals = []
        for shelf in self._shelves:
            kind, _, language = shelf.partition("-")
            is_own = language == scope.language
            beside = self._beside(shelf) if kind == TextKind.USER else []
            last = max((_last(near[s]) for s in beside), default=_last(near[shelf]))
            best = max(self._weight(shelf) * _best(worded[s]) / self._weight(s) for s in (shelf, *beside))
            signals.append(Signal(kind, is_own, "vectors", _above(last, near[shelf])))
            signals.append(Signal(kind, is_own, "words", _share_of(best, worded[shelf])))
        compared = scope.shelves(self._shelves)
        matches = _matches([near[s] for s in compared], [worded[s] for s in compared])
        # A question that only a user's own file answers is answered all the same.
        told = (*compared, *(s for s in self._shelves if s.startswith(TextKind.USER)))
        similarity = max((scale(self._nearest(shelf, plain)) for shelf in told), default=0.0)
        fullest = max((_best(worded[s]) / self._weight(s) for s in told), default=0.0)
        known = max(self._known(terms[lang], lang) for lang in LANGUAGES)
        return Look(signals, matches, similarity, fullest, plain, known, self._unknown(scope.question))

    def _known(self, terms: Sequence[Term], language: str) -> float:
        """The share of the terms that some text in a language has by one of their alternatives."""
        shelves = [self._index.words(s) for s in self._shelves if s.endswith(f"-{language}")]
        had = [any(_has(words, t) for words in shelves) for t in terms]
        return sum(had) / len(had) if had else 0.0

    def _unknown(self, question: str) -> tuple[str, ...]:
        """The words of a question that no text has in either language."""
        missing = {}
        for word in _WORD.findall(question):
            found = {(lang, s) for lang in LANGUAGES for s in stems(word, lang)}
            small = any(not stems(word, lang) for lang in LANGUAGES)
            if not small and not any(self._has_stem(lang, s) for lang, s in found):
                missing[word] = True
        return tuple(missing)

    def _has_stem(self, language: str, stem: str) -> bool:
        return any(self._index.words(s).knows(stem) for s in self._shelves if s.endswith(f"-{language}"))

    def _beside(self, shelf: str) -> list[str]:
        """The other shelves of a shelf's language: a user's few passages are measured by what those find."""
        language = shelf.rpartition("-")[2]
        return [s for s in self._shelves if s != shelf and s.endswith(f"-{language}")]

    def _weight(self, shelf: str) -> float:
        """Score of a word that stands in one passage of a shelf only."""
        return self._index.words(shelf).rarest

    def _nearest(self, shelf: str, vector: list[float]) -> float:
        found = self._index.collection(shelf).query(
            query_embeddings=list(vector), n_results=1, include=["distances"]
        )
        return 1.0 - float((found["distances"] or [[1.0]])[0][0])

    def _by_vector(self, shelf: str, vector: list[float], scale: Scale) -> Found:
        collection = self._index.collection(shelf)
        size = min(CANDIDATES, len(self._index.words(shelf).passage_ids))
        found = collection.query(query_embeddings=list(vector), n_results=size, include=["distances"])
        distances = found["distances"] or [[]]
        # The best first, equals by id: the graph gives equals in whatever order it meets them.
        pairs = sorted(zip(distances[0], found["ids"][0], strict=True))
        return _by_provision((passage, scale(1.0 - float(distance))) for distance, passage in pairs)

    def _by_words(self, shelf: str, terms: Sequence[Term]) -> Found:
        """Passages by word score: each term counts once, by the best of its alternatives that the shelf knows."""
        index = self._index.words(shelf)
        total = np.zeros(len(index.passage_ids), dtype=np.float32)
        for term in terms:
            known = [(stems, w) for stems, w in term.alternatives if any(index.knows(s) for s in stems)]
            scored = [index.scores(stems) * (weight / len(stems) ** 0.5) for stems, weight in known]
            if scored:
                total += np.maximum.reduce(scored)
        order = np.argsort(-total, kind="stable")[:CANDIDATES]
        return _by_provision((index.passage_ids[i], float(total[i])) for i in order if total[i] > 0)


def _has(words: WordIndex, term: Term) -> bool:
    return any(all(words.knows(s) for s in phrase) for phrase, _ in term.alternatives)


def _by_provision(scored: Iterable[tuple[str, float]]) -> Found:
    """Scored passages, the best first, as provisions, each with its best score."""
    found: Found = {}
    for passage, score in scored:
        found.setdefault(provision_of(passage), score)
    return found


def _best(found: Found) -> float:
    return max(found.values(), default=0.0)


def _last(found: Found) -> float:
    return min(found.values(), default=0.0)


def _above(last: float, found: Found) -> Found:
    return {provision: (score - last) / VECTOR_SCALE for provision, score in found.items()}


def _share_of(best: float, found: Found) -> Found:
    best = best or 1.0
    return {provision: score / best / WORD_SCALE for provision, score in found.items()}


def _matches(near: Iterable[Found], worded: Iterable[Found]) -> dict[str, Match]:
    """How well each group of texts matches, told from the shelves whose scores compare."""
    vectors, words = _by_group(near), _by_group(worded)
    return {g: Match(_mean_of_best(vectors[g]), _mean_of_best(words[g])) for g in GROUPS}


def _by_group(shelves: Iterable[Found]) -> dict[str, list[float]]:
    groups: dict[str, list[float]] = defaultdict(list)
    for found in shelves:
        for provision, score in found.items():
            groups[group_of(provision.partition("/")[0])].append(score)
    return groups


def _mean_of_best(scores: Sequence[float]) -> float:
    best = sorted(scores, reverse=True)[:BEST]
    return sum(best) / len(best) if best else 0.0
