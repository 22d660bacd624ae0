"""Outline of the ANS page on the certification of DMN. FAQ questions are missing in the source."""

from __future__ import annotations

from ingest.readers.outline import Outline, heading, more, passage, skip

_DEFINITION = "definition"
_SCOPE = "perimetre"
_SECTIONS = "exigences"
_PROFESSIONS = f"{_SECTIONS}/professionnels-de-sante"
_FUNDING = "financements"

_PRESENTATION = (
    skip("Certification des Dispositifs médicaux", "page title"),
    skip("Une médecine plus", "banner"),
    heading("Inscription des Dispositifs"),
    passage("Un Dispositif médical numérique", "presentation", "Ce qu'est un DMN"),
    passage("Pour qu'un DMN puisse", "condition-remboursement", "Pas de remboursement sans certificat"),
    passage("Cette certification est", "objectifs", "À quoi sert la certification"),
    passage("Définition des Dispositifs", _DEFINITION, level=1),
    passage("ont obtenu le marquage", f"{_DEFINITION}/marquage-ce", "Condition 1 : marquage CE"),
    passage(
        "impliquent un traitement",
        f"{_DEFINITION}/donnees-personnelles",
        "Condition 2 : données personnelles",
    ),
    passage("sont destinés à", f"{_DEFINITION}/usage-individuel", "Condition 3 : usage individuel"),
    passage(
        "Les Dispositifs médicaux numériques peuvent",
        f"{_DEFINITION}/plateforme-intermediation",
        "Plateforme d'intermédiation",
    ),
)

_SCOPE_MARKS = (
    passage("Un certificat de conformité", _SCOPE, level=1),
    more("Un certificat de conformité", _SCOPE),
    passage(
        "aux DMN de télésurveillance",
        f"{_SCOPE}/latm-nom-de-marque",
        "Télésurveillance, LATM en nom de marque",
    ),
    passage(
        "aux DMN de télésurveillance",
        f"{_SCOPE}/latm-ligne-generique",
        "Télésurveillance, LATM en ligne générique",
    ),
    passage("aux DMN hors DMN", f"{_SCOPE}/lppr", "DMN hors télésurveillance, LPPR"),
    passage("aux DMN avant", f"{_SCOPE}/pecan", "Prise en charge anticipée (PECAN)"),
    passage("aux DMN avant", f"{_SCOPE}/pect", "Prise en charge transitoire (PECT)"),
    passage("Vérifiez si la certification", "verifier-besoin"),
)

_STEPS = (
    heading("Les certifications de conformité"),
    passage("Certifiez votre", "certifier"),
    skip("1$", "number of a step"),
    passage("Déterminez la modalité", "etape-1-modalite"),
    skip("2$", "number of a step"),
    passage("Vérifiez si votre DMN", _SECTIONS),
    more("Quelles sections d'exigences", _SECTIONS),
    skip("Pour chacun des DM", "column headings of the table"),
    passage("Pour chaque DMN inclus", f"{_SECTIONS}/toujours", "Sections de tout DMN", row=True),
    passage("Le DMN implique-t-il un", f"{_SECTIONS}/hds", "Hébergement de données : HDS", row=True),
    passage("Le DMN possède-t-il un", f"{_SECTIONS}/acces-patient", "Accès pour les patients", row=True),
    passage(
        "Le DMN possède-t-il un",
        f"{_SECTIONS}/acces-ps",
        "Accès pour les professionnels de santé",
        row=True,
    ),
    passage("Les professionnels de santé", _PROFESSIONS, "Qui est professionnel de santé"),
    passage(
        "les professions d'auxiliaires",
        f"{_PROFESSIONS}/auxiliaires-medicaux",
        "Auxiliaires médicaux",
    ),
    more("PGSSI-S IEPS", f"{_SECTIONS}/acces-ps"),
    passage("Glossaire", f"{_SECTIONS}/glossaire", "Sigles du référentiel"),
    skip("3$", "number of a step"),
    passage("Soumettez la candidature", "etape-3-convergence"),
)

_FUNDING_AND_DATES = (
    passage("Les modes de financement", _FUNDING, level=1),
    passage("le droit commun", f"{_FUNDING}/droit-commun", "Droit commun : LPPR ou LATM"),
    passage("la prise en charge anticipée", f"{_FUNDING}/pecan", "Financement anticipé (PECAN)"),
    passage("la prise en charge transitoire", f"{_FUNDING}/pect", "Financement transitoire (PECT)"),
    heading("Mise en place du guichet"),
    passage("La complexité des textes", "calendrier", "Un calendrier qui a glissé"),
    passage("31 juillet 2022", "date-2022-07-31", "Juillet 2022 : guichet transitoire"),
    passage("7 janvier 2023", "date-2023-01-07", "Janvier 2023 : concertation close"),
    passage("03 mars 2023", "date-2023-03-03", "Mars 2023 : guichet en nom de marque"),
    passage("26 juin 2023", "date-2023-06-26", "Juin 2023 : guichet en ligne générique"),
    more("La télésurveillance médicale fait", "calendrier"),
    skip("La documentation nécessaire", "heading of a list that was not saved"),
)

_FAQ = (
    heading("Les questions que vous"),
    skip("L'ANS répond", "announcement of the FAQ"),
    passage("Oui, le référencement", "faq-exploitant-etranger", "FAQ : exploitant étranger"),
    passage(
        "Il n'y a pas d'obligation",
        "faq-commercialisation",
        "FAQ : certificat pour commercialiser ou pour être remboursé",
    ),
    passage("Les DMN déjà remboursés", "faq-lppr-1er-janvier-2024", "FAQ : DMN déjà inscrits, LPPR"),
    passage("Afin d'optimiser", "faq-cnda", "FAQ : homologation CNDA et téléservice INSi"),
    passage(
        "Il est possible de déposer",
        "faq-environnement-developpement",
        "FAQ : preuves et environnement de développement",
    ),
    skip("Nos partenaires$", "page furniture"),
    skip("Tenez-vous informé$", "newsletter"),
    skip("Les informations recueillies", "privacy text of the form"),
    skip("CAPTCHA$", "captcha"),
)

OUTLINE = Outline(
    furniture={
        "Cette réponse vous a-t-elle": "feedback widget",
        "Cette page vous a-t-elle": "feedback widget",
        "[ Date de mise à jour": "date widget",
    },
    marks=(*_PRESENTATION, *_SCOPE_MARKS, *_STEPS, *_FUNDING_AND_DATES, *_FAQ),
)
