"""Vectors of passages: embedded anew only where the words are new, written to Chroma through LangChain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.models import Passage
from ingest.embed import Encoder
from ingest.hashing import content_hash, text_hash
from ingest.index import Index, open_chroma
from ingest.shipped import shipped_vectors

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateHNSWConfiguration

Vectors = dict[str, NDArray[np.float32]]
_BATCH = 32
_WRITE_BATCH = 2000
HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_construction": 400,
    "ef_search": 1000,
    "max_neighbors": 48,
    "batch_size": 2,
    "sync_threshold": 2,
}
"""Graph settings at which search over some thousand passages finds what exact search finds.

By the last two the graph goes to disk with every batch. What Chroma leaves for later (up to 1,000 passages) every process
that opens the index would add anew, by several threads, and each would search a slightly different graph.
"""


def embed_passages(
    passages: Sequence[Passage],
    encoder: Encoder,
    old: Index | None,
    progress: Callable[[int, int], None],
) -> tuple[Vectors, int]:
    """Vectors by content hash, and how many were embedded anew; the rest come from the index in use, or with the
    program."""
    wanted = {content_hash(p): p for p in passages}
    vectors = _reusable(old, wanted) if old is not None else {}
    missing = wanted.keys() - vectors.keys()
    vectors |= shipped_vectors(encoder.fingerprint, missing)
    fresh = [(h, p) for h, p in wanted.items() if h not in vectors]
    # The longest first: batches of like length waste no padding and the estimate only falls.
    fresh.sort(key=lambda pair: -len(pair[1].embedded_text))
    total = sum(len(p.embedded_text) for _, p in fresh)
    done = 0
    progress(0, total)
    for start in range(0, len(fresh), _BATCH):
        batch = fresh[start : start + _BATCH]
        rows = encoder.embed_documents([p.embedded_text for _, p in batch])
        for (key, passage), row in zip(batch, rows, strict=True):
            vectors[key] = np.asarray(row, dtype=np.float32)
            done += len(passage.embedded_text)
        progress(done, total)
    return vectors, len(fresh)


class _KnownVectors(Embeddings):
    """LangChain's `Embeddings` over vectors already made, for writing."""

    def __init__(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vectors[text_hash(t)].tolist() for t in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def write_collections(folder: Path, shelves: Mapping[str, Sequence[Passage]], vectors: Vectors) -> None:
    """One Chroma collection a shelf, through `langchain_chroma`. Raises what the disk raises, and RuntimeError with what
    Chroma says of it."""
    from chromadb.errors import ChromaError
    from langchain_chroma import Chroma

    client = open_chroma(folder)
    for shelf, passages in shelves.items():
        store = Chroma(
            collection_name=shelf,
            client=client,
            embedding_function=_KnownVectors(vectors),
            collection_configuration={"hnsw": HNSW},
        )
        for start in range(0, len(passages), _WRITE_BATCH):
            batch = passages[start : start + _WRITE_BATCH]
            try:
                store.add_texts(
                    [p.embedded_text for p in batch],
                    metadatas=[_metadata(p) for p in batch],
                    ids=[p.id for p in batch],
                )
            except ChromaError as error:
                raise RuntimeError(str(error)) from error


def _metadata(passage: Passage) -> dict[str, Any]:
    return {
        "provision": passage.provision,
        "document": passage.document,
        "version": passage.version,
        "hash": content_hash(passage),
    }


def _reusable(old: Index, wanted: Mapping[str, Passage]) -> Vectors:
    found: Vectors = {}
    try:
        for shelf in old.manifest.shelves:
            held = old.collection(shelf).get(include=["embeddings", "metadatas"])
            rows, facts = held["embeddings"], held["metadatas"]
            for row, fact in zip(rows if rows is not None else [], facts or [], strict=True):
                key = str(fact.get("hash", ""))
                if key in wanted:
                    found[key] = np.asarray(row, dtype=np.float32)
    except Exception:  # a damaged index, in whatever words Chroma says it, has nothing to reuse
        return {}
    return found
