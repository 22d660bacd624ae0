"""Whether a question needs both regulations."""

from __future__ import annotations

import pytest

from assistant.scope import GROUPS, Match, Scope
from assistant.two_acts import needs_both

EVEN = {group: Match(0.8, 5.0) for group in GROUPS}


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fr", "Le délai de vigilance est-il le même pour un DM et pour un DMDIV ?"),
        ("fr", "On vend un tensiomètre et un kit de dépistage, même mandataire pour les deux ?"),
        ("en", "PRRC under the MDR and the IVDR: one person for the two?"),
        ("en", "We make an ECG patch and a troponin assay, is the periodic report the same for both?"),
    ],
)
def test_two_products_or_a_comparison_need_both(language: str, question: str) -> None:
    assert needs_both(Scope(question, language, "digest"), EVEN)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fr", "Sous quel délai déclarer un incident grave ?"),
        ("fr", "Notre kit de dépistage est en classe C, qui évalue les performances ?"),
        ("en", "Under the MDR, does an IVD lab app also need a PRRC?"),
        ("en", "Is our ECG patch the same device once we change the glue?"),
    ],
)
def test_one_product_needs_one(language: str, question: str) -> None:
    assert not needs_both(Scope(question, language, "digest"), EVEN)
