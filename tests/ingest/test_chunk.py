"""Passages: every block once, sized for the encoder, ids that stay."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.catalogue import sources
from corpus.ids import parse
from corpus.models import ProvisionKind, Reading
from ingest.chunk import FULL, heading_of, passages_of
from ingest.readers.builder import ReadingBuilder
from ingest.readers.registry import read_source
from ingest.sources import find_files, load_text
from tests.synthetic import french_page, small_act


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def all_words(reading: Reading) -> Counter[str]:
    total: Counter[str] = Counter()
    for provision in reading.provisions:
        for piece in provision.texts[0].pieces:
            total += words(piece.text)
    return total


def passage_words(reading: Reading) -> Counter[str]:
    total: Counter[str] = Counter()
    for passage in passages_of({p.id: p for p in reading.provisions}):
        total += words(passage.text)
    return total


@pytest.mark.parametrize("reading", [small_act(), french_page()])
def test_no_word_is_lost_or_doubled(reading: Reading) -> None:
    assert passage_words(reading) == all_words(reading)


def test_no_word_of_the_official_texts_is_lost_or_doubled(corpus_dir: Path) -> None:
    for document, path in find_files(corpus_dir)[0].items():
        reading = read_source(sources()[document], load_text(sources()[document], path).text)
        assert passage_words(reading) == all_words(reading), document
        passages = list(passages_of({p.id: p for p in reading.provisions}))
        assert max(len(p.embedded_text) for p in passages) <= FULL + 350
        assert len({p.id for p in passages}) == len(passages)
        assert all(p.heading for p in passages)


def test_a_long_block_is_cut_at_sentences() -> None:
    b = ReadingBuilder("ansm", language="fr", version="")
    b.open("ansm/long", ProvisionKind.PASSAGE, title="Long")
    sentences = [f"La phrase numéro {n} parle du vent et de la mer." for n in range(120)]
    b.add("ansm/long", " ".join(sentences))
    passages = list(passages_of({p.id: p for p in b.build().provisions}))
    assert len(passages) > 3
    assert all(p.text.endswith(".") for p in passages)
    assert [p.id for p in passages] == [f"ansm/long#official-fr-{n}" for n in range(len(passages))]


def test_small_parts_share_a_passage_of_their_provision() -> None:
    found = {p.id: p for p in passages_of({p.id: p for p in small_act().provisions})}
    assert "mdr/art_10#official-en-0" in found
    assert "fifteen days" in found["mdr/art_10#official-en-0"].text


def test_passages_of_a_page_stand_alone() -> None:
    found = [p.provision for p in passages_of({p.id: p for p in french_page().provisions})]
    assert found == ["ansm/plage", "ansm/tarif"]


def test_a_heading_names_document_and_place() -> None:
    provision = next(p for p in small_act().provisions if p.id == "mdr/art_10/1")
    assert heading_of(provision, provision.texts[0]) == "MDR > Article 10 Duties of kite makers"
    assert parse(provision.id).document == "mdr"
