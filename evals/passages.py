"""Scores the corpus-neutral parts of our retriever on any passages: LangChain documents, questions, relevant ids.

The parts are words (BM25 over stems), vectors (the encoder), and ways to join them; what is learnt on our own texts
(projection, ranking, glossary, digests) takes no part. A projection may be learnt on questions of the corpus itself, in the
way of `evals.projection`. Measures are those of trec_eval: recall at a depth, and mean
average precision cut at it, both over all the passages that are relevant.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from langchain_core.documents import Document
from numpy.typing import NDArray

from assistant.projection import Projection
from corpus.models import Passage, TextKind
from evals import projection
from evals.statistics import Mean, mean_of
from ingest.embed import Encoder
from ingest.word_index import WordIndex
from ingest.words import stems

DEPTH = 10
CANDIDATES = 150
"""Passages that a part hands on to be joined, as in `assistant/look.py`."""
RECIPROCAL = 60
VECTOR_SCALE, WORD_SCALE = 0.03, 0.25
"""What makes one point of each part, as in `assistant/look.py`."""
EVEN = 0.5
FEEDBACK, FEEDBACK_WEIGHT = 3, 0.3
"""Pseudo-relevance feedback: how many of the first passages draw the question towards them, and how much."""
_BATCH = 256

Scores = NDArray[np.float32]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the ids of all the passages that answer it."""

    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class PassageScores:
    """What one part, or a way to join them, reaches."""

    recall: Mean
    average_precision: Mean


@dataclass(frozen=True, slots=True)
class Parts:
    """What words, vectors, vectors after feedback, and vectors of the projected question say of each passage for one
    question; the last are the vectors where no projection was learnt."""

    words: Scores
    vectors: Scores
    fed_back: Scores
    projected: Scores


class PassageIndex:
    """Passages ready to be asked. `language` (`fr`, `en`) is that of their words."""

    def __init__(
        self,
        passages: Sequence[Document],
        encoder: Encoder,
        *,
        language: str = "en",
        vectors: Scores | None = None,
        progress: Progress = lambda _done, _total: None,
    ) -> None:
        """`vectors` are those of the passages, a row each, where an index has them already.

        Raises ValueError when a passage has no id of its own (`Document.id`, else `metadata["id"]`).
        """
        self.ids = [_id_of(p) for p in passages]
        if len(set(self.ids)) < len(self.ids):
            raise ValueError("two passages have the same id")
        self._encoder = encoder
        self._language = language
        self._words = WordIndex.build(
            [_passage(i, p, language) for i, p in zip(self.ids, passages, strict=True)], language
        )
        texts = [p.page_content for p in passages]
        self._vectors = _embedded(texts, encoder, progress) if vectors is None else vectors
        self._projection: Projection | None = None

    def learn(self, questions: Sequence[Asked], progress: Progress = lambda _done, _total: None) -> None:
        """Learn from questions and what answers them how to project others (see `evals.projection`). Needs torch."""
        places = {i: n for n, i in enumerate(self.ids)}
        pairs = [(q.text, places[i]) for q in questions for i in sorted(q.relevant) if i in places]
        vectors: dict[str, list[float]] = {}
        for text, _ in pairs:
            if text not in vectors:
                vectors[text] = self._encoder.embed_query(text)
                progress(len(vectors), len(questions))
        asked = projection.Asked(
            np.asarray([vectors[text] for text, _ in pairs], dtype=np.float32),
            np.array([place for _, place in pairs]),
            np.zeros(len(pairs), dtype=bool),
        )
        shelf = projection.Shelf("passages", self._vectors, np.arange(len(self.ids)))
        self._projection = projection.learn(asked, [shelf])

    def look(self, question: str) -> Parts:
        """What each part says of every passage."""
        asked = self._encoder.embed_query(question)
        vector = np.asarray(asked, dtype=np.float32)
        words = self._words.scores(stems(question, self._language))
        vectors = self._vectors @ vector
        first = best_first(weighed(words, vectors, EVEN))[:FEEDBACK]
        moved = vector + FEEDBACK_WEIGHT * self._vectors[first].mean(axis=0)
        fed_back = self._vectors @ (moved / np.linalg.norm(moved))
        bent = np.asarray(self._projection(asked) if self._projection else asked, dtype=np.float32)
        return Parts(words, vectors, fed_back, self._vectors @ bent)


Way = Callable[[Parts], Scores]
"""A part, or a way to join them."""


def systems(weight: float = EVEN, projected: float | None = None) -> Mapping[str, Way]:
    """The parts alone and the ways to join them; `weight` is that of vectors against words, `projected` that of
    the projected question's where a projection was learnt."""
    plain: dict[str, Way] = {
        "words (BM25)": lambda p: p.words,
        "vectors": lambda p: p.vectors,
        "reciprocal rank fusion": lambda p: reciprocal(p.words) + reciprocal(p.vectors),
        f"weighted sum ({weight:.1f} vectors)": lambda p: weighed(p.words, p.vectors, weight),
        f"weighted sum ({weight:.1f} vectors), feedback": lambda p: weighed(p.words, p.fed_back, weight),
    }
    if projected is None:
        return plain
    return plain | {
        "vectors, projected": lambda p: p.projected,
        f"weighted sum ({projected:.1f} vectors), projected": lambda p: weighed(
            p.words, p.projected, projected
        ),
    }


