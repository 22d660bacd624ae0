"""What a turn that leans on the conversation means: the reason of something, a hypothesis, a choice shown before, the same asked anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from assistant.choices import Given, facts_by_name, places_named, read_answer
from assistant.conversation import Conversation, Product
from assistant.proposed import propose
from assistant.proposed.plain import plain
from assistant.wishes import wishes
from corpus.concordance import counterpart
from corpus.ids import parse
from corpus.labels import label
from corpus.references import find_references

_WHY = re.compile(
    r"^\W*(?:mais |but |et |and |ok )?(?:pourquoi|why|how come|pour quelles? raisons?|on what (?:basis|grounds)"
    r"|sur quelle base|comment (?:ca|cela)"
    r"|how so|d'ou (?:ca|cela) vient)\b(?: (?:ca|cela|cette question|ce verdict|cette classe|that|this|this question"
    r"|so|is that|demandes-tu"
    r"|demandez-vous|do you ask|est-ce|ce|le|la|the|un|une|a|question|verdict|classe|class|ii?i?[ab]?|\w+)){0,4}\W*$"
)
_IF = re.compile(
    r"^\W*(?:ok |mais |but )?(?:et |and )?(?:(?:que se passe[- ]t[- ]il|qu'est-ce qui (?:change|se passe)|ca change quoi"
    r"|what (?:happens|changes|would (?:happen|change))) (?:si|if)|si|s'|what if|if|suppos\w+(?: que| that)?"
    r"|imagin\w+(?: que| that)?"
    r"|how about if|say that|et si|what about if)\b"
)
_OPENING = re.compile(
    r"^\W*(?:ok |oui |yes |merci |thanks )*(?:et|and|what about|how about|qu'en est-il (?:de|du|des)|mais|but"
    r"|donc|so|alors|sinon|idem|same)"
    r"(?: (?:pour|for|avec|with|sous|under|dans|in|selon))?\W+",
    re.I,
)
_ANEW = re.compile(
    r"^\W*(?:(?:ok|oui|yes|merci|thanks)\W+)?(?:et (?:pour|avec|dans|chez)|and (?:for|with|in)|what about|how about"
    r"|qu'en est-il (?:de|du|des|d'|pour))\b"
)
_OWN = re.compile(r"\b(?:mon|ma|mes|notre|nos|my|our|mine)\b")
_FEW = 10
"""Words up to which "and for …?" asks the last question of something else; more of them ask something of their own."""
_ACT = {"mdr": r"\b(?:mdr|rdm|2017/745)\b", "ivdr": r"\b(?:ivdr|rdiv|2017/746)\b"}
_SAID_OF_A_VERDICT = frozenset({"verdict", "needs_facts"})
_PRESENT = (
    (re.compile(r"\bfais(?:ait|aient)\b"), "fait"), (re.compile(r"\bavai(?:t"
    r"|ent)\b"), "a"), (re.compile(r"\b(?:etai(?:t|ent)|serait)\b"), "est"),
    (re.compile(r"\b(\w{3,})(?:ait|aient)\b"), r"\1e"), (re.compile(r"\bdrove\b"), "drives"), (re.compile(r"\bwere|was\b"), "is"),
    (re.compile(r"\bhad\b"), "has"), (re.compile(r"\bmade\b"), "makes"), (re.compile(r"\b(us|diagnos|analys|analyz"
        r"|advis)ed\b"), r"\1es"),
    (re.compile(r"\b(\w{3,}?)(?:l)?ed\b"), r"\1s"), (re.compile(r"\bdid(?:n't| not)\b"), "does not"),
)  # fmt: skip
"""Hypotheses speak in the past; the patterns of facts in the present."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a follow-up means.

    `why`: the reason of the open question or of the last verdict; `what_if`: `facts` supposed of the product at hand;
    `wish`: `questions` of the rules about it; `question`: `text` put to the texts.
    """

    kind: Literal["why", "what_if", "wish", "question"]
    text: str = ""
    facts: dict[str, Any] | None = None
    questions: tuple[str, ...] = ()


def meaning(text: str, conversation: Conversation) -> Meaning | None:
    """What a turn means that leans on what was said, None when it does not, or when nothing fits."""
    said = plain(text.strip()).text
    if _WHY.match(said) and (conversation.pending or _last(conversation, "verdict")):
        return Meaning("why")
    if _IF.match(said) and conversation.product is not None:
        supposed = _supposed(said, conversation.product)
        if supposed:
            return Meaning("what_if", facts=supposed)
    if conversation.pending is None and (shown := _shown_before(text, conversation)):
        return Meaning("question", text=shown)
    return completed(text, conversation) if _asks_anew(said, conversation) else None


def _asks_anew(said: str, conversation: Conversation) -> bool:
    """Whether a turn asks of something else what the texts have just been asked; of one's own product the rules are."""
    last = conversation.turns[-1].answer if conversation.turns and conversation.pending is None else None
    is_of_texts = last is not None and last["kind"] == "answer" and not _is_of_product(last)
    return is_of_texts and len(said.split()) <= _FEW and bool(_ANEW.match(said)) and not _OWN.search(said)


