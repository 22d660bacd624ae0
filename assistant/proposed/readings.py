"""Each place where a text states or denies a value of a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.proposed.patterns import FactPatterns, Pattern, table
from assistant.proposed.plain import Plain, plain
from assistant.proposed.products import Mention, mentions
from assistant.proposed.sentences import Stated, is_denied, stated

_NOT_YET = re.compile(r"\b(?:encore|yet|currently|actuellement)\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """A place of the text, `start`..`end`, that states `value` of `fact`, or denies it without saying what holds.

    For a set, `value` is a member, or `none`, or `none_unless_claimed`. `product` is the name it is said of,
    empty for the product at hand.
    """

    fact: str
    value: bool | str
    is_stated: bool
    start: int
    end: int
    words: str
    product: str = ""


def read_facts(text: str, *, products: Sequence[str] = (), facts: Sequence[str] = ()) -> list[Reading]:
    """Every reading of a text, in reading order; only of `facts` where they are given.

    `products` are names known from before; names the text itself gives are found.
    """
    found = plain(text, mended_to=table().typos, known=table().known)
    named = mentions(text, products)
    stretches = stated(found.text)
    told = "\n".join(found.text[s.start : s.end] for s in stretches)
    wanted = [said for name, said in table().facts.items() if not facts or name in facts]
    readings = [
        reading
        for stretch in stretches
        for said in wanted
        if said.needs is None or said.needs.search(told)
        for reading in _of_stretch(found, stretch, said, named)
    ]
    return sorted(set(readings), key=lambda r: (r.start, r.fact, str(r.value)))


def _of_stretch(
    found: Plain, stretch: Stated, said: FactPatterns, named: Sequence[Mention]
) -> Iterator[Reading]:
    if stretch.is_hedged and not said.despite_doubt:
        return
    clause = found.text[stretch.start : stretch.end]
    for pattern in said.patterns:
        if pattern.unless and pattern.unless.search(clause):
            continue
        for match in pattern.words.finditer(found.text, stretch.start, stretch.end):
            if said.not_by and said.not_by.search(found.text[stretch.start : match.start()]):
                continue
            told = _told(found.text, stretch, match, pattern, said)
            if told is None:
                continue
            value, is_stated, since = told
            start, end = found.span(since, match.end())
            words = found.original[start:end].strip(" ,;:.")
            yield Reading(said.fact, value, is_stated, start, end, words, _product(start, named))


def _told(
    text: str, stretch: Stated, match: re.Match[str], pattern: Pattern, said: FactPatterns
) -> tuple[bool | str, bool, int] | None:
    """The value told, whether it is stated (or only denied), and where the telling words begin."""
    can_be_denied = said.deniable and not pattern.denies
    if not can_be_denied or not is_denied(text, match.start(), match.end(), stretch.opening):
        return pattern.value, True, match.start()
    begin = max(stretch.start, _negation_before(text, stretch.opening, match.start()))
    does_flip = said.flips is not None and pattern.value is said.flips
    if does_flip and not _NOT_YET.search(text, stretch.start, stretch.end):
        return not pattern.value, True, begin
    return pattern.value, False, begin


def _negation_before(text: str, opening: int, start: int) -> int:
    """Where the last word of negation before `start` begins, so that it is shown too."""
    found = list(
        re.finditer(
            r"\bn(?:e |')|\b(?:not|no|sans|without|pas|aucune?|ni|never|jamais)\b|\b\w+n't\b",
            text[opening:start],
        )
    )
    return opening + found[-1].start() if found else start


def _product(place: int, named: Sequence[Mention]) -> str:
    """The product a place speaks of: the last one named before it, else the only one named at all."""
    before = [m for m in named if m.start <= place]
    if before:
        return before[-1].name
    names = {m.name for m in named}
    return names.pop() if len(names) == 1 else ""
