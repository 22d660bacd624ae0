"""Recognises by its content what a file is: which format, which act, in which language and version.

The name of a file tells nothing here, so a folder of downloads serves as a mirror however they are named.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
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
    (r"captcha|are you a robot|not a robot|robot check|awswaf|challenge-platform|verify you are human", "a robot check"),
    (r"""type=["']?password|eu login|sign in to continue|ecas\.ec\.europa""", "a login page"),
    (r"<title>[^<]*(?:\b[45]\d\d\b|error|erreur|not found|unavailable|introuvable|forbidden)", "an error page"),
)
_FORMEX_ACTS = frozenset({"CONS.ACT", "ACT"})
_FORMEX_OTHER = frozenset({"DOC", "PUBLICATION", "CONS.DOC", "CONS.OTH.DOC"})
_COMMON = {"fr": (" le ", " la ", " les ", " des ", " du "), "en": (" the ", " of ", " and ", " shall ", " to ")}
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
    """A file that was recognised as a text of an act. `data` is what the reader reads."""

    name: str
    format: Format
    facts: ActFacts
    data: bytes

    @property
    def document(self) -> str:
        """The document id in the catalogue, empty for an act that is not in it."""
        return next((s.id for s in sources().values() if s.celex == self.facts.celex), "")

    @property
    def sha256(self) -> str:
        """Hash of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    def roots(self) -> list[etree._Element]:
        """The parsed files, anew at each call: readers change them."""
        return parse_act(self.data, self.name)[1]


def may_be_act(head: bytes) -> bool:
    """Whether the first bytes of a file are those of markup or a zip, and so worth recognising."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return head.startswith(_ZIP) or start == b"<" or head[:2] in (b"\xff\xfe", b"\xfe\xff")


def recognise(data: bytes, name: str, *, language: str = "", celex: str = "") -> ActFile:
    """What `data` is. With `language` or `celex` (of the basic act) it must be that.

    Raises SourceError in one line for anything that is not a whole text of an act in French or English:
    a login, captcha or error page, an attack, a truncated or re-encoded file, another language.
    """
    found, roots = parse_act(data, name)
    try:
        facts = _facts(found, roots)
    except SourceError as error:
        raise SourceError(f"{name}: {error}") from error
    _check_language(facts, roots, name, language)
    if celex and facts.celex != celex:
        raise SourceError(f"{name}: this is the act {facts.celex}, not {celex}; fetch the right one")
    return ActFile(name, found, facts, data)


def parse_act(data: bytes, name: str) -> tuple[Format, list[etree._Element]]:
    """The format of a file and its parsed parts, an act before its annexes. Raises SourceError as `recognise`."""
    if data.startswith(_ZIP):
        return Format.FORMEX_ZIP, _zipped(data, name)
    if data.startswith(b"%PDF"):
        raise SourceError(f"{name}: a PDF; download the act as HTML or Formex instead")
    if not data.strip():
        raise SourceError(f"{name}: the file is empty; fetch it again")
    text = decode(data, name)
    if _XHTML.search(text[:_HEAD]):
        root = _page(text, name)
        return _dialect(root, text, name), [root]
    root = parse_xml(text, name)
    if tag(root) in _FORMEX_ACTS:
        return Format.FORMEX, [root]
    raise SourceError(f"{name}: {_of_root(tag(root))}")


def _of_root(root: str) -> str:
    if root == "ANNEX":
        return "one annex of an act in Formex 4; give the zip with the whole act"
    if root in _FORMEX_OTHER:
        return "the cover sheet of a Formex 4 package; give the zip with the act"
    return f"XML with the root <{root}>, not an act; fetch it again"


def _zipped(data: bytes, name: str) -> list[etree._Element]:
    acts, annexes = [], []
    for member, content in unzip(data, name):
        if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            continue
        root = parse_xml(decode(content, f"{name}/{member}"), f"{name}/{member}")
        if tag(root) in _FORMEX_ACTS:
            acts.append(root)
        elif tag(root) == "ANNEX":
            annexes.append(root)
        elif tag(root) not in _FORMEX_OTHER:
            raise SourceError(f"{name}/{member}: {_of_root(tag(root))}")
    if len(acts) != 1:
        raise SourceError(f"{name}: {len(acts)} acts in the zip where one was due; give the package of one act")
    return [*acts, *annexes]


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
        return Format.CONSOLIDATED if "disclaimer" in names or "title-article-norm" in names else Format.PAGE
    if "ti-art" in names or {"eli-container", "doc-ti"} <= names:
        return Format.PAGE if _WEB_PAGE.search(text) else Format.PUBLISHED
    lowered = text.lower()
    other = next((what for pattern, what in _OTHER_PAGES if re.search(pattern, lowered)), "")
    what = other or "a page without the markup of an act"
    raise SourceError(f"{name}: {what} instead of the text; open its address in a browser and save the text itself")


def _facts(found: Format, roots: list[etree._Element]) -> ActFacts:
    if found in (Format.FORMEX, Format.FORMEX_ZIP):
        return formex_facts(roots[0])
    if any("reference" in classes(p) for p in roots[0].iter("p")):
        return consolidated_facts(roots[0])
    return published_facts(roots[0])


def _check_language(facts: ActFacts, roots: list[etree._Element], name: str, wanted: str) -> None:
    if facts.language not in LANGUAGES:
        raise SourceError(f"{name}: in the language '{facts.language}'; French (fr) and English (en) are read")
    if wanted and facts.language != wanted:
        raise SourceError(f"{name}: in the language '{facts.language}', not '{wanted}'; fetch the right one")
    spoken = _spoken(roots)
    if spoken and spoken != facts.language:
        raise SourceError(f"{name}: says it is in '{facts.language}' and is written in '{spoken}'; fetch it again")


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


