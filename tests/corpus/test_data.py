"""Our own data files: catalogue, amendments, glossary."""

from __future__ import annotations

from pathlib import Path

from corpus.catalogue import amendments, amendments_of, source_url, sources
from corpus.glossary import concepts
from corpus.ids import is_valid
from ingest.readers.registry import read_source
from ingest.sources import find_files, load_text


def test_each_source_says_what_a_reader_must_know() -> None:
    for source in sources().values():
        assert is_valid(source.id)
        assert source.title("fr") != source.title("en") or source.id == "navarro"
        assert source.publisher
        assert source.files
        assert source.licence


def test_an_amendment_covers_what_lies_inside_and_what_holds_it() -> None:
    assert {a.act for a in amendments_of("mdr/art_120/3")} >= {"32023R0607", "32020R0561"}
    assert {a.act for a in amendments_of("mdr/art_52")} == {"32026R1359"}
    assert amendments_of("mdr/art_10/9") == []


def test_amended_provisions_exist_in_the_texts_or_came_later(corpus_dir: Path) -> None:
    found, _ = find_files(corpus_dir, only=frozenset({"mdr", "ivdr"}))
    held = {
        p.id
        for d, path in found.items()
        for p in read_source(sources()[d], load_text(sources()[d], path).text).provisions
    }
    assert {a.provision for a in amendments() if a.provision not in held} == {
        a.provision for a in amendments() if a.added
    }
    assert {d for a in amendments() for d in a.read} <= set(sources())


def test_an_amended_section_touches_what_holds_it_once() -> None:
    for provision in ("mdr/anx_I/10", "mdr/anx_I/10.4", "mdr/anx_I/10.4.1", "mdr/anx_I/10.4.1/a"):
        assert [a.act for a in amendments_of(provision)] == ["32025R2457"], provision
    assert amendments_of("mdr/anx_I/10.5") == []
    assert amendments_of("mdr/anx_I/1") == []
    acts = [(a.act, a.effective) for a in amendments_of("mdr/art_120")]
    assert len(acts) == len(set(acts))


def test_an_address_goes_to_the_place_of_the_provision() -> None:
    assert source_url("mdr/art_10/9", "fr").endswith("/FR/TXT/HTML/?uri=CELEX:32017R0745#010.009")
    assert source_url("ivdr/anx_VIII/2.3", "en").endswith("/EN/TXT/HTML/?uri=CELEX:32017R0746#anx_VIII")
    assert source_url("user:x/1", "fr") == ""


def test_the_glossary_knows_the_trade() -> None:
    words = {w.lower() for c in concepts() for w in (*c.fr, *c.en, *c.both)}
    assert {"prrc", "pmcf", "gspr", "notified body", "organisme notifié", "dmdiv", "pms", "fsca"} <= words
