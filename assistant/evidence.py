"""How well each group of texts matches a question: what the scope of the question is judged by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

GROUPS = ("mdr", "ivdr", "page", "code", "guidance", "other")
BEST = 3


@dataclass(frozen=True, slots=True)
class Match:
    """How well a group of texts matches: mean of its three best similarities (vectors) and scores (words)."""

    vectors: float = 0.0
    words: float = 0.0


class Evidence:
    """Scores of the best passages by group, collected shelf by shelf.

    Where digests in the question's language are held, groups are compared on these alone: one language, one
    kind of text, one writer, so that their scores compare. Otherwise on the official texts.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._scores: dict[tuple[str, str, str], list[float]] = defaultdict(list)
        self._shelves: set[str] = set()
        self.fullest_words = 0.0

    def add(self, shelf: str, signal: str, group: str, scores: Sequence[float]) -> None:
        """Note the best scores of one group in one shelf by one signal (`vectors` or `words`)."""
        self._shelves.add(shelf)
        self._scores[self._kind(shelf), signal, group].extend(scores)

    def note_words(self, shelf: str, rarest: float) -> None:
        """Note a shelf's best word score in units of a word that stands in one passage only."""
        if shelf.startswith("official") or self.basis == "digest":
            kind = self._kind(shelf)
            best = max((max(self._scores[kind, "words", g], default=0.0) for g in GROUPS), default=0.0)
            self.fullest_words = max(self.fullest_words, best / rarest)

    @property
    def basis(self) -> str:
        """What groups are compared on: `digest` or `official`."""
        return "digest" if f"digest-{self._language}" in self._shelves else "official"

    @property
    def similarity(self) -> float:
        """Best similarity of all."""
        return max(
            (s for (_, signal, _), found in self._scores.items() if signal == "vectors" for s in found),
            default=0.0,
        )

    def match(self, *groups: str) -> Match:
        """The best match among groups."""
        vectors, words = (max(self._mean(signal, g) for g in groups) for signal in ("vectors", "words"))
        return Match(vectors, words)

    @property
    def top_words(self) -> float:
        """Best mean word score of any group, never 0."""
        return max(1e-6, *(self._mean("words", g) for g in GROUPS))

    def _kind(self, shelf: str) -> str:
        return shelf.partition("-")[0]

    def _mean(self, signal: str, group: str) -> float:
        best = sorted(self._scores[self.basis, signal, group], reverse=True)[:BEST]
        return sum(best) / len(best) if best else 0.0
