"""Turns the tree of an act into a `Reading`: gives every line its citation id, or its reason to be skipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.models import Change, Provision, ProvisionKind, Reading
from ingest.readers.builder import ReadingBuilder
from ingest.readers.eu_acts.annexes import write_annex
from ingest.readers.eu_acts.changes import ChangeLog
from ingest.readers.eu_acts.points import LineWriter
from ingest.readers.eu_acts.tree import ActTree, Mark, Unit


def write_act(tree: ActTree, document: str) -> Reading:
    """The provisions of `tree` under the document id `document`.

    Raises SourceError when two places of the act would have one id, or none is there.
    """
    facts = tree.facts
    builder = ReadingBuilder(
        document, language=facts.language, version=facts.version, edition=facts.edition.value
    )
    changes = ChangeLog(document)
    writer = LineWriter(builder, changes)
    for recital in tree.recitals:
        _write_recital(writer, document, recital)
    _write_units(writer, document, "art_", tree.articles)
    _write_units(writer, document, "anx_", tree.annexes)
    for text, reason in tree.skipped:
        builder.skip(text, reason)
    reading = builder.build()
    found = changes.changes(reading.provisions)
    provisions = _with_changes(reading.provisions, found)
    return replace(reading, provisions=provisions, facts=facts, changes=found)


def _with_changes(provisions: Sequence[Provision], changes: Sequence[Change]) -> tuple[Provision, ...]:
    """The provisions with their changes on their texts; a deleted one's on the nearest that held it."""
    held = {p.id for p in provisions}
    by_place: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        place = change.provision
        while place and place not in held:
            place = place.rpartition("/")[0]
        by_place[place].append(change)
    return tuple(
        replace(p, texts=(replace(p.texts[0], changes=tuple(by_place[p.id])),)) if p.id in by_place else p
        for p in provisions
    )


def _write_units(writer: LineWriter, document: str, kind: str, units: list[Unit | Mark]) -> None:
    for unit in units:
        if isinstance(unit, Mark):
            writer.changes.gap(document, (f"{document}/{kind}",), len(writer.builder), unit)
        elif unit.mark and _is_gone(unit):
            writer.changes.deleted(f"{document}/{unit.key}", unit.mark)
            _skip(writer, unit, f"deleted by {unit.mark.act}")
        else:
            (_write_article if kind == "art_" else write_annex)(writer, f"{document}/{unit.key}", unit)


def _is_gone(unit: Unit) -> bool:
    return unit.mark is not None and unit.mark.action.value == "deleted"


def _skip(writer: LineWriter, unit: Unit, reason: str) -> None:
    for text in (unit.label, unit.title, *(line.words for top in unit.lines for line in top.walk())):
        writer.builder.skip(text, reason)


def _write_recital(writer: LineWriter, document: str, unit: Unit) -> None:
    recital = writer.builder.open(f"{document}/{unit.key}", ProvisionKind.RECITAL)
    for line in (line for top in unit.lines for line in top.walk()):
        writer.add(recital, line)


def _write_article(writer: LineWriter, article: str, unit: Unit) -> None:
    writer.builder.open(article, ProvisionKind.ARTICLE, title=unit.title)
    writer.builder.skip(unit.label, "heading")
    if unit.label or unit.title:
        writer.changes.note_mark(article, unit.mark)
    path = (f"{unit.label} {unit.title}".strip(),)
    writer.write(article, unit.lines, path=path)
