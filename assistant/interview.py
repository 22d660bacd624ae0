"""The interview over one product: what to put to the person next, and what their answers change. Rules decide, not this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from assistant.choices import facts_by_name
from assistant.conversation import Heard, Product
from assistant.proposed import Proposed
from rules import RULE_SET, decide, next_question
from rules.conditions import facts_named


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next: `confirm` facts read, `ask` for one, tell a `clash`, or the end, `firm` or left `open`.

    `result` is that of the rules on confirmed facts alone; of a clash, the one with the `error`.
    """

    kind: Literal["confirm", "ask", "clash", "firm", "open"]
    result: Mapping[str, Any]
    facts: tuple[str, ...] = ()


def next_step(product: Product) -> Step:
    """What the interview puts to the person next."""
    result = decide(product.known, product.wanted)
    if "error" in result:
        return Step("clash", result, tuple(result["error"]["facts"]))
    to_confirm = _worth_confirming(product, result)
    if to_confirm:
        return Step("confirm", result, to_confirm)
    fact = next_question(result, declined=product.declined)
    if fact is not None:
        return Step("ask", result, (fact,))
    return Step("firm" if not open_questions(result) else "open", result)


def open_questions(result: Mapping[str, Any]) -> list[str]:
    """The questions of a result that are not firm."""
    return [name for name, verdict in result["verdicts"].items() if verdict["value"] == "needs_facts"]


def heard(product: Product, found: Iterable[Proposed]) -> Product:
    """The product with what was read from the person's words; what it says already is not proposed again.

    What would contradict the facts confirmed, or another fact read, is left to be asked.
    """
    proposed = dict(product.proposed)
    for one in found:
        if product.known.get(one.fact) == one.value:
            proposed.pop(one.fact, None)
        else:
            proposed[one.fact] = Heard(one.value, one.words)
    while (error := _error(product.known, proposed)) is not None:
        guilty = proposed.keys() & _roots(error, {**product.known, **proposed})
        if not guilty:
            break
        proposed = {name: one for name, one in proposed.items() if name not in guilty}
    return replace(product, proposed=proposed)


def _error(known: Mapping[str, Any], proposed: Mapping[str, Heard]) -> Mapping[str, Any] | None:
    """The contradiction of what is known and proposed, taken together."""
    error: Mapping[str, Any] | None = decide(
        {**known, **{name: one.value for name, one in proposed.items()}}, ()
    ).get("error")
    return error


def answered(product: Product, values: Mapping[str, Any]) -> Product:
    """The product with these facts confirmed, whatever was said of them before."""
    rest = {name: one for name, one in product.proposed.items() if name not in values}
    declined = tuple(name for name in product.declined if name not in values)
    read = {n: h.words for n, h in product.proposed.items() if n in values and values[n] == h.value}
    words = {
        name: said
        for name, said in product.words.items()
        if values.get(name, ...) in (..., product.known.get(name))
    }
    return replace(
        product, known={**product.known, **values}, proposed=rest, declined=declined, words={**words, **read}
    )


def declined(product: Product, fact: str) -> Product:
    """The product with a fact the person cannot answer: it stays unknown and is not asked again."""
    product = forgotten(product, [fact])
    return replace(product, declined=(*product.declined, fact))


def forgotten(product: Product, facts: Iterable[str]) -> Product:
    """The product without what is known, proposed or declined of these facts: they may be asked again."""
    gone = set(facts)
    return replace(
        product,
        known={n: v for n, v in product.known.items() if n not in gone},
        proposed={n: h for n, h in product.proposed.items() if n not in gone},
        declined=tuple(n for n in product.declined if n not in gone),
        words={n: w for n, w in product.words.items() if n not in gone},
    )


def clash(product: Product, values: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The rules' result with its `error` when these values contradict what is confirmed, None when they do not."""
    result = decide({**product.known, **values}, ())
    return result if "error" in result else None


def to_mend(error: Mapping[str, Any], known: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts the person gave that a contradiction goes back to: those it names, or what implied them."""
    return tuple(dict.fromkeys(_root(fact, known) for fact in error["facts"]))


def still_missing(result: Mapping[str, Any], product: Product) -> tuple[str, ...]:
    """The facts without which what stays open cannot be decided, as the person declined them."""
    needed = [fact for name in open_questions(result) for fact in result["verdicts"][name]["may_need"]]
    return tuple(dict.fromkeys(fact for fact in needed if fact in product.declined))


def entry(fact: str, language: str, labels: Sequence[tuple[Any, str]]) -> dict[str, Any]:
    """A fact as the contract's `ask` lists it: question, values, and their labels beside."""
    description = facts_by_name()[fact]
    return {
        "fact": fact,
        "type": description["type"],
        "question": description[f"question_{language}"],
        "help": description[f"help_{language}"],
        "values": list(description["values"]),
        "labels": [label for _, label in labels],
    }


def _worth_confirming(product: Product, result: Mapping[str, Any]) -> tuple[str, ...]:
    """The proposed facts that the questions wanted may read, or that imply one they may read."""
    needed = {fact for verdict in result["verdicts"].values() for fact in verdict.get("may_need", ())}
    targets = {rule.target for rule in RULE_SET.implications if needed & {rule.target}}
    premises = {
        fact for rule in RULE_SET.implications if rule.target in targets for fact in facts_named(rule.when)
    }
    changed = {name for name in product.proposed if name in product.known}
    wanted = needed | premises | changed
    return tuple(name for name in facts_by_name() if name in product.proposed and name in wanted)


def _roots(error: Mapping[str, Any], given: Mapping[str, Any]) -> set[str]:
    """The facts given that a contradiction goes back to."""
    return {_root(fact, given) for fact in error["facts"]}


def _root(fact: str, given: Mapping[str, Any]) -> str:
    """The fact given from which another follows; the fact itself when it was given."""
    for _ in RULE_SET.implications:
        if fact in given:
            return fact
        premises = (
            p for rule in RULE_SET.implications if rule.target == fact for p in facts_named(rule.when)
        )
        fact = next((p for p in premises if p in given), fact)
    return fact
