"""Every form of reference people were seen to write, held against the ids of the whole first corpus."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path

import pytest
import yaml

from corpus.catalogue import sources
from corpus.labels import label
from corpus.references import Reference, Resolver, find_references
from ingest.readers.registry import read_source
from ingest.references import with_references
from ingest.sources import find_files, load_text

FORMS = yaml.safe_load(Path(__file__).with_name("reference_forms.yaml").read_text(encoding="utf-8"))


NUMBERED = re.compile(
    r"(?:mdr|ivdr)/(?:rct_\d+|art_\d+|anx_[IVX]+(?:/[A-E]|/[IVX]+)?)(?:/(?:\d[\d.]*|[a-z]{1,4}))*|css/[\w/-]+"
    r"|(?:mdcg|qa)-[\w-]+/(?:\d.*|rule-.*|annexe-.*|part-.*)|has/[\d.-]+|ans-parcours/[ABC]?[\d.]+"
)


@cache
def known_ids(corpus: Path) -> tuple[str, ...]:
    found, _ = find_files(corpus)
    readings = (read_source(sources()[d], load_text(sources()[d], path).text) for d, path in found.items())
    return tuple(p.id for reading in readings for p in reading.provisions)


@cache
def resolver_of(corpus: Path) -> Resolver:
    return Resolver(known_ids(corpus))


@pytest.fixture
def resolver(corpus_dir: Path) -> Resolver:
    return resolver_of(corpus_dir)


def outcome(text: str, resolver: Resolver) -> list[str]:
    """Ids found; `missing ID` and `not held NAME` for what leads nowhere."""
    told: list[str] = []
    for resolution in map(resolver.resolve, find_references(text)):
        reference = resolution.reference
        if resolution.ids:
            told.extend(resolution.ids)
        elif resolver.is_not_held(resolution):
            told.append(f"not held {reference.act or reference.documents[0]}")
        elif resolver.is_known_missing(resolution):
            told.append(f"missing {_id(reference)}")
    return told


def _id(reference: Reference) -> str:
    part = (reference.part,) if reference.part else ()
    return "/".join((reference.documents[0], reference.segments[0], *part, *reference.segments[1:]))


@pytest.mark.parametrize(("text", "expected"), [(t, e) for t, e in FORMS["lead somewhere"].items()])
def test_a_form_leads_to_what_it_names(text: str, expected: str, resolver: Resolver) -> None:
    assert outcome(text, resolver) == expected.split()


@pytest.mark.parametrize(("text", "expected"), [(t, e) for t, e in FORMS["lead nowhere"].items()])
def test_a_reference_to_nothing_is_told_as_such(text: str, expected: list[str], resolver: Resolver) -> None:
    assert outcome(text, resolver) == expected


@pytest.mark.parametrize("text", FORMS["no references"])
def test_ordinary_words_are_no_reference(text: str, resolver: Resolver) -> None:
    assert outcome(text, resolver) == []


def test_the_label_of_a_numbered_provision_reads_back_to_it(corpus_dir: Path, resolver: Resolver) -> None:
    for provision in known_ids(corpus_dir):
        if NUMBERED.fullmatch(provision):
            for language in ("fr", "en"):
                assert outcome(label(provision, language), resolver) == [provision]


def test_references_of_both_regulations_are_found_within_seconds(corpus_dir: Path) -> None:
    found, _ = find_files(corpus_dir, only=frozenset({"mdr", "ivdr"}))
    readings = [read_source(sources()[d], load_text(sources()[d], path).text) for d, path in found.items()]
    started = time.perf_counter()
    for reading in readings:
        with_references(reading)
    # Under a second on an idle machine; room for a busy one.
    assert time.perf_counter() - started < 5
