"""Which act changed which provision, from the marks on the lines that make them up.

A change is told of the outermost provision that stands under it as a whole, and of a provision whose own
words it touches where its parts are not all touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus.models import Change, ChangeAction, Provision
from ingest.readers.eu_acts.labels import between
from ingest.readers.eu_acts.tree import Line, Mark


class ChangeLog:
    """Collects marks while provisions are written; `changes` are theirs once all are there."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._own: dict[str, list[Mark | None]] = defaultdict(list)
        self._partly: dict[str, list[Mark]] = defaultdict(list)
        self._deleted: list[Change] = []
        self._gaps: list[tuple[str, tuple[str, ...], int, Mark]] = []

    def note(self, provision: str, line: Line) -> None:
        """A line became words of `provision`."""
        self._own[provision].append(line.mark)
        self._partly[provision].extend(mark for mark in line.partly if mark != line.mark)

    def note_mark(self, provision: str, mark: Mark | None) -> None:
        """The heading of `provision` stands under `mark`."""
        self._own[provision].append(mark)

    def deleted(self, provision: str, mark: Mark) -> None:
        """The text of `provision`, known by its number, was taken out."""
        self._deleted.append(Change(provision, mark.act, ChangeAction.DELETED))

    def gap(self, holder: str, stems: Sequence[str], opened: int, mark: Mark) -> None:
        """Something inside `holder` was taken out, its number with it, when `opened` provisions had been opened.

        `stems` are what its id may begin with, the likeliest first (`mdr/art_5/`, `mdr/art_` between articles).
        """
        self._gaps.append((holder, tuple(stems), opened, mark))

    def changes(self, provisions: Iterable[Provision]) -> tuple[Change, ...]:
        """The changes of provisions in reading order, what was deleted last."""
        found = list(provisions)
        whole: dict[str, Mark | None] = {}
        for provision in reversed(found):
            whole[provision.id] = self._whole(provision, whole)
        changes: dict[Change, None] = {}
        for provision in found:
            for change in self._of(provision, whole):
                changes.setdefault(change)
        names = [p.id for p in found]
        gone = [self._place(names, *gap) for gap in self._gaps]
        return (*changes, *dict.fromkeys([*self._deleted, *gone]))

    def _whole(self, provision: Provision, whole: dict[str, Mark | None]) -> Mark | None:
        """The mark that a provision stands under with all it holds."""
        marks = {*self._own[provision.id], *(whole.get(child) for child in provision.children)}
        return next(iter(marks)) if len(marks) == 1 else None

    def _of(self, provision: Provision, whole: dict[str, Mark | None]) -> list[Change]:
        mark = whole[provision.id]
        above = whole.get(provision.parent) if provision.parent else None
        found: list[Change] = []
        if mark and mark != above:
            found.append(Change(provision.id, mark.act, mark.action))
        elif not mark:
            own = dict.fromkeys(m for m in self._own[provision.id] if m and m != above)
            found += [Change(provision.id, m.act, m.action, partly=True) for m in own]
        found += [Change(provision.id, m.act, m.action, partly=True) for m in self._partly[provision.id]]
        return found

    def _place(self, names: list[str], holder: str, stems: Sequence[str], opened: int, mark: Mark) -> Change:
        """The deleted provision when its neighbours' numbers leave just one, what held it otherwise."""
        for stem in stems:
            before = _labels(names[:opened], stem)
            after = _labels(names[opened:], stem)
            number = between(before[-1] if before else "", after[0]) if after else ""
            if number:
                return Change(f"{stem}{number}", mark.act, ChangeAction.DELETED)
        return Change(holder, mark.act, ChangeAction.DELETED, partly=True)


def _labels(names: Iterable[str], stem: str) -> list[str]:
    """What follows `stem` in the ids of provisions right below it."""
    rests = (name.removeprefix(stem) for name in names if name.startswith(stem))
    return [rest for rest in rests if "/" not in rest]
