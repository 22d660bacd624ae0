"""What one answer implies for another (I1 to I17), and answers that cannot stand together (X)."""

from __future__ import annotations

from rules.conditions import both, contains, given, meets, no, not_, one_of, yes
from rules.models import Contradiction, Implication
from rules.notions import ALL_PURPOSES, DIAG, MON, TREAT

IMPLICATIONS = (
    Implication(
        "I1",
        yes("telemonitoring"),
        "action_on_data",
        True,
        ("css/L162-48",),
        fr="Alerter au-delà d'un seuil, c'est analyser les données.",
        en="Alerting beyond a threshold is an analysis of the data.",
    ),
    Implication(
        "I2",
        yes("vital_immediate_danger"),
        "monitors_physiological_process",
        True,
        ("mdr/anx_VIII/6.3",),
        fr="Surveiller des paramètres vitaux, c'est surveiller un processus physiologique.",
        en="Monitoring vital parameters is monitoring a physiological process.",
    ),
    Implication(
        "I3",
        yes("patient_access"),
        "processes_personal_data",
        True,
        ("ans-certification/definition",),
        fr="Un accès patient identifié suppose des données à caractère personnel.",
        en="An identified patient access involves personal data.",
    ),
    Implication(
        "I4",
        yes("professional_access"),
        "processes_personal_data",
        True,
        ("ans-certification/definition",),
        fr="Un accès professionnel identifié suppose des données à caractère personnel.",
        en="An identified professional access involves personal data.",
    ),
    Implication(
        "I5",
        yes("professional_access"),
        "professional_use",
        True,
        ("has/3.4-05",),
        fr="Un accès professionnel suppose un usage par des professionnels.",
        en="A professional access supposes use by professionals.",
    ),
    Implication(
        "I6",
        one_of("ce_marking", "mdr", "ivdr", "directive"),
        "in_house",
        False,
        ("mdr/art_5/5", "ivdr/art_5/5"),
        fr="Un produit marqué CE n'est pas un dispositif fabriqué et utilisé en interne.",
        en="A CE marked product is not a device made and used in house.",
    ),
    Implication(
        "I7",
        yes("in_house"),
        "ce_marking",
        "none",
        ("mdr/art_5/5", "ivdr/art_5/5"),
        fr="Un dispositif fabriqué et utilisé en interne ne porte pas le marquage CE.",
        en="A device made and used in house does not bear the CE marking.",
    ),
    Implication(
        "I8",
        one_of("linked_device_kind", "active_implantable"),
        "linked_device_class",
        "III",
        ("mdr/anx_VIII/5.4",),
        fr="Un dispositif implantable actif est de classe III.",
        en="An active implantable device is class III.",
    ),
    Implication(
        "I9",
        one_of("linked_device_kind", "ionising_radiation"),
        "linked_device_class",
        "IIb",
        ("mdr/anx_VIII/6.1", "mdr/anx_VIII/6.2"),
        fr="Un émetteur de rayonnements ionisants à visée médicale est de classe IIb.",
        en="A medical emitter of ionising radiation is class IIb.",
    ),
    Implication(
        "I10",
        one_of("linked_device_class", "I", "IIa", "IIb", "III"),
        "linked_device_regime",
        "md",
        ("mdr/art_51/1",),
        fr="Les classes I, IIa, IIb et III sont celles des dispositifs médicaux.",
        en="Classes I, IIa, IIb and III are those of medical devices.",
    ),
    Implication(
        "I11",
        one_of("linked_device_class", "A", "B", "C", "D"),
        "linked_device_regime",
        "ivd",
        ("ivdr/art_47/1",),
        fr="Les classes A, B, C et D sont celles des DM DIV.",
        en="Classes A, B, C and D are those of IVDs.",
    ),
    Implication(
        "I12",
        given("information_significance"),
        "decision_information",
        True,
        ("mdr/anx_VIII/6.3",),
        fr="Graduer le poids de l'information suppose qu'elle serve à une décision.",
        en="To grade how much the information weighs, it must serve a decision.",
    ),
    Implication(
        "I13",
        given("decision_impact"),
        "decision_information",
        True,
        ("mdr/anx_VIII/6.3",),
        fr="Juger l'effet d'une décision suppose que l'information serve à une décision.",
        en="To judge the impact of a decision, the information must serve a decision.",
    ),
    Implication(
        "I14",
        yes("surgical_intervention_risk"),
        "decision_information",
        True,
        ("mdr/anx_VIII/6.3",),
        fr="Craindre une intervention chirurgicale suppose que l'information serve à une décision.",
        en="A risk of surgery supposes that the information serves a decision.",
    ),
    Implication(
        "I15",
        yes("telemonitoring"),
        "professional_act_only",
        False,
        ("css/R165-4/4",),
        fr="La fonction d'un outil de télésurveillance dure au-delà de l'acte.",
        en="The function of a telemonitoring tool outlasts the act.",
    ),
    Implication(
        "I16",
        yes("professional_act_only"),
        "telemonitoring",
        False,
        ("css/R165-4/4",),
        fr="Un outil qui ne sert que pendant l'acte ne télésurveille pas.",
        en="A tool used only during the act does not telemonitor.",
    ),
    Implication(
        "I17",
        yes("annex_xvi"),
        "linked_device_regime",
        "md",
        ("mdr/art_1/2", "mdr/anx_XVI"),
        fr="Le matériel de l'annexe XVI relève du règlement (UE) 2017/745.",
        en="Annex XVI equipment falls under Regulation (EU) 2017/745.",
    ),
)

