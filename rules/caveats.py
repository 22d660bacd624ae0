"""Caveats K1 to K21: a doubt or a limit that a person must hear with the verdict."""

from __future__ import annotations

from rules.conditions import both, either, given, meets, not_, one_of, outcome, yes
from rules.models import Text
from rules.notions import COMP, DIAG, DTX, MDSW
from rules.remarks import Remark

_RULE_11A = ("C11a-III", "C11a-IIb", "C11a-IIa")
_OPEN = ("open", "open_after_ce")
_LPPR = ("route.LPPR_brand", "route.LPPR_generic")

_IMPACTS = ("lower", "serious_or_surgery", "death_or_irreversible")

_RISK_FILE_AND_TABLE_DIFFER = either(
    *(
        both(
            given("decision_impact", impact),
            outcome("impact_by_table", *(other for other in _IMPACTS if other != impact)),
        )
        for impact in _IMPACTS
    )
)

_CODE_OF_MARCH_2026 = Text(
    "Conditions du code de la sécurité sociale, lues dans la version du 14 mars 2026 : à "
    "vérifier sur Légifrance.",
    "Conditions of the French social security code, read in the version of 14 March 2026: "
    "to be checked on Légifrance.",
)

CAVEATS = (
    Remark(
        "K1",
        ("mdr_class",),
        determining=_RULE_11A,
        not_used=("T1",),
        fr="Classe tirée du tableau indicatif du guide ; le texte juge l'effet possible des décisions.",
        en="Class drawn from the guide's illustrative table; the text judges the possible impact "
        "of the decisions.",
    ),
    Remark(
        "K2",
        ("mdr_class",),
        determining=("C11c",),
        fr="Une lecture plus stricte de la règle 11 place presque tout logiciel médical en IIa au moins.",
        en="A stricter reading of rule 11 puts almost all medical software in IIa at least.",
    ),
    Remark(
        "K3",
        ("mdr_class",),
        used=("T1",),
        facts=_RISK_FILE_AND_TABLE_DIFFER,
        fr="Le dossier de risques et le tableau du guide ne concordent pas.",
        en="The risk file and the guide's table do not agree.",
    ),
    Remark(
        "K4",
        ("mdr_class", "conformity_route"),
        facts=outcome("qualification", "annex_xvi_product"),
        fr="Des règles propres figurent dans les spécifications communes, non examinées ici.",
        en="The common specifications carry rules of their own, not examined here.",
    ),
    Remark(
        "K5",
        ("qualification",),
        facts=both(MDSW, yes("annex_xvi")),
        cites=("mdr/art_1/3",),
        fr="Exigences cumulatives (art. 1er, § 3).",
        en="Both sets of requirements apply (Article 1(3)).",
    ),
    Remark(
        "K6",
        ("dmn_status",),
        facts=both(
            one_of("ce_marking", "mdr", "ivdr", "directive"),
            # Annex XVI products stand here by reading RT-06.
            outcome("qualification", "not_device", "out_of_scope", "annex_xvi_product"),
        ),
        fr="Marquage CE déclaré pour un produit que les règles ne qualifient pas de dispositif : à vérifier.",
        en="CE marking declared for a product that the rules do not qualify as a device: to be checked.",
    ),
    Remark(
        "K7",
        ("conformity_route", "dmn_status"),
        facts=one_of("ce_marking", "directive"),
        fr="Certificat au titre d'une directive : dispositions transitoires à vérifier.",
        en="Certificate under a directive: the transitional provisions are to be checked.",
    ),
    Remark(
        "K8",
        ("dmn_status",),
        used=("D4", "D5", "D6"),
        fr="« Usage individuel » n'est pas défini par la page de l'ANS ; lecture de la liste des "
        "produits remboursables.",
        en="The ANS page does not define “individual use”; read here in the sense of the list of "
        "reimbursable products.",
    ),
    Remark(
        "K9",
        ("section.IEU", "section.IEU7_IEU8"),
        value_in=("applies", "does_not_apply"),
        fr="IEU7 et IEU8 suivent l'accès professionnel, non l'accès patient (tableau de l'ANS).",
        en="IEU7 and IEU8 follow the professional access, not the patient access (ANS table).",
    ),
    Remark(
        "K10",
        ("route.PECAN", "route.PECT"),
        firm=True,
        not_used=("R0",),
        fr=_CODE_OF_MARCH_2026.fr,
        en=_CODE_OF_MARCH_2026.en,
    ),
    Remark(
        "K10",
        _LPPR,
        firm=True,
        not_used=("R0",),
        read="professional_act_only",
        fr=_CODE_OF_MARCH_2026.fr,
        en=_CODE_OF_MARCH_2026.en,
    ),
    Remark(
        "K11",
        ("has_3_4_05",),
        value_in=("in_scope", "in_scope_ai"),
        cites=("has/futur",),
        fr="Critère en réécriture, recentré sur les DM avec IA, prévu en septembre 2027.",
        en="The criterion is being rewritten around devices with AI, expected in September 2027.",
    ),
    Remark(
        "K12",
        ("has_3_4_05",),
        used=("H4",),
        facts=yes("telemonitoring"),
        fr="Le critère vise l'aide à la décision ; la télésurveillance seule n'y figure pas.",
        en="The criterion is about decision support; telemonitoring alone is not in it.",
    ),
    Remark(
        "K13",
        ("qualification",),
        used=("Q2m", "Q2i"),
        fr="Régime du matériel commandé retenu aussi pour un logiciel qui a sa propre finalité.",
        en="The regime of the driven hardware is kept even for software with its own purpose.",
    ),
    Remark(
        "K14",
        ("route.LATM_brand",),
        value_in=_OPEN,
        facts=yes("generic_line_match"),
        fr="Une ligne générique existe : voie plus directe ; le nom de marque demande une "
        "évaluation par la HAS.",
        en="A generic line exists: a more direct route; a brand name takes an assessment by HAS.",
    ),
    Remark(
        "K15",
        ("conformity_route",),
        value_in=("in_house_exemption",),
        fr="Les autres conditions de l'article 5, § 5 (qualité, déclaration publique, "
        "documentation) restent dues.",
        en="The other conditions of Article 5(5) (quality, public declaration, documentation) remain due.",
    ),
    Remark(
        "K16",
        _LPPR,
        value_in=_OPEN,
        facts=both(given("intended_purposes"), not_(meets("intended_purposes", DTX | COMP | DIAG))),
        fr="Le parcours de l'ANS vise les DMN à visée thérapeutique ou diagnostique.",
        en="The ANS path is meant for DMN with a therapeutic or diagnostic purpose.",
    ),
    Remark(
        "K17",
        ("mdr_class",),
        determining=("C10-IIb",),
        fr="La règle 10 vise rarement un logiciel seul ; retenue ici comme plancher.",
        en="Rule 10 rarely reaches software alone; kept here as a floor.",
    ),
    Remark(
        "K18",
        ("mdr_class",),
        determining=("C32",),
        fr="Accessoire classé pour lui-même ; les sources n'en donnent pas d'exemple logiciel.",
        en="Accessory classified in its own right; the sources give no software example.",
    ),
    Remark(
        "K19",
        ("mdr_class",),
        used_together=(
            ("C11a-III", "C11b-IIb"),
            ("C11a-III", "C11b-IIa"),
            ("C11a-IIb", "C11b-IIa"),
            ("C11a-IIa", "C11b-IIb"),
        ),
        fr="Surveillance et aide à la décision : la classe la plus stricte est retenue.",
        en="Monitoring and decision support: the stricter class is kept.",
    ),
    Remark(
        "K21",
        ("qualification", "conformity_route"),
        facts=outcome("qualification", "out_of_scope"),
        cites=("mdcg-2019-11/3.3",),
        fr="Le produit n'est pas un logiciel : il peut relever du RDM ou du RDIV à un autre "
        "titre, non examiné ici.",
        en="The product is not software: it may fall under the MDR or the IVDR on another "
        "ground, not examined here.",
    ),
)

RESULT_NOTES = (
    Remark(
        "K20",
        (),
        fr="Règlements lus dans leur texte du 5 mai 2017 ; la version consolidée prévaut.",
        en="Regulations read in their text of 5 May 2017; the consolidated version prevails.",
    ),
)
"""Said once with every result, whatever was asked."""
