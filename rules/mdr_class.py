"""The class under Annex VIII to Regulation (EU) 2017/745, strictest rule first.

The list is ordered by class, so the first match is the strictest rule that applies
(``mdr/anx_VIII/3.5``).

Rules that cannot decide for software and so have no row: rule 9, first paragraph, and
rule 12 (software neither exchanges energy nor administers a substance itself: through 3.3
only); rule 10, third indent, at IIa (what meets it meets 11a or 11b at IIa or more);
rule 13 (11c takes the remainder); the implantable limb of rule 15; rule 16 (software does
not itself disinfect or sterilise).
"""

from __future__ import annotations

from rules.conditions import (
    Condition,
    both,
    contains,
    either,
    meets,
    no,
    not_,
    one_of,
    outcome,
    yes,
)
from rules.models import Decision, FactValue, Rule, Text
from rules.notions import DIAG, IMPACT, MONITORS, TREAT

VALUES = {name: Text(f"Classe {name}", f"Class {name}") for name in ("I", "IIa", "IIb", "III")} | {
    "not_applicable": Text("Sans objet", "Not applicable")
}

IS_DEVICE = outcome("qualification", "mdr_device")
IS_ACCESSORY = outcome("qualification", "accessory")

_RULE_11 = ("mdr/anx_VIII/6.3", "mdcg-2019-11/4.2.1")
_DRIVEN = ("mdr/anx_VIII/3.3", "mdr/anx_VIII/3.5", "mdcg-2019-11/4.1")


def _device(*conditions: Condition) -> Condition:
    return both(IS_DEVICE, *conditions)


def _rule_11a(id: str, impact: str, gives: str, fr: str, en: str) -> Rule:
    when = _device(yes("decision_information"), outcome("impact", impact))
    return Rule(id, when, gives, _RULE_11, fr=fr, en=en)


def _class_of_driven_device(name: str) -> Rule:
    return Rule(
        "C33",
        _device(yes("drives_or_influences"), one_of("linked_device_class", name)),
        name,
        _DRIVEN,
        fr=f"Il commande ou influence un dispositif de classe {name} : il est au moins de cette classe.",
        en=f"It drives or influences a class {name} device: it is at least in that class.",
    )


