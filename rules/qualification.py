"""Is the product a device, and under which Regulation? (MDCG 2019-11, figures 1 and 2)

Figure 1 of the guide asks about Annex XVI, accessories and driving before the medical
purpose. Here the purpose comes first, because note 2 of the guide (``mdcg-2019-11/3.2``)
makes software with its own purpose MDSW even when it also drives a device: the outcome is
the same on every complete set of facts, and fewer questions are asked.
"""

from __future__ import annotations

from rules.conditions import OTHERWISE, Condition, both, meets, no, not_, one_of, yes
from rules.models import Decision, Rule, Text
from rules.notions import ALL_PURPOSES, LINKED_TO_IVD, LINKED_TO_MD, MDSW, USES_IN_VITRO

VALUES = {
    "mdr_device": Text("Dispositif médical (DM)", "Medical device"),
    "ivd_device": Text(
        "Dispositif médical de diagnostic in vitro (DM DIV)", "In vitro diagnostic medical device"
    ),
    "accessory": Text("Accessoire de DM ou de DM DIV", "Accessory to a medical device or an IVD"),
    "annex_xvi_product": Text("Produit de l'annexe XVI", "Annex XVI product"),
    "drives_device": Text(
        "Logiciel qui commande ou influence un dispositif : partie ou accessoire de ce dispositif",
        "Software that drives or influences a device: part of that device or accessory to it",
    ),
    "not_device": Text("Ni DM ni DM DIV", "Neither a medical device nor an IVD"),
    "out_of_scope": Text(
        "Hors du champ : le produit n'est pas un logiciel",
        "Out of scope: the product is not software",
    ),
}

REGIMES = {
    "mdr": Text("règlement (UE) 2017/745", "Regulation (EU) 2017/745"),
    "ivdr": Text("règlement (UE) 2017/746", "Regulation (EU) 2017/746"),
    "none": Text("", ""),
}

MDR = {"regime": "mdr"}
IVDR = {"regime": "ivdr"}
NO_REGIME = {"regime": "none"}

_OWN_PURPOSE_ALONE = both(MDSW, no("drives_or_influences"))
_WITH_IN_VITRO = both(MDSW, no("drives_or_influences"), USES_IN_VITRO)


def _without_own_purpose(*conditions: Condition) -> Condition:
    return both(not_(MDSW), *conditions)


Q1 = Rule(
    "Q1",
    MDSW,
    "",
    ("mdr/art_2/1", "mdcg-2019-11/3.2", "mdcg-2019-11/3.3", "ansm"),
    fr="Le logiciel a sa propre finalité médicale et agit sur les données au bénéfice d'un "
    "patient : c'est un logiciel dispositif médical.",
    en="The software has a medical purpose of its own and acts on data for the benefit of a "
    "patient: it is medical device software.",
)

Q10A = Rule(
    "Q10a",
    not_(meets("intended_purposes", ALL_PURPOSES)),
    "not_device",
    ("mdr/rct_19", "mdcg-2019-11/3.1"),
    fr="Le fabricant ne revendique aucune finalité médicale propre.",
    en="The manufacturer claims no medical purpose of its own.",
)

Q10B = Rule(
    "Q10b",
    no("action_on_data"),
    "not_device",
    ("mdcg-2019-11/3.3",),
    fr="Le logiciel ne fait que stocker, transmettre, afficher ou rechercher simplement.",
    en="The software only stores, communicates, displays or simply searches.",
)

Q10C = Rule(
    "Q10c",
    no("individual_patient_benefit"),
    "not_device",
    ("mdcg-2019-11/3.3",),
    fr="L'action n'est pas au bénéfice d'un patient déterminé.",
    en="The action is not for the benefit of individual patients.",
)

