"""The commands ``boussole decide`` and ``boussole facts``: JSON out, one line of reason on error.

Exit codes: 0 done; 1 the facts could not be decided upon (the result carries ``error``);
2 the call was wrong (no such question, a file that cannot be read or is not a JSON object). A line
of a batch that cannot be read is a result with ``error`` too, so the lines after it are answered.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from rules.decide import Result, decide, serialize
from rules.describe import describe_facts
from rules.errors import FactError, RulesError, UnknownQuestionError
from rules.explain import explain, explain_error
from rules.models import Language
from rules.what_if import what_would_change

DONE, NOT_DECIDED, WRONG_CALL = 0, 1, 2

BLANK = b" \t\r\n\xef\xbb\xbf"

LONGEST_INPUT = 1_000_000
"""Bytes of one set of facts; all 45, written at length, take a hundredth of that."""


class UnreadableError(RulesError):
    """A file, or a line of a batch, that is not one JSON object of facts."""


def add_commands(subparsers: Any) -> None:
    """Add both commands to an argparse ``subparsers``; each sets ``run``, which gives the exit code."""
    decide_parser = subparsers.add_parser(
        "decide", help="firm verdicts from facts, by rules", description=decide_command.__doc__
    )
    source = decide_parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--facts", metavar="FILE", help="a JSON object of facts; - for standard input")
    source.add_argument(
        "--batch", metavar="FILE", help='one {"id": …, "facts": {…}} a line; - for standard input'
    )
    decide_parser.add_argument(
        "--question",
        metavar="NAME",
        action="extend",
        nargs="+",
        help="a question to answer, several times for several (default: all of them)",
    )
    decide_parser.add_argument(
        "--explain",
        action="store_true",
        help="add “explanations” and “changes” (what would change each verdict)",
    )
    decide_parser.add_argument("--lang", choices=("fr", "en"), default="fr", help="of --explain")
    decide_parser.set_defaults(run=decide_command)
    facts_parser = subparsers.add_parser(
        "facts", help="every fact the rules know", description=facts_command.__doc__
    )
    facts_parser.add_argument("--json", action="store_true", help="JSON, which is the default")
    facts_parser.set_defaults(run=facts_command)


def decide_command(args: argparse.Namespace) -> int:
    """Print the verdicts on the facts of a file, or of each line of a batch."""
    try:
        decide({}, args.question or [])
        if args.batch is not None:
            return _decide_batch(args)
        facts = _parse(_read(args.facts))
    except (UnknownQuestionError, UnreadableError) as refusal:
        return _complain(_in_one_line(refusal), WRONG_CALL)
    result = _result(facts, args)
    _print(result)
    return _complain(_reason(result), NOT_DECIDED) if "error" in result else DONE


def read_facts(name: str) -> dict[str, Any]:
    """The known facts of a file (`-` is standard input), in canonical form.

    Raises RulesError, in one line, for a file that is not one JSON object and for facts that are invalid or
    contradict each other.
    """
    try:
        given = _parse(_read(name))
    except OSError as error:
        raise UnreadableError(f"{name}: cannot be read ({error.strerror})") from error
    except UnreadableError as refusal:
        raise UnreadableError(f"{name}: {refusal}") from refusal
    result = decide(given, [])
    if "error" in result:
        raise FactError(f"{name}: {_in_one_line(_reason(result))}", result["error"])
    facts: dict[str, Any] = result["facts"]
    return facts


def facts_command(args: argparse.Namespace) -> int:  # noqa: ARG001
    """Print every fact: name, type, values, question and help in both languages."""
    _print(describe_facts())
    return DONE


def _decide_batch(args: argparse.Namespace) -> int:
    code = DONE
    with _open(args.batch) as lines:
        for number, line in enumerate(_lines(lines), start=1):
            if not line.strip(BLANK):
                continue
            answer = _answer_line(number, line, args)
            _print(answer)
            if "error" in answer:
                code = _complain(f"line {number}: {_reason(answer)}", NOT_DECIDED)
    return code


def _answer_line(number: int, line: bytes, args: argparse.Namespace) -> Result:
    asked: dict[str, Any] = {}
    try:
        asked = _parse(line)
        facts = asked.get("facts")
        if not isinstance(facts, dict):
            raise UnreadableError('“facts” is not a JSON object; give {"id": …, "facts": {…}}')
    except UnreadableError as refusal:
        error = {"kind": "invalid_line", "line": number, "reason": str(refusal)}
        return {"id": asked.get("id"), "error": error}
    return {"id": asked.get("id")} | _result(facts, args)


def _result(facts: Mapping[str, Any], args: argparse.Namespace) -> Result:
    result = decide(facts, args.question)
    if not args.explain or "error" in result:
        return result
    language: Language = args.lang
    return result | {
        "explanations": [one.as_json() for one in explain(result, language)],
        "changes": [
            one.as_json() | {"sentence": one.sentence(language)}
            for one in what_would_change(facts, args.question)
        ],
    }


def _reason(result: Result) -> str:
    error = result["error"]
    return error["reason"] if error["kind"] == "invalid_line" else explain_error(result, "en").text


def _open(name: str) -> AbstractContextManager[BinaryIO]:
    """The file, or standard input for “-”. Raises UnreadableError."""
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except OSError as problem:
        raise UnreadableError(f"{name} cannot be read: {problem.strerror}") from problem


def _read(name: str) -> bytes:
    with _open(name) as file:
        return file.read(LONGEST_INPUT + 1)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a batch; of one that is too long, its beginning, which is refused."""
    while line := file.readline(LONGEST_INPUT + 1):
        rest = line
        while len(rest) > LONGEST_INPUT and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_INPUT + 1)
        yield line


def _parse(data: bytes) -> dict[str, Any]:
    """One JSON object, each name once. Raises UnreadableError."""
    if len(data) > LONGEST_INPUT:
        raise UnreadableError(f"the input is over {LONGEST_INPUT:,} bytes: too long for facts")
    try:
        # Some editors put a byte order mark before UTF-8 text; it says nothing.
        text = data.decode("utf-8-sig")
        found = json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_constant)
    except UnreadableError:
        raise
    except UnicodeDecodeError as problem:
        raise UnreadableError(f"the input is not UTF-8 text (byte {problem.start + 1})") from problem
    except RecursionError as problem:
        raise UnreadableError("the input is nested too deeply for facts") from problem
    except ValueError as problem:
        raise UnreadableError(f"the input is not JSON: {_in_one_line(problem)}") from problem
    if not isinstance(found, dict):
        raise UnreadableError("the input is JSON, but not an object of facts such as {…}")
    return found


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise UnreadableError(f"“{name[:80]}” is given twice; give each name once")
        found[name] = value
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON value")


def _print(value: Any) -> None:
    sys.stdout.buffer.write(serialize(value))
    sys.stdout.buffer.flush()


def _complain(reason: str, code: int) -> int:
    line = reason.encode("utf-8", "replace").decode()
    print(f"boussole: {line}", file=sys.stderr)
    return code


def _in_one_line(problem: BaseException | str) -> str:
    return " ".join(str(problem).split())
