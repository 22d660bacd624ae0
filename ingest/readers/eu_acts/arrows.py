"""Puts the amendment arrows of a consolidated text on the elements that stand under them.

An arrow is a switch, not a container: the act it names goes for all that follows in document order, across
element borders, until the next arrow. `►M1` with its `◄` marks words inside a sentence in the same way.
"""

from __future__ import annotations

import re

from lxml import etree

from corpus.models import ChangeAction, FamilyAct
from ingest.readers.eu_acts.inline import MARK, PARTLY, SWITCHES, tag

_SWITCH = re.compile(r"(▼|►)([A-Z]\d*)\Z")
_TITLE = re.compile(r"(?P<act>[0-9A-Z]+(?:\(\d+\))?)(?:\s*:\s*(?P<action>\w+))?")
_BLOCKS = frozenset("div p table tr td li".split())


def mark_arrows(body: etree._Element) -> None:
    """Set `mark` on each element of `body` that stands under an arrow, `partly` on blocks with arrows inside."""
    current = ""
    inside: list[str] = []
    for event, element in list(etree.iterwalk(body, events=("start", "end"))):
        name = tag(element)
        if event == "end":
            inside = inside[: len(inside) - (element.tail or "").count("◄")]
            continue
        if not name:
            continue
        value = inside[-1] if inside else current
        if value:
            element.set(MARK, value)
        inside = inside[: len(inside) - (element.text or "").count("◄")]
        if name == "a" and (switch := _SWITCH.match("".join((element.text or "").split()))):
            value = _value(element, switch[2])
            if switch[1] == "▼":
                current, inside = value, []
                element.set(SWITCHES, value)
            else:
                inside.append(value)
                _note_on_block(element, value)


def family(header: etree._Element) -> tuple[FamilyAct, ...]:
    """The basic act, amending acts and corrigenda that the list before a consolidated text names."""
    found = {}
    for link in header.iter("a"):
        arrow = "".join((link.text or "").split())
        if arrow.startswith("►") and (title := _TITLE.match(link.get("title") or "")):
            found[arrow[1:]] = title["act"]
    return tuple(FamilyAct(mark, celex) for mark, celex in found.items())


def action_of(word: str | None) -> ChangeAction:
    """REPLACED, INSERTED and DELETED as the publisher writes them; anything else is a change of some kind."""
    try:
        return ChangeAction((word or "").lower())
    except ValueError:
        return ChangeAction.CHANGED


def _value(link: etree._Element, mark: str) -> str:
    """`CELEX action` for an arrow, empty for the one that goes back to the basic act."""
    title = _TITLE.match(link.get("title") or "")
    if mark == "B" or title is None:
        return "" if mark == "B" else f"{mark} {ChangeAction.CHANGED.value}"
    return f"{title['act']} {action_of(title['action']).value}"


def _note_on_block(link: etree._Element, value: str) -> None:
    block = next((e for e in link.iterancestors() if tag(e) in _BLOCKS), None)
    if value and block is not None:
        before = block.get(PARTLY)
        block.set(PARTLY, f"{before};{value}" if before else value)
