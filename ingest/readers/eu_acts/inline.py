"""The words of a block without its markup: footnote calls, arrows and deleted words go to the skipped ones."""

from __future__ import annotations

import re

from lxml import etree

from corpus.models import ChangeAction
from ingest.readers.builder import fold_space
from ingest.readers.eu_acts.tree import Mark, Skipped

MARK = "mark"
"""Attribute that the marking passes put on each element that stands under an amendment: `CELEX action`."""
PARTLY = "partly"
"""The same on elements of which only some words do; several are joined by a semicolon."""

SWITCHES = "switches"
"""On an arrow: what goes for all that follows it; empty when that is the basic act."""
DELETED = "DELETED"
"""Element that the Formex marking pass puts round words that an amending act took out of a sentence."""

ARROW = re.compile(r"[▼►◄]\s*[A-Z]?\d*\Z")
DELETION = re.compile(r"[—–_\-\s]+\Z")
_APART = frozenset("p div td th tr li".split())
_CALL = "\ue000"
_CALL_IN_BRACKETS = re.compile(rf"\s*\(\s*{_CALL}\s*\)|\s*{_CALL}")
_CALL_ID = re.compile(r"src\.|ntc\d|ntc\*")
_LOOSE_ARROW = re.compile(r"[►▼]\s*[BMCA]\d*\s?|\s?◄")


def tag(element: etree._Element) -> str:
    """Local name of an element; empty for comments and instructions."""
    return element.tag if isinstance(element.tag, str) else ""


def classes(element: etree._Element) -> frozenset[str]:
    """Class names without the prefixes that some renditions put before them (`oj-`, `clg-`)."""
    names = (element.get("class") or "").split()
    return frozenset(name.removeprefix("oj-").removeprefix("clg-") for name in names)


def mark_of(element: etree._Element) -> Mark | None:
    """The amendment that an element stands under."""
    return as_mark(element.get(MARK) or "")


def partly_of(element: etree._Element) -> tuple[Mark, ...]:
    """The amendments that touch some words of an element."""
    values = [e.get(PARTLY) for e in element.iter() if tag(e) and e.get(PARTLY)]
    marks = (as_mark(v) for value in values for v in str(value).split(";"))
    return tuple(dict.fromkeys(mark for mark in marks if mark))


def as_mark(value: str) -> Mark | None:
    """The mark that a marking pass wrote as `CELEX action`; None for an empty one."""
    if not value:
        return None
    act, _, action = value.partition(" ")
    return Mark(act, ChangeAction(action))


def words(element: etree._Element, skipped: Skipped) -> str:
    """The words of an element and all inside it, white space folded."""
    return tidy(raw_words(element, skipped), skipped)


def tidy(raw: str, skipped: Skipped) -> str:
    """Fold white space and take out the places of footnote calls, with the brackets round them."""
    text = _CALL_IN_BRACKETS.sub("", raw)
    for arrow in _LOOSE_ARROW.findall(text):
        skipped.append((arrow, "amendment arrow"))
    return fold_space(_LOOSE_ARROW.sub(" ", text))


def raw_words(element: etree._Element, skipped: Skipped) -> str:
    """The words of an element before tidying; to be joined with what stands beside it."""
    name = tag(element)
    if not name:
        return ""
    kept = element.text or ""
    for child in element:
        kept += raw_words(child, skipped) + (child.tail or "")
    return _as_printed(element, name, kept, skipped)


def _as_printed(element: etree._Element, name: str, kept: str, skipped: Skipped) -> str:
    """What an element's words come to in the sentence: nothing for a call, its character for a quotation mark."""
    if name == "br":
        return " "
    if name in _APART:
        return f" {kept} "
    if name in ("QUOT.START", "QUOT.END"):
        return chr(int(element.get("CODE") or "0022", 16))
    if name == "NOTE":
        skipped.append((tidy(kept, skipped), "footnote"))
        return _CALL
    if name == "a" and _is_call(element):
        skipped.append((tidy(kept, skipped), "footnote call"))
        return _CALL
    if name == "a" and ARROW.match(kept.strip()):
        skipped.append((kept.strip(), "amendment arrow"))
        return " "
    if name == DELETED:
        skipped.append((tidy(kept, skipped), f"deleted by {element.get('by')}"))
        return ""
    if name == "HT" and element.get("TYPE") == "UC":
        return kept.upper()
    if "word-spacing" in (element.get("style") or ""):
        return f" {kept} "
    return kept


def _is_call(element: etree._Element) -> bool:
    return bool(_CALL_ID.match(element.get("id") or ""))
