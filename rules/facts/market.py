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
        help=Text("", ""),
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
        help=Text("", ""),
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
        help=Text("", ""),
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
        help=Text("", ""),
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
        help=Text("", ""),
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
        help=Text("", ""),
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
        help=Text("", ""),
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
        help=Text("", ""),
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
        help=Text("", ""),
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
        help=Text("", ""),
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
            "Un refus fondé seulement sur des études insuffisantes ne compte pas.",
            "A refusal that rests only on insufficient studies does not count.",
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
        help=Text("", ""),
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
        help=Text("", ""),
        sources=("has/3.4-05",),
    ),
    Fact(
        name="uses_ai",
        kind="bool",
        label=Text("Intelligence artificielle", "Artificial intelligence"),
        question=Text(
            "Fait-il appel à l'intelligence artificielle ?", "Does it use artificial intelligence?"
        ),
        help=Text("", ""),
        sources=("has/3.4-05", "has/futur"),
    ),
)
