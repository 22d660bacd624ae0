"""References to provisions as people and texts write them, in French and English.

`find_references` reads words only: it knows the forms, not what exists. `Resolver` holds the references
against the ids that exist and follows a reference only when exactly one provision answers to it; a
reference to nothing (article 147, rule 27) is reported as such, never bent to a neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.ids import EU_ACTS
from corpus.rule_numbers import rule_section

_ROMAN = r"(?:X{0,1}(?:IX|IV|V?I{1,3}|V)|X)"
_ORDINALS = {"bis": "a", "ter": "b", "quater": "c", "quinquies": "d"}

_DOCUMENT_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ivdr", re.compile(r"\b(?:ivdr|rdiv|rdmdiv|rdm-div|2017/746|r[eè]glement\s+(?:div|dmdiv|ivd))\b", re.I)),
    ("mdr", re.compile(r"\b(?:mdr|rdm(?!\s*-?\s*div)|2017/745|r[eè]glement\s+dm)\b", re.I)),
    ("css", re.compile(r"\b(?:css|code de la s[eé]curit[eé] sociale|social security code)\b", re.I)),
)
_GUIDE = re.compile(
    r"\bmdcg[\s-]*(?P<year>20\d\d)\s*[-–/]\s*(?P<number>\d+)(?:\s*rev\.?\s*\d+)?"
    r"(?:\s*,?\s*(?:section|point|chapitre|chapter|§)?\s*(?P<section>\d+(?:\.\d+)*)(?![\d%]))?",
    re.I,
)
_ARTICLE = re.compile(
    r"\bart(?:icles?|\.|(?=\s*\d))\s*(?P<number>premier|\d{1,3})"
    r"(?:\s?(?P<ordinal>bis|ter|quater|quinquies)\b|(?P<letter>[a-z])\b(?!\)))?",
    re.I,
)
_CODE_ARTICLE = re.compile(r"\b(?P<book>[LRD])\s?\.?\s?\*?(?P<number>\d{3,4}(?:-\d+)+)", re.I)
_ANNEX = re.compile(rf"\bann?exe?s?\s+(?P<number>{_ROMAN}|\d{{1,2}})\b(?![.]\d)", re.I)
_RULE = re.compile(
    r"\b(?:r[eèé]gle|rule)s?\s+(?:n[°o]\s*)?(?P<number>\d{1,2})\s?(?P<point>\(\s?[a-z]{1,4}\s?\)|[a-z]\b)?",
    re.I,
)
_RECITAL = re.compile(r"\b(?:consid[eé]rant|recital)s?\s+(?:n[°o]\s*)?\(?(?P<number>\d{1,3})\)?", re.I)
_GSPR = re.compile(r"\b(?:gspr|egsp)s?\s+(?:n[°o]\s*)?(?P<number>\d{1,2}(?:\.\d+)*)", re.I)
_STEP = re.compile(r"\b(?:[eé]tape|step)\s+(?P<number>[ABC]?\d(?:\.\d)?)\b", re.I)
_CRITERION = re.compile(r"\b(?:crit[eè]re|criterion)\s+(?P<number>\d\.\d-\d{2})\b", re.I)

_ARTICLE_TAIL = re.compile(
    r"\s*,?\s*(?:"
    r"\(\s?(?P<bracket>\d{1,3}[a-z]?|[a-z]{1,4})\s?\)"
    r"|(?:paragraphes?|paragraphs?|par\.|§§?)\s*(?P<paragraph>\d{1,2}[a-z]?)\b(?!\))"
    r"|(?:points?|lettres?|letters?|d[eé]finitions?|sous-points?|subpoints?|n[°o])\s*\(?(?P<point>\d{1,3}|[a-z]{1,4})\b\)?"
    r"|[-.](?P<dotted>\d{1,2})\b"
    r")",
    re.I,
)
_NEXT_ARTICLE = re.compile(
    r"\s*(?:,|and|or|et|ou)\s*(?:(?:and|or|et|ou)\s+)?(?P<number>\d{1,3})\b(?!\s*°)", re.I
)
_ANNEX_PART = re.compile(
    rf"\s*,?\s*(?:(?:part(?:ie)?|chapters?|chapitres?)\s+(?P<part>[A-E]|{_ROMAN})\b)", re.I
)
_ANNEX_SECTION = re.compile(
    r"\s*,?\s*(?:sections?|points?|§§?|n[°o])?\s*(?P<section>\d{1,2}(?:\.\d{1,2})*)\b\.?(?!\s*(?:%|ans|years))",
    re.I,
)
_POINT_TAIL = re.compile(r"\s*,?\s*(?:(?:points?|lettres?|letters?)\s*)?\(?(?P<point>[a-z]{1,4})\)", re.I)
_CODE_TAIL = re.compile(
    r"\s*,?\s*(?:(?P<roman>I{1,3}|IV|VI{0,3})\b(?!\.?\s?\d)|(?P<degree>\d{1,2})\s?°)", re.I
)
_BEFORE = re.compile(
    r"(?:(?:paragraphes?|paragraphs?|par\.|§)\s*(?P<paragraph>\d{1,2}[a-z]?)"
    r"|(?:points?|lettres?|letters?|d[eé]finitions?)\s*\(?(?P<point>\d{1,3}|[a-z]{1,4})\)?"
    r"|(?:sections?|points?)\s*(?P<section>\d{1,2}(?:\.\d{1,2})+)"
    rf"|(?:part(?:ie)?|chapters?|chapitres?)\s+(?P<part>[A-E]|{_ROMAN})"
    r"|(?:sections?)\s*(?P<number>\d{1,2})"
    r"|(?P<degree>\d{1,2})\s?°)\s*(?:,|d(?:u|e la|e l['’]|e)|of(?: the)?|in)\s*(?:the\s+)?\Z",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference found in a text: `documents` it may be meant for, locator segments, place in the text.

    `part` is an annex part or chapter that the id may or may not carry. `explicit` says that the document was
    named (then `documents` has one member).
    """

    documents: tuple[str, ...]
    segments: tuple[str, ...]
    part: str
    start: int
    end: int
    text: str
    explicit: bool


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a reference: the ids of the provisions meant; none when nothing like it exists."""

    reference: Reference
    ids: tuple[str, ...]


def named_documents(text: str) -> tuple[str, ...]:
    """Documents that the text names by title or number, in the order of first mention."""
    found: list[tuple[int, str]] = []
    for document, cue in _DOCUMENT_CUES:
        found.extend((m.start(), document) for m in cue.finditer(text))
    found.extend((m.start(), _guide_id(m)) for m in _GUIDE.finditer(text))
    return tuple(dict.fromkeys(document for _, document in sorted(found)))


def find_references(text: str, *, home: str | None = None) -> list[Reference]:
    """All references in `text`, in reading order.

    `home` is the document the words stand in: a reference that names no document is to that one. Without it,
    a bare article, annex, rule or recital may be of either regulation.
    """
    found: list[Reference] = []
    for finder in (_guides, _code_articles, _rules, _articles, _annexes, _recitals, _gsprs, _french_pages):
        taken = tuple(found)
        found.extend(r for r in finder(text, home) if not any(_overlap(r, t) for t in taken))
    return sorted(found, key=lambda r: r.start)


class Resolver:
    """Holds references against the ids that exist."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = frozenset(ids)
        self._documents = frozenset(i.partition("/")[0] for i in self._ids)
        self._by_annex: dict[str, list[str]] = {}
        for known in self._ids:
            document, _, locator = known.partition("/")
            if locator.startswith("anx_"):
                self._by_annex.setdefault(f"{document}/{locator.split('/')[0]}", []).append(known)

    def resolve(self, reference: Reference) -> Resolution:
        """The provisions a reference means, one per document at most; deepest first is never guessed."""
        held = [d for d in reference.documents if self._holds(d)]
        found = (self._in_document(d, reference) for d in held)
        return Resolution(reference, tuple(i for i in found if i))

    def is_known_missing(self, resolution: Resolution) -> bool:
        """Whether the text of the document meant is held, and has no such provision."""
        return not resolution.ids and any(self._holds(d) for d in resolution.reference.documents)

    def _holds(self, document: str) -> bool:
        return document in self._documents

    def _in_document(self, document: str, reference: Reference) -> str | None:
        segments = reference.segments
        head = f"{document}/{segments[0]}"
        if reference.part:
            inside = "/".join((head, reference.part, *segments[1:]))
            if inside in self._ids:
                return inside
        direct = "/".join((head, *segments[1:]))
        if direct in self._ids:
            return None if reference.part and len(segments) == 1 else direct
        return self._unique_in_annex(head, segments[1:])

    def _unique_in_annex(self, head: str, rest: tuple[str, ...]) -> str | None:
        if not rest:
            return None
        suffix = "/" + "/".join(rest)
        hits = [
            i for i in self._by_annex.get(head, []) if i.endswith(suffix) and i.count("/") == len(rest) + 2
        ]
        return hits[0] if len(hits) == 1 else None


