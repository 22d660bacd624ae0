"""The interview as a form: what each act of a person does to the product at hand of a conversation.

The chat and the form act on the same conversation, and each leaves its open question for the other. Rules decide, not this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from assistant.choices import facts_by_name
from assistant.conversation import Conversation, Pending, Product
from assistant.interview import answered, clash, declined, forgotten, heard, next_step
from assistant.interview_turns import Teller
from assistant.proposed import product_names, propose
from assistant.wishes import CLASSES


def product_of(conversation: Conversation) -> Product:
    """The product at hand, begun with a wish for its qualification and class where nothing was asked yet."""
    product = conversation.product or Product()
    return product if product.wanted else replace(product, wanted=CLASSES)


def value_of(fact: str, raw: Any) -> Any:
    """A value as a page sends it, None when it is none of the fact's: a set as a list, a bool as `true` or `false`."""
    description = facts_by_name().get(fact)
    if description is None:
        return None
    if description["type"] == "bool":
        return {"true": True, "false": False}.get(str(raw).lower())
    if description["type"] == "enum":
        return raw if raw in description["values"] else None
    members = raw if isinstance(raw, list) else None
    if members is None or not all(member in description["values"] for member in members):
        return None
    return sorted(set(members))


def settled(conversation: Conversation) -> Conversation:
    """The conversation with the question that comes next standing open."""
    product = product_of(conversation)
    step = next_step(product)
    if step.kind == "clash":
        return _clashing(conversation.with_product(product), step.result, {})
    if step.kind == "ask":
        product = replace(product, asked=_asked(product, step.facts[0]))
        pending: Pending | None = Pending("fact", step.facts)
    else:
        pending = Pending("confirm", step.facts) if step.kind == "confirm" else None
    return replace(conversation.with_product(product), pending=pending)


def describe(conversation: Conversation, text: str) -> Conversation:
    """What the person's words say of each product they name, or of the one at hand, proposed to be confirmed."""
    known = conversation.names
    found = propose(text, products=known)
    first = None
    for name in product_names(text, known) or (product_of(conversation).name,):
        conversation = conversation.turned_to(name)
        first = conversation.current if first is None else first
        mine = [one for one in found if one.product in ("", name)]
        conversation = conversation.with_product(heard(product_of(conversation), mine))
    return settled(replace(conversation, current=first or 0))


def answer(conversation: Conversation, values: Mapping[str, Any]) -> Conversation:
    """Facts confirmed; where they contradict what is known, the question which to change, and nothing is kept of them."""
    product = product_of(conversation)
    against = clash(product, values)
    if against is not None:
        return _clashing(conversation.with_product(product), against, dict(values))
    return settled(conversation.with_product(answered(product, values)))


def confirm(conversation: Conversation, facts: Iterable[str] = ()) -> Conversation:
    """The facts read (all of them when none is named) confirmed as they were read."""
    product = product_of(conversation)
    chosen = set(facts) or product.proposed.keys()
    return answer(conversation, {f: one.value for f, one in product.proposed.items() if f in chosen})


def decline(conversation: Conversation, fact: str) -> Conversation:
    """« Je ne sais pas » : the fact stays unknown and the interview passes on."""
    return settled(conversation.with_product(declined(product_of(conversation), fact)))


def forget(conversation: Conversation, fact: str) -> Conversation:
    """Nothing known, read or declined of a fact; it may be asked again."""
    return settled(conversation.with_product(forgotten(product_of(conversation), [fact])))


def ask(conversation: Conversation, fact: str) -> Conversation:
    """One fact put to the person now; what is known of it holds until they answer."""
    product = product_of(conversation)
    product = replace(product, asked=_asked(product, fact))
    return replace(conversation.with_product(product), pending=Pending("fact", (fact,)))


def mend(conversation: Conversation, fact: str) -> Conversation:
    """Of two answers that contradict each other, this one is given up and asked again; the other one holds."""
    pending = conversation.pending
    if pending is None or pending.kind != "clash" or fact not in pending.facts:
        return settled(conversation)
    product = product_of(conversation)
    kept = {name: value for name, value in {**product.known, **pending.held}.items() if name != fact}
    product = answered(forgotten(product, [fact]), kept)
    return ask(conversation.with_product(product), fact)


def want(conversation: Conversation, questions: Iterable[str]) -> Conversation:
    """The interview goes on to these questions of the rules as well."""
    product = product_of(conversation)
    wanted = tuple(dict.fromkeys((*product.wanted, *questions)))
    return settled(conversation.with_product(replace(product, wanted=wanted)))


def turn_to(conversation: Conversation, place: int) -> Conversation:
    """The product at that place at hand; one past the last begins a new one."""
    if place == len(conversation.products):
        fresh = Product(name=str(place + 1), wanted=CLASSES)
        conversation = replace(conversation, products=(*conversation.products, fresh))
    if not 0 <= place < len(conversation.products):
        return conversation
    return settled(replace(conversation, current=place))


def rename(conversation: Conversation, name: str) -> Conversation:
    """The product at hand under another name; a name that another product has already changes nothing."""
    name = " ".join(name.split())[:80]
    product = product_of(conversation)
    taken = any(p.name == name for n, p in enumerate(conversation.products) if n != conversation.current)
    return conversation if taken else conversation.with_product(replace(product, name=name))


def restart(conversation: Conversation) -> Conversation:
    """The product at hand with its name alone: nothing known, nothing asked."""
    return settled(conversation.with_product(Product(name=product_of(conversation).name, wanted=CLASSES)))


def adopt(conversation: Conversation, product: Product) -> Conversation:
    """A saved product at hand, in the place of one of the same name."""
    bare = conversation.product is None or conversation.product == Product(wanted=conversation.product.wanted)
    if not bare:
        conversation = conversation.turned_to(product.name)
    return settled(conversation.with_product(product))


def _asked(product: Product, fact: str) -> tuple[str, ...]:
    return (*(f for f in product.asked if f != fact), fact)


def _clashing(conversation: Conversation, result: Mapping[str, Any], held: Mapping[str, Any]) -> Conversation:
    language = "fr" if conversation.language == "fr" else "en"
    return Teller(None, language).clash(conversation, result, held).conversation  # type: ignore[arg-type]
