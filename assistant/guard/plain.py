"""A sentence made plain for the guard: without markup and citations, its quotes of provisions apart."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

from ingest.words import fold

QUOTED = " ⟦quote⟧ "
_LEAST_QUOTE = 4
_MARKS = re.compile(r"(?<!\w)[*_~`]+|[*_~`]+(?!\w)|[*`]|^\s*#{1,6}\s+|\[\d{1,3}\]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACED = re.compile(r"\b(?:\w ){3,}\w\b")
_SPLIT_CLASS = re.compile(r"\b(class(?:e)?\s+)(ii)\s*[- ]\s*([ab])\b", re.I)
_QUOTE = re.compile(r"«\s*([^«»]+?)\s*»|“([^“”]+)”|\"([^\"]+)\"|‘([^‘’]{12,})’")
_WORD = re.compile(r"\w+")


def plain(text: str) -> str:
    """The text with its capitals and accents, without markup, entities, invisible letters and citations."""
    text = unicodedata.normalize("NFKC", html.unescape(text))
    text = _MARKS.sub("", _INVISIBLE.sub("", text)).replace("’", "'").replace("‘", "'")
    text = _SPACED.sub(lambda m: m.group().replace(" ", ""), text)
    text = _SPLIT_CLASS.sub(r"\1\2\3", text)
    return re.sub(r"\s+", " ", text).strip()


def folded(text: str) -> str:
    """Small letters without accents, for the patterns of `words`."""
    return fold(text)


def words_of(text: str) -> list[str]:
    """The words of a text, for comparison word for word."""
    return _WORD.findall(fold(plain(text)))


class Verbatim:
    """Texts that may be quoted: provisions, and digests of them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [" " + " ".join(words_of(t)) + " " for t in texts]

    def holds(self, quote: str) -> bool:
        """Whether at least `_LEAST_QUOTE` words stand in one of the texts in this order, without a gap."""
        words = words_of(quote)
        return len(words) >= _LEAST_QUOTE and any(f" {' '.join(words)} " in t for t in self._texts)

    def without_quotes(self, text: str) -> tuple[str, list[str]]:
        """The text with a mark for each quote that stands in the texts, and those quotes."""
        found: list[str] = []

        def mark(match: re.Match[str]) -> str:
            quote = next(g for g in match.groups() if g)
            if not self.holds(quote):
                return match.group()
            found.append(quote)
            return QUOTED

        return _QUOTE.sub(mark, text), found
