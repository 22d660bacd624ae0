"""Scores of an answer's words: quotes that stand where they are said to, gold quotes shown, expected strings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from evals.fingerprint import Fingerprint, stands_in, words_of

_LEFT_OUT = re.compile(r"\[(?:…|\.\.\.)\]")
_MARK = re.compile(r"\s*\[\d{1,3}\]")
_PLURALS = ("", "s", "x", "es")


def verbatim_rate(quotes: Sequence[tuple[str, Sequence[str]]]) -> float | None:
    """Share of quotes whose words stand in one run in one of their texts; None when nothing is quoted."""
    if not quotes:
        return None
    return sum(any(holds(text, quote) for text in texts) for quote, texts in quotes) / len(quotes)


def holds(text: str, quote: str) -> bool:
    """Whether each stretch of a quote (cut at […]) stands in a text, its normalised words in one run."""
    stretches = [words for part in _LEFT_OUT.split(quote) if (words := words_of(part))]
    inside = _run(words_of(text))
    return bool(stretches) and all(_run(words) in inside for words in stretches)


def block_quotes(text: str) -> list[str]:
    """The quotes that an answer's Markdown shows as blocks, lines of one block together, without marks like [1]."""
    blocks = groupby(text.split("\n"), lambda line: line.lstrip().startswith(">"))
    found = ("\n".join(line.lstrip("> ") for line in lines) for is_quoted, lines in blocks if is_quoted)
    return [quote for quote in (_MARK.sub("", q) for q in found) if words_of(quote)]


def gold_quotes_shown(gold: Sequence[Fingerprint], shown: Sequence[str]) -> float | None:
    """Share of the gold's fingerprints whose words stand in a quote shown; None when the gold has none."""
    if not gold:
        return None
    return sum(any(stands_in(wanted, quote) for quote in shown) for wanted in gold) / len(gold)


def expected_share(expected: Sequence[Sequence[str]], text: str) -> float | None:
    """Share of the expected items of which the text says an alternative; None when nothing is expected.

    Compared as normalised words; the last word of an alternative may carry a plural ending in the text.
    """
    if not expected:
        return None
    said = _run(words_of(text))
    return sum(any(_says(said, a) for a in item) for item in expected) / len(expected)


def _says(said: str, alternative: str) -> bool:
    words = " ".join(words_of(alternative))
    return bool(words) and any(f" {words}{ending} " in said for ending in _PLURALS)


def _run(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "
