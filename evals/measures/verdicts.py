"""Scores of interviews and of wishes for a verdict: facts read, facts still asked for, verdicts reached."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

OPEN = "needs_facts"


def accuracy(expected: Mapping[str, str], reached: Mapping[str, str]) -> float:
    """Share of the questions that ended in the outcome expected; one never answered is wrong."""
    return sum(reached.get(name, OPEN) == outcome for name, outcome in expected.items()) / len(expected)


def wrong_firm(expected: Mapping[str, str], reached: Mapping[str, str]) -> float:
    """Share of the questions that ended in a firm outcome other than the one expected."""
    firm = {name: value for name, value in reached.items() if value != OPEN}
    return sum(firm.get(name, outcome) != outcome for name, outcome in expected.items()) / len(expected)


def within(asked: int, most: int) -> float:
    """1.0 when no more was asked than the gold allows."""
    return float(asked <= most)


def facts_read(stated: Mapping[str, Any], proposed: Mapping[str, Any]) -> float | None:
    """Share of the facts stated that were read with their value; None when the words state none."""
    if not stated:
        return None
    return sum(same(proposed.get(name), value) for name, value in stated.items()) / len(stated)


def facts_right(stated: Mapping[str, Any], proposed: Mapping[str, Any]) -> float | None:
    """Share of the facts read that the words state, with their value; None when none was read."""
    if not proposed:
        return None
    return sum(n in stated and same(v, stated[n]) for n, v in proposed.items()) / len(proposed)


def missing_told(missing: Sequence[str], needed: Collection[str]) -> float:
    """Share of the facts still missing that the rules still ask for, taking what was read as confirmed."""
    return sum(name in needed for name in missing) / len(missing)


def questions_taken_up(wanted: Sequence[str], taken: Collection[str]) -> float:
    """Share of the questions wanted that the interview is about."""
    return sum(name in taken for name in wanted) / len(wanted)


def same(one: Any, other: Any) -> bool:
    """Whether two values of a fact are the same; the order of a set does not matter."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(str, one)) == sorted(map(str, other))
    return bool(one == other) and one is not None
