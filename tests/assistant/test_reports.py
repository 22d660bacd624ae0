"""Reports of conversations and products: written in each format, read back, in both languages."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader
from pypdf.generic import Destination

from assistant.citations import is_verbatim
from assistant.conversation import Conversation, Exchange, Heard, Product
from assistant.engine import Engine
from assistant.errors import ReportError
from assistant.reports import FORMATS, Report, report_of_conversation, report_of_product, write
from assistant.reports.fonts import shown
from assistant.reports.model import Mark, Paragraph, Quote, Table, Text
from assistant.translations import of_date
from rules import RULE_SET, decide, explain
from tests.command_line import complaint, run

KNOWN = {
    "is_software": True,
    "intended_purposes": ["diagnosis"],
    "action_on_data": True,
    "individual_patient_benefit": True,
    "drives_or_influences": False,
    "decision_information": True,
    "information_significance": "drive",
    "immediate_danger_diagnosis": False,
    "healthcare_situation": "serious",
    "surgical_intervention_risk": False,
    "annex_xvi": False,
    "accessory": False,
}
SHELL = '<b>& "R|D" *bold* [1] `x` «\u202fé\u202f» – ≥ œ'


def product() -> Product:
    return Product(
        "CardioTri",
        ("qualification", "mdr_class"),
        dict(KNOWN),
        {"uses_ai": Heard(True, "un réseau de neurones")},
        words={"intended_purposes": "détecte l'arythmie"},
    )


@pytest.fixture
def conversation(small_engine: Engine) -> Conversation:
    """Two turns on the texts as the engine answers them, beside a product."""
    questions = (
        "What does Article 10(2) of the MDR say?",
        f"For how many years must a kite maker keep records? {SHELL}",
    )
    turns = tuple(
        Exchange(q, small_engine.ask(q, language="fr").to_json(), "2026-01-02T03:04:05+00:00")
        for q in questions
    )
    return Conversation("essai", "fr", turns, (product(),))


def text_of(report: Report, fmt: str) -> str:
    """All words of a written report, read back by another library than wrote it where there is one."""
    data = write(report, fmt)
    if fmt == "pdf":
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    elif fmt == "docx":
        document = Document(io.BytesIO(data))
        parts = [p.text for p in document.paragraphs]
        parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*parts, *(p.text for p in document.sections[0].footer.paragraphs)])
    else:
        text = data.decode("utf-8").replace("\\", "").replace("> ", "").replace("**", "")
    return " ".join(text.split())


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fr",
            (
                "n'est pas un conseil juridique",
                "confirmé",
                "Classe IIa",
                "« détecte l'arythmie »",
            ),
        ),
        (
            "en",
            ("it is not legal advice", "confirmed", "Class IIa", "From the words", "“détecte l'arythmie”"),
        ),
    ],
)
def test_a_product_is_reported_with_facts_verdicts_and_trace(
    small_engine: Engine, fmt: str, language: str, words: tuple[str, ...]
) -> None:
    report = report_of_product(product(), small_engine, language, "Essai")
    text = text_of(report, fmt)
    expected = [*words, "Essai", RULE_SET.version, "un réseau de neurones", "mdr/anx_VIII/6.3"]
    for one in explain(decide(KNOWN, product().wanted), "fr" if language == "fr" else "en"):
        expected += [one.label, one.verdict, *(reason.id for reason in one.why)]
    for word in expected:
        assert word in text, word


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_conversation_is_reported_with_its_quotes_and_where_they_stand(
    small_engine: Engine, conversation: Conversation, fmt: str
) -> None:
    report = report_of_conversation(conversation, small_engine)
    text = text_of(report, fmt)
    cited = [c for turn in conversation.turns for c in turn.answer["citations"]]
    assert cited
    for citation in cited:
        assert " ".join(citation["quote"].split()) in text
        assert citation["label"] in text
        assert citation["id"] in text
    for one in report.references:
        assert f"[{one.n}]" in text
        if fmt != "pdf":  # a PDF may break an address over two lines; its links are looked at below
            assert one.url in text
    assert "version du 5 mai 2017" in text
    assert "CardioTri" in text


def test_what_is_typed_stays_what_was_typed(small_engine: Engine, conversation: Conversation) -> None:
    report = report_of_conversation(conversation, small_engine)
    plain = " ".join(SHELL.split())
    for fmt in ("docx", "pdf"):
        assert plain in text_of(report, fmt).replace("\xa0", " ").replace("\u202f", " ")
    markdown = write(report, "md").decode("utf-8")
    assert "\\<b>" in markdown
    assert "\\*bold\\* \\[1]" in markdown


def test_every_mark_has_its_reference_and_quotes_stand_in_their_provision(
    small_engine: Engine, conversation: Conversation
) -> None:
    report = report_of_conversation(conversation, small_engine)
    by_number = {one.n: one for one in report.references}
    assert list(by_number) == list(range(1, len(by_number) + 1))
    sourced = 0
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Quote) and block.source:
                marks = [one.n for one in block.source if isinstance(one, Mark)]
                view = small_engine.provision(by_number[marks[0]].id, "fr")
                assert view is not None
                assert is_verbatim(block.text.removesuffix(" […]"), view.text)
                sourced += 1
    assert sourced


def test_a_text_cited_twice_has_one_number(small_engine: Engine, conversation: Conversation) -> None:
    twice = replace(conversation, turns=conversation.turns * 2)
    once = report_of_conversation(conversation, small_engine)
    assert report_of_conversation(twice, small_engine).references == once.references


def test_the_pdf_has_an_outline_links_numbered_pages_and_its_language(
    small_engine: Engine, conversation: Conversation
) -> None:
    report = report_of_conversation(conversation, small_engine)
    reader = PdfReader(io.BytesIO(write(report, "pdf")))

    def titles(outline: list[object]) -> list[str]:
        found: list[str] = []
        for one in outline:
            found += (
                titles(one)
                if isinstance(one, list)
                else [str(one.title)]
                if isinstance(one, Destination)
                else []
            )
        return found

    headings = titles(reader.outline)
    assert [s.title for s in report.sections if s.level == 1] == [
        t for t in headings if t in ("CardioTri", "Échanges")
    ]
    addresses = {
        str(link.get_object()["/A"]["/URI"])
        for page in reader.pages
        for link in page.get("/Annots", [])
        if "/URI" in link.get_object().get("/A", {})
    }
    assert addresses == {one.url for one in report.references if one.url}
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"
    assert reader.metadata is not None
    assert reader.metadata.title == report.title
    for number, page in enumerate(reader.pages, 1):
        assert f"{number} / {len(reader.pages)}" in page.extract_text()


def test_the_docx_has_headings_and_links_of_its_own(small_engine: Engine, conversation: Conversation) -> None:
    report = report_of_conversation(conversation, small_engine)
    document = Document(io.BytesIO(write(report, "docx")))
    headings = [
        p.text for p in document.paragraphs if p.style is not None and p.style.name.startswith("Heading")
    ]
    assert headings[: len(report.sections)] == [s.title for s in report.sections]
    links = [link for p in document.paragraphs for link in p.hyperlinks]
    assert {link.url for link in links if link.url} == {one.url for one in report.references if one.url}
    names = {
        e.get(e.tag.split("}")[0] + "}name")
        for e in document.element.iter()
        if e.tag.endswith("}bookmarkStart")
    }
    assert {link.fragment for link in links if link.fragment} <= names


def test_answers_that_contradict_are_reported_without_a_verdict(small_engine: Engine) -> None:
    known = {"linked_device_regime": "md", "linked_device_class": "A", "drives_or_influences": True}
    clash = Product("X", ("mdr_class",), known)
    assert "error" in decide(clash.known, clash.wanted)
    report = report_of_product(clash, small_engine, "fr")
    assert "Réponses contradictoires" in text_of(report, "md")
    assert not [s for s in report.sections if s.level == 3]


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_report_without_any_text_installed_names_provisions(encoder: object, fmt: str) -> None:
    bare = Engine(None, encoder)  # type: ignore[arg-type]
    text = text_of(report_of_product(product(), bare, "fr"), fmt)
    assert "texte non installé, nommé sans être cité" in text


@pytest.mark.parametrize("fmt", FORMATS)
def test_characters_no_document_can_hold_stop_nothing(small_engine: Engine, fmt: str) -> None:
    odd = Product("A\x00\ud800\x0b🙂\u2011B", ("qualification",))
    assert "A" in text_of(report_of_product(odd, small_engine, "fr"), fmt)


def test_the_font_has_what_french_and_the_texts_need() -> None:
    needed = "éèêëàâçîïôûùüÿœæÉÈÀÇŒ «»“”‘’ – — … ≥ ≤ ± × µ µ € § ° → • ½"
    assert shown(needed) == needed
    assert shown("a\u2011b 🙂 Ⅷ") == "a-b ? VIII"


def test_a_format_there_is_none_of_is_refused(small_engine: Engine) -> None:
    with pytest.raises(ReportError, match="docx, pdf, md"):
        write(report_of_product(product(), small_engine, "fr"), "odt")


def test_a_conversation_is_exported_on_the_command_line(small_home: Path, tmp_path: Path) -> None:
    (tmp_path / "index").symlink_to(small_home / "index")
    run(
        tmp_path,
        "ask",
        "Notre appli détecte l'arythmie sur un ECG : quelle classe ?",
        "--session",
        "mon-appli",
    )
    for fmt, beginning in (("docx", b"PK"), ("pdf", b"%PDF"), ("md", b"# "), ("json", b"{")):
        file = tmp_path / f"report.{fmt}"
        done = run(tmp_path, "conversations", "export", "mon-appli", "--format", fmt, "--output", str(file))
        assert done.returncode == 0, done.stderr
        assert file.read_bytes().startswith(beginning)
    missing = tmp_path / "no" / "report.pdf"
    done = run(tmp_path, "conversations", "export", "mon-appli", "--format", "pdf", "--output", str(missing))
    assert "cannot be written" in complaint(done)


def test_what_is_open_is_asked_once_with_the_verdicts_that_wait_for_it(small_engine: Engine) -> None:
    begun = Product("X", (), {"is_software": True, "intended_purposes": ["diagnosis"]})
    report = report_of_product(begun, small_engine, "fr")
    (section,) = [s for s in report.sections if s.title == "Ce qu'il reste à répondre"]
    (table,) = [b for b in section.blocks if isinstance(b, Table)]
    asked = [row[0] for row in table.rows]
    assert len(asked) == len(set(asked))
    missing = {q.question for one in explain(decide(begun.known), "fr") for q in one.ask}
    assert {
        " ".join(t.text for t in cell if isinstance(t, Text)).replace("\xa0", " ") for cell in asked
    } == missing
    open_ones = {one.label for one in explain(decide(begun.known), "fr") if one.ask and not one.caveats}
    assert not open_ones & {s.title for s in report.sections if s.level == 3}


def test_french_marks_stay_with_their_words_and_quotes_untouched(
    small_engine: Engine, conversation: Conversation
) -> None:
    report = report_of_conversation(conversation, small_engine)
    ours = [
        span.text
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
        for span in block.spans
        if isinstance(span, Text)
    ]
    assert any("\xa0" in text for text in ours)
    assert not [text for text in ours if re.search("« | [»:;?!]", text)]
    questions = [b.text for s in report.sections for b in s.blocks if isinstance(b, Quote) and not b.source]
    assert conversation.turns[1].question.strip() in questions


@pytest.mark.parametrize(
    ("date", "french", "english"),
    [
        ("2017-05-05", "du 5 mai 2017", "of 5 May 2017"),
        ("2025-06", "de juin 2025", "of June 2025"),
        ("2025-04", "d'avril 2025", "of April 2025"),
        ("2021-10", "d'octobre 2021", "of October 2021"),
        ("2021-08-01", "du 1er août 2021", "of 1 August 2021"),
    ],
)
def test_a_version_is_said_of_its_day_or_of_its_month(date: str, french: str, english: str) -> None:
    assert (of_date(date, "fr"), of_date(date, "en")) == (french, english)
