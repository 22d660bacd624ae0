"""Every citation of the rules leads to a provision that exists, or to an address outside the corpus."""

from __future__ import annotations

from pathlib import Path

from corpus.catalogue import sources
from corpus.ids import is_valid
from ingest.readers.registry import read_source
from ingest.sources import find_files, load_text
from rules import cited_ids, external_ids, unresolved_ids


def test_cited_ids_are_well_formed() -> None:
    assert [i for i in cited_ids() if not is_valid(i)] == []


def test_cited_ids_exist_in_the_official_texts(corpus_dir: Path) -> None:
    known = {
        provision.id
        for document, path in find_files(corpus_dir)[0].items()
        for provision in read_source(
            sources()[document], load_text(sources()[document], path).text
        ).provisions
    }
    assert list(unresolved_ids(known)) == []


def test_sources_outside_the_corpus_have_an_address() -> None:
    for cited, addresses in external_ids().items():
        assert addresses, cited
        assert all(a.startswith("http") for a in addresses)
