"""Outline of the ANS path of a therapeutic or diagnostic DMN, converted from slides.

A slide has two columns, what I wish and what I do; the conversion prints one after the other, so an
action may stand before the label of its step (A3, A6, 2.2) or after the wishes of its neighbours
(B1 to B3, 1.4 to 1.6, the cases of step 3).
"""

from __future__ import annotations

from ingest.readers.outline import Mark, Outline, heading, more, passage, skip

_LABEL = "label of a step, kept in its id"
_SLIDE = "heading that slides repeat"
_CARE = "Points de vigilance"


def _step(number: str, title: str) -> Mark:
    return passage(f"{number}$", number, f"Étape {number} : {title}", drop=_LABEL)


def _care(locator: str, title: str) -> Mark:
    return passage("Les points de vigilance$", locator, f"{_CARE} : {title}", drop=_SLIDE)


_OVERVIEW = (
    skip("Accompagnement des ENS", "cover slide and date"),
    passage("Objectifs généraux du parcours", "objectifs"),
    heading("Qu'est-ce que la"),
    passage("Le programme de certification", "certification-definition", "Ce qu'est la certification"),
    passage(
        "Cette certification s'articule",
        "certification-demarches",
        "Ce que la certification demande",
    ),
    passage("L'ENS doit bien", "choisir-demarche", "Droit commun ou prise en charge anticipée"),
    passage("La certification de conformité", "marquage-ce-prealable", "D'abord le marquage CE"),
    heading("DMN à visée thérapeutique"),
    passage("Dans le cadre d'un", "perimetre-lppr", "DMN concernés : inscription à la LPPR"),
    heading("Les différentes démarches"),
    skip("1.$", "number of a list"),
    passage("Ligne générique$", "ligne-generique"),
    skip("2.$", "number of a list"),
    passage("Nom de marque$", "nom-de-marque"),
    skip("Légende$", "legend of a drawing"),
    skip("Vue globale", "heading of a drawing"),
    heading("Focus"),
    skip("Conditions d'entrée$", "slide heading"),
    passage("1 Je développe", "entree-1", "Entrée 1 : premier DMN"),
    passage("2 J'ai un", "entree-2", "Entrée 2 : nouveau modèle ou nouvelle gamme"),
    passage("3 Le référentiel", "entree-3", "Entrée 3 : référentiel modifié"),
    passage("4 Un audit", "entree-4", "Entrée 4 : retrait après un audit"),
    passage("Mon parcours", "ressources", level=1),
    passage("Zoom sur la FAQ", "faq-portail"),
)

_STEP_A = (
    heading("Etape A"),
    _step("A1", "le marquage CE, préalable obligatoire"),
    _step("A2", "créer ses comptes à l'ANS"),
    passage("Je consulte sur le", "A3", "Étape A3 : guides et matrice d'éligibilité"),
    more("A3$", "A3", drop=_LABEL, lead=True),
    _care("A3/vigilance", "délai du marquage CE"),
    skip("Etape A", _SLIDE),
    _step("A4", "se former aux exigences"),
    _step("A5", "vérifier les prérequis"),
    passage("Je consulte la nomenclature", "A6", "Étape A6 : produits déjà inscrits à la LPPR"),
    _care("A5/vigilance", "anticiper HDS et CNDA"),
    more("A6$", "A6", drop=_LABEL, lead=True),
)

_STEPS_B_C = (
    heading("Etape B"),
    _step("B1", "donner son avis sur les référentiels"),
    _step("B2", "forums et journées des industriels"),
    _step("B3", "questions générales, par sa fédération"),
    more("Je m'inscris à l'espace", "B1"),
    more("J'assiste aux journées", "B2"),
    more("Je participe aux comités", "B3"),
    _care("B-vigilance", "pas de question propre à son DMN"),
    heading("Etape C"),
    _step("C1", "poser une question"),
    _step("C2", "veille réglementaire"),
)

_STEPS_1_2 = (
    heading("Etape 1"),
    _step("1.1", "obtenir le marquage CE"),
    _step("1.2", "lire le référentiel"),
    passage("Plateforme Gazelle$", "1.3", "Étape 1.3 : adapter le DMN et tester"),
    more("1.3$", "1.3", drop=_LABEL, lead=True),
    skip("Etape 1", _SLIDE),
    _step("1.4", "homologation CNDA"),
    _step("1.5", "hébergement certifié HDS"),
    _step("1.6", "aide à la mise en conformité"),
    more("Je me rends sur mon", "1.4"),
    more("Si je souhaite être", "1.5"),
    more("Je visionne des", "1.6"),
    _care("1.4/vigilance", "candidater tôt au CNDA"),
    heading("Etape 2"),
    _step("2.1", "se connecter à Convergence"),
    passage("Je réalise un dépôt", "2.2", "Étape 2.2 : dépôt administratif"),
    more("Plateforme Convergence$", "2.1"),
    more("Plateforme Convergence Portail", "2.2"),
    more("2.2$", "2.2", drop=_LABEL, lead=True),
    _step("2.3", "recevabilité du dossier"),
    _care("2-vigilance", "représentant et compte Convergence"),
)

_STEPS_3_TO_6 = (
    passage("Etape 3", "3", level=1),
    passage("La recevabilité a été", "3/cas1", "Cas 1 : première certification"),
    passage("Je suis certifié et", "3/cas2", "Cas 2 : évolution majeure du DMN"),
    passage("Je suis certifié, mais", "3/cas3", "Cas 3 : référentiel modifié"),
    more("Je dépose mes preuves", "3/cas1"),
    more("Je crée une nouvelle candidature et", "3/cas2"),
    more("Je crée une nouvelle candidature sur", "3/cas3"),
    more("Plateforme Convergence$", "3"),
    _care("3/vigilance", "preuve non valable"),
    passage("Etape 4", "4"),
    more("Plateforme Convergence$", "4"),
    passage("Les bonnes pratiques$", "4/bonnes-pratiques", "Bonnes pratiques : messagerie", drop=_SLIDE),
    passage("Il est possible de", "4/liste-certifies", "Liste publique des DMN certifiés"),
    heading("Etape 5"),
    _step("5.1", "remboursement en ligne générique"),
    _step("5.2", "remboursement en nom de marque"),
    _care("5-vigilance", "difficulté pour le dossier"),
    heading("Etape 6"),
    _step("6.1", "déployer le DMN"),
    _step("6.2", "version déployée non conforme"),
)

OUTLINE = Outline(
    wrapped=True,
    furniture={
        "Etapes en amont": "divider or legend of the slides",
        "Etapes du parcours": "divider or legend of the slides",
        "Etapes en aval": "divider or legend of the slides",
        "Etapes transverses": "divider or legend of the slides",
        "Etapas transverses": "divider or legend of the slides",
        "OU$": "word between two columns",
    },
    marks=(*_OVERVIEW, *_STEP_A, *_STEPS_B_C, *_STEPS_1_2, *_STEPS_3_TO_6),
)
