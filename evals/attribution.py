"""Which articles a stretch of raw text comes from, so that pipelines that know no provisions can be scored."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from corpus.models import Provision
from evals.metrics import article_of

_WORD = re.compile(r"\w+")
_SIZE = 8
_SHARE = 0.25


class Attribution:
    """Maps text to the articles (annexes, recitals, passages) whose words it repeats."""

    def __init__(self, provisions: Iterable[Provision]) -> None:
        self._places: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for provision in provisions:
            article = article_of(provision.id)
            for piece in provision.texts[0].pieces:
                for gram in _grams(piece.text):
                    self._places[gram].add(article)

    def articles(self, text: str) -> list[str]:
        """Articles that share a quarter or more of the text's runs of eight words, the most shared first."""
        grams = list(_grams(text))
        counts = Counter(a for g in grams for a in self._places.get(g, ()))
        least = _SHARE * max(1, len(grams))
        best = counts.most_common(1)
        return [a for a, n in counts.most_common() if n >= least] or [a for a, _ in best]


def _grams(text: str) -> Iterable[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    size = min(_SIZE, len(words))
    if size:
        for start in range(len(words) - size + 1):
            yield tuple(words[start : start + size])
