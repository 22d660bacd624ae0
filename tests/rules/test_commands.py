"""`boussole decide` and `boussole facts`: what they print and how they refuse."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from rules import decide, serialize
from rules.commands import add_commands


def run(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="boussole")
    add_commands(parser.add_subparsers(required=True))
    args = parser.parse_args(words)
    code: int = args.run(args)
    return code


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def write_file(content: str | bytes) -> str:
        path = tmp_path / "facts.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write_file


def test_decide_prints_exactly_the_serialized_result(write: Any, capfdbinary: Any) -> None:
    facts = {"is_software": True, "ce_marking": "mdr"}
    assert run("decide", "--facts", write(json.dumps(facts))) == 0
    out, err = capfdbinary.readouterr()
    assert out == serialize(decide(facts))
    assert err == b""


def test_only_the_questions_named_are_answered(write: Any, capfd: Any) -> None:
    code = run("decide", "--facts", write("{}"), "--question", "mdr_class", "--question", "qualification")
    assert code == 0
    assert set(json.loads(capfd.readouterr().out)["verdicts"]) == {"qualification", "mdr_class"}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"ce_marking": "mdr", "in_house": True}, "Contradictory answers"),
        ({"colour": "blue"}, "“colour” is not a fact"),
        ({"is_software": "yes"}, "“is_software” cannot be yes"),
        ({"is_software": 1}, "“is_software” cannot be 1"),
        ({"ce_marking": "CE"}, "“ce_marking” cannot be CE"),
        ({"intended_purposes": ["diagnosis", "beauty"]}, "“intended_purposes” cannot be"),
        ({"intended_purposes": "diagnosis"}, "“intended_purposes” cannot be diagnosis"),
        ({"intended_purposes": [["diagnosis"]]}, "“intended_purposes” cannot be"),
        ({"ce_marking": {"a": 1}}, "“ce_marking” cannot be …"),
        ({"is_software": 10**400}, "“is_software” cannot be …"),
        ({"x" * 5000: True}, "x…” is not a fact"),
        ({"\ud800": True}, "is not a fact"),
    ],
)
def test_facts_that_cannot_stand_are_a_result_and_one_line(
    facts: dict[str, Any], reason: str, write: Any, capfd: Any
) -> None:
    assert run("decide", "--facts", write(json.dumps(facts))) == 1
    out, err = capfd.readouterr()
    result = json.loads(out)
    assert set(result) == {"ruleset", "version", "as_of", "error"}
    assert reason in err
    assert err.count("\n") == 1
    assert len(err) < 600


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "not JSON"),
        ("is_software: true", "not JSON"),
        ("[]", "not an object"),
        ('{"is_software": NaN}', "not JSON"),
        ('{"is_software": true, "is_software": false}', "given twice"),
        (b"\xff\xfe\xff", "not UTF-8"),
        ('{"is_software": true}'.encode("utf-16"), "not UTF-8"),
        ('{"is_software": Infinity}', "Infinity is not a JSON value"),
        ('{"is_software": -Infinity}', "-Infinity is not a JSON value"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 50_000, "nested too deeply"),
        ('{"a": ' + "9" * 5_000 + "}", "not JSON"),
        ('{"a": "' + "x" * 10_000_000 + '"}', "too long"),
    ],
)
def test_a_file_that_is_not_facts_is_a_wrong_call(
    content: str | bytes, reason: str, write: Any, capfd: Any
) -> None:
    assert run("decide", "--facts", write(content)) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert reason in err
    assert err.count("\n") == 1


def test_a_missing_file_and_an_unknown_question_are_wrong_calls(write: Any, capfd: Any) -> None:
    assert run("decide", "--facts", "/nowhere/facts.json") == 2
    assert run("decide", "--facts", write("{}"), "--question", "colour") == 2
    assert run("decide", "--batch", "/nowhere/facts.jsonl") == 2
    assert run("decide", "--facts", str(Path(__file__).parent)) == 2
    err = capfd.readouterr().err
    assert err.count("\n") == 4
    assert "facts.json cannot be read: No such file" in err
    assert "tests/rules cannot be read: Is a directory" in err


def test_a_byte_order_mark_says_nothing(write: Any, capfd: Any) -> None:
    assert run("decide", "--facts", write("\ufeff{}"), "--question", "qualification") == 0
    line = '{"id": 1, "facts": {}}'
    assert run("decide", "--batch", write(f"\ufeff{line}\r\n{line}\n"), "--question", "qualification") == 0
    assert capfd.readouterr().err == ""


def test_a_batch_answers_line_by_line_and_goes_on_after_a_bad_one(write: Any, capfd: Any) -> None:
    lines = [
        '{"id": 1, "facts": {"is_software": false}}',
        "nonsense",
        "",
        '{"id": "three", "facts": {"colour": "blue"}}',
        '{"id": 4}',
        '{"facts": {"a": "' + "x" * 1_100_000 + '"}}',
        '{"id": 5, "facts": {}}',
    ]
    assert run("decide", "--batch", write("\n".join(lines)), "--question", "qualification") == 1
    out, err = capfd.readouterr()
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == [1, None, "three", 4, None, 5]
    assert [answer.get("error", {}).get("kind") for answer in answers] == [
        None, "invalid_line", "invalid_fact", "invalid_line", "invalid_line", None,
    ]  # fmt: skip
    assert answers[0]["verdicts"]["qualification"]["value"] == "out_of_scope"
    assert [one[:16] for one in err.splitlines()] == [f"boussole: line {n}" for n in (2, 4, 5, 6)]
    assert "line 4: “colour” is not a fact" in err


def test_explanations_are_added_on_demand(write: Any, capfd: Any) -> None:
    facts = '{"is_software": false}'
    assert (
        run("decide", "--facts", write(facts), "--question", "qualification", "--explain", "--lang", "en")
        == 0
    )
    result = json.loads(capfd.readouterr().out)
    assert result["explanations"][0]["why"][0]["text"] == "The product is not software."
    assert result["changes"][0]["sentence"].startswith("If you answered “yes” to “Software”, ")


def test_facts_lists_every_fact_in_both_languages(capfd: Any) -> None:
    assert run("facts", "--json") == 0
    facts = json.loads(capfd.readouterr().out)
    assert len(facts) == 45
    assert facts[0]["name"] == "is_software"
    for fact in facts:
        assert {"name", "type", "values", "question_fr", "question_en", "help_fr", "help_en"} <= fact.keys()
        assert fact["question_fr"]
        assert fact["question_en"]
