"""Two products, or two versions of one, side by side: the facts and the verdicts that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.choices import facts_by_name
from assistant.conversation import Product
from assistant.interview_text import fact_label, value_words
from assistant.translations import say
from rules import decide, explain
from rules.models import Language


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact or a question of the rules, and what it comes to on either side, in words."""

    name: str
    label: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, in the order of the rules. Verdicts are those of the rules of today for both sides."""

    facts: tuple[Difference, ...]
    verdicts: tuple[Difference, ...]


def compare(left: Product, right: Product, language: Language) -> Comparison:
    """The differences of two products over their confirmed facts."""
    return Comparison(tuple(_facts(left, right, language)), tuple(_verdicts(left, right, language)))


def _facts(left: Product, right: Product, language: Language) -> Iterator[Difference]:
    for fact in facts_by_name():
        if left.known.get(fact) != right.known.get(fact):
            yield Difference(
                fact, fact_label(fact, language), _fact(left, fact, language), _fact(right, fact, language)
            )


def _fact(product: Product, fact: str, language: Language) -> str:
    if fact in product.known:
        return value_words(fact, product.known[fact], language)
    return say("q.fact.declined" if fact in product.declined else "q.fact.unknown", language)


def _verdicts(left: Product, right: Product, language: Language) -> Iterator[Difference]:
    before = {one.question: one for one in explain(decide(left.known), language)}
    after = {one.question: one for one in explain(decide(right.known), language)}
    clash = say("q.verdict.clash", language)
    for name in dict.fromkeys((*before, *after)):
        labelled = before.get(name) or after[name]
        said = tuple(side[name].verdict if name in side else clash for side in (before, after))
        if said[0] != said[1]:
            yield Difference(name, labelled.label, *said)
