"""The concordance of the two regulations (`concordance.yaml`): which provision of one answers to which of the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import CatalogueError
from corpus.ids import EU_ACTS, CitationId, is_valid, parse

_FILE = Path(__file__).parent / "concordance.yaml"
# First and last of a run of parts, after what they share: `3-4`, `rct_9-15`, `1/a-i`, `2.9-2.10`, `20.4.1/ae-af`.
_RUN = re.compile(
    r"(?P<lead>(?:.*[/_])?)(?P<first>\d+(?:\.\d+)*|[a-z]{1,2})-(?P<last>\d+(?:\.\d+)*|[a-z]{1,2})\Z"
)
_KEYS = {"recitals", "articles", "annexes", "one_way", "none"}
_NUMBER = re.compile(r"\d+(?:\.\d+)*\Z")


@dataclass(frozen=True, slots=True)
class Concordance:
    """The file as read: ids of both acts as keys.

    `pairs` holds each pair in both directions. `closed` are the ids inside which only listed parts correspond;
    inside every other paired id the numbers are the same. `one_way` and `none` as the file says.
    """

    pairs: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    one_way: dict[str, str] = field(default_factory=dict)
    none: set[str] = field(default_factory=set)

    def exact(self, provision_id: str) -> str:
        """The provision that answers to this one and no more: listed, or of the same number inside a pair; else empty.

        Raises InvalidCitationId when `provision_id` is not a citation id.
        """
        if provision_id in self.pairs:
            return self.pairs[provision_id]
        cited = parse(provision_id)
        outer = cited.enclosing
        if outer is None or str(outer) in self.closed:
            return ""
        other = self.exact(str(outer))
        return _same_part(cited, outer, parse(other)) if other else ""

    def counterpart(self, provision_id: str) -> str:
        """As `counterpart` of this module."""
        step: CitationId | None = parse(provision_id)
        while step is not None and step.segments:
            here = str(step)
            if found := self.exact(here) or self.one_way.get(here, ""):
                return found
            if here in self.none:
                return ""
            step = step.enclosing
        return ""


def counterpart(provision_id: str) -> str:
    """The provision of the other regulation that answers to this one; empty when none does.

    The exact one where there is one (`mdr/art_10/9` → `ivdr/art_10/8`), else the one it is part of an answer to, else that
    of the nearest provision that holds it. Raises InvalidCitationId when `provision_id` is not a citation id.
    """
    return concordance().counterpart(provision_id)


@cache
def concordance() -> Concordance:
    """The concordance of this project. Raises CatalogueError when the file contradicts itself."""
    return load(_FILE)


def load(path: Path) -> Concordance:
    """Read a concordance. Raises CatalogueError, naming file and entry, when an entry is malformed or doubled."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as file:
        data: dict[str, Any] = yaml.load(file, Loader=loader)
    reader = _Reader(path.name)
    if set(data) != _KEYS:
        raise reader.error(
            "the file", f"it has the keys {', '.join(sorted(_KEYS))}, not {', '.join(sorted(data))}"
        )
    reader.recitals(data["recitals"])
    for entry in (*data["articles"], *data["annexes"]):
        reader.entry(entry)
    reader.no_pair(data["one_way"], data["none"])
    return reader.found


