"""A stand-in for the outside yardstick, whose files are not everybody's: `python -m evals.own_passages`.

The corpus-neutral parts (`evals/passages.py`) on the English passages of the two regulations, asked our English questions on
them. The projection is learnt on the questions of our digests, the weight of vectors on the development questions; the
held-back questions say what that is worth. Needs the index of the settings, with official texts, and torch.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from langchain_core.documents import Document
from numpy.typing import NDArray

from assistant.settings import load_settings
from corpus.digests import digests
from corpus.ids import EU_ACTS, CitationId, parse
from corpus.models import TextKind
from evals.passages import Asked, PassageIndex, PassageScores, best_weight, score_index, systems
from evals.questions import load
from ingest.embed import open_encoder
from ingest.index import Index, IndexFolder

LANGUAGE = "en"
SETS = ("development", "held_back")

Places = Mapping[str, CitationId]
"""Passages by id, with the provision that each stands in."""


def main() -> None:
    """Learn, measure and print."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    held = IndexFolder(settings.index_folder).open(encoder.fingerprint)
    passages, places = read_passages(held)
    vectors = vectors_of(held, passages)
    index = PassageIndex(passages, encoder, language=LANGUAGE, vectors=vectors)
    index.learn(list(of_digests(places)))
    asked = {name: list(of_questions(name, places)) for name in SETS}
    weight = best_weight(index, asked["development"])
    projected = best_weight(index, asked["development"], projected=True)
    scored = {name: score_index(index, asked[name], systems(weight, projected)) for name in SETS}
    print(f"{len(passages)} passages; " + "; ".join(f"{n}: {len(a)} questions" for n, a in asked.items()))
    print("\n".join(lines(scored)))


def read_passages(index: Index) -> tuple[list[Document], dict[str, CitationId]]:
    """The English passages of the regulations held, and where each stands."""
    found = [
        p
        for p in index.store.all_passages()
        if p.kind is TextKind.OFFICIAL and p.language == LANGUAGE and p.document in EU_ACTS
    ]
    documents = [Document(page_content=p.embedded_text, id=p.id) for p in found]
    return documents, {p.id: parse(p.provision) for p in found}


def vectors_of(index: Index, passages: Sequence[Document]) -> NDArray[np.float32]:
    """The vectors of such passages as the index has them, a row each."""
    found: Any = index.collection(f"{TextKind.OFFICIAL}-{LANGUAGE}").get(include=["embeddings"])
    rows = dict(zip(found["ids"], found["embeddings"], strict=True))
    return np.asarray([rows[p.id] for p in passages], dtype=np.float32)


def of_digests(places: Places) -> Iterator[Asked]:
    """The questions of our digests of what the passages say."""
    for digest in digests().values():
        if relevant := answering([digest.id], places):
            yield from (Asked(text, relevant) for text in digest.asked[LANGUAGE])


def of_questions(name: str, places: Places) -> Iterator[Asked]:
    """The questions of a set that the passages answer, those that cite their answer apart."""
    for q in load(name):
        asked_for = q.lang == LANGUAGE and q.group == "regulations" and q.kind != "reference"
        if asked_for and (relevant := answering(q.gold, places)):
            yield Asked(q.question, relevant)


def answering(gold: Sequence[str], places: Places) -> frozenset[str]:
    """The passages that stand in the gold provisions; where one holds none, those that it is part of."""
    found: set[str] = set()
    for cited in map(parse, gold):
        inside = {i for i, place in places.items() if cited == place or cited.holds(place)}
        found |= inside or {i for i, place in places.items() if place.holds(cited)}
    return frozenset(found)


def lines(scored: Mapping[str, Mapping[str, PassageScores]]) -> Iterable[str]:
    """One table: a row a part or way to join them, recall@10 and MAP@10 on each set."""
    yield "| retriever | " + " | ".join(f"{name}, recall@10 | {name}, MAP@10" for name in scored) + " |"
    yield "|---|" + "---|---|" * len(scored)
    for way in next(iter(scored.values())):
        cells = (
            f"{m.mean:.3f} [{m.low:.3f}, {m.high:.3f}]"
            for found in scored.values()
            for m in (found[way].recall, found[way].average_precision)
        )
        yield f"| {way} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
