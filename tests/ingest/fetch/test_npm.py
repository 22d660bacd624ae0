"""The French code from a registry of our own: checksums, versions, articles that leave."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import pytest

from ingest.as_of import code_at
from ingest.changes import ChangeKind, changes_between, word_diff
from ingest.errors import VersionMissing
from ingest.fetch.publishers import Bases
from ingest.fetch.run import Outcome, fetch_sources
from ingest.held import read_held
from ingest.versions import VersionStore
from tests.ingest.fetch.conftest import QUICK
from tests.ingest.fetch.registry import ARTICLES, CODE, PARTS, Articles, code, integrity, publish, tarball
from tests.ingest.fetch.server import LocalServer, give

OLD, NEW = tarball(code("2023-06-01", until="2023-07-01")), tarball(code("2026-03-14"))


def fetched(server: LocalServer, store: VersionStore, *, history: bool = False) -> list[Outcome]:
    bases = Bases(npm=server.address)
    return fetch_sources(store, bases, only=["css"], history=history, limits=QUICK, sleep=lambda _: None)


def test_the_newest_package_gives_the_code_of_its_day(server: LocalServer, store: VersionStore) -> None:
    publish(server, {"2.9.0": OLD, "2.10.0": NEW})
    (outcome,) = fetched(server, store)
    assert (outcome.state, outcome.reason) == ("new", "")
    held = outcome.held
    assert held is not None
    assert (held.version, held.revision, held.language) == ("2026-03-14", "2.10.0", "fr")
    reading = read_held(held, store.read(held))
    assert [p.id for p in reading.provisions] == ["css/L162-48", "css/R165-4", "css/R165-4/1", "css/R165-4/2"]
    assert reading.provisions[3].texts[0].text == "2° Paie la location."
    assert reading.provisions[3].texts[0].address.endswith("/codes/article_lc/LEGIARTI3")
    assert reading.provisions[0].texts[0].path == ("Partie d'essai",)


def test_a_wanted_article_that_is_not_there_is_told(server: LocalServer, store: VersionStore) -> None:
    publish(server, {"1.0.0": NEW})
    (outcome,) = fetched(server, store)
    assert "css/L162-57 is not in the code of 2026-03-14" in outcome.notes
    assert not any(n.startswith("css/L162-48 ") for n in outcome.notes)


def test_the_same_package_is_not_fetched_again(server: LocalServer, store: VersionStore) -> None:
    publish(server, {"1.0.0": NEW})
    fetched(server, store)
    asked = len(server.asked)
    (outcome,) = fetched(server, store)
    assert outcome.state == "unchanged"
    assert len(server.asked) == asked + 1


def test_a_package_that_changes_another_code_only_is_no_news(
    server: LocalServer, store: VersionStore
) -> None:
    publish(server, {"1.0.0": NEW})
    fetched(server, store)
    publish(server, {"1.0.0": NEW, "1.0.1": tarball(code("2026-03-14"))})
    (outcome,) = fetched(server, store)
    assert outcome.state == "unchanged"
    assert outcome.held is not None
    assert outcome.held.revision == "1.0.0 1.0.1"


def test_history_brings_the_older_versions(server: LocalServer, store: VersionStore) -> None:
    publish(server, {"0.1.0": tarball({}, "package/data/other.json"), "1.0.0": OLD, "2.0.0": NEW})
    outcomes = fetched(server, store, history=True)
    assert store.versions("css") == ["2023-06-01", "2026-03-14"]
    assert sorted(o.state for o in outcomes) == ["absent", "new", "new"]


def mirrored(server: LocalServer) -> None:
    publish(server, {"1.0.0": NEW})
    server.paths["/@socialgouv%2Flegi-data"] = give("<html>proxy login</html>")


BAD: list[tuple[str, Callable[[LocalServer], None], str]] = [
    ("wrong checksum", lambda s: publish(s, {"1.0.0": NEW}, {"1.0.0": integrity(OLD)}), "checksum differs"),
    ("no checksum", lambda s: publish(s, {"1.0.0": NEW}, {"1.0.0": ""}), "no sha512 checksum"),
    ("no tarball", lambda s: publish(s, {"1.0.0": b"<html>login</html>"}), "no whole tarball"),
    ("cut short", lambda s: publish(s, {"1.0.0": NEW[:-40]}), "no whole tarball"),
    ("no json", lambda s: publish(s, {"1.0.0": tarball(b"<html/>")}), "not built as expected"),
    ("other shape", lambda s: publish(s, {"1.0.0": tarball({"articles": []})}), "not built as expected"),
    ("no article", lambda s: publish(s, {"1.0.0": tarball(code("2026-03-14", {}))}), "none of the wanted"),
    ("no registry", mirrored, "does not describe"),
    ("gone", lambda s: s.paths.clear(), "404"),
]


@pytest.mark.parametrize(("spoil", "line"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_a_bad_package_leaves_the_version_held(
    server: LocalServer, store: VersionStore, spoil: Callable[[LocalServer], None], line: str
) -> None:
    publish(server, {"0.9.0": OLD})
    fetched(server, store)
    spoil(server)
    (outcome,) = fetched(server, store)
    assert outcome.state == "failed"
    assert line in outcome.reason
    assert "\n" not in outcome.reason
    assert store.versions("css") == ["2023-06-01"]
    (held,) = store.held("css")
    assert read_held(held, store.read(held)).provisions


def test_a_tarball_that_unpacks_without_an_end_is_stopped(
    server: LocalServer, store: VersionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.fetch.npm._MOST_UNPACKED", 1_000_000)
    publish(server, {"1.0.0": gzip.compress(b"\0" * 30_000_000)})
    (outcome,) = fetched(server, store)
    assert outcome.state == "failed"
    publish(server, {"1.0.1": tarball(b"x" * 5_000_000, "package/other")})
    (outcome,) = fetched(server, store)
    assert "zip bomb" in outcome.reason


def test_what_changed_between_two_versions(server: LocalServer, store: VersionStore) -> None:
    publish(server, {"1.0.0": OLD, "2.0.0": NEW})
    fetched(server, store, history=True)
    (changes,) = changes_between("css", store, None)
    assert (changes.older, changes.newer) == ("2023-06-01", "2026-03-14")
    by_id = {c.id: c for c in changes.provisions}
    assert {i: c.kind for i, c in by_id.items()} == {
        "css/L162-48": ChangeKind.CHANGED,
        "css/L162-57": ChangeKind.DELETED,
    }
    words = by_id["css/L162-48"].words
    assert [s.text.strip() for s in words if s.kind == "added"] == ["et la sonnette"]
    assert "".join(s.text for s in words if s.kind != "added").startswith(
        "Le loueur de vélos vérifie les freins avant"
    )
    assert not [s for s in words if s.kind == "deleted"]


def test_an_added_part_is_told_of_the_part(server: LocalServer, store: VersionStore) -> None:
    more: Articles = {
        **ARTICLES,
        "R165-4": [
            ("LEGIARTI3", "2020-01-01", "2025-01-01", PARTS),
            (
                "LEGIARTI5",
                "2025-01-01",
                "2999-01-01",
                PARTS.replace("location.</p>", "location ;<br/>3° Salue.</p>"),
            ),
        ],
    }
    publish(server, {"1.0.0": OLD, "2.0.0": tarball(code("2026-03-14", more))})
    fetched(server, store, history=True)
    (changes,) = changes_between("css", store, None)
    kinds = {c.id: c.kind.value for c in changes.provisions if c.id.startswith("css/R165-4")}
    assert kinds == {"css/R165-4/2": "changed", "css/R165-4/3": "added"}


@pytest.mark.parametrize(("older", "newer"), [("1999-01-01", ""), ("", "1999-01-01"), ("", "")])
def test_versions_that_are_not_held_are_told(
    server: LocalServer, store: VersionStore, older: str, newer: str
) -> None:
    publish(server, {"1.0.0": NEW})
    fetched(server, store)
    with pytest.raises(VersionMissing, match="2026-03-14"):
        changes_between("css", store, None, older=older, newer=newer)


AS_OF = [
    ("2023-06-15", ["L162-48:LEGIARTI1", "R165-4:LEGIARTI3", "L162-57:LEGIARTI4"], []),
    ("2024-06-01", ["L162-48:LEGIARTI2", "R165-4:LEGIARTI3", "L162-57:LEGIARTI4"], []),
    ("2025-06-01", ["L162-48:LEGIARTI2", "R165-4:LEGIARTI3"], []),
    ("2020-06-01", ["L162-48:LEGIARTI1", "R165-4:LEGIARTI3", "L162-57:LEGIARTI4"], []),
]


@pytest.mark.parametrize(("day", "texts", "lost"), AS_OF)
def test_a_code_is_put_together_of_the_texts_of_the_day(
    server: LocalServer, store: VersionStore, day: str, texts: list[str], lost: list[str]
) -> None:
    publish(server, {"1.0.0": OLD, "2.0.0": NEW})
    fetched(server, store, history=True)
    (reading,), missing = code_at("css", day, store)
    found = {
        f"{p.id.removeprefix('css/')}:{p.texts[0].address.rpartition('/')[2]}"
        for p in reading.provisions
        if p.parent is None
    }
    assert (sorted(found), missing) == (sorted(texts), lost)
    assert reading.version == day


def test_a_text_of_the_day_that_is_not_held_is_told(server: LocalServer, store: VersionStore) -> None:
    publish(server, {"2.0.0": NEW})
    fetched(server, store)
    (reading,), missing = code_at("css", "2023-06-15", store)
    assert missing == ["css/L162-48"]
    assert "css/L162-48" not in {p.id for p in reading.provisions}
    with pytest.raises(VersionMissing, match="held: 2026-03-14"):
        code_at("css", "2001-01-01", store)


def test_the_extract_is_the_publishers_own_words(server: LocalServer, store: VersionStore) -> None:
    publish(server, {"2.0.0": NEW})
    (outcome,) = fetched(server, store)
    assert outcome.held is not None
    kept = json.loads(store.read(outcome.held))
    assert kept["code"] == CODE
    assert {a["html"] for a in kept["articles"]} <= {t[3] for texts in ARTICLES.values() for t in texts}


DIFFS = [
    ("la corde", "les deux cordes", [("deleted", "la corde"), ("added", "les deux cordes")]),
    ("un vélo neuf", "un vélo", [("same", "un vélo"), ("deleted", " neuf")]),
    ("a b c", "a x c", [("same", "a "), ("deleted", "b"), ("added", "x"), ("same", " c")]),
    ("fin.", "fin ;", [("same", "fin"), ("deleted", "."), ("added", " ;")]),
    ("", "neuf", [("added", "neuf")]),
]


@pytest.mark.parametrize(("old", "new", "stretches"), DIFFS)
def test_words_that_came_and_went(old: str, new: str, stretches: list[tuple[str, str]]) -> None:
    found = list(word_diff(old, new))
    assert [(s.kind, s.text) for s in found] == stretches
    assert "".join(s.text for s in found if s.kind != "added") == old
    assert "".join(s.text for s in found if s.kind != "deleted") == new
