"""Greetings, thanks and "who are you": a fixed list of forms, in both languages, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.answer import Answer, AnswerKind
from assistant.translations import EXAMPLES, say

_FORMS = {
    ("greeting", "fr"): "bonjour, bonjour a tous, bonjour a vous, bonsoir, salut, coucou, enchante",
    ("greeting", "en"): "hello, hello there, hi, hi there, hey, good morning, good afternoon, good evening",
    (
        "thanks",
        "fr",
    ): "merci, merci beaucoup, merci bien, un grand merci, mille mercis, merci pour votre aide, merci pour ton aide",
    (
        "thanks",
        "en",
    ): "thanks, thanks a lot, many thanks, thank you, thank you very much, thanks for your help, thank you for your help",
    (
        "who",
        "fr",
    ): "qui es tu, tu es qui, t es qui, qui etes vous, vous etes qui, que fais tu, que faites vous, que peux tu faire, "
    "que pouvez vous faire, a quoi sers tu, a quoi servez vous, comment t appelles tu, comment vous appelez vous, "
    "qu est ce que boussole, c est quoi boussole, qui est boussole",
    (
        "who",
        "en",
    ): "who are you, what are you, what do you do, what can you do, what can you do for me, what is your name, "
    "what is boussole, who is boussole",
}
_KNOWN = {form: key for key, forms in _FORMS.items() for form in forms.split(", ")}
_NAME = re.compile(r" boussole$")
LONGEST = 200
"""Characters; no greeting is longer."""


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """What a person said last that asks for no text (`greeting`, `thanks` or `who`), and in which language."""

    form: str
    language: str


def smalltalk(text: str) -> SmallTalk | None:
    """The small talk a text consists of, None as soon as it says anything else."""
    if len(text) > LONGEST:
        return None
    said = [_known(part) for part in re.split(r"[.,;:!?\n…]+", text) if _plain(part)]
    if not said or None in said:
        return None
    forms = [key for key in said if key]
    return SmallTalk(forms[-1][0], forms[0][1])


def smalltalk_answer(talk: SmallTalk, language: str) -> Answer:
    """What Boussole does, in a sentence or two, with examples to go on with."""
    key = "smalltalk.thanks" if talk.form == "thanks" else "smalltalk"
    return Answer(AnswerKind.SMALLTALK, language, say(key, language), suggestions=EXAMPLES[language])


def _known(part: str) -> tuple[str, str] | None:
    plain = _plain(part)
    return _KNOWN.get(plain) or _KNOWN.get(_NAME.sub("", plain))


def _plain(part: str) -> str:
    """Words in small letters without accents, apart by single spaces."""
    bare = unicodedata.normalize("NFKD", part.lower())
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in bare if not unicodedata.combining(c))))
