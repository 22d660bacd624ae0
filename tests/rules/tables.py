"""The rules as the rows of `tables.yaml`: what each gives, reads and cites."""

from __future__ import annotations

from typing import Any

from rules.conditions import Outcome, atoms
from rules.models import Decision, FactValue, Rule


def reads(rule: Rule) -> list[str]:
    """The facts and other questions that a row names, in reading order."""
    named = [atom.name if isinstance(atom, Outcome) else atom.fact for atom in atoms(rule.when)]
    return list(dict.fromkeys(named))


def cites(rule: Rule) -> list[str]:
    by_outcome = rule.by.cites.values() if rule.by else ()
    return [*rule.cites, *(cite for some in by_outcome for cite in some)]


def row(rule: Rule, *, trace_only: bool = False) -> dict[str, Any]:
    value = f"= {rule.gives.fact}" if isinstance(rule.gives, FactValue) else rule.gives
    facets = {} if trace_only else dict(rule.facets)
    value = "trace only" if trace_only else value
    return {"id": rule.id, "value": value, **facets, "reads": reads(rule), "cites": cites(rule)}


def rows_of(decision: Decision) -> list[dict[str, Any]]:
    """The rows of a decision in the order of the specification, the trace-only ones among them."""
    rows = []
    for rule in decision.rules:
        rows += [row(rule), *(row(ground, trace_only=True) for ground in rule.grounds)]
    for rule in decision.opening:
        rows.insert(1, row(rule, trace_only=True))
    return rows
