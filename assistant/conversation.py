"""One conversation: its turns, the products it is about, the question that stands open. Plain data, all of it JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter

FORMAT = 1
"""Version of the exported form."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A value read from the person's words, not yet confirmed, and those words."""

    value: Any
    words: str


@dataclass(frozen=True, slots=True)
class Product:
    """A product: what the person asked about it, and its facts.

    `wanted` are questions of the rules; `known` facts the person confirmed, by name; `proposed` those read from
    their words; `declined` those they could not answer; `asked` those that were asked for, in that order; `words` what
    a known fact was read in, where the person confirmed a reading.
    """

    name: str = ""
    wanted: tuple[str, ...] = ()
    known: dict[str, Any] = field(default_factory=dict)
    proposed: dict[str, Heard] = field(default_factory=dict)
    declined: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pending:
    """The question that stands open.

    `fact`: a value of `facts[0]`; `confirm`: whether `facts` were read rightly; `clash`: which of two `facts` that
    contradict each other to change, `held` being the answer that brought it out; `next`: whether to go on with the
    product named `product`.
    """

    kind: Literal["fact", "confirm", "clash", "next"]
    facts: tuple[str, ...] = ()
    held: dict[str, Any] = field(default_factory=dict)
    product: str = ""

    @property
    def fact(self) -> str:
        """The fact asked for, the first of several; empty where none is."""
        return self.facts[0] if self.facts else ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn: what the person wrote, the answer as `Answer.to_json` gives it, and when (UTC, ISO 8601).

    `meant` is the question put to the texts, where a follow-up was completed from what was said before.
    """

    question: str
    answer: dict[str, Any]
    at: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything a conversation has to remember. `current` is the place of the product at hand in `products`."""

    id: str
    language: str = "fr"
    turns: tuple[Exchange, ...] = ()
    products: tuple[Product, ...] = ()
    current: int = 0
    pending: Pending | None = None

    @property
    def product(self) -> Product | None:
        """The product at hand, None before there is one."""
        return self.products[self.current] if self.products else None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its products, without those that have none."""
        return tuple(p.name for p in self.products if p.name)

    @property
    def title(self) -> str:
        """The first thing the person wrote, in one short line."""
        first = " ".join(self.turns[0].question.split()) if self.turns else ""
        return first if len(first) <= 80 else first[:79].rstrip() + "…"

    def with_product(self, product: Product) -> Conversation:
        """The same with the product at hand replaced, or begun."""
        if not self.products:
            return replace(self, products=(product,))
        changed = (*self.products[: self.current], product, *self.products[self.current + 1 :])
        return replace(self, products=changed)

    def turned_to(self, name: str) -> Conversation:
        """The same with the product of that name at hand, begun if it is new; one without a name takes it on."""
        names = [p.name for p in self.products]
        if name in names:
            return replace(self, current=names.index(name))
        if self.product is not None and not self.product.name:
            return self.with_product(replace(self.product, name=name))
        return replace(self, products=(*self.products, Product(name)), current=len(self.products))

    def to_json(self) -> dict[str, Any]:
        """Plain dictionaries and lists, as `from_json` reads them."""
        plain: dict[str, Any] = _adapter().dump_python(self, mode="json")
        return {"format": FORMAT, **plain}


def from_json(data: Mapping[str, Any]) -> Conversation:
    """A conversation from its plain form. Raises pydantic's ValidationError for anything else."""
    return _adapter().validate_python({k: v for k, v in data.items() if k != "format"})


@cache
def _adapter() -> TypeAdapter[Conversation]:
    return TypeAdapter(Conversation)
