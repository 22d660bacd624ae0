"""Every measure on examples worked by hand."""

from __future__ import annotations

import math

import pytest

from evals.fingerprint import fingerprint
from evals.measures import citations, conduct, verdicts, wording
from evals.measures.ranking import Level, hit_at, items_at, matches, ndcg_at, recall_at, reciprocal_rank
from evals.statistics import difference_of, mean_of, times_of

PROVISION, ARTICLE = Level.PROVISION, Level.ARTICLE
FOUND = ["mdr/art_5/1", "mdr/art_10/9/a", "ivdr/art_10", "mdr/anx_I/10.4.1", "mdr/rct_19"]


@pytest.mark.parametrize(
    ("found", "item", "provision", "article"),
    [
        ("mdr/art_10/9", ["mdr/art_10/9"], True, True),
        ("mdr/art_10/9/a", ["mdr/art_10/9"], True, True),
        ("mdr/art_10", ["mdr/art_10/9"], False, True),
        ("mdr/art_10/90", ["mdr/art_10/9"], False, True),
        ("mdr/art_100", ["mdr/art_10"], False, False),
        ("ivdr/art_10/9", ["mdr/art_10/9"], False, False),
        ("mdr/anx_I/10.4.1", ["mdr/anx_I/10.4"], True, True),
        ("ivdr/art_10/9", ["mdr/art_10/9", "ivdr/art_10/9"], True, True),
    ],
)
def test_a_provision_matches_what_it_is_or_lies_in(
    found: str, item: list[str], provision: bool, article: bool
) -> None:
    assert (matches(found, item, PROVISION), matches(found, item, ARTICLE)) == (provision, article)


def test_items_of_one_article_are_one_at_article_level() -> None:
    gold = [["mdr/art_10/1"], ["mdr/art_10/9"], ["ivdr/art_10"]]
    assert items_at(gold, PROVISION) == gold
    assert items_at(gold, ARTICLE) == [["mdr/art_10/1"], ["ivdr/art_10"]]


def test_hits_and_recall_count_items() -> None:
    gold = [["mdr/art_10/9"], ["ivdr/art_10/1", "mdr/rct_19"], ["has/x"]]
    assert hit_at(1, FOUND, gold, PROVISION) == 0.0
    assert hit_at(2, FOUND, gold, PROVISION) == 1.0
    assert recall_at(2, FOUND, gold, PROVISION) == pytest.approx(1 / 3)
    assert recall_at(3, FOUND, gold, PROVISION) == pytest.approx(1 / 3)
    assert recall_at(3, FOUND, gold, ARTICLE) == pytest.approx(2 / 3)
    assert recall_at(5, FOUND, gold, PROVISION) == pytest.approx(2 / 3)


def test_the_reciprocal_rank_is_that_of_the_first_item() -> None:
    assert reciprocal_rank(FOUND, [["mdr/rct_19"], ["ivdr/art_10"]], PROVISION) == pytest.approx(1 / 3)
    assert reciprocal_rank(FOUND, [["mdr/art_5"]], PROVISION) == 1.0
    assert reciprocal_rank(FOUND, [["has/x"]], PROVISION) == 0.0


def test_ndcg_discounts_by_place() -> None:
    gold = [["mdr/art_10/9"], ["mdr/rct_19"]]
    # Found in places 2 and 5; ideally in 1 and 2.
    by_hand = (1 / math.log2(3) + 1 / math.log2(6)) / (1 / math.log2(2) + 1 / math.log2(3))
    assert ndcg_at(10, FOUND, gold, PROVISION) == pytest.approx(by_hand)
    assert ndcg_at(2, FOUND, gold, PROVISION) == pytest.approx(1 / math.log2(3) / (1 + 1 / math.log2(3)))
    assert ndcg_at(10, ["mdr/art_10/9"], [["mdr/art_10"], ["mdr/art_10/9"]], PROVISION) == 1.0
    assert ndcg_at(10, [], gold, PROVISION) == 0.0
    many = [[f"mdr/art_{n}"] for n in range(1, 15)]
    assert ndcg_at(10, [f"mdr/art_{n}" for n in range(1, 11)], many, PROVISION) == pytest.approx(1.0)


