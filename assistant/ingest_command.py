"""The command ``boussole ingest``: fetch what is new, build the index, say what nobody can fetch."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from assistant.inputs import check_documents, split_documents
from assistant.settings import Settings, load_settings
from assistant.terminal import complain, print_json, progress_bar, show
from ingest.errors import IndexDamaged, IndexMismatch, IndexMissing

if TYPE_CHECKING:
    from assistant.watch import Finding
    from ingest.index import IndexFolder, Manifest
    from ingest.pipeline import IngestReport
    from ingest.versions import VersionStore

OFFLINE_NOTE = (
    "nothing is fetched: the versions held, what is installed already and the built-in digests stand; run without "
    "--offline to ask the publishers, or give a folder of official texts with --from DIR (see README, « Textes officiels »)"
)


def run_ingest(options: argparse.Namespace) -> int:
    """`boussole ingest`."""
    from ingest.embed import open_encoder
    from ingest.index import IndexFolder
    from ingest.own.shelf import OwnFiles
    from ingest.pipeline import ingest_folder, unchanged_report
    from ingest.versions import VersionStore

    settings = load_settings()
    documents, _ = split_documents(options.document, "")
    check_documents(documents)
    only = frozenset(documents)
    folder, encoder = IndexFolder(settings.index_folder), open_encoder(settings.encoder)
    if options.if_missing and (held := _fitting(folder, encoder.fingerprint)):
        return _ingested_nothing(options, "the index is there and fits", unchanged_report(held, only=only))
    store = VersionStore(settings.sources_folder)
    fetched = _fetch(options, settings, store, documents)
    with progress_bar() as progress:
        report = ingest_folder(
            options.folder,
            folder,
            encoder,
            digests={} if settings.digests == "none" else None,
            store=store,
            files=OwnFiles(settings.files_folder),
            only=only,
            progress=progress,
        )
    show(options, asdict(report) | {"fetched": [f.to_json() for f in fetched]}, "ingest_lines")
    for failure in report.failures:
        complain(failure)
    if options.folder is None and not only:
        _say_what_to_bring(folder, encoder.fingerprint)
    lost = {f.outcome.document for f in fetched if f.outcome.state == "failed"}
    return 1 if report.failures or only & lost else 0


def _fetch(
    options: argparse.Namespace, settings: Settings, store: VersionStore, documents: Sequence[str]
) -> list[Finding]:
    """What the publishers have that is new, told on standard error; nothing where a folder or --offline stands for them."""
    from assistant.watch import finding_lines, findings

    if options.folder is not None:
        return []
    if options.offline or settings.offline:
        complain(OFFLINE_NOTE)
        return []
    from assistant.source_commands import fetch

    found = findings(fetch(settings, store, documents, history=options.history), store)
    for line in finding_lines(found):
        complain(line)
    return found


def _say_what_to_bring(folder: IndexFolder, fingerprint: str) -> None:
    """Which documents nobody can fetch, and how the user brings them."""
    from assistant.texts import to_bring
    from corpus.catalogue import sources

    held = _fitting(folder, fingerprint)
    official = {d.id for d in held.documents if d.is_official} if held else set()
    for line in to_bring([d for d in sources() if d not in official]):
        complain(line)


def _ingested_nothing(options: argparse.Namespace, why: str, report: IngestReport) -> int:
    complain(why)
    if options.json:
        print_json(asdict(report))
    return 0


def _fitting(folder: IndexFolder, fingerprint: str) -> Manifest | None:
    """The manifest of the index in use, None when there is none that can serve."""
    try:
        index = folder.open(fingerprint)
        index.check()
    except (IndexMissing, IndexMismatch, IndexDamaged):
        return None
    return index.manifest
