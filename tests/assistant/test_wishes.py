"""Which questions of the rules a turn asks."""

from __future__ import annotations

import pytest

from assistant.wishes import CLASSES, wishes


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Quelle classe, quelle voie de marquage, et est-on DMN ?",
            {*CLASSES, "conformity_route", "dmn_status"},
        ),
        ("Do we self-certify, or does a notified body come in?", {"conformity_route"}),
        ("Device or accessory?", {"qualification"}),
        ("Marquage CE obligatoire ou non ?", {"qualification", "conformity_route"}),
        ("Is the LATM generic line open to us?", {"route.LATM_generic"}),
        ("LPPR en nom de marque, possible ?", {"route.LPPR_brand"}),
        ("Nom de marque ou ligne générique à la LPPR ?", {"route.LPPR_brand", "route.LPPR_generic"}),
        ("Which class, and HAS?", {*CLASSES, "has_3_4_05"}),
        ("L'exemption in-house tient-elle ?", {"conformity_route"}),
        ("Which regulation applies, MDR or IVDR?", {"qualification"}),
        ("RGPD et HDS ?", {"section.RGPD", "section.HDS", "prereq.HDS"}),
    ],
)
def test_a_wish_names_its_questions(text: str, asked: set[str]) -> None:
    assert set(wishes(text)) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Notre appli est marquée CE (MDR).",
        "Pas encore de marquage CE.",
        "Merci, à demain.",
        "Our app is CE marked.",
    ],
)
def test_a_statement_asks_nothing_of_the_rules(text: str) -> None:
    assert "conformity_route" not in wishes(text)
