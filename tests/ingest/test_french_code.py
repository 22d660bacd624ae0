"""The code de la sécurité sociale: articles, their numbered parts, nothing lost or doubled."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from corpus import ids
from corpus.models import Provision, ProvisionKind, Reading
from ingest.errors import SourceError
from ingest.readers.french_code import read_code

CITED_BY_THE_RULES = [
    *("L162-1-23", "L162-1-25", "L162-48", "L165-1-5", "R162-113", "R162-76"),
    *("R165-4", "R165-4/4", "R165-4/5", "R165-4/6", "R165-90"),
]
PROBES = [
    ("R165-4/4", "pendant la réalisation d'un acte"),
    ("R165-4/5", "traitement de données personnelles"),
    ("R165-4/6", "exclusivement des fonctionnalités"),
    ("L162-48/I/2", "dépassent des seuils prédéfinis"),
    ("L162-48/II", "autres fonctionnalités, notamment thérapeutiques"),
    ("L162-1-23/II/3", "référentiels d'interopérabilité"),
    ("L162-1-23/VI/2/b", "ramené à quarante-cinq jours"),
    ("L162-1-25", "un intéressement lié"),
    ("R162-113/II/3", "dispositif médical numérique"),
    ("R165-90/I/13", "n'est pas un dispositif médical"),
    ("L165-1-5/II-bis", "protocole de recueil des données"),
    ("R162-98", "-un forfait technique"),
]


@cache
def source_of(folder: Path) -> str:
    return (folder / "css-dmn.fr.md").read_text(encoding="utf-8")


@cache
def reading_of(folder: Path) -> Reading:
    return read_code(source_of(folder))


def by_id(reading: Reading) -> dict[str, Provision]:
    return {p.id.removeprefix("css/"): p for p in reading.provisions}


def own_words(provision: Provision) -> list[str]:
    return [piece.text for piece in provision.texts[0].pieces if piece.text]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def test_there_are_73_articles(corpus_dir: Path) -> None:
    articles = [p for p in reading_of(corpus_dir).provisions if p.kind is ProvisionKind.ARTICLE]
    assert len(articles) == 73
    assert all(p.parent is None and p.texts[0].path[0].startswith("Partie ") for p in articles)


@pytest.mark.parametrize("locator", CITED_BY_THE_RULES)
def test_what_the_rules_cite_is_a_provision(corpus_dir: Path, locator: str) -> None:
    assert by_id(reading_of(corpus_dir))[locator].texts[0].text


@pytest.mark.parametrize(("locator", "probe"), PROBES)
def test_words_stand_under_their_number(corpus_dir: Path, locator: str, probe: str) -> None:
    assert probe in by_id(reading_of(corpus_dir))[locator].texts[0].text


def test_no_word_of_the_source_is_lost_or_doubled(corpus_dir: Path) -> None:
    reading = reading_of(corpus_dir)
    articles = [p.texts[0] for p in reading.provisions if p.kind is ProvisionKind.ARTICLE]
    headings = [" ".join(path) for path in {a.path for a in articles}] + [a.title for a in articles]
    blocks = [block for p in reading.provisions for block in own_words(p)]
    kept = words("\n".join([*blocks, *headings, *(block for block, _ in reading.skipped)]))
    assert kept == words(source_of(corpus_dir))


def test_every_part_lies_in_the_provision_its_id_names(corpus_dir: Path) -> None:
    for provision in reading_of(corpus_dir).provisions:
        parent = ids.parse(provision.id).parent
        assert provision.parent == (str(parent) if parent else None)
        assert provision.texts[0].version == "2026-03-14"


def test_dates_of_entry_into_force_are_metadata(corpus_dir: Path) -> None:
    reading = reading_of(corpus_dir)
    assert sum(reason == "metadata" for _, reason in reading.skipped) == 73
    assert not any("LEGIARTI" in p.texts[0].text for p in reading.provisions)


def test_numbers_of_a_list_follow_each_other(corpus_dir: Path) -> None:
    for provision in reading_of(corpus_dir).provisions:
        numbers = [int(s) for s in (c.rpartition("/")[2] for c in provision.children) if s.isdigit()]
        assert numbers == list(range(1, len(numbers) + 1)), provision.id


SMALL = """# Code (extraits)

Origine du fichier.

## Partie une > Livre I : Choses

### Article L1-2

En vigueur depuis le 2020-01-01 (LEGIARTI000000000001).

I.-Sont visés :

1° Le rouge :

a) Clair ;

b) Sombre.

Le rouge vif compte.

Le tout est du I.

II bis.-Suite.

Encore du II bis.

### Article R3-4

En vigueur depuis le 2021-02-03 (LEGIARTI000000000002).

Ouverture :

1° Un ;

Suite du un.

2° Deux.

Clôture.
"""


@pytest.fixture
def small() -> dict[str, Provision]:
    return by_id(read_code(SMALL, version="2024-01-01"))


def test_parts_numbers_and_letters_nest(small: dict[str, Provision]) -> None:
    assert list(small) == [
        *("L1-2", "L1-2/I", "L1-2/I/1", "L1-2/I/1/a", "L1-2/I/1/b", "L1-2/II-bis"),
        *("R3-4", "R3-4/1", "R3-4/2"),
    ]
    assert small["L1-2/I/1/a"].kind is ProvisionKind.POINT
    assert small["L1-2/I/1/a"].texts[0].title == "Article L1-2, I, 1°, a)"
    assert small["L1-2/I/1"].texts[0].path == ("Partie une", "Livre I : Choses", "Article L1-2")


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("L1-2/I", ["I.-Sont visés :", "Le tout est du I."]),
        ("L1-2/I/1", ["1° Le rouge :", "Le rouge vif compte."]),
        ("L1-2/II-bis", ["II bis.-Suite.", "Encore du II bis."]),
        ("R3-4", ["Ouverture :", "Clôture."]),
        ("R3-4/1", ["1° Un ;", "Suite du un."]),
        ("R3-4/2", ["2° Deux."]),
    ],
)
def test_an_unnumbered_alinea_goes_to_what_it_continues(
    small: dict[str, Provision], locator: str, expected: list[str]
) -> None:
    assert own_words(small[locator]) == expected


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Clôture.", "Clôture et", "R3-4 ends in mid-sentence"),
        ("## Partie une > Livre I : Choses", "", "has no headings above"),
        ("### Article R3-4", "### Annexe", "'### Annexe' is no article heading"),
        ("En vigueur depuis le 2021", "Depuis 2021", "R3-4 has no line 'En vigueur depuis"),
        ("### Article R3-4", "### Article L1-2", "L1-2 appears twice"),
        (SMALL, "", "no provision found"),
    ],
)
def test_a_damaged_file_is_refused_in_one_line(old: str, new: str, message: str) -> None:
    with pytest.raises(SourceError, match=re.escape(message)) as caught:
        read_code(SMALL.replace(old, new))
    assert "\n" not in str(caught.value)
