"""What a question takes for granted and the texts say otherwise: a class that does not exist, another duration."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.beliefs import belief_in, claim_of, is_told
from assistant.particulars import Duration, classes, durations, without_values
from assistant.pinpoint import share
from assistant.query_terms import Term, glossary
from assistant.quoting import best_words
from assistant.retriever import Hit
from assistant.sentences import sentences
from assistant.translations import say
from assistant.units import unit_of
from corpus.ids import EU_ACTS
from corpus.labels import document_name, label
from corpus.models import ProvisionText
from corpus.references import named_documents
from ingest.store import ProvisionStore
from ingest.words import fold, stems

CLASSES_STATED = {"mdr": "mdr/art_51/1", "ivdr": "ivdr/art_47/1"}
"""Where each regulation names its classes."""
_NOT_OURS = re.compile(
    r"\b(?:62304|14971|fda|510|iso|iec|ul|canad\w+|swiss|suisse|imdrf|nmpa|tga|ai act|energ\w+)\b"
)
_NO_CLASS = re.compile(r"\b(?:[Cc]lasse?s?)\s(VI{0,3}|5|6|IIc|IIIa|IIIb)\b")
_SUBCLASSES = {"IS": "I", "IM": "I", "IR": "I"}
_DEADLINE = re.compile(
    r"\b(?:within|in|under|sous|dans|en|delai (?:\w+ )?(?:de|d'|est|sont)|period of|limit of|deadline (?:of|is)|for|pendant|durant|duree de"
    r"|apres|after|is it|is|are|est|sont|est-ce|c'est|have|has|ont|a|at least|au moins|every|tous les|toutes les|only|seulement|de|up to"
    r"|jusqu'a|maximum|than|que)\W+(?:(?:the|les|bien|really|vraiment|only|exactly|only|about|environ|maximum|of|de)\W+)*$"
)
_PAST = re.compile(r"\b(?:il y a|depuis|since|aged?|for the (?:last|past))\W+$")
_ELAPSED = re.compile(r"^\W*(?:ago|old|plus tot|d'age|later\b)")
_NEAR_ENOUGH = 0.5
"""Share of the question's terms that a sentence must carry for its duration to be the one that is meant."""
_TOUCHES = 0.35
_UNITS = 3
_ANYWHERE = 10
_DAYS = {"h": 1 / 24, "d": 1.0, "w": 1.4, "m": 30.4}


@dataclass(frozen=True, slots=True)
class Premise:
    """A premise that the texts contradict: `line` says so with `[1]`, `quote` stands in the provision's `text`.

    `is_all` when nothing is left of the question once its premise falls; `refuses` when the question is not answered
    as it was put. A claim that the texts merely do not make has no `provision`, and its line no `[1]`.
    """

    line: str
    provision: str
    text: ProvisionText
    quote: str
    is_all: bool
    refuses: bool = False


def false_premise(question: str, language: str, hits: Sequence[Hit], store: ProvisionStore) -> Premise | None:
    """The first premise of a question that the texts held contradict, None when there is none."""
    return (
        false_class(question, language, store)
        or _false_belief(question, language, hits, store)
        or _false_duration(question, language, hits, store)
        or _untold_claim(question, language, hits, store)
    )


def _false_belief(question: str, language: str, hits: Sequence[Hit], store: ProvisionStore) -> Premise | None:
    belief = belief_in(claim) if (claim := claim_of(question)) else None
    provision = store.get(belief.provision_for(question)) if belief else None
    if belief is None or provision is None:
        return None
    text = provision.best_text(language)
    quote = best_words(text.text, glossary().terms(claim, language, text.language)).quote
    line = belief.line(language, label(provision.id, language))
    return Premise(line, provision.id, text, quote, is_all=not hits, refuses=True)


def _untold_claim(question: str, language: str, hits: Sequence[Hit], store: ProvisionStore) -> Premise | None:
    """A claim that no passage found makes: it is not built upon."""
    claim = claim_of(question)
    found = [p for h in hits[:_UNITS] if (p := store.get(h.provision))]
    if not claim or not found or is_told(claim, language, [t for p in found for t in p.texts]):
        return None
    line = say("premise.untold", language, claim=claim)
    return Premise(line, "", found[0].best_text(language), "", is_all=False, refuses=True)


