"""Runs in the background of an app: one at a time in a thread of its own, which whoever looks can follow and stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.engine import Engine
from assistant.errors import AssistantError
from assistant.llm import choose_model
from assistant.settings import Settings
from evals.errors import EvalsError, RunError
from evals.gold import HELD_BACK, Gold, gold_files
from evals.runs.begin import asked_in, begin, check_index, chosen, files_of, questions_of
from evals.runs.folder import RunFolder
from evals.runs.run import run
from evals.runs.variants import BASE, open_variant, variant_of
from evals.screen.shelf import runs_under
from ingest.errors import IngestError

QUICK = "quick"
SLICE = 20
"""Questions of a quick run, always the same ones."""
WHICH = (QUICK, "development", HELD_BACK, "all")
OURS, YOURS = "ours", "yours"
FINISHED, STOPPED, FAILED = "finished", "stopped", "failed"


@dataclass(frozen=True, slots=True)
class RunState:
    """How far the run is: `done` of `total` questions, `already` of them before it was taken up again, for `seconds`.

    `ended` is how it ended (finished, stopped, failed: then `problem` says why in one line), empty while it goes on.
    """

    run: str = ""
    is_running: bool = False
    done: int = 0
    total: int = 0
    already: int = 0
    seconds: float = 0.0
    ended: str = ""
    problem: str = ""

    @property
    def remaining(self) -> float | None:
        """Seconds it may still take; None before that can be said."""
        asked = self.done - self.already
        return self.seconds / asked * (self.total - self.done) if asked else None


class _Stopped(Exception):
    """Someone asked the run to stop."""


class EvalWork:
    """The runs of one app: over the index its engine answers from, but with conversations of their own, in memory."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.settings = settings
        self.engine = engine
        self.root = settings.home / "runs"
        self.state = RunState()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_stopping = threading.Event()

    @property
    def sets(self) -> dict[str, list[Path]]:
        """The gold files there are: ours, and yours under the home."""
        found = {OURS: gold_files(), YOURS: sorted((self.settings.home / "gold").glob("*.yaml"))}
        return {name: files for name, files in found.items() if files}

    def start(self, which: str, of: str) -> bool:
        """Begin a run of one of `WHICH` of a set of gold files. False when another goes on: follow that one."""

        def job() -> None:
            files = self.sets.get(of) or next(iter(self.sets.values()), [])
            engine = self._own_engine()
            split, count = ("all", SLICE) if which == QUICK else (which, None)
            questions = chosen(questions_of(files, engine), split, count)
            folder = begin(variant_of(BASE, self.settings), self.settings, engine, files, questions)
            self._put(folder, engine, questions)

        return which in WHICH and self._begin(job)

    def resume(self, run_id: str) -> bool:
        """Go on with a run that was interrupted. False when another goes on, or there is none of this id."""
        entry = next((e for e in runs_under(self.root) if e.id == run_id), None)
        if entry is None:
            return False

        def job() -> None:
            files = files_of(entry.folder)
            is_base = entry.variant == BASE
            engine = (
                self._own_engine()
                if is_base
                else open_variant(variant_of(entry.variant, self.settings), self.settings)
            )
            check_index(entry.folder, engine)
            self._put(entry.folder, engine, asked_in(entry.folder, questions_of(files, engine)))

        return self._begin(job, entry.id)

    def stop(self) -> None:
        """End the run after the question under way; it can be taken up again."""
        self._is_stopping.set()

    @property
    def is_stopping(self) -> bool:
        """Whether someone asked the run to stop."""
        return self.state.is_running and self._is_stopping.is_set()

    def wait(self, seconds: float) -> RunState:
        """How far the run is, after these seconds or at its end, whichever comes first."""
        if self._thread:
            self._thread.join(seconds)
        return self.state

    def _begin(self, job: Callable[[], None], run_id: str = "") -> bool:
        with self._lock:
            if self.state.is_running:
                return False
            self.state = RunState(run_id, is_running=True)
            self._is_stopping.clear()
            self._thread = threading.Thread(target=self._run, args=(job,), name="evaluation", daemon=True)
            self._thread.start()
            return True

    def _run(self, job: Callable[[], None]) -> None:
        ended, problem = FINISHED, ""
        try:
            job()
        except _Stopped:
            ended = STOPPED
        except (EvalsError, AssistantError, IngestError) as error:
            ended, problem = FAILED, str(error)
        except Exception as error:  # a run nobody waits for must say how it ended
            ended, problem = FAILED, f"{type(error).__name__}: {str(error)[:200]}"
        self._set(is_running=False, ended=ended, problem=problem)

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]

    def _own_engine(self) -> Engine:
        index, held = self.engine.index, self.settings
        if index is None:
            raise RunError("there is no index; make it: boussole ingest")
        model = choose_model(held.llm, url=held.llm_url, timeout=held.llm_timeout)
        return Engine(index, self.engine.encoder, default_language=held.lang, model=model)

    def _put(self, folder: RunFolder, engine: Engine, questions: Sequence[Gold]) -> None:
        begun: list[tuple[float, int]] = []

        def progress(done: int, total: int) -> None:
            now = time.monotonic()
            begun.append((now, done))
            since, already = begun[0]
            self._set(run=folder.id, done=done, total=total, already=already, seconds=now - since)
            if self._is_stopping.is_set() and done < total:
                raise _Stopped

        run(folder, engine, questions, progress=progress)