_MONITORING_PURPOSES = MON | {"conception_support", "contraception_sti"}

CONTRADICTIONS = (
    Contradiction(
        "X1",
        both(
            contains("intended_purposes", "in_vitro_information"),
            one_of("in_vitro_data_role", "none"),
        ),
        ("intended_purposes", "in_vitro_data_role"),
        fr="L'information vient d'examens in vitro et pourtant leurs résultats n'y ont aucune "
        "part.",
        en="The information comes from in vitro examinations, yet their results play no part.",
    ),
    Contradiction(
        "X2",
        both(
            yes("closed_loop_therapy"),
            given("intended_purposes"),
            not_(meets("intended_purposes", TREAT)),
            no("drives_or_influences"),
        ),
        ("closed_loop_therapy", "intended_purposes"),
        fr="Une boucle fermée ajuste un traitement : il faut une finalité de traitement ou un "
        "dispositif commandé.",
        en="A closed loop adjusts a treatment: it takes a treatment purpose or a device that is "
        "driven.",
    ),
    Contradiction(
        "X3",
        both(
            yes("immediate_danger_diagnosis"),
            given("intended_purposes"),
            not_(meets("intended_purposes", DIAG)),
        ),
        ("immediate_danger_diagnosis", "intended_purposes"),
        fr="Un diagnostic en danger immédiat suppose une finalité de diagnostic.",
        en="Diagnosis in immediate danger supposes a diagnostic purpose.",
    ),
    Contradiction(
        "X4",
        both(
            yes("monitors_physiological_process"),
            meets("intended_purposes", ALL_PURPOSES),
            not_(meets("intended_purposes", _MONITORING_PURPOSES)),
        ),
        ("monitors_physiological_process", "intended_purposes"),
        fr="Surveiller un processus physiologique suppose d'en déclarer la finalité.",
        en="Monitoring a physiological process supposes that the purpose is declared.",
    ),
    Contradiction(
        "X5",
        both(
            one_of("in_vitro_data_role", "sole", "principal"),
            meets("intended_purposes", ALL_PURPOSES),
            not_(contains("intended_purposes", "in_vitro_information")),
        ),
        ("in_vitro_data_role", "intended_purposes"),
        fr="Des résultats in vitro déterminants supposent la finalité d'information in vitro.",
        en="In vitro results that decide suppose the purpose of in vitro information.",
    ),
)