def score_passages(
    passages: Sequence[Document],
    questions: Sequence[Asked],
    encoder: Encoder,
    *,
    language: str = "en",
    weight: float = EVEN,
    depth: int = DEPTH,
    progress: Progress = lambda _done, _total: None,
) -> dict[str, PassageScores]:
    """What each part and way to join them reaches on questions over a corpus of passages."""
    index = PassageIndex(passages, encoder, language=language, progress=progress)
    return score_index(index, questions, systems(weight), depth=depth, progress=progress)


def score_index(
    index: PassageIndex,
    questions: Sequence[Asked],
    ways: Mapping[str, Way],
    *,
    depth: int = DEPTH,
    progress: Progress = lambda _done, _total: None,
) -> dict[str, PassageScores]:
    """As `score_passages`, of an index made already. Questions without relevant passages are left out."""
    reached: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for number, question in enumerate(questions, 1):
        if not question.relevant:
            continue
        parts = index.look(question.text)
        for name, join in ways.items():
            found = [index.ids[i] for i in best_first(join(parts))[:depth]]
            reached[name].append(
                (recall(found, question.relevant), average_precision(found, question.relevant))
            )
        progress(number, len(questions))
    return {name: _summed(pairs) for name, pairs in reached.items() if pairs}


def best_weight(
    index: PassageIndex, questions: Sequence[Asked], *, depth: int = DEPTH, projected: bool = False
) -> float:
    """The weight of vectors (or of the `projected` question's), in tenths, with the best mean average precision on
    questions apart from those scored."""

    def join(weight: float) -> Way:
        return lambda p: weighed(p.words, p.projected if projected else p.vectors, weight)

    ways = {str(tenth / 10): join(tenth / 10) for tenth in range(11)}
    scored = score_index(index, questions, ways, depth=depth)
    return float(max(scored, key=lambda name: scored[name].average_precision.mean))


def recall(found: Sequence[str], relevant: Collection[str]) -> float:
    """Share of the relevant passages that were found."""
    return len(set(found) & set(relevant)) / len(relevant)


def average_precision(found: Sequence[str], relevant: Collection[str]) -> float:
    """trec_eval's `map_cut`: precision at each relevant passage found, summed, over the number of all relevant ones."""
    hits, total = 0, 0.0
    for place, passage in enumerate(found, 1):
        if passage in relevant:
            hits += 1
            total += hits / place
    return total / len(relevant)


def best_first(scores: Scores) -> NDArray[np.intp]:
    """Places of the passages by falling score; ties keep the order of the corpus."""
    return np.argsort(-scores, kind="stable")


def reciprocal(scores: Scores) -> Scores:
    """1 / (60 + rank) of the candidates, 0 of the others and of those that scored nothing."""
    order = best_first(scores)[:CANDIDATES]
    joined = np.zeros(len(scores), dtype=np.float32)
    joined[order] = 1 / (RECIPROCAL + np.arange(1, len(order) + 1, dtype=np.float32))
    joined[scores <= 0] = 0
    return joined


def weighed(words: Scores, vectors: Scores, weight: float) -> Scores:
    """Points of both parts as our retriever counts them: likeness above the last candidate's, share of the best word
    score."""
    last = np.sort(vectors)[-min(CANDIDATES, len(vectors)) :].min(initial=1.0) if len(vectors) else 0.0
    near = np.maximum(vectors - last, 0) / VECTOR_SCALE
    said = words / (words.max(initial=0.0) or 1.0) / WORD_SCALE
    joined: Scores = (weight * near + (1 - weight) * said).astype(np.float32)
    return joined


def _summed(pairs: Sequence[tuple[float, float]]) -> PassageScores:
    recalls, precisions = (mean_of(side) for side in zip(*pairs, strict=True))
    assert recalls is not None
    assert precisions is not None
    return PassageScores(recalls, precisions)


def _id_of(document: Document) -> str:
    found = document.id or document.metadata.get("id")
    if not found:
        raise ValueError(f"a passage has no id: {document.page_content[:60]!r}")
    return str(found)


def _passage(passage_id: str, document: Document, language: str) -> Passage:
    return Passage(passage_id, passage_id, "", TextKind.USER, language, "", "", document.page_content)


def _embedded(texts: list[str], encoder: Encoder, progress: Progress) -> NDArray[np.float32]:
    rows: list[list[float]] = []
    for start in range(0, len(texts), _BATCH):
        rows += encoder.embed_documents(texts[start : start + _BATCH])
        progress(len(rows), len(texts))
    return np.asarray(rows, dtype=np.float32)
