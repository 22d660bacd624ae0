"""One look at all sources: what is new, what that touches, what could not be asked; as lines, JSON or RSS."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree

from assistant.dependents import Dependents, dependents
from corpus.catalogue import sources
from ingest.changes import ChangeKind, Changes, ProvisionChange, compare
from ingest.errors import SourceError
from ingest.fetch.run import ABSENT, FAILED, NEW, Outcome
from ingest.held import can_read, read_held
from ingest.versions import VersionStore


@dataclass(frozen=True)
class Finding:
    """What the look found of one text: the outcome, and what changed since the version held before, where there is
    one."""

    outcome: Outcome
    changes: Changes | None = None

    def to_json(self) -> dict[str, Any]:
        """As `boussole watch --format json` prints it."""
        outcome = self.outcome
        held = outcome.held
        found: dict[str, Any] = {
            "document": outcome.document,
            "state": outcome.state,
            "language": held.language if held else "",
            "edition": held.edition if held else "",
            "version": held.version if held else "",
            "before": outcome.before.version if outcome.before else "",
            "address": held.address if held else "",
            "checked": held.checked if held else "",
            "reason": outcome.reason,
            "notes": list(outcome.notes),
        }
        if self.changes:
            found["changes"] = changes_json(self.changes)
        return found


def findings(outcomes: Sequence[Outcome], store: VersionStore) -> list[Finding]:
    """The outcomes of a fetch, each new text compared with the one that was newest before it."""
    return [Finding(o, _changes(o, store)) for o in outcomes]


def _changes(outcome: Outcome, store: VersionStore) -> Changes | None:
    before, held = outcome.before, outcome.held
    if (
        outcome.state != NEW
        or not before
        or not held
        or not (can_read(before.format) and can_read(held.format))
    ):
        return None
    if before.version > held.version:  # an older version that was fetched later
        return None
    try:
        return compare(read_held(before, store.read(before)), read_held(held, store.read(held)))
    except SourceError:
        return None


def changes_json(changes: Changes) -> dict[str, Any]:
    """What changed between two versions, with what rests on it (`boussole changes --json`)."""
    return {
        "document": changes.document,
        "lang": changes.language,
        "from": changes.older,
        "to": changes.newer,
        "counts": {kind.value: changes.count(kind) for kind in ChangeKind},
        "provisions": [_change_json(p) for p in changes.provisions],
    }


def _change_json(change: ProvisionChange) -> dict[str, Any]:
    resting = dependents(change.id)
    return {
        "id": change.id,
        "change": change.kind.value,
        "title": change.title,
        "diff": [{"kind": s.kind, "text": s.text} for s in change.words],
        "rules": list(resting.rules),
        "digests": list(resting.digests),
    }


def change_lines(changes: Changes) -> Iterator[str]:
    """What changed between two versions, for a terminal: deleted words in [-…-], added ones in {+…+}."""
    counts = ", ".join(f"{changes.count(kind)} {kind.value}" for kind in ChangeKind)
    yield f"{changes.document} ({changes.language}), {changes.older} to {changes.newer}: {counts}"
    for change in changes.provisions:
        yield f"{change.id}: {change.kind.value}"
        if change.kind is ChangeKind.CHANGED:
            yield "  " + _marked(change)
        if resting := dependents(change.id):
            yield "  to look at again: " + _named(resting)


def _marked(change: ProvisionChange) -> str:
    signs = {"same": "{}", "added": "{{+{}+}}", "deleted": "[-{}-]"}
    shown = (signs[s.kind].format(_shortened(s.text) if s.kind == "same" else s.text) for s in change.words)
    return "".join(shown).replace("\n", " ")


def _shortened(text: str, around: int = 40) -> str:
    """A stretch that stayed, its middle left out: what changed is what matters."""
    return text if len(text) <= 2 * around + 5 else f"{text[:around]} […] {text[-around:]}"


def _named(resting: Dependents) -> str:
    parts = []
    if resting.rules:
        parts.append("rules " + ", ".join(resting.rules))
    if resting.digests:
        parts.append("digests " + ", ".join(resting.digests))
    return "; ".join(parts)


def finding_lines(found: Sequence[Finding]) -> Iterator[str]:
    """One line a text that is new or could not be had, with what rests on what changed; then the sum."""
    for finding in found:
        outcome = finding.outcome
        if outcome.state == FAILED:
            held = outcome.before
            stays = f"version {held.version} stays in use" if held else "no version is held"
            yield f"{outcome.document}: not fetched, {stays}: {outcome.reason}"
        elif outcome.state == ABSENT:
            yield f"{outcome.document}: {outcome.reason}"
        elif outcome.state == NEW:
            yield from _news(finding)
        for note in outcome.notes if outcome.state == NEW else ():
            yield f"{outcome.document}: {note}{_resting_on(note)}"
    told = [f.outcome.state for f in found if f.outcome.state != ABSENT]
    yield f"{len(told)} texts checked: {told.count(NEW)} new, {told.count(FAILED)} not fetched"


def _news(finding: Finding) -> Iterator[str]:
    held = finding.outcome.held
    assert held is not None
    what = " ".join(filter(None, (held.language, held.edition)))
    line = f"{held.document}: new version {held.version} ({what})"
    if finding.changes is None:
        yield line
        return
    counts = ", ".join(f"{finding.changes.count(kind)} {kind.value}" for kind in ChangeKind)
    yield f"{line}, was {finding.changes.older}: {counts} (boussole changes {held.document})"
    rules: set[str] = set()
    ours: set[str] = set()
    for change in finding.changes.provisions:
        resting = dependents(change.id)
        rules.update(resting.rules)
        ours.update(resting.digests)
    if rules or ours:
        yield "  to look at again: " + _named(Dependents(tuple(sorted(rules)), tuple(sorted(ours))))


def _resting_on(note: str) -> str:
    """What rests on the provision that a note begins with."""
    provision = note.split(" ", 1)[0]
    if "/" not in provision:
        return ""
    resting = dependents(provision)
    return f"; to look at again: {_named(resting)}" if resting else ""


def rss(found: Sequence[Finding], now: datetime.datetime) -> str:
    """The new versions, and what could not be fetched, as an RSS 2.0 feed. The same news has the same guid."""
    feed = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(feed, "channel")
    _add(channel, "title", "Boussole: official texts")
    _add(channel, "link", "https://eur-lex.europa.eu/")
    _add(channel, "description", "New versions of the texts that Boussole answers from")
    _add(channel, "lastBuildDate", format_datetime(now))
    for finding in found:
        if finding.outcome.state in (NEW, FAILED):
            _item(channel, finding, now)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(feed, encoding="unicode")


def _item(channel: ElementTree.Element, finding: Finding, now: datetime.datetime) -> None:
    outcome = finding.outcome
    source = sources()[outcome.document]
    lines = list(_news(finding)) if outcome.state == NEW else [f"{outcome.document}: {outcome.reason}"]
    lines += [f"{note}{_resting_on(note)}" for note in outcome.notes if outcome.state == NEW]
    what = f"version {outcome.held.version}" if outcome.held else "not fetched"
    item = ElementTree.SubElement(channel, "item")
    _add(item, "title", f"{source.title_en}: {what}")
    _add(item, "link", source.address or "https://eur-lex.europa.eu/")
    _add(item, "description", "\n".join(lines))
    told = outcome.held.sha256 if outcome.held else f"{outcome.reason} {now:%Y-%m-%d}"
    guid = hashlib.sha256(f"{outcome.document} {outcome.state} {told}".encode()).hexdigest()[:32]
    _add(item, "guid", guid).set("isPermaLink", "false")
    _add(item, "pubDate", format_datetime(now))


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name)
    child.text = text
    return child
