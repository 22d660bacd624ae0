"""What a person answers to facts read from their words: all right, all but some, or a correction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.choices import Given, facts_by_name, is_no, is_unknown, is_yes, places_named, read_answer
from assistant.conversation import Product
from assistant.proposed import Reading, propose, read_facts
from assistant.proposed.plain import plain

_EXCEPT = re.compile(
    r"\b(?:sauf|excepte|hormis|except(?: for)?|but not|mais pas|all but|apart from|a part)\b"
)
_ALSO = re.compile(r"\b(?:aussi|egalement|en plus|also|as well|too|manque\w*|missing|ajout\w*|add)\b")
_ALL = re.compile(r"\b(?:tout|toutes?|tous|all(?: of it)?|everything|rien n'est juste|nothing is right)\b")
_AGREES_BUT = re.compile(
    r"^\W*(?:oui|yes|ok|exact|d'accord|correct|right)\b[\s,:;.]*(?:mais|but|par contre)\b[\s,]*", re.I
)
_LEADING = re.compile(r"^\W*(?:oui|yes|non|no|ok|nan|nope|plutot|en fait|actually)\b[\s,:;.]*", re.I)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What becomes of the facts put to the person: `accepted` values, and those `rejected`, to be asked.

    `is_plain_no`: something is wrong and the answer does not say what. `is_understood` is false for anything else
    that says neither yes nor no.
    """

    accepted: dict[str, Any] = field(default_factory=dict)
    rejected: tuple[str, ...] = ()
    is_plain_no: bool = False
    is_understood: bool = True


NOT_UNDERSTOOD = Confirmation(is_understood=False)


def read_confirmation(text: str, product: Product, facts: Sequence[str]) -> Confirmation:
    """What an answer makes of the `facts` proposed of a product."""
    said = plain(text.strip()).text
    proposed = {fact: product.proposed[fact].value for fact in facts if fact in product.proposed}
    corrections, denied = _corrections(text, proposed)
    if corrections or denied:
        return _settled(proposed, corrections, denied)
    barred = _barred(said, text, facts)
    if barred is not None:
        return _settled(proposed, {}, barred)
    if is_yes(text) or _agrees_and_adds(text, proposed):
        return Confirmation(proposed)
    if is_unknown(text):
        return Confirmation({}, tuple(proposed))
    if is_no(text):
        return _of_no(said, text, facts, proposed)
    places = places_named(text, len(facts))
    if places:
        return _settled(proposed, {}, [facts[place - 1] for place in places])
    return _one_answered(text, proposed)


def _agrees_and_adds(text: str, proposed: Mapping[str, Any]) -> bool:
    """Whether a yes with a reservation only tells more: "Yes, but it also drives the pump"."""
    rest = _AGREES_BUT.sub("", text.strip())
    return rest != text.strip() and any(one.fact not in proposed for one in propose(rest))


def _of_no(said: str, text: str, facts: Sequence[str], proposed: Mapping[str, Any]) -> Confirmation:
    if _ALL.search(said):
        return Confirmation({}, tuple(proposed))
    places = places_named(_LEADING.sub("", text), len(facts))
    if places:
        return _settled(proposed, {}, [facts[place - 1] for place in places])
    if len(facts) == 1:
        return Confirmation({}, tuple(proposed))
    return Confirmation(is_plain_no=True)


def _barred(said: str, text: str, facts: Sequence[str]) -> list[str] | None:
    """The facts that "yes except 2" leaves out, None when the answer has no such form."""
    match = _EXCEPT.search(said)
    if match is None:
        return None
    rest = text.strip()[match.end() :]
    places = places_named(rest, len(facts))
    if places:
        return [facts[place - 1] for place in places]
    named = {r.fact for r in read_facts(rest, facts=facts)}
    return [fact for fact in facts if fact in named] or None


def _corrections(text: str, proposed: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Values that the answer states instead of those proposed, and facts whose value it only denies."""
    adds = bool(_ALSO.search(plain(text).text)) or is_yes(text)
    corrections: dict[str, Any] = {}
    rest = _LEADING.sub("", text.strip())
    # "No, implantable no": what follows a bare no denies what was read, unless it states something else.
    for one in propose(rest):
        before = proposed.get(one.fact)
        if before is None or one.value == before:
            continue
        is_more = isinstance(before, list) and adds and one.value
        corrections[one.fact] = sorted({*before, *one.value}) if is_more else one.value
    denied = [
        r for r in read_facts(rest, facts=list(proposed)) if not r.is_stated and r.fact not in corrections
    ]
    return _without_members(corrections, denied, proposed)


def _without_members(
    corrections: dict[str, Any], denied: Sequence[Reading], proposed: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Denied members leave their set; a set left empty, or a single value denied, is to be asked."""
    gone: list[str] = []
    for reading in denied:
        value = corrections.get(reading.fact, proposed[reading.fact])
        if isinstance(value, list) and reading.value in value and len(value) > 1:
            corrections[reading.fact] = [v for v in value if v != reading.value]
        elif reading.value == value or value == [reading.value]:
            gone.append(reading.fact)
    return {f: v for f, v in corrections.items() if f not in gone}, gone


def _one_answered(text: str, proposed: Mapping[str, Any]) -> Confirmation:
    """An answer that is a value of exactly one of the facts, such as its label, confirms or corrects that one alone."""
    read = {
        fact: answer.value
        for fact in proposed
        if facts_by_name()[fact]["type"] != "bool" and isinstance(answer := read_answer(text, fact), Given)
    }
    return Confirmation(read) if len(read) == 1 else NOT_UNDERSTOOD


def _settled(
    proposed: Mapping[str, Any], corrections: Mapping[str, Any], rejected: Sequence[str]
) -> Confirmation:
    accepted = {fact: value for fact, value in {**proposed, **corrections}.items() if fact not in rejected}
    return Confirmation(accepted, tuple(fact for fact in proposed if fact in rejected))
