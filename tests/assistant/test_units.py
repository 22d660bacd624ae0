"""Units and their sums, on examples worked by hand."""

from __future__ import annotations

from assistant.units import Scores, total, unit_of


def test_units_are_articles_recitals_passages_and_annex_sections() -> None:
    assert unit_of("mdr/art_10/9/a") == "mdr/art_10"
    assert unit_of("mdr/anx_I/10.4.1") == "mdr/anx_I/10"
    assert unit_of("mdr/anx_VI/C/6.5.2") == "mdr/anx_VI/C/6"
    assert unit_of("mdr/anx_XIV/A") == "mdr/anx_XIV/A"
    assert unit_of("ans-certification/perimetre/pecan") == "ans-certification/perimetre"
    assert unit_of("css/R165-4/5") == "css/R165-4"


def test_agreement_beats_a_single_first_place() -> None:
    first = {"mdr/art_1": 3.0, "mdr/art_2": 2.0}
    second = {"mdr/art_4": 3.0, "mdr/art_2": 2.0}
    assert total([(first, 1.0), (second, 1.0)], lambda _: 0.0).ranked()[0] == "mdr/art_2"


def test_weights_and_priors_decide_who_leads() -> None:
    found = [({"mdr/art_1": 1.0}, 1.0), ({"ansm/a": 1.0}, 0.9)]
    assert total(found, lambda _: 0.0).ranked() == ["mdr/art_1", "ansm/a"]
    assert total(found, lambda document: float(document == "ansm")).ranked() == ["ansm/a", "mdr/art_1"]


def test_parts_of_one_article_take_one_place_shown_by_the_best() -> None:
    first = {"mdr/art_87/11": 3.0, "mdr/art_87/3": 2.0, "mdr/art_2/65": 1.0}
    second = {"mdr/art_87/3": 2.0}
    scores = total([(first, 1.0), (second, 1.0)], lambda _: 0.0)
    assert scores.ranked() == ["mdr/art_87/3", "mdr/art_2/65"]
    assert scores.units["mdr/art_87"] == 5.0


def test_two_acts_come_in_pairs_and_what_both_answer_comes_first() -> None:
    others = {"mdr/art_87": "ivdr/art_82", "ivdr/art_82": "mdr/art_87", "mdr/art_10": "ivdr/art_10"}
    units = {"mdr/art_18": 4.0, "mdr/art_87": 3.0, "ivdr/art_82": 2.0, "mdr/art_10": 1.0}
    scores = Scores(units, {u: f"{u}/1" for u in units})
    paired = scores.paired(lambda unit: others.get(unit, ""), weight=1.0)
    assert paired == ["mdr/art_87/1", "ivdr/art_82/1", "mdr/art_18/1", "mdr/art_10/1"]


def test_nothing_found_is_nothing_ranked() -> None:
    assert total([], lambda _: 0.0).ranked() == []
