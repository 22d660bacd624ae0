"""Search and answers over a small real index, through the engine's public door."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from langchain_core.retrievers import BaseRetriever

from assistant.answer import Answer, AnswerKind
from assistant.citations import QuoteError, checked, is_verbatim
from assistant.engine import Engine, open_engine
from assistant.errors import QuestionError
from assistant.langchain_retriever import BoussoleRetriever
from assistant.settings import Settings
from assistant.translations import TABLE, say
from ingest.errors import IndexDamaged
from ingest.index import Index


def found(engine: Engine, question: str, **options: object) -> list[str]:
    return [p["id"] for p in engine.search(question, **options)["passages"]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("For how many years must a kite maker keep records?", "mdr/art_10"),
        ("À quelle heure les cerfs-volants sont-ils permis sur la plage ?", "ansm/plage"),
        ("combien coute la place par jour", "ansm/tarif"),
        ("What does rule 11 say?", "mdr/anx_VIII/6.3"),
        ("Que dit l'article 10, paragraphe 2, du MDR ?", "mdr/art_10/2"),
        ("Old kites: until when may they be flown?", "mdr/art_120"),
    ],
)
def test_the_provision_that_answers_comes_first(small_engine: Engine, question: str, first: str) -> None:
    assert found(small_engine, question)[0].startswith(first)


def test_a_question_that_names_one_regulation_is_not_answered_from_the_other(small_engine: Engine) -> None:
    ids = found(small_engine, "How long must records be kept under the IVDR?")
    assert ids[0] == "ivdr/art_10"
    assert not [i for i in ids if i.startswith("mdr/")]


def test_documents_restrict_the_search(small_engine: Engine) -> None:
    ids = found(small_engine, "How long must records be kept?", documents=["ansm"])
    assert ids
    assert all(i.startswith("ansm/") for i in ids)


def test_same_question_same_result(small_engine: Engine) -> None:
    first = small_engine.search("records of kites", k=10)["passages"]
    assert small_engine.search("records of kites", k=10)["passages"] == first


def test_one_entry_a_unit_the_smallest_that_holds_the_answer(small_engine: Engine) -> None:
    ids = found(small_engine, "Within how many days are other cases reported?")
    assert ids[0] == "mdr/art_10/2/b"
    assert len([i for i in ids if i.startswith("mdr/art_10")]) == 1


def test_search_has_the_shape_of_the_contract(small_engine: Engine) -> None:
    result = small_engine.search("records of kites", k=2)
    assert set(result) >= {"question", "lang", "seconds", "passages"}
    assert set(result["passages"][0]) >= {
        "id", "document", "label", "title", "text", "text_lang", "kind", "version", "url", "score",
    }  # fmt: skip
    scores = [p["score"] for p in result["passages"]]
    assert scores == sorted(scores, reverse=True)


def test_an_answer_quotes_word_for_word(small_engine: Engine) -> None:
    answer = small_engine.ask("When must the harbour master be told that a kite hurt someone?")
    assert answer.kind is AnswerKind.ANSWER
    assert answer.citations
    for citation in answer.citations:
        view = small_engine.provision(citation.id, "en")
        assert view is not None
        assert citation.quote in view.text.text
        assert f"[{citation.n}]" in answer.text


def test_an_answer_has_the_shape_of_the_contract(small_engine: Engine) -> None:
    data = small_engine.ask("Old kites: until when may they be flown?").to_json()
    assert set(data) >= {
        "kind", "lang", "text", "citations", "verdicts", "facts", "ask", "suggestions", "composer", "session", "seconds",
    }  # fmt: skip
    assert data["composer"] == "extractive"
    assert data["facts"] == {"known": {}, "proposed": {}}
    assert set(data["citations"][0]) >= {"n", "id", "label", "quote", "quote_lang", "kind", "version", "url"}


def test_an_amended_provision_says_so(small_engine: Engine) -> None:
    answer = small_engine.ask("Jusqu'à quand voler avec de vieux cerfs-volants, article 120 du MDR ?")
    first = answer.to_json()["citations"][0]
    assert first["id"] == "mdr/art_120"
    assert {"by": "32023R0607", "from": "2023-03-20"} in first["amended"]
    assert "2023/607" in answer.text
    assert "modifié" in answer.text


def test_the_answer_speaks_the_questions_language_and_says_the_legal_force(small_engine: Engine) -> None:
    french = small_engine.ask("Que dit la règle 11 ?")
    english = small_engine.ask("What does rule 11 say?")
    assert say("force.regulation", "fr") in french.text
    assert say("force.regulation", "en") in english.text
    assert say("ui.in_english", "fr") in french.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Que dit la règle 27 ?", "s'arrête à la règle 22"),
        ("What does rule 27 say?", "stops at rule 22"),
        ("article 147 du MDR", "n'existe pas"),
    ],
)
def test_a_provision_that_does_not_exist_is_said_not_to(
    small_engine: Engine, question: str, words: str
) -> None:
    answer = small_engine.ask(question)
    assert answer.kind is AnswerKind.ABSTAIN
    assert words in answer.text
    assert not answer.citations


@pytest.mark.parametrize(
    "question",
    ["Quels droits de douane pour importer du cacao en Suisse ?", "How does HIPAA apply to kites?"],
)
def test_what_the_texts_do_not_answer_is_said(small_engine: Engine, question: str) -> None:
    answer = small_engine.ask(question)
    assert answer.kind is AnswerKind.ABSTAIN
    assert any(say(key, answer.lang) in answer.text for key in ("abstain", "out_of_scope"))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "vide"),
        ("   \n", "vide"),
        ("x" * 100_000, "100000 caractères"),
        ("?!… ;;", "aucun mot"),
        ("Ist meine App ein Medizinprodukt und welche Klasse hat sie?", "français et en anglais"),
    ],
)
def test_a_question_that_cannot_be_asked_is_said_in_one_line(
    small_engine: Engine, question: str, words: str
) -> None:
    with pytest.raises(QuestionError, match=words) as caught:
        small_engine.ask(question)
    assert "\n" not in str(caught.value)


def test_the_stream_ends_in_the_answer_and_shows_only_what_it_will_keep(small_engine: Engine) -> None:
    *grown, last = small_engine.stream("For how many years must a kite maker keep records?")
    assert all(last.text.startswith(a.text) for a in grown)
    assert last.kind is AnswerKind.ANSWER


def test_without_texts_the_engine_says_how_to_get_them(tmp_path: Path) -> None:
    engine = open_engine(Settings(home=tmp_path, _env_file=None))  # type: ignore[call-arg]
    answer: Answer = engine.ask("Que dit la règle 11 des dispositifs médicaux ?")
    assert answer.kind is AnswerKind.ABSTAIN
    assert "boussole ingest --from" in answer.text
    assert "mdr" in engine.missing_texts


def test_a_warm_up_loads_what_the_first_question_needs(small_home: Path) -> None:
    engine = open_engine(Settings(home=small_home, _env_file=None))  # type: ignore[call-arg]
    assert engine.index is not None
    warming = threading.Thread(target=engine.warm_up)
    warming.start()
    asked_meanwhile = engine.search("records of kites")
    warming.join()
    assert asked_meanwhile["passages"]
    loaded = engine.index.collection("official-en")
    engine.search("records of kites")
    assert engine.index.collection("official-en") is loaded


def test_a_warm_up_without_an_index_or_with_a_damaged_one_breaks_nothing(
    small_home: Path, tmp_path: Path
) -> None:
    open_engine(Settings(home=tmp_path / "none", _env_file=None)).warm_up()  # type: ignore[call-arg]
    shutil.copytree(small_home, tmp_path / "home")
    for words in (tmp_path / "home").rglob("*.npy"):
        words.write_bytes(b"")
    engine = open_engine(Settings(home=tmp_path / "home", _env_file=None))  # type: ignore[call-arg]
    engine.warm_up()
    with pytest.raises(IndexDamaged):
        engine.ask("For how many years must a kite maker keep records?")


def test_langchain_gets_documents_with_ids(small_engine: Engine) -> None:
    retriever = BoussoleRetriever(engine=small_engine, k=3)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("For how many years must a kite maker keep records?")
    assert documents[0].metadata["id"].startswith("mdr/art_10")
    assert "seven years" in documents[0].page_content


def test_a_quote_with_one_word_changed_is_refused(small_index: Index) -> None:
    provision = small_index.store.get("mdr/art_10/1")
    assert provision is not None
    text = provision.texts[0]
    assert is_verbatim("written record of every kite for seven years", text)
    assert not is_verbatim("written record of every kite for nine years", text)
    with pytest.raises(QuoteError):
        checked("a record of a kite", text)


def test_every_word_users_see_is_in_both_languages() -> None:
    for key, (french, english) in TABLE.items():
        assert french.strip(), key
        assert english.strip(), key
        assert {p for p in ("label", "items", "act", "last", "document") if "{" + p in french} == {
            p for p in ("label", "items", "act", "last", "document") if "{" + p in english
        }, key
