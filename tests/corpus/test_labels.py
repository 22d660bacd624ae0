"""Ids as people read them."""

from __future__ import annotations

import pytest

from corpus.labels import label


@pytest.mark.parametrize(
    ("provision", "french", "english"),
    [
        ("mdr/art_10/9", "MDR, article 10, paragraphe 9", "MDR, Article 10(9)"),
        ("mdr/art_10/9/a", "MDR, article 10, paragraphe 9, point a)", "MDR, Article 10(9)(a)"),
        ("mdr/art_2/12", "MDR, article 2, point 12)", "MDR, Article 2, point (12)"),
        ("mdr/anx_VIII/6.3", "MDR, annexe VIII, point 6.3 (règle 11)", "MDR, Annex VIII, 6.3 (Rule 11)"),
        ("mdr/rct_19", "MDR, considérant 19", "MDR, recital 19"),
        ("mdr/art_10a", "MDR, article 10 bis", "MDR, Article 10a"),
        ("mdr/anx_XIV/A/1", "MDR, annexe XIV, partie A, point 1", "MDR, Annex XIV, Part A, 1"),
        ("mdr/anx_XV/II/3", "MDR, annexe XV, chapitre II, point 3", "MDR, Annex XV, Chapter II, 3"),
        (
            "ivdr/anx_VIII/2.3/h",
            "IVDR, annexe VIII, point 2.3 (règle 3), point h)",
            "IVDR, Annex VIII, 2.3 (Rule 3)(h)",
        ),
        ("ans-parcours/2.1", "ANS, parcours DMN, étape 2.1", "ANS, DMN path, step 2.1"),
        ("has/3.4-05", "HAS, DMN, critère 3.4-05", "HAS, DMN, criterion 3.4-05"),
        ("mdcg-2019-11/4.2.1", "MDCG 2019-11, section 4.2.1", "MDCG 2019-11, section 4.2.1"),
        (
            "css/R165-4/5",
            "Code de la sécurité sociale, article R. 165-4, 5°",
            "Code de la sécurité sociale, Article R. 165-4, 5°",
        ),
        (
            "css/L165-1-5/II-bis",
            "Code de la sécurité sociale, article L. 165-1-5, II bis",
            "Code de la sécurité sociale, Article L. 165-1-5, II bis",
        ),
        (
            "ans-certification/faq-commercialisation",
            "ANS, certification des DMN, FAQ, commercialisation",
            "ANS, certification of DMN, FAQ, putting on sale",
        ),
        (
            "ans-certification/perimetre",
            "ANS, certification des DMN, périmètre",
            "ANS, certification of DMN, scope",
        ),
        (
            "ansm/finalite-medicale",
            "ANSM, logiciels et applications de santé, finalité médicale",
            "ANSM, health software and apps, medical purpose",
        ),
        (
            "ans-parcours/2-vigilance",
            "ANS, parcours DMN, étape 2, points de vigilance",
            "ANS, DMN path, step 2, points of attention",
        ),
        ("ans-parcours/3/cas2", "ANS, parcours DMN, étape 3, cas 2", "ANS, DMN path, step 3, case 2"),
        ("mdcg-2019-11/annexe-I-c.1", "MDCG 2019-11, annexe I, c.1", "MDCG 2019-11, Annex I, c.1"),
        ("mdcg-2020-16/rule-1-indent-1", "MDCG 2020-16, règle 1, tiret 1", "MDCG 2020-16, rule 1, indent 1"),
        ("mdcg-2025-6/part-II.1", "MDCG 2025-6, partie II.1", "MDCG 2025-6, Part II.1"),
        ("mdcg-2025-6/12", "MDCG 2025-6, question 12", "MDCG 2025-6, question 12"),
        ("mdcg-2025-6/introduction", "MDCG 2025-6, introduction", "MDCG 2025-6, introduction"),
        (
            "mdr/anx_VI/C/1/unique_device_identifier",
            "MDR, annexe VI, partie C, point 1, identifiant unique du dispositif (IUD)",
            "MDR, Annex VI, Part C, 1, unique device identifier (UDI)",
        ),
        ("navarro/un-passage", "M. Navarro, marquage CE, un passage", "M. Navarro, CE marking, un passage"),
    ],
)
def test_a_label_reads_as_the_contract_has_it(provision: str, french: str, english: str) -> None:
    assert label(provision, "fr") == french
    assert label(provision, "en") == english
