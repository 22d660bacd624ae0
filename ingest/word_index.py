"""The word side of the index: one bm25s index a shelf, over the stems of headings and texts."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from corpus.models import Passage
from ingest.words import stems

# bm25s asks for its debug lines by itself, past the level that the program logs at.
logging.getLogger("bm25s").setLevel(logging.WARNING)


class WordIndex:
    """BM25 scores of the passages of one shelf (one text kind in one language)."""

    def __init__(self, passage_ids: Sequence[str], scorer: bm25s.BM25 | None) -> None:
        self.passage_ids = list(passage_ids)
        self._scorer = scorer

    @classmethod
    def build(cls, passages: Sequence[Passage], language: str) -> WordIndex:
        """Index passages whose words are in `language`."""
        counted = [stems(f"{p.embedded_text}\n{p.terms}", language) or [""] for p in passages]
        scorer = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
        if counted:
            scorer.index(counted, show_progress=False)
        return cls([p.id for p in passages], scorer if counted else None)

    def save(self, folder: Path) -> None:
        """Write the index into a new folder."""
        folder.mkdir(parents=True)
        if self._scorer is not None:
            self._scorer.save(str(folder), show_progress=False)
        (folder / "passages.json").write_text(json.dumps(self.passage_ids), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> WordIndex:
        """Open an index written by `save`. Raises OSError or ValueError when its files are damaged."""
        ids = json.loads((folder / "passages.json").read_text(encoding="utf-8"))
        return cls(ids, bm25s.BM25.load(str(folder), show_progress=False) if ids else None)

    @property
    def rarest(self) -> float:
        """Weight of a word that stands in one passage only: the yardstick for scores of indexes of different sizes."""
        return math.log(1 + (len(self.passage_ids) - 0.5) / 1.5) if self.passage_ids else 1.0

    def knows(self, stem: str) -> bool:
        """Whether any passage has this stem."""
        return self._scorer is not None and stem in self._scorer.vocab_dict

    def scores(self, query_stems: Sequence[str]) -> NDArray[np.float32]:
        """BM25 score of each passage for these stems, zeros when none occurs."""
        known = [s for s in query_stems if self.knows(s)]
        if self._scorer is None or not known:
            return np.zeros(len(self.passage_ids), dtype=np.float32)
        found: NDArray[np.float32] = self._scorer.get_scores(known)
        return found
