"""An answer typed in words, read against the choices of the question that was asked: understood, or not, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from assistant.proposed import propose
from assistant.proposed.patterns import table
from assistant.proposed.plain import plain
from rules import describe_facts

NONE = "none"

_HESITATES = r"(?:(?:euh+|heu+|hum+|hmm+|ben|bah|eh bien|well|um+|uh+|ah|alors)\W+)*"
_YES = re.compile(
    rf"^\W*{_HESITATES}(?:oui+|oue|ouep|ouais?|yes+|yep|yeah|yea|yup|oki|si(?=\W*$|,)|exact\w*|tout a fait"
    r"|absolument|absolutely"
    r"|bien sur|of course|correct\w*|vrai|true|affirmatif|indeed|ok|okay|d'accord|c'est (?:bien )?(?:ca|cela"
    r"|juste|correct|exact)|right|that's right|plutot oui|sure"
    r"|je (?:pense|crois|dirais) que oui|i think so|i believe so|evidemment|certainement|definitely|[yo](?=\W*$))\b"
)
_NO = re.compile(
    rf"^\W*{_HESITATES}(?:non+|nn|nan|no+|nope|nah|pas du tout|jamais|never|not at all|faux"
    r"|false|wrong|negatif|aucunement|plutot non|rather not|je (?:pense|crois|dirais) que non|i don't think so"
    r"|not really|pas vraiment|n(?=\W*$))\b"
)
_NO_IDEA = re.compile(
    r"^\W*(?:no (?:idea|clue)|no+n?,? (?:aucune idee|(?:je |j')?(?:ne )?(?:sais|suis) pas|jsp|(?:i )?(?:don'?t"
    r"|do not) know(?! of)"
    r"|idk|not sure))\b"
)
_BUT = re.compile(r"^\W*\w+\W+(?:mais|but|et non|and no|ou non|or no|sauf|except|enfin|quoique)\b")
_UNKNOWN = re.compile(
    r"\b(?:(?:je |j'|j |on |nous )?(?:ne |n')?(?:sais|savons|sait) (?:vraiment |encore |toujours )?pas|jsp"
    r"|chais pas|chepa|aucune idee|pas d'idee"
    r"|no idea|no clue|don'?t know|do not know|dunno|idk|not sure|unsure|pas surs?|pas certaine?|can'?t say"
    r"|cannot say|inconnu|unknown"
    r"|passer|passe|passons|skip|pass|question suivante|next question|suivante?|sais pas)\b"
)
_DOUBT = re.compile(
    r"\b(?:peut-?etre|probable\w*|probably|maybe|perhaps|ca depend|depend\w*|sans doute|eventuellement|possibly"
    r"|it depends|parfois|sometimes"
    r"|oui et non|yes and no|les deux|both|either|ni oui ni non)\b"
)
_ORDINALS = {
    1: r"premiere?|1(?:ere?|er|re|st)|first|une|un|one",
    2: r"deuxieme|second|seconde|2(?:eme|e|nde?|nd)|deux|two",
    3: r"troisieme|3(?:eme|e|rd)|third|trois|three",
    4: r"quatrieme|4(?:eme|e|th)|fourth|quatre|four",
    5: r"cinquieme|5(?:eme|e|th)|fifth|cinq|five",
    6: r"sixieme|6(?:eme|e|th)|sixth|six",
    7: r"septieme|7(?:eme|e|th)|seventh|sept|seven",
    8: r"huitieme|8(?:eme|e|th)|eighth|huit|eight",
    9: r"neuvieme|9(?:eme|e|th)|ninth|neuf|nine",
}
_LAST = re.compile(r"\b(?:derniere?|last)\b")
_FILLER = re.compile(
    r"\b(?:la|le|les|l|the|option|choix|choice|reponse|answer|numero|number|no|n|c'est|ce|serait|it's|is|it|that"
    r"|would|be|one|celle|celui|ones"
    r"|je|dirais|dis|choisis|prends|i|say|choose|pick|take|go|with|et|and|ou|plutot|rather|please|svp"
    r"|s'il vous plait|point|#)\b"
)
_NEGATED = re.compile(r"\b(?:pas|not|n't|ni|nor|neither|sans|without|jamais|never)\b")
_TURN = re.compile(r"\b(?:mais|but|plutot|rather)\b")
"""Where what is denied ends: "not critical but serious"."""
_LONGEST_BY_PLACE = 6
"""Words a turn may have to name a choice by its place: longer ones say something else."""


class Unread(Enum):
    """Why an answer gives no value."""

    UNKNOWN = "unknown"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Given:
    """The value an answer gives: of a set, all its members."""

    value: Any


Answered = Given | Unread


def read_answer(text: str, fact: str) -> Answered:
    """What an answer in French or English says of the fact that was asked for."""
    description = facts_by_name()[fact]
    said = plain(text.strip(), mended_to=table().typos, known=table().known).text
    readers = {"bool": _of_bool, "enum": _of_enum, "set": _of_set}
    value = readers[description["type"]](said, text, description)
    if value is not None:
        return Given(value)
    return Unread.UNKNOWN if _UNKNOWN.search(said) else Unread.UNCLEAR


def is_yes(text: str) -> bool:
    """Whether a turn agrees, without a reservation."""
    said = plain(text.strip()).text
    return bool(_YES.match(said)) and not _BUT.match(said) and not _DOUBT.search(said)


def is_no(text: str) -> bool:
    """Whether a turn begins by disagreeing."""
    said = plain(text.strip()).text
    return bool(_NO.match(said)) and not _NO_IDEA.match(said) and not _DOUBT.search(said)


def is_unknown(text: str) -> bool:
    """Whether a turn says that the person does not know, or wants to pass on."""
    return bool(_UNKNOWN.search(plain(text.strip()).text))


def places_named(text: str, count: int) -> list[int]:
    """The places (from 1) in a list of `count` that a turn names: "2", « la deuxième », "1 and 3"; none if it says more."""
    said = plain(text.strip()).text
    words = re.findall(r"[a-z0-9']+", said)
    if not words or len(words) > _LONGEST_BY_PLACE:
        return []
    if _LAST.search(said):
        return [count] if not _rest(_LAST.sub(" ", said)) else []
    found: list[int] = []
    rest = _FILLER.sub(" ", re.sub(r"\bl'", " ", said))
    for place, forms in _ORDINALS.items():
        rest, hits = re.subn(rf"\b(?:{place}|{forms})\b(?![.,]\d)", " ", rest)
        found += [place] if hits else []
    for number in re.findall(r"\b\d{2}\b", rest):
        found.append(int(number))
        rest = rest.replace(number, " ")
    return found if found and not _rest(rest) and max(found) <= count else []


def _rest(said: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", _FILLER.sub(" ", said))


def choices(fact: str, language: str) -> list[tuple[Any, str]]:
    """The values of a fact with their words, in the order in which they are shown; a set's "none" comes last."""
    description = facts_by_name()[fact]
    labels = description[f"value_labels_{language}"]
    if description["type"] == "bool":
        return [(True, labels["true"]), (False, labels["false"])]
    shown = [(value, labels[value]) for value in description["values"]]
    if description["type"] == "set":
        shown.append((NONE, description[f"none_{language}"]))
    return shown


