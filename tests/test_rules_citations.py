"""Every citation of the rules leads to a provision that exists, or to an address outside the corpus."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus.catalogue import external_sources, source_url, sources
from corpus.ids import is_valid, parse
from corpus.labels import label
from ingest.readers.registry import read_source
from ingest.sources import find_files, load_text
from rules import cited_ids, external_ids, unresolved_ids


def test_cited_ids_are_well_formed() -> None:
    assert [i for i in cited_ids() if not is_valid(i)] == []


@cache
def ids_in(folder: Path) -> frozenset[str]:
    return frozenset(
        provision.id
        for document, path in find_files(folder)[0].items()
        for provision in read_source(
            sources()[document], load_text(sources()[document], path).text
        ).provisions
    )


def test_cited_ids_exist_in_the_official_texts(corpus_dir: Path) -> None:
    assert unresolved_ids(ids_in(corpus_dir)) == []


def test_the_catalogue_lists_the_ids_outside_the_corpus_with_their_addresses() -> None:
    outside = external_sources()
    assert sorted(outside) == sorted(external_ids())
    for cited, source in outside.items():
        assert all(address.startswith("http") for address in source.addresses)
        assert source_url(cited, "fr") == source.addresses[0]
        for words in (source.fact_fr, source.fact_en, source.note_fr, source.note_en):
            assert words.endswith("."), cited


def test_ids_outside_the_corpus_have_labels_a_person_can_read() -> None:
    assert label("has-web/PECT", "fr") == "HAS, site, PECT"
    assert label("cjue/C-329-16", "en") == "CJEU, case, C-329/16"


def test_an_id_outside_the_corpus_is_of_no_document_in_it() -> None:
    assert not {parse(cited).document for cited in external_ids()} & set(sources())


def test_every_cited_id_is_in_the_texts_or_outside_and_never_in_both(corpus_dir: Path) -> None:
    known = ids_in(corpus_dir)
    for cited in cited_ids():
        assert (cited in known) != (cited in external_sources()), cited
