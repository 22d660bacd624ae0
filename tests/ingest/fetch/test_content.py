"""What came, and whether it is the act asked for; the formats themselves are tested in `test_formats`."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import FetchError
from ingest.fetch.content import check_act, gate, page_format, page_language, what_instead

SAMPLES = [
    ("eurlex-consolidated.32024R1689.fr.html", "2026-07-27"),
    ("eurlex-consolidated.32016R0679.fr.html", "2016-05-04"),
    ("eurlex-oj.32016R0679.fr.html", ""),
    ("eurlex-oj.32021R0953.en.html", ""),
    ("eurlex-oj.32026D0454.en.html", ""),
    ("formex4.32016R0679.fr.xml", "2016-05-04"),
    ("formex4.32024R1689.fr.xml", "2026-07-27"),
]


@pytest.mark.parametrize(("name", "version"), SAMPLES)
def test_samples_are_the_acts_they_are(samples: Path, name: str, version: str) -> None:
    _, celex, language, _ = name.split(".")
    file = check_act((samples / name).read_bytes(), celex, language, version)
    assert (file.facts.celex, file.facts.language) == (celex, language)


WRONG = [
    (
        "eurlex-consolidated.32016R0679.fr.html",
        ("32017R0745", "fr", "2016-05-04"),
        "32016R0679, not 32017R0745",
    ),
    ("eurlex-consolidated.32016R0679.fr.html", ("32016R0679", "en", "2016-05-04"), "'fr', not 'en'"),
    ("eurlex-consolidated.32016R0679.fr.html", ("32016R0679", "fr", "2018-05-23"), "of 2016-05-04 came"),
    (
        "eurlex-consolidated.32016R0679.fr.html",
        ("32016R0679", "fr", ""),
        "the official-journal text was asked for",
    ),
    ("eurlex-oj.32016R0679.fr.html", ("32016R0679", "fr", "2016-05-04"), "the official-journal text of"),
]


@pytest.mark.parametrize(("name", "asked", "line"), WRONG)
def test_another_text_than_the_one_asked_for_is_told(
    samples: Path, name: str, asked: tuple[str, str, str], line: str
) -> None:
    with pytest.raises(FetchError, match=line) as told:
        check_act((samples / name).read_bytes(), *asked)
    assert "\n" not in str(told.value)


PAGES = [
    (b"%PDF-1.7", "pdf", "", "something else"),
    (b"words", "unknown", "", "something else"),
    (
        b'<!doctype html><html lang="fr-FR"><title>Accueil</title>',
        "html",
        "fr",
        "a web page titled 'Accueil'",
    ),
    (b"<html><body>Are you a robot?", "html", "", "a robot check"),
    (b"<html lang=en><input type=password>", "html", "en", "a login page"),
    (b"<html><title>403 Forbidden</title>", "html", "", "an error page"),
]


@pytest.mark.parametrize(("data", "found", "language", "instead"), PAGES)
def test_pages_are_told_apart(data: bytes, found: str, language: str, instead: str) -> None:
    assert (page_format(data), page_language(data), what_instead(data)) == (found, language, instead)
    assert bool(gate(data)) == (instead in ("a robot check", "a login page", "an error page"))