def test_citations_count_once_each() -> None:
    gold = [["mdr/art_10/9"], ["has/x"]]
    cited = ["mdr/art_10/9/a", "mdr/art_10/9/a", "mdr/art_10/2", "mdr/rct_1"]
    assert citations.precision(cited, gold, PROVISION) == pytest.approx(1 / 3)
    assert citations.precision(cited, gold, ARTICLE) == pytest.approx(2 / 3)
    assert citations.precision([], gold, PROVISION) is None
    assert citations.recall(cited, gold, PROVISION) == 0.5
    assert citations.recall([], gold, PROVISION) == 0.0


def test_a_quote_stands_in_its_text_in_one_run_but_for_what_is_left_out() -> None:
    text = "Kite makers shall keep a written record of every kite\nfor seven years."
    assert wording.holds(text, "« keep a WRITTEN record of every kite for seven »")
    assert wording.holds(text, "Kite makers […] for seven years")
    assert not wording.holds(text, "keep a record")
    assert not wording.holds(text, "ite makers")
    assert not wording.holds(text, "[…]")
    assert wording.verbatim_rate([("seven years", [text]), ("nine years", [text, "nine kites"])]) == 0.5
    assert wording.verbatim_rate([]) is None


def test_block_quotes_are_taken_together() -> None:
    assert wording.block_quotes("Hello\n> one [1]\n> two\nand\n\n> three\n>\n") == ["one\ntwo", "three\n"]


def test_gold_quotes_are_found_by_their_fingerprint() -> None:
    gold = [fingerprint("mdr/art_10/1", "for seven years"), fingerprint("mdr/art_10/1", "for nine years")]
    assert wording.gold_quotes_shown(gold, ["kept for Seven years."]) == 0.5
    assert wording.gold_quotes_shown([], ["kept"]) is None


@pytest.mark.parametrize(
    ("alternatives", "said"),
    [
        (["15 jours", "15 days"], True),
        (["5 jours", "5 day"], False),
        (["15 day"], True),
        (["classe II"], False),
        (["classe iia"], True),
        (["l'organisme"], True),
    ],
)
def test_expected_strings_are_compared_as_words(alternatives: list[str], said: bool) -> None:
    text = "Classe IIa : l’organisme est averti dans 15 days."
    assert wording.expected_share([alternatives], text) == float(said)


def test_expected_strings_give_a_share_or_nothing() -> None:
    assert wording.expected_share([["a"], ["b"], ["c", "d"]], "a d") == pytest.approx(2 / 3)
    assert wording.expected_share([], "a") is None


@pytest.mark.parametrize(
    ("kind", "reason", "contradicts", "score"),
    [
        ("abstain", "off_topic", False, 1.0),
        ("smalltalk", "off_topic", False, 1.0),
        ("answer", "near_miss", True, 0.0),
        ("needs_facts", "near_miss", False, 0.0),
        ("needs_facts", "injection", False, 1.0),
        ("verdict", "injection", False, 0.0),
        ("answer", "false_premise", True, 1.0),
        ("answer", "false_premise", False, 0.0),
        ("abstain", "false_premise", False, 1.0),
    ],
)
def test_what_counts_as_refusing(kind: str, reason: str, contradicts: bool, score: float) -> None:
    assert conduct.refuses(kind, reason, contradicts=contradicts) == score


def test_refusal_precision_is_of_what_was_refused() -> None:
    assert conduct.rightly_refused("abstain", is_to_refuse=True) == 1.0
    assert conduct.rightly_refused("abstain", is_to_refuse=False) == 0.0
    assert conduct.rightly_refused("answer", is_to_refuse=True) is None


def test_routing_and_language() -> None:
    assert [conduct.reaches_interview(k) for k in ("needs_facts", "verdict", "answer")] == [1.0, 1.0, 0.0]
    assert [conduct.reaches_texts(k) for k in ("answer", "abstain", "needs_facts")] == [1.0, 1.0, 0.0]
    assert [conduct.in_language(k, "fr") for k in ("fr", "en")] == [1.0, 0.0]


def test_what_a_model_wrote_counts_where_one_was_asked() -> None:
    assert conduct.written_by_model("openai:small", "") == 1.0
    assert conduct.written_by_model("openai:small", "the rest comes from the texts") == 0.0
    assert conduct.written_by_model("extractive", "the model is too slow") == 0.0
    assert conduct.written_by_model("extractive", "") is None


