"""Reads the French pages that were saved as text (ANSM, ANS, HAS, a consultant's article).

Each page has an outline; a page that no longer follows it is refused, never half read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.models import ProvisionKind, Reading
from ingest.errors import SourceError
from ingest.readers.builder import ReadingBuilder
from ingest.readers.outline import Mark, Outline, match_form
from ingest.readers.outlines import OUTLINES


@dataclass
class _Passage:
    locator: str
    title: str
    headings: tuple[str, ...]
    parent: str
    is_row: bool
    blocks: list[str] = field(default_factory=list)

    def own_blocks(self) -> list[str]:
        """The blocks to keep; those of a table row are one, condition first."""
        if not self.is_row or len(self.blocks) < 2:
            return self.blocks
        return [f"{self.blocks[0]} → {' ; '.join(self.blocks[1:])}"]


def read_page(text: str, *, document: str, version: str) -> Reading:
    """Read a page of the corpus by its document id.

    Raises SourceError when no outline is known for the document, or when the text does not follow it.
    """
    if document not in OUTLINES:
        known = ", ".join(sorted(OUTLINES))
        raise SourceError(f"{document}: no page outline of that name; known are {known}")
    return _Walk(document, version, OUTLINES[document]).read(text)


class _Walk:
    """One pass over the blocks of a page along its marks."""

    def __init__(self, document: str, version: str, outline: Outline) -> None:
        self._document = document
        self._outline = outline
        self._builder = ReadingBuilder(document, language="fr", version=version)
        self._passages: dict[str, _Passage] = {}
        self._headings: list[str] = []
        self._lead_at = -1

    def read(self, text: str) -> Reading:
        blocks = self._outline.blocks(text)
        if not blocks:
            raise SourceError(f"{self._document}: the page is empty; save it again")
        current: Mark | None = None
        passed = 0
        for block in blocks:
            if reason := self._outline.furniture_reason(match_form(block)):
                self._builder.skip(block, reason)
            elif self._is_next(block, passed):
                current = self._outline.marks[passed]
                passed += 1
                self._enter(current, block)
            else:
                self._follow(current, block)
        if passed < len(self._outline.marks):
            raise self._changed(passed, "the page ends before it")
        return self._close()

    def _is_next(self, block: str, passed: int) -> bool:
        """Whether the next mark opens here. Raises SourceError when another mark does."""
        seen = match_form(block)
        marks = self._outline.marks
        if passed < len(marks) and marks[passed].matches(seen):
            return True
        stray = next((m for m in marks if m.matches(seen)), None)
        if stray is not None:
            raise self._changed(passed, f"'{stray.at}' stands in its place")
        return False

    def _enter(self, mark: Mark, block: str) -> None:
        if mark.skip:
            self._builder.skip(block, mark.skip)
            return
        if mark.level:
            del self._headings[mark.level - 1 :]
        if mark.heading:
            self._headings.append(block)
            return
        is_new = mark.passage not in self._passages
        if is_new:
            self._open(mark, block)
        self._lead_at = 0 if mark.lead else -1
        if mark.drop:
            self._builder.skip(block, mark.drop)
        elif mark.title or not is_new:
            self._add(mark.passage, block)

    def _open(self, mark: Mark, block: str) -> None:
        parent = mark.parent or mark.passage.rpartition("/")[0]
        self._passages[mark.passage] = _Passage(
            mark.passage, mark.title or block, tuple(self._headings), parent, mark.row
        )

    def _follow(self, current: Mark | None, block: str) -> None:
        if current is None:
            raise self._changed(0, f"the page opens with '{' '.join(block.split()[:6])}'")
        if current.skip:
            self._builder.skip(block, current.skip)
        elif current.heading:
            raise SourceError(
                f"{self._document}: the page's structure changed: words between the heading "
                f"'{current.at}' and the next anchor; mend its outline"
            )
        else:
            self._add(current.passage, block)

    def _add(self, locator: str, block: str) -> None:
        blocks = self._passages[locator].blocks
        if self._lead_at < 0:
            blocks.append(block)
        else:
            blocks.insert(self._lead_at, block)
            self._lead_at += 1

    def _close(self) -> Reading:
        root = None
        if self._outline.title:
            root = self._document
            self._builder.open(root, ProvisionKind.DOCUMENT, title=self._outline.title)
        self._emit("", root, ())
        return self._builder.build()

    def _emit(self, locator: str, holder: str | None, above: tuple[str, ...]) -> None:
        """Hand the passages inside `locator` to the builder; `above` are the headings over them."""
        for found in [p for p in self._passages.values() if p.parent == locator]:
            path = above or found.headings
            provision = self._builder.open(
                f"{self._document}/{found.locator}",
                ProvisionKind.PASSAGE,
                parent=holder,
                title=found.title,
                path=path,
            )
            for block in found.own_blocks():
                self._builder.add(provision, block)
            self._emit(found.locator, provision, (*path, found.title))

    def _changed(self, at: int, why: str) -> SourceError:
        marks = self._outline.marks
        expected = f"'{marks[at].at}'" if at < len(marks) else "the end of the page"
        after = f" after '{marks[at - 1].at}'" if at else ""
        return SourceError(
            f"{self._document}: the page's structure changed: expected {expected}{after}, "
            f"but {why}; save the page again or mend its outline"
        )
