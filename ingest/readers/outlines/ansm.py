"""Outline of the ANSM page on health software and apps."""

from __future__ import annotations

from ingest.readers.outline import Outline, heading, more, passage, skip

_SITES = "sites-internet"
_TEXTS = "textes-reglementaires"
_STANDARDS = "normes"

OUTLINE = Outline(
    title="ANSM : logiciels et applications mobiles en santé",
    wrapped=True,
    furniture={
        "http:": "bare link, its title stands in the list",
        "https:": "bare link, its title stands in the list",
        "file:": "bare link, its title stands in the list",
    },
    marks=(
        skip("MIS À JOUR LE", "date of the page"),
        passage("Les logiciels et les applications", "introduction", "Objet de la page de l'ANSM"),
        passage("Certains de ces logiciels", "finalite-medicale", "Finalité médicale : DM ou DM DIV"),
        passage("Ils doivent, de ce fait", "marquage-ce", "Marquage CE et surveillance"),
        more("L'objectif ici", "introduction"),
        passage("Par ailleurs, l'entrée en", "dates-application", "Application du RDM et du RDIV"),
        passage("Quelle que soit la", "logiciel-embarque", "Logiciel autonome ou embarqué"),
        passage("1. Le logiciel ou", "qualification", "Rubrique 1 : statut de DM ou de DM DIV"),
        passage("2. Impact des", "classification", "Rubrique 2 : classe des logiciels"),
        passage("3. Je qualifie mon", "marche-a-suivre", "Rubrique 3 : conséquences et démarches"),
        passage("4. Cybersécurité", "cybersecurite", "Rubrique 4 : cybersécurité"),
        heading("Documents de référence$"),
        passage("Sites internet$", _SITES),
        more("Site internet de", _SITES),
        passage("Portail Guichet", "gio", "Guichet Innovation et Orientation", parent=_SITES),
        more("Portail Medical Device", _SITES),
        passage("Guides MDCG", "guides-mdcg", "Guides MDCG à consulter", parent=_SITES),
        passage("Guichet National", "gnius", "G_NIUS, guichet de l'e-santé", parent=_SITES),
        passage(
            "Qualification et classification",
            "webinaire",
            "Webinaire : qualifier, classer, fabriquer en interne",
            parent=_SITES,
        ),
        passage("Textes réglementaires$", _TEXTS),
        passage("Normes$", _STANDARDS),
        skip("Pour en savoir plus$", "repeated heading"),
        passage(
            "Pour en savoir plus$",
            "etude-serma",
            "Étude Serma sur la sécurité (2016)",
            drop="repeated heading",
        ),
        more("Etude sur la sécurité", "etude-serma"),
        more("Study on safety", "etude-serma"),
        more("Règlement (UE) 2017/745", _TEXTS),
        more("Règlement (UE) 2017/746", _TEXTS),
        passage("Règlement (UE) 2016/679", "rgpd", "RGPD", parent=_TEXTS),
        passage("Directive 93/42/CEE", "directives", "Directives d'avant 2017", parent=_TEXTS),
        more("Directive 98/79/CE", "directives"),
        passage("Norme ISO 13485", "norme-iso-13485", "ISO 13485", parent=_STANDARDS),
        passage("Norme ISO 14971", "norme-iso-14971", "ISO 14971", parent=_STANDARDS),
        passage("Norme IEC 62304", "norme-iec-62304", "IEC 62304", parent=_STANDARDS),
        passage("NF EN 62366-1", "norme-iec-62366-1", "NF EN 62366-1", parent=_STANDARDS),
        passage("NF EN 60601-1", "norme-iec-60601-1", "NF EN 60601-1", parent=_STANDARDS),
        skip("Etude sur la sécurité", "repeated entry"),
        skip("Study on safety", "repeated entry"),
    ),
)
