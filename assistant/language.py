"""Which language a question is written in, by its function words."""

from __future__ import annotations

import re

from ingest.words import tokens

_FUNCTION_WORDS = {
    "fr": "le la les un une des du de est et ou mon ma mes notre nos votre vos je on nous il elle qui que quoi quel quelle "
    "quels quelles comment quand combien pourquoi faut dois doit peut peux pour par sur dans avec sans ce cette ces si "
    "mais donc aux au en y a t ai avons avez ont sont etre avoir selon chez entre dit bonjour merci sa son ses leur",
    "en": "the a an is are be of and or my our your we i it they who what which how when why where must should shall can "
    "could do does did have has for by on in with without this that these those if but so to at from as under between "
    "need say says hello thanks its their per not there any",
    "de": "der die das und ist ein eine nicht mit fur auf von zu den dem wie wer wann mein meine muss kann wird sind ich wir "
    "welche welcher ob als auch bei nach uber wenn",
    "es": "el los las una es y mi nuestro como cuando quien que por para con sin debe puede esta este del al segun donde cual",
    "it": "il lo gli una e mio nostro come quando chi che per con senza deve puo questo della di del sono cosa quale",
    "nl": "de het een en is van niet met voor op mijn ons hoe wanneer wie moet kan wordt zijn dit dat",
    "pt": "o os as um uma e meu nosso como quando quem que por para com sem deve pode este da do nao qual",
}
_SETS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
_FRENCH_SIGNS = re.compile(r"[àâçéèêëîïôûùüœ]|\b(?:l|d|qu|n|s|j|c|m)['’]", re.I)
_GERMAN_SIGNS = re.compile(r"[äöß]", re.I)
_TRADE = {
    "fr": re.compile(
        r"\b(?:r[eè]gles?|consid[eé]rants?|annexes?|paragraphes?|alin[eé]as?|d[eé]finition|chapitres?|parties?|crit[eè]res?|[eé]tapes?"
        r"|rdm|rdiv|dmdiv|egsp|exigences?|r[eè]glement|loi|code|bis|ter|lettre|premier|sous)\b"
        r"|\b[LRD]\.?\s?\d{3}-\d|\d\s?°",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:rules?|annex|recitals?|whereas|paragraphs?|subparagraphs?|chapters?|parts?|definition of|criterion|steps?|gspr"
        r"|requirements?|regulation|clause|ai act|gdpr)\b",
        re.I,
    ),
}
"""Words of the trade that only one of the languages has."""
_ENGLISH_FORM = re.compile(
    r"\b(?-i:Article)s?\s+\d[\w().]*\s+(?:of\s+)?(?:the\s+)?(?:MDR|IVDR|AI Act)\b|\bsections?\s+\d"
)
"""« Article 124 MDR »: French would say « du MDR »."""


def detect(text: str, default: str = "fr") -> str:
    """`fr`, `en`, another language's code when its function words clearly win, `default` when nothing tells.

    A question of bare terms ("Art. 61(10) MDR") has no function words and takes the default.
    """
    words = tokens(text)
    counts = {lang: float(sum(w in known for w in words)) for lang, known in _SETS.items()}
    counts["fr"] += 1.5 * len(_FRENCH_SIGNS.findall(text))
    for language, terms in _TRADE.items():
        counts[language] += 1.5 * len(terms.findall(text))
    counts["en"] += 0.5 * len(_ENGLISH_FORM.findall(text))
    counts["de"] += 1.5 * len(_GERMAN_SIGNS.findall(text))
    ours = max(("fr", "en"), key=lambda lang: (counts[lang], lang == default))
    other = max((lang for lang in counts if lang not in ("fr", "en")), key=lambda lang: counts[lang])
    if counts[other] >= 3 and counts[other] > counts[ours] + 1:
        return other
    return ours if counts[ours] > 0 else default
