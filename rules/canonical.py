"""Facts as they are given, checked and put into the one form the engine reads."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from rules.conditions import Value
from rules.errors import InvalidFactError
from rules.models import Fact

LONGEST_ECHO = 80
"""Characters of a refused value that the error repeats."""

MOST_MEMBERS = 20
"""Members of a refused list that the error repeats."""


def canonical(given: Mapping[str, Any], facts: Mapping[str, Fact]) -> dict[str, Value]:
    """The known facts: nulls dropped, sets made frozen.

    Raises InvalidFactError, naming every refused fact in alphabetical order.
    """
    refused = [(str(name), value) for name, value in given.items() if not _valid(name, value, facts)]
    if refused:
        refused.sort(key=lambda pair: pair[0])
        names = [_echo_scalar(name) for name, _ in refused]
        values = [_echo(value) for _, value in refused]
        error = {"kind": "invalid_fact", "facts": names, "values": values}
        raise InvalidFactError(_message(names[0], values[0], facts), error)
    return {
        fact.name: _known(fact, given[fact.name])
        for fact in facts.values()
        if given.get(fact.name) is not None
    }


def shown(value: Value) -> Any:
    """A known value as JSON has it: a set is a sorted list."""
    return sorted(value) if isinstance(value, frozenset) else value


def _known(fact: Fact, value: Any) -> Value:
    return frozenset(value) if fact.kind == "set" else value


def _valid(name: Any, value: Any, facts: Mapping[str, Fact]) -> bool:
    fact = facts.get(name)
    if fact is None:
        return False
    if value is None:
        return True
    if fact.kind == "bool":
        return isinstance(value, bool)
    if fact.kind == "enum":
        return isinstance(value, str) and value in fact.values
    return (
        isinstance(value, Collection)
        and not isinstance(value, (str, bytes, Mapping))
        and all(isinstance(member, str) and member in fact.values for member in value)
    )


def _echo(value: Any) -> Any:
    """A refused value short enough to repeat: scalars cut to length, one level of a list."""
    if isinstance(value, Collection) and not isinstance(value, (str, bytes, Mapping)):
        members = [_echo_scalar(member) for member in value]
        members = members if isinstance(value, list) else sorted(members, key=str)
        return [*members[:MOST_MEMBERS], "…"] if len(members) > MOST_MEMBERS else members
    return _echo_scalar(value)


def _echo_scalar(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) < 2**53:
        return value
    if isinstance(value, (str, float)):
        text = str(value)
        return text if len(text) <= LONGEST_ECHO else text[:LONGEST_ECHO] + "…"
    return "…"


def _message(name: str, value: Any, facts: Mapping[str, Fact]) -> str:
    fact = facts.get(name)
    if fact is None:
        return f"“{name}” is not a fact of this rule set; see boussole facts"
    if fact.kind == "bool":
        wanted = "true, false or null"
    else:
        listed = ", ".join(fact.values)
        wanted = f"one of {listed}" if fact.kind == "enum" else f"a list of: {listed}"
    return f"“{name}” cannot be {json.dumps(value, ensure_ascii=False)}; give {wanted}"
