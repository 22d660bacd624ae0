"""Gold files: what is read, and what is refused with file, line and reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from corpus.catalogue import sources
from evals.errors import GoldError
from evals.gold import (
    Answerable,
    Gold,
    Interview,
    Refusal,
    VerdictWish,
    documents_of,
    gold_files,
    load_gold,
    not_held,
    of_split,
)
from evals.gold_checks import schema
from evals.marked_yaml import load_marked

GOOD = """\
- id: kite-records
  type: answerable
  lang: en
  persona: ra
  kind: obligation
  question: How long do makers keep records?
  gold: [mdr/art_10/1, [ivdr/art_10, mdr/art_10]]
  quotes:
  - {id: mdr/art_10/1, words: 2, sha256: "%s"}
  expected: [seven years, [harbour, port]]
  traits: [typo]
- {id: tart, type: refusal, lang: fr, reason: off_topic, question: Une recette de tarte}
- id: my-app
  type: verdict
  lang: fr
  question: Mon appli, quelle classe ?
  wanted: [mdr_class]
  stated: {is_software: true}
  missing: [intended_purposes]
- id: talk
  type: interview
  lang: en
  first: Is my step counter a device?
  wanted: [qualification]
  answers: {is_software: true, intended_purposes: []}
  verdicts: {qualification: not_device}
  most: 5
