"""Every form of reference people were seen to write, held against the ids of the whole first corpus."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from corpus.catalogue import sources
from corpus.references import Reference, Resolver, find_references
from ingest.readers.registry import read_source
from ingest.sources import find_files, load_text

FORMS = yaml.safe_load(Path(__file__).with_name("reference_forms.yaml").read_text(encoding="utf-8"))


@cache
def resolver_of(corpus: Path) -> Resolver:
    found, _ = find_files(corpus)
    readings = (read_source(sources()[d], load_text(sources()[d], path).text) for d, path in found.items())
    return Resolver(p.id for reading in readings for p in reading.provisions)


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