def _overlap(one: Reference, other: Reference) -> bool:
    return one.start < other.end and other.start < one.end


def _guide_id(match: re.Match[str]) -> str:
    return f"mdcg-{match['year']}-{int(match['number'])}"


def _guides(text: str, _home: str | None) -> Iterable[Reference]:
    for m in _GUIDE.finditer(text):
        if m["section"]:
            yield Reference((_guide_id(m),), (m["section"],), "", m.start(), m.end(), m[0], True)


def _code_articles(text: str, _home: str | None) -> Iterable[Reference]:
    for m in _CODE_ARTICLE.finditer(text):
        segments, end = [f"{m['book'].upper()}{m['number']}"], m.end()
        while tail := _CODE_TAIL.match(text, end):
            segments.append((tail["roman"] or "").upper() or tail["degree"])
            end = tail.end()
        start = m.start()
        lead = re.sub(r"(?:article|art\.?)\s*\Z", "", text[:start], flags=re.I)
        before = _before(lead, len(lead)) if len(segments) == 1 else None
        if before and before["degree"]:
            segments.append(before["degree"])
            start = before.start()
        yield Reference(("css",), tuple(segments), "", start, end, text[start:end], True)


def _articles(text: str, home: str | None) -> Iterable[Reference]:
    for m in _ARTICLE.finditer(text):
        if home == "css":
            continue
        number = "1" if m["number"].lower() == "premier" else str(int(m["number"]))
        suffix = _ORDINALS.get((m["ordinal"] or "").lower(), (m["letter"] or "").lower())
        tail, end = _tail(text, m.end())
        segments = [f"art_{number}{suffix}", *tail]
        start = m.start()
        if not tail:
            start, before = _segments_before(text, start)
            segments.extend(before)
        yield from _placed(text, start, end, segments, "", home)
        while more := _NEXT_ARTICLE.match(text, end) if m[0].lower().startswith("articles") else None:
            tail, after = _tail(text, more.end())
            yield from _placed(text, end, after, [f"art_{int(more['number'])}", *tail], "", home)
            end = after


