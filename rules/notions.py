"""Groups of purposes and uses, and the notions that several rules share.

Each notion reads its facts in the order written here.
"""

from __future__ import annotations

from rules.conditions import both, contains, either, given, meets, not_, one_of, outcome, yes
from rules.facts.effect import IMPACTS
from rules.facts.product import PURPOSES
from rules.models import Decision, Rule, Text

ALL_PURPOSES = frozenset(PURPOSES)
TREAT = frozenset({"treatment_alleviation", "injury_treatment", "disability_compensation", "anatomy_process"})
MON = frozenset({"monitoring", "injury_diagnosis_monitoring", "anatomy_process"})
DIAG = frozenset({"diagnosis", "injury_diagnosis_monitoring", "in_vitro_information"})
DTX = frozenset({"treatment_alleviation", "injury_treatment"})
COMP = frozenset({"disability_compensation"})

MDSW = both(
    meets("intended_purposes", ALL_PURPOSES),
    yes("action_on_data"),
    yes("individual_patient_benefit"),
)
"""Medical device software: a medical purpose of its own, an action on data, for a patient."""

USES_IN_VITRO = contains("intended_purposes", "in_vitro_information")

LINKED_TO_MD = one_of("linked_device_regime", "md")
LINKED_TO_IVD = one_of("linked_device_regime", "ivd")

MONITORS = both(meets("intended_purposes", MON), yes("monitors_physiological_process"))

NOT_DMN = outcome("dmn_status", "not_dmn")
DMN = not_(NOT_DMN)

LOWER_CELL = either(
    both(
        one_of("information_significance", "drive"),
        one_of("healthcare_situation", "non_serious", "serious"),
    ),
    both(
        one_of("information_significance", "treat_diagnose"),
        one_of("healthcare_situation", "non_serious"),
    ),
)

_TABLE = ("mdcg-2019-11/10",)

T2 = Rule(
    "T2",
    one_of("information_significance", "inform"),
    "lower",
    _TABLE,
    fr="L'information ne fait qu'informer la décision : le tableau du guide y voit l'effet le moins grave.",
    en="The information only informs the decision: the guide's table sees the least grave effect there.",
)


def _cell(significance: str, situation: str, impact: str, fr: str, en: str) -> Rule:
    when = both(
        one_of("information_significance", significance),
        one_of("healthcare_situation", situation),
    )
    return Rule("T3", when, impact, _TABLE, fr=fr, en=en)


T3_LOWER = Rule(
    "T3",
    LOWER_CELL,
    "lower",
    _TABLE,
    fr="Selon le tableau du guide, ce poids de l'information dans cette situation correspond à "
    "l'effet le moins grave.",
    en="By the guide's table, information of this weight in this situation has the least grave effect.",
)

TABLE_RULES = (
    T2,
    _cell(
        "treat_diagnose",
        "critical",
        "death_or_irreversible",
        fr="L'information est suivie telle quelle dans une situation critique : le tableau du "
        "guide retient un décès ou une détérioration irréversible.",
        en="The information is followed as it is in a critical situation: the guide's table "
        "takes death or an irreversible deterioration.",
    ),
    _cell(
        "drive",
        "critical",
        "serious_or_surgery",
        fr="L'information oriente la décision dans une situation critique : le tableau du guide "
        "retient une détérioration grave.",
        en="The information drives the decision in a critical situation: the guide's table takes "
        "a serious deterioration.",
    ),
    _cell(
        "treat_diagnose",
        "serious",
        "serious_or_surgery",
        fr="L'information est suivie telle quelle dans une situation sérieuse : le tableau du "
        "guide retient une détérioration grave.",
        en="The information is followed as it is in a serious situation: the guide's table takes "
        "a serious deterioration.",
    ),
    Rule(
        "T4",
        both(LOWER_CELL, yes("surgical_intervention_risk")),
        "serious_or_surgery",
        ("mdr/anx_VIII/6.3",),
        after=(T3_LOWER,),
        fr="Une décision faussée peut entraîner une intervention chirurgicale, que la règle 11 "
        "range avec la détérioration grave.",
        en="A wrong decision may lead to a surgical intervention, which rule 11 ranks with a "
        "serious deterioration.",
    ),
    T3_LOWER,
)


def _risk_file(impact: str, fr: str, en: str) -> Rule:
    return Rule("T1", given("decision_impact", impact), impact, ("mdr/anx_VIII/6.3",), fr=fr, en=en)


RISK_FILE_RULES = (
    _risk_file(
        "lower",
        fr="Le dossier de gestion des risques ne retient ni décès, ni détérioration grave, ni "
        "intervention chirurgicale.",
        en="The risk file finds neither death, nor a serious deterioration, nor a surgical intervention.",
    ),
    _risk_file(
        "serious_or_surgery",
        fr="Le dossier de gestion des risques retient une détérioration grave ou une "
        "intervention chirurgicale.",
        en="The risk file finds a serious deterioration or a surgical intervention.",
    ),
    _risk_file(
        "death_or_irreversible",
        fr="Le dossier de gestion des risques retient un décès ou une détérioration irréversible.",
        en="The risk file finds death or an irreversible deterioration.",
    ),
)

IMPACT_LABEL = Text(
    "Effet possible d'une décision faussée (règle 11)",
    "Possible impact of a wrong decision (rule 11)",
)

IMPACT = Decision("impact", "RS-MDR", IMPACT_LABEL, IMPACTS, RISK_FILE_RULES + TABLE_RULES)

IMPACT_BY_TABLE = Decision("impact_by_table", "RS-MDR", IMPACT_LABEL, IMPACTS, TABLE_RULES)

NOTIONS = (IMPACT, IMPACT_BY_TABLE)
"""Decisions that serve other rules and that nobody asks for."""
