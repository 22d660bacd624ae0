"""Joining rankings, on examples worked by hand."""

from __future__ import annotations

from assistant.fusion import Ranking, fuse, unit_of


def test_agreement_beats_a_single_first_place() -> None:
    first = Ranking(("mdr/art_1", "mdr/art_2", "mdr/art_3"))
    second = Ranking(("mdr/art_4", "mdr/art_2", "mdr/art_5"))
    # art_2: 2/(60+1); art_1 and art_4: 1/60 each.
    assert fuse([first, second], k=60)[0] == "mdr/art_2"


def test_a_small_k_lets_each_first_result_through() -> None:
    first = Ranking(("mdr/art_1", "mdr/art_2", "mdr/art_3"))
    second = Ranking(("ansm/a", "ansm/b"))
    assert fuse([first, second], k=1)[:2] == ["mdr/art_1", "ansm/a"]


def test_weights_decide_who_leads() -> None:
    law, page = Ranking(("mdr/art_1", "mdr/art_2"), 0.3), Ranking(("ansm/a", "ansm/b"), 0.7)
    assert fuse([law, page], k=1) == ["ansm/a", "ansm/b", "mdr/art_1", "mdr/art_2"]


def test_parts_of_one_article_take_one_place_shown_by_the_best() -> None:
    first = Ranking(("mdr/art_87/11", "mdr/art_87/3", "mdr/art_2/65"))
    second = Ranking(("mdr/art_87/3", "mdr/art_2/65"))
    assert fuse([first, second], k=60) == ["mdr/art_87/3", "mdr/art_2/65"]


def test_ties_keep_the_order_met_and_nothing_is_invented() -> None:
    assert fuse([Ranking(("b", "a")), Ranking(())], k=60) == ["b", "a"]
    assert fuse([], k=60) == []


def test_units_are_articles_recitals_passages_and_annex_sections() -> None:
    assert unit_of("mdr/art_10/9/a") == "mdr/art_10"
    assert unit_of("mdr/anx_I/10.4.1") == "mdr/anx_I/10"
    assert unit_of("mdr/anx_VI/C/6.5.2") == "mdr/anx_VI/C/6"
    assert unit_of("mdr/anx_XIV/A") == "mdr/anx_XIV/A"
    assert unit_of("ans-certification/perimetre/pecan") == "ans-certification/perimetre"
    assert unit_of("css/R165-4/5") == "css/R165-4"
