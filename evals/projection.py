"""Learns `assistant/projection.npz` from the questions of our digests: `python -m evals.projection`.

Needs the index of the settings, with official texts and digests, and torch (the extra `sentence-transformers`). No
question of `evals/questions` is looked at: they measure what was learnt.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.projection import FILE, Projection
from assistant.settings import load_settings
from assistant.units import unit_of
from corpus.digests import LANGUAGES, digests
from ingest.chunk import provision_of
from ingest.embed import Encoder, open_encoder, served_alike
from ingest.index import Index, IndexFolder

if TYPE_CHECKING:
    import torch

SHELVES = ("digest-fr", "digest-en", "official-en", "official-fr")
TEMPERATURE = 0.01
DECAY = 0.002
EPOCHS = 20
BATCH = 256
RATE = 0.001
SEED = 0

Units = dict[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions with the number of the unit each asks about, and whether it is in French; a row each."""

    vectors: NDArray[np.float32]
    units: NDArray[np.int64]
    is_french: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Passages of a shelf: vectors, and the number of the unit each stands in; a row each."""

    name: str
    vectors: NDArray[np.float32]
    units: NDArray[np.int64]


def main() -> None:
    """Learn and write."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    index = IndexFolder(settings.index_folder).open(encoder.fingerprint)
    numbers: Units = {}
    shelves = [_shelf(index, name, numbers) for name in SHELVES]
    projection = learn(_asked(encoder, numbers), shelves)
    encoders = served_alike(encoder.fingerprint)
    projection.write(encoders)
    print(f"{FILE}: {FILE.stat().st_size // 1024} KB, for {', '.join(encoders)}")


def learn(asked: Asked, shelves: list[Shelf]) -> Projection:
    """The map under which each question is nearest to the passages of its own unit, on every shelf it may be
    answered from: both official ones, and the digests in its language."""
    import torch

    torch.manual_seed(SEED)
    size = asked.vectors.shape[1]
    matrix = torch.nn.Parameter(torch.zeros(size, size))
    bias = torch.nn.Parameter(torch.zeros(size))
    steps = EPOCHS * (len(asked.units) // BATCH + 1)
    optimizer = torch.optim.Adam([matrix, bias], lr=RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for rows in _batches(len(asked.units)):
        vectors = torch.tensor(asked.vectors[rows])
        bent = torch.nn.functional.normalize(vectors + vectors @ matrix + bias, dim=1)
        losses = [loss for shelf in shelves if (loss := _loss(bent, asked, rows, shelf)) is not None]
        total = torch.stack(losses).mean() + DECAY * matrix.square().sum()
        optimizer.zero_grad()
        total.backward()
        optimizer.step()
        schedule.step()
    return Projection(matrix.detach().numpy(), bias.detach().numpy())


def _loss(bent: torch.Tensor, asked: Asked, rows: NDArray[np.int64], shelf: Shelf) -> torch.Tensor | None:
    """Softmax loss of the questions that a shelf may answer; None when it may answer none of them."""
    import torch

    right = torch.tensor(asked.units[rows][:, None] == shelf.units[None, :])
    may = right.any(dim=1)
    if shelf.name.startswith("digest"):
        may &= torch.tensor(asked.is_french[rows] == shelf.name.endswith("-fr"))
    if not may.any():
        return None
    likeness = (bent[may] @ torch.tensor(shelf.vectors).T) / TEMPERATURE
    own = likeness.masked_fill(~right[may], -1e9)
    return (torch.logsumexp(likeness, 1) - torch.logsumexp(own, 1)).mean()


def _batches(count: int) -> Iterator[NDArray[np.int64]]:
    order = np.random.default_rng(SEED)
    for _ in range(EPOCHS):
        shuffled = order.permutation(count)
        for start in range(0, count, BATCH):
            yield shuffled[start : start + BATCH]


def _asked(encoder: Encoder, numbers: Units) -> Asked:
    rows = [(d.id, lang, text) for d in digests().values() for lang in LANGUAGES for text in d.asked[lang]]
    vectors = [encoder.embed_query(text) for _, _, text in rows]
    return Asked(
        np.asarray(vectors, dtype=np.float32),
        np.array([_number(provision, numbers) for provision, _, _ in rows]),
        np.array([language == "fr" for _, language, _ in rows]),
    )


def _shelf(index: Index, name: str, numbers: Units) -> Shelf:
    held: Any = index.collection(name).get(include=["embeddings"])
    units = [_number(provision_of(passage), numbers) for passage in held["ids"]]
    return Shelf(name, np.asarray(held["embeddings"], dtype=np.float32), np.array(units))


def _number(provision: str, numbers: Units) -> int:
    return numbers.setdefault(unit_of(provision), len(numbers))


if __name__ == "__main__":
    main()
