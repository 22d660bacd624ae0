"""Answers that a person changes later: the facts they now state otherwise, or the question they want to go back to."""

from __future__ import annotations

import re
from typing import Any

from assistant.choices import Given, facts_by_name, read_answer
from assistant.conversation import Product
from assistant.proposed import propose, read_facts
from assistant.proposed.plain import plain

_CORRECTS = re.compile(
    r"\b(?:en fait|en realite|finalement|actually|in fact|pardon|correction|je (?:me )?(?:corrige|suis trompee?)"
    r"|i was wrong|my mistake"
    r"|i meant|sorry|erreur|contrairement a ce que j'ai dit|i changed my mind|j'ai change d'avis|au temps pour moi"
    r"|autant pour moi)\b"
)
_GOES_BACK = re.compile(
    r"\b(?:changer|change|modifier|modifie|corriger|corrige|revenir|revenons|reviens|retour|refaire|go back"
    r"|back to|edit|correct|redo|revise|return to)\b"
)
_BACK = re.compile(
    r"^\W*(?:retour|en arriere|back|go back|precedente?|previous|question precedente|previous question|undo|annuler|annule)\W*$"
)
_STOPS = re.compile(
    r"^\W*(?:stop|arret\w*|on arrete(?: la)?|arretons(?: la)?|quitter|quit|exit|cancel|laisse(?:z)? tomber|plus tard|later"
    r"|fin|ca suffit|that's enough|let's stop|enough)\W*$"
)
_STARTS_OVER = re.compile(
    r"^\W*(?:(?:on |je )?(?:recommence\w*|reprend\w* (?:tout|a zero|depuis le debut|du debut)|repar\w* (?:de zero"
    r"|a zero))(?: tout| a zero"
    r"| depuis le debut)?|restart|start (?:over|again)|from scratch|reset|begin again|tout effacer|clear everything)\W*$"
)
_RESUMES = re.compile(
    r"^\W*(?:continue[rz]?|continuons|reprend(?:re|s)|reprenons|poursui\w+|resume|go on|carry on|keep going)\W*$"
)
_NUMBER = re.compile(r"\b(?:question|reponse|answer|q)\s*(?:n[o°]?\s*)?(\d{1,2})\b")
_SHORT_WORDS = 3


def stops(text: str) -> bool:
    """Whether a turn does nothing but leave the interview."""
    return bool(_STOPS.match(plain(text.strip()).text))


def starts_over(text: str) -> bool:
    """Whether a turn does nothing but ask for the interview from its beginning."""
    return bool(_STARTS_OVER.match(plain(text.strip()).text))


def resumes(text: str) -> bool:
    """Whether a turn does nothing but take up an interview that was left."""
    return bool(_RESUMES.match(plain(text.strip()).text))


def changed_facts(text: str, product: Product) -> dict[str, Any]:
    """The confirmed facts that a turn, which says that it corrects, now states otherwise."""
    if not _CORRECTS.search(plain(text).text):
        return {}
    said = {one.fact: one.value for one in propose(text)} or _renamed(text, product)
    return {f: v for f, v in said.items() if f in product.known and product.known[f] != v}


def _renamed(text: str, product: Product) -> dict[str, Any]:
    """The value that a turn names by its own words of the only confirmed fact that has such a value."""
    told = _CORRECTS.sub(" ", plain(text).text)
    named = {
        fact: read.value
        for fact in product.known
        if facts_by_name()[fact]["type"] == "enum" and isinstance(read := read_answer(told, fact), Given)
    }
    return named if len(named) == 1 else {}


def fact_to_ask_again(text: str, product: Product) -> str:
    """The fact whose question a turn wants to go back to: by its number, its name, or "back"; empty for none."""
    said = plain(text.strip()).text
    if _BACK.match(said):
        answered = [fact for fact in product.asked if fact in product.known or fact in product.declined]
        return answered[-1] if answered else ""
    if denied := _denied(text, product):
        return denied
    if not _GOES_BACK.search(said) or "?" in said:
        return ""
    number = _NUMBER.search(said)
    if number and 0 < int(number[1]) <= len(product.asked):
        return product.asked[int(number[1]) - 1]
    return _named(said, product)


def _denied(text: str, product: Product) -> str:
    """The one confirmed fact whose value a turn, which says that it corrects, now denies without saying what holds."""
    if not _CORRECTS.search(plain(text).text):
        return ""
    found = {
        one.fact for one in read_facts(text)
        if not one.is_stated and _holds(product.known.get(one.fact), one.value)
    }  # fmt: skip
    return found.pop() if len(found) == 1 else ""


def _holds(known: Any, value: bool | str) -> bool:
    return value in known if isinstance(known, list) else known == value


def _named(said: str, product: Product) -> str:
    """The one fact of the product whose name shares most words with a turn."""
    words = set(re.findall(r"[a-z]+", said))
    scores: dict[str, float] = {}
    for fact in {*product.known, *product.declined}:
        for side in ("fr", "en"):
            label = [
                w
                for w in re.findall(r"[a-z]+", plain(facts_by_name()[fact][f"label_{side}"]).text)
                if len(w) > _SHORT_WORDS
            ]
            if label:
                scores[fact] = max(scores.get(fact, 0.0), len(words & set(label)) / len(label))
    best = sorted(scores, key=lambda fact: -scores[fact])
    if not best or scores[best[0]] < 0.5 or (len(best) > 1 and scores[best[1]] == scores[best[0]]):
        return ""
    return best[0]
