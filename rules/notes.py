"""Notes NT-01 to NT-25: what follows from a verdict, and where it is said."""

from __future__ import annotations

from rules.conditions import contains, one_of
from rules.remarks import Remark
from rules.routes import ROUTES

_OPEN = ("open", "open_after_ce")
_IN_SCOPE = ("in_scope", "in_scope_ai")
_EVERY_ROUTE = tuple(route.name for route in ROUTES)

NOTES = (
    Remark(
        "NT-01",
        ("conformity_route",),
        used=("A6", "A7"),
        cites=("mdr/art_52/7",),
        fr="Documentation technique (annexes II et III), puis déclaration UE de conformité.",
        en="Technical documentation (Annexes II and III), then the EU declaration of conformity.",
    ),
    Remark(
        "NT-02",
        ("conformity_route",),
        used=("A6",),
        cites=("mdr/art_52/7",),
        fr="En plus : annexe IX, chapitres I et III, ou annexe XI, partie A, pour la seule métrologie.",
        en="In addition: Annex IX, Chapters I and III, or Annex XI, Part A, for metrology alone.",
    ),
    Remark(
        "NT-03",
        ("conformity_route",),
        used=("A5-IIa",),
        cites=("mdr/art_52/6",),
        fr="Annexe IX, chapitres I et III, avec un dossier représentatif par catégorie ; ou "
        "annexes II et III avec l'annexe XI, section 10 ou 18.",
        en="Annex IX, Chapters I and III, with one representative file per category; or "
        "Annexes II and III with Annex XI, Section 10 or 18.",
    ),
    Remark(
        "NT-04",
        ("conformity_route",),
        used=("A5-IIb",),
        cites=("mdr/art_52/4",),
        fr="Annexe IX, chapitres I et III, avec la section 4 pour un dispositif par groupe "
        "générique ; ou annexes X et XI.",
        en="Annex IX, Chapters I and III, with Section 4 for one device per generic group; or "
        "Annexes X and XI.",
    ),
    Remark(
        "NT-05",
        ("conformity_route",),
        used=("A5-III",),
        cites=("mdr/art_52/3",),
        fr="Annexe IX ; ou annexes X et XI.",
        en="Annex IX; or Annexes X and XI.",
    ),
    Remark(
        "NT-06",
        ("conformity_route",),
        used=("A3",),
        cites=("ivdr/art_48/10",),
        fr="Documentation technique (annexes II et III), puis déclaration UE de conformité.",
        en="Technical documentation (Annexes II and III), then the EU declaration of conformity.",
    ),
    Remark(
        "NT-07",
        ("conformity_route",),
        used=("A4-B",),
        cites=("ivdr/art_48/9",),
        fr="Annexe IX, chapitres I et III, avec les sections 4.4 à 4.8 pour un dispositif par catégorie.",
        en="Annex IX, Chapters I and III, with Sections 4.4 to 4.8 for one device per category.",
    ),
    Remark(
        "NT-08",
        ("conformity_route",),
        used=("A4-C",),
        cites=("ivdr/art_48/7", "ivdr/art_48/8"),
        fr="Annexe IX, chapitres I et III, avec les sections 4.4 à 4.8 pour un dispositif par "
        "groupe générique ; ou annexes X et XI (sauf la section 5).",
        en="Annex IX, Chapters I and III, with Sections 4.4 to 4.8 for one device per generic "
        "group; or Annexes X and XI (Section 5 apart).",
    ),
    Remark(
        "NT-09",
        ("conformity_route",),
        used=("A4-D",),
        cites=("ivdr/art_48/3", "ivdr/art_48/4"),
        fr="Annexe IX, chapitres I, II (sauf la section 5) et III ; ou annexes X et XI.",
        en="Annex IX, Chapters I, II (Section 5 apart) and III; or Annexes X and XI.",
    ),
    Remark(
        "NT-10",
        ("conformity_route",),
        used=("A4-B", "A4-C", "A4-D"),
        facts=one_of("ivd_user_setting", "near_patient", "self_testing", "self_testing_class_b"),
        cites=("ivdr/art_48", "ivdr/anx_IX/5.1"),
        fr="Autotest ou test près du patient : section 5.1 de l'annexe IX en plus.",
        en="Self-testing or near-patient testing: Section 5.1 of Annex IX in addition.",
    ),
    Remark(
        "NT-11",
        ("conformity_route",),
        used=("A4-C", "A4-D"),
        facts=contains("ivd_uses", "companion_diagnostic"),
        cites=("ivdr/art_48", "ivdr/anx_IX/5.2"),
        fr="Test compagnon : section 5.2 de l'annexe IX et consultation de l'autorité du médicament.",
        en="Companion diagnostic: Section 5.2 of Annex IX and consultation of the medicines authority.",
    ),
    Remark(
        "NT-12",
        ("prereq.HDS",),
        value_in=("required",),
        cites=("ans-parcours/1.5",),
        fr="Obtenir le certificat HDS ou choisir un hébergeur certifié HDS.",
        en="Obtain the HDS certificate or choose an HDS certified host.",
    ),
    Remark(
        "NT-13",
        ("prereq.CNDA",),
        value_in=("required",),
        cites=("ans-parcours/1.4", "ans-certification/faq-cnda"),
        fr="Homologation CNDA au téléservice INSi, à engager avant la certification.",
        en="CNDA approval for the INSi teleservice, to be started before the certification.",
    ),
    Remark(
        "NT-14",
        ("prereq.CE",),
        value_in=("required",),
        cites=("ans-parcours/A1", "ans-parcours/2.1"),
        fr="Le marquage CE précède toute candidature au certificat de l'ANS.",
        en="The CE marking comes before any application for the ANS certificate.",
    ),
    Remark(
        "NT-15",
        _EVERY_ROUTE,
        value_in=_OPEN,
        cites=("ans-certification/perimetre",),
        fr="Le certificat de conformité de l'ANS est exigé avant l'inscription ou la prise en charge.",
        en="The ANS certificate of conformity is required before listing or coverage.",
    ),
    Remark(
        "NT-16",
        ("route.LPPR_generic",),
        value_in=_OPEN,
        cites=("ans-parcours/5.1",),
        fr="Demande sur Démarches Simplifiées.",
        en="Application on Démarches Simplifiées.",
    ),
    Remark(
        "NT-17",
        ("route.LPPR_brand",),
        value_in=_OPEN,
        cites=("ans-parcours/5.2",),
        fr="Dossier à la HAS (Sésame) et, en même temps, au CEPS.",
        en="File to HAS (Sésame) and, at the same time, to CEPS.",
    ),
    Remark(
        "NT-18",
        ("route.PECAN",),
        value_in=_OPEN,
        cites=("css/L162-1-23",),
        fr="Un an, non renouvelable ; demande de droit commun sous 9 mois (télésurveillance) ou 6 mois.",
        en="One year, not renewable; ordinary application within 9 months (telemonitoring) or 6 months.",
    ),
    Remark(
        "NT-19",
        ("route.PECT",),
        value_in=_OPEN,
        cites=("css/R165-90",),
        fr="Demande d'inscription à la LPPR dans les 12 mois qui suivent la demande de prise en charge "
        "transitoire.",
        en="Application for the LPPR within 12 months of the application for transitional coverage.",
    ),
    Remark(
        "NT-20",
        ("has_3_4_05",),
        value_in=_IN_SCOPE,
        cites=("has/3.4-05",),
        fr="Cartographie des DMN à usage professionnel et, le cas échéant, analyse des risques.",
        en="Map of the DMN used by professionals and, where called for, a risk analysis.",
    ),
    Remark(
        "NT-21",
        ("has_3_4_05",),
        value_in=_IN_SCOPE,
        cites=("has/3.4-05",),
        fr="Acquisition organisée avec les services informatiques et juridiques.",
        en="Purchase organised with the IT and legal departments.",
    ),
    Remark(
        "NT-22",
        ("has_3_4_05",),
        value_in=_IN_SCOPE,
        cites=("has/3.4-05",),
        fr="Formation des utilisateurs : performances, conditions d'usage, limites.",
        en="Training of users: performance, conditions of use, limits.",
    ),
    Remark(
        "NT-23",
        ("has_3_4_05",),
        value_in=_IN_SCOPE,
        cites=("has/3.4-05",),
        fr="Contrôle qualité en situation réelle, avec contrôle humain le cas échéant.",
        en="Quality control in real use, with human control where called for.",
    ),
    Remark(
        "NT-24",
        ("has_3_4_05",),
        value_in=_IN_SCOPE,
        cites=("has/3.4-05",),
        fr="Déclaration des dysfonctionnements.",
        en="Reporting of malfunctions.",
    ),
    Remark(
        "NT-25",
        ("has_3_4_05",),
        value_in=_IN_SCOPE,
        cites=("has/3.4-05",),
        fr="Information du patient en cas de traitement algorithmique.",
        en="Information of the patient where an algorithm processes their case.",
    ),
)
