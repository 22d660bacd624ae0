"""The commands `boussole add` and `boussole remove`, and what both and the Texts screen do: a user's own files."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.settings import Settings, load_settings
from ingest.embed import Encoder
from ingest.errors import SourceError
from ingest.index import IndexFolder
from ingest.own.shelf import OwnFile, OwnFiles, load_file
from ingest.pipeline import IngestReport, ingest_folder
from ingest.versions import VersionStore

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files of one call: those kept (`new` or held already), and one line for each that was not."""

    files: tuple[tuple[OwnFile, bool], ...]
    refused: tuple[str, ...]

    @property
    def new(self) -> tuple[OwnFile, ...]:
        """The files that were not held before."""
        return tuple(file for file, is_new in self.files if is_new)


def keep_files(shelf: OwnFiles, paths: Sequence[Path]) -> Added:
    """Keep those of the files that can be read; the index does not know them yet."""
    kept, refused = [], []
    for path in paths:
        try:
            kept.append(shelf.add(load_file(path), path.name))
        except SourceError as error:
            refused.append(str(error))
    return Added(tuple(kept), tuple(refused))


def refresh_index(
    settings: Settings, encoder: Encoder, progress: Progress = lambda _done, _total: None
) -> IngestReport:
    """The index with what is held now: versions fetched, digests, the user's files. Raises IngestError."""
    return ingest_folder(
        None,
        IndexFolder(settings.index_folder),
        encoder,
        digests={} if settings.digests == "none" else None,
        store=VersionStore(settings.sources_folder),
        files=OwnFiles(settings.files_folder),
        progress=progress,
    )


def add_own_commands(commands: Any) -> None:
    """Add both commands to an argparse `subparsers`; each sets `run`, which gives the exit code."""
    text = (
        "add your own files (PDF, DOCX, HTML, Markdown, text): searched and cited as yours, with their pages"
    )
    p = commands.add_parser("add", help=text, description=text)
    p.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file")
    p.add_argument("--json", action="store_true", help="print JSON")
    p.set_defaults(run=run_add)
    text = "remove your own files from the index and from the folder of Boussole"
    p = commands.add_parser("remove", help=text, description=text)
    p.add_argument("ids", nargs="+", metavar="ID", help="document id, such as user:protocol")
    p.add_argument("--json", action="store_true", help="print JSON")
    p.set_defaults(run=run_remove)


def run_add(options: argparse.Namespace) -> int:
    """`boussole add`: exit code 1 when a file could not be added; the others are."""
    from ingest.embed import open_encoder

    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    added = keep_files(OwnFiles(settings.files_folder), options.files)
    report = refresh_index(settings, encoder) if added.files else None
    sizes = {d.id: d for d in report.documents} if report else {}
    told = [
        {
            "id": file.id,
            "name": file.name,
            "format": file.format,
            "state": "new" if is_new else "unchanged",
            "provisions": sizes[file.id].provisions if file.id in sizes else 0,
            "passages": sizes[file.id].passages if file.id in sizes else 0,
        }
        for file, is_new in added.files
    ]
    if options.json:
        print(json.dumps({"files": told, "refused": list(added.refused)}, ensure_ascii=False))
    else:
        for one in told:
            print(f"{one['id']}: {one['name']}, {one['state']}, {one['passages']} passages")
    _complain(added.refused)
    return 1 if added.refused else 0


def run_remove(options: argparse.Namespace) -> int:
    """`boussole remove`: exit code 1 when an id is none of the user's files; the others are removed."""
    from ingest.embed import open_encoder

    settings = load_settings()
    encoder, shelf = open_encoder(settings.encoder), OwnFiles(settings.files_folder)
    gone, refused = [], []
    for document in options.ids:
        try:
            gone.append(shelf.remove(document))
        except SourceError as error:
            refused.append(str(error))
    if gone:
        refresh_index(settings, encoder)
    if options.json:
        print(json.dumps({"removed": [f.id for f in gone], "refused": refused}, ensure_ascii=False))
    else:
        for file in gone:
            print(f"{file.id}: {file.name}, removed")
    _complain(refused)
    return 1 if refused else 0


def _complain(lines: Sequence[str]) -> None:
    for line in lines:
        print(f"boussole: {line}", file=sys.stderr)