def completed(text: str, conversation: Conversation) -> Meaning | None:
    """What a turn that was told for a follow-up means: a wish on the product at hand, or the last question asked anew."""
    last = conversation.turns[-1] if conversation.turns else None
    asked = wishes(text)
    if conversation.product is not None and asked and last and _is_of_product(last.answer):
        return Meaning("wish", questions=asked)
    if find_references(text) and not _names_act_alone(text):
        return Meaning("question", text=text)
    told = [t for t in conversation.turns if t.answer["kind"] in ("answer", "abstain")]
    if not told:
        return None
    # "And for an importer? And for a distributor?" asks the first question of each.
    whole = [t for t in told if not _ANEW.match(plain(t.question).text)]
    previous = (whole or told)[-1]
    return Meaning("question", text=_anew(text, previous.meant or previous.question, previous.answer))


def _anew(text: str, question: str, answer: dict[str, Any]) -> str:
    """The last question with the change: the matching provision of the other Regulation, its name swapped, or both texts."""
    said = plain(text).text
    act = next((act for act, pattern in _ACT.items() if re.search(pattern, said)), "")
    if act and _names_act_alone(text):
        other = {"mdr": "ivdr", "ivdr": "mdr"}[act]
        cited = [c["id"] for c in answer.get("citations", ()) if parse(c["id"]).document == other]
        is_of_reference = bool(find_references(question))
        found = counterpart(cited[0]) if cited and is_of_reference else ""
        if found:
            return label(found, answer["lang"])
        swapped = re.sub(_ACT[other], act.upper(), question, flags=re.I)
        return swapped if swapped != question else f"{question.rstrip(' ?')} {act.upper()} ?"
    change = _OPENING.sub("", text.strip())
    return f"{question.rstrip(' ?')}, {change}"


def _names_act_alone(text: str) -> bool:
    """Whether a turn names a Regulation and hardly anything else: "And for the IVDR?"."""
    said = plain(text).text
    return any(re.search(p, said) for p in _ACT.values()) and len(_OPENING.sub("", said).split()) <= 4


def _shown_before(text: str, conversation: Conversation) -> str:
    """The citation or the suggestion of the last answer that a turn names by its place, as a question of its own."""
    if not conversation.turns:
        return ""
    answer = conversation.turns[-1].answer
    cited = [label(c["id"], answer["lang"]) for c in answer.get("citations", ())]
    shown = cited or list(answer.get("suggestions", ()))
    said = plain(text).text
    if re.search(r"\b(?:suggestion|a lire aussi|see also|proposition)", said):
        shown, text = (
            list(answer.get("suggestions", ())),
            re.sub(r"(?i)\bsuggestion\w*|proposition\w*", "", text),
        )
    places = places_named(text, len(shown)) if shown else []
    return shown[places[0] - 1] if len(places) == 1 else ""


def _supposed(said: str, product: Product) -> dict[str, Any]:
    """The facts a hypothesis supposes that are not those of the product already."""
    told = _IF.sub("", said).rstrip(" ?!.")
    for past, present in _PRESENT:
        told = past.sub(present, told)
    found = {one.fact: one.value for one in propose(told)}
    if not found:
        named = {
            fact: read.value
            for fact in product.known
            if facts_by_name()[fact]["type"] == "enum" and isinstance(read := read_answer(told, fact), Given)
        }
        found = named if len(named) == 1 else {}
    return {fact: value for fact, value in found.items() if product.known.get(fact) != value}


def _is_of_product(answer: dict[str, Any]) -> bool:
    """Whether an answer spoke of the product, not of the texts: those always cite, or abstain."""
    return answer["kind"] in _SAID_OF_A_VERDICT or (
        answer["kind"] == "answer" and (bool(answer.get("verdicts")) or not answer.get("citations"))
    )


def _last(conversation: Conversation, kind: str) -> bool:
    return any(turn.answer["kind"] == kind for turn in conversation.turns[-3:])
