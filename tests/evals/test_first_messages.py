"""First messages: what they say is read, nothing else is, and held-back ones stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import proposed
from evals.proposed import FirstMessage, load, of_wishes, shares, told

LEAST_RECALL, LEAST_PRECISION = 0.85, 0.95
"""Floors against regressions on the messages that the patterns are tuned on."""


@pytest.mark.parametrize("messages", [load("development"), of_wishes("development")])
def test_most_is_read_and_next_to_nothing_wrongly(messages: list[FirstMessage]) -> None:
    counted = shares(list(told(messages)))
    assert counted.recall >= LEAST_RECALL
    assert counted.precision >= LEAST_PRECISION


def test_a_third_is_held_back_and_none_stands_in_both() -> None:
    development, held = load("development"), load("held_back")
    assert len(development) >= 40
    assert len(held) >= 15
    assert not {m.text for m in development} & {m.text for m in held}


@pytest.mark.parametrize(
    ("says", "reason"),
    [("{is_software: true}", "belongs in the other file"), ("{is_sofware: true}", "is_sofware")],
)
def test_a_message_that_is_misplaced_or_names_no_fact_is_refused(
    says: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = next(m.text for m in load("held_back" if "other" in reason else "development"))
    (tmp_path / "development.yaml").write_text(f"- text: {text!r}\n  says: {says}\n", encoding="utf-8")
    monkeypatch.setattr(proposed, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=reason):
        load("development")


def test_a_fact_read_that_nobody_said_is_wrong_and_one_that_may_be_read_counts_for_nothing() -> None:
    text = "Notre appli détecte l'arythmie."
    found = list(told([FirstMessage(text, {"is_software": True}, {"action_on_data": True})]))
    assert [(t.fact, t.is_right) for t in found] == [("is_software", True), ("intended_purposes", False)]
    assert (shares(found).recall, shares(found).precision) == (1.0, 0.5)
