"""References in questions and texts, and what becomes of them."""

from __future__ import annotations

import pytest

from corpus.references import Resolver, find_references, named_documents

KNOWN = [
    *(f"mdr/art_{n}" for n in range(1, 124)),
    *(f"ivdr/art_{n}" for n in range(1, 114)),
    "mdr/art_10/9",
    "mdr/art_10/9/a",
    "mdr/art_61/10",
    "mdr/art_2/12",
    "mdr/art_5/1",
    "mdr/rct_19",
    "mdr/anx_VIII",
    "mdr/anx_VIII/6.3",
    "mdr/anx_VIII/4.3",
    "ivdr/anx_VIII/2.3",
    "ivdr/anx_VIII/2.3/h",
    "mdr/anx_XIV/A",
    "mdr/anx_XIV/A/1",
    "mdr/anx_VI/C/6.5.2",
    "mdr/anx_I/10.4.1",
    "mdr/anx_I/17",
    "mdr/anx_VI/A/1",
    "mdr/anx_VI/C/1",
    "css/R165-4",
    "css/R165-4/5",
    "css/L162-48",
    "mdcg-2019-11/4.2.1",
    "has/3.4-05",
    "ans-parcours/1.4",
]


def resolve(text: str) -> list[str]:
    resolver = Resolver(KNOWN)
    return [i for r in find_references(text) for i in resolver.resolve(r).ids]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Que dit l'article 10, paragraphe 9, du RDM ?", ["mdr/art_10/9"]),
        ("le paragraphe 9 de l'article 10 du MDR", ["mdr/art_10/9"]),
        ("point a) du paragraphe 9 de l'article 10 du règlement 2017/745", ["mdr/art_10/9/a"]),
        ("Art. 61(10) MDR", ["mdr/art_61/10"]),
        ("art 61.10 mdr", ["mdr/art_61/10"]),
        ("article 10 §9 du MDR", ["mdr/art_10/9"]),
        ("Article 10(9)(a) MDR", ["mdr/art_10/9/a"]),
        ("règle 11", ["mdr/anx_VIII/6.3"]),
        ("regle 11", ["mdr/anx_VIII/6.3"]),
        ("Rule 3(h) IVDR", ["ivdr/anx_VIII/2.3/h"]),
        ("rule 3 of the MDR", ["mdr/anx_VIII/4.3"]),
        ("Annex XIV Part A", ["mdr/anx_XIV/A"]),
        ("partie A de l'annexe XIV, MDR", ["mdr/anx_XIV/A"]),
        ("Annex XIV Part A section 1", ["mdr/anx_XIV/A/1"]),
        ("annexe VI partie C 6.5.2", ["mdr/anx_VI/C/6.5.2"]),
        ("Annex VI 6.5.2", ["mdr/anx_VI/C/6.5.2"]),
        ("Section 6.3 of Annex VIII", ["mdr/anx_VIII/6.3"]),
        ("Annexe I, chapitre II, 10.4.1", ["mdr/anx_I/10.4.1"]),
        ("annexe 8 du MDR", ["mdr/anx_VIII"]),
        ("considérant 19", ["mdr/rct_19"]),
        ("GSPR 17", ["mdr/anx_I/17"]),
        ("article 2, point 12, MDR", ["mdr/art_2/12"]),
        ("article premier du MDR", ["mdr/art_1"]),
        ("R. 165-4, 5°", ["css/R165-4/5"]),
        ("le 5° de l'article R165-4", ["css/R165-4/5"]),
        ("article L. 162-48 du code de la sécurité sociale", ["css/L162-48"]),
        ("MDCG 2019-11 section 4.2.1", ["mdcg-2019-11/4.2.1"]),
        ("critère 3.4-05", ["has/3.4-05"]),
        ("étape 1.4 du parcours ANS", ["ans-parcours/1.4"]),
        ("l'article 5 du MDR et l'article 5 de l'IVDR", ["mdr/art_5", "ivdr/art_5"]),
        ("Article 5 of Directive 93/42/EEC", []),
        ("Articles 5 and 6 of Regulation (EC) No 178/2002", []),
        ("article 5 du RGPD", []),
    ],
)
def test_a_reference_leads_to_the_provision_it_names(text: str, ids: list[str]) -> None:
    assert resolve(text) == ids


@pytest.mark.parametrize(
    "text",
    [
        "article 147 du MDR",
        "rule 27",
        "article 120 de l'IVDR",
        "article 10, paragraphe 99, du MDR",
        "considérant 300",
    ],
)
def test_a_reference_to_nothing_is_known_as_such(text: str) -> None:
    resolver = Resolver([*KNOWN, "ivdr/rct_1"])
    resolutions = [resolver.resolve(r) for r in find_references(text)]
    assert [resolver.is_known_missing(r) for r in resolutions] == [True]


def test_a_number_that_several_parts_carry_is_not_guessed() -> None:
    assert resolve("Annex VI section 1, MDR") == []


def test_documents_are_named_in_the_order_of_mention() -> None:
    assert named_documents("IVDR ou MDR ? et le MDCG 2019-11") == ("ivdr", "mdr", "mdcg-2019-11")
    assert named_documents("règlement (UE) 2017/746") == ("ivdr",)


def test_words_inside_a_document_refer_to_it() -> None:
    found = find_references("as referred to in Articles 10(9), 52 and Annex VIII", home="ivdr")
    assert [(r.documents, r.segments) for r in found] == [
        (("ivdr",), ("art_10", "9")),
        (("ivdr",), ("art_52",)),
        (("ivdr",), ("anx_VIII",)),
    ]