class _Reader:
    """Fills a concordance, entry by entry. A pair may stand once as an entry and once among the parts of another."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._entries: set[str] = set()
        self._parts: set[str] = set()
        self.found = Concordance()

    def error(self, entry: str, reason: str) -> CatalogueError:
        return CatalogueError(f"{self._name}: {entry}: {reason}")

    def recitals(self, runs: str) -> None:
        for left, right, alone in self._items("recitals", runs):
            self._pair("recitals", f"mdr/rct_{left}", f"ivdr/rct_{right}", self._parts, alone=alone)

    def entry(self, entry: object) -> None:
        if not isinstance(entry, dict) or not {"mdr", "ivdr"} <= set(entry) <= {"mdr", "ivdr", "parts"}:
            raise self.error(str(entry), "an entry has mdr, ivdr and perhaps parts")
        name = f"{entry['mdr']} = {entry['ivdr']}"
        mdr, ivdr = f"mdr/{entry['mdr']}", f"ivdr/{entry['ivdr']}"
        self._pair(name, mdr, ivdr, self._entries, alone="parts" in entry)
        parts = entry.get("parts", "none")
        if not isinstance(parts, str) or not parts:
            raise self.error(name, f"parts are words between quotes, not {parts}")
        if parts != "none":
            for left, right, alone in self._items(name, parts):
                self._pair(name, _part(mdr, left), _part(ivdr, right), self._parts, alone=alone)

    def no_pair(self, one_way: Iterable[list[str]], none: Mapping[str, str]) -> None:
        found = self.found
        for ends in one_way:
            self._check("one_way", *ends)
            if len(ends) != 2 or ends[0] in found.pairs or ends[0] in found.one_way:
                raise self.error("one_way", f"{ends} is no pair, or {ends[0]} stands elsewhere too")
            found.one_way[ends[0]] = ends[1]
        for act, parts in none.items():
            for provision in (f"{act}/{part}" for item in _split(parts) for part in self._run("none", item)):
                self._check("none", provision)
                if provision in found.pairs or provision in found.one_way or provision in found.none:
                    raise self.error("none", f"{provision} stands elsewhere too")
                found.none.add(provision)

    def _pair(self, entry: str, mdr: str, ivdr: str, seen: set[str], *, alone: bool) -> None:
        self._check(entry, mdr, ivdr)
        for one, other in ((mdr, ivdr), (ivdr, mdr)):
            if one in seen or self.found.pairs.setdefault(one, other) != other:
                raise self.error(entry, f"{one} is paired with {self.found.pairs[one]} already")
            seen.add(one)
        if alone:
            self.found.closed.update((mdr, ivdr))

    def _check(self, entry: str, *ids: str) -> None:
        for provision in ids:
            cited = parse(provision) if is_valid(provision) else None
            if cited is None or cited.document not in EU_ACTS or not cited.segments:
                raise self.error(entry, f"{provision} is no id of a provision of the two regulations")
        if len(ids) != len({parse(i).document for i in ids}):
            raise self.error(entry, f"{' and '.join(ids)} are of one regulation")

    def _items(self, entry: str, parts: str) -> Iterator[tuple[str, str, bool]]:
        """Parts on the left, parts on the right, and whether each stands alone."""
        for item in _split(parts):
            runs, alone, rest = item.partition(" alone")
            left, equals, right = (side.strip() for side in runs.partition("="))
            lefts = self._run(entry, left)
            rights = self._run(entry, right) if equals else lefts
            if len(lefts) != len(rights) or rest:
                raise self.error(entry, f"'{item}' does not count the same on both sides")
            for one, other in zip(lefts, rights, strict=True):
                yield one, other, bool(alone)

    def _run(self, entry: str, run: str) -> list[str]:
        match = _RUN.match(run)
        if match is None:
            return [run]
        first, last = match["first"], match["last"]
        # What counts is the last number or letter: 2.9-2.10 has 2. before it, ae-af has a.
        stem = first[: len(first) - len(re.split(r"\.", first)[-1])] if first[0].isdigit() else first[:-1]
        start, end = first[len(stem) :], last[len(stem) :]
        if not last.startswith(stem) or start.isdigit() != end.isdigit() or _value(start) >= _value(end):
            raise self.error(entry, f"'{run}' is no run of numbers or letters")
        names = range(_value(start), _value(end) + 1)
        return [match["lead"] + stem + (str(n) if start.isdigit() else chr(n)) for n in names]


def _split(parts: str) -> list[str]:
    return [" ".join(item.split()) for item in parts.split(",") if item.strip()]


def _value(sign: str) -> int:
    return int(sign) if sign.isdigit() else ord(sign) if len(sign) == 1 else 0


def _part(outer: str, part: str) -> str:
    """Id of a part as the file writes it: `10.4` inside section `10` takes its place, anything else follows."""
    head, _, last = outer.rpartition("/")
    return f"{head}/{part}" if _NUMBER.match(last) and part.startswith(f"{last}.") else f"{outer}/{part}"


def _same_part(inner: CitationId, outer: CitationId, other: CitationId) -> str:
    """The part of `other` that has the place which `inner` has in `outer`; empty when it has no such parts."""
    if inner.parent == outer:
        return f"{other}/{inner.segments[-1]}"
    if not _NUMBER.match(other.segments[-1]):
        return ""
    return f"{other}{inner.segments[-1].removeprefix(outer.segments[-1])}"
