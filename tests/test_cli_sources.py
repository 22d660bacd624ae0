"""`boussole ingest`, `changes`, `watch` and `--as-of` against a registry of our own, in processes of their own."""

from __future__ import annotations

import json
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import complaint, run
from tests.ingest.fetch.registry import code, publish, tarball
from tests.ingest.fetch.server import LocalServer, serving

OLD, NEW = tarball(code("2023-06-01", until="2023-07-01")), tarball(code("2026-03-14"))


@pytest.fixture
def registry() -> Iterator[LocalServer]:
    with serving() as server:
        publish(server, {"1.0.0": OLD})
        yield server


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def online(home: Path, registry: LocalServer, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command that may ask the registry of the test, and no other publisher."""
    nowhere = "http://127.0.0.1:9"
    return run(
        home,
        *arguments,
        BOUSSOLE_OFFLINE="",
        BOUSSOLE_NPM_REGISTRY=registry.address,
        BOUSSOLE_CELLAR_URL=nowhere,
        BOUSSOLE_PAGES_URL=nowhere,
    )


def test_ingest_fetches_and_answers_from_what_came(home: Path, registry: LocalServer) -> None:
    done = online(home, registry, "ingest", "--document", "css", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert [d["id"] for d in report["documents"]] == ["css"]
    assert (report["documents"][0]["version"], report["documents"][0]["provisions"]) == ("2023-06-01", 5)
    assert [(f["document"], f["state"], f["version"]) for f in report["fetched"]] == [
        ("css", "new", "2023-06-01")
    ]
    answer = json.loads(
        online(home, registry, "ask", "Article L162-48 du code de la sécurité sociale", "--json").stdout
    )
    (citation,) = answer["citations"]
    assert citation["version"] == "2023-06-01"
    assert citation["url"] == "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI1"


def test_offline_asks_nobody_and_uses_what_is_held(home: Path, registry: LocalServer) -> None:
    online(home, registry, "ingest", "--document", "css")
    asked = len(registry.asked)
    (home / "index" / "CURRENT").unlink()
    done = online(home, registry, "ingest", "--offline", "--json")
    assert done.returncode == 0
    assert "nothing is fetched" in done.stderr
    assert [d["id"] for d in json.loads(done.stdout)["documents"]] == ["css"]
    assert len(registry.asked) == asked


def test_a_publisher_that_fails_leaves_the_rest_and_is_told(home: Path, registry: LocalServer) -> None:
    online(home, registry, "ingest", "--document", "css")
    registry.paths.clear()
    done = online(home, registry, "ingest", "--document", "css")
    assert done.returncode == 1
    assert "css: not fetched, version 2023-06-01 stays in use: " in done.stderr
    assert "unchanged, 5 provisions" in done.stdout
    assert json.loads(run(home, "search", "vélos", "--json").stdout)["passages"]


def test_changes_names_what_rests_on_them(home: Path, registry: LocalServer) -> None:
    online(home, registry, "ingest", "--document", "css")
    assert "only 2023-06-01 is held" in complaint(run(home, "changes", "css"))
    publish(registry, {"1.0.0": OLD, "2.0.0": NEW})
    online(home, registry, "ingest", "--document", "css")
    (changes,) = json.loads(run(home, "changes", "css", "--json").stdout)["changes"]
    assert (changes["from"], changes["to"]) == ("2023-06-01", "2026-03-14")
    assert changes["counts"] == {"added": 0, "changed": 1, "deleted": 1}
    changed = next(p for p in changes["provisions"] if p["id"] == "css/L162-48")
    assert [s["text"].strip() for s in changed["diff"] if s["kind"] == "added"] == ["et la sonnette"]
    assert "R1x" in changed["rules"]
    assert "css/L162-48/I/2" in changed["digests"]
    text = run(home, "changes", "css", "--from", "2023-06-01", "--to", "2026-03-14").stdout
    assert "{+et la sonnette +}" in text or "{+ et la sonnette+}" in text
    assert "to look at again: rules " in text


def test_changes_of_what_is_not_held_are_told(home: Path, registry: LocalServer) -> None:
    online(home, registry, "ingest", "--document", "css", "--history")
    assert "version 1999-01-01 is not held (held: 2023-06-01)" in complaint(
        run(home, "changes", "css", "--from", "1999-01-01")
    )
    assert "unknown document nope" in complaint(run(home, "changes", "nope"))


def test_watch_says_what_is_new_once(home: Path, registry: LocalServer) -> None:
    first = online(home, registry, "watch", "--document", "css")
    assert first.returncode == 0, first.stderr
    assert "css: new version 2023-06-01 (fr)" in first.stdout
    publish(registry, {"1.0.0": OLD, "2.0.0": NEW})
    second = online(home, registry, "watch", "--document", "css")
    assert "was 2023-06-01: 0 added, 1 changed, 1 deleted (boussole changes css)" in second.stdout
    assert "to look at again: rules " in second.stdout
    assert "css/L162-57 is not in the code of 2026-03-14; to look at again: digests" in second.stdout
    quiet = online(home, registry, "watch", "--document", "css", "--quiet")
    assert (quiet.returncode, quiet.stdout) == (0, "")


def test_watch_as_json_and_rss(home: Path, registry: LocalServer) -> None:
    online(home, registry, "watch", "--document", "css")
    publish(registry, {"1.0.0": OLD, "2.0.0": NEW})
    found = json.loads(online(home, registry, "watch", "--document", "css", "--format", "json").stdout)
    (text,) = found["texts"]
    assert (text["state"], text["before"], text["version"]) == ("new", "2023-06-01", "2026-03-14")
    assert text["changes"]["counts"]["changed"] == 1
    publish(registry, {"3.0.0": tarball(code("2026-04-01", until="2026-05-01"))})
    feed = ElementTree.fromstring(
        online(home, registry, "watch", "--document", "css", "--format", "rss").stdout
    )
    (item,) = feed.findall("./channel/item")
    assert "2026-04-01" in (item.findtext("title") or "")
    assert len(item.findtext("guid") or "") == 32


def test_watch_exits_1_when_a_source_cannot_be_checked(home: Path, registry: LocalServer) -> None:
    registry.paths.clear()
    done = online(home, registry, "watch", "--document", "css")
    assert done.returncode == 1
    assert "css: not fetched" in done.stdout
    feed = online(home, registry, "watch", "--document", "css", "--format", "rss")
    assert "not fetched" in (ElementTree.fromstring(feed.stdout).findtext("./channel/item/title") or "")


def test_a_question_is_answered_as_of_a_day(home: Path, registry: LocalServer) -> None:
    publish(registry, {"1.0.0": OLD, "2.0.0": NEW})
    online(home, registry, "ingest", "--document", "css", "--history")
    question = "Article L162-48 du code de la sécurité sociale"
    now = json.loads(run(home, "ask", question, "--json").stdout)
    then = json.loads(run(home, "ask", question, "--as-of", "2023-06-15", "--json").stdout)
    assert "sonnette" in now["citations"][0]["quote"]
    assert "sonnette" not in then["citations"][0]["quote"]
    assert then["citations"][0]["url"].endswith("LEGIARTI1")
    assert then["citations"][0]["version"] == "2023-06-15"
    assert then["text"].startswith("Réponse selon les textes en vigueur au 15 juin 2023.")
    assert "as_of" not in now
    assert then["as_of"]["versions"] == {"css": "2023-06-15"}
    assert then["as_of"]["missing"]["mdr"] == "no official text is held"


def test_a_search_as_of_a_day_finds_what_stood_then(home: Path, registry: LocalServer) -> None:
    publish(registry, {"1.0.0": OLD, "2.0.0": NEW})
    online(home, registry, "ingest", "--document", "css", "--history")
    now = json.loads(run(home, "search", "pénalité euros", "--json").stdout)
    then = json.loads(run(home, "search", "pénalité euros", "--as-of", "2024-06-01", "--json").stdout)
    assert "css/L162-57" not in [p["id"] for p in now["passages"]]
    assert then["passages"][0]["id"] == "css/L162-57"
    again = run(home, "search", "pénalité euros", "--as-of", "2024-06-01", "--json")
    assert json.loads(again.stdout)["passages"] == then["passages"]
    assert len(list((home / "as-of").iterdir())) == 1


def test_a_day_of_which_nothing_is_held_is_told(home: Path, registry: LocalServer) -> None:
    online(home, registry, "ingest", "--document", "css")
    assert "no text in force on 1999-01-01 is held" in complaint(
        run(home, "ask", "freins ?", "--as-of", "1999-01-01")
    )
    assert run(home, "ask", "freins ?", "--as-of", "hier").returncode == 2


def test_an_index_that_came_from_a_folder_can_be_asked_as_of_a_day(small_home: Path, tmp_path: Path) -> None:
    import shutil

    home = tmp_path / "copy"
    shutil.copytree(small_home, home)
    found = json.loads(run(home, "search", "kite records", "--as-of", "2020-01-01", "--json").stdout)
    assert found["as_of"]["versions"] == {"mdr": "2017-05-05", "ivdr": "2017-05-05"}
    assert found["as_of"]["missing"]["ansm"] == "no version in force on 2020-01-01 is held (held: 2026-06-04)"
    assert {p["document"] for p in found["passages"]} == {"mdr", "ivdr"}