def false_class(question: str, language: str, store: ProvisionStore) -> Premise | None:
    """A class that a question names and no act held has (`mdr/art_51/1`, `ivdr/art_47/1`), None when it names none."""
    if _NOT_OURS.search(fold(question)):
        return None
    asked = {_SUBCLASSES.get(c.upper(), c) for c in classes(question)} | set(_NO_CLASS.findall(question))
    held = {act: (i, p.best_text(language)) for act, i in CLASSES_STATED.items() if (p := store.get(i))}
    named = [d for d in named_documents(question) if d in EU_ACTS]
    acts = [a for a in (named or held) if a in held]
    known = {a: classes(held[a][1].text) for a in acts}
    if not asked or not all(known.values()) or not known or len(named) > 1:
        return None
    wrong = sorted(c for c in asked if not any(c in names for names in known.values()))
    if not wrong:
        return None
    act = acts[0]
    name = document_name(act, language)
    line = say(
        "premise.class",
        language,
        wrong=wrong[0],
        act=name,
        names=_listed(_in_order(known[act], held[act][1].text), language),
        label=label(held[act][0], language),
    )
    return Premise(line, held[act][0], held[act][1], held[act][1].text, True)


def _in_order(names: Collection[str], text: str) -> list[str]:
    return sorted(names, key=lambda name: re.search(rf"\b{name}\b", text).start())  # type: ignore[union-attr]


def _listed(names: Sequence[str], language: str) -> str:
    return ", ".join(names[:-1]) + (" et " if language == "fr" else " and ") + names[-1]


def _false_duration(
    question: str, language: str, hits: Sequence[Hit], store: ProvisionStore
) -> Premise | None:
    low = fold(question)
    asked = [(m, d) for m, d in durations(low) if _is_deadline(low, m)]
    if len(asked) != 1:
        return None
    match, duration = asked[0]
    near = [p for i in _around(hits[:_UNITS], store) if (p := store.get(i))]
    provisions = near + [p for h in hits[_UNITS:_ANYWHERE] if (p := store.get(h.provision))]
    terms = {lang: glossary().terms(without_values(question), language, lang) for lang in ("fr", "en")}
    if any(_says(t, duration, terms) for p in provisions for t in p.texts):
        return None
    named = classes(question)
    found: list[tuple[float, str, ProvisionText, str, str]] = []
    for provision in near:
        text = provision.best_text(language)
        told = max((_carried(t, duration, terms) for t in provision.texts), default=0.0)
        for sentence in _with_duration(text, duration):
            carried = max(told, share(set(stems(sentence, text.language)), terms[text.language]))
            if named <= classes(sentence):
                words = next(m for m, d in durations(fold(sentence)) if _comparable(duration, d))
                found.append((carried, provision.id, text, sentence, words.group().strip()))
    best = max(found, key=lambda f: f[0], default=None)
    if best is None or best[0] < _NEAR_ENOUGH:
        return None
    _, provision_id, text, quote, said_instead = best
    line = say(
        "premise.duration",
        language,
        asked=match.group().strip(),
        label=label(provision_id, language),
        found=said_instead,
    )
    return Premise(line, provision_id, text, quote, False)


def _around(hits: Sequence[Hit], store: ProvisionStore) -> list[str]:
    """The provisions found and their neighbours in the same article or section, each once."""
    found: dict[str, None] = {}
    for hit in hits:
        found[hit.provision] = None
        unit = store.get(unit_of(hit.provision))
        found |= dict.fromkeys(unit.children if unit else ())
    return list(found)


def _with_duration(text: ProvisionText, duration: Duration) -> list[str]:
    """The sentences of a text that give a duration comparable to the one asked about."""
    whole = (s.text for line in text.text.split("\n") for s in sentences(line))
    return [s for s in whole if any(_comparable(duration, d) for _, d in durations(fold(s)))]


def _says(text: ProvisionText, duration: Duration, terms: Mapping[str, Sequence[Term]]) -> bool:
    """Whether a text gives this very duration in a sentence that has anything to do with the question."""
    for sentence in _with_duration(text, duration):
        is_same = any(_same(duration, d) for _, d in durations(fold(sentence)))
        if is_same and share(set(stems(sentence, text.language)), terms[text.language]) >= _TOUCHES:
            return True
    return False


def _carried(text: ProvisionText, duration: Duration, terms: Mapping[str, Sequence[Term]]) -> float:
    """The most that a sentence with a comparable duration carries of the question's terms."""
    held = (set(stems(s, text.language)) for s in _with_duration(text, duration))
    return max((share(words, terms[text.language]) for words in held), default=0.0)


def _is_deadline(low: str, match: re.Match[str]) -> bool:
    """Whether a duration is asked about as a limit, not told as something that went by."""
    before, after = low[: match.start()], low[match.end() :]
    if _PAST.search(before) or _ELAPSED.search(after):
        return False
    return bool(_DEADLINE.search(before))


def _same(one: Duration, other: Duration) -> bool:
    days = [_DAYS[unit] * value for unit, value in (one, other)]
    return one == other or (one[0] != other[0] and abs(days[0] - days[1]) <= 0.05 * max(days))


def _comparable(one: Duration, other: Duration) -> bool:
    """Whether both are limits of the same order: hours to weeks, or months to years."""
    return (_DAYS[one[0]] * one[1] < 100) == (_DAYS[other[0]] * other[1] < 100) or one[0] == other[0]
