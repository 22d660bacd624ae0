"""Tells whether a regulation was read whole: by what is known of it and its own numbering."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.ids import roman_to_int
from corpus.models import ChangeAction, Edition, Provision, ProvisionKind, Reading
from ingest.errors import SourceError
from ingest.readers.regulation_points import roman


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each a regulation has; `table_rows`: of the correlation table at its end."""

    recitals: int
    articles: int
    definitions: int
    annexes: int
    table_rows: int


# As published in the Official Journal L 117 of 5 May 2017.
PUBLISHED = {
    "mdr": Counts(recitals=101, articles=123, definitions=71, annexes=17, table_rows=69),
    "ivdr": Counts(recitals=101, articles=113, definitions=74, annexes=15, table_rows=64),
}
_SHOWN = 4


def check_complete(reading: Reading) -> None:
    """Raise SourceError that names what the source of `reading` lacks or has too much.

    A consolidated text has no recitals, may have what later acts added, and lacks what they deleted.
    """
    if surplus := list(_surplus(reading)):
        raise SourceError(
            f"{reading.document}: the text has {'; '.join(surplus)}, more than this regulation; "
            "check that the file is the one its name says"
        )
    missing = [*_missing_units(reading), *_missing_rows(reading)]
    if not missing and not is_consolidated(reading):
        missing = _gaps(reading.provisions)
    if missing:
        named = "; ".join(missing[:_SHOWN]) + ("; and more" if len(missing) > _SHOWN else "")
        raise SourceError(
            f"{reading.document}: the text is not whole, {named} not found; "
            "get the complete file from its publisher and ingest it again"
        )


def _promised(document: str) -> dict[str, int]:
    """The published count of each unit, 0 for a regulation that is not in the table."""
    known = PUBLISHED.get(document, Counts(0, 0, 0, 0, 0))
    return {
        "recitals": known.recitals,
        "articles": known.articles,
        "definitions": known.definitions,
        "annexes": known.annexes,
    }


def is_consolidated(reading: Reading) -> bool:
    """Whether later acts are folded into the text."""
    return reading.facts is not None and reading.facts.edition is Edition.CONSOLIDATED


def _deleted(reading: Reading) -> frozenset[str]:
    """Ids of what acts took out; of its holder where the text does not say what it was."""
    return frozenset(c.provision for c in reading.changes if c.action is ChangeAction.DELETED)


def _surplus(reading: Reading) -> Iterator[str]:
    if is_consolidated(reading):
        return
    found = _unit_numbers(reading.provisions)
    for name, count in _promised(reading.document).items():
        beyond = [n for n in sorted(found[name]) if n > count > 0]
        if beyond:
            yield f"{name} {_ranges(beyond, romans=name == 'annexes')}"


def _missing_units(reading: Reading) -> Iterator[str]:
    """Recitals, articles, definitions, annexes; of an unknown regulation those before the last."""
    found = _unit_numbers(reading.provisions)
    gone = _deleted(reading)
    if reading.document in gone:
        return
    for name, count in _promised(reading.document).items():
        if name == "recitals" and is_consolidated(reading):
            continue
        last = count or max(found[name], default=0)
        absent = [
            n for n in range(1, last + 1) if n not in found[name] and not _is_gone(reading, name, n, gone)
        ]
        if absent:
            yield f"{name} {_ranges(absent, romans=name == 'annexes')}"


def _is_gone(reading: Reading, name: str, number: int, gone: frozenset[str]) -> bool:
    """Whether an act took out the article, annex or definition of this number."""
    key = {
        "articles": f"art_{number}",
        "annexes": f"anx_{roman(number).upper()}",
        "definitions": f"art_2/{number}",
    }.get(name, "")
    return f"{reading.document}/{key}" in gone or (
        name == "definitions" and f"{reading.document}/art_2" in gone
    )


def _unit_numbers(provisions: Iterable[Provision]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for provision in provisions:
        last = provision.id.rpartition("/")[2].rpartition("_")[2]
        if provision.kind is ProvisionKind.RECITAL:
            found["recitals"].add(int(last))
        elif provision.kind is ProvisionKind.ARTICLE and last.isdigit():
            found["articles"].add(int(last))
        elif provision.kind is ProvisionKind.DEFINITION and last.isdigit():
            found["definitions"].add(int(last))
        elif provision.kind is ProvisionKind.ANNEX and set(last) <= set("IVXL"):
            found["annexes"].add(roman_to_int(last))
    return found


def _missing_rows(reading: Reading) -> Iterator[str]:
    """Rows of the correlation table, the last words of a Markdown file, when the file is cut inside it."""
    known = PUBLISHED.get(reading.document)
    last = reading.provisions[-1]
    if known and reading.facts is None and last.id.endswith(f"/anx_{roman(known.annexes).upper()}"):
        rows = sum(1 for piece in last.texts[0].pieces if piece.text)
        if rows < known.table_rows:
            yield f"the last {known.table_rows - rows} rows of the correlation table"


def _gaps(provisions: Iterable[Provision]) -> list[str]:
    """Ids of missing paragraphs and sections: those before one that is there."""
    series: dict[str, set[int]] = defaultdict(set)
    for provision in provisions:
        if provision.kind not in (ProvisionKind.PARAGRAPH, ProvisionKind.SECTION):
            continue
        holder, _, number = provision.id.rpartition("/")
        steps = number.split(".")
        for depth, step in enumerate(steps):
            if step.isdigit():
                series["".join([f"{holder}/", *(f"{s}." for s in steps[:depth])])].add(int(step))
    return [
        f"{start}{absent}"
        for start, numbers in series.items()
        for absent in range(1 if "/art_" in start else min(numbers), max(numbers))
        if absent not in numbers
    ]


def _ranges(numbers: Iterable[int], *, romans: bool) -> str:
    """`3, 57 to 123`: runs of neighbours joined."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(" to ".join(_ends(run, romans=romans)) for run in runs)


def _ends(run: list[int], *, romans: bool) -> list[str]:
    ends = sorted({run[0], run[-1]})
    return [roman(n).upper() if romans else str(n) for n in ends]
