"""Outline of the HAS slides on DMN and criterion 3.4-05 of hospital certification."""

from __future__ import annotations

from ingest.readers.outline import Outline, heading, passage, skip

_CRITERION = "3.4-05"
_GOVERNANCE = f"{_CRITERION}/gouvernance"

OUTLINE = Outline(
    marks=(
        skip("DMN et HAS$", "cover slide"),
        passage("Au sens du présent", "definition", "Définition du DMN reprise par la HAS"),
        passage("Face à ce constat", "cadrage", "Note de cadrage du 31 août 2022"),
        passage("Le périmètre visé", "cadrage/perimetre-dmn-pro", "Familles de DMN visées"),
        passage("À titre d'illustration", "cadrage/exemples-dmn", "Exemples d'outils d'aide"),
        heading("Critères certifications HAS en cours$"),
        passage("Critère 3.4-05", _CRITERION, "Critère 3.4-05 : piloter l'usage des DMN"),
        passage(
            "Les dispositifs médicaux numériques (DMN)",
            f"{_CRITERION}/definition",
            "DMN à usage professionnel",
        ),
        passage("De nombreux DMN", f"{_CRITERION}/constat", "Utilité pas toujours établie"),
        passage("L'établissement doit piloter", f"{_CRITERION}/pilotage", "Ce que piloter veut dire"),
        skip("Critères certifications HAS en cours$", "repeated heading"),
        skip("Éléments d'évaluation$", "slide heading"),
        passage("Gouvernance$", _GOVERNANCE),
        passage(
            "L'établissement a initié",
            f"{_CRITERION}/cartographie",
            "Cartographie et analyse des risques",
            parent=_GOVERNANCE,
        ),
        passage(
            "Pour répondre aux besoins",
            f"{_CRITERION}/achats",
            "Organisation de l'acquisition",
            parent=_GOVERNANCE,
        ),
        passage(
            "L'établissement organise la",
            f"{_CRITERION}/formation",
            "Formation des utilisateurs",
            parent=_GOVERNANCE,
        ),
        passage(
            "Dans le contexte de",
            f"{_CRITERION}/controle-qualite",
            "Contrôle qualité et contrôle humain",
            parent=_GOVERNANCE,
        ),
        passage(
            "Conformément à l'organisation",
            f"{_CRITERION}/vigilance",
            "Déclaration des dysfonctionnements",
            parent=_GOVERNANCE,
        ),
        passage("Professionnels$", f"{_CRITERION}/professionnels"),
        passage("Critères certifications HAS futurs", "futur", "Critères HAS à venir", level=1),
        passage("Le projet de guide", "futur/guide-has-cnil-ia", "Guide HAS et CNIL sur l'IA"),
    ),
)
