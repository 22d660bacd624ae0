"""The commands `boussole changes` and `boussole watch`, and the fetching that `boussole ingest` begins with."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Iterable
from typing import Any

from assistant.inputs import check_documents, split_documents
from assistant.settings import Settings, load_settings
from corpus.ids import parse
from ingest.errors import IndexDamaged, IndexMismatch, IndexMissing
from ingest.fetch.publishers import Bases
from ingest.fetch.run import FAILED, NEW, Outcome, fetch_sources
from ingest.index import Index, IndexFolder
from ingest.versions import VersionStore

DONE, NOT_DONE = 0, 1


def add_commands(commands: Any) -> None:
    """Add both commands to an argparse `subparsers`; each sets `run`, which gives the exit code."""
    text = "what changed between two held versions of a document, and what rests on it"
    p = commands.add_parser("changes", help=text, description=text)
    p.add_argument("document", help="document id")
    p.add_argument(
        "--from", dest="older", default="", metavar="V", help="the older version (default: the one before)"
    )
    p.add_argument(
        "--to", dest="newer", default="", metavar="V", help="the newer version (default: the newest)"
    )
    p.add_argument("--json", action="store_true", help="print JSON")
    p.set_defaults(run=run_changes)
    text = "which acts changed a document or a provision, and from when"
    p = commands.add_parser("amendments", help=text, description=text)
    p.add_argument("id", help="document or citation id, such as mdr or mdr/art_120")
    p.add_argument("--json", action="store_true", help="print JSON")
    p.set_defaults(run=run_amendments)
    text = "check all sources once and report what is new (for a cron job)"
    p = commands.add_parser("watch", help=text, description=text)
    p.add_argument("--format", choices=("text", "json", "rss"), default="text", help="default text")
    p.add_argument(
        "--document", nargs="+", action="append", default=[], metavar="ID", help="only these documents"
    )
    p.add_argument(
        "--quiet", action="store_true", help="as text, print nothing when nothing is new and all was checked"
    )
    p.set_defaults(run=run_watch)


def run_changes(options: argparse.Namespace) -> int:
    """`boussole changes`."""
    from assistant.watch import change_lines, changes_json
    from ingest.changes import changes_between

    settings = load_settings()
    check_documents([options.document])
    store, index = VersionStore(settings.sources_folder), open_index(settings)
    found = changes_between(options.document, store, index, older=options.older, newer=options.newer)
    if options.json:
        print(json.dumps({"changes": [changes_json(c) for c in found]}, ensure_ascii=False))
    else:
        _print_lines(line for changes in found for line in change_lines(changes))
    return DONE


def run_amendments(options: argparse.Namespace) -> int:
    """`boussole amendments`: by the consolidated text where one is installed, by our record otherwise."""
    from corpus.amendment_record import FROM_TEXT, amendment_record

    document = parse(options.id).document
    check_documents([document])
    index = open_index(load_settings())
    version, changes = index.store.changes(document) if index else ("", ())
    found = amendment_record(options.id, changes, version=version)
    if options.json:
        told = {"id": options.id, "version": version, "amendments": [r.to_json() for r in found]}
        print(json.dumps(told, ensure_ascii=False))
        return DONE
    for r in found:
        source = (
            f"in the text of {version}"
            if r.source == FROM_TEXT
            else "by our record, not in the text installed"
        )
        day = r.effective if r.is_dated else "day of effect not recorded"
        print(f"{r.provision}: {r.action.value}{' in part' if r.partly else ''} by {r.act}, {day} ({source})")
    return DONE


def run_watch(options: argparse.Namespace) -> int:
    """`boussole watch`: exit code 1 when a source could not be checked."""
    from assistant.watch import finding_lines, findings, rss

    settings = load_settings()
    documents, _ = split_documents(options.document, "")
    check_documents(documents)
    store = VersionStore(settings.sources_folder)
    found = findings(fetch(settings, store, documents), store)
    states = {f.outcome.state for f in found}
    if options.format == "json":
        print(
            json.dumps(
                {"checked": now().isoformat(), "texts": [f.to_json() for f in found]}, ensure_ascii=False
            )
        )
    elif options.format == "rss":
        print(rss(found, now()))
    elif not (options.quiet and not states & {NEW, FAILED}):
        _print_lines(finding_lines(found))
    return NOT_DONE if FAILED in states else DONE


def fetch(
    settings: Settings, store: VersionStore, documents: Iterable[str], *, history: bool = False
) -> list[Outcome]:
    """Ask the publishers of the settings, saying on standard error which one is being asked."""
    is_shown = sys.stderr.isatty()

    def told(document: str) -> None:
        if is_shown:
            print(f"\r\033[Kasking for {document} …", end="", file=sys.stderr, flush=True)

    bases = Bases(settings.cellar_url, settings.npm_registry, settings.pages_url)
    try:
        return fetch_sources(store, bases, only=documents, history=history, told=told)
    finally:
        if is_shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def open_index(settings: Settings) -> Index | None:
    """The index in use, None where there is none that opens: versions can be compared without it."""
    from ingest.embed import open_encoder

    try:
        return IndexFolder(settings.index_folder).open(open_encoder(settings.encoder).fingerprint)
    except (IndexMissing, IndexMismatch, IndexDamaged):
        return None


def now() -> datetime.datetime:
    """This moment, in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
