"""What a sentence gives a verdict on, and whether it speaks of the law in general."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.guard import words as w
from assistant.guard.plain import folded

_SHORT = 6
_LONG = 10
_NP = 2


class Topic(StrEnum):
    """What a verdict is on; `answer` is a bare yes or no to a question for one."""

    CLASS = "class"
    QUALIFICATION = "qualification"
    CERTIFICATION = "certification"
    REIMBURSEMENT = "reimbursement"
    ANSWER = "answer"


def mentioned(text: str, *, with_rules: bool = False) -> Topic | None:
    """The first thing a verdict could be on that a text speaks of at all, None when there is none.

    A bare « rule 11 » counts with `with_rules` only.
    """
    low = folded(text)
    if w.CLASS.search(text) or (w.ANY_RULE if with_rules else w.RULE).search(low):
        return Topic.CLASS
    if w.DEVICE.search(low) or w.SCOPE.search(low):
        return Topic.QUALIFICATION
    if w.DUTY.search(low):
        return Topic.CERTIFICATION
    return Topic.REIMBURSEMENT if w.MONEY.search(low) else None


def of_statement(text: str, low: str, *, follows_general: bool) -> Topic | None:
    """The verdict of a sentence that names no product of the person's, None when it is general or gives none."""
    stated = _stated(text, low)
    if stated is None:
        return None
    topic, start, end = stated
    if follows_general and w.PLURAL_PRONOUN.search(low):
        return None
    return None if _is_general(text, low, topic, start, end) else topic


def of_row(text: str, *, is_own: bool) -> Topic | None:
    """The verdict of a table row or of « label | value »."""
    cells = [c.strip(" :") for c in text.strip().strip("|").split("|")]
    named = next((c for c in cells if w.CELL_CLASS.fullmatch(c)), "")
    topic = Topic.CLASS if named else mentioned(text)
    if topic is None or is_own:
        return topic
    low = folded(text)
    if w.GENERAL.search(low) and not w.DEFINITE.search(low):
        return None
    pairs_with_class = w.CLASS.search(cells[0]) and all(w.DUTY.search(folded(c)) for c in cells[1:])
    return None if pairs_with_class else topic


def _stated(text: str, low: str) -> tuple[Topic, int, int] | None:
    """What the sentence states a verdict on, with the place of the words that name it."""
    if match := (w.CLASS.search(text) or w.RULE.search(low)):
        return Topic.CLASS, match.start(), match.end()
    is_short = len(low.split()) <= _SHORT
    for match in w.DEVICE.finditer(low):
        clause = re.split(r"[;:]|, (?:and|et|or|ou) ", low[: match.start()])[-1]
        if is_short or w.IS_DEVICE.search(clause):
            return Topic.QUALIFICATION, match.start(), match.end()
    if (match := w.SCOPE.search(low)) and (is_short or w.FALLS.search(match.group())):
        return Topic.QUALIFICATION, match.start(), match.end()
    if (match := w.DUTY.search(low)) and (w.OBLIGES.search(low) or len(low.split()) < _SHORT):
        return Topic.CERTIFICATION, match.start(), match.end()
    if (match := w.MONEY.search(low)) and w.GRANTS.search(low):
        return Topic.REIMBURSEMENT, match.start(), match.end()
    return None


def _is_general(text: str, low: str, topic: Topic, start: int, end: int) -> bool:
    """Whether the sentence is about devices, software or manufacturers in general."""
    before, after = low[:start], low[end:]
    for anchor in w.GENERAL.finditer(low[:end]):
        if anchor.start() < start and not w.COPULA.search(low[: anchor.start()]):
            said = low[: anchor.start()], low[anchor.end() : start], after
            if not _says_something(*said, overlaps=anchor.end() > start):
                return False
            return not _turns(low[min(anchor.end(), start) :], anchor.group())
    if article := _ARTICLE.search(before):
        is_subject = not w.COPULA.search(before[: article.start() + 1])
        if (
            is_subject
            and len(after.split()) > _NP
            and re.match(rf"\W*(?:[\w-]+\s){{0,3}}?{w.NOUN}s?\b", after)
        ):
            return True
    rest = w.CLASSIFYING.sub(" ", w.DUTY.sub(" ", w.LAW.sub(" ", before)))
    is_bare = not re.search(r"\w", rest)
    if not is_bare and topic not in (Topic.CERTIFICATION, Topic.REIMBURSEMENT):
        return topic is Topic.CLASS and _compares(text, low)
    if _ONE.search(w.LAW.sub(" ", before)) or w.DEFINITE.search(low):
        return False
    if w.GENERAL.search(after):
        return not re.match(r"\W*(?:for|pour) (?:this|ce)", after)
    return topic is Topic.CLASS and (_compares(text, low) or _heads(before, after))


def _says_something(before: str, between: str, after: str, *, overlaps: bool) -> bool:
    """Whether more is said than a bare noun: « un DM de classe IIa. » says it of something not named."""
    if (
        re.search(r"\w+\W+\w+", after)
        or after.strip().endswith(":")
        or re.search(r"\bporte sur\b|\babout\b", before)
    ):
        return True
    return not overlaps and (len(between.split()) > 1 or bool(_VERB.search(between)))


_VERB = re.compile(
    r"\b(?:is|are|be|est|sont|sera|seront|n'est|isn't|aren't|falls?|relevent?|need|carry|has|have|ont|a)\b"
)
_ONE = re.compile(
    r"\b(?:it|il|elle|c'est|ce|cela|ca)\b|\bc'|\b(?:this|that)(?= (?:is|makes|means|puts|would|will|one)\b)"
)
_ARTICLE = re.compile(
    r"(?:^|[^\w'])(?:an?|any|every|each|no|some|all|most|other|certain|une?|tout|chaque|d'un|aucun|certains|d'autres)\s(?:[\w-]+\s){0,2}$"
)


def _compares(text: str, low: str) -> bool:
    """Whether a long sentence sets several classes side by side: « every two years for IIa, every year for IIb »."""
    named = {m.group().split()[-1].lower() for m in w.CLASS.finditer(text)}
    return len(named) > 1 and len(low.split()) >= _LONG and not (w.HEDGED.search(low) or _ONE.search(low))


def _heads(before: str, after: str) -> bool:
    """Whether the class is what a rule is for: « For class D, the notified body … »."""
    is_for = re.fullmatch(r"\W*(?:for|in|under|pour|en|dans)(?: la| les| the)?\W*", before)
    return bool(is_for) and len(after.split()) >= _SHORT and not _ONE.search(after)


def _turns(rest: str, anchor: str) -> bool:
    """Whether the sentence goes on from the general to one product: « so it is », « the app is »."""
    if match := w.CONSEQUENCE.search(rest):
        tail = rest[match.end() :]
        if w.PRONOUN.search(tail) or w.DEFINITE.search(tail) or w.DEFINITE_DEVICE.search(tail):
            return True
    known = w.DEFINITE.search(rest)
    return known is not None and re.split(r"[\s']", known.group())[-1] not in anchor
