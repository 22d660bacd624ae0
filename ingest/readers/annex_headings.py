"""Headings of annexes as titles, and as ids where they have no number."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9-]+")
_ACRONYMS = frozenset({"CE", "DI", "EU", "IUD", "PI", "PMCF", "PMPF", "SCAC", "UDI", "UE"})
_CAPITALISED = frozenset({"ANNEX", "ANNEXES", "ARTICLE", "ARTICLES"})


def sentence_case(heading: str) -> str:
    """A heading printed in capitals as a sentence; any other heading as it is."""
    if heading != heading.upper():
        return heading
    lowered = _WORD.sub(_lowered, heading)
    return lowered[:1].upper() + lowered[1:]


def slug(name: str) -> str:
    """The id segment of a headed item without number, from its English name."""
    return _NOT_IN_SLUG.sub("_", _IN_BRACKETS.sub("", name).lower()).strip("_-")


def _lowered(word: re.Match[str]) -> str:
    text = word[0]
    if text in _ACRONYMS:
        return text
    return text.capitalize() if text in _CAPITALISED else text.lower()
