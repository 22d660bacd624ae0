"""Changes to the rule set that a test must notice, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rules import RULE_SET, RuleSet
from rules.conditions import OTHERWISE, All, Any, Condition, Given, Not
from rules.models import Decision, Rule


@dataclass(frozen=True)
class Mutant:
    """A rule set with one change: what was changed, and in which decision (if in one)."""

    name: str
    kind: str
    decision: str
    rule_set: RuleSet


def mutants() -> Iterator[Mutant]:
    """Rows dropped, exchanged with the next, given another value; conditions bent."""
    for decision in RULE_SET.decisions + RULE_SET.notions[:1]:
        for kind, place, rules in changed_rows(decision):
            rule = decision.rules[place]
            name = f"{decision.name}: {rule.id} (row {place + 1}) {kind}"
            yield Mutant(name, kind, decision.name, with_rules(decision, rules))
    for place, one in enumerate(RULE_SET.implications):
        rest = RULE_SET.implications[:place] + RULE_SET.implications[place + 1 :]
        yield Mutant(f"{one.id} dropped", "dropped", "", replace(RULE_SET, implications=rest))
    for place, pair in enumerate(RULE_SET.contradictions):
        rest_pairs = RULE_SET.contradictions[:place] + RULE_SET.contradictions[place + 1 :]
        yield Mutant(f"{pair.id} dropped", "dropped", "", replace(RULE_SET, contradictions=rest_pairs))
        for condition in bent(pair.when):
            bent_pair = (replace(pair, when=condition),)
            pairs = RULE_SET.contradictions[:place] + bent_pair + RULE_SET.contradictions[place + 1 :]
            yield Mutant(f"{pair.id} bent", "bent", "", replace(RULE_SET, contradictions=pairs))


def changed_rows(decision: Decision) -> Iterator[tuple[str, int, tuple[Rule, ...]]]:
    rules = decision.rules
    for place, rule in enumerate(rules):
        before, after = rules[:place], rules[place + 1 :]
        if after:
            yield "dropped", place, before + after
            yield "exchanged", place, (*before, after[0], rule, *after[1:])
        for value in decision.values:
            if value != rule.gives:
                yield f"gives {value}", place, (*before, replace(rule, gives=value), *after)
        for condition in bent(rule.when):
            yield "bent", place, (*before, replace(rule, when=condition), *after)


def bent(condition: Condition) -> Iterator[Condition]:
    """The condition with one part left out, or turned into its contrary."""
    if condition == OTHERWISE:
        return
    if isinstance(condition, All | Any):
        kind = type(condition)
        for place, part in enumerate(condition.parts):
            before, after = condition.parts[:place], condition.parts[place + 1 :]
            if before or after:
                yield kind((*before, *after))
            for other in bent(part):
                yield kind((*before, other, *after))
    elif isinstance(condition, Not):
        yield condition.part
        for other in bent(condition.part):
            yield Not(other)
    elif not isinstance(condition, Given):
        yield Not(condition)


def with_rules(decision: Decision, rules: tuple[Rule, ...]) -> RuleSet:
    """The rule set with other rows in one decision; IMPACT is also read through its own name."""
    changed = replace(decision, rules=rules)
    return replace(
        RULE_SET,
        decisions=tuple(changed if one.name == changed.name else one for one in RULE_SET.decisions),
        notions=tuple(changed if one.name == changed.name else one for one in RULE_SET.notions),
    )
