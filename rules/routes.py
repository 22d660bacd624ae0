"""The routes to coverage by health insurance: LATM, LPPR, PECAN and PECT.

"Open" means that a file may be lodged, never that coverage is granted. The rule that closes
a route is its reason.
"""

from __future__ import annotations

from rules.conditions import OTHERWISE, Condition, both, meets, no, not_, outcome, yes
from rules.dmn import DEFINITION
from rules.models import Decision, Rule, Text
from rules.notions import COMP, DTX, NOT_DMN

VALUES = {
    "open": Text(
        "Voie ouverte (sous réserve du certificat ANS et de l'évaluation)",
        "Route open (subject to the ANS certificate and to assessment)",
    ),
    "open_after_ce": Text("Voie ouverte après marquage CE", "Route open after CE marking"),
    "closed": Text("Voie fermée", "Route closed"),
}

_PERIMETER = "ans-certification/perimetre"
_FINANCING = "ans-certification/financements"

NOT_TELEMONITORING = Text(
    "Le produit ne fait pas de télésurveillance médicale.",
    "The product does no medical telemonitoring.",
)
TELEMONITORING_ON_LPPR = Text(
    "Un produit de télésurveillance relève de la LATM, non de la LPPR.",
    "A telemonitoring product belongs on the LATM, not on the LPPR.",
)
ONLY_DURING_AN_ACT = Text(
    "Le produit ne sert que pendant un acte et sa fonction ne va pas au-delà.",
    "The product serves only during an act and its function does not go beyond it.",
)
NOT_INNOVATIVE = Text("Le produit n'est pas présumé innovant.", "The product is not presumed innovative.")
NO_EVIDENCE = Text(
    "Il manque de premières données cliniques ou des études capables d'en fournir.",
    "First clinical data, or studies able to supply them, are lacking.",
)
ALREADY_COVERED = Text(
    "Le produit est déjà pris en charge dans l'indication, ou la demande y a déjà été tranchée.",
    "The product is already covered in the indication, or the request was already decided there.",
)
NO_GENERIC_LINE = Text(
    "Le produit ne correspond à aucune ligne générique inscrite.",
    "The product matches no generic line on the list.",
)


def _closed(id: str, when: Condition, cites: tuple[str, ...], because: Text) -> Rule:
    return Rule(id, when, "closed", cites, fr=because.fr, en=because.en)


def _route(name: str, label: Text, opening: str, cites: tuple[str, ...], *closing: Rule) -> Decision:
    outside = _closed(
        "R0", NOT_DMN, DEFINITION, Text("Le produit n'est pas un DMN.", "The product is not a DMN.")
    )
    rules = (
        outside,
        *closing,
        Rule(
            opening,
            outcome("dmn_status", "dmn"),
            "open",
            cites,
            fr="Le produit est un DMN et rien ne ferme cette voie.",
            en="The product is a DMN and nothing closes this route.",
        ),
        Rule(
            opening,
            OTHERWISE,
            "open_after_ce",
            cites,
            fr="Le produit sera un DMN avec le marquage CE et rien d'autre ne ferme cette voie.",
            en="The product will be a DMN with the CE marking and nothing else closes this route.",
        ),
    )
    return Decision(f"route.{name}", "RS-PAY", label, VALUES, rules)


_TELEMONITORING = yes("telemonitoring")
_NO_TELEMONITORING = no("telemonitoring")
_ACT_ONLY = yes("professional_act_only")
_NO_LINE = no("generic_line_match")

