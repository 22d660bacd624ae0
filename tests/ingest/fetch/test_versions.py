"""The store of versions: nothing overwritten, nothing half-written, an altered file refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import SourceError, StorageError
from ingest.versions import Held, VersionStore


def a_text(version: str = "2026-06-04", words: str = "1", **changes: str | bool) -> Held:
    held = Held(
        document="ansm",
        version=version,
        language="fr",
        edition="",
        format="html",
        name="ansm.html",
        address="https://example.org/",
        fetched="2026-10-01T08:00:00Z",
        checked="2026-10-01T08:00:00Z",
        sha256="",
        words=words,
    )
    return replace(held, **changes)  # type: ignore[arg-type]


def test_what_is_put_is_held_with_where_it_came_from(store: VersionStore) -> None:
    held, is_new = store.put(a_text(), b"page")
    assert is_new
    assert store.held("ansm") == [held]
    assert store.read(held) == b"page"
    assert held.address == "https://example.org/"


def test_the_same_words_are_marked_as_checked_only(store: VersionStore) -> None:
    first, _ = store.put(a_text(), b"page")
    again, is_new = store.put(a_text(checked="2026-11-01T08:00:00Z", etag='"2"'), b"page with another menu")
    assert not is_new
    assert (again.checked, again.etag, again.fetched) == ("2026-11-01T08:00:00Z", '"2"', first.fetched)
    assert store.read(again) == b"page"


def test_other_words_of_the_same_date_stand_beside(store: VersionStore) -> None:
    store.put(a_text(), b"page")
    second, _ = store.put(a_text(words="2", fetched="2026-11-01T08:00:00Z"), b"other")
    assert store.versions("ansm") == ["2026-06-04", "2026-06-04.2"]
    assert store.newest("ansm", "fr") == second
    assert (second.date, second.since) == ("2026-06-04", "2026-11-01")


def test_a_page_without_a_date_is_no_new_version_every_day(store: VersionStore) -> None:
    store.put(a_text("2026-10-01", is_dated=False), b"page")
    store.put(a_text("2026-10-02", is_dated=False), b"page")
    assert store.versions("ansm") == ["2026-10-01"]
    store.put(a_text("2026-10-03", words="2", is_dated=False), b"other")
    assert store.versions("ansm") == ["2026-10-01", "2026-10-03"]


def test_an_older_version_that_comes_later_is_not_the_newest(store: VersionStore) -> None:
    newest, _ = store.put(a_text(), b"page")
    store.put(a_text("2024-01-01", words="0"), b"old")
    assert store.newest("ansm", "fr") == newest


def test_an_altered_file_is_refused(store: VersionStore) -> None:
    held, _ = store.put(a_text(), b"page")
    (store.root / "ansm" / "2026-06-04" / "fr" / "ansm.html").write_bytes(b"forged")
    with pytest.raises(SourceError, match="altered"):
        store.read(held)


def test_a_broken_record_hides_no_other(store: VersionStore) -> None:
    store.put(a_text("2024-01-01"), b"old")
    held, _ = store.put(a_text(words="2"), b"page")
    (store.root / "ansm" / "2024-01-01" / "fr" / "meta.json").write_text("{")
    assert store.held("ansm") == [held]


def test_a_disk_that_refuses_leaves_what_was_held(store: VersionStore, tmp_path: Path) -> None:
    held, _ = store.put(a_text(), b"page")
    blocked = VersionStore(tmp_path / "file")
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="BOUSSOLE_HOME"):
        blocked.put(a_text(), b"page")
    assert store.held("ansm") == [held]
    assert not [p for p in store.root.iterdir() if p.name.startswith(".new")]


@pytest.mark.parametrize("version", ["../x", "", "yesterday", "2026/01"])
def test_a_version_is_a_date(store: VersionStore, version: str) -> None:
    with pytest.raises(SourceError, match="no version"):
        store.put(a_text(version), b"page")