def _tail(text: str, end: int) -> tuple[list[str], int]:
    """Paragraphs and points written after an article's number, and where they end."""
    segments = []
    while tail := _ARTICLE_TAIL.match(text, end):
        segments.append(next(g for g in tail.groups() if g).lower())
        end = tail.end()
    return segments, end


def _segments_before(text: str, start: int) -> tuple[int, list[str]]:
    """Segments written before their article (« point a) du paragraphe 1 de l'article 5 »), outermost first."""
    segments: list[str] = []
    while m := _before(text, start):
        if m["section"] or m["part"] or m["number"] or m["degree"]:
            break
        segments.append((m["paragraph"] or m["point"]).lower())
        start = m.start()
    return start, segments


def _before(text: str, end: int) -> re.Match[str] | None:
    """What stands right before a reference and belongs to it; only a short stretch is looked at."""
    return _BEFORE.search(text, max(0, end - 40), end)


def _annexes(text: str, home: str | None) -> Iterable[Reference]:
    for m in _ANNEX.finditer(text):
        number = m["number"].upper()
        if number.isdigit():
            number = _to_roman(int(number))
        segments, part, end = [f"anx_{number}"], "", m.end()
        if found := _ANNEX_PART.match(text, end):
            part, end = found["part"].upper(), found.end()
        if found := _ANNEX_SECTION.match(text, end):
            segments.append(found["section"])
            end = found.end()
            while point := _POINT_TAIL.match(text, end):
                segments.append(point["point"].lower())
                end = point.end()
        start = m.start()
        if before := _before(text, start):
            section = before["section"] or before["number"] or before["point"]
            if section and len(segments) == 1:
                segments.append(section)
                start = before.start()
            elif before["part"] and not part:
                part, start = before["part"].upper(), before.start()
        yield from _placed(text, start, end, segments, part, home)


