"""Means and intervals of a run, as a whole and by split, type, kind, language, document, persona and trait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from evals.measures.table import MEASURES
from evals.runs.record import Scored
from evals.statistics import mean_of, times_of

SPLITS = ("all", "development", "held_back")
GROUPS: Mapping[str, Callable[[Scored], Iterable[str]]] = {
    "type": lambda row: (row.type,),
    "kind": lambda row: (row.kind,),
    "lang": lambda row: (row.lang,),
    "document": lambda row: row.documents,
    "persona": lambda row: (row.persona,) if row.persona else (),
    "trait": lambda row: row.traits,
}


def summarise(rows: Sequence[Scored]) -> dict[str, Any]:
    """What `summary.json` holds: `splits` by measure, and `groups` of all questions."""
    groups = {}
    for name, of in GROUPS.items():
        members: dict[str, list[Scored]] = defaultdict(list)
        for row in rows:
            for group in of(row):
                members[group].append(row)
        groups[name] = {group: measures_of(members[group]) for group in sorted(members)}
    splits = {split: measures_of([r for r in rows if split in ("all", r.split)]) for split in SPLITS}
    return {"questions": len(rows), "splits": splits, "groups": groups}


def measures_of(rows: Sequence[Scored]) -> dict[str, dict[str, float]]:
    """Each measure that applies to some of the rows: `n`, `mean`, `low`, `high`; for seconds `n`, `median`, `p95`."""
    found = {}
    for name, measure in MEASURES.items():
        values = [value for row in rows if (value := row.scores.get(name)) is not None]
        summed = times_of(values) if measure.is_seconds else mean_of(values)
        if summed is not None:
            found[name] = {key: round(value, 4) for key, value in asdict(summed).items()}
    return found
