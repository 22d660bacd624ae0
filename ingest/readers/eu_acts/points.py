"""Writes lines into provisions: a numbered point is a provision, any other line is words of what holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.models import ProvisionKind
from ingest.readers.builder import ReadingBuilder
from ingest.readers.eu_acts.changes import ChangeLog
from ingest.readers.eu_acts.labels import label
from ingest.readers.eu_acts.tree import Line

_TERM = re.compile(r"[«‘“\"]\s*([^»’”\"]+?)\s*[»’”\"]")


class LineWriter:
    """Gives lines their place among the provisions of one document."""

    def __init__(self, builder: ReadingBuilder, changes: ChangeLog) -> None:
        self.builder = builder
        self.changes = changes

    def write(self, home: str, lines: Iterable[Line], *, path: tuple[str, ...]) -> None:
        """Add `lines` to the provision `home`, opening one below it for each numbered line.

        A second list of one provision may use the numbers of the first again (article 6(3) first and third
        subparagraph, each with a point a)): one id names one place, so its points are words of `home`.
        """
        for line in lines:
            number = label(line.marker)
            point = f"{home}/{number}"
            if line.is_deleted:
                self.delete(home, point if number else "", line)
            elif number and point not in self.builder:
                self._open(home, point, line, path)
            elif number:
                for part in line.walk():
                    self.add(home, part)
            else:
                self.add(home, line)
                self.write(home, line.children, path=path)

    def add(self, home: str, line: Line) -> None:
        """The words of one line, without what it holds, as a block of `home`."""
        self.builder.add(home, line.words)
        self.changes.note(home, line)

    def delete(self, home: str, point: str, line: Line, *, stems: tuple[str, ...] = ()) -> None:
        """Note that a line was taken out; its words, where they are still there, are skipped.

        `point` is its id when its number is known, else `stems` are what its id may begin with.
        """
        mark = line.mark
        assert mark is not None
        for part in line.walk():
            self.builder.skip(part.words, f"deleted by {mark.act}")
        if point:
            self.changes.deleted(point, mark)
        else:
            self.changes.gap(home, stems or (f"{home}/",), len(self.builder), mark)

    def _open(self, home: str, point: str, line: Line, path: tuple[str, ...]) -> None:
        kind, title = ProvisionKind.PARAGRAPH if line.is_paragraph else ProvisionKind.POINT, ""
        term = _TERM.match(line.text)
        if term and point.rpartition("/")[2][0].isdigit() and not line.is_paragraph and home.count("/") == 1:
            kind, title = ProvisionKind.DEFINITION, term[1]
        self.builder.open(point, kind, parent=home, title=title, path=path)
        self.add(point, line)
        self.write(point, line.children, path=path)
