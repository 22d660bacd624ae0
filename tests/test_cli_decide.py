"""`python -m cli decide` on bad input: one clear line, the exit code of the contract, no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rules import decide, serialize

ROOT = Path(__file__).parent.parent

ON_FACTS: dict[str, tuple[bytes, int, str]] = {
    "unknown fact": (b'{"colour": true}', 1, "“colour” is not a fact"),
    "wrong type": (b'{"is_software": 1}', 1, "“is_software” cannot be 1"),
    "outside the domain": (b'{"ce_marking": "CE"}', 1, "“ce_marking” cannot be CE"),
    "a number too great": (b'{"ce_marking": 1e999}', 1, "“ce_marking” cannot be inf"),
    "contradiction": (b'{"ce_marking": "mdr", "in_house": true}', 1, "Contradictory answers"),
    "a name twice": (b'{"in_house": true, "in_house": false}', 2, "“in_house” is given twice"),
    "not JSON": (b"in_house: true", 2, "not JSON"),
    "nothing": (b"", 2, "not JSON"),
    "not an object": (b'["in_house"]', 2, "not an object of facts"),
    "NaN": (b'{"in_house": NaN}', 2, "NaN is not a JSON value"),
    "Infinity": (b'{"in_house": -Infinity}', 2, "-Infinity is not a JSON value"),
    "nested deeply": (b'{"a":' * 200_000, 2, "nested too deeply"),
    "ten megabytes": (b'{"a": "' + b"x" * 10_000_000 + b'"}', 2, "too long for facts"),
    "not UTF-8": (b'{"in_house": "\xe9"}', 2, "not UTF-8 text"),
    "UTF-16": ('{"in_house": true}'.encode("utf-16"), 2, "not UTF-8 text"),
}


def run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "ignore", "-m", "cli", "decide", *words]
    return subprocess.run(command, cwd=ROOT, input=given, capture_output=True, check=False)


def complaints(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    lines = done.stderr.decode().splitlines()
    assert all(line.startswith("boussole: ") for line in lines), lines
    return lines


@pytest.mark.parametrize("name", ON_FACTS)
def test_bad_facts_give_one_clear_line(name: str, tmp_path: Path) -> None:
    content, code, reason = ON_FACTS[name]
    path = tmp_path / "facts.json"
    path.write_bytes(content)
    done = run("--facts", str(path))
    (line,) = complaints(done)
    assert reason in line
    assert done.returncode == code
    if code == 1:
        assert json.loads(done.stdout)["error"]["kind"] in ("invalid_fact", "contradiction")
    else:
        assert done.stdout == b""


@pytest.mark.parametrize("option", ["--facts", "--batch"])
def test_a_directory_or_a_missing_file_is_a_wrong_call(option: str, tmp_path: Path) -> None:
    for path, reason in ((tmp_path, "Is a directory"), (tmp_path / "none.json", "No such file")):
        done = run(option, str(path))
        (line,) = complaints(done)
        assert reason in line
        assert (done.returncode, done.stdout) == (2, b"")


def test_an_unknown_question_is_a_wrong_call() -> None:
    done = run("--facts", "-", "--question", "colour", given=b"{}")
    (line,) = complaints(done)
    assert "“colour” is not a question; ask one of qualification" in line
    assert (done.returncode, done.stdout) == (2, b"")


def test_good_facts_with_a_byte_order_mark_print_the_bytes_of_the_result() -> None:
    done = run("--facts", "-", given=b'\xef\xbb\xbf{"is_software": true}')
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == serialize(decide({"is_software": True}))


def test_a_bad_line_of_a_batch_is_told_and_the_others_answered() -> None:
    lines: list[Any] = [
        {"id": "a", "facts": {"is_software": False}},
        b"nonsense",
        {"id": "c", "facts": {"ce_marking": "mdr", "in_house": True}},
        b"\xff",
        {"id": "e", "facts": ["is_software"]},
        b'{"id": "f", "id": "g", "facts": {}}',
        {"id": "h", "facts": {}},
    ]
    given = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    done = run("--batch", "-", "--question", "qualification", given=given)
    assert done.returncode == 1
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", None, "c", None, "e", None, "h"]
    assert [number for number, answer in enumerate(answers, start=1) if "error" in answer] == [2, 3, 4, 5, 6]
    told = complaints(done)
    assert [line.split(": ")[1] for line in told] == [f"line {number}" for number in (2, 3, 4, 5, 6)]
    assert "Contradictory answers" in told[1]
