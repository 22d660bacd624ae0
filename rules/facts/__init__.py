"""The 45 facts, in the order of the specification, and how a value of one is shown."""

from __future__ import annotations

from rules.conditions import Value
from rules.facts.effect import EFFECT_FACTS
from rules.facts.market import MARKET_FACTS
from rules.facts.product import PRODUCT_FACTS
from rules.models import Fact, Text

FACTS: tuple[Fact, ...] = PRODUCT_FACTS + EFFECT_FACTS + MARKET_FACTS

FACT_BY_NAME: dict[str, Fact] = {fact.name: fact for fact in FACTS}

YES = Text("oui", "yes")
NO = Text("non", "no")


def value_text(fact: Fact, value: Value) -> Text:
    """A value as people read it: « oui », a label, or the labels of a set one after the other."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str):
        return fact.values[value]
    if not value:
        return fact.none
    shown = [fact.values[member] for member in fact.values if member in value]
    return Text(" ; ".join(text.fr for text in shown), "; ".join(text.en for text in shown))
