"""The table of patterns (`patterns.yaml`), compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_GAP = r"(?:[ \n]+(?:(?:pas|aucune?|jamais|plus|not|any|aussi|egalement|also|directement|directly|vraiment|really) +){0,2})"
"""What a space of a pattern stands for: words of negation and stress may come between."""
_SPACE = re.compile(r"\(\?<[!=](?:\[[^\]]*\]|[^)])*\)|\[[^\]]*\]| ")
"""A space of a pattern; those in a class of characters and in a look-behind stand for themselves."""
_DENIES = re.compile(r"\b(?:pas|aucune?|sans|no|not|without|jamais|never|non|nothing|rien|isn't)\b")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that state `value` of a fact (for a set, a member); `denies` when a negation is part of them."""

    value: bool | str
    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    denies: bool


@dataclass(frozen=True, slots=True)
class FactPatterns:
    """How one fact is said; `answers` are words that count only when this fact was asked for, `not_by` who does it
    where it is not the product, standing right before the words."""

    fact: str
    patterns: tuple[Pattern, ...]
    needs: re.Pattern[str] | None = None
    flips: bool | None = None
    deniable: bool = True
    despite_doubt: bool = False
    not_by: re.Pattern[str] | None = None
    answers: Mapping[bool | str, re.Pattern[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """All patterns by fact, the words whose typos are mended, and the words that are none."""

    facts: Mapping[str, FactPatterns]
    typos: frozenset[str]
    known: frozenset[str]


@cache
def table() -> Table:
    """The table, read and compiled at first use."""
    source = Path(__file__).with_name("patterns.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(source)
    macros = _expanded(data["macros"])
    facts = {name: _fact(name, said, macros) for name, said in data["facts"].items()}
    return Table(facts, frozenset(data["typos"].split()), frozenset(re.findall(r"[a-z]{5,}", source)))


def _expanded(macros: Mapping[str, str]) -> dict[str, str]:
    done: dict[str, str] = {}
    for name, text in macros.items():
        done[name] = _filled(text, done)
    return done


def _filled(text: str, macros: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda m: macros[m[1]], text)


def _fact(name: str, said: Mapping[str, Any], macros: Mapping[str, str]) -> FactPatterns:
    return FactPatterns(
        name,
        tuple(_patterns(said, macros)),
        needs=_compiled(said["needs"], macros) if "needs" in said else None,
        flips=said.get("flips"),
        deniable=said.get("deniable", True),
        despite_doubt=said.get("despite_doubt", False),
        not_by=_ending(said["not_by"], macros) if "not_by" in said else None,
        answers={
            value: _compiled("|".join(words), macros) for value, words in said.get("answers", {}).items()
        },
    )


def _patterns(said: Mapping[str, Any], macros: Mapping[str, str]) -> Iterator[Pattern]:
    unless = said.get("unless", [])
    for value, sources in said["values"].items():
        but = unless.get(value, []) if isinstance(unless, dict) else unless
        barred = _compiled("|".join(but), macros) if but else None
        for source in sources:
            # A macro holds no negation of its own that would deny what it names.
            yield Pattern(value, _compiled(source, macros), barred, bool(_DENIES.search(source)))


def _ending(source: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{_filled(source, macros)})\s*$")


def _compiled(source: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    # A pattern begins at a word, unless it says itself where it begins.
    text = _SPACE.sub(lambda m: _GAP if m[0] == " " else m[0], _filled(source, macros))
    return re.compile(rf"(?<![a-z])(?:{text})(?![a-z])")
