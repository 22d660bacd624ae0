"""What the output does to a decision or a patient, and the uses of an in vitro device."""

from __future__ import annotations

from rules.models import Fact, Text

SIGNIFICANCES = {
    "inform": Text("Informe", "Informs"),
    "drive": Text("Oriente", "Drives"),
    "treat_diagnose": Text("Traite ou diagnostique", "Treats or diagnoses"),
}

SITUATIONS = {
    "non_serious": Text("Non sérieuse", "Non-serious"),
    "serious": Text("Sérieuse", "Serious"),
    "critical": Text("Critique", "Critical"),
}

IMPACTS = {
    "lower": Text("Effet moindre", "Lesser effect"),
    "serious_or_surgery": Text(
        "Détérioration grave de l'état de santé ou intervention chirurgicale",
        "Serious deterioration of health or a surgical intervention",
    ),
    "death_or_irreversible": Text(
        "Décès ou détérioration irréversible de l'état de santé",
        "Death or irreversible deterioration of health",
    ),
}

IVD_USES = {
    "transfusion_agent": Text(
        "Agent transmissible recherché pour la transfusion, la transplantation ou l'administration "
        "de cellules (règle 1)",
        "Transmissible agent sought before transfusion, transplantation or cell administration (rule 1)",
    ),
    "high_risk_agent": Text(
        "Agent transmissible d'une maladie mortelle à risque de propagation élevé (règle 1)",
        "Transmissible agent of a life-threatening disease with a high risk of spread (rule 1)",
    ),
    "infectious_load": Text(
        "Charge infectieuse d'une maladie mortelle, décisive pour la prise en charge (règle 1)",
        "Infectious load of a life-threatening disease, critical to management (rule 1)",
    ),
    "blood_group_d": Text(
        "Groupe sanguin : marqueurs ABO, Rhésus, Kell, Kidd ou Duffy (règle 2)",
        "Blood group: ABO, Rhesus, Kell, Kidd or Duffy markers (rule 2)",
    ),
    "tissue_typing": Text(
        "Autre groupage sanguin ou typage tissulaire (règle 2)",
        "Other blood grouping or tissue typing (rule 2)",
    ),
    "sti_agent": Text(
        "Agent d'une infection sexuellement transmissible (règle 3 a)",
        "Agent of a sexually transmitted infection (rule 3(a))",
    ),
    "csf_blood_agent": Text(
        "Agent infectieux dans le liquide cérébrospinal ou le sang, sans risque de propagation "
        "élevé (règle 3 b)",
        "Infectious agent in cerebrospinal fluid or blood, without a high risk of spread (rule 3(b))",
    ),
    "severe_infection": Text(
        "Agent infectieux dont un résultat erroné met en jeu la vie ou expose à un handicap "
        "sévère (règle 3 c)",
        "Infectious agent for which an erroneous result risks death or severe disability (rule 3(c))",
    ),
    "prenatal_immune": Text(
        "Dépistage prénatal du statut immunitaire de la femme envers un agent transmissible (règle 3 d)",
        "Prenatal screening of women for immune status towards transmissible agents (rule 3(d))",
    ),
    "infective_status": Text(
        "Statut infectieux ou immunitaire dont l'erreur met la vie en jeu (règle 3 e)",
        "Infective or immune status for which an error threatens life (rule 3(e))",
    ),
    "companion_diagnostic": Text(
        "Test compagnon d'un médicament (règle 3 f)", "Companion diagnostic (rule 3(f))"
    ),
    "disease_staging": Text(
        "Stade d'une maladie, lorsque l'erreur met la vie en jeu (règle 3 g)",
        "Disease staging where an error threatens life (rule 3(g))",
    ),
    "cancer": Text(
        "Dépistage, diagnostic ou stade d'un cancer (règle 3 h)",
        "Screening, diagnosis or staging of cancer (rule 3(h))",
    ),
    "genetic_testing": Text("Test génétique humain (règle 3 i)", "Human genetic testing (rule 3(i))"),
    "level_monitoring": Text(
        "Suivi du taux d'un médicament, d'une substance ou d'un composant biologique, lorsque "
        "l'erreur met la vie en jeu (règle 3 j)",
        "Monitoring of levels of a medicine, substance or biological component where an error "
        "threatens life (rule 3(j))",
    ),
    "life_threatening_management": Text(
        "Prise en charge d'un patient dont la vie est menacée (règle 3 k)",
        "Management of patients with a life-threatening condition (rule 3(k))",
    ),
    "prenatal_screening": Text(
        "Dépistage d'affections congénitales de l'embryon ou du fœtus (règle 3 l)",
        "Screening for congenital disorders in the embryo or foetus (rule 3(l))",
    ),
    "newborn_screening": Text(
        "Dépistage d'affections congénitales du nouveau-né, lorsqu'un cas manqué met la vie en jeu "
        "ou expose à un handicap sévère (règle 3 m)",
        "Screening for congenital disorders in newborns where a missed case risks death or severe "
        "disability (rule 3(m))",
    ),
}

