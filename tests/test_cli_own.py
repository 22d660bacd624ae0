"""`boussole add`, `remove` and `amendments`, as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command_line import complaint, run
from tests.small_pdf import pdf


def test_a_file_is_added_asked_of_and_removed(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "Protocole frigo.pdf"
    file.write_bytes(pdf([["Le protocole du frigo."], ["Quand l'alarme sonne, on appelle le poste 4512."]]))
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf([[]]))
    added = run(home, "add", str(file), str(scan), "--json")
    told = json.loads(added.stdout)
    assert added.returncode == 1
    assert [(f["id"], f["state"], f["passages"]) for f in told["files"]] == [
        ("user:protocole-frigo", "new", 2)
    ]
    assert "only pictures" in told["refused"][0]
    found = json.loads(run(home, "search", "Qui appeler quand l'alarme sonne ?", "--json").stdout)
    assert (found["passages"][0]["id"], found["passages"][0]["kind"]) == ("user:protocole-frigo/p2.1", "user")
    assert "user:protocole-frigo" in run(home, "doctor").stdout
    assert "user:protocole-frigo: unchanged" in run(home, "ingest").stdout
    assert "removed" in run(home, "remove", "user:protocole-frigo").stdout
    assert "none of your files" in complaint(run(home, "remove", "user:protocole-frigo"))
    assert list((home / "files").iterdir()) == []


def test_ingest_and_doctor_say_how_to_bring_what_nobody_can_fetch(small_home: Path) -> None:
    told = run(small_home, "doctor").stdout
    assert "no address to fetch from is known of ans-parcours, has, navarro" in told
    assert "boussole ingest --from DIR" in told


def test_amendments_are_told_by_our_record(small_home: Path) -> None:
    done = run(small_home, "amendments", "mdr/art_120", "--json")
    assert [a["by"] for a in json.loads(done.stdout)["amendments"]] == [
        "32020R0561",
        "32023R0607",
        "32024R1860",
    ]
    assert "unknown document nix" in complaint(run(small_home, "amendments", "nix"))
