"""The class under Annex VIII to Regulation (EU) 2017/746, highest class first.

The higher class wins (``ivdr/anx_VIII/1.9``), and each rule applies alike to first line,
confirmatory and supplemental assays (``ivdr/anx_VIII/1.10``). Class A is reached only by
driving a class A instrument (rule 5(b) through 1.4) or by a non-critical accessory.
"""

from __future__ import annotations

from rules.conditions import (
    Condition,
    both,
    contains,
    meets,
    no,
    not_,
    one_of,
    outcome,
    yes,
)
from rules.models import Decision, FactValue, Rule, Text
from rules.notions import IMPACT

VALUES = {name: Text(f"Classe {name}", f"Class {name}") for name in ("A", "B", "C", "D")} | {
    "not_applicable": Text("Sans objet", "Not applicable")
}

RULE_1_USES = frozenset({"transfusion_agent", "high_risk_agent", "infectious_load"})

RULE_3_USES = frozenset(
    {
        "sti_agent",  # (a)
        "csf_blood_agent",  # (b)
        "severe_infection",  # (c)
        "prenatal_immune",  # (d)
        "infective_status",  # (e)
        "companion_diagnostic",  # (f)
        "disease_staging",  # (g)
        "cancer",  # (h)
        "genetic_testing",  # (i)
        "level_monitoring",  # (j)
        "life_threatening_management",  # (k)
        "prenatal_screening",  # (l)
        "newborn_screening",  # (m)
    }
)

IS_DEVICE = outcome("qualification", "ivd_device")
IS_ACCESSORY = outcome("qualification", "accessory")

_DRIVEN = ("ivdr/anx_VIII/1.4", "ivdr/anx_VIII/1.9", "mdcg-2019-11/5.1")


def _device(*conditions: Condition) -> Condition:
    return both(IS_DEVICE, *conditions)


def _class_of_driven_device(name: str) -> Rule:
    return Rule(
        "V14",
        _device(yes("drives_or_influences"), one_of("linked_device_class", name)),
        name,
        _DRIVEN,
        fr=f"Il commande ou influence un DM DIV de classe {name} : il est au moins de cette classe.",
        en=f"It drives or influences a class {name} IVD: it is at least in that class.",
    )


RULES = (
    Rule(
        "V0",
        not_(outcome("regime", "ivdr")),
        "not_applicable",
        ("ivdr/art_47/1",),
        fr="Le produit ne relève pas du règlement (UE) 2017/746 : il n'y a pas de classe à chercher.",
        en="The product is not under Regulation (EU) 2017/746: there is no class to look for.",
    ),
    Rule(
        "V14",
        outcome("qualification", "drives_device"),
        FactValue("linked_device_class"),
        _DRIVEN,
        fr="Le logiciel prend la classe de l'instrument qu'il commande ou influence.",
        en="The software takes the class of the instrument it drives or influences.",
    ),
    Rule(
        "V5a",
        both(IS_ACCESSORY, no("accessory_critical")),
        "A",
        ("ivdr/anx_VIII/1.3", "ivdr/anx_VIII/2.5"),
        fr="L'accessoire, classé pour lui-même, n'a pas de caractéristique critique.",
        en="The accessory, classified in its own right, has no critical characteristic.",
    ),
    Rule(
        "V6a",
        both(IS_ACCESSORY, yes("accessory_critical")),
        "B",
        ("ivdr/anx_VIII/1.3", "ivdr/anx_VIII/2.6"),
        fr="L'accessoire, classé pour lui-même, a des caractéristiques critiques : la règle 6 "
        "le range en classe B.",
        en="The accessory, classified in its own right, has critical characteristics: rule 6 "
        "puts it in class B.",
    ),
    Rule(
        "V1",
        _device(meets("ivd_uses", RULE_1_USES)),
        "D",
        ("ivdr/anx_VIII/2.1",),
        fr="L'usage relève de la règle 1 : agent transmissible en transfusion ou greffe, ou "
        "maladie mortelle à fort risque de propagation.",
        en="The use falls under rule 1: a transmissible agent in transfusion or transplantation, "
        "or a life-threatening disease with a high risk of spread.",
    ),
    Rule(
        "V2d",
        _device(contains("ivd_uses", "blood_group_d")),
        "D",
        ("ivdr/anx_VIII/2.2",),
        fr="L'usage porte sur un marqueur de groupe sanguin que la règle 2 met en classe D.",
        en="The use concerns a blood group marker that rule 2 puts in class D.",
    ),
    _class_of_driven_device("D"),
    Rule(
        "V2c",
        _device(contains("ivd_uses", "tissue_typing")),
        "C",
        ("ivdr/anx_VIII/2.2",),
        fr="L'usage porte sur un autre groupage sanguin ou sur un typage tissulaire (règle 2).",
        en="The use concerns other blood grouping or tissue typing (rule 2).",
    ),
    Rule(
        "V3",
        _device(meets("ivd_uses", RULE_3_USES)),
        "C",
        ("ivdr/anx_VIII/2.3",),
        names_members_of="ivd_uses",
        fr="L'usage figure parmi ceux de la règle 3.",
        en="The use is among those of rule 3.",
    ),
    Rule(
        "V4a",
        _device(one_of("ivd_user_setting", "self_testing")),
        "C",
        ("ivdr/anx_VIII/2.4",),
        fr="C'est un autotest, hors des exceptions de la règle 4.",
        en="It is a self-test, outside the exceptions of rule 4.",
    ),
    _class_of_driven_device("C"),
    Rule(
        "V4b",
        _device(one_of("ivd_user_setting", "self_testing_class_b")),
        "B",
        ("ivdr/anx_VIII/2.4",),
        fr="C'est un autotest que la règle 4 excepte et met en classe B.",
        en="It is a self-test that rule 4 excepts and puts in class B.",
    ),
    Rule(
        "V6",
        _device(one_of("ivd_user_setting", "laboratory", "near_patient")),
        "B",
        ("ivdr/anx_VIII/2.6",),
        fr="Aucune autre règle ne s'applique : la règle 6 le range en classe B.",
        en="No other rule applies: rule 6 puts it in class B.",
    ),
)

IVDR_CLASS = Decision(
    "ivdr_class",
    "RS-IVDR",
    Text("Classe selon le règlement (UE) 2017/746", "Class under Regulation (EU) 2017/746"),
    VALUES,
    RULES,
    lists_all_true=True,
    # Section 1.4 of the specification heads the trace of both class questions with the T
    # entries, though no row here reads IMPACT; the explanation leaves them out.
    graded_by=IMPACT,
    graded_when=yes("decision_information"),
)
