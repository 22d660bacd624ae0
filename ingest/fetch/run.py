"""Fetch the catalogued sources: ask, check, read, keep. What fails leaves the last good version in use."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from corpus.catalogue import Source, sources
from ingest.errors import NotThere, SourceError
from ingest.fetch.client import Client, Limits
from ingest.fetch.content import HTML, gate
from ingest.fetch.publishers import Bases, Came, Same, arrivals
from ingest.held import read_held, words_hash
from ingest.versions import Held, VersionStore

NEW = "new"
UNCHANGED = "unchanged"
FAILED = "failed"
ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one text of a document.

    `new` with the version that was newest `before`; `unchanged`; `failed` with the reason in one line, and the version
    that stays in use as `before`; `absent` for one version among others that its publisher does not give. `notes` are
    what the publisher says beside a version that is the newest.
    """

    document: str
    state: str
    held: Held | None = None
    before: Held | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()


def fetch_sources(
    store: VersionStore,
    bases: Bases,
    *,
    only: Iterable[str] = (),
    history: bool = False,
    limits: Limits | None = None,
    sleep: Callable[[float], None] = time.sleep,
    told: Callable[[str], None] = lambda _line: None,
) -> list[Outcome]:
    """Ask every publisher of the catalogue (or of the documents `only`) once, and keep what is new.

    `history` asks for older versions too; `told` hears which document is asked for next. Raises StorageError when the
    disk refuses; whatever goes wrong with a publisher is an outcome.
    """
    wanted = set(only) or set(sources())
    found: list[Outcome] = []
    lost: dict[str, str] = {}
    for source in sources().values():
        if source.id in wanted and source.fetch is not None:
            told(source.id)
            client = Client(bases.hosts(source), limits=limits, sleep=sleep, lost=lost)
            found += _fetch_one(source, store, client, bases, history)
    return found


def unfetchable(only: Iterable[str] = ()) -> list[str]:
    """The catalogued documents for which no address to fetch from is known."""
    wanted = set(only) or set(sources())
    return [s.id for s in sources().values() if s.fetch is None and s.id in wanted]


def _fetch_one(
    source: Source, store: VersionStore, client: Client, bases: Bases, history: bool
) -> list[Outcome]:
    found: list[Outcome] = []
    try:
        for arrival in arrivals(source, store, client, bases, history=history):
            if isinstance(arrival, Same):
                found.append(Outcome(source.id, UNCHANGED, store.checked(arrival.held, arrival.told)))
            elif isinstance(arrival, Came):
                found.append(_keep(arrival, store))
            else:
                found.append(_failed(source.id, arrival))
    except SourceError as error:
        found.append(Outcome(source.id, FAILED, reason=_plain(source.id, error)))
    finally:
        client.close()
    held = store.held(source.id)
    stays = held[-1] if held else None
    return [replace(o, before=stays) if o.state == FAILED else o for o in found]


def _keep(came: Came, store: VersionStore) -> Outcome:
    """Read what came and keep it when it reads without fault."""
    new = came.held
    before = store.newest(new.document, new.language, new.edition)
    try:
        new = replace(new, words=words_hash(read_held(new, came.data)))
    except SourceError as error:
        instead = gate(came.data) if new.format == HTML else ""
        return Outcome(
            new.document,
            FAILED,
            reason=f"{instead} came instead of the text" if instead else _plain(new.document, error),
        )
    held, is_new = store.put(new, came.data)
    newest = store.newest(new.document, new.language, new.edition)
    notes = came.notes if newest and newest.version == held.version else ()
    return Outcome(new.document, NEW if is_new else UNCHANGED, held, before, notes=notes)


def _failed(document: str, error: Exception) -> Outcome:
    state = ABSENT if isinstance(error, NotThere) else FAILED
    return Outcome(document, state, reason=_plain(document, error))


def _plain(document: str, error: Exception) -> str:
    """A reason without the document's id before it."""
    return str(error).removeprefix(f"{document}: ")
