"""Words as the index and the questions count them: folded, without stop words, stemmed per language."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import Stemmer

LANGUAGES = ("fr", "en")
_NAMES = {"fr": "french", "en": "english"}
_TOKEN = re.compile(r"[a-z0-9]+")
# Acronyms of the trade that would fold to small words of either language; they count in capitals only.
_CAPITALS = re.compile(r"\b(ON|ONs|HAS|AI|IA|EU|UE|CS|OM|INS|ANS)\b")
_MARK = "0x"
_STOP = {
    "fr": frozenset(
        "ai as au aux avec ce ces cet cette ceci cela celui celle ceux comme comment dans de des donc dont du elle elles en "
        "entre est et etait ete etre eu eux fait faire faut il ils je la le les leur leurs lui ma mais me meme mes moi mon "
        "ne ni nos notre nous on ont or ou par pas peut peuvent plus pour qu quand que quel quelle quelles quels qui quoi "
        "sa sans se sera ses si son sont sous soit sur ta te tes toi ton tous tout toute toutes tu un une va veut vers vos "
        "votre vous aussi alors ainsi deja dit y a ca c d j l m n s t doit dois devons on-doit est-ce".split()
    ),
    "en": frozenset(
        "a about an and any are as at be been being but by can could did do does doing for from had has have having he "
        "her here him his how i if in into is it its just may me might my no nor not of on or our out own shall she should "
        "so some such than that the their them then there these they this those to too up us very was we were what when "
        "where which while who whom whose why will with would you your need must".split()
    ),
}


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents; ligatures and typographic apostrophes as plain letters."""
    plain = text.replace("œ", "oe").replace("Œ", "oe").replace("’", "'").replace("‘", "'")
    if plain.isascii():
        return plain.lower()
    flat = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in flat if not unicodedata.combining(c)).lower()


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_NAMES[language])


def tokens(text: str) -> list[str]:
    """Folded words and numbers of a text, in order, stop words included."""
    return _TOKEN.findall(_fold_long(_CAPITALS.sub(lambda m: f"{m[1]}{_MARK}", text)))


def stems(text: str, language: str) -> list[str]:
    """Stems of the words of `text` that carry meaning in `language` (`fr` or `en`), in order.

    Words are folded before they are stemmed, in questions and texts alike, so that missing accents change
    nothing.
    """
    kept = [t for t in tokens(text) if t not in _STOP[language] and (len(t) > 1 or t.isdigit())]
    stemmer = _stemmer(language)
    found: list[str] = stemmer.stemWords(kept)
    # Folded French participles (« mentionnee ») need a second pass to meet their verb.
    return stemmer.stemWords(found) if language == "fr" else found


def _fold_long(text: str) -> str:
    return fold.__wrapped__(text) if len(text) > 200 else fold(text)
