"""What a reference is, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference found in a text: `documents` it may be meant for, locator segments, place in the text.

    `part` is an annex part or chapter that the id may or may not carry. `explicit` says that the document was
    named. `act` names a text that is none of ours (then there are no `documents`). Without segments the words
    name a document as a whole. `between` says that the provision was not written itself: it lies between the
    ends of a range.
    """

    documents: tuple[str, ...]
    segments: tuple[str, ...]
    part: str
    start: int
    end: int
    text: str
    explicit: bool
    act: str = ""
    between: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a reference: the ids of the provisions meant; none when nothing like it exists."""

    reference: Reference
    ids: tuple[str, ...]
