"""Every row of the specification is there, in its place, with its value, citations and words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tables import cites, reads, rows_of

from rules import RULE_SET, cited_ids, external_ids, unresolved_ids
from rules.canonical import shown
from rules.facts import FACTS, value_text
from rules.notions import NOTIONS

TABLES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("tables.yaml").read_text(encoding="utf-8")
)

DECISIONS = {decision.name: decision for decision in RULE_SET.decisions + NOTIONS}


@pytest.mark.parametrize("question", [*RULE_SET.questions, "impact"])
def test_rows_stand_in_the_order_of_the_table(question: str) -> None:
    assert rows_of(DECISIONS[question]) == TABLES[question]


def test_trace_only_rules_of_the_class_stand_in_order() -> None:
    confirming = DECISIONS["mdr_class"].confirming
    assert [{"id": rule.id, "reads": reads(rule), "cites": cites(rule)} for rule in confirming] == TABLES[
        "mdr_class trace only"
    ]


def test_implications_stand_in_order() -> None:
    rows = [
        {"id": rule.id, "target": rule.target, "value": str(shown(rule.value)).lower().replace("iii", "III")}
        for rule in RULE_SET.implications
    ]
    for entry in rows:
        entry["value"] = entry["value"].replace("iib", "IIb")
    assert rows == TABLES["implications"]


@pytest.mark.parametrize("kind", ["caveats", "notes"])
def test_remarks_are_attached_and_worded_as_the_table_has_them(kind: str) -> None:
    declared = {"caveats": RULE_SET.caveats + RULE_SET.result_notes, "notes": RULE_SET.notes}[kind]
    expected = {entry["id"]: entry for entry in TABLES[kind]}
    assert {remark.id for remark in declared} == set(expected)
    ids = [remark.id for remark in declared if remark.id != "K20"]
    assert ids == sorted(ids, key=lambda id: int(re.sub(r"\D", "", id)))
    for remark in declared:
        assert remark.fr == expected[remark.id]["fr"]
        for question in remark.attached_to:
            short = question.split(".")[-1]
            assert any(
                name in expected[remark.id]["attached_to"].replace("each route", "route")
                for name in (question, f"{question.split('_')[0]}_*", "route.*")
            ), short
        if kind == "notes":
            assert list(remark.cites) == expected[remark.id]["cites"]


def test_facts_are_asked_in_the_words_of_the_table() -> None:
    kinds = {"bool": "bool", "enum": "enum: {}", "set": "set of: {}"}
    rows = [
        {
            "name": fact.name,
            "type": kinds[fact.kind].format(", ".join(fact.values)),
            "fr": fact.question.fr,
            "en": fact.question.en,
            "help_fr": fact.help.fr,
        }
        for fact in FACTS
    ]
    assert rows == [{key: entry[key] for key in rows[0]} for entry in TABLES["facts"]]
    for fact, entry in zip(FACTS, TABLES["facts"], strict=True):
        assert [cite.replace("R165-4/4", "R165-4") for cite in fact.sources] == entry["sources"]


def every_text() -> list[tuple[str, str]]:
    texts = []
    for fact in FACTS:
        values = [*fact.values.values(), fact.label, fact.question, fact.help]
        texts += [(text.fr, text.en) for text in values]
    for decision in DECISIONS.values():
        texts += [(text.fr, text.en) for text in [decision.label, *decision.values.values()]]
        for rule in (*decision.opening, *decision.rules, *decision.confirming):
            texts += [(one.fr, one.en) for one in (rule, *rule.grounds)]
    for one in (*RULE_SET.implications, *RULE_SET.contradictions):
        texts.append((one.fr, one.en))
    for remark in (*RULE_SET.caveats, *RULE_SET.notes, *RULE_SET.result_notes, *RULE_SET.readings):
        texts.append((remark.fr, remark.en))
    return texts


def test_every_text_is_in_both_languages() -> None:
    for french, english in every_text():
        assert bool(french) == bool(english), french
        assert french == french.strip()
        assert english == english.strip()
        assert "’" not in french
        # A class letter or an acronym may be the same in both; a sentence may not.
        assert french != english or len(french.split()) < 3 or "MDCG" in french


def test_every_fact_has_a_short_help_in_both_languages() -> None:
    for fact in FACTS:
        for text in (fact.help.fr, fact.help.en):
            assert 10 < len(text) < 340, fact.name
            assert text.endswith("."), fact.name
            assert not re.search(r"section 4|rules\.md|OP\d", text), fact.name


def test_a_set_is_shown_by_its_labels() -> None:
    purposes = next(fact for fact in FACTS if fact.name == "intended_purposes")
    assert value_text(purposes, frozenset()).fr == "aucune"
    uses = next(fact for fact in FACTS if fact.name == "ivd_uses")
    assert value_text(uses, frozenset()).fr == "aucun de ceux-ci"
    assert value_text(purposes, frozenset({"prevention", "diagnosis"})).en == (
        "Diagnosis of a disease, screening included; Prevention"
    )


ID = re.compile(
    r"""(?x)
      (?:mdr|ivdr)/(?:art_\d+[a-z]?(?:/\d+[a-z]?)?(?:/[a-z])?|rct_\d+|anx_[IVX]+(?:/(?:[A-Z]/)?\d+(?:\.\d+)*)?)
    | (?:mdcg-\d{4}-\d+)/(?:\d+(?:\.\d+)*|rule-\d+[a-z]?|annexe-[IVX]+(?:-[a-z\d](?:\.\d+)*)*)
    | ansm | has/[\w.-]+ | ans-certification/[\w-]+(?:/[\w-]+)? | ans-parcours/(?:[A-C]?\d(?:\.\d)?|[\w-]+)
    | css/[LRD]\d+(?:-\d+)*(?:/[IVX]+)?(?:/\d+)? | (?:ansm-web|has-web|cjue|plfss-2026)/[\w-]+
    """
)


def test_each_reading_concerns_what_exists_and_cites_the_texts() -> None:
    ids = {fact.name for fact in FACTS} | {remark.id for remark in RULE_SET.caveats + RULE_SET.notes}
    ids |= {rule.id for decision in RULE_SET.decisions for rule in decision.rules}
    for reading in RULE_SET.readings:
        assert reading.concerns
        assert set(reading.concerns) <= ids, reading.id
        assert reading.cites
        assert set(reading.cites) <= set(cited_ids())
    assert len({reading.id for reading in RULE_SET.readings}) == len(RULE_SET.readings)


def test_every_cited_id_is_well_formed() -> None:
    assert [id for id in cited_ids() if not ID.fullmatch(id)] == []


def test_an_id_that_the_corpus_lacks_is_found() -> None:
    known = set(cited_ids()) - {"mdr/art_52/7", "has-web/PECT"}
    assert unresolved_ids(known) == ["mdr/art_52/7"]


def test_ids_outside_the_corpus_are_declared() -> None:
    outside = ("ansm-web/", "has-web/", "cjue/", "plfss-2026/")
    assert {id for id in cited_ids() if id.startswith(outside)} <= set(external_ids())
