"""Criterion 3.4-05 of the HAS certification of health establishments.

Neither CE marking nor individual use is a condition: a reading aid shared by a department
is in scope here and yet is not a DMN.
"""

from __future__ import annotations

from rules.conditions import OTHERWISE, no, not_, outcome, yes
from rules.models import Decision, Rule, Text

_CRITERION = ("has/3.4-05",)

HAS_3_4_05 = Decision(
    "has_3_4_05",
    "RS-HAS",
    Text("Critère 3.4-05 de la HAS", "HAS criterion 3.4-05"),
    {
        "in_scope": Text("Concerné par le critère 3.4-05", "Within criterion 3.4-05"),
        "in_scope_ai": Text(
            "Concerné par le critère 3.4-05, au premier chef (IA)",
            "Within criterion 3.4-05, first and foremost (AI)",
        ),
        "out_of_scope": Text("Non concerné", "Not concerned"),
    },
    (
        Rule(
            "H1",
            no("establishment_uses"),
            "out_of_scope",
            _CRITERION,
            fr="Aucun établissement soumis à la certification HAS n'utilise le produit.",
            en="No establishment under HAS certification uses the product.",
        ),
        Rule(
            "H2",
            no("professional_use"),
            "out_of_scope",
            _CRITERION,
            fr="Aucun professionnel de santé n'utilise le produit.",
            en="No health professional uses the product.",
        ),
        Rule(
            "H3",
            not_(outcome("qualification", "mdr_device", "ivd_device")),
            "out_of_scope",
            _CRITERION,
            fr="Le produit n'est pas un dispositif médical à finalité propre.",
            en="The product is not a device with a medical purpose of its own.",
        ),
        Rule(
            "H4",
            no("decision_information"),
            "out_of_scope",
            _CRITERION,
            fr="Le produit n'aide à aucune décision médicale ou thérapeutique.",
            en="The product supports no medical or therapeutic decision.",
        ),
        Rule(
            "H6",
            yes("uses_ai"),
            "in_scope_ai",
            _CRITERION,
            fr="Le produit aide à la décision, sert à des professionnels en établissement et fait "
            "appel à l'intelligence artificielle.",
            en="The product supports decisions, serves professionals in an establishment and uses "
            "artificial intelligence.",
        ),
        Rule(
            "H5",
            OTHERWISE,
            "in_scope",
            _CRITERION,
            fr="Le produit aide à la décision et sert à des professionnels en établissement.",
            en="The product supports decisions and serves professionals in an establishment.",
        ),
    ),
)
