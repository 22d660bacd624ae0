"""The citation ids that the rules name, and which of them lie outside the corpus.

The addresses of those outside stand in the catalogue of sources. The articles of the code de la
sécurité sociale that the specification still read on web pages are in the corpus as document
``css`` (code in force on 14 March 2026), so they are not among them: the article decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rules.models import Decision, Rule
from rules.ruleset import RULE_SET, RuleSet

EXTERNAL_IDS = (
    "ansm-web/statut",
    "cjue/C-329-16",
    "has-web/DMN-pro",
    "has-web/LATM",
    "has-web/PECT",
    "plfss-2026/1783",
)


def external_ids() -> tuple[str, ...]:
    """The ids of facts taken from outside the corpus, sorted."""
    return EXTERNAL_IDS


def cited_ids(rule_set: RuleSet = RULE_SET) -> list[str]:
    """Every citation id that facts, implications, rules, caveats, notes or readings name, sorted."""
    return sorted({cited for _, cites in _citing(rule_set) for cited in cites})


def citations(rule_set: RuleSet = RULE_SET) -> dict[str, tuple[str, ...]]:
    """What names each citation id: rules, implications, caveats, notes and readings by id, facts by ``fact NAME``."""
    found: dict[str, dict[str, None]] = {}
    for name, cites in _citing(rule_set):
        for cited in cites:
            found.setdefault(cited, {})[name] = None
    return {cited: tuple(names) for cited, names in found.items()}


def _citing(rule_set: RuleSet) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Everything that cites, by name, with what it cites."""
    for fact in rule_set.facts:
        yield f"fact {fact.name}", fact.sources
    for implication in rule_set.implications:
        yield implication.id, implication.cites
    for decision in rule_set.decisions + rule_set.notions:
        for rule in _rules_of(decision):
            yield rule.id, tuple(_cites_of(rule))
    for remark in rule_set.caveats + rule_set.notes + rule_set.result_notes:
        yield remark.id, remark.cites
    for reading in rule_set.readings:
        yield reading.id, reading.cites


def unresolved_ids(known: Collection[str], rule_set: RuleSet = RULE_SET) -> list[str]:
    """The cited ids that stand neither in ``known``, the ids of a corpus, nor outside it."""
    return [id for id in cited_ids(rule_set) if id not in known and id not in EXTERNAL_IDS]


def _rules_of(decision: Decision) -> Iterator[Rule]:
    for rule in (*decision.opening, *decision.rules, *decision.confirming):
        yield rule
        yield from rule.grounds


def _cites_of(rule: Rule) -> Iterator[str]:
    yield from rule.cites
    if rule.by is not None:
        yield from rule.by.open_cites
        for cites in rule.by.cites.values():
            yield from cites
