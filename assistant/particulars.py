"""What of a sentence must not change when it is said again: numbers, durations, dates, classes, negation, modality.

The same in French and English, figures and number words alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.guard.plain import plain
from assistant.guard.words import CLASS
from assistant.translations import MONTHS
from ingest.words import fold

_WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty".split(),
    "fr": "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf vingt".split(),
}
_TENS = {
    "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "seventy": 70, "seventy-two": 72, "eighty": 80,
    "ninety": 90, "hundred": 100, "twenty-four": 24, "trente": 30, "quarante": 40, "quarante-cinq": 45, "cinquante": 50,
    "quarante-huit": 48, "forty-eight": 48, "soixante": 60, "soixante-dix": 70, "quatre-vingt": 80, "quatre-vingts": 80,
    "quatre-vingt-dix": 90, "cent": 100, "vingt-quatre": 24, "thousand": 1000, "mille": 1000, "dozen": 12, "douzaine": 12,
}  # fmt: skip
_VALUES = {w: n for words in _WORDS.values() for n, w in enumerate(words)} | _TENS
_VALUES["une"] = 1
_NUMBER = r"\d+(?:[.,]\d+)?|" + "|".join(sorted(map(re.escape, _VALUES), key=len, reverse=True))
_UNITS = {
    "hour": ("h", 1), "heure": ("h", 1), "day": ("d", 1), "jour": ("d", 1), "week": ("d", 7), "semaine": ("d", 7),
    "month": ("m", 1), "mois": ("m", 1), "year": ("m", 12), "an": ("m", 12), "annee": ("m", 12), "h": ("h", 1),
    "fortnight": ("d", 14), "quinzaine": ("d", 15), "trimestre": ("m", 3), "quarter": ("m", 3), "decade": ("m", 120),
}  # fmt: skip
_DURATION = re.compile(
    rf"(?<![\w.,])({_NUMBER})(?:\s*\(\d+\))?[\s-]*(?:(?:calendar|full|whole|more|calendaires?|civils?)\s)?"
    r"((?:working|business)\s)?(hours?|heures?|h|days?|jours?|weeks?|semaines?|months?|mois|years?|ans?|annees?|fortnights?"
    r"|quinzaines?|trimestres?|quarters?|decades?)\b(\s(?:ouvr\w+|francs?))?"
)
_MONTH = {fold(m): n for months in MONTHS.values() for n, m in enumerate(months, 1)}
_DATE = re.compile(
    rf"\b(?:(\d{{1,2}})(?:er|st|nd|rd|th)?\s(?:of\s)?)?({'|'.join(_MONTH)})\s(?:(\d{{1,2}})(?:st|nd|rd|th)?,\s)?(\d{{4}})\b"
    r"|\b(\d{4})-(\d\d)-(\d\d)\b|\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b"
)
_FIGURE = re.compile(r"(?<![\w.,/-])\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?(?:\s?%|(?![\w/]))")
_SAID_NUMBER = re.compile(r"\b(" + "|".join(w for w in _VALUES if w not in ("un", "une", "one")) + r")\b")
_HARMLESS = re.compile(
    r"\b(?:(?:not|no) (?:later|less|more|fewer) than|not exceed\w*|not only|whether or not|without (?:undue )?delay|without prejudice"
    r"|sans (?:delai|retard|tarder|prejudice|attendre)|non seulement|at (?:no|any) (?:cost|charge)|no\. ?\d|in vitro|if not|if no"
    r"|ne \w+ que|n'\w+ que|non[- ]\w+)\b"
)
_NOT = re.compile(
    r"\b(?:not|no|never|neither|nor|cannot|none|nothing|without|exempt\w*|prohibit\w*|forbid\w*|forbidden|refrain\w*|ne|pas|jamais|aucune?s?"
    r"|rien|ni|sans|non|interdit\w*|dispense\w*|exclu\w*|excluded?s?)\b|\bn'|n't\b"
)
_MUST = re.compile(
    r"\b(?:must|shall|required?|requires|obliged|obligat\w+|mandatory|compulsory|has to|have to|needs? to|doit|doivent|doive\w*|faut"
    r"|obligatoire\w*|tenue?s? de|exige\w*|requis\w*|est tenu|sont tenus|is to|are to|imperatif)\b"
)
_MAY = re.compile(
    r"\b(?:may|might|can|could|optional|optionally|allowed|permitted|free to|peut|peuvent|pourra\w*|pourrait\w*|facultati\w+|autorise\w*"
    r"|possible|loisible|permis)\b"
)

Duration = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Particulars:
    """`values` are all hard values of a text: durations, dates, figures, classes, each in one canonical form."""

    values: frozenset[tuple[str, str]]
    is_negated: bool
    must: bool
    may: bool

    def of_kind(self, kind: str) -> frozenset[tuple[str, str]]:
        """The values of one kind: `duration`, `date`, `figure` or `class`."""
        return frozenset(v for v in self.values if v[0] == kind)


def particulars(text: str) -> Particulars:
    """The particulars of a text without its references, which are checked apart."""
    clean = plain(text)
    values = {("class", c) for c in classes(clean)}
    low = fold(CLASS.sub(" ", clean))
    for match in _DATE.finditer(low):
        values.add(("date", _date(match)))
    low = _DATE.sub(" ", low)
    values |= {("duration", f"{n:g}{unit}") for _, (unit, n) in durations(low)}
    low = _DURATION.sub(" ", low)
    values |= {("figure", _figure(m.group())) for m in _FIGURE.finditer(low)}
    values |= {("figure", f"{_VALUES[m.group()]:g}") for m in _SAID_NUMBER.finditer(_FIGURE.sub(" ", low))}
    bare = _HARMLESS.sub(" ", low)
    return Particulars(
        frozenset(values), bool(_NOT.search(bare)), bool(_MUST.search(low)), bool(_MAY.search(low))
    )


def without_values(text: str) -> str:
    """The folded words of a text without its durations, dates, figures and class names."""
    low = fold(CLASS.sub(" ", plain(text)))
    for pattern in (_DATE, _DURATION, _FIGURE, _SAID_NUMBER):
        low = pattern.sub(" ", low)
    return low


_APART = re.compile(r"\b(II|2)\s([ab])(?=\s?(?:ou|or|et|and|to|à)\s(?:I|2|3)|\s?[,.;:?!)/]|\s*$)")
"""« II a ou II b »: a class typed with a space, unlike « la classe II a changé »."""


def classes(text: str) -> frozenset[str]:
    """The classes a text names, as the law writes them: I, IIa, IIb, III, A to D, or what was written."""
    found = set()
    text = _APART.sub(r"\1\2", text)
    for match in CLASS.finditer(text):
        name = re.split(r"[\s:=→(«“\"']+", match.group())[-1]
        name = name.upper().replace("1", "I").replace("2", "II").replace("3", "III").replace("4", "IV")
        found.add(re.sub(r"^II([AB])$", lambda m: "II" + m[1].lower(), name))
        found |= set(_listed(text[match.end() :]))
    return frozenset(found)


def _listed(rest: str) -> list[str]:
    """The further classes of « classes I, IIa, IIb and III »."""
    match = re.match(
        r"(?:\s?(?:,|and|et|or|ou|to|à|/)\s?(?:and |or |et |ou )?(?:III|II[ab]|I|[A-D])\b)+", rest
    )
    return re.findall(r"\b(?:III|II[ab]|I|[A-D])\b", match.group()) if match else []


def durations(low: str) -> list[tuple[re.Match[str], Duration]]:
    """Durations in folded text, with their place: hours, days or months (`h`, `d`, `m`), working days `w`."""
    found: list[tuple[re.Match[str], Duration]] = []
    for match in _DURATION.finditer(low):
        number, working, unit, french = match.groups()
        value = float(number.replace(",", ".")) if number[0].isdigit() else float(_VALUES[number])
        name, factor = _UNITS[unit if unit in _UNITS else unit.rstrip("s")]
        value *= factor
        if name == "h" and value % 24 == 0:
            name, value = "d", value / 24
        if working or (french or "").strip().startswith("ouvr"):
            name = "w"
        found.append((match, (name, value)))
    return found


def _date(match: re.Match[str]) -> str:
    day, month, us_day, year, y, m, d, nd, nm, ny = match.groups()
    if month:
        return f"{year}-{_MONTH[month]:02d}-{int(day or us_day or 0):02d}"
    return f"{y}-{m}-{d}" if y else f"{ny}-{int(nm):02d}-{int(nd):02d}"


def _figure(written: str) -> str:
    number = re.sub(r"[ \u00a0]", "", written.rstrip("% \u00a0")).replace(",", ".")
    return f"{float(number):g}" + ("%" if written.endswith("%") else "")
