"""The words a rule's condition is written with.

A condition is a small immutable tree. It is read from left to right and reading
stops as soon as it is decided, so the order in which its parts are written is the
order in which a person is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Value = bool | str | frozenset[str]
"""A known fact: true or false, one value of an enum, or a complete set of members."""


@dataclass(frozen=True)
class FactIs:
    """The fact has one of these values."""

    fact: str
    values: tuple[bool | str, ...]


@dataclass(frozen=True)
class Meets:
    """The set and the group have at least one member in common."""

    fact: str
    group: frozenset[str]


@dataclass(frozen=True)
class Given:
    """The fact is known, with one of these values (any value if none is listed).

    Reading it never asks for the fact: unknown is simply false.
    """

    fact: str
    values: tuple[bool | str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """Another decision, or one of its facets such as ``regime``, came out as one of these."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class All:
    """Every part is true; with no part, always true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Any:
    """At least one part is true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part is false."""

    part: Condition


Condition = FactIs | Meets | Given | Outcome | All | Any | Not

OTHERWISE = All(())
"""The condition of a last rule: whatever the rules before it left."""


def yes(fact: str) -> FactIs:
    """The bool is true."""
    return FactIs(fact, (True,))


def no(fact: str) -> FactIs:
    """The bool is false."""
    return FactIs(fact, (False,))


def one_of(fact: str, *values: str) -> FactIs:
    """The enum has one of these values."""
    return FactIs(fact, values)


def meets(fact: str, group: frozenset[str]) -> Meets:
    """The set has a member in the group."""
    return Meets(fact, group)


def contains(fact: str, member: str) -> Meets:
    """The set has this member."""
    return Meets(fact, frozenset({member}))


def given(fact: str, *values: bool | str) -> Given:
    """The fact is known (with one of these values); it is never asked for."""
    return Given(fact, values)


def outcome(name: str, *values: str) -> Outcome:
    """Another decision, or a facet of one, came out as one of these."""
    return Outcome(name, values)


def both(*parts: Condition) -> All:
    """Every part, in this order; reads well with two, holds for more."""
    return All(parts)


def either(*parts: Condition) -> Any:
    """At least one part, tried in this order."""
    return Any(parts)


def not_(part: Condition) -> Not:
    """The contrary; it reads the same facts."""
    return Not(part)


def atoms(condition: Condition) -> Iterator[FactIs | Meets | Given | Outcome]:
    """The leaves of a condition, in reading order."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case _:
            yield condition


def facts_named(condition: Condition) -> tuple[str, ...]:
    """The facts a condition names itself, in reading order, each once."""
    named = (atom.fact for atom in atoms(condition) if not isinstance(atom, Outcome))
    return tuple(dict.fromkeys(named))
