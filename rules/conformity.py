"""The conformity assessment route: Article 52 MDR, Article 48 IVDR, Article 5(5) of both."""

from __future__ import annotations

from rules.conditions import OTHERWISE, both, either, no, not_, outcome, yes
from rules.models import ByOutcome, Decision, Rule, Text

VALUES = {
    "none": Text(
        "Aucune procédure pour un logiciel au titre du RDM ou du RDIV",
        "No procedure for software under the MDR or the IVDR",
    ),
    "in_house_exemption": Text(
        "Dispositif fabriqué et utilisé en interne (art. 5, § 5)",
        "Device made and used in house (Article 5(5))",
    ),
    "with_host_device": Text(
        "Évalué avec le dispositif dont il fait partie",
        "Assessed with the device it is part of",
    ),
    "self_declaration": Text("Autodéclaration du fabricant", "Self-declaration by the manufacturer"),
    "notified_body_metrology": Text(
        "Autodéclaration, organisme notifié limité à la métrologie",
        "Self-declaration, notified body for metrology only",
    ),
    "notified_body": Text("Organisme notifié", "Notified body"),
}

IN_HOUSE_BY_REGIME = ByOutcome(
    "regime",
    {"mdr": ("mdr/art_5/5",), "ivdr": ("ivdr/art_5/5",)},
    open_cites=("mdr/art_5/5", "ivdr/art_5/5"),
)

_NOT_A_DEVICE_CITES = {
    "not_device": ("mdr/rct_19",),
    "out_of_scope": ("mdcg-2019-11/3.3",),
}

RULES = (
    Rule(
        "A0",
        outcome("qualification", "not_device", "out_of_scope"),
        "none",
        (),
        by=ByOutcome("qualification", _NOT_A_DEVICE_CITES, open_cites=("mdr/rct_19", "mdcg-2019-11/3.3")),
        fr="Le produit n'est pas un dispositif : il n'y a pas de procédure à suivre.",
        en="The product is not a device: there is no procedure to follow.",
    ),
    Rule(
        "A1",
        both(yes("in_house"), no("equivalent_available")),
        "in_house_exemption",
        (),
        by=IN_HOUSE_BY_REGIME,
        fr="Le dispositif est fabriqué et utilisé dans un seul établissement de santé, et aucun "
        "équivalent du marché ne répond au besoin.",
        en="The device is made and used within one health institution, and no equivalent on the "
        "market meets the need.",
    ),
    Rule(
        "A2",
        both(
            either(
                outcome("qualification", "drives_device", "annex_xvi_product"),
                both(
                    outcome("qualification", "mdr_device", "ivd_device"),
                    yes("drives_or_influences"),
                ),
            ),
            yes("integral_part"),
        ),
        "with_host_device",
        ("mdcg-2019-11/6.2",),
        fr="Mis sur le marché seulement comme partie du matériel, le logiciel est évalué avec lui.",
        en="Placed on the market only as part of the hardware, the software is assessed with it.",
    ),
    Rule(
        "A3",
        both(outcome("regime", "ivdr"), outcome("ivdr_class", "A")),
        "self_declaration",
        ("ivdr/art_48/10",),
        fr="Un DM DIV de classe A est déclaré conforme par le fabricant seul.",
        en="A class A IVD is declared to conform by the manufacturer alone.",
    ),
    Rule(
        "A4",
        outcome("regime", "ivdr"),
        "notified_body",
        (),
        by=ByOutcome(
            "ivdr_class",
            {"B": ("ivdr/art_48/9",), "C": ("ivdr/art_48/7",), "D": ("ivdr/art_48/3",)},
            open_cites=("ivdr/art_48",),
            suffix=True,
        ),
        fr="Un DM DIV de classe B, C ou D passe par un organisme notifié.",
        en="A class B, C or D IVD goes through a notified body.",
    ),
    Rule(
        "A5",
        not_(outcome("mdr_class", "I")),
        "notified_body",
        (),
        by=ByOutcome(
            "mdr_class",
            {"IIa": ("mdr/art_52/6",), "IIb": ("mdr/art_52/4",), "III": ("mdr/art_52/3",)},
            open_cites=("mdr/art_52",),
            suffix=True,
        ),
        fr="Un dispositif de classe IIa, IIb ou III passe par un organisme notifié.",
        en="A class IIa, IIb or III device goes through a notified body.",
    ),
    Rule(
        "A6",
        yes("measuring_function"),
        "notified_body_metrology",
        ("mdr/art_52/7",),
        fr="La classe I a une fonction de mesure : un organisme notifié examine la seule métrologie.",
        en="The class I device measures: a notified body looks at metrology alone.",
    ),
    Rule(
        "A7",
        OTHERWISE,
        "self_declaration",
        ("mdr/art_52/7",),
        fr="Un dispositif de classe I sans fonction de mesure est déclaré conforme par le fabricant seul.",
        en="A class I device without a measuring function is declared to conform by the manufacturer alone.",
    ),
)

CONFORMITY_ROUTE = Decision(
    "conformity_route",
    "RS-MDR",
    Text("Évaluation de la conformité", "Conformity assessment"),
    VALUES,
    RULES,
)
