"""Provisions and passages on disk, in one SQLite file: written once, opened read-only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus.models import (
    Change,
    ChangeAction,
    Edition,
    Passage,
    Piece,
    Provision,
    ProvisionKind,
    ProvisionText,
    TextKind,
)
from ingest.errors import IndexDamaged

_SCHEMA = """
CREATE TABLE provision (
    id TEXT PRIMARY KEY, document TEXT NOT NULL, kind TEXT NOT NULL, ord INTEGER NOT NULL,
    parent TEXT, children TEXT NOT NULL);
CREATE INDEX provision_document ON provision (document, ord);
CREATE TABLE provision_text (
    provision TEXT NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL, version TEXT NOT NULL,
    title TEXT NOT NULL, path TEXT NOT NULL, text TEXT NOT NULL, pieces TEXT NOT NULL, refs TEXT NOT NULL,
    terms TEXT NOT NULL, address TEXT NOT NULL, edition TEXT NOT NULL, changes TEXT NOT NULL);
CREATE INDEX provision_text_provision ON provision_text (provision);
CREATE TABLE passage (
    id TEXT PRIMARY KEY, provision TEXT NOT NULL, document TEXT NOT NULL, kind TEXT NOT NULL,
    language TEXT NOT NULL, version TEXT NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL, terms TEXT NOT NULL);
CREATE INDEX passage_shelf ON passage (kind, language);
CREATE INDEX passage_provision ON passage (provision);
"""


def write_store(path: Path, provisions: Iterable[Provision], passages: Iterable[Passage]) -> None:
    """Write a new store at `path`. Raises sqlite3.Error or OSError when the disk refuses."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA)
        for provision in provisions:
            _write_provision(connection, provision)
        connection.executemany(
            "INSERT INTO passage VALUES (?,?,?,?,?,?,?,?,?)",
            (
                (
                    p.id,
                    p.provision,
                    p.document,
                    p.kind.value,
                    p.language,
                    p.version,
                    p.heading,
                    p.text,
                    p.terms,
                )
                for p in passages
            ),
        )
        connection.commit()
    finally:
        connection.close()


def _write_provision(connection: sqlite3.Connection, provision: Provision) -> None:
    connection.execute(
        "INSERT INTO provision VALUES (?,?,?,?,?,?)",
        (
            provision.id,
            provision.document,
            provision.kind.value,
            provision.order,
            provision.parent,
            json.dumps(provision.children),
        ),
    )
    connection.executemany(
        "INSERT INTO provision_text VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            (
                t.provision,
                t.kind.value,
                t.language,
                t.version,
                t.title,
                json.dumps(t.path, ensure_ascii=False),
                t.text,
                json.dumps([[p.text, p.child] for p in t.pieces], ensure_ascii=False),
                json.dumps(t.references),
                json.dumps(t.terms, ensure_ascii=False),
                t.address,
                t.edition,
                json.dumps([[c.provision, c.act, c.action, c.partly] for c in t.changes]),
            )
            for t in provision.texts
        ),
    )


