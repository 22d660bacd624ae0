"""Is it a DMN within the meaning of the ANS reference framework, and must it be certified?

The three conditions of the ANS definition decide; alerts on thresholds only define
telemonitoring (open point OP5). "Individual use" is read as assigned to one patient (OP4).
"""

from __future__ import annotations

from rules.conditions import OTHERWISE, both, no, one_of, outcome, yes
from rules.conformity import IN_HOUSE_BY_REGIME
from rules.models import Decision, Listing, Rule, Text
from rules.notions import DMN

DEFINITION = ("ans-certification/definition",)

_NOT_MARKED = one_of("ce_marking", "none")
_MARKED = one_of("ce_marking", "mdr", "ivdr", "directive")

DMN_STATUS = Decision(
    "dmn_status",
    "RS-ANS",
    Text("Dispositif médical numérique (DMN)", "Digital medical device (DMN)"),
    {
        "dmn": Text(
            "Dispositif médical numérique au sens du référentiel",
            "Digital medical device (DMN) within the meaning of the reference framework",
        ),
        "dmn_after_ce": Text("DMN une fois le marquage CE obtenu", "DMN once the CE marking is obtained"),
        "not_dmn": Text("Hors du périmètre des DMN", "Outside the scope of DMN"),
    },
    (
        Rule(
            "D1",
            both(
                _NOT_MARKED,
                outcome("qualification", "not_device", "out_of_scope", "annex_xvi_product"),
            ),
            "not_dmn",
            DEFINITION,
            fr="Sans marquage CE, et le produit n'est pas un dispositif médical à finalité médicale.",
            en="Without CE marking, and the product is not a device with a medical purpose.",
        ),
        Rule(
            "D2",
            both(_NOT_MARKED, yes("in_house")),
            "not_dmn",
            DEFINITION,
            by=IN_HOUSE_BY_REGIME,
            fr="Fabriqué et utilisé en interne, le produit ne recevra pas le marquage CE.",
            en="Made and used in house, the product will not be CE marked.",
        ),
        Rule(
            "D3",
            no("processes_personal_data"),
            "not_dmn",
            DEFINITION,
            fr="Le produit ne traite pas de données à caractère personnel.",
            en="The product does not process personal data.",
        ),
        Rule(
            "D4",
            no("individual_use"),
            "not_dmn",
            DEFINITION,
            fr="Le produit n'est pas destiné à un usage individuel.",
            en="The product is not intended for individual use.",
        ),
        Rule(
            "D5",
            _MARKED,
            "dmn",
            DEFINITION,
            fr="Marqué CE, le produit traite des données personnelles pour un usage individuel.",
            en="CE marked, the product processes personal data for individual use.",
        ),
        Rule(
            "D6",
            OTHERWISE,
            "dmn_after_ce",
            (*DEFINITION, "ans-parcours/1.1"),
            fr="Il ne manque au produit que le marquage CE.",
            en="All the product lacks is the CE marking.",
        ),
    ),
)

ANS_CERTIFICATION = Decision(
    "ans_certification",
    "RS-ANS",
    Text("Certificat de conformité de l'ANS", "ANS certificate of conformity"),
    {
        "required_for_reimbursement": Text(
            "Non exigée pour commercialiser ; exigée avant toute prise en charge (LATM, LPPR, PECAN, PECT)",
            "Not required in order to market; required before any coverage (LATM, LPPR, PECAN, PECT)",
        ),
        "not_applicable": Text("Sans objet", "Not applicable"),
    },
    (
        Rule(
            "N1",
            DMN,
            "required_for_reimbursement",
            ("ans-certification/perimetre", "ans-certification/faq-commercialisation"),
            fr="Un DMN se vend sans ce certificat, mais n'est pris en charge qu'avec lui.",
            en="A DMN may be sold without this certificate, but is covered only with it.",
        ),
        Rule(
            "N0",
            OTHERWISE,
            "not_applicable",
            DEFINITION,
            fr="Le produit n'est pas un DMN : la certification ne le concerne pas.",
            en="The product is not a DMN: the certification does not concern it.",
        ),
    ),
    lists=Listing(
        "required_for_reimbursement", key="routes", prefix="route.", outcomes=("open", "open_after_ce")
    ),
)