ROUTES = (
    _route(
        "LATM_brand",
        Text("LATM, nom de marque", "LATM, brand name"),
        "R1",
        (_PERIMETER, "css/R162-76"),
        _closed("R1x", _NO_TELEMONITORING, ("css/L162-48",), NOT_TELEMONITORING),
    ),
    _route(
        "LATM_generic",
        Text("LATM, ligne générique", "LATM, generic line"),
        "R2",
        (_PERIMETER, "css/R162-76"),
        _closed("R2x", _NO_TELEMONITORING, ("css/L162-48",), NOT_TELEMONITORING),
        _closed("R2y", _NO_LINE, ("css/R162-76",), NO_GENERIC_LINE),
    ),
    _route(
        "LPPR_brand",
        Text("LPPR, nom de marque", "LPPR, brand name"),
        "R3",
        (_PERIMETER, "ans-parcours/nom-de-marque"),
        _closed("R3x", _TELEMONITORING, (_PERIMETER, "css/R165-4/6"), TELEMONITORING_ON_LPPR),
        _closed("R3y", _ACT_ONLY, ("css/R165-4",), ONLY_DURING_AN_ACT),
        _closed(
            "R3z",
            yes("generic_line_match"),
            ("ans-parcours/nom-de-marque",),
            Text(
                "Une ligne générique couvre déjà le produit.",
                "A generic line already covers the product.",
            ),
        ),
        _closed(
            "R3w",
            no("particular_interest"),
            ("ans-parcours/nom-de-marque",),
            Text(
                "Le produit ne revendique pas d'intérêt particulier qui justifie un code propre.",
                "The product claims no particular interest that justifies its own code.",
            ),
        ),
    ),
    _route(
        "LPPR_generic",
        Text("LPPR, ligne générique", "LPPR, generic line"),
        "R4",
        (_PERIMETER, "ans-parcours/ligne-generique"),
        _closed("R4x", _TELEMONITORING, (_PERIMETER, "css/R165-4/6"), TELEMONITORING_ON_LPPR),
        _closed("R4y", _ACT_ONLY, ("css/R165-4",), ONLY_DURING_AN_ACT),
        _closed("R4z", _NO_LINE, ("ans-parcours/ligne-generique",), NO_GENERIC_LINE),
    ),
    _route(
        "PECAN",
        Text("Prise en charge anticipée (PECAN)", "Early coverage of digital devices (PECAN)"),
        "R5",
        (_PERIMETER, "css/L162-1-23"),
        _closed(
            "R5x",
            both(_NO_TELEMONITORING, not_(meets("intended_purposes", DTX))),
            ("css/L162-1-23",),
            Text(
                "Le produit ne traite pas et ne fait pas de télésurveillance.",
                "The product neither treats nor telemonitors.",
            ),
        ),
        _closed("R5y", both(_NO_TELEMONITORING, _ACT_ONLY), ("css/R165-4",), ONLY_DURING_AN_ACT),
        _closed("R5z", no("presumed_innovative"), ("css/L162-1-23",), NOT_INNOVATIVE),
        _closed("R5w", no("early_clinical_evidence"), ("css/R162-113",), NO_EVIDENCE),
        _closed("R5v", yes("already_covered"), ("css/R162-113",), ALREADY_COVERED),
    ),
    _route(
        "PECT",
        Text("Prise en charge transitoire (PECT)", "Transitional coverage (PECT)"),
        "R6",
        (_PERIMETER, "css/L165-1-5"),
        _closed(
            "R6x",
            _TELEMONITORING,
            (_FINANCING,),
            Text(
                "Cette voie est celle du champ de la LPPR, non de la télésurveillance.",
                "This route is for the field of the LPPR, not for telemonitoring.",
            ),
        ),
        _closed(
            "R6d",
            meets("intended_purposes", DTX),
            ("css/R165-90",),
            Text(
                "Le produit est lui-même un DMN à visée thérapeutique, que cette voie exclut.",
                "The product is itself a therapeutic DMN, which this route excludes.",
            ),
        ),
        _closed(
            "R6u",
            not_(meets("intended_purposes", DTX | COMP)),
            (_FINANCING,),
            Text(
                "Le produit ne traite pas et ne compense pas un handicap.",
                "The product neither treats nor compensates for a disability.",
            ),
        ),
        _closed("R6y", _ACT_ONLY, ("css/R165-4",), ONLY_DURING_AN_ACT),
        _closed("R6z", no("presumed_innovative"), (_FINANCING,), NOT_INNOVATIVE),
        _closed("R6w", no("early_clinical_evidence"), ("css/R165-90",), NO_EVIDENCE),
        _closed(
            "R6t",
            no("serious_unmet_need"),
            ("css/R165-90",),
            Text(
                "Il ne vise pas une maladie grave ou rare ou un handicap sans comparateur.",
                "It addresses no serious or rare disease or disability that lacks a comparator.",
            ),
        ),
        _closed("R6v", yes("already_covered"), ("has-web/PECT",), ALREADY_COVERED),
    ),
)