def _rules(text: str, home: str | None) -> Iterable[Reference]:
    for m in _RULE.finditer(text):
        number, point = int(m["number"]), (m["point"] or "").strip("() ").lower()
        documents, explicit = _documents(text, m.start(), m.end(), home)
        with_rule = [d for d in documents if rule_section(d, number)] or documents[:1]
        for document in with_rule:
            segments = [
                "anx_VIII",
                rule_section(document, number) or f"rule_{number}",
                *([point] if point else []),
            ]
            yield Reference((document,), tuple(segments), "", m.start(), m.end(), m[0], explicit)


def _recitals(text: str, home: str | None) -> Iterable[Reference]:
    for m in _RECITAL.finditer(text):
        yield from _placed(text, m.start(), m.end(), [f"rct_{int(m['number'])}"], "", home)


def _gsprs(text: str, home: str | None) -> Iterable[Reference]:
    for m in _GSPR.finditer(text):
        yield from _placed(text, m.start(), m.end(), ["anx_I", m["number"]], "", home)


def _french_pages(text: str, _home: str | None) -> Iterable[Reference]:
    if re.search(r"\b(?:ANS|parcours)\b", text):
        for m in _STEP.finditer(text):
            yield Reference(("ans-parcours",), (m["number"].upper(),), "", m.start(), m.end(), m[0], True)
    for m in _CRITERION.finditer(text):
        yield Reference(("has",), (m["number"],), "", m.start(), m.end(), m[0], True)


def _placed(
    text: str, start: int, end: int, segments: list[str], part: str, home: str | None
) -> Iterable[Reference]:
    if _is_foreign(text, end):
        return
    documents, explicit = _documents(text, start, end, home)
    yield Reference(documents, tuple(segments), part, start, end, text[start:end].strip(), explicit)


_FOREIGN = re.compile(
    r"(?:[\s,]+|\(\w{1,4}\)|\d+|\b(?:and|or|et|ou|to|à)\b)*+(?:of|du|de la|de l['’]|thereof)?\s*(?:that|the|this|cette?|la|le)?\s*"
    r"(?P<act>TFEU|TFUE|Treaty|AIA|AI Act|IA Act|RGPD|GDPR|(?:Council |Commission )?(?:Implementing |Delegated )?"
    r"(?:Directive|Decision|D[eé]cision|Regulation|R[eè]glement))\s*"
    r"(?:d'ex[eé]cution\s*)?(?:\((?:EC|EU|EEC|UE|CE|EU, Euratom|EC\) No)\)\s*(?:No\s*)?)?(?P<number>\d+/\d+)?",
    re.I,
)


def _is_foreign(text: str, end: int) -> bool:
    """Whether the words after a reference name an act that is not one of ours (Article 5 of Directive 93/42/EEC)."""
    m = _FOREIGN.match(text, end)
    if not m:
        return False
    if m["number"]:
        return m["number"] not in ("2017/745", "2017/746")
    return m["act"].lower() not in ("regulation", "règlement", "reglement")


def _documents(text: str, start: int, end: int, home: str | None) -> tuple[tuple[str, ...], bool]:
    """Documents a reference may mean: the one named right after or before it, else `home`, else what the text names."""
    after = text[end : end + 60].split(".")[0] if home else text[end : end + 40]
    for document, cue in _DOCUMENT_CUES:
        m = cue.search(after)
        if m and not re.search(r"\b(?:art|annex|rule|r[eè]gle|recital|consid)", after[: m.start()], re.I):
            other = [c.search(after) for d, c in _DOCUMENT_CUES if d != document]
            if all(o is None or o.start() > m.start() for o in other):
                return (document,), True
    if home:
        return (home,), False
    before = [(m.start(), d) for d, c in _DOCUMENT_CUES for m in c.finditer(text[:start]) if d in EU_ACTS]
    if before and start - max(before)[0] < 40:
        return (max(before)[1],), True
    named = [d for d in named_documents(text) if d in EU_ACTS]
    return (tuple(named), len(named) == 1) if named else (("mdr", "ivdr"), False)


def _to_roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