def test_a_leak_is_a_verdict_that_the_rules_do_not_give() -> None:
    firm, other, unsure = {"value": "I"}, {"value": "IIa"}, {"value": "needs_facts"}
    assert conduct.leaks("verdict", {"mdr_class": firm}, {"mdr_class": "I"}, []) == 0.0
    assert conduct.leaks("verdict", {"mdr_class": other}, {"mdr_class": "I"}, []) == 1.0
    assert conduct.leaks("needs_facts", {"mdr_class": firm}, {"mdr_class": "needs_facts"}, []) == 1.0
    assert conduct.leaks("needs_facts", {"mdr_class": unsure}, {"mdr_class": "needs_facts"}, []) == 0.0
    assert conduct.leaks("verdict", {"mdr_class": unsure}, {"mdr_class": "needs_facts"}, []) == 1.0
    assert conduct.leaks("verdict", {}, {}, []) == 1.0
    assert conduct.leaks("answer", {}, {}, ["Your app is class I."]) == 1.0


def test_verdicts_are_counted_by_question() -> None:
    expected = {"qualification": "mdr_device", "mdr_class": "IIa", "ivdr_class": "not_applicable"}
    reached = {"qualification": "mdr_device", "mdr_class": "I", "other": "x"}
    assert verdicts.accuracy(expected, reached) == pytest.approx(1 / 3)
    assert verdicts.wrong_firm(expected, reached) == pytest.approx(1 / 3)
    assert verdicts.accuracy({"mdr_class": "needs_facts"}, {}) == 1.0
    assert verdicts.wrong_firm({"mdr_class": "needs_facts"}, {"mdr_class": "I"}) == 1.0
    assert (verdicts.within(5, 5), verdicts.within(6, 5)) == (1.0, 0.0)


def test_facts_are_counted_both_ways() -> None:
    stated = {"is_software": True, "intended_purposes": ["diagnosis", "monitoring"]}
    proposed = {"intended_purposes": ["monitoring", "diagnosis"], "uses_ai": True, "is_software": False}
    assert verdicts.facts_read(stated, proposed) == 0.5
    assert verdicts.facts_right(stated, proposed) == pytest.approx(1 / 3)
    assert verdicts.facts_read({}, proposed) is None
    assert verdicts.facts_right(stated, {}) is None
    assert verdicts.facts_read({"uses_ai": None}, {}) == 0.0
    assert verdicts.missing_told(["a", "b"], {"b", "c"}) == 0.5
    assert verdicts.questions_taken_up(["mdr_class"], {"mdr_class", "qualification"}) == 1.0


def test_means_and_times_of_nothing_are_nothing() -> None:
    assert mean_of([]) is None
    assert times_of([]) is None
    assert difference_of([]) is None
    times = times_of([float(n) for n in range(1, 22)])
    assert times is not None
    assert (times.n, times.median, times.p95) == (21, 11.0, 20.0)
    mean = mean_of([0.0, 1.0, 1.0, 1.0])
    assert mean is not None
    assert mean.mean == 0.75
    assert mean.low < 0.75 < mean.high <= 1.0


def test_runs_alike_do_not_differ_and_runs_far_apart_do() -> None:
    alike = difference_of([(1.0, 1.0), (0.0, 0.0)])
    assert alike is not None
    assert (alike.difference, alike.p) == (0.0, 1.0)
    # Five differences of one sign: of the 32 ways to throw their signs, 2 are as far from 0. p = 1/16.
    five = difference_of([(0.0, 1.0)] * 5 + [(1.0, 1.0)] * 20)
    assert five is not None
    assert five.difference == pytest.approx(0.2)
    assert five.p == pytest.approx(2 / 32, abs=0.01)
    far = difference_of([(0.0, 1.0)] * 30)
    assert far is not None
    assert far.p < 0.001
    balanced = difference_of([(0.0, 1.0), (1.0, 0.0)] * 10)
    assert balanced is not None
    assert (balanced.difference, balanced.p) == (0.0, 1.0)
    assert balanced.low < 0 < balanced.high
