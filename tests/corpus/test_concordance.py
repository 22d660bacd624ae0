"""Which provision of one regulation answers to which of the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.catalogue import additions, sources
from corpus.concordance import concordance, counterpart, load
from corpus.errors import CatalogueError, InvalidCitationId
from corpus.ids import parse
from corpus.models import Provision
from ingest.readers.registry import read_source
from ingest.sources import find_files, load_text

# Read in both texts.
PAIRS = [
    ("mdr/rct_19", "ivdr/rct_17"),
    ("mdr/rct_63", "ivdr/rct_62"),
    ("mdr/art_1/11", "ivdr/art_1/5"),
    ("mdr/art_2/1", "ivdr/art_2/2"),
    ("mdr/art_2/12", "ivdr/art_2/12"),
    ("mdr/art_2/44", "ivdr/art_2/44"),
    ("mdr/art_2/45", "ivdr/art_2/42"),
    ("mdr/art_2/58/b/iii", "ivdr/art_2/61/c/iii"),
    ("mdr/art_2/65/a", "ivdr/art_2/68/a"),
    ("mdr/art_5/5/f", "ivdr/art_5/5/g"),
    ("mdr/art_10/8", "ivdr/art_10/7"),
    ("mdr/art_10/9/m", "ivdr/art_10/8/m"),
    ("mdr/art_15/3/c", "ivdr/art_15/3/c"),
    ("mdr/art_29/4", "ivdr/art_26/3"),
    ("mdr/art_32", "ivdr/art_29"),
    ("mdr/art_52/4", "ivdr/art_48/7"),
    ("mdr/art_57/1/i", "ivdr/art_52/i"),
    ("mdr/art_61/12", "ivdr/art_56/5"),
    ("mdr/art_62/4/a", "ivdr/art_58/5/a"),
    ("mdr/art_65/h", "ivdr/art_61/1/h"),
    ("mdr/art_85", "ivdr/art_80"),
    ("mdr/art_86/1", "ivdr/art_81/1"),
    ("mdr/art_87/3", "ivdr/art_82/3"),
    ("mdr/art_87/5", "ivdr/art_82/5"),
    ("mdr/art_113", "ivdr/art_106"),
    ("mdr/art_120/12", "ivdr/art_110/10"),
    ("mdr/anx_I/17", "ivdr/anx_I/16"),
    ("mdr/anx_I/17.2", "ivdr/anx_I/16.2"),
    ("mdr/anx_I/14.7", "ivdr/anx_I/13.6"),
    ("mdr/anx_I/23.4/z", "ivdr/anx_I/20.4.1/af"),
    ("mdr/anx_III/1.1/b", "ivdr/anx_III/1/b"),
    ("mdr/anx_VI/C/6.5.4/d", "ivdr/anx_VI/C/6.2.4/d"),
    ("mdr/anx_VIII/3.3", "ivdr/anx_VIII/1.4"),
    ("mdr/anx_IX/8", "ivdr/anx_IX/7"),
    ("mdr/anx_XI/A/6.3", "ivdr/anx_XI/3.3"),
    ("mdr/anx_XIV/B/6.2/h", "ivdr/anx_XIII/B/5.2/h"),
    ("mdr/anx_XV", "ivdr/anx_XIV"),
    ("mdr/anx_XV/II/4.1", "ivdr/anx_XIV/I/4.1"),
    ("mdr/anx_XV/III/7", "ivdr/anx_XIII/A/2.3.3"),
]
# From left to right: what holds it answers, or the counterpart is that of a neighbour, or there is none.
ONE_WAY = [
    ("mdr/art_61/2", "ivdr/art_56"),
    ("mdr/art_28/3", "ivdr/art_25"),
    ("mdr/art_82", "ivdr/art_57"),
    ("ivdr/art_57", "mdr/art_62"),
    ("ivdr/art_5/5/c", "mdr/art_5/5"),
    ("ivdr/art_48/8", "mdr/art_52/4"),
    ("ivdr/art_2/1", "mdr/art_2/1"),
    ("mdr/anx_VIII/6.3", "ivdr/anx_VIII/2"),
    ("ivdr/anx_VIII/2.3/h", "mdr/anx_VIII/III"),
    ("mdr/anx_I/10.4.1/a", "ivdr/anx_I/10.3"),
    ("mdr/anx_IX/5.1/c/i", "ivdr/anx_IX/4.9"),
    ("mdr/art_18/1", ""),
    ("mdr/art_10/5", ""),
    ("mdr/art_2/11", ""),
    ("mdr/art_2/16", ""),
    ("ivdr/art_2/7/a", ""),
    ("ivdr/art_4", ""),
    ("mdr/anx_XIII/1", ""),
    ("mdr", ""),
    ("has/3.4-05", ""),
]


@pytest.mark.parametrize(("mdr", "ivdr"), PAIRS)
def test_a_pair_reads_both_ways(mdr: str, ivdr: str) -> None:
    assert (counterpart(mdr), counterpart(ivdr)) == (ivdr, mdr)


@pytest.mark.parametrize(("provision", "other"), ONE_WAY)
def test_without_an_exact_counterpart_the_nearest_or_none(provision: str, other: str) -> None:
    assert counterpart(provision) == other
    assert concordance().exact(provision) == ""


def test_the_counterpart_of_the_counterpart_gives_back() -> None:
    for provision, other in concordance().pairs.items():
        assert counterpart(provision) == other
        assert counterpart(other) == provision
        assert {parse(provision).document, parse(other).document} == {"mdr", "ivdr"}


def test_what_is_no_id_is_refused() -> None:
    with pytest.raises(InvalidCitationId, match="is not a citation id"):
        counterpart("mdr/87")


GOOD = "recitals: 1-2\narticles: [{mdr: art_1, ivdr: art_1, parts: '1, 3-4 = 2-3'}]\nannexes: []\none_way: []\nnone: {mdr: art_3}\n"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("mdr: art_1", "mdr: article_1", "article_1 = art_1: mdr/article_1 is no id"),
        ("mdr: art_1", "mdr: ''", "mdr/ is no id"),
        ("mdr: art_1, ", "", "an entry has mdr, ivdr"),
        ("parts", "points", "an entry has mdr, ivdr"),
        ("'1, 3-4 = 2-3'", "", "art_1 = art_1: parts are words"),
        ("3-4 = 2-3", "3-4 = 2-4", "art_1 = art_1: '3-4 = 2-4' does not count the same"),
        ("3-4 = 2-3", "4-3", "art_1 = art_1: '4-3' is no run"),
        ("3-4 = 2-3", "a-3", "'a-3' is no run"),
        ("3-4 = 2-3", "1.1-2.2", "'1.1-2.2' is no run"),
        ("3-4 = 2-3", "3 = 1", "art_1 = art_1: ivdr/art_1/1 is paired with mdr/art_1/1 already"),
        ("1, 3-4 = 2-3", "1, 1", "art_1 = art_1: mdr/art_1/1 is paired with"),
        ("articles: [", "articles: [{mdr: art_1, ivdr: art_1}, ", "art_1 = art_1: mdr/art_1 is paired with"),
        ("articles: [", "articles: [{mdr: art_1/1, ivdr: art_1/9}, ", "art_1/1 is paired with"),
        ("recitals: 1-2", "recitals: 1-2, 2", "recitals: mdr/rct_2 is paired with"),
        ("one_way: []", "one_way: [[mdr/art_1/3, ivdr/art_1]]", "one_way: .* stands elsewhere too"),
        ("one_way: []", "one_way: [[mdr/art_5, mdr/art_6]]", "one_way: .* are of one regulation"),
        ("one_way: []", "one_way: [[mdr/art_5]]", "one_way: .* is no pair"),
        ("{mdr: art_3}", "{mdr: art_1}", "none: mdr/art_1 stands elsewhere too"),
        ("{mdr: art_3}", "{css: L162-48}", "none: css/L162-48 is no id"),
        ("none:", "nothing:", "the file: it has the keys"),
    ],
)
def test_a_malformed_entry_is_named_with_its_file(tmp_path: Path, before: str, after: str, said: str) -> None:
    path = tmp_path / "pairs.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load(path).counterpart("ivdr/art_1/3/a") == "mdr/art_1/4/a"
    assert before in GOOD
    path.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"^pairs\.yaml: .*{said}"):
        load(path)


def test_an_entry_of_a_part_says_more_of_it(tmp_path: Path) -> None:
    path = tmp_path / "pairs.yaml"
    more = "articles: [{mdr: art_1/3, ivdr: art_1/2, parts: 'a = b, c alone'}, "
    path.write_text(GOOD.replace("articles: [", more), encoding="utf-8")
    found = load(path)
    assert found.counterpart("mdr/art_1/3/a/i") == "ivdr/art_1/2/b/i"
    assert found.counterpart("mdr/art_1/3/c/i") == "ivdr/art_1/2/c"
    assert found.counterpart("mdr/art_1/3/b") == "ivdr/art_1/2"
    assert found.counterpart("mdr/art_1/4/b") == "ivdr/art_1/3/b"


@pytest.fixture(scope="module")
def provisions(corpus_dir: Path) -> dict[str, Provision]:
    """The provisions of both regulations, by id."""
    found, _ = find_files(corpus_dir, only=frozenset({"mdr", "ivdr"}))
    if set(found) != {"mdr", "ivdr"}:
        pytest.skip(f"the two regulations are not both at {corpus_dir}")
    readings = [read_source(sources()[d], load_text(sources()[d], path).text) for d, path in found.items()]
    return {p.id: p for reading in readings for p in reading.provisions}


def test_listed_provisions_exist_or_came_later(provisions: dict[str, Provision]) -> None:
    table = concordance()
    listed = {*table.pairs, *table.one_way, *table.one_way.values(), *table.none}
    assert [i for i in listed if i not in provisions and not additions(i)] == []


def test_every_counterpart_exists_and_exact_ones_give_back(provisions: dict[str, Provision]) -> None:
    table = concordance()
    found = {i: counterpart(i) for i in provisions}
    assert [(i, other) for i, other in found.items() if other and other not in provisions] == []
    exact = {i: other for i in provisions if (other := table.exact(i))}
    assert [(i, other) for i, other in exact.items() if found[i] != other or found[other] != i] == []
    # 1623 of the 2082 provisions of the MDR had one when the whole was read.
    assert len(exact) > 3000


def test_no_article_definition_recital_or_annex_is_forgotten(provisions: dict[str, Provision]) -> None:
    table = concordance()
    said = {*table.pairs, *table.one_way, *table.none}
    units = {p.id for p in provisions.values() if p.parent is None or p.parent.endswith("/art_2")}
    assert units - said == set()
