"""The Texts screen without a browser: what is shown of the catalogue, a document, what changed, a job."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.engine import Engine
from assistant.settings import Settings
from assistant.text_work import TextWork, WorkState
from assistant.texts import to_bring
from assistant.translations import say
from assistant.translations.texts import TEXTS
from assistant.web.texts import open_html, shelf_html
from assistant.web.texts_tree import parts, roots
from assistant.web.texts_view import CHANGES, TextsView, after_click
from assistant.web.texts_work import work_html
from ingest.fetch.publishers import Bases
from ingest.fetch.run import fetch_sources
from tests.ingest.fetch.registry import code, publish, tarball
from tests.ingest.fetch.server import serving

EVIL = '<img src=x onerror="alert(1)">'
NO_ADDRESS = ("ans-parcours", "has", "navarro", "qa-2023-607", "qa-article-10a", "qa-ivdr-extension")


@pytest.fixture
def work(tmp_path: Path, small_engine: Engine) -> TextWork:
    return TextWork(Settings(home=tmp_path, digests="none"), small_engine)


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("data", "view"),
    [
        ({"act": "document", "value": "mdr"}, TextsView("mdr")),
        ({"act": "document", "value": EVIL}, TextsView("css", provision="css/L1")),
        ({"act": "provision", "value": "mdr/art_10"}, TextsView("css", provision="mdr/art_10")),
        ({"act": "provision", "value": "mdr"}, TextsView("css", provision="css/L1")),
        ({"act": "toggle", "value": "x"}, TextsView("css", frozenset({"x"}), "css/L1")),
        ({"act": "search", "value": " kites "}, TextsView("css", provision="css/L1", query="kites")),
        ({"act": "mode", "value": CHANGES}, TextsView("css", provision="css/L1", mode=CHANGES)),
        ({"act": "mode", "value": "else"}, TextsView("css", provision="css/L1")),
        (
            {"act": "compare", "value": "a", "other": "b"},
            TextsView("css", provision="css/L1", older="a", newer="b"),
        ),
        ({"act": "catalogue"}, TextsView(provision="css/L1")),
        ({}, TextsView("css", provision="css/L1")),
    ],
)
def test_a_click_gives_the_next_view(data: dict[str, str], view: TextsView) -> None:
    assert after_click(TextsView("css", provision="css/L1"), data) == view


def test_unfolding_twice_folds_again() -> None:
    view = after_click(TextsView("mdr"), {"act": "toggle", "value": "mdr/art_10"})
    assert view.unfolded == {"mdr/art_10"}
    assert after_click(view, {"act": "toggle", "value": "mdr/art_10"}).unfolded == frozenset()


def test_the_catalogue_says_what_is_there_how_binding_and_what_amended_it(work: TextWork) -> None:
    shown = text_of(shelf_html(work, TextsView(), "en"))
    assert "EU regulation, binding version of 5 May 2017 EN 9 provisions" in shown
    assert "Amended since, by" in shown
    assert "(EU) 2023/607 (effect 20 March 2023)" in shown
    assert "None yet. Add a PDF" in shown


def test_what_has_no_known_address_says_how_to_bring_it(work: TextWork) -> None:
    cards = shelf_html(work, TextsView(), "fr").split('<li class="b-card">')[1:]
    told = [c for c in cards if "boussole ingest --from DOSSIER" in c]
    assert len(told) == len(NO_ADDRESS)
    (line,) = to_bring(NO_ADDRESS)
    assert all(document in line for document in NO_ADDRESS)
    assert "--from DIR" in line
    assert to_bring(["mdr"]) == []


def test_the_tree_is_sent_only_as_far_as_it_is_unfolded(work: TextWork) -> None:
    closed = shelf_html(work, TextsView("mdr"), "fr")
    assert "Duties of kite makers" not in closed
    index = work.engine.index
    assert index is not None
    names = [n.name for n in roots(index, "mdr", "fr")]
    assert names == ["Considérants", "Articles", "Annexes"]
    half = shelf_html(work, TextsView("mdr", frozenset({"group:1"})), "fr")
    assert "Duties of kite makers" in half
    assert "mdr/art_10/1" not in half
    assert [n.id for n in parts(index, "mdr", "mdr/art_10", "fr")] == ["mdr/art_10/1", "mdr/art_10/2"]
    assert parts(index, "mdr", "group:99", "fr") == []


def test_a_search_stays_in_its_document_and_marks_the_words(work: TextWork) -> None:
    shown = shelf_html(work, TextsView("mdr", query="harbour master"), "en")
    assert "<mark>harbour master</mark>" in shown
    assert 'data-value="mdr/' in shown
    assert 'data-value="ivdr/' not in shown
    assert "&lt;img" in shelf_html(work, TextsView("mdr", query=EVIL), "en")
    assert EVIL not in shelf_html(work, TextsView("mdr", query=EVIL), "en")


def test_a_provision_opens_with_its_text(work: TextWork) -> None:
    shown = open_html(work, TextsView("mdr", provision="mdr/art_10/2"), "en")
    assert "tell the harbour master" in shown
    assert say("texts.leaf.none", "en") not in shown


def test_own_files_are_listed_as_the_user_s_and_escaped(work: TextWork, tmp_path: Path) -> None:
    path = tmp_path / "<b>plan</b>.md".replace("/", "_")
    path.write_text("Le plan est simple.", encoding="utf-8")
    work.files.add(path.read_bytes(), path.name)
    shown = shelf_html(work, TextsView(), "fr")
    assert "&lt;b&gt;plan" in shown
    assert "<b>plan" not in shown
    assert "votre document" in shown
    assert "pas encore indexé" in shown


def test_one_version_is_nothing_to_compare(work: TextWork) -> None:
    assert "boussole ingest --history" in shelf_html(work, TextsView("mdr", mode=CHANGES), "fr")


def test_changes_are_shown_word_by_word_with_what_rests_on_them(work: TextWork) -> None:
    with serving() as server:
        for version, day in (("1.0.0", "2023-06-01"), ("1.1.0", "2026-03-14")):
            publish(server, {version: tarball(code(day))})
            fetch_sources(work.store, Bases(npm=server.address), only=["css"])
    shown = shelf_html(work, TextsView("css", mode=CHANGES), "fr")
    assert re.search(r"<ins>[^<]*la sonnette[^<]*</ins>", shown)
    assert re.search(r"<option value=\"2023-06-01\" selected>", shown)
    assert "supprimée" in shown
    assert "règles" in text_of(shown)
    assert "faits" in text_of(shown)
    assert "fact " not in text_of(shown)
    assert "css/L162-48" in text_of(shown)
    same = shelf_html(work, TextsView("css", mode=CHANGES, older="2026-03-14", newer="2023-06-01"), "fr")
    assert "b-problem" in same


def test_a_job_shows_its_progress_and_then_what_became_of_it() -> None:
    asking = work_html(WorkState("refresh", True, "asking", "css", 7, 9), "fr")
    assert "8 sur 9" in asking
    assert '<progress value="7" max="9"' in asking
    assert "50 %" in work_html(WorkState("add", True, "indexing", done=5, total=10), "fr")
    told = work_html(WorkState("add", refused=(f"a.pdf: {EVIL}",)), "fr")
    assert EVIL not in told
    assert "Non ajouté" in told
    assert work_html(WorkState(), "fr") == ""


def test_every_word_of_the_screen_is_there_in_both_languages() -> None:
    for key, (french, english) in TEXTS.items():
        assert french, key
        assert english, key
        assert set(re.findall(r"{\w+}", french)) == set(re.findall(r"{\w+}", english)), key
