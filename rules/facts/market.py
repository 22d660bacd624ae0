"""The state of the product on the market, its data, its users and its claims to coverage."""

from __future__ import annotations

from rules.models import Fact, Text

CE_MARKINGS = {
    "none": Text("Aucun", "None"),
    "mdr": Text("Oui, règlement (UE) 2017/745", "Yes, Regulation (EU) 2017/745"),
    "ivdr": Text("Oui, règlement (UE) 2017/746", "Yes, Regulation (EU) 2017/746"),
    "directive": Text("Oui, directive (93/42, 90/385 ou 98/79)", "Yes, a directive (93/42, 90/385 or 98/79)"),
}

MARKET_FACTS = (
    Fact(
        name="ce_marking",
        kind="enum",
        label=Text("Marquage CE", "CE marking"),
        question=Text(
            "Le produit porte-t-il le marquage CE, et à quel titre ?",
            "Is it CE marked, and under which act?",
        ),
        help=Text("Directive : 93/42, 90/385 ou 98/79.", "Directive: 93/42, 90/385 or 98/79."),
        sources=("ans-certification/definition",),
        values=CE_MARKINGS,
    ),
    Fact(
        name="processes_personal_data",
        kind="bool",
        label=Text("Données à caractère personnel", "Personal data"),
        question=Text(
            "Le produit implique-t-il un traitement de données à caractère personnel ?",
            "Does it involve processing of personal data?",
        ),
        help=Text("Au sens du RGPD.", "Within the meaning of the GDPR."),
        sources=("ans-certification/definition",),
    ),
    Fact(
        name="individual_use",
        kind="bool",
        label=Text("Usage individuel", "Individual use"),
        question=Text(
            "Est-il destiné à un usage individuel (attribué à un patient pour sa propre prise en charge) ?",
            "Is it intended for individual use (assigned to one patient for their own care)?",
        ),
        help=Text(
            "Non : outil partagé par un service pour tous ses patients.",
            "No: a tool that a department shares for all its patients.",
        ),
        sources=("ans-certification/definition",),
    ),
    Fact(
        name="hosts_data_beyond_local",
        kind="bool",
        label=Text("Hébergement hors stockage local", "Hosting beyond local storage"),
        question=Text(
            "Une fonction, médicale ou non, suppose-t-elle un hébergement de données hors stockage local ?",
            "Does any function, medical or not, involve hosting data beyond local storage?",
        ),
        help=Text(
            "Oui dès que des données partent vers un serveur : sauvegarde en nuage, compte en ligne, "
            "portail, statistiques d'usage. Non si tout reste sur l'appareil de l'utilisateur.",
            "Yes as soon as data go to a server: cloud backup, online account, portal, usage statistics. "
            "No if everything stays on the user's own device.",
        ),
        sources=("ans-certification/exigences",),
    ),
    Fact(
        name="patient_access",
        kind="bool",
        label=Text("Accès patient identifié", "Identified patient access"),
        question=Text(
            "Y a-t-il un accès patient avec identification ?",
            "Is there a patient access with identification?",
        ),
        help=Text(
            "Oui si le patient se connecte à son nom (compte, mot de passe, code reçu). Non si "
            "l'application s'ouvre sans identifier personne ou si seuls des soignants se connectent.",
            "Yes if the patient signs in under their own name (account, password, code received). No if "
            "the app opens without identifying anyone or if only professionals sign in.",
        ),
        sources=("ans-certification/exigences",),
    ),
    Fact(
        name="professional_access",
        kind="bool",
        label=Text("Accès professionnel identifié", "Identified professional access"),
        question=Text(
            "Y a-t-il un accès professionnel de santé avec identification ?",
            "Is there a health professional access with identification?",
        ),
        help=Text(
            "Professions listées au code de la santé publique.",
            "Professions listed in the French public health code.",
        ),
        sources=("ans-certification/exigences",),
    ),
    Fact(
        name="identity_referential",
        kind="bool",
        label=Text("Référentiel d'identité", "Identity referential"),
        question=Text(
            "Le produit est-il référentiel d'identité (il crée ou qualifie l'identité INS) ?",
            "Is the product an identity referential?",
        ),
        help=Text(
            "Oui s'il appelle lui-même le téléservice INSi pour créer ou vérifier l'identité du patient. "
            "Non s'il la reçoit d'un autre logiciel, comme le dossier patient de l'hôpital.",
            "It is one if it creates or qualifies the national health identity (INS). Yes if it calls the "
            "INSi teleservice itself to create or check the patient's identity. No if it receives it from "
            "other software, such as the hospital record.",
        ),
        sources=("ans-certification/faq-cnda", "ans-parcours/1.4"),
    ),
    Fact(
        name="telemonitoring",
        kind="bool",
        label=Text("Télésurveillance médicale", "Medical telemonitoring"),
        question=Text(
            "Collecte-t-il, analyse-t-il et transmet-il des données du patient avec alertes "
            "au-delà de seuils prédéfinis, pour une télésurveillance médicale ?",
            "Does it collect, analyse and transmit patient data with alerts beyond preset "
            "thresholds, for medical telemonitoring?",
        ),
        help=Text(
            "Oui si l'équipe soignante est alertée quand une mesure franchit un seuil fixé d'avance, par "
            "exemple une prise de poids rapide. Non : carnet de mesures, téléconsultation, simple "
            "affichage. S'il soigne aussi, évaluez chaque module à part et répondez non pour le module "
            "thérapeutique.",
            "Yes if the care team is alerted when a measurement passes a preset threshold, for instance a "
            "quick gain in weight. No: a log of measurements, a video consultation, mere display. If it "
            "also treats, assess each module apart and answer no for the therapeutic module.",
        ),
        sources=("ans-certification/perimetre", "css/L162-48"),
    ),
    Fact(
        name="professional_act_only",
        kind="bool",
        label=Text("Pendant l'acte seulement", "During an act only"),
        question=Text(
            "Sert-il seulement pendant un acte d'un professionnel, sans fonction au-delà ?",
            "Is it used only during a professional's act, with no function beyond it?",
        ),
        help=Text(
            "Oui pour un outil que le praticien ouvre pendant l'acte et qui s'arrête avec lui, comme "
            "l'aide à la lecture d'une radiographie. Non si le patient s'en sert ensuite chez lui.",
            "Yes for a tool that the practitioner opens during the act and that stops with it, such as "
            "help in reading an X-ray. No if the patient goes on using it at home.",
        ),
        sources=("css/R165-4/4",),
    ),
    Fact(
        name="generic_line_match",
        kind="bool",
        label=Text("Ligne générique existante", "Existing generic line"),
        question=Text(
            "Correspond-il à une ligne générique déjà inscrite (LATM s'il est de "
            "télésurveillance, sinon LPPR) ?",
            "Does it match an existing generic line (LATM if telemonitoring, else LPPR)?",
        ),
        help=Text(
            "Une ligne générique décrit un type de produit sans nom de marque : comparez le vôtre à "
            "chaque terme de la description. Pour la télésurveillance, les premières (juin 2023) couvrent "
            "le diabète et l'insuffisance cardiaque, rénale ou respiratoire chronique ; consultez la "
            "liste du jour.",
            "A generic line describes a type of product without a brand name: compare yours with every "
            "term of the description. For telemonitoring, the first ones (June 2023) cover diabetes and "
            "chronic heart, kidney or respiratory failure; look at the list of the day.",
        ),
        sources=("ans-parcours/ligne-generique",),
    ),
    Fact(
        name="particular_interest",
        kind="bool",
        label=Text("Indication et intérêt particuliers", "Particular indication and interest"),
        question=Text(
            "Revendique-t-il une indication particulière, avec un intérêt d'efficacité ou de "
            "tolérance qui justifie un code propre ?",
            "Does it claim a particular indication and interest justifying its own code?",
        ),
        help=Text(
            "Oui si vous visez une indication précise, par exemple l'insomnie chronique de l'adulte, et "
            "revendiquez pour elle un gain d'efficacité ou de tolérance. Une meilleure ergonomie n'y "
            "suffit pas.",
            "The interest is one of efficacy or tolerance. Yes if you aim at a precise indication, "
            "chronic insomnia in adults for instance, and claim such a gain for it. Better usability "
            "alone is not enough.",
        ),
        sources=("ans-parcours/nom-de-marque",),
    ),
    Fact(
        name="presumed_innovative",
        kind="bool",
        label=Text("Présumé innovant", "Presumed innovative"),
        question=Text(
            "Est-il présumé innovant (bénéfice clinique ou progrès d'organisation, au-delà d'une "
            "évolution technique) ?",
            "Is it presumed innovative?",
        ),
        help=Text(
            "Jugé sur les premières données et face à ce qui existe. Oui : un bénéfice clinique nouveau, "
            "ou des soins mieux organisés sans perte de qualité. Non : la version plus rapide d'un outil "
            "déjà connu.",
            "Judged on first data and against what exists. Yes: a new clinical benefit, or care better "
            "organised with no loss of quality. No: a faster version of a tool already known.",
        ),
        sources=("ans-certification/financements", "css/L162-1-23"),
    ),
    Fact(
        name="early_clinical_evidence",
        kind="bool",
        label=Text("Premières données cliniques", "First clinical data"),
        question=Text(
            "Existe-t-il de premières données cliniques et des études en cours ou terminées ?",
            "Are there first clinical data and studies under way or completed?",
        ),
        help=Text(
            "Oui si de premiers résultats existent et qu'une étude en cours donnera le reste à temps : 6 "
            "mois (thérapeutique) ou 9 mois (télésurveillance) pour la PECAN, 12 mois pour la PECT. "
            "Exemple : un essai pilote et un essai contrôlé qui recrute. Les textes veulent une étude en "
            "cours ; si toutes sont finies, voyez l'inscription de droit commun.",
            "Yes if first results exist and a study under way will give the rest in time: 6 months "
            "(therapeutic) or 9 months (telemonitoring) for PECAN, 12 months for PECT. Example: a pilot "
            "study and a controlled trial now recruiting. The texts want a study under way; if all are "
            "finished, look at ordinary listing.",
        ),
        sources=("css/R162-113", "css/R165-90"),
    ),
    Fact(
        name="serious_unmet_need",
        kind="bool",
        label=Text("Besoin grave non couvert", "Serious unmet need"),
        question=Text(
            "Vise-t-il une maladie grave ou rare ou un handicap, sans comparateur pertinent ?",
            "Does it address a serious or rare disease or a disability, with no relevant comparator?",
        ),
        help=Text(
            "Les deux à la fois : une maladie grave ou rare à traiter, ou un handicap à compenser ; et "
            "rien de comparable, donc un besoin mal couvert. Non si un produit ou un traitement reconnu "
            "rend déjà le même service.",
            "Both together: a serious or rare disease to treat, or a disability to compensate for; and "
            "nothing comparable, hence a need poorly met. No if a recognised product or treatment already "
            "does the same.",
        ),
        sources=("css/R165-90",),
    ),
    Fact(
        name="already_covered",
        kind="bool",
        label=Text("Déjà pris en charge ou refusé", "Already covered or refused"),
        question=Text(
            "Est-il déjà pris en charge dans cette indication, ou une prise en charge anticipée "
            "y a-t-elle déjà été accordée ou refusée ?",
            "Is it already covered in this indication, or was early coverage already granted or refused?",
        ),
        help=Text(
            "Prise en charge anticipée (PECAN) : un refus fondé seulement sur des études insuffisantes ne "
            "compte pas. Prise en charge transitoire (PECT) : tout refus compte, comme une prise en "
            "charge passée à laquelle il a été mis fin.",
            "Early coverage (PECAN): a refusal that rests only on insufficient studies does not count. "
            "Transitional coverage (PECT): any refusal counts, as does past coverage that was brought to "
            "an end.",
        ),
        sources=("css/R162-113", "has-web/PECT"),
    ),
    Fact(
        name="establishment_uses",
        kind="bool",
        label=Text("Utilisé en établissement certifié", "Used in a certified establishment"),
        question=Text(
            "Un établissement de santé soumis à la certification HAS l'utilise-t-il ?",
            "Does a health establishment under HAS certification use it?",
        ),
        help=Text(
            "Oui si un hôpital ou une clinique, publics ou privés, l'utilise ou va l'utiliser. Non s'il "
            "ne sert qu'en cabinet de ville ou chez le patient.",
            "Yes if a hospital or clinic, public or private, uses it or will use it. No if it serves only "
            "in private practice or at the patient's home.",
        ),
        sources=("has/3.4-05",),
    ),
    Fact(
        name="professional_use",
        kind="bool",
        label=Text("Usage par des professionnels", "Use by professionals"),
        question=Text(
            "Des professionnels de santé l'utilisent-ils, au moins en partie ?",
            "Do health professionals use it, at least in part?",
        ),
        help=Text(
            "Oui dès qu'un soignant lit ses résultats, même si le patient s'en sert aussi (tableau de "
            "suivi, compte rendu). Non si le patient est le seul utilisateur.",
            "Yes as soon as a professional reads its results, even if the patient uses it too (follow-up "
            "dashboard, report). No if the patient is the only user.",
        ),
        sources=("has/3.4-05",),
    ),
    Fact(
        name="uses_ai",
        kind="bool",
        label=Text("Intelligence artificielle", "Artificial intelligence"),
        question=Text(
            "Fait-il appel à l'intelligence artificielle ?", "Does it use artificial intelligence?"
        ),
        help=Text(
            "Oui si un modèle appris sur des données participe au résultat, par exemple la reconnaissance "
            "d'images ou un modèle de langage. Non si tout tient à des règles ou à des formules écrites. "
            "Ne change ici que le verdict sur le critère de la HAS.",
            "Yes if a model trained on data takes part in the result, for instance image recognition or a "
            "language model. No if everything rests on written rules or formulas. Here it changes only "
            "the verdict on the HAS criterion.",
        ),
        sources=("has/3.4-05", "has/futur"),
    ),
)
