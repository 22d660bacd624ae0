"""Documents that words name: ours by title or number, guides, and acts that are none of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.references.numbers import plain

_OURS = {
    "ivdr": r"(?:ivdr|rdiv|rdm-?div|rd-?mdiv|2017/746|r[eè]glement\s+(?:dm[\s-]?div|div|ivd))",
    "mdr": r"(?:mdr|rdm(?!\s*-?\s*div)|2017/745|r[eè]glement\s+dm)",
    "css": r"(?:css|code\s+de\s+la\s+s[eé]curit[eé]\s+sociale|social\s+security\s+code)",
}
_GUIDE = r"mdcg[\s-]*(?P<year>20\d\d)\s*[-/]\s*(?P<number>\d+)(?:\s*,?\s*\(?rev(?:ision)?\.?\s*\d+\)?)?(?!\w)"
QUESTIONS = (
    r"q\s?&\s?[ar]s?\s+(?:on|sur)\s+(?:the\s+|les?\s+|la\s+|l')?(?:(?:regulation|r[eè]glement)\s+(?:\((?:eu|ue)\)\s*)?2023/607"
    r"|article\s+10\s?(?:a|bis)|ivdr\s+(?:transition|extension)|transition\s+(?:de\s+l')?ivdr)(?!\w)"
)
"""The Commission's questions and answers, as our labels and people name them."""
_ACT_WORD = r"(?:regulation|r[eè]glement|decision|d[eé]cision)"
_FOREIGN = (
    r"uk\s+mdr(?:\s+2002)?",
    r"ai\s+act|aia|ia\s+act|ria|artificial\s+intelligence\s+act"
    r"|r[eè]glement\s+(?:europ[eé]en\s+)?(?:sur\s+)?(?:l')?(?:ia|intelligence\s+artificielle)",
    r"gdpr|rgpd|r[eè]glement\s+g[eé]n[eé]ral\s+sur\s+la\s+protection\s+des\s+donn[eé]es"
    r"|general\s+data\s+protection\s+regulation",
    r"tfeu|tfue|treaty(?:\s+on\s+[\w ]{5,40}union)?|trait[eé]\s+sur\s+[\w' ]{5,40}union(?:\s+europ[eé]enne)?|charter"
    r"|nis\s?2|data\s+act|ehds"
    r"|cyber\s+resilience\s+act|hipaa|fd&c\s+act|cfr",
    r"code\s+(?:civil|p[eé]nal|du\s+travail|de\s+commerce|de\s+d[eé]ontologie(?:\s+m[eé]dicale)?|de\s+proc[eé]dure\s+\w+"
    r"|de\s+la\s+(?:sant[eé]\s+publique|consommation|recherche|propri[eé]t[eé]\s+intellectuelle|mutualit[eé]|d[eé]fense)"
    r"|de\s+l'\w+(?:\s+(?:sociale|publique))?|des\s+\w+(?:\s+publics?)?)(?:\s+\(csp\))?|csp|public\s+health\s+code",
    r"(?:loi|d[eé]cret|arr[eê]t[eé]|ordonnance)(?:\s+informatique\s+et\s+libert[eé]s|\s+(?:n[°o]\s?)?\d[\d-]+|\s+du\s+\d[\w ]{6,16}\d{4})?",
    r"(?:council\s+)?directives?(?:\s*\((?:eu|ue)\))?(?:\s*\d{2,4}/\d+(?:/(?:eec|cee|ec|ce|eu|ue))?)?|mdd|aimdd|ivdd",
    rf"(?:(?:implementing|delegated|council|commission)\s+)*{_ACT_WORD}\s*(?:d'ex[eé]cution\s*|d[eé]l[eé]gu[eé]e?\s*)?"
    r"(?:\((?:ec|eu|eec|ue|ce|eu,\s*euratom|ec\)\s*no)\)\s*)?(?:n[°o]\.?\s*)?(?!2017/74[56])\d+/\d+(?:/(?:eec|cee|ec|ce|eu|ue))?",
    r"(?:2016/679|2024/1689|2023/607|2024/1860|2022/112|90/385/\w+|93/42/\w+|98/79/\w+)",
    r"(?:nf\s+)?(?:en\s+)?(?:iso|iec|cei)(?:[/-](?:iec|tr|ts))*\s*(?:tr\s*|ts\s*)?\d{3,}(?:-\d+)*(?::\d{4})?",
    r"meddev\s*[\d./]*\d(?:\s*rev\.?\s*\d)?|imdrf(?:/[\w/]+)?|nbog\s*[\d./-]*",
)
_MENTION = re.compile(
    r"(?<!\w)(?:"
    + f"(?P<qa>{QUESTIONS})|(?P<guide>{_GUIDE})|(?P<act>{'|'.join(_FOREIGN)})|"
    + "|".join(f"(?P<{d}>{words})" for d, words in _OURS.items())
    + r")(?![\w])",
    re.I,
)
_LAW = re.compile(r"ai act|ia\b|aia|rgpd|gdpr|directive|code|loi|regulation|r[eè]glement", re.I)
GUIDE_ACTS = {"mdcg-2020-16": "ivdr", "mdcg-2021-24": "mdr"}
"""Guides on the classification rules of one regulation."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a document: `document` when it may be ours, `act` as written when it is another's."""

    start: int
    end: int
    document: str = ""
    act: str = ""

    @property
    def is_guide(self) -> bool:
        """Whether it is a numbered guide or questions and answers."""
        return self.document.startswith(("mdcg-", "qa-"))

    @property
    def is_law(self) -> bool:
        """Whether it is a law that is none of ours, with articles of its own (not a standard)."""
        return bool(self.act) and bool(_LAW.search(self.act))


def mentions(text: str) -> list[Mention]:
    """All namings of documents in a plain text, in reading order."""
    return [_mention(m) for m in _MENTION.finditer(text)]


def named_documents(text: str) -> tuple[str, ...]:
    """Documents that the text names by title or number, in the order of first mention."""
    return tuple(dict.fromkeys(m.document for m in mentions(plain(text)) if m.document))


def _questions(written: str) -> str:
    if "2023/607" in written:
        return "qa-2023-607"
    return "qa-ivdr-extension" if "ivdr" in written else "qa-article-10a"


def _mention(match: re.Match[str]) -> Mention:
    if match["qa"]:
        return Mention(match.start(), match.end(), _questions(match["qa"].lower()))
    if match["guide"]:
        document = f"mdcg-{match['year']}-{int(match['number'])}"
        return Mention(match.start(), match.end(), document)
    if match["act"]:
        return Mention(match.start(), match.end(), act=" ".join(match[0].split()))
    document = next(d for d in _OURS if match[d])
    return Mention(match.start(), match.end(), document)
