"""Joins the broken lines of a section into blocks: a paragraph, a list item, a table row, a footnote.

The conversion keeps no paragraph marks, so a paragraph ends at an empty line or where a sentence ends so
early in its line that the next word would still have fitted on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.readers.guidance_pages import Gap, Line

_SYMBOL_BULLET = "\uf0b7"
"""Bullet of the Symbol font, which has no meaning outside it."""
_BULLETS = rf"[•►–—-]|{_SYMBOL_BULLET}"
_LONE_MARK = re.compile(rf"{_BULLETS}|o")
_LONE_NUMBER = re.compile(r"[ivx]+[.)]|\d{1,2}\.|[a-z][.)]")
_ITEM = re.compile(rf"(?:{_BULLETS}|o)\s|(?:{_SYMBOL_BULLET})")
_LETTERED_ITEM = re.compile(r"(?:\(?[a-z]{1,3}\)|[ivx]+\.|\d{1,2}[.:])\s")
_ITEM_MAY_FOLLOW = re.compile(r"(?:[.:;]|\b(?:and|or))$")
_ITEM_TAIL = re.compile(r"(?:,|\b(?:and|or))$")
_CLAUSE = re.compile(r"(?:which|that|who|where)\b")
_SENTENCE_END = re.compile(r"[.:;?!][\"”’)\]]*\s*(?:\d{1,3}[.,]?)?$")
_LABEL = re.compile(r"(?:Note \d+|N\.B\.|[A-Z]{2,4}:)\W*$|.*\b(?:e\. ?g\.|i\. ?e\.)$")
_NEW_LABEL = re.compile(r"(?:Note|NOTE)\b.{0,3}[.:]|RATIONALE$|EXAMPLES \(")
_RUN_IN_HEADING = re.compile(r"[A-Z][\w’-]+(?: [\w’-]+){0,2}:(?:\s|$)")
_CLAUSE_END = re.compile(r"[;:]\s*\d{0,3}$")
_TABLE_RULE = re.compile(r"\|(?:\s*-+\s*\|)+$")
_FULL = 0.88
"""Share of the usual width beyond which a line counts as full: proportional type makes widths uneven."""
_FULL_IN_LIST = 0.95
_SHORT = 0.7


def usual_width(lines: Iterable[Line]) -> int:
    """Length of a full line of running text."""
    lengths = sorted(len(line.text) for line in lines if not line.is_note and not line.text.startswith("|"))
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def to_blocks(lines: Sequence[Line], width: int) -> tuple[list[str], list[str]]:
    """The blocks of a section, footnotes after the paragraph they stand under, and marks of lost items.

    The conversion may bring the marks of several list items together, before the first of them.
    """
    joiner = _Joiner(width)
    for line in lines:
        joiner.take(line)
    return joiner.close()


class _Joiner:
    def __init__(self, width: int) -> None:
        self._width = width
        self._blocks: list[str] = []
        self._open: list[str] = []
        self._marks: list[str] = []
        self._lost_marks: list[str] = []
        self._in_list = False
        self._notes: list[str] = []
        self._in_table = False

    def take(self, line: Line) -> None:
        if line.is_note:
            self._notes.append(line.text)
        elif line.text.startswith("|"):
            self._take_row(line.text)
        elif self._is_mark(line):
            self._flush()
            if self._in_list:
                self._drop_marks()
            self._in_list = False
            self._marks.append(line.text)
        elif self._open and self._continues(line):
            self._open.append(line.text)
        else:
            self._begin(line)

    def close(self) -> tuple[list[str], list[str]]:
        self._flush()
        self._drop_marks()
        return [re.sub(f"{_SYMBOL_BULLET} ?", "• ", block) for block in self._blocks], self._lost_marks

    def _is_mark(self, line: Line) -> bool:
        """Whether the line is the mark of a list item alone, and no number wrapped from the line above."""
        wrapped = self._open and line.gap is Gap.LINE and not _SENTENCE_END.search(self._open[-1])
        return bool(_LONE_MARK.fullmatch(line.text) or (not wrapped and _LONE_NUMBER.fullmatch(line.text)))

    def _begin(self, line: Line) -> None:
        self._flush()
        if self._in_list and (line.gap is not Gap.LINE or _ITEM.match(line.text)):
            self._drop_marks()
        self._in_list = bool(self._marks)
        mark = self._marks.pop(0) if self._marks else ""
        self._open = [f"{mark} {line.text}".strip()]

    def _drop_marks(self) -> None:
        self._lost_marks += self._marks
        self._marks = []

    def _flush(self) -> None:
        if self._open:
            self._blocks.append(join_lines(self._open))
            self._in_table = False
        self._open = []
        self._blocks += self._notes
        self._notes = []

    def _take_row(self, row: str) -> None:
        if _TABLE_RULE.match(row):
            return
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        filled = " | ".join(cell for cell in cells if cell)
        if self._in_table and not self._open and not cells[0] and len(cells) > 1:
            self._blocks[-1] = f"{self._blocks[-1]} {filled}"
        elif filled:
            self._flush()
            self._blocks.append(filled)
        self._in_table = True

    def _continues(self, line: Line) -> bool:
        last, text = self._open[-1], line.text
        if _ITEM.match(text) or _NEW_LABEL.match(text):
            return False
        if _LABEL.match(last):
            return True
        full = _FULL_IN_LIST if self._marks else _FULL
        short = len(last) + 1 + len(text.split(" ", 1)[0]) <= full * self._width
        if _LETTERED_ITEM.match(text) and (short or _ITEM_MAY_FOLLOW.search(last)):
            return False
        ended = _SENTENCE_END.search(last) is not None
        if text[0].islower() or text[0] in ",.;:)]":
            next_item = self._in_list and (
                ended or (short and _ITEM_TAIL.search(last) and not _CLAUSE.match(text))
            )
            return not next_item and not (ended and (short or line.gap is Gap.BLANK))
        if line.gap is Gap.BLANK or (ended and (short or line.gap is Gap.PAGE or self._opens(last, text))):
            return False
        return not text[0].isalnum() or len(last) >= _SHORT * self._width

    def _opens(self, last: str, text: str) -> bool:
        """Whether a sentence that starts a line after a full one starts a paragraph."""
        return _RUN_IN_HEADING.match(text) is not None or _CLAUSE_END.search(last) is not None


def join_lines(lines: Sequence[str]) -> str:
    """Lines as one paragraph; a word broken at its hyphen stays whole."""
    text = lines[0]
    for line in lines[1:]:
        broken = re.search(r"[a-z]-$", text) and re.match(r"(?!(?:and|or)\b)[a-z]", line)
        text = f"{text}{line}" if broken else f"{text} {line}"
    return text
