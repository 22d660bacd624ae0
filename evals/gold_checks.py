"""What is wrong with an entry of a gold file: its form (by the JSON schema), its ids, its names of the rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from corpus.catalogue import external_sources, sources
from corpus.errors import InvalidCitationId
from corpus.ids import parse
from evals.marked_yaml import Place
from rules import decide, describe_facts, describe_questions

FOLDER = Path(__file__).parent / "gold"


@dataclass(frozen=True, slots=True)
class HeldTexts:
    """The provisions that an index holds, and the documents whose official text it holds."""

    held: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()


def entry_problems(entry: Any, index: HeldTexts) -> Iterator[tuple[Place, str]]:
    """What is wrong with an entry, each with its place in it: its form, and when that is right, what it names."""
    if not isinstance(entry, dict):
        yield (), "an entry is a mapping with « id: », « type: », « lang: » …"
        return
    kind = entry.get("type")
    if not isinstance(kind, str) or kind not in _types():
        yield ("type",), f"type is {kind!r}; it is one of {', '.join(_types())}"
        return
    wrong = sorted(_validator(kind).iter_errors(entry), key=lambda e: list(map(str, e.absolute_path)))
    yield from ((tuple(e.absolute_path), _told(e)) for e in wrong)
    if not wrong:
        yield from _id_problems(entry, index)
        yield from _rules_problems(entry)


def _id_problems(entry: Mapping[str, Any], index: HeldTexts) -> Iterator[tuple[Place, str]]:
    for number, item in enumerate(entry.get("gold", ())):
        for place, provision in enumerate([item] if isinstance(item, str) else item):
            where = ("gold", number) if isinstance(item, str) else ("gold", number, place)
            if problem := _id_problem(provision, index):
                yield where, problem
    for number, quote in enumerate(entry.get("quotes", ())):
        if problem := _id_problem(quote["id"], index):
            yield ("quotes", number, "id"), problem


def _id_problem(provision: str, index: HeldTexts) -> str:
    """Why an id cannot be gold; empty when it can."""
    try:
        document = parse(provision).document
    except InvalidCitationId as error:
        return str(error)
    if document.startswith("user:") or provision in external_sources():
        return ""
    if document not in sources():
        return f"'{provision}' is of no document we know; the documents are those of corpus/catalogue.yaml"
    if document in index.documents and provision not in index.held:
        return f"'{provision}' is not in the text of {document} that the index holds"
    return ""


def _rules_problems(entry: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Names and values that the rules do not have."""
    questions = {q["name"]: q for q in describe_questions()}
    facts = {f["name"] for f in describe_facts()}
    for number, name in enumerate(entry.get("wanted", ())):
        if name not in questions:
            yield ("wanted", number), f"'{name}' is no question of the rules (boussole decide --help)"
    for number, name in enumerate(entry.get("missing", ())):
        if name not in facts:
            yield ("missing", number), f"'{name}' is no fact of the rules (boussole facts)"
    for key in ("stated", "answers"):
        for name, value in entry.get(key, {}).items():
            if name not in facts:
                yield (key, name), f"'{name}' is no fact of the rules (boussole facts)"
            elif decide({name: value}, ()).get("error", {}).get("kind") == "invalid_fact":
                yield (key, name), f"{value!r} is no value of {name} (boussole facts)"
    for name, outcome in entry.get("verdicts", {}).items():
        if name not in questions:
            yield ("verdicts", name), f"'{name}' is no question of the rules (boussole decide --help)"
        elif outcome not in (*questions[name]["values"], "needs_facts"):
            yield ("verdicts", name), f"'{outcome}' is no outcome of {name}"


@cache
def schema() -> Mapping[str, Any]:
    """The JSON schema of gold files."""
    loaded: dict[str, Any] = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    return loaded


def _types() -> list[str]:
    names: list[str] = schema()["items"]["properties"]["type"]["enum"]
    return names


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": schema()["$defs"]})


def _told(error: Any) -> str:
    """What is wrong, in the words of a person who edits the file."""
    where = ".".join(map(str, error.absolute_path))
    if error.validator == "minItems":
        return f"{where} is empty; it needs one entry at least"
    if error.validator == "additionalProperties":
        known = ", ".join(error.schema.get("properties", ()))
        return f"{error.message.split('(')[-1].rstrip(')')}; known fields: {known}"
    if error.validator == "required":
        return f"{error.message.replace(' is a required property', '')} is missing"
    if error.validator == "anyOf":
        return (
            f"{where} is {error.instance!r}; it is a text (in quotes when it is a number), or a list of texts"
        )
    if error.validator == "pattern" and where == "id":
        return f"id {error.instance!r} is not kebab-case (small letters, digits and single hyphens)"
    return f"{where}: {error.message}"
