"""Joining rankings, on examples worked by hand."""

from __future__ import annotations

from assistant.fusion import Ranking, fuse, pair, scores, unit_of


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


def test_two_acts_come_in_pairs_and_what_both_answer_comes_first() -> None:
    mdr = scores([Ranking(("mdr/art_10", "mdr/art_87/5", "mdr/art_18"))], k=1)
    ivdr = scores([Ranking(("ivdr/art_82/5", "ivdr/art_9"))], k=1)
    others = {"mdr/art_87": "ivdr/art_82", "ivdr/art_82": "mdr/art_87"}
    paired = pair(mdr, ivdr, lambda unit: others.get(unit, ""), weight=1.0)
    assert paired == ["mdr/art_87/5", "ivdr/art_82/5", "mdr/art_10", "ivdr/art_9", "mdr/art_18"]


def test_a_counterpart_that_was_not_found_is_not_made_up() -> None:
    mdr = scores([Ranking(("mdr/art_10",))], k=1)
    assert pair(mdr, scores([], k=1), lambda _: "ivdr/art_10", weight=1.0) == ["mdr/art_10"]
