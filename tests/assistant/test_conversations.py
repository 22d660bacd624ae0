"""Conversations that are kept: gone on with, listed, exported, deleted, by the database and by the command line."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.conversation import Conversation, Exchange, Pending, Product, from_json
from assistant.conversation_store import KeptConversations, open_conversations
from assistant.conversations import MOST_HELD, Conversations, MemoryConversations, check_id
from assistant.engine import open_engine
from assistant.errors import ConversationError
from assistant.settings import Settings
from assistant.translations import say
from tests.command_line import ROOT, complaint, run

FIRST = "Notre appli détecte l'arythmie sur un ECG : quelle classe ?"


def said(question: str, at: str = "2026-01-02T03:04:05+00:00") -> Exchange:
    return Exchange(question, {"kind": "answer", "lang": "fr", "text": "…", "citations": []}, at)


def with_turn(question: str, at: str = "2026-01-02T03:04:05+00:00"):  # type: ignore[no-untyped-def]
    return lambda before: replace(before, turns=(*before.turns, said(question, at)))


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Conversations]:
    if request.param == "memory":
        yield MemoryConversations()
        return
    if request.param == "sqlite":
        yield open_conversations(tmp_path)
        return
    address = os.environ.get("BOUSSOLE_TEST_POSTGRES", "")
    if not address:
        pytest.skip("no PostgreSQL; set BOUSSOLE_TEST_POSTGRES to the address of an empty database")
    kept = open_conversations(tmp_path, address)
    yield kept
    for one in kept.list():
        kept.delete(one.id)


def test_a_conversation_is_gone_on_with(store: Conversations) -> None:
    assert store.load("a") is None
    product = Product("CardioTri", ("mdr_class",), {"is_software": True, "intended_purposes": ["diagnosis"]})
    store.turn("a", with_turn("un"))
    store.turn(
        "a",
        lambda c: replace(with_turn("deux")(c), products=(product,), pending=Pending("fact", ("uses_ai",))),
    )
    found = store.load("a")
    assert found is not None
    assert [turn.question for turn in found.turns] == ["un", "deux"]
    assert (found.products, found.pending) == ((product,), Pending("fact", ("uses_ai",)))
    store.turn("a", lambda c: replace(with_turn("trois")(c), pending=None))
    ended = store.load("a")
    assert ended is not None
    assert ended.pending is None
    assert len(ended.turns) == 3


def test_the_list_shows_the_latest_first_and_deleting_forgets(store: Conversations) -> None:
    store.turn("a", with_turn("la première question", "2026-01-01T00:00:00+00:00"))
    store.turn("b", with_turn("la seconde", "2026-01-02T00:00:00+00:00"))
    assert [(one.id, one.title, one.turns) for one in store.list()] == [
        ("b", "la seconde", 1),
        ("a", "la première question", 1),
    ]
    assert store.delete("a")
    assert not store.delete("a")
    assert [one.id for one in store.list()] == ["b"]


def test_a_turn_that_fails_leaves_the_conversation_as_it_was(store: Conversations) -> None:
    store.turn("a", with_turn("un"))

    def fails(_: Conversation) -> Conversation:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        store.turn("a", fails)
    found = store.load("a")
    assert found is not None
    assert [turn.question for turn in found.turns] == ["un"]


def test_memory_is_bounded() -> None:
    store = MemoryConversations()
    for number in range(MOST_HELD + 5):
        store.turn(str(number), with_turn("…"))
    assert len(store.list()) == MOST_HELD
    assert store.load("0") is None


def written(folder: Path) -> bytes:
    """All bytes of the database, its log included."""
    return b"".join(file.read_bytes() for file in folder.glob("conversations.sqlite*"))


def test_the_file_holds_each_conversation_once_and_is_its_owners(tmp_path: Path) -> None:
    store = open_conversations(tmp_path)
    for number in range(5):
        store.turn("a", with_turn(f"secret {number}"))
    path = tmp_path / "conversations.sqlite"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM checkpoints").fetchone() == (1,)
    connection.close()
    assert b"secret 4" in written(tmp_path)
    store.delete("a")
    assert b"secret" not in written(tmp_path)


def test_reading_makes_no_file(tmp_path: Path) -> None:
    store = open_conversations(tmp_path / "home")
    assert store.list() == []
    assert store.load("a") is None
    assert not (tmp_path / "home").exists()


def test_another_process_goes_on_where_one_stopped(tmp_path: Path) -> None:
    open_conversations(tmp_path).turn("a", with_turn("un"))
    open_conversations(tmp_path).turn("a", with_turn("deux"))
    found = open_conversations(tmp_path).load("a")
    assert found is not None
    assert len(found.turns) == 2


def test_a_damaged_file_is_said_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "conversations.sqlite").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(ConversationError, match="move it aside") as caught:
        open_conversations(tmp_path).list()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "a/b", "x" * 65, "..\n", "a b"])
def test_some_names_name_no_conversation(name: str) -> None:
    with pytest.raises(ConversationError):
        check_id(name)


def test_only_postgresql_is_taken_for_an_address(tmp_path: Path) -> None:
    with pytest.raises(ConversationError, match="postgresql://"):
        open_conversations(tmp_path, "mysql://here")
    assert isinstance(open_conversations(tmp_path, "postgresql://here/b"), KeptConversations)


def test_the_address_of_the_database_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOUSSOLE_CONVERSATIONS", "postgresql://me:hunter2@here/b")
    assert "hunter2" not in repr(Settings(_env_file=None))  # type: ignore[call-arg]


def test_one_question_is_not_kept_an_interview_is(small_home: Path, tmp_path: Path) -> None:
    (tmp_path / "index").symlink_to(small_home / "index")
    engine = open_engine(Settings(home=tmp_path, _env_file=None))  # type: ignore[call-arg]
    engine.ask("For how many years must a kite maker keep records?")
    assert engine.conversations.list() == []
    begun = engine.ask(FIRST)
    assert [one.id for one in engine.conversations.list()] == [begun.session]
    again = open_engine(Settings(home=tmp_path, _env_file=None))  # type: ignore[call-arg]
    assert again.ask("oui", session=begun.session).facts["known"]["is_software"] is True


def test_one_question_needs_no_langgraph(small_home: Path) -> None:
    code = (
        "import sys; from assistant.engine import open_engine; from assistant.settings import load_settings\n"
        "open_engine(load_settings()).ask('For how many years must a kite maker keep records?')\n"
        "print([m for m in sys.modules if m.startswith('langgraph')])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        env={**os.environ, "BOUSSOLE_HOME": str(small_home), "BOUSSOLE_DIGESTS": "none"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


# The command line


@pytest.fixture
def home(small_home: Path, tmp_path: Path) -> Path:
    (tmp_path / "index").symlink_to(small_home / "index")
    return tmp_path


def test_a_conversation_on_the_command_line(home: Path, tmp_path: Path) -> None:
    first = json.loads(run(home, "ask", FIRST, "--session", "mon-appli", "--json").stdout)
    assert (first["kind"], first["session"]) == ("needs_facts", "mon-appli")
    second = json.loads(run(home, "ask", "oui, c'est juste", "--session", "mon-appli", "--json").stdout)
    assert second["facts"]["known"]["intended_purposes"] == ["diagnosis"]
    listed = json.loads(run(home, "conversations", "list", "--json").stdout)
    assert [(one["id"], one["turns"]) for one in listed] == [("mon-appli", 2)]
    assert "mon-appli" in run(home, "conversations").stdout
    assert "oui, c'est juste" in run(home, "conversations", "show", "mon-appli").stdout
    exported = json.loads(run(home, "conversations", "export", "mon-appli").stdout)
    assert from_json(exported).turns[1].question == "oui, c'est juste"
    page = tmp_path / "page.md"
    assert (
        run(home, "conversations", "export", "mon-appli", "--format", "md", "--to", str(page)).returncode == 0
    )
    assert say("report.facts", "fr") in page.read_text(encoding="utf-8")
    assert run(home, "conversations", "delete", "mon-appli").returncode == 0
    assert json.loads(run(home, "conversations", "list", "--json").stdout) == []


def test_what_is_not_there_is_said_in_one_line(home: Path) -> None:
    assert "conversations list" in complaint(run(home, "conversations", "show", "nobody"))
    assert "name the conversations" in complaint(run(home, "conversations", "delete"))
    assert "cannot name" in complaint(run(home, "ask", "rule 11", "--session", "a/b"))


def test_a_batch_of_turns_is_one_conversation_and_is_not_kept(home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    lines = [
        {"id": 1, "turns": [FIRST, "oui", "et que dit la règle 11 ?"]},
        {"id": 2, "question": "What does rule 11 say?"},
    ]
    batch.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    results = [
        json.loads(line) for line in run(home, "ask", "--batch", str(batch), "--json").stdout.splitlines()
    ]
    assert [turn["kind"] for turn in results[0]["turns"]] == ["needs_facts", "needs_facts", "answer"]
    assert len({turn["session"] for turn in results[0]["turns"]}) == 1
    assert results[0]["facts"]["known"]["is_software"] is True
    assert not (home / "conversations.sqlite").exists()


def test_full_facts_give_the_verdict_at_once(home: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    known = {
        "is_software": True,
        "intended_purposes": [],
        "annex_xvi": False,
        "drives_or_influences": False,
        "accessory": False,
    }
    facts.write_text(json.dumps(known), encoding="utf-8")
    answer = json.loads(run(home, "ask", "Quelle classe ?", "--facts", str(facts), "--json").stdout)
    assert answer["kind"] == "verdict"
    assert answer["verdicts"]["qualification"]["value"] == "not_device"
    assert answer["facts"]["known"] == known
