"""Our digests: form, ids, numbers, own words, coverage."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from corpus.digests import FOLDER, Digest, digests
from corpus.errors import CatalogueError
from corpus.ids import parse
from corpus.models import Provision
from tests.corpus.digest_checks import findings, official


@pytest.fixture(scope="module")
def provisions(corpus_dir: Path) -> dict[str, Provision]:
    return official(corpus_dir)


def test_files_have_the_form_of_the_schema() -> None:
    validator = Draft202012Validator(json.loads((FOLDER / "schema.json").read_text(encoding="utf-8")))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(FOLDER.glob("*.yaml")):
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        problems = [f"{path.name}: {e.json_path}: {e.message[:100]}" for e in validator.iter_errors(entries)]
        assert problems == []


def test_each_provision_has_one_digest_and_enough_of_them() -> None:
    assert len(digests()) >= 1200


def test_every_fact_that_code_can_check_stands_in_the_provision(provisions: dict[str, Provision]) -> None:
    found = [line for digest in digests().values() for line in findings(digest, provisions)]
    assert found == []


def test_every_article_and_annex_of_both_acts_has_a_digest(provisions: dict[str, Provision]) -> None:
    held = {"/".join(i.split("/")[:2]) for i in digests()}
    tops = {i for i, p in provisions.items() if p.parent is None and i.startswith(("mdr/a", "ivdr/a"))}
    assert tops - held == set()


def test_each_definition_of_both_acts_has_a_digest(provisions: dict[str, Provision]) -> None:
    defined = {i for i in provisions if i.startswith(("mdr/art_2/", "ivdr/art_2/")) and i.count("/") == 2}
    assert defined - set(digests()) == set()


def test_no_question_is_asked_of_two_provisions_of_a_document() -> None:
    asked = Counter(
        (parse(d.id).document, q)
        for d in digests().values()
        for questions in d.asked.values()
        for q in questions
    )
    assert [q for q, n in asked.items() if n > 1] == []


def test_a_wrong_number_is_found(provisions: dict[str, Provision]) -> None:
    true = digests()["mdr/art_87/5"]
    wrong = Digest(
        **{
            **{name: getattr(true, name) for name in Digest.__dataclass_fields__},
            "digest": {k: v.replace("10", "12") for k, v in true.digest.items()},
        }
    )
    assert any("numbers not in the provision" in line for line in findings(wrong, provisions))


def test_a_malformed_digest_is_named(tmp_path: Path) -> None:
    from corpus.digests import read_file

    path = tmp_path / "x.yaml"
    path.write_text("- {id: mdr/art_1, title: {fr: a, en: b}}\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"x\.yaml: mdr/art_1"):
        read_file(path)
