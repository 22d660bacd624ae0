"""Recognises by its content what a file is: which format, which act, in which language and version.

The name of a file tells nothing here, so a folder of downloads serves as a mirror however they are named.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lxml import etree

from corpus.catalogue import sources
from corpus.models import ActFacts
from ingest.errors import SourceError
from ingest.markup import decode, parse_html, parse_xml, unzip
from ingest.readers.eu_acts.facts import consolidated_facts, formex_facts, published_facts
from ingest.readers.eu_acts.inline import classes, tag

LANGUAGES = ("fr", "en")
_ZIP = b"PK\x03\x04"
_HEAD = 3000
_XHTML = re.compile(r"<html\b|<!doctype\s+html", re.IGNORECASE)
_WEB_PAGE = re.compile(r"""id=["']?(docHtml|TOCSidebarWrapper|MainContent)\b|toc-sidebar""")
_ENTITY_SUBSET = "declares entities"
_OTHER_PAGES = (
    (
        r"captcha|are you a robot|not a robot|robot check|awswaf|challenge-platform|verify you are human",
        "a robot check",
    ),
    (r"""type=["']?password|eu login|sign in to continue|ecas\.ec\.europa""", "a login page"),
    (
        r"<title>[^<]*(?:\b[45]\d\d\b|error|erreur|not found|unavailable|introuvable|forbidden)",
        "an error page",
    ),
)
_FORMEX_ACTS = frozenset({"CONS.ACT", "ACT"})
_FORMEX_OTHER = frozenset({"DOC", "PUBLICATION", "CONS.DOC", "CONS.OTH.DOC"})
_COMMON = {
    "fr": (" le ", " la ", " les ", " des ", " du "),
    "en": (" the ", " of ", " and ", " shall ", " to "),
}
_LEAST_COMMON = 20


class Format(StrEnum):
    """The formats of acts that can be read. The order is that of preference between two files of one text."""

    CONSOLIDATED = "consolidated XHTML"
    PUBLISHED = "OJ XHTML"
    PAGE = "EUR-Lex web page"
    FORMEX = "Formex 4"
    FORMEX_ZIP = "Formex 4 zip"


@dataclass(frozen=True, slots=True)
class ActFile:
    """A file that was recognised as a text of an act. `parts` are what the reader reads: one page, or the files
    of a Formex package, the act before its annexes."""

    name: str
    format: Format
    facts: ActFacts
    parts: tuple[bytes, ...]
    sha256: str

    @property
    def document(self) -> str:
        """The document id in the catalogue, empty for an act that is not in it."""
        return next((s.id for s in sources().values() if s.celex == self.facts.celex), "")

    def roots(self) -> list[etree._Element]:
        """The parsed parts, anew at each call: readers change them."""
        return [_parse(part, self.name)[1] for part in self.parts]


def may_be_act(head: bytes) -> bool:
    """Whether the first bytes of a file are those of markup or a zip, and so worth recognising."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return head.startswith(_ZIP) or start == b"<" or head[:2] in (b"\xff\xfe", b"\xfe\xff")


def recognise(data: bytes, name: str, *, language: str = "", celex: str = "") -> ActFile:
    """What the file `data` is. With `language` (`fr`, `en`) or `celex` (of the basic act) it must be that.

    Raises SourceError in one line for anything that is not a whole text of an act in French or English:
    a login, captcha or error page, an attack, a truncated or re-encoded file, another language.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if not data.startswith(_ZIP):
        return replace(recognise_parts([data], name, language=language, celex=celex), sha256=sha256)
    parts = [content for _, content in unzip(data, name) if may_be_act(content[:_HEAD])]
    found = recognise_parts(parts, name, language=language, celex=celex)
    return replace(found, format=Format.FORMEX_ZIP, sha256=sha256)


def recognise_parts(parts: Sequence[bytes], name: str, *, language: str = "", celex: str = "") -> ActFile:
    """As `recognise`, of a file or the unpacked files of a package; those that hold no law are passed over."""
    acts: list[tuple[Format, etree._Element, bytes]] = []
    annexes: list[tuple[Format, etree._Element, bytes]] = []
    for part in parts:
        found, root = _parse(part, name)
        if tag(root) == "ANNEX":
            annexes.append((found, root, part))
        elif len(parts) == 1 or tag(root) not in _FORMEX_OTHER:
            acts.append((found, root, part))
    if len(acts) != 1 or tag(acts[0][1]) in _FORMEX_OTHER:
        raise SourceError(f"{name}: {_without_act(acts, annexes)}; give the whole package of one act")
    found, root, _ = acts[0]
    try:
        facts = _facts(found, root)
    except SourceError as error:
        raise SourceError(f"{name}: {error}") from error
    kept = [*acts, *annexes]
    _check_language(facts, [r for _, r, _ in kept], name, language)
    if celex and facts.celex != celex:
        raise SourceError(f"{name}: this is the act {facts.celex}, not {celex}; fetch the right one")
    law = tuple(part for _, _, part in kept)
    return ActFile(name, found, facts, law, hashlib.sha256(b"".join(law)).hexdigest())


