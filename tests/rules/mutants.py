"""Changes to the rule set that a test must notice, one at a time, each under a name of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any as Anything

from rules import RULE_SET, RuleSet
from rules.conditions import OTHERWISE, All, Any, Condition, Given, Not, Outcome, atoms
from rules.models import Decision, Rule
from rules.remarks import Remark


@dataclass(frozen=True)
class Mutant:
    """A rule set with one change, in a decision, in a remark (its id), or else in section 1.2."""

    name: str
    rule_set: RuleSet
    decision: str = ""
    remark: str = ""


def mutants() -> Iterator[Mutant]:
    """Rows dropped, exchanged with the next, given another value; conditions bent."""
    for decision in RULE_SET.decisions + RULE_SET.notions[:1]:
        for name, changed in changed_decisions(decision):
            yield Mutant(f"{decision.name}: {name}", with_decision(changed), decision=decision.name)
    yield from implication_mutants()
    yield from contradiction_mutants()
    yield from remark_mutants()


def changed_decisions(decision: Decision) -> Iterator[tuple[str, Decision]]:
    for name, rules in changed_rows(decision):
        yield name, replace(decision, rules=rules)
    for place, rule in enumerate(decision.opening):
        yield from changed_trace_row(
            rule, place, decision.opening, lambda rows: replace(decision, opening=rows)
        )
    for place, rule in enumerate(decision.confirming):
        yield from changed_trace_row(
            rule, place, decision.confirming, lambda rows: replace(decision, confirming=rows)
        )
    for place, rule in enumerate(decision.rules):
        for inner, ground in enumerate(rule.grounds):
            yield from changed_trace_row(
                ground,
                inner,
                rule.grounds,
                lambda rows, place=place, rule=rule: replace(  # type: ignore[misc]
                    decision, rules=put(decision.rules, place, replace(rule, grounds=rows))
                ),
            )


def changed_rows(decision: Decision) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    rules = decision.rules
    for place, rule in enumerate(rules):
        row = f"{rule.id} (row {place + 1})"
        if rules[place + 1 :]:
            yield f"{row} dropped", rules[:place] + rules[place + 1 :]
            yield f"{row} exchanged", (*rules[:place], rules[place + 1], rule, *rules[place + 2 :])
        for value in decision.values:
            if value != rule.gives:
                yield f"{row} gives {value}", put(rules, place, replace(rule, gives=value))
        for how, condition in bent(rule.when):
            yield f"{row} {how}", put(rules, place, replace(rule, when=condition))


def changed_trace_row(
    rule: Rule, place: int, rows: tuple[Rule, ...], build: Callable[[tuple[Rule, ...]], Decision]
) -> Iterator[tuple[str, Decision]]:
    yield f"{rule.id} (trace only) dropped", build(rows[:place] + rows[place + 1 :])
    for how, condition in bent(rule.when):
        yield f"{rule.id} (trace only) {how}", build(put(rows, place, replace(rule, when=condition)))


def implication_mutants() -> Iterator[Mutant]:
    every = RULE_SET.implications
    for place, one in enumerate(every):
        rest = every[:place] + every[place + 1 :]
        yield Mutant(f"{one.id} dropped", replace(RULE_SET, implications=rest))
        for value in RULE_SET.fact_by_name[one.target].domain():
            if value != one.value:
                changed = put(every, place, replace(one, value=value))
                yield Mutant(f"{one.id} gives {value}", replace(RULE_SET, implications=changed))
        for how, condition in bent(one.when):
            changed = put(every, place, replace(one, when=condition))
            yield Mutant(f"{one.id} {how}", replace(RULE_SET, implications=changed))


def contradiction_mutants() -> Iterator[Mutant]:
    every = RULE_SET.contradictions
    for place, pair in enumerate(every):
        rest = every[:place] + every[place + 1 :]
        yield Mutant(f"{pair.id} dropped", replace(RULE_SET, contradictions=rest))
        for how, condition in bent(pair.when):
            changed = put(every, place, replace(pair, when=condition))
            yield Mutant(f"{pair.id} {how}", replace(RULE_SET, contradictions=changed))


WORDS_OF_A_REMARK = {"id", "fr", "en", "cites", "attached_to", "facts"}


def remark_mutants() -> Iterator[Mutant]:
    """Each caveat and note dropped, and each condition of it left out or bent."""
    for kind in ("caveats", "notes"):
        every: tuple[Remark, ...] = getattr(RULE_SET, kind)
        for place, one in enumerate(every):
            name = f"{one.id} of {one.attached_to[0]}"
            changes: dict[str, tuple[Remark, ...]] = {"dropped": every[:place] + every[place + 1 :]}
            for field in fields(Remark):
                if field.name not in WORDS_OF_A_REMARK and getattr(one, field.name) != field.default:
                    freed = replace(one, **{field.name: field.default})
                    changes[f"whatever {field.name}"] = put(every, place, freed)
            for how, condition in bent(one.facts):
                changes[how] = put(every, place, replace(one, facts=condition))
            for how, changed in changes.items():
                rule_set = replace(RULE_SET, **{kind: changed})  # type: ignore[arg-type]
                yield Mutant(f"{name} {how}", rule_set, remark=one.id)


def bent(condition: Condition, place: str = "") -> Iterator[tuple[str, Condition]]:
    """The condition with one part left out, or turned into its contrary; the part is numbered and named."""
    if condition == OTHERWISE:
        return
    if isinstance(condition, All | Any):
        kind = type(condition)
        for number, part in enumerate(condition.parts, start=1):
            before, after = condition.parts[: number - 1], condition.parts[number:]
            inner = f"{place}.{number}" if place else str(number)
            if before or after:
                yield f"without part {inner} {named(part)}", kind((*before, *after))
            for how, other in bent(part, inner):
                yield how, kind((*before, other, *after))
    elif isinstance(condition, Not):
        yield f"with part {place or 1} unnegated {named(condition)}", condition.part
        for how, other in bent(condition.part, f"{place or 1}.1"):
            yield how, Not(other)
    elif not isinstance(condition, Given):
        yield f"with part {place or 1} negated {named(condition)}", Not(condition)


def named(condition: Condition) -> str:
    """What a part of a condition reads, in brackets."""
    read = [atom.name if isinstance(atom, Outcome) else atom.fact for atom in atoms(condition)]
    return f"[{', '.join(dict.fromkeys(read))}]"


def put(rows: tuple[Anything, ...], place: int, row: Anything) -> tuple[Anything, ...]:
    return (*rows[:place], row, *rows[place + 1 :])


def with_decision(changed: Decision) -> RuleSet:
    """The rule set with this decision in its place; IMPACT is also read through its own name."""
    return replace(
        RULE_SET,
        decisions=tuple(changed if one.name == changed.name else one for one in RULE_SET.decisions),
        notions=tuple(changed if one.name == changed.name else one for one in RULE_SET.notions),
    )