USER_SETTINGS = {
    "laboratory": Text("Laboratoire", "Laboratory"),
    "near_patient": Text("Près du patient, par un professionnel", "Near the patient, by a professional"),
    "self_testing": Text("Autotest", "Self-testing"),
    "self_testing_class_b": Text(
        "Autotest de l'exception (grossesse, fertilité, cholestérol, et dans l'urine glucose, "
        "érythrocytes, leucocytes, bactéries)",
        "Self-testing within the exception (pregnancy, fertility, cholesterol, and in urine "
        "glucose, erythrocytes, leucocytes, bacteria)",
    ),
}

EFFECT_FACTS = (
    Fact(
        name="decision_information",
        kind="bool",
        label=Text("Information pour une décision", "Information for a decision"),
        question=Text(
            "L'information produite sert-elle à prendre des décisions de diagnostic ou de traitement ?",
            "Is the information used to take decisions with diagnosis or therapeutic purposes?",
        ),
        help=Text(
            "Non si le logiciel ne fait que surveiller, ou s'il traite, compense ou aide à "
            "concevoir sans informer une telle décision.",
            "No if the software only monitors, or if it treats, compensates or helps to conceive "
            "without informing such a decision.",
        ),
        sources=("mdr/anx_VIII/6.3", "mdcg-2019-11/4.2.1"),
    ),
    Fact(
        name="information_significance",
        kind="enum",
        label=Text("Poids de l'information", "Significance of the information"),
        question=Text(
            "Quel poids a cette information dans la décision ?",
            "How significant is the information to the decision?",
        ),
        help=Text(
            "Informe (une donnée parmi d'autres, options classées) ; oriente (tri, prochaine "
            "étape, aide au diagnostic) ; traite ou diagnostique (suivie telle quelle).",
            "Informs (one element among others, ranked options); drives (triage, next step, aid "
            "to diagnosis); treats or diagnoses (followed as it is).",
        ),
        sources=("mdcg-2019-11/10",),
        values=SIGNIFICANCES,
    ),
    Fact(
        name="healthcare_situation",
        kind="enum",
        label=Text("Gravité de la situation", "State of the healthcare situation"),
        question=Text(
            "Quelle est la gravité de la situation ou de l'affection ?",
            "What is the state of the healthcare situation or condition?",
        ),
        help=Text(
            "Critique : vie en jeu ou atteinte irréversible, délai court. Sérieuse : atteinte "
            "grave évitable. Non sérieuse : le reste.",
            "Critical: life at stake or irreversible harm, little time. Serious: grave harm that "
            "can be avoided. Non-serious: the rest.",
        ),
        sources=("mdcg-2019-11/10",),
        values=SITUATIONS,
    ),
    Fact(
        name="surgical_intervention_risk",
        kind="bool",
        label=Text("Risque d'intervention chirurgicale", "Risk of a surgical intervention"),
        question=Text(
            "Une décision fondée sur une information fausse peut-elle raisonnablement entraîner "
            "une intervention chirurgicale ?",
            "Could a decision based on wrong information reasonably lead to a surgical intervention?",
        ),
        help=Text(
            "Pensez à l'erreur plausible, non au pire imaginable. Oui : une fausse alerte qui mène à "
            "opérer pour rien, une fracture manquée qu'il faut opérer plus tard. Non : un rendez-vous ou "
            "un examen de plus.",
            "Think of the plausible error, not of the worst imaginable. Yes: a false alarm that leads to "
            "needless surgery, a missed fracture that needs surgery later. No: one more appointment or "
            "examination.",
        ),
        sources=("mdr/anx_VIII/6.3",),
    ),
    Fact(
        name="decision_impact",
        kind="enum",
        asked=False,
        label=Text("Conclusion du dossier de risques", "Conclusion of the risk file"),
        question=Text(
            "Conclusion du dossier de gestion des risques sur le pire effet raisonnablement "
            "probable d'une décision fondée sur une information fausse",
            "Risk file's conclusion on the worst reasonably likely impact of a decision based on "
            "wrong information",
        ),
        help=Text(
            "Si elle est donnée, elle l'emporte sur le tableau.",
            "When it is given, it prevails over the table.",
        ),
        sources=("mdr/anx_VIII/6.3", "mdcg-2019-11/4.2.1"),
        values=IMPACTS,
    ),
    Fact(
        name="immediate_danger_diagnosis",
        kind="bool",
        label=Text("Diagnostic en danger immédiat", "Diagnosis in immediate danger"),
        question=Text(
            "Est-il destiné au diagnostic lorsque le patient est en danger immédiat ?",
            "Is it intended for diagnosis where the patient is in immediate danger?",
        ),
        help=Text(
            "Urgence vitale, déchocage, réanimation.",
            "Life-threatening emergency, resuscitation room, intensive care.",
        ),
        sources=("mdr/anx_VIII/6.2",),
    ),
    Fact(
        name="monitors_physiological_process",
        kind="bool",
        label=Text("Surveillance d'un processus physiologique", "Monitoring of a physiological process"),
        question=Text(
            "Est-il destiné à surveiller un processus ou un paramètre physiologique ?",
            "Is it intended to monitor a physiological process?",
        ),
        help=Text(
            "Oui : suivre dans le temps une fonction ou une mesure du corps, vitale ou non (respiration, "
            "fréquence cardiaque, tension, poids). Non : suivre seulement des réponses à un questionnaire "
            "ou la prise d'un médicament.",
            "Yes: following over time a function or a measurement of the body, vital or not (breathing, "
            "heart rate, blood pressure, weight). No: following only the answers to a questionnaire or "
            "whether a medicine is taken.",
        ),
        sources=("mdr/anx_VIII/6.3",),
    ),
    Fact(
        name="vital_immediate_danger",
        kind="bool",
        label=Text("Paramètres vitaux, danger immédiat", "Vital parameters, immediate danger"),
        question=Text(
            "Surveille-t-il des paramètres vitaux dont la variation peut mettre le patient en "
            "danger immédiat ?",
            "Does it monitor vital parameters whose variation could put the patient in immediate danger?",
        ),
        help=Text(
            "Oui : surveillance continue en anesthésie, réanimation, urgence ; surveillance de "
            "l'apnée, même à domicile. Non : relevés de routine, y compris à domicile.",
            "Yes: continuous surveillance in anaesthesia, intensive or emergency care; apnoea "
            "monitoring, even at home. No: routine readings, at home included.",
        ),
        sources=("mdr/anx_VIII/6.3", "mdcg-2019-11/annexe-IV", "mdcg-2021-24/rule-10"),
    ),
    Fact(
        name="closed_loop_therapy",
        kind="bool",
        label=Text("Boucle fermée", "Closed loop"),
        question=Text(
            "Le traitement est-il ajusté par le système lui-même d'après sa propre fonction "
            "diagnostique (boucle fermée) ?",
            "Does the system adjust the therapy by itself from its own diagnostic function (closed loop)?",
        ),
        help=Text(
            "Non si un professionnel ou le patient décide de l'ajustement.",
            "No if a professional or the patient decides on the adjustment.",
        ),
        sources=("mdr/anx_VIII/7.9", "mdcg-2021-24/rule-22"),
    ),
    Fact(
        name="measuring_function",
        kind="bool",
        label=Text("Fonction de mesure", "Measuring function"),
        question=Text(
            "Le logiciel de classe I a-t-il une fonction de mesure (grandeur chiffrée en unités légales) ?",
            "Does the class I software have a measuring function?",
        ),
        help=Text(
            "Trois conditions à la fois : mesurer un paramètre du corps ; l'exprimer en unité légale, ou "
            "le comparer à une valeur qui l'est ; promettre, même implicitement, une exactitude dont "
            "dépend la santé du patient. Oui : l'angle d'une articulation en degrés. Non : un score sans "
            "unité.",
            "Three conditions together: it measures a parameter of the body; gives it in a legal unit, or "
            "compares it with a value in one; and promises, even implicitly, an accuracy on which the "
            "patient's health depends. Yes: the angle of a joint in degrees. No: a score without a unit.",
        ),
        sources=("mdr/art_52/7", "mdr/anx_I/15.2"),
    ),
    Fact(
        name="ivd_uses",
        kind="set",
        label=Text("Usages de diagnostic in vitro", "In vitro diagnostic uses"),
        question=Text(
            "À quels usages de diagnostic in vitro l'information est-elle destinée ? (aucun de "
            "ceux-ci est une réponse)",
            "For which in vitro uses is the information intended? (none of these is an answer)",
        ),
        help=Text(
            "Chaque choix reprend un tiret des règles 1, 2 et 3 de l'annexe VIII du règlement "
            "(UE) 2017/746 ; rien à cocher si aucun ne convient.",
            "Each choice takes up one indent of rules 1, 2 and 3 of Annex VIII to Regulation "
            "(EU) 2017/746; tick nothing if none fits.",
        ),
        sources=("ivdr/anx_VIII/2.1", "ivdr/anx_VIII/2.2", "ivdr/anx_VIII/2.3"),
        values=IVD_USES,
        none=Text("aucun de ceux-ci", "none of these"),
    ),
    Fact(
        name="ivd_user_setting",
        kind="enum",
        label=Text("Lieu et auteur de l'examen", "Where and by whom the test is done"),
        question=Text("Où et par qui l'examen est-il fait ?", "Where and by whom is the test done?"),
        help=Text(
            "Laboratoire ; près du patient par un professionnel ; autotest ; autotest de "
            "l'exception (grossesse, fertilité, cholestérol, et dans l'urine glucose, "
            "érythrocytes, leucocytes, bactéries).",
            "Laboratory; near the patient by a professional; self-testing; self-testing within "
            "the exception (pregnancy, fertility, cholesterol, and in urine glucose, "
            "erythrocytes, leucocytes, bacteria).",
        ),
        sources=("ivdr/art_2/5", "ivdr/art_2/6", "ivdr/anx_VIII/2.4"),
        values=USER_SETTINGS,
    ),
    Fact(
        name="accessory_critical",
        kind="bool",
        label=Text("Accessoire aux caractéristiques critiques", "Critical accessory"),
        question=Text(
            "L'accessoire de DM DIV a-t-il des caractéristiques critiques ?",
            "Does the IVD accessory have critical characteristics?",
        ),
        help=Text("Il peut fausser le résultat.", "It can distort the result."),
        sources=("ivdr/anx_VIII/2.5",),
    ),
)
