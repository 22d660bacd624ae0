"""Which act changed which provision, from when: told by the arrows of a consolidated text where one is installed, and by
our own record (`amendments.yaml`) for what came after that text, or for all where there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.catalogue import amendments, amendments_of
from corpus.ids import parse
from corpus.models import Change, ChangeAction

FROM_TEXT, FROM_RECORD = "text", "record"


@dataclass(frozen=True, slots=True)
class Recorded:
    """`act` (a CELEX number) did `action` to `provision`.

    `effective` is the day of effect where our record of acts knows it (`is_dated`), else the date of the consolidated
    version that has it. `source` is `text` (an arrow; the change is in the text) or `record` (ours; it is not).
    """

    act: str
    effective: str
    provision: str
    action: ChangeAction
    source: str
    is_dated: bool = True
    partly: bool = False

    def to_json(self) -> dict[str, Any]:
        """As `boussole amendments --json` prints it."""
        return {
            "by": self.act,
            "from": self.effective,
            "provision": self.provision,
            "action": self.action.value,
            "source": self.source,
            "dated": self.is_dated,
            "partly": self.partly,
        }


def amendment_record(
    cited: str, changes: Iterable[Change], *, version: str, until: str = ""
) -> list[Recorded]:
    """What changed a provision (or, by a document's id, any of its provisions), by date.

    `changes` are those that the arrows of the text of `version` show, none where no consolidated text is installed;
    `until` is the last day of interest. A change of a part, or of what holds the provision, counts as one of it.
    """
    here = parse(cited)
    found = [_of_text(c, version) for c in changes if _touches(c.provision, cited)]
    later = [
        Recorded(
            a.act,
            a.effective,
            a.provision,
            ChangeAction.INSERTED if a.added else ChangeAction.CHANGED,
            FROM_RECORD,
        )
        for a in (amendments() if not here.segments else amendments_of(cited, after=version, until=until))
        if parse(a.provision).document == here.document and a.effective > version
    ]
    due = [r for r in (*found, *later) if not until or r.effective <= until]
    return sorted(dict.fromkeys(due), key=lambda r: (r.effective, r.act, r.provision))


def _of_text(change: Change, version: str) -> Recorded:
    """A change that an arrow shows, dated by our record of its act where that has it."""
    ours = [a for a in amendments() if a.act == change.act and a.effective <= version]
    days = [a.effective for a in ours if _touches(a.provision, change.provision)]
    # An act may take effect in parts; one day for all of it is that of every change it makes.
    every = {a.effective for a in ours}
    day = max(days, default="") or (every.pop() if len(every) == 1 else "")
    return Recorded(
        change.act, day or version, change.provision, change.action, FROM_TEXT, bool(day), change.partly
    )


def _touches(one: str, other: str) -> bool:
    first, second = parse(one), parse(other)
    return first.encloses(second) or second.encloses(first)
