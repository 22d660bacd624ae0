"""What a text of an act says about itself: its number, language, date, and the acts it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from lxml import etree

from corpus.models import ActFacts, Edition, FamilyAct
from ingest.errors import SourceError
from ingest.readers.builder import fold_space
from ingest.readers.eu_acts.arrows import family
from ingest.readers.eu_acts.inline import classes, tag

_REFERENCE = re.compile(
    r"0(\d{4}[A-Z]{1,2}\d{4})\s*[—–-]\s*([A-Z]{2})\s*[—–-]\s*(\d{1,2})\.(\d{1,2})\.(\d{4})"
)
_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_KINDS = {"R": r"REGULATION|R[ÈE]GLEMENT", "L": r"DIRECTIVE", "D": r"DECISION|D[ÉE]CISION"}
_BEFORE = r"(?:(?:COMMISSION|COUNCIL|IMPLEMENTING|DELEGATED) )*"
_NUMBERED = r"\((?:EU|UE|EC|CE)(?:, ?EURATOM)?\)\s*(N\s?[O°º]\s?)?(\d+)/(\d+)"
_OLDER = r"(\d{4})/(\d+)/(?:EU|UE|EC|CE)"
_ELI = re.compile(r"data\.europa\.eu/eli/(reg|dir|dec)(?:_\w+)?/(\d{4})/(\d+)/oj\s*\Z")


def consolidated_facts(root: etree._Element) -> ActFacts:
    """Of consolidated XHTML, from its reference line. Raises SourceError without one."""
    line = next((p for p in root.iter("p") if "reference" in classes(p)), None)
    text = fold_space("".join(line.itertext())) if line is not None else ""
    found = _REFERENCE.match(text)
    if not found:
        raise SourceError(
            f"the reference line of a consolidated text reads '{text[:60]}'; fetch the file again"
        )
    version = _iso(found[5], found[4], found[3])
    return ActFacts(f"3{found[1]}", found[2].lower(), version, Edition.CONSOLIDATED, family(root))


def published_facts(root: etree._Element) -> ActFacts:
    """Of OJ XHTML, from its header and title. Raises SourceError when its number or date is not there."""
    title = [p for d in root.iter("div") if (d.get("id") or "").startswith("tit_") for p in d.iter("p")]
    title = title or [p for p in root.iter("p") if "doc-ti" in classes(p)]
    named = fold_space(" ".join("".join(p.itertext()) for p in title))
    celex = celex_of_title(named) or _celex_of_eli(root)
    language, day = _of_class(root, "hd-lg").lower(), _DATE.search(_of_class(root, "hd-date"))
    if not celex or not day or not re.fullmatch("[a-z]{2}", language):
        lacks = "its number" if not celex else "its date" if not day else "its language"
        raise SourceError(
            f"an act of the Official Journal without {lacks} ('{named[:60]}'); fetch the file again"
        )
    return ActFacts(celex, language, _iso(day[3], day[2], day[1]), Edition.PUBLISHED)


def formex_facts(root: etree._Element) -> ActFacts:
    """Of a Formex act, consolidated or as published. Raises SourceError when its number or date is not there."""
    language = (root.findtext(".//LG.DOC") or root.findtext(".//LG.OJ") or "").strip().lower()
    info = root.find("INFO.CONSLEG")
    if info is not None:
        celex = (
            root.findtext(".//FAM.COMP/BIB.DATA/NO.CELEX") or ""
        ).strip() or f"3{info.get('CONSLEG.REF')}"
        day, edition, members = (
            info.get("START.DATE") or "",
            Edition.CONSOLIDATED,
            _formex_family(root, celex),
        )
    else:
        title = root.find("TITLE")
        named = (
            fold_space(" ".join("".join(p.itertext()) for p in title.iter("P"))) if title is not None else ""
        )
        celex = celex_of_title(named) or (root.findtext(".//BIB.INSTANCE//NO.CELEX") or "").strip()
        stamp = root.find("BIB.INSTANCE/DATE")
        day, edition, members = (stamp.get("ISO") if stamp is not None else "") or "", Edition.PUBLISHED, ()
    if not re.fullmatch(r"3\d{4}[A-Z]{1,2}\d{4}", celex) or not re.fullmatch(r"\d{8}", day) or not language:
        raise SourceError(
            f"a Formex act without number, date or language ('{celex}', '{day}', '{language}'); check the file"
        )
    return ActFacts(celex, language, _iso(day[:4], day[4:6], day[6:]), edition, members)


def celex_of_title(title: str) -> str:
    """CELEX number that the title of an act gives, empty when it gives none."""
    upper = title.upper()
    for letter, kind in _KINDS.items():
        if found := re.match(rf"{_BEFORE}(?:{kind})\b[^()/]*{_NUMBERED}", upper):
            year, number = (found[3], found[2]) if found[1] else (found[2], found[3])
            return f"3{int(year):04d}{letter}{int(number):04d}"
        if found := re.match(rf"{_BEFORE}(?:{kind})\s+{_OLDER}", upper):
            return f"3{found[1]}{letter}{int(found[2]):04d}"
    return ""


def _celex_of_eli(root: etree._Element) -> str:
    """From the line `ELI: …` that acts since October 2023 end with."""
    for p in root.iter("p"):
        if "note" not in classes(p) and (found := _ELI.search("".join(p.itertext()).strip())):
            return f"3{found[2]}{ {'reg': 'R', 'dir': 'L', 'dec': 'D'}[found[1]] }{int(found[3]):04d}"
    return ""


def _formex_family(root: etree._Element, celex: str) -> tuple[FamilyAct, ...]:
    def numbers(path: str) -> Iterable[str]:
        return ((e.text or "").strip() for e in root.iterfind(path))

    members = [FamilyAct("B", celex)]
    members += [FamilyAct(f"M{n}", c) for n, c in enumerate(numbers(".//GR.MOD.ACT/MOD.ACT//NO.CELEX"), 1)]
    return (
        *members,
        *(FamilyAct(f"C{n}", c) for n, c in enumerate(numbers(".//GR.CORRIG/CORRIG//NO.CELEX"), 1)),
    )


def _of_class(root: etree._Element, name: str) -> str:
    found = (fold_space("".join(e.itertext())) for e in root.iter() if tag(e) and name in classes(e))
    return next(found, "")


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError as error:
        raise SourceError(f"'{day}.{month}.{year}' is no date; fetch the file again") from error