RULES = (
    Rule(
        "Q0",
        no("is_software"),
        "out_of_scope",
        ("mdcg-2019-11/3.3",),
        facets=NO_REGIME,
        fr="Le produit n'est pas un logiciel.",
        en="The product is not software.",
    ),
    Rule(
        "Q2m",
        both(MDSW, yes("drives_or_influences"), LINKED_TO_MD),
        "mdr_device",
        ("mdcg-2019-11/3.4", "mdr/anx_VIII/3.3"),
        facets=MDR,
        fr="Il commande ou influence aussi un dispositif médical : il suit le régime de ce dispositif.",
        en="It also drives or influences a medical device: it follows the regime of that device.",
    ),
    Rule(
        "Q2i",
        both(MDSW, yes("drives_or_influences"), LINKED_TO_IVD),
        "ivd_device",
        ("mdcg-2019-11/3.4", "ivdr/anx_VIII/1.4"),
        facets=IVDR,
        fr="Il commande ou influence aussi un dispositif de diagnostic in vitro : il suit le "
        "régime de ce dispositif.",
        en="It also drives or influences an in vitro diagnostic device: it follows the regime of "
        "that device.",
    ),
    Rule(
        "Q3",
        both(_OWN_PURPOSE_ALONE, not_(USES_IN_VITRO)),
        "mdr_device",
        ("mdcg-2019-11/3.4",),
        facets=MDR,
        fr="L'information ne vient pas d'examens in vitro : le règlement (UE) 2017/745 s'applique.",
        en="The information does not come from in vitro examinations: Regulation (EU) 2017/745 applies.",
    ),
    Rule(
        "Q4",
        both(_WITH_IN_VITRO, one_of("in_vitro_data_role", "sole")),
        "ivd_device",
        ("ivdr/art_2/2", "mdcg-2019-11/3.4"),
        facets=IVDR,
        fr="Les résultats in vitro sont la seule source de l'information : le règlement (UE) "
        "2017/746 s'applique.",
        en="In vitro results are the only source of the information: Regulation (EU) 2017/746 applies.",
    ),
    Rule(
        "Q5",
        both(_WITH_IN_VITRO, one_of("in_vitro_data_role", "principal")),
        "ivd_device",
        ("ivdr/art_2/2", "mdcg-2019-11/3.4"),
        facets=IVDR,
        fr="Les résultats in vitro déterminent l'information : le règlement (UE) 2017/746 s'applique.",
        en="In vitro results decide the information: Regulation (EU) 2017/746 applies.",
    ),
    Rule(
        "Q6",
        both(_WITH_IN_VITRO, one_of("in_vitro_data_role", "none", "secondary")),
        "mdr_device",
        ("mdcg-2019-11/3.4",),
        facets=MDR,
        fr="Les résultats in vitro ne sont qu'accessoires : le règlement (UE) 2017/745 s'applique.",
        en="In vitro results are only secondary: Regulation (EU) 2017/745 applies.",
    ),
    Rule(
        "Q7",
        _without_own_purpose(yes("annex_xvi")),
        "annex_xvi_product",
        ("mdr/art_1/2", "mdr/anx_XVI"),
        facets=MDR,
        fr="Sans finalité médicale, c'est un produit de l'annexe XVI ou le logiciel d'un tel produit.",
        en="With no medical purpose, it is an Annex XVI product or the software of one.",
    ),
    Rule(
        "Q8m",
        _without_own_purpose(yes("drives_or_influences"), LINKED_TO_MD),
        "drives_device",
        ("mdcg-2019-11/3.3", "mdr/anx_VIII/3.3"),
        facets=MDR,
        fr="Sans finalité propre, il commande ou influence un dispositif médical.",
        en="With no purpose of its own, it drives or influences a medical device.",
    ),
    Rule(
        "Q8i",
        _without_own_purpose(yes("drives_or_influences"), LINKED_TO_IVD),
        "drives_device",
        ("mdcg-2019-11/3.3", "mdcg-2019-11/3.4", "ivdr/anx_VIII/1.4"),
        facets=IVDR,
        fr="Sans finalité propre, il commande ou influence un dispositif de diagnostic in vitro.",
        en="With no purpose of its own, it drives or influences an in vitro diagnostic device.",
    ),
    Rule(
        "Q9m",
        _without_own_purpose(yes("accessory"), LINKED_TO_MD),
        "accessory",
        ("mdr/art_2/2", "mdcg-2019-11/3.1"),
        facets=MDR,
        fr="Sans finalité propre, il permet ou assiste la fonction d'un dispositif médical déterminé.",
        en="With no purpose of its own, it enables or assists the function of a particular medical device.",
    ),
    Rule(
        "Q9i",
        _without_own_purpose(yes("accessory"), LINKED_TO_IVD),
        "accessory",
        ("ivdr/art_2/4", "mdcg-2019-11/3.1"),
        facets=IVDR,
        fr="Sans finalité propre, il permet ou assiste la fonction d'un dispositif de diagnostic "
        "in vitro déterminé.",
        en="With no purpose of its own, it enables or assists the function of a particular in "
        "vitro diagnostic device.",
    ),
    Rule(
        "Q10",
        OTHERWISE,
        "not_device",
        (),
        facets=NO_REGIME,
        grounds=(Q10A, Q10B, Q10C),
        fr="Le produit n'est pas un dispositif au sens des deux règlements.",
        en="The product is not a device within the meaning of the two Regulations.",
    ),
)

QUALIFICATION = Decision(
    "qualification",
    "RS-QUAL",
    Text("Qualification", "Qualification"),
    VALUES,
    RULES,
    facets={"regime": REGIMES},
    opening=(Q1,),
)
