"""What people think of answers, kept as JSON lines, and the drafts of gold questions made of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from assistant.answer import Answer, AnswerKind, Citation
from assistant.errors import RatingError
from assistant.gold_drafts import draft_id, gold_draft, write_draft
from assistant.ratings import Rating, Ratings, as_json_lines
from cli import main

QUESTION = "Sous quel délai déclarer un incident grave ?"


def test_a_later_rating_of_a_turn_replaces_the_earlier_one(tmp_path: Path) -> None:
    ratings = Ratings(tmp_path)
    ratings.rate(Rating("a", 0, "up"))
    ratings.rate(Rating("a", 1, "up", cited=("mdr/art_10/9",)))
    ratings.rate(Rating("a", 0, "down", "trop long\nvraiment"))
    ratings.rate(Rating("b", 0, "up"))
    again = Ratings(tmp_path)
    assert again.of("a") == {
        0: Rating("a", 0, "down", "trop long\nvraiment"),
        1: Rating("a", 1, "up", cited=("mdr/art_10/9",)),
    }
    lines = as_json_lines(again.all()).splitlines()
    assert [json.loads(line)["session"] for line in lines] == ["a", "a", "b"]


def test_before_the_first_rating_there_is_no_file_and_reading_makes_none(tmp_path: Path) -> None:
    assert Ratings(tmp_path / "none").all() == []
    Ratings(tmp_path / "none").forget("a")
    assert not (tmp_path / "none").exists()


def test_a_line_that_was_cut_short_loses_only_itself(tmp_path: Path) -> None:
    ratings = Ratings(tmp_path)
    ratings.rate(Rating("a", 0, "up"))
    with ratings.path.open("a", encoding="utf-8") as file:
        file.write('{"session": "a", "tu')
    ratings.rate(Rating("a", 2, "up"))
    assert sorted(ratings.of("a")) == [0, 2]


def test_a_conversation_s_ratings_are_erased_from_the_file(tmp_path: Path) -> None:
    ratings = Ratings(tmp_path)
    ratings.rate(Rating("a", 0, "up", question="secret"))
    ratings.rate(Rating("b", 0, "up"))
    ratings.forget("a")
    assert "secret" not in ratings.path.read_text(encoding="utf-8")
    assert list(ratings.of("b")) == [0]


def test_what_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "ratings.jsonl").mkdir()
    with pytest.raises(RatingError, match=r"ratings\.jsonl"):
        Ratings(tmp_path).all()
    (tmp_path / "drafts").write_text("a file")
    with pytest.raises(RatingError, match="drafts"):
        write_draft(tmp_path, QUESTION, "x")


def test_a_rated_answer_becomes_a_draft_with_what_it_cited(tmp_path: Path) -> None:
    cited = tuple(
        Citation(n, id_, "q", "en", "official", "") for n, id_ in ((1, "mdr/art_87/3"), (2, "mdr/art_87/3"))
    )
    text = gold_draft(
        QUESTION, Answer(AnswerKind.ANSWER, "fr", "…", cited), thumb="down", reason="pas\n- id: evil"
    )
    (entry,) = yaml.safe_load(text)
    assert entry == {
        "id": draft_id(QUESTION),
        "type": "answerable",
        "lang": "fr",
        "question": QUESTION,
        "persona": "founder",
        "kind": "lookup",
        "gold": ["mdr/art_87/3"],
        "expected": [],
    }
    assert "# Rated: down; pas - id: evil" in text
    path = write_draft(tmp_path, QUESTION, text)
    assert path.parent == tmp_path / "drafts"
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == [entry]


def test_an_abstention_becomes_a_draft_of_a_refusal_and_a_wish_one_of_a_verdict() -> None:
    (refused,) = yaml.safe_load(
        gold_draft("Et la météo ?", Answer(AnswerKind.ABSTAIN, "fr", "…"), thumb="up")
    )
    assert (refused["type"], refused["reason"]) == ("refusal", "near_miss")
    asked = Answer(
        AnswerKind.NEEDS_FACTS,
        "fr",
        "…",
        verdicts={"mdr_class": {}},
        facts={"known": {}, "proposed": {"is_software": True}},
        ask=({"fact": "is_software"}, {"fact": "action_on_data"}),
    )
    (wish,) = yaml.safe_load(gold_draft("Quelle classe ?", asked, thumb="up"))
    assert wish["type"] == "verdict"
    assert wish["wanted"] == ["mdr_class"]
    assert wish["stated"] == {"is_software": True}
    assert wish["missing"] == ["action_on_data"]


def test_different_questions_have_different_ids_that_are_kebab_case() -> None:
    ids = {draft_id(q) for q in (QUESTION, QUESTION + " ", "Été ?", "???")}
    assert len(ids) == 4
    assert all(i.replace("-", "").isalnum() and i.isascii() for i in ids)


def test_the_command_prints_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOUSSOLE_HOME", str(tmp_path))
    Ratings(tmp_path).rate(Rating("a", 0, "up", "clair", question=QUESTION))
    assert main(["ratings"]) == 0
    assert json.loads(capsys.readouterr().out)["question"] == QUESTION