""" % ("0a" * 32)


def write(folder: Path, text: str, name: str = "some.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_type_is_read(tmp_path: Path) -> None:
    first, refusal, wish, talk = load_gold([write(tmp_path, GOOD)])
    assert isinstance(first, Answerable)
    assert first.gold == (("mdr/art_10/1",), ("ivdr/art_10", "mdr/art_10"))
    assert first.expected == (("seven years",), ("harbour", "port"))
    assert first.quotes[0].words == 2
    assert documents_of(first) == ("mdr", "ivdr")
    assert refusal.lang == "fr"
    assert wish.place.endswith("some.yaml:13")
    assert isinstance(talk, Interview)
    assert talk.answers == {"is_software": True, "intended_purposes": []}


def test_the_split_goes_by_the_hash_of_the_id(tmp_path: Path) -> None:
    lines = [f"- {{id: q{n}, type: refusal, lang: en, reason: advice, question: Why}}" for n in range(400)]
    questions = load_gold([write(tmp_path, "\n".join(lines))])
    held_back = of_split(questions, "held_back")
    assert 70 < len(held_back) < 130
    assert [q.id for q in held_back][:2] == ["q6", "q11"]
    assert len(of_split(questions, "all")) == 400


BAD = [
    ("id: kite-records", "id: Kite Records", ":1: Kite Records: id 'Kite Records' is not kebab-case"),
    ("id: tart", "id: kite-records", ":12: kite-records: this id stands already at"),
    ("type: verdict", "type: wish", ":14: my-app: type is 'wish'; it is one of answerable, refusal"),
    ("type: verdict", "type: [verdict]", ":14: my-app: type is ['verdict']"),
    ("lang: en\n  persona", "lang: de\n  persona", ":3: kite-records: lang: 'de' is not one of"),
    (
        "gold: [mdr/art_10/1, ",
        "gold: [mdr/artikel_10, ",
        ":7: kite-records: 'mdr/artikel_10' is not a citation id",
    ),
    ("gold: [mdr/art_10/1, ", "gold: [kites/art_10, ", "'kites/art_10' is of no document we know"),
    ("gold: [mdr/art_10/1, [ivdr/art_10, mdr/art_10]]", "gold: []", ":7: kite-records: gold is empty"),
    ("gold: [mdr/art_10/1, [ivdr/art_10, mdr/art_10]]", "gold: [[]]", ":7: kite-records: gold.0"),
    ("[seven years, ", "[7, ", ":10: kite-records: expected.0 is 7; it is a text (in quotes"),
    ("  traits: [typo]", "  trait: [typo]", "'trait' was unexpected; known fields: id, type"),
    ("  persona: ra\n", "", ":1: kite-records: 'persona' is missing"),
    ("words: 2", "words: two", ":9: kite-records: quotes.0.words"),
    ("wanted: [mdr_class]", "wanted: [class]", ":17: my-app: 'class' is no question of the rules"),
    ("stated: {is_software: true}", "stated: {is_soft: true}", ":18: my-app: 'is_soft' is no fact"),
    ("stated: {is_software: true}", "stated: {is_software: maybe}", "'maybe' is no value of is_software"),
    ("missing: [intended_purposes]", "missing: [purpose]", ":19: my-app: 'purpose' is no fact"),
    (
        "qualification: not_device",
        "qualification: device",
        ":26: talk: 'device' is no outcome of qualification",
    ),
    ("  lang: fr\n  question", "  lang: fr\n  lang: fr\n  question", "« lang » is written twice"),
    ("- id: kite-records", "- id: [", "is no YAML"),
]


@pytest.mark.parametrize(("good", "bad", "reason"), BAD)
def test_what_is_wrong_is_refused_with_file_line_and_reason(
    tmp_path: Path, good: str, bad: str, reason: str
) -> None:
    assert GOOD.count(good) == 1
    path = write(tmp_path, GOOD.replace(good, bad))
    with pytest.raises(GoldError) as refused:
        load_gold([path])
    found = "\n".join(refused.value.problems)
    assert found.startswith(str(path))
    assert reason in found
    assert "\n" not in str(refused.value)


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    one = write(tmp_path, GOOD.replace("gold: [mdr/art_10/1, ", "gold: [mdr/x, "))
    other = write(tmp_path, "just words", "other.yaml")
    with pytest.raises(GoldError) as refused:
        load_gold([one, other, tmp_path / "none.yaml"])
    assert len(refused.value.problems) == 3
    assert str(refused.value).endswith("(and 2 more)")


def test_an_empty_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold questions"):
        load_gold([write(tmp_path, "[]")])


def test_an_id_that_the_text_held_does_not_have_is_refused_and_one_of_another_text_is_told(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, GOOD)
    with pytest.raises(GoldError, match="'mdr/art_10/1' is not in the text of mdr that the index holds"):
        load_gold([path], held={"mdr/art_10"}, documents={"mdr"})
    questions = load_gold([path], held={"mdr/art_10"}, documents=())
    assert not_held(questions, {"mdr/art_10"}) == [f"{path}:1: kite-records: the index holds no mdr/art_10/1"]


def test_the_schema_takes_what_the_loader_takes() -> None:
    validator = Draft202012Validator(schema())
    assert list(validator.iter_errors(load_marked(GOOD).data)) == []
    assert list(validator.iter_errors([{"id": "x", "type": "refusal"}])) != []
    assert list(validator.iter_errors([{"id": "x"}])) != []


@pytest.fixture(scope="module")
def own() -> list[Gold]:
    return load_gold(gold_files())


def test_our_own_questions_are_enough_of_every_type(own: list[Gold]) -> None:
    counts = Counter(type(q) for q in own)
    assert counts[Answerable] >= 240
    assert counts[Refusal] >= 50
    assert counts[VerdictWish] >= 60
    assert counts[Interview] >= 10


@pytest.mark.parametrize("name", ["kind", "persona", "traits"])
def test_our_own_questions_are_of_every_kind_persona_and_trait(own: list[Gold], name: str) -> None:
    field = schema()["$defs"]["answerable"]["properties"][name]
    wanted = set(field["items"]["enum"] if "items" in field else field["enum"])
    held = [getattr(q, name) for q in own if isinstance(q, Answerable)]
    assert {v for value in held for v in ((value,) if isinstance(value, str) else value)} == wanted


def test_our_own_refusals_are_of_every_reason_and_most_kinds_in_both_languages(own: list[Gold]) -> None:
    reasons = schema()["$defs"]["refusal"]["properties"]["reason"]["enum"]
    refused = {(q.reason, q.lang) for q in own if isinstance(q, Refusal)}
    assert refused == {(reason, lang) for reason in reasons for lang in ("fr", "en")}


def test_our_own_questions_are_over_every_document(own: list[Gold]) -> None:
    asked = {
        d
        for q in own
        if isinstance(q, Answerable)
        for item in q.gold
        for d in {i.split("/")[0] for i in item}
    }
    assert set(sources()) <= asked


def test_our_own_questions_are_held_back_in_both_parts(own: list[Gold]) -> None:
    for kind in (Answerable, Refusal, VerdictWish, Interview):
        parts = Counter(q.split for q in own if isinstance(q, kind))
        assert parts["held_back"] >= 3, kind
        assert parts["development"] > parts["held_back"], kind


def test_our_own_quotes_are_fingerprints_alone(own: list[Gold]) -> None:
    quotes = [quote for q in own if isinstance(q, Answerable) for quote in q.quotes]
    assert len(quotes) >= 50
    assert all(len(q.sha256) == 64 and q.words > 1 for q in quotes)