RULES = (
    Rule(
        "C0",
        not_(outcome("regime", "mdr")),
        "not_applicable",
        ("mdr/art_51/1",),
        fr="Le produit ne relève pas du règlement (UE) 2017/745 : il n'y a pas de classe à chercher.",
        en="The product is not under Regulation (EU) 2017/745: there is no class to look for.",
    ),
    Rule(
        "CXVI",
        outcome("qualification", "annex_xvi_product"),
        FactValue("linked_device_class"),
        ("mdr/anx_XVI", "mdr/anx_VIII/3.3"),
        fr="Le logiciel prend la classe du matériel de l'annexe XVI.",
        en="The software takes the class of the Annex XVI equipment.",
    ),
    Rule(
        "C33",
        outcome("qualification", "drives_device"),
        FactValue("linked_device_class"),
        _DRIVEN,
        fr="Le logiciel prend la classe du dispositif qu'il commande ou influence.",
        en="The software takes the class of the device it drives or influences.",
    ),
    Rule(
        "C8",
        both(IS_ACCESSORY, one_of("linked_device_kind", "active_implantable")),
        "III",
        ("mdr/anx_VIII/5.4",),
        fr="L'accessoire d'un dispositif implantable actif est de classe III.",
        en="An accessory to an active implantable device is class III.",
    ),
    Rule(
        "C32",
        IS_ACCESSORY,
        "I",
        ("mdr/anx_VIII/3.2", "mdr/anx_VIII/6.3"),
        fr="Un accessoire est classé pour lui-même : il tombe dans le dernier alinéa de la règle 11.",
        en="An accessory is classified in its own right: it falls in the last paragraph of rule 11.",
    ),
    _rule_11a(
        "C11a-III",
        "death_or_irreversible",
        "III",
        fr="L'information sert à une décision dont l'erreur peut causer un décès ou une "
        "détérioration irréversible.",
        en="The information serves a decision whose error may cause death or an irreversible deterioration.",
    ),
    Rule(
        "C22",
        _device(
            either(yes("drives_or_influences"), meets("intended_purposes", TREAT)),
            yes("closed_loop_therapy"),
        ),
        "III",
        ("mdr/anx_VIII/7.9", "mdcg-2019-11/4.2.5", "mdcg-2021-24/rule-22"),
        fr="Le traitement est ajusté en boucle fermée par la fonction diagnostique du système.",
        en="The therapy is adjusted in closed loop by the system's own diagnostic function.",
    ),
    _class_of_driven_device("III"),
    Rule(
        "C15",
        _device(contains("intended_purposes", "contraception_sti")),
        "IIb",
        ("mdr/anx_VIII/7.2", "mdcg-2019-11/4.2.4", "mdcg-2021-24/rule-15"),
        fr="Le logiciel sert à la contraception ou à la prévention des IST.",
        en="The software serves contraception or the prevention of sexually transmitted infections.",
    ),
    _rule_11a(
        "C11a-IIb",
        "serious_or_surgery",
        "IIb",
        fr="L'information sert à une décision dont l'erreur peut causer une détérioration grave "
        "ou une intervention chirurgicale.",
        en="The information serves a decision whose error may cause a serious deterioration or "
        "a surgical intervention.",
    ),
    _class_of_driven_device("IIb"),
    Rule(
        "C11b-IIb",
        _device(MONITORS, yes("vital_immediate_danger")),
        "IIb",
        _RULE_11,
        fr="Le logiciel surveille des paramètres vitaux dont la variation met le patient en danger immédiat.",
        en="The software monitors vital parameters whose variation puts the patient in immediate danger.",
    ),
    Rule(
        "C10-IIb",
        _device(meets("intended_purposes", DIAG), yes("immediate_danger_diagnosis")),
        "IIb",
        ("mdr/anx_VIII/6.2",),
        fr="Le logiciel sert au diagnostic lorsque le patient est en danger immédiat.",
        en="The software serves diagnosis where the patient is in immediate danger.",
    ),
    _rule_11a(
        "C11a-IIa",
        "lower",
        "IIa",
        fr="L'information sert à une décision de diagnostic ou de traitement, sans effet grave probable.",
        en="The information serves a diagnostic or therapeutic decision, with no grave effect likely.",
    ),
    Rule(
        "C11b-IIa",
        _device(MONITORS, no("vital_immediate_danger")),
        "IIa",
        _RULE_11,
        fr="Le logiciel surveille un processus physiologique, sans danger immédiat.",
        en="The software monitors a physiological process, without immediate danger.",
    ),
    _class_of_driven_device("IIa"),
    _class_of_driven_device("I"),
    Rule(
        "C11c",
        _device(no("decision_information"), not_(MONITORS)),
        "I",
        _RULE_11,
        fr="Le logiciel n'informe aucune décision de diagnostic ou de traitement et ne surveille "
        "aucun processus physiologique.",
        en="The software informs no diagnostic or therapeutic decision and monitors no "
        "physiological process.",
    ),
)


def _confirms(id: str, kind: str, cites: tuple[str, ...], fr: str, en: str) -> Rule:
    when = both(
        yes("drives_or_influences"),
        outcome("regime", "mdr"),
        one_of("linked_device_kind", kind),
    )
    return Rule(id, when, "", cites, fr=fr, en=en)


CONFIRMING = (
    Rule(
        "C9b",
        both(
            yes("drives_or_influences"),
            outcome("regime", "mdr"),
            one_of("linked_device_kind", "active_therapeutic"),
            one_of("linked_device_class", "IIb"),
        ),
        "",
        ("mdr/anx_VIII/6.1",),
        fr="La règle 9 range aussi en classe IIb ce qui commande un dispositif thérapeutique "
        "actif de classe IIb.",
        en="Rule 9 also puts in class IIb what controls an active therapeutic device of class IIb.",
    ),
    _confirms(
        "C9c",
        "ionising_radiation",
        ("mdr/anx_VIII/6.1", "mdr/anx_VIII/6.2"),
        fr="Les règles 9 et 10 le confirment pour ce qui commande un émetteur de rayonnements ionisants.",
        en="Rules 9 and 10 confirm it for what controls an emitter of ionising radiation.",
    ),
    _confirms(
        "C9d",
        "active_implantable",
        ("mdr/anx_VIII/6.1",),
        fr="La règle 9 le confirme pour ce qui commande un dispositif implantable actif.",
        en="Rule 9 confirms it for what controls an active implantable device.",
    ),
    _confirms(
        "C12",
        "substance_delivery",
        ("mdr/anx_VIII/6.4", "mdcg-2019-11/4.2.2"),
        fr="La règle 12 vise le dispositif commandé, qui administre ou retire une substance.",
        en="Rule 12 reaches the driven device, which administers or removes a substance.",
    ),
)

MDR_CLASS = Decision(
    "mdr_class",
    "RS-MDR",
    Text("Classe selon le règlement (UE) 2017/745", "Class under Regulation (EU) 2017/745"),
    VALUES,
    RULES,
    lists_all_true=True,
    confirming=CONFIRMING,
    graded_by=IMPACT,
    graded_when=yes("decision_information"),
)