@cache
def facts_by_name() -> Mapping[str, Mapping[str, Any]]:
    """Every fact's description by its name."""
    return {fact["name"]: fact for fact in describe_facts()}


def _of_bool(said: str, text: str, fact: Mapping[str, Any]) -> bool | None:
    if (
        _NO_IDEA.match(said)
        or _DOUBT.search(said)
        or (_UNKNOWN.search(said) and not _YES.match(said) and not _NO.match(said))
    ):
        return _stated_bool(text, fact["name"])
    if _YES.match(said) and not _BUT.match(said):
        return True
    if _NO.match(said) and not _BUT.match(said):
        return False
    places = places_named(text, 2)
    if len(places) == 1:
        return places[0] == 1
    return _stated_bool(text, fact["name"])


def _of_enum(said: str, text: str, fact: Mapping[str, Any]) -> str | None:
    if _UNKNOWN.search(said):
        return None
    shown = choices(fact["name"], "fr")
    places = places_named(text, len(shown))
    exact = _exact(said, fact)
    if exact is not None:
        return exact
    if len(places) == 1:
        return str(shown[places[0] - 1][0])
    found = set(_named(said, fact))
    if len(found) == 1 and not _DOUBT.search(said):
        return found.pop()
    stated = _stated(text, fact["name"])
    return str(stated) if stated is not None and not found - {stated} else None


