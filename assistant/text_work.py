"""Work on the texts beside the questions: one job at a time in a thread of its own, which whoever looks can follow.

The index in use answers until the job has built the next one and the engine has taken it up; a job goes on when the
person who started it leaves.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.engine import Engine
from assistant.own_commands import Added, keep_files, refresh_index
from assistant.settings import Settings
from assistant.watch import Finding, findings
from corpus.catalogue import sources
from ingest.errors import IndexDamaged, IndexMismatch, IndexMissing, IngestError
from ingest.fetch.publishers import Bases
from ingest.fetch.run import fetch_sources
from ingest.index import Index, IndexFolder
from ingest.own.shelf import OwnFile, OwnFiles
from ingest.pipeline import IngestReport
from ingest.versions import VersionStore

REFRESH, ADD, REMOVE = "refresh", "add", "remove"


@dataclass(frozen=True, slots=True)
class WorkState:
    """How far a job is. `phase` is `asking` (of `document`, the `done`th of `total`), `indexing` (passages) or `ending`;
    the rest is what became of it, `problem` why it ended early, in one line."""

    kind: str = ""
    is_running: bool = False
    phase: str = ""
    document: str = ""
    done: int = 0
    total: int = 0
    findings: tuple[Finding, ...] = ()
    is_offline: bool = False
    added: tuple[tuple[OwnFile, bool], ...] = ()
    refused: tuple[str, ...] = ()
    removed: str = ""
    report: IngestReport | None = None
    problem: str = ""


class TextWork:
    """The jobs of one app over its engine."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.settings = settings
        self.engine = engine
        self.store = VersionStore(settings.sources_folder)
        self.files = OwnFiles(settings.files_folder)
        self.state = WorkState()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def refresh(self) -> bool:
        """Ask the publishers for what is new and index it. False when another job is under way: follow that one."""
        return self._begin(REFRESH, self._refresh)

    def add(self, paths: Sequence[Path]) -> Added:
        """Add files of the user: they are kept at once, and indexed now or at the end of the job that is under way."""
        kept = keep_files(self.files, paths)
        state = WorkState(ADD, added=kept.files, refused=kept.refused)
        if kept.new:
            self._begin(ADD, self._index, state)
        elif not self.state.is_running:
            self.state = state
        return kept

    def remove(self, document: str) -> bool:
        """Remove a file of the user and index the rest. False when another job is under way."""

        def job() -> None:
            self._set(removed=self.files.remove(document).name)
            self._index()

        return self._begin(REMOVE, job)

    def wait(self, seconds: float) -> WorkState:
        """How far the job is, after these seconds or at its end, whichever comes first."""
        if self._thread:
            self._thread.join(seconds)
        return self.state

    def catch_up(self) -> None:
        """Take up the index that another process has built meanwhile, as `boussole ingest` does."""
        if self.state.is_running:
            return
        generation = self._folder.root / "CURRENT"
        held = self.engine.index.generation.name if self.engine.index else ""
        try:
            if generation.read_text(encoding="utf-8").strip() != held:
                self._take_up()
        except (OSError, IngestError):
            return

    @property
    def _folder(self) -> IndexFolder:
        return IndexFolder(self.settings.index_folder)

    def _begin(self, kind: str, job: Callable[[], None], state: WorkState | None = None) -> bool:
        with self._lock:
            if self.state.is_running:
                return False
            self.state = replace(state or WorkState(kind), kind=kind, is_running=True)
            self._thread = threading.Thread(target=self._run, args=(job,), name=f"texts-{kind}", daemon=True)
            self._thread.start()
            return True

    def _run(self, job: Callable[[], None]) -> None:
        try:
            job()
        except IngestError as error:
            self._set(problem=str(error))
        except Exception as error:  # a job nobody waits for must say how it ended
            self._set(problem=f"{type(error).__name__}: {str(error)[:200]}")
        finally:
            self._set(is_running=False, phase="")

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]

    def _refresh(self) -> None:
        if self.settings.offline:
            self._set(is_offline=True)
        else:
            self._ask()
        self._index()

    def _ask(self) -> None:
        """Ask every publisher, one after the other."""
        wanted = [s.id for s in sources().values() if s.fetch is not None]

        def told(document: str) -> None:
            place = wanted.index(document)
            self._set(phase="asking", document=document, done=place, total=len(wanted))

        bases = Bases(self.settings.cellar_url, self.settings.npm_registry, self.settings.pages_url)
        outcomes = fetch_sources(self.store, bases, told=told)
        self._set(findings=tuple(findings(outcomes, self.store)))

    def _index(self, *, is_last: bool = False) -> None:
        """Build the index anew where something changed, and answer from it."""
        self._set(phase="indexing", document="", done=0, total=0)
        report = refresh_index(
            self.settings, self.engine.encoder, lambda done, total: self._set(done=done, total=total)
        )
        self._set(report=report, phase="ending")
        self._take_up()
        if is_last or not self._has_waiting():
            return
        self._index(is_last=True)  # what was added meanwhile

    def _has_waiting(self) -> bool:
        """Whether a file is kept that the index does not have yet."""
        held = set(self.engine.index.documents) if self.engine.index else set()
        return any(f.id not in held for f in self.files.all())

    def _take_up(self) -> None:
        self.engine.take_up(self._open())

    def _open(self) -> Index | None:
        try:
            return self._folder.open(self.engine.encoder.fingerprint)
        except (IndexMissing, IndexMismatch, IndexDamaged):
            return self.engine.index
