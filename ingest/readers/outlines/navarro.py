"""Outline of M. Navarro's article on the CE marking of software (commentary)."""

from __future__ import annotations

from ingest.readers.outline import Outline, heading, more, passage, skip

OUTLINE = Outline(
    title="M. Navarro : à quoi sert le marquage CE d'un logiciel",
    marks=(
        skip("Utilité du marquage CE", "page title"),
        skip("Maurice Navarro$", "author"),
        passage("Je n'ai jamais", "introduction", "Entrée en matière"),
        passage("Pourtant, une information", "open-source", "Logiciels libres : alerte de l'ANSM"),
        skip("Utilité du marquage CE", "repeated page title"),
        heading("L'information de l'ANSM$"),
        passage("Dans son", "boucle-fermee", "Le cas : insuline en boucle fermée"),
        skip("Système d'injection automatique", "caption of a drawing"),
        skip("Système d'injection automatique", "caption of a drawing"),
        passage("L'idée de faire", "intention-benevole", "Une bonne intention"),
        passage("Malheureusement", "consequences-patients", "Conséquences pour les patients"),
        passage("Cette triste information", "utilite", "Utilité du marquage pour le fabricant"),
        heading("Distribuer légalement le logiciel dispositif médical$"),
        passage("Le Règlement (UE) 2017/745", "distribuer-legalement", "Le RDM et le marquage CE"),
        passage("Par ailleurs", "sanctions", "Rappel de l'ANSM sur les sanctions"),
        passage("En effet, la seule voie", "seule-voie-legale", "Marquage CE, seule voie légale"),
        heading("Garantir la sécurité du logiciel"),
        passage("Nul ne doute", "competence-insuffisante", "Savoir programmer ne suffit pas"),
        passage("Et l'ANSM le souligne", "risques-diy", "Risques des systèmes faits soi-même"),
        passage("De plus, l'ANSM", "systemes-marques", "Des systèmes marqués CE existent"),
        passage("D'une part, pour", "smq", "Système de management de la qualité"),
        passage("D'autre part, dans", "gestion-risques", "Gestion des risques"),
        heading("Implications pour les fabricants"),
        passage("L'apposition du marquage", "responsabilite-fabricant", "Responsabilité du fabricant"),
        passage("La sécurité effective", "materiovigilance", "Matériovigilance"),
        passage("Quant au respect", "surveillance", "Surveillance par l'ANSM et l'organisme notifié"),
        passage("Sur cette base", "suspension", "Suspension ou annulation du marquage"),
        passage(
            "Pour en savoir plus$",
            "normes",
            "EN ISO 14971 et EN ISO 13485",
            level=1,
            drop="heading",
        ),
        more("La norme EN ISO 14971", "normes"),
        skip("Maurice Navarro$", "author box and date"),
        skip("Maurice Navarro$", "author box and date"),
    ),
)
