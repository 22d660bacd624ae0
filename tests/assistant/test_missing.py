"""What is said of references that lead nowhere."""

from __future__ import annotations

import pytest

from assistant.missing import missing_lines
from corpus.models import Provision, ProvisionText
from corpus.references import find_references
from ingest.store import ProvisionStore


class SmallStore:
    """The ids of a few provisions, all that the lines are made from."""

    _ids = (
        *(f"{d}/{top}" for d in ("mdr", "ivdr") for top in ("art_1", "art_10", "art_120", "anx_VI", "rct_1")),
        *(f"mdr/art_10/{n}" for n in (1, 2, 3)),
        "mdr/art_10/3/a",
        "css/L162-48",
        "qa-article-10a/1",
        "qa-2023-607/1",
    )

    def ids(self) -> tuple[str, ...]:
        return self._ids

    def get(self, provision_id: str) -> Provision | ProvisionText | str | None:
        return provision_id if provision_id in self._ids else None


def lines(text: str, language: str) -> list[str]:
    store: ProvisionStore = SmallStore()  # type: ignore[assignment]
    return missing_lines(find_references(text), store, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("article 147 du MDR", "fr", "Article 147 n'existe pas : le MDR compte 3 articles."),
        ("art. 147 IVDR", "fr", "Art. 147 n'existe pas : l'IVDR compte 3 articles."),
        ("rule 8 IVDR", "en", "Rule 8 does not exist: Annex VIII of the IVDR stops at rule 7."),
        ("règle 9 du RDIV", "fr", "Règle 9 n'existe pas : l'annexe VIII de l'IVDR s'arrête à la règle 7."),
        (
            "article 10(17) MDR",
            "fr",
            "Article 10(17) n'existe pas : l'article 10 du MDR compte 3 paragraphes dans le texte que je détiens.",
        ),
        (
            "Article 1(4) IVDR",
            "en",
            "Article 1(4) does not exist: Article 1 of the IVDR has no numbered paragraphs in the text I hold.",
        ),
        (
            "article 10 bis du RDM",
            "fr",
            "MDR, article 10 bis : ajouté par le règlement (UE) 2024/1860, en vigueur depuis le 10 janvier 2025, "
            "absent du texte de 2017 que je détiens. À lire à ce sujet : Q&R sur l'article 10 bis.",
        ),
        (
            "Article 120(3c)(e) MDR",
            "en",
            "MDR, Article 120(3c): added by Regulation (EU) 2023/607, in force since 20 March 2023, "
            "not in the text of 2017 that I hold. To read on: Q&A on Regulation 2023/607.",
        ),
        ("article 35 du RGPD", "fr", "Je ne détiens pas le texte « RGPD »."),
        ("MDCG 2020-13", "en", "I do not hold the text “MDCG 2020-13”."),
        ("L162-58", "fr", "« L162-58 » ne correspond à aucune disposition des textes que je détiens."),
    ],
)
def test_a_line_says_why_and_what_there_is(text: str, language: str, expected: str) -> None:
    assert [line for line in lines(text, language) if line == expected] == [expected]


def test_each_reference_has_one_line_and_the_same_words_are_said_once() -> None:
    assert lines("articles 150 et 151 du MDR, article 150 du MDR", "fr") == [
        "Article 150 n'existe pas : le MDR compte 3 articles.",
        "Article 151 n'existe pas : le MDR compte 3 articles.",
    ]


def test_a_section_added_to_an_annex_is_found_without_its_part() -> None:
    for text in ("Annex VI Part C 6.6 MDR", "annex VI 6.6 MDR", "annexe VI C 6.6.2"):
        assert "2023/2197" in lines(text, "en")[0], text