def _without_act(acts: Sequence[object], annexes: Sequence[object]) -> str:
    if len(acts) > 1:
        return f"{len(acts)} acts in the package where one was due"
    if annexes:
        return "one annex of an act in Formex 4 without the act"
    return (
        "a package without the act" if not acts else "the cover sheet of a Formex 4 package without the act"
    )


def _parse(data: bytes, name: str) -> tuple[Format, etree._Element]:
    """The format and root of one file. Raises SourceError as `recognise`."""
    if data.startswith(b"%PDF"):
        raise SourceError(f"{name}: a PDF; download the act as HTML or Formex instead")
    if not data.strip():
        raise SourceError(f"{name}: the file is empty; fetch it again")
    text = decode(data, name)
    if _XHTML.search(text[:_HEAD]):
        root = _page(text, name)
        return _dialect(root, text, name), root
    root = parse_xml(text, name)
    if tag(root) not in _FORMEX_ACTS | _FORMEX_OTHER | {"ANNEX"}:
        raise SourceError(f"{name}: XML with the root <{tag(root)}>, not an act; fetch it again")
    return Format.FORMEX, root


def _page(text: str, name: str) -> etree._Element:
    """A page as XML; what a browser saved is HTML, and a page that says it is XHTML but is not is damaged."""
    if _WEB_PAGE.search(text):
        return parse_html(text, name)
    try:
        return parse_xml(text, name)
    except SourceError as error:
        if _ENTITY_SUBSET in str(error) or "http://www.w3.org/1999/xhtml" in text[:_HEAD]:
            raise
        return parse_html(text, name)


def _dialect(root: etree._Element, text: str, name: str) -> Format:
    names = {n for e in root.iter() if tag(e) in ("p", "div") for n in classes(e)}
    if "reference" in names and ("title-article-norm" in names or "eli-container" in names):
        return Format.PAGE if _WEB_PAGE.search(text) else Format.CONSOLIDATED
    if "ti-art" in names or {"eli-container", "doc-ti"} <= names:
        return Format.PAGE if _WEB_PAGE.search(text) else Format.PUBLISHED
    what = other_page(text) or "a page without the markup of an act"
    raise SourceError(
        f"{name}: {what} instead of the text; open its address in a browser and save the text itself"
    )


def other_page(text: str) -> str:
    """What a page is that gives no text: a robot check, a login or an error page; empty when it shows no sign of it."""
    lowered = text.lower()
    return next((what for pattern, what in _OTHER_PAGES if re.search(pattern, lowered)), "")


def _facts(found: Format, root: etree._Element) -> ActFacts:
    if found is Format.FORMEX:
        return formex_facts(root)
    if any("reference" in classes(p) for p in root.iter("p")):
        return consolidated_facts(root)
    return published_facts(root)


def _check_language(facts: ActFacts, roots: list[etree._Element], name: str, wanted: str) -> None:
    if facts.language not in LANGUAGES:
        raise SourceError(
            f"{name}: in the language '{facts.language}'; French (fr) and English (en) are read"
        )
    if wanted and facts.language != wanted:
        raise SourceError(f"{name}: in the language '{facts.language}', not '{wanted}'; fetch the right one")
    spoken = _spoken(roots)
    if spoken and spoken != facts.language:
        raise SourceError(
            f"{name}: says it is in '{facts.language}' and is written in '{spoken}'; fetch it again"
        )


def _spoken(roots: list[etree._Element]) -> str:
    """The language most common words speak, empty when too few do or none by far."""
    text = f" {' '.join(_words(roots))} ".lower()
    counts = {language: sum(map(text.count, common)) for language, common in _COMMON.items()}
    best, other = sorted(counts, key=lambda language: -counts[language])
    return best if counts[best] >= _LEAST_COMMON and counts[best] > 2 * counts[other] else ""


def _words(roots: list[etree._Element]) -> Iterator[str]:
    for root in roots:
        for text in root.itertext():
            yield " ".join(str(text).split())
