"""What people hand to the command line: encodings, batches, facts, documents, settings; one clear line each."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import complaint, run
from tests.synthetic import CODE, write_code


def results(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line]


def test_standard_input_is_utf_8_whatever_the_locale(small_home: Path) -> None:
    done = run(small_home, "ask", "-", "--json", stdin="\ufeffQue dit la règle 11 ?".encode(), LC_ALL="C")
    assert json.loads(done.stdout)["citations"][0]["id"] == "mdr/anx_VIII/6.3"


def test_standard_input_that_is_not_utf_8_is_said(small_home: Path) -> None:
    assert "not UTF-8 (byte 0)" in complaint(run(small_home, "ask", "-", "--json", stdin=b"\xff\xfe PRRC"))


@pytest.mark.parametrize("command", ["ask", "search"])
def test_an_argument_that_is_no_text_is_said(small_home: Path, command: str) -> None:
    assert "UTF-8" in complaint(run(small_home, command, b"\xff PRRC", "--json"))


def test_one_bad_line_of_a_batch_does_not_lose_the_others(small_home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_bytes(
        b"\xef\xbb\xbf"
        b'{"id": "\\ud83d", "question": "\\ud83d forfait"}\r\n'
        b'{"id": 2, "question": "kite records\xe2\x80\xa8\xc2\x85rule 11"}\n'
        b"no JSON\n\n"
        b'{"id": 5, "question": "\xff"}\n'
        b'[[["deep\n'
        b'{"id": 7, "question": 7}\n'
        b'{"id": 8, "question": "What does rule 11 say?"}'
    )
    done = run(small_home, "ask", "--batch", str(batch), "--json")
    answers = results(done.stdout)
    assert [a["id"] for a in answers] == ["\ud83d", 2, None, None, None, 7, 8]
    assert ["error" in a for a in answers] == [True, False, True, True, True, True, False]
    assert answers[-1]["citations"][0]["id"] == "mdr/anx_VIII/6.3"
    assert "5 of 7 line(s) failed; line 1: " in complaint(done)


def test_a_defect_on_one_line_is_an_error_of_that_line() -> None:
    from assistant.batch import BatchLine, run_batch

    def answer(question: str, session: str) -> dict[str, Any]:
        return {"session": session, "length": 1 // len(question)}

    lines = [BatchLine(1, "a", ("",)), BatchLine(2, "b", ("x",))]
    (_, first), (_, second) = run_batch(lines, answer)
    assert first["error"].startswith("unexpected ZeroDivisionError")
    assert second["length"] == 1


def test_a_batch_that_is_not_there_or_a_folder_is_said(small_home: Path, tmp_path: Path) -> None:
    assert "there is no file" in complaint(run(small_home, "ask", "--batch", str(tmp_path / "none")))
    assert "is a folder" in complaint(run(small_home, "search", "--batch", str(tmp_path)))


def test_a_batch_comes_from_standard_input_too(small_home: Path) -> None:
    done = run(small_home, "search", "--batch", "-", "-k", "1", stdin=b'{"id": 1, "question": "rule 11"}')
    assert results(done.stdout)[0]["passages"][0]["id"] == "mdr/anx_VIII/6.3"


def test_confirmed_facts_and_the_session_are_in_the_answer(small_home: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    given = {"is_software": True, "intended_purposes": ["monitoring", "diagnosis"], "ce_marking": None}
    facts.write_text(json.dumps(given), encoding="utf-8")
    done = run(small_home, "ask", "rule 11", "--facts", str(facts), "--session", "s-1", "--json")
    answer = json.loads(done.stdout)
    known = {"is_software": True, "intended_purposes": ["diagnosis", "monitoring"]}
    assert answer["facts"] == {"known": known, "proposed": {}}
    assert answer["verdicts"] == {}
    assert answer["session"] == "s-1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"colour": "blue"}', "“colour” is not a fact"),
        ('{"is_software": "yes"}', "“is_software” cannot be yes"),
        ('{"ce_marking": "mdr", "in_house": true}', "Contradictory answers"),
        ("[1]", "not an object of facts"),
        ("{", "not JSON"),
    ],
)
def test_facts_that_cannot_be_used_are_said(
    small_home: Path, tmp_path: Path, content: str, reason: str
) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(content, encoding="utf-8")
    done = run(small_home, "ask", "rule 11", "--facts", str(facts), "--json")
    assert reason in complaint(done)
    assert done.stdout == ""


def test_facts_that_are_not_there_are_said(small_home: Path, tmp_path: Path) -> None:
    assert "cannot be read" in complaint(run(small_home, "ask", "x", "--facts", str(tmp_path / "none")))


@pytest.mark.parametrize(
    "arguments",
    [
        ["--document", "ivdr", "ansm", "How long must records be kept?"],
        ["--document", "ivdr,ansm", "How long must records be kept?"],
        ["--document", "ivdr", "--document", "ansm", "How long must records be kept?"],
        ["How long must records be kept?", "--document", "ivdr", "ansm"],
        ["--document", "ivdr", "How long must records be kept?", "--document=ansm"],
    ],
)
def test_documents_stand_before_or_after_the_question(small_home: Path, arguments: list[str]) -> None:
    found = json.loads(run(small_home, "search", *arguments, "--json").stdout)
    assert found["question"] == "How long must records be kept?"
    assert {p["document"] for p in found["passages"]} == {"ivdr", "ansm"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "--document", "nope", "kite records"],
        ["search", "kite records", "--document", "mdr,nope"],
        ["search", "--document", "nope"],
        ["ingest", "--document", "nope"],
    ],
)
def test_an_unknown_document_is_refused(small_home: Path, arguments: list[str]) -> None:
    assert "unknown document nope; known: ans-certification" in complaint(run(small_home, *arguments))


def test_asking_without_texts_answers_that_and_is_exit_1(tmp_path: Path) -> None:
    done = run(tmp_path, "ask", "What does rule 11 say?", "--json")
    assert json.loads(done.stdout)["kind"] == "abstain"
    assert "un: boussole ingest" in complaint(done)
    plain = run(tmp_path, "ask", "What does rule 11 say?")
    assert plain.stdout == ""
    assert complaint(plain) == complaint(done)
    batch = run(tmp_path, "ask", "--batch", "-", stdin=b'{"id": 1, "question": "rule 11"}')
    assert results(batch.stdout)[0]["kind"] == "abstain"
    assert "un: boussole ingest" in complaint(batch)


def test_a_home_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        assert "is a file, not a folder" in complaint(run(home, "doctor"))


def test_an_empty_home_is_the_default_and_a_tilde_is_the_users_folder(tmp_path: Path) -> None:
    def home(value: str) -> str:
        done = run(value, "doctor", "--json", HOME=str(tmp_path), XDG_DATA_HOME=str(tmp_path / "data"))
        return str(json.loads(done.stdout)["settings"]["BOUSSOLE_HOME"])

    assert home("~/mine") == str(tmp_path / "mine")
    assert home("") != "."
    assert "boussole" in home("")


def test_a_settings_file_that_is_not_utf_8_is_said(small_home: Path, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("BOUSSOLE_LANG=é".encode("latin-1"))
    assert ".env is not UTF-8" in complaint(run(small_home, "ask", "rule 11", cwd=tmp_path))


def test_small_talk_needs_no_texts(tmp_path: Path) -> None:
    done = run(tmp_path, "ask", "Bonjour, qui êtes-vous ?", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["kind"], answer["lang"]) == ("smalltalk", "fr")
    assert answer["suggestions"]
    assert answer["suggestions"][0] in run(tmp_path, "ask", "Bonjour").stdout


def test_the_version_is_printed(tmp_path: Path) -> None:
    done = run(tmp_path, "--version")
    assert done.returncode == 0
    assert done.stdout.startswith("boussole ")


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["ask", "x", "--nope"], ["ask", "x", "--lang", "de"], ["ask", "x", "--batch", "f"]],
)
def test_a_wrong_call_shows_the_usage_of_its_command(small_home: Path, arguments: list[str]) -> None:
    done = run(small_home, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: boussole ask")


# Ingest


def test_an_ingest_with_nothing_to_do_prints_a_report(small_home: Path, tmp_path: Path) -> None:
    held = run(small_home, "ingest", "--if-missing", "--json")
    assert {d["state"] for d in json.loads(held.stdout)["documents"]} == {"unchanged"}
    assert held.returncode == 0
    offline = run(tmp_path, "ingest", "--json")
    assert json.loads(offline.stdout)["documents"] == []
    assert "nothing is fetched" in offline.stderr
    assert offline.returncode == 0


def test_an_ingest_of_one_document_tells_of_that_one(small_home: Path, tmp_path: Path) -> None:
    shutil.copytree(small_home, tmp_path / "home")
    write_code(tmp_path / "texts")
    call = ["ingest", "--from", str(tmp_path / "texts"), "--document", "css", "--json"]
    for state in ("read", "unchanged"):
        done = run(tmp_path / "home", *call)
        report = json.loads(done.stdout)
        assert [(d["id"], d["state"]) for d in report["documents"]] == [("css", state)]
        assert report["seconds"] == round(report["seconds"], 3)
        assert done.stderr == ""
    held = json.loads(run(tmp_path / "home", "doctor", "--json").stdout)["index"]["documents"]
    assert {d["id"] for d in held} == {"mdr", "ivdr", "ansm", "css"}


def test_a_document_that_fails_is_told_once(tmp_path: Path) -> None:
    path = write_code(tmp_path / "texts")
    call = ["ingest", "--from", str(tmp_path / "texts"), "--json"]
    assert run(tmp_path / "home", *call).returncode == 0
    path.write_text(CODE.split("### Article L900-1")[0], encoding="utf-8")
    (tmp_path / "texts" / "mdr-2017-745.en.md").write_text("# no regulation\n\nKites.", encoding="utf-8")
    done = run(tmp_path / "home", *call)
    assert done.returncode == 1
    assert sorted(line.split()[1] for line in done.stderr.splitlines()) == ["css:", "mdr:"]
    assert "css: css" not in done.stderr
    assert "mdr: mdr:" not in done.stderr
    assert [(d["id"], d["state"]) for d in json.loads(done.stdout)["documents"]] == [
        ("mdr", "failed"),
        ("css", "failed"),
    ]