class ProvisionStore:
    """Reads provisions and passages by id. One connection, usable from several threads; never writes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._connection = sqlite3.connect(
                f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._connection.execute("SELECT id FROM provision LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise IndexDamaged(
                f"the index at {path.parent} is damaged ({error}); run: boussole ingest"
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def get(self, provision_id: str) -> Provision | None:
        """The provision with its texts, None when there is none of that id."""
        row = self._connection.execute("SELECT * FROM provision WHERE id = ?", (provision_id,)).fetchone()
        return self._provision(row) if row else None

    def ids(self) -> set[str]:
        """Ids of all provisions."""
        return {row[0] for row in self._connection.execute("SELECT id FROM provision")}

    def definitions(self) -> list[tuple[str, str]]:
        """Ids and titles (the terms defined) of the definitions in official texts, in reading order."""
        rows = self._connection.execute(
            "SELECT p.id, t.title FROM provision p JOIN provision_text t ON t.provision = p.id "
            "WHERE p.kind = 'definition' AND t.kind = 'official' AND p.parent LIKE '%/art_2' ORDER BY p.document DESC, p.ord"
        )
        return [(row[0], row[1]) for row in rows]

    def of_document(self, document: str) -> Iterator[Provision]:
        """Provisions of a document in reading order."""
        rows = self._connection.execute(
            "SELECT * FROM provision WHERE document = ? ORDER BY ord", (document,)
        ).fetchall()
        return (self._provision(row) for row in rows)

    def siblings(self, provision: Provision) -> list[str]:
        """Ids of the provisions under the same parent, or of the document's top ones, in reading order."""
        rows = self._connection.execute(
            "SELECT id FROM provision WHERE document = ? AND parent IS ? ORDER BY ord",
            (provision.document, provision.parent),
        )
        return [row[0] for row in rows]

    def outline(self, document: str, parent: str | None = None) -> list[tuple[str, str, int, ProvisionText]]:
        """What stands under a provision, or at the top of a document, in reading order: id, kind, number of parts, and the
        text whose title tells most (official or the user's own before our digest)."""
        rows = self._connection.execute(
            "SELECT p.id, p.kind, p.children, t.* FROM provision p JOIN provision_text t ON t.provision = p.id "
            "WHERE p.document = ? AND p.parent IS ? AND t.kind != 'question' "
            "ORDER BY p.ord, t.kind = 'digest', t.rowid",
            (document, parent),
        )
        found: dict[str, tuple[str, str, int, ProvisionText]] = {}
        for row in rows:
            found.setdefault(row[0], (row[0], row[1], len(json.loads(row[2])), _text(row[3:])))
        return list(found.values())

    def changes(self, document: str) -> tuple[str, tuple[Change, ...]]:
        """The newest consolidated version installed of a document and the changes that its arrows show, in every
        language once; an empty version where there is none."""
        rows = self._connection.execute(
            "SELECT t.version, t.changes FROM provision p JOIN provision_text t ON t.provision = p.id "
            "WHERE p.document = ? AND t.edition = ? ORDER BY p.ord",
            (document, Edition.CONSOLIDATED.value),
        ).fetchall()
        newest = max((row[0] for row in rows), default="")
        told = (_changes(row[1]) for row in rows if row[0] == newest and row[1] != "[]")
        return newest, tuple(dict.fromkeys(change for changes in told for change in changes))

    def containing(self, document: str, words: str, limit: int) -> list[str]:
        """Ids of the smallest provisions of a document whose own words have these, as they are written, in reading order."""
        rows = self._connection.execute(
            "SELECT DISTINCT p.id FROM provision p JOIN provision_text t ON t.provision = p.id WHERE p.document = ? "
            "AND p.children = '[]' AND t.kind != 'question' AND instr(lower(t.text), lower(?)) ORDER BY p.ord LIMIT ?",
            (document, words, limit),
        )
        return [row[0] for row in rows]

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages of these ids, by id."""
        marks = ",".join("?" * len(ids))
        rows = self._connection.execute(f"SELECT * FROM passage WHERE id IN ({marks})", tuple(ids))
        return {row[0]: _passage(row) for row in rows}

    def passages_of(self, provision_id: str) -> list[Passage]:
        """Passages that belong to exactly this provision, in reading order."""
        rows = self._connection.execute(
            "SELECT * FROM passage WHERE provision = ? ORDER BY rowid", (provision_id,)
        )
        return [_passage(row) for row in rows]

    def all_passages(self) -> Iterator[Passage]:
        """Every passage, in the order it was written."""
        rows = self._connection.execute("SELECT * FROM passage ORDER BY rowid").fetchall()
        return (_passage(row) for row in rows)

    def _provision(self, row: Sequence[str | int | None]) -> Provision:
        texts = self._connection.execute(
            "SELECT * FROM provision_text WHERE provision = ? ORDER BY rowid", (row[0],)
        )
        return Provision(
            id=str(row[0]),
            document=str(row[1]),
            kind=ProvisionKind(str(row[2])),
            order=int(row[3] or 0),
            parent=str(row[4]) if row[4] is not None else None,
            children=tuple(json.loads(str(row[5]))),
            texts=tuple(_text(t) for t in texts),
        )


def _text(row: Sequence[str]) -> ProvisionText:
    return ProvisionText(
        provision=row[0],
        kind=TextKind(row[1]),
        language=row[2],
        version=row[3],
        title=row[4],
        path=tuple(json.loads(row[5])),
        text=row[6],
        pieces=tuple(Piece(text=text, child=child) for text, child in json.loads(row[7])),
        references=tuple(json.loads(row[8])),
        terms=tuple(json.loads(row[9])),
        address=row[10],
        edition=row[11],
        changes=_changes(row[12]),
    )


def _changes(column: str) -> tuple[Change, ...]:
    return tuple(Change(p, a, ChangeAction(done), partly) for p, a, done, partly in json.loads(column))


def _passage(row: Sequence[str]) -> Passage:
    return Passage(row[0], row[1], row[2], TextKind(row[3]), *row[4:9])
