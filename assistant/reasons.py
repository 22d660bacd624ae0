"""The sentence of an error in the reader's language."""

from __future__ import annotations

import re
from functools import cache

from assistant.translations import say
from assistant.translations.reasons import REASONS

_FRENCH = re.compile(r"[àâçéèêëîïôùûœ«»]|\b(?:la|le|les|un|une|des|du|n'|est)\b", re.IGNORECASE)


def reason_in(reason: object, language: str) -> str:
    """An error's own English sentence in `language`, particulars kept; one that has no French is marked as English."""
    text = str(reason)
    if language != "fr" or not text.strip():
        return text
    return _in_french(text) or (
        text if _FRENCH.search(text) else say("reason.english", language, reason=text)
    )


def _in_french(text: str) -> str:
    """The French of a sentence, empty where there is none. What stands before a first colon may be a file's name."""
    for pattern, french in _patterns():
        if match := pattern.fullmatch(text):
            return french.format(*(_in_french(part) or part for part in match.groups()))
    name, colon, rest = text.partition(": ")
    told = _in_french(rest) if colon else ""
    return f"{name} : {told}" if told else ""


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Each sentence as a pattern, the one with the most words of its own first."""
    ranked = sorted(REASONS.items(), key=lambda entry: -len(entry[0].replace("{}", "")))
    return [
        (re.compile("(.*?)".join(map(re.escape, english.split("{}"))), re.DOTALL), french)
        for english, french in ranked
    ]
