"""Surface signs of what a turn asks for: each a name that a person can read, and the words that showed it.

Their words stand in `turn_signs.yaml`; here are the signs of shape and context, and those that count together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.query_terms import glossary
from assistant.scope import is_elsewhere
from corpus.references import find_references
from ingest.words import fold, tokens
from rules.facts import FACT_BY_NAME, NO, YES

SIGNS_FILE = Path(__file__).with_suffix(".yaml")
SHORTEST, SHORT, LONG = 2, 6, 22
"""Words up to which, or from which, a turn counts as short or long."""
_CLAUSE, _REACH = 3, 6
"""A wish has this many words at least, and this many clauses at most."""
_OWN = (
    "a product of one's own",
    "something of one's own",
    "someone who makes it",
    "what one does",
    "oneself",
    "a product told of",
)
_STANDING = (
    "its class asked",
    "several classes weighed",
    "a device or not",
    "status or scope",
    "an order to judge",
    "a way to the market",
    "money",
    "a French scheme",
)
_OTHER = (
    "a meaning asked",
    "what a text says",
    "a time or an amount",
    "who",
    "how",
    "a duty beside the class",
    "a maker's surroundings",
)
_AT_THE_END = (
    *_STANDING,
    *_OTHER,
    "a need asked",
    "one's own standing asked",
    "things of a kind",
    "one of a kind",
)
"""Signs that count only where a turn says what it wants."""
_OF_SHAPE = (
    "a provision cited",
    "another country's system",
    "nothing of the trade",
    "one or two words",
    "few words",
    "many words",
    "a question mark",
    "an open question",
    "an open question, few words",
    "an open question, a question mark",
    "a previous answer",
    "a previous answer, few words",
)
_TOGETHER = (
    "a standing wished for, of one's own",
    "a standing wished for, in general",
    "another matter, of one's own",
    "another matter, in general",
    "both, of one's own",
    "both, in general",
    "neither, of one's own, asked",
    "neither, of one's own, told",
    "neither, in general",
)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands open when a turn is said: the fact an interview has asked for, whether something was answered before."""

    pending: str = ""
    has_history: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether there is anything a turn could go on from."""
        return self.has_history or bool(self.pending)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that spoke: its name, and the words that showed it as they stand in lower case without accents."""

    name: str
    words: str = ""


def sign_names() -> tuple[str, ...]:
    """Every sign there is, in a fixed order."""
    return (*_patterns(), *_OF_SHAPE, *_TOGETHER)


def signs_of(text: str, language: str, context: Context) -> tuple[Sign, ...]:
    """The signs a turn shows, each name once."""
    # The French pronoun is another word in English.
    folded = fold(text) if language == "fr" else re.sub(r"\bon\b", "upon", fold(text))
    found = [
        *_of_words(folded),
        *_of_shape(text, folded, language, context),
    ]
    return (*found, *_together({s.name for s in found}))


def speaks_of_own(names: Iterable[str]) -> bool:
    """Whether signs of these names show that a turn speaks of a product of one's own, or of one it describes."""
    return not set(_OWN).isdisjoint(names)


def names_a_choice(text: str, fact_name: str, language: str) -> bool:
    """Whether a turn consists of a value of the fact that was asked for, as its choices are shown."""
    return fact_name in FACT_BY_NAME and " ".join(tokens(text)) in _choices(fact_name, language)


def wish(folded: str) -> str:
    """Where a turn says what it wants: of one that sets out the situation first, the clause it ends on.

    Of a turn with question marks it is the clause before the last of them; clauses before it are added until
    there are a few words and one of them names a matter.
    """
    if "?" in folded:
        folded = folded[: folded.rindex("?") + 1]
    clauses = [c for c in re.split(r"(?<=[.?!:;,()])\s+", folded) if tokens(c)][-_REACH:]
    taken = ""
    while clauses and (len(tokens(taken)) < _CLAUSE or not _names_a_matter(taken)):
        taken = f"{clauses.pop()} {taken}"
    return taken.strip()


def _names_a_matter(folded: str) -> bool:
    return any(_patterns()[name].search(folded) for name in (*_STANDING, *_OTHER))


def _of_words(folded: str) -> Iterator[Sign]:
    ending = wish(folded)
    for name, pattern in _patterns().items():
        if found := pattern.search(ending if name in _AT_THE_END else folded):
            yield Sign(name, found[0].strip())


def _of_shape(text: str, folded: str, language: str, context: Context) -> Iterator[Sign]:
    words = len(tokens(text))
    if cited := find_references(text):
        yield Sign("a provision cited", text[cited[0].start : cited[0].end])
    shape = {
        "another country's system": is_elsewhere(folded),
        "nothing of the trade": not glossary().knows_any(text, language),
        "one or two words": words <= SHORTEST,
        "few words": words <= SHORT,
        "many words": words >= LONG,
        "a question mark": "?" in text,
        "an open question": bool(context.pending),
        "an open question, few words": bool(context.pending) and words <= SHORT,
        "an open question, a question mark": bool(context.pending) and "?" in text,
        "a previous answer": context.goes_on,
        "a previous answer, few words": context.goes_on and words <= SHORT,
    }
    yield from (Sign(name) for name, shown in shape.items() if shown)


def _together(found: set[str]) -> Iterator[Sign]:
    """Signs that count otherwise together than apart: whose standing is wished for, or whose other matter."""
    whose = ", of one's own" if speaks_of_own(found) else ", in general"
    standing = any(name in found for name in _STANDING)
    other = any(name in found for name in _OTHER)
    matter = {
        (True, False): "a standing wished for",
        (False, True): "another matter",
        (True, True): "both",
        (False, False): "neither",
    }[standing, other]
    told = ", asked" if "a question by its form" in found else ", told"
    yield Sign(matter + whose + (told if (matter, whose) == ("neither", ", of one's own") else ""))


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Each sign's pattern, its vocabularies put in."""
    held = yaml.safe_load(SIGNS_FILE.read_text(encoding="utf-8"))
    words = {name: f"(?:{'|'.join(rows)})" for name, rows in held["words"].items()}
    return {
        name: re.compile("|".join(re.sub(r"\{([a-z]+)\}", lambda m: words[m[1]], row) for row in rows))
        for name, rows in held["signs"].items()
    }


@cache
def _choices(fact_name: str, language: str) -> frozenset[str]:
    """The ways to say a value of a fact: its label, its name."""
    fact = FACT_BY_NAME[fact_name]
    shown = (YES, NO) if fact.kind == "bool" else (*fact.values.values(), fact.none)
    labels = [getattr(text, language) for text in shown]
    return frozenset(" ".join(tokens(said)) for said in (*labels, *fact.values))
