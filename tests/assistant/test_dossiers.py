"""Dossiers: saved, reopened with their versions, compared, deleted; a bad file stops nothing."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.comparison import compare
from assistant.conversation import Heard, Product
from assistant.dossiers import Dossiers
from assistant.errors import DossierError
from assistant.market_path import BESIDE, STEPS, market_path
from rules import RULE_SET, decide

CARDIO = Product(
    "CardioTri",
    ("qualification", "mdr_class"),
    {"is_software": True, "intended_purposes": ["diagnosis"]},
    {"uses_ai": Heard(True, "par apprentissage")},
    ("individual_patient_benefit",),
    ("is_software",),
    {"is_software": "notre appli"},
)


@pytest.fixture
def dossiers(tmp_path: Path) -> Dossiers:
    return Dossiers(tmp_path / "dossiers")


def test_a_product_comes_back_as_it_was_saved(dossiers: Dossiers) -> None:
    assert dossiers.shelf().dossiers == ()
    assert not dossiers.folder.exists()
    saved = dossiers.save(CARDIO, language="en", at="2026-01-02T03:04:05+00:00")
    found = dossiers.load(saved.id)
    assert found == saved
    assert found.last.product == CARDIO
    assert (found.last.language, found.last.ruleset_version) == ("en", RULE_SET.version)
    assert found.last.is_of_these_rules
    file = dossiers.folder / f"{saved.id}.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {"id", "name", "versions", "format"} <= json.loads(file.read_text()).keys()


def test_saving_again_adds_a_version_when_something_changed(dossiers: Dossiers) -> None:
    first = dossiers.save(CARDIO, language="fr", at="2026-01-01T00:00:00+00:00")
    assert dossiers.save(CARDIO, language="fr") == first
    changed = replace(CARDIO, known={**CARDIO.known, "uses_ai": True})
    second = dossiers.save(changed, language="fr", at="2026-01-02T00:00:00+00:00")
    assert (second.id, len(second.versions)) == (first.id, 2)
    assert second.versions[0].product == CARDIO
    other = dossiers.save(replace(CARDIO, name="Autre"), language="fr", at="2026-01-03T00:00:00+00:00")
    assert [d.name for d in dossiers.shelf().dossiers] == ["Autre", "CardioTri"]
    assert dossiers.delete(other.id)
    assert not dossiers.delete(other.id)
    assert [d.id for d in dossiers.shelf().dossiers] == [first.id]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "not JSON"),
        ("[]", "no dossier"),
        ('{"format": 1, "id": "0123456789ab"}', "damaged"),
        ('{"format": 99}', "no dossier"),
    ],
)
def test_a_bad_file_is_told_of_and_stops_nothing(dossiers: Dossiers, content: str, told: str) -> None:
    good = dossiers.save(CARDIO, language="fr")
    bad = dossiers.folder / "0123456789ab.json"
    bad.write_text(content, encoding="utf-8")
    shelf = dossiers.shelf()
    assert [d.id for d in shelf.dossiers] == [good.id]
    assert len(shelf.problems) == 1
    assert told in shelf.problems[0]
    with pytest.raises(DossierError, match=bad.name):
        dossiers.load("0123456789ab")
    dossiers.save(replace(CARDIO, name="Encore"), language="fr")
    assert bad.read_text(encoding="utf-8") == content


def test_a_file_with_facts_that_the_rules_do_not_know_is_told_of(dossiers: Dossiers) -> None:
    saved = dossiers.save(CARDIO, language="fr")
    file = dossiers.folder / f"{saved.id}.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"diagnosis"', '"magic"'), encoding="utf-8")
    assert "intended_purposes" in dossiers.shelf().problems[0]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0123456789a", "0123456789AB", "x" * 12])
def test_what_is_no_id_names_no_file(dossiers: Dossiers, name: str) -> None:
    dossiers.save(CARDIO, language="fr")
    assert dossiers.load(name) is None
    assert not dossiers.delete(name)


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DossierError, match="cannot be saved"):
        Dossiers(tmp_path / "file" / "dossiers").save(CARDIO, language="fr")


def test_two_versions_differ_by_facts_and_the_verdicts_that_follow() -> None:
    left = replace(CARDIO, known={"is_software": True, "intended_purposes": []})
    right = replace(CARDIO, known={"is_software": False}, declined=())
    found = compare(left, right, "fr")
    assert {one.name for one in found.facts} == {"is_software", "intended_purposes"}
    changed = {one.name: (one.left, one.right) for one in found.verdicts}
    rules = decide(right.known)["verdicts"]["qualification"]["label_fr"]
    assert changed["qualification"][1] == rules
    assert compare(left, left, "fr").verdicts == compare(left, left, "fr").facts == ()


def test_the_path_says_what_the_rules_say_and_where_the_product_stands() -> None:
    empty = market_path(decide({}), "fr")
    assert [step.key for step in empty] == list(STEPS)
    assert [step.state for step in empty] == ["open"] * 5
    assert [step.is_current for step in empty] == [True, False, False, False, False]
    nothing = decide({"is_software": False})
    steps = {step.key: step for step in market_path(nothing, "fr")}
    assert steps["qualification"].said == (nothing["verdicts"]["qualification"]["label_fr"],)
    assert steps["qualification"].state == "settled"
    assert steps["class"].state == "none"


def test_every_question_of_the_rules_has_one_place() -> None:
    places = [name for names in (STEPS | BESIDE).values() for name in names]
    assert sorted(places) == sorted(RULE_SET.questions)


def test_a_contradiction_leaves_every_step_open() -> None:
    clash = decide({"intended_purposes": ["in_vitro_information"], "in_vitro_data_role": "none"})
    assert "error" in clash
    assert {step.state for step in market_path(clash, "en")} == {"open"}