def _of_set(said: str, text: str, fact: Mapping[str, Any]) -> list[str] | None:
    if _UNKNOWN.search(said) or _DOUBT.search(said):
        return None
    shown = choices(fact["name"], "fr")
    found = {str(shown[place - 1][0]) for place in places_named(text, len(shown))}
    found = found or set(_named(said, fact))
    stated = _stated(text, fact["name"])
    members = found | set(stated or ())
    if found == {NONE} or (stated == [] and not found) or (_NO.match(said) and not members - {NONE}):
        return []
    return None if NONE in members or not members else sorted(members)


def _exact(said: str, fact: Mapping[str, Any]) -> str | None:
    """The value whose code or label the whole answer is: "IIa", « classe IIb », "Secondary"."""
    bare = re.sub(r"^\W*(?:c'est |it's |it is |en |la |the )*(?:classe?s? )?|\W+$", "", said)
    for value in fact["values"]:
        forms = {value.lower(), value.lower().replace("_", " ")}
        forms |= {_head(fact[f"value_labels_{side}"][value]) for side in ("fr", "en")}
        if bare in forms or said.strip(" .!") in forms:
            return str(value)
    return None


def _named(said: str, fact: Mapping[str, Any]) -> Iterator[str]:
    """The values that an answer names: by a whole label, or by words that only mean one of them; none where denied."""
    forms = sorted(_forms(fact), key=lambda pair: -len(pair[1].pattern))
    rest = said
    for value, form in forms:
        for match in form.finditer(rest):
            before = _TURN.split(rest[: match.start()])[-1].split()[-3:]
            if not _NEGATED.search(" ".join(before)):
                yield value
        rest = form.sub(lambda m: " " * len(m[0]), rest)


@cache
def _forms_of(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    fact = facts_by_name()[name]
    forms = []
    for value in fact["values"]:
        for side in ("fr", "en"):
            head = _head(fact[f"value_labels_{side}"][value])
            forms.append((str(value), re.compile(rf"(?<![a-z]){re.escape(head)}(?![a-z])")))
    said = table().facts.get(name)
    forms += [(str(value), form) for value, form in (said.answers if said else {}).items()]
    return tuple(forms)


def _forms(fact: Mapping[str, Any]) -> Sequence[tuple[str, re.Pattern[str]]]:
    return _forms_of(fact["name"])


def _head(label: str) -> str:
    """A label without what it explains in brackets, in comparable letters."""
    return plain(re.sub(r"\s*\(.*\)", "", label)).text.strip()


def _stated_bool(text: str, fact: str) -> bool | None:
    said = table().facts.get(fact)
    answer = plain(text.strip()).text
    hits = {bool(value) for value, form in (said.answers if said else {}).items() if form.search(answer)}
    found = hits.pop() if len(hits) == 1 else _stated(text, fact)
    return found if isinstance(found, bool) else None


def _stated(text: str, fact: str) -> Any:
    """The value that the words of an answer state of this fact, None when they do not."""
    return next((one.value for one in propose(text) if one.fact == fact), None)
