"""The whole rule set put together: decisions in the order they are asked, and versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rules.caveats import CAVEATS, RESULT_NOTES
from rules.conformity import CONFORMITY_ROUTE
from rules.consistency import CONTRADICTIONS, IMPLICATIONS
from rules.dmn import ANS_CERTIFICATION, DMN_STATUS
from rules.facts import FACTS
from rules.has_criterion import HAS_3_4_05
from rules.ivdr_class import IVDR_CLASS
from rules.mdr_class import MDR_CLASS
from rules.models import Contradiction, Decision, Fact, Group, Implication, Reading, Text
from rules.notes import NOTES
from rules.notions import NOTIONS
from rules.qualification import QUALIFICATION
from rules.readings import READINGS
from rules.remarks import Remark
from rules.requirements import PREREQUISITES, SECTIONS
from rules.routes import ROUTES

DECISIONS = (
    QUALIFICATION,
    MDR_CLASS,
    IVDR_CLASS,
    CONFORMITY_ROUTE,
    DMN_STATUS,
    ANS_CERTIFICATION,
    *SECTIONS,
    *PREREQUISITES,
    *ROUTES,
    HAS_3_4_05,
)

GROUPS = (
    Group("RS-QUAL", "I, X, Q", "1.0.0", "2025-06", Text("MDCG 2019-11 rév.1", "MDCG 2019-11 rev.1")),
    Group("RS-MDR", "T, C, A", "1.0.0", "2025-06", Text("MDCG 2019-11 rév.1", "MDCG 2019-11 rev.1")),
    Group("RS-IVDR", "V", "1.0.0", "2025-03", Text("MDCG 2020-16 rév.4", "MDCG 2020-16 rev.4")),
    Group(
        "RS-ANS",
        "D, N, S, P",
        "1.0.0",
        "2025-04",
        Text(
            "Parcours de l'ANS, avec sa page non datée sur la certification",
            "ANS path, with its undated page on certification",
        ),
    ),
    Group(
        "RS-PAY",
        "R",
        "1.0.0",
        "2026-03",
        Text(
            "Code de la sécurité sociale au 14 mars 2026 ; parcours de l'ANS d'avril 2025",
            "Social security code on 14 March 2026; ANS path of April 2025",
        ),
    ),
    Group("RS-HAS", "H", "1.0.0", "2026-06", Text("HAS, juin 2026", "HAS, June 2026")),
)

NEEDS_FACTS = Text("Informations manquantes", "Missing information")


@dataclass(frozen=True)
class RuleSet:
    """Everything the engine applies; another one can be built to try a change of law."""

    name: str = "RS-ELIG"
    version: str = "1.0.0"
    as_of: str = "2026-11-21"
    facts: tuple[Fact, ...] = FACTS
    implications: tuple[Implication, ...] = IMPLICATIONS
    contradictions: tuple[Contradiction, ...] = CONTRADICTIONS
    decisions: tuple[Decision, ...] = DECISIONS
    notions: tuple[Decision, ...] = NOTIONS
    caveats: tuple[Remark, ...] = CAVEATS
    notes: tuple[Remark, ...] = NOTES
    result_notes: tuple[Remark, ...] = RESULT_NOTES
    readings: tuple[Reading, ...] = READINGS
    groups: tuple[Group, ...] = field(default=GROUPS)

    @cached_property
    def fact_by_name(self) -> Mapping[str, Fact]:
        """The facts by name, in the order of the table."""
        return {fact.name: fact for fact in self.facts}

    @cached_property
    def decision_by_name(self) -> Mapping[str, Decision]:
        """Decisions and notions by name, and each facet by its own."""
        every = self.decisions + self.notions
        by_name = {decision.name: decision for decision in every}
        by_facet = {facet: decision for decision in every for facet in decision.facets}
        return by_name | by_facet

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """What may be asked, in the order in which the chat works through it."""
        return tuple(decision.name for decision in self.decisions)


RULE_SET = RuleSet()
