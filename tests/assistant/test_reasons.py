"""Why something could not be done is said in French on a French page, whichever floor says it in English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.reasons import reason_in
from assistant.translations import say
from assistant.translations.reasons import REASONS

ROOT = Path(__file__).parent.parent.parent
PLACES = (
    "ingest/fetch",
    "ingest/own",
    "ingest/readers/page_pdf.py",
    "ingest/readers/page_html.py",
    "ingest/pipeline.py",
)
ERRORS = {"FetchError", "SourceError", "StorageError", "NotThere", "Unreachable", "_Busy"}
OF_THEIR_PARTS = {"{}: {}"}
"""Sentences that only put a name before another one."""


def sentences() -> Iterator[str]:
    """What errors of fetching, of a person's own files and of the index are made with, `{}` for particulars."""
    for place in PLACES:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
                if is_call and node.func.id in ERRORS and (text := template(node.args[0])):
                    yield text


def template(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""


@pytest.mark.parametrize("sentence", sorted(set(sentences()) - OF_THEIR_PARTS))
def test_every_sentence_a_page_may_show_has_its_french(sentence: str) -> None:
    english = sentence.replace("{}", "X9")
    french = reason_in(english, "fr")
    assert french != english
    assert "en anglais" not in french
    assert french.count("X9") == english.count("X9")
    assert reason_in(english, "en") == english


def test_french_words_keep_every_particular() -> None:
    for english, french in REASONS.items():
        wanted = english.count("{}")
        assert french.count("{}") == wanted or re.search(r"\{\d\}", french), english


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (
            "publications.europa.eu cannot be reached ([Errno 111] Connection refused)",
            "publications.europa.eu est injoignable (connexion refusée)",
        ),
        (
            "act as published, in fr: esante.gouv.fr did not answer within 10 s",
            "acte tel que publié (fr) : esante.gouv.fr n'a pas répondu en 10 s",
        ),
        ("note: v2.pdf: the file is empty", "note : v2.pdf : le fichier est vide"),
        (
            "a login page came instead of the document",
            "au lieu du document, il est venu : une page de connexion",
        ),
        (say("error.empty", "fr"), say("error.empty", "fr")),
        ("KeyError: 'x9'", "KeyError: 'x9' (en anglais)"),
        ("", ""),
    ],
)
def test_a_reason_in_french(english: str, french: str) -> None:
    assert reason_in(english, "fr") == french
