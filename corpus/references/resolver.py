"""Holds references against the ids that exist."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.references.documents import GUIDE_ACTS
from corpus.references.model import Reference, Resolution
from corpus.references.numbers import roman, value
from corpus.rule_numbers import rule_section


class Resolver:
    """Follows a reference only when exactly one provision answers to it."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = frozenset(ids)
        self._documents = frozenset(i.partition("/")[0] for i in self._ids)
        self._below: dict[str, list[str]] = {}
        self._codes: dict[str, list[str]] = {}
        for known in self._ids:
            document, _, locator = known.partition("/")
            head = locator.split("/")[0]
            if head.startswith("anx_") or document == "css":
                self._below.setdefault(f"{document}/{head}", []).append(known)
            if document == "css" and "/" not in locator:
                self._codes.setdefault(head[1:], []).append(head)
        self._with_rules = frozenset(i.partition("/")[0] for i in self._ids if "/rule-" in i)

    def resolve(self, reference: Reference) -> Resolution:
        """The provisions a reference means, one per document at most; deepest first is never guessed."""
        if reference.act or not reference.segments:
            return Resolution(reference, ())
        reference = self._rule_of_act(reference)
        held = [d for d in reference.documents if self._holds(d)]
        found = (self._in_document(d, reference) for d in held)
        return Resolution(reference, tuple(i for i in found if i))

    def is_known_missing(self, resolution: Resolution) -> bool:
        """Whether the text of the document meant is held, and has no such provision."""
        reference = resolution.reference
        if resolution.ids or reference.between or not reference.segments:
            return False
        return any(self._holds(d) for d in reference.documents) and not self._is_open(reference)

    def is_not_held(self, resolution: Resolution) -> bool:
        """Whether the reference is to a text that is not among ours."""
        reference = resolution.reference
        if reference.act:
            return True
        return reference.explicit and not any(self._holds(d) for d in reference.documents)

    def _holds(self, document: str) -> bool:
        return document in self._documents

    def _is_open(self, reference: Reference) -> bool:
        """Whether several provisions answer to the words, so that none is meant for certain, and none missing."""
        return all(self._several(d, reference) for d in reference.documents if self._holds(d))

    def _several(self, document: str, reference: Reference) -> bool:
        below = f"{document}/{reference.segments[0]}."
        if len(reference.segments) == 1 and any(i.startswith(below) for i in self._ids):
            return True
        if reference.part or len(reference.segments) < 2:
            return False
        return len(self._deeper(f"{document}/{reference.segments[0]}", reference.segments[1:])) > 1

    def _rule_of_act(self, reference: Reference) -> Reference:
        """A rule « of » a guide that has no passage a rule is the regulation's own."""
        m = re.fullmatch(r"rule-(\d+)([a-z]*)", reference.segments[0])
        document = reference.documents[0] if reference.documents else ""
        if m is None or document in self._with_rules or not self._holds(document):
            return reference
        act = GUIDE_ACTS.get(document, "mdr")
        section = rule_section(act, int(m[1])) or f"rule_{m[1]}"
        segments = ("anx_VIII", section, *([m[2]] if m[2] else []))
        return replace(reference, documents=(act,), segments=segments, explicit=False)

    def _in_document(self, document: str, reference: Reference) -> str | None:
        segments = self._spelt(document, reference.segments)
        head, rest = f"{document}/{segments[0]}", segments[1:]
        if reference.part:
            return self._in_part(head, reference.part, rest)
        direct = "/".join((head, *rest))
        if direct in self._ids:
            return direct
        found = self._deeper(head, rest)
        return found[0] if len(found) == 1 else None

    def _in_part(self, head: str, part: str, rest: tuple[str, ...]) -> str | None:
        inside = "/".join((head, part, *rest))
        if inside in self._ids:
            return inside
        below = self._below.get(head, [])
        parts = {i for i in below if i.count("/") == 2 and i.rpartition("/")[2].isupper()}
        if not rest or (parts and f"{head}/{part}" not in parts):
            return None
        carried = any(i.startswith(f"{head}/{part}/") for i in below)
        direct = "/".join((head, *rest))
        return direct if direct in self._ids and not carried else None

    def _spelt(self, document: str, segments: tuple[str, ...]) -> tuple[str, ...]:
        """The segments as the ids have them: the letter of a code article, the numeral of a guide's annex."""
        first = segments[0]
        if document == "css" and first[0].isdigit():
            books = self._codes.get(first, [])
            return (books[0], *segments[1:]) if len(books) == 1 else segments
        if first.startswith("annexe-") and f"{document}/{first}" not in self._ids:
            written, _, more = first.removeprefix("annexe-").partition("-")
            number = value(written)
            for other in (roman(number), str(number)) if number else ():
                known = f"annexe-{other}-{more}" if more else f"annexe-{other}"
                if f"{document}/{known}" in self._ids:
                    return (known, *segments[1:])
        return segments

    def _deeper(self, head: str, rest: tuple[str, ...]) -> list[str]:
        """Ids one level further down than the words say, through a part (annex) or a Roman numeral (code)."""
        if not rest:
            return []
        suffix, depth = "/" + "/".join(rest), head.count("/") + len(rest) + 1
        return [i for i in self._below.get(head, []) if i.endswith(suffix) and i.count("/") == depth]
