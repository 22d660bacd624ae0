"""Puts the amendment instructions of a consolidated Formex text on the elements that stand under them.

`<?CLG.MDFO … ?>` opens an amendment and `<?CLG.MDFC … ?>` closes it. Words marked DELETED are still in the
file: whole elements are marked, words inside a sentence are moved into an element `DELETED`.
"""

from __future__ import annotations

import re

from lxml import etree

from corpus.models import ChangeAction
from ingest.errors import SourceError
from ingest.readers.eu_acts.arrows import action_of
from ingest.readers.eu_acts.inline import DELETED, MARK, PARTLY, tag

_ATTRIBUTE = re.compile(r'([A-Z.]+)\s*=\s*"([^"]*)"')
_HOLDS_WORDS = frozenset(
    "P TXT ALINEA TI.ART STI.ART NO.P NO.PARAG TI STI CELL HT DATE REF.DOC.OJ TITLE".split()
)
_Open = list[tuple[str, str]]


def mark_instructions(root: etree._Element) -> None:
    """Set `mark` and `partly` on the elements of a Formex text. Raises SourceError for an amendment left open."""
    opened: _Open = []
    deleted: list[tuple[etree._Element, bool, str]] = []
    for event, element in list(etree.iterwalk(root, events=("start", "end", "pi"))):
        if event == "start" and tag(element):
            _mark(element, opened)
            _note_deleted(element, False, opened, deleted)
        elif event == "end":
            _note_deleted(element, True, opened, deleted)
        elif event == "pi":
            _follow(element, opened)
            _note_deleted(element, True, opened, deleted)
    if opened:
        raise SourceError(f"amendment {opened[-1][0]} is opened and never closed; fetch the file again")
    for element, is_tail, act in deleted:
        _wrap(element, is_tail, act)


def _mark(element: etree._Element, opened: _Open) -> None:
    if opened:
        element.set(MARK, opened[-1][1])


def _follow(instruction: etree._Element, opened: _Open) -> None:
    """Open or close the amendment that an instruction names."""
    target = str(getattr(instruction, "target", ""))
    fields = dict(_ATTRIBUTE.findall(instruction.text or ""))
    if target == "CLG.MDFO":
        value = f"{fields.get('ACTIVE.DOC', '')} {action_of(fields.get('ACTION')).value}"
        opened.append((fields.get("ID", ""), value))
        parent = instruction.getparent()
        if parent is not None and (fields.get("LEVEL") == "TEXT" or tag(parent) in _HOLDS_WORDS - {"TITLE"}):
            before = parent.get(PARTLY)
            parent.set(PARTLY, f"{before};{value}" if before else value)
    elif target == "CLG.MDFC":
        closed = fields.get("IDREF", "")
        if closed not in [name for name, _ in opened]:
            raise SourceError(
                f"amendment {closed or '?'} is closed and was never opened; fetch the file again"
            )
        opened[:] = [entry for entry in opened if entry[0] != closed]


def _note_deleted(
    element: etree._Element, is_tail: bool, opened: _Open, deleted: list[tuple[etree._Element, bool, str]]
) -> None:
    """Note words that stand in a sentence and under a deletion, while the sentence itself does not."""
    act = next((v for _, v in opened if v.endswith(ChangeAction.DELETED.value)), "")
    holder = element.getparent() if is_tail else element
    value = element.tail if is_tail else element.text
    if act and holder is not None and (value or "").strip() and tag(holder) in _HOLDS_WORDS:
        deleted.append((element, is_tail, act.partition(" ")[0]))


def _wrap(element: etree._Element, is_tail: bool, act: str) -> None:
    holder = element.getparent() if is_tail else element
    if holder is None or any(_is_gone(e) for e in (holder, *holder.iterancestors())):
        return
    gone = etree.Element(DELETED, by=act)
    if is_tail:
        gone.text, element.tail = element.tail, None
        element.addnext(gone)
    else:
        gone.text, element.text = element.text, None
        element.insert(0, gone)


def _is_gone(element: etree._Element) -> bool:
    return (element.get(MARK) or "").endswith(ChangeAction.DELETED.value) and tag(element) not in (
        "HT",
        "DATE",
        "REF.DOC.OJ",
    )
