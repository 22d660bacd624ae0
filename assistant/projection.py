"""The question side of the encoder, bent towards how the texts speak.

A small encoder puts « ma boîte est à Montréal » far from the provision on authorised representatives, and a French
question far from an English paragraph. A linear map of question vectors, learnt from the questions our digests carry
(`python -m evals.projection`), brings them near; passages keep their vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("projection.npz")


@dataclass(frozen=True, slots=True)
class Projection:
    """`vector + vector @ matrix + bias`, brought back to unit length; `matrix` is square."""

    matrix: NDArray[np.float32]
    bias: NDArray[np.float32]

    def __call__(self, vector: Sequence[float]) -> list[float]:
        """The question vector to search with."""
        asked = np.asarray(vector, dtype=np.float32)
        bent = asked + asked @ self.matrix + self.bias
        projected: list[float] = (bent / np.linalg.norm(bent)).tolist()
        return projected

    def write(self, encoders: Sequence[str], path: Path = FILE) -> None:
        """Keep the map, in 16 bits, for the encoders with these fingerprints."""
        matrix, bias = self.matrix.astype(np.float16), self.bias.astype(np.float16)
        np.savez_compressed(path, encoders=np.array(list(encoders)), matrix=matrix, bias=bias)


@cache
def projection_for(encoder: str, path: Path = FILE) -> Projection | None:
    """The map learnt for an encoder's fingerprint; None for another encoder, whose vectors stay as they are."""
    with np.load(path) as held:
        if encoder not in held["encoders"].tolist():
            return None
        return Projection(held["matrix"].astype(np.float32), held["bias"].astype(np.float32))
