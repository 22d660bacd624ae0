"""Text made comparable: small letters, no accents, safe typos mended; each character remembers its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

_SAME = {"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "‘": "'", "–": "-", "—": "-", "‑": "-"}
_WORD = re.compile(r"[a-z]+")
_SHORTEST_MENDED = 7
"""Letters a word must have before one slip in it is mended: shorter words have too many neighbours."""


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` is comparable; its character i stands for the one at `places[i]` of `original`."""

    text: str
    places: tuple[int, ...]
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that `text[start:end]` stands for."""
        if start >= end:
            return (0, 0)
        return self.places[start], self.places[end - 1] + 1


def plain(text: str, *, mended_to: Collection[str] = (), known: Collection[str] = ()) -> Plain:
    """The comparable form of a text.

    A word one slip away from exactly one of `mended_to` becomes that word, unless it is one of `known`.
    """
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for bare in _bare(character):
            characters.append(bare)
            places.append(place)
    return _mended(Plain("".join(characters), tuple(places), text), mended_to, known)


def _bare(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character.isspace():
        return "\n" if character == "\n" else " "
    return "".join(
        c for c in unicodedata.normalize("NFKD", character.lower()) if not unicodedata.combining(c)
    )


def _mended(found: Plain, words: Collection[str], known: Collection[str]) -> Plain:
    if not words:
        return found
    text, places, last = "", list[int](), 0
    for match in _WORD.finditer(found.text):
        right = None if match[0] in known else _meant(match[0], words)
        if right is None:
            continue
        text += found.text[last : match.start()] + right
        places += found.places[last : match.start()]
        places += [found.places[min(match.start() + i, match.end() - 1)] for i in range(len(right))]
        last = match.end()
    return Plain(text + found.text[last:], (*places, *found.places[last:]), found.original)


def _meant(word: str, words: Collection[str]) -> str | None:
    """The one word that was meant, None when the word stands as it is or several are as near."""
    if len(word) < _SHORTEST_MENDED or word in words or (word.endswith("s") and word[:-1] in words):
        return None
    near = [w for w in words if w[0] == word[0] and abs(len(w) - len(word)) <= 1 and _one_slip(word, w)]
    return near[0] if len(near) == 1 else None


def _one_slip(a: str, b: str) -> bool:
    """Whether one letter more, less, other, or two swapped turn one word into the other."""
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        swapped = len(rest_a) > 1 and rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
        return rest_a[1:] == rest_b[1:] or swapped
    longer, shorter = (rest_a, rest_b) if len(a) > len(b) else (rest_b, rest_a)
    return longer[1:] == shorter
