"""Facts read from people's own words: nothing wrong is proposed, most of what is said is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.proposed import product_names, propose, read_facts
from rules import decide

GOLD = yaml.safe_load((Path(__file__).parent / "data" / "proposed.yaml").read_text(encoding="utf-8"))
LEAST_FOUND = 0.9
"""Share of what the sentences say that must be found: a floor against regressions."""


def proposed(text: str) -> dict[str, Any]:
    return {one.fact: one.value for one in propose(text)}


@pytest.mark.parametrize("case", GOLD, ids=lambda case: case["text"][:60])
def test_nothing_is_proposed_that_the_sentence_does_not_say(case: dict[str, Any]) -> None:
    said = {fact: sorted(v) if isinstance(v, list) else v for fact, v in case["says"].items()}
    assert {f: v for f, v in proposed(case["text"]).items() if said.get(f) != v or f not in said} == {}


def test_most_of_what_is_said_is_found() -> None:
    said = [(c["text"], fact) for c in GOLD for fact in c["says"]]
    found = [pair for pair in said if pair[1] in proposed(pair[0])]
    assert len(GOLD) >= 120
    assert len(found) >= LEAST_FOUND * len(said), sorted(set(said) - set(found))
