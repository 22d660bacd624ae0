"""The Evaluation screen without a browser: what is shown of runs, the run in the background, what a click does."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.engine import Engine
from assistant.settings import Settings
from assistant.translations import say
from assistant.translations.evaluation_screen import EVALUATION_SCREEN
from evals.runs.folder import RunFolder
from evals.screen import work as work_module
from evals.screen.run_page import compare_html, opened, report_file, run_html
from evals.screen.screen import file_html
from evals.screen.shelf import runs_under
from evals.screen.side import form_html, progress_html, runs_html
from evals.screen.view import COMPARE, SHOWN, EvalView, after_click
from evals.screen.work import FAILED, FINISHED, STOPPED, YOURS, EvalWork, RunState
from ingest.embed import Encoder

EVIL = '<img src=x onerror="alert(1)">'
# sha256("q6") is divisible by four: held back.
GOLD = f"""\
- {{id: q0, type: answerable, lang: en, persona: ra, kind: lookup, question: 'Who flies old kites? {EVIL}', gold: [ansm/tarif]}}
- {{id: q1, type: answerable, lang: en, persona: ra, kind: obligation, gold: [mdr/art_10/1],
   question: How long shall kite makers keep a written record of every kite}}
- {{id: q6, type: answerable, lang: en, persona: ra, kind: lookup, question: Who pays for secret balloons, gold: [ansm/tarif]}}
- {{id: soup, type: refusal, lang: en, reason: off_topic, question: What is the best recipe for onion soup}}
"""


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def work(tmp_path: Path, small_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> EvalWork:
    """Over a home with gold questions of its own; those of the project are not of these texts."""
    monkeypatch.setattr(work_module, "gold_files", list)
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "kites.yaml").write_text(GOLD, encoding="utf-8")
    return EvalWork(Settings(home=tmp_path, digests="none"), small_engine)


def finished(work: EvalWork, which: str = "all") -> str:
    assert work.start(which, YOURS)
    state = work.wait(60)
    assert (state.ended, state.problem) == (FINISHED, "")
    return state.run


def test_a_run_is_made_read_and_compared(work: EvalWork) -> None:
    first, second = finished(work), finished(work, "development")
    entries = runs_under(work.root)
    assert {e.id for e in entries} == {first, second}
    assert [e.total for e in sorted(entries, key=lambda e: e.total)] == [3, 4]
    view = EvalView(first)
    for part in SHOWN:
        for language in ("fr", "en"):
            page = run_html(entries, work.state, replace(view, part=part), language)
            assert EVIL not in page
            assert "secret balloons" not in page
            assert page.count("<div") == page.count("</div")
    assert "<svg" in run_html(entries, work.state, view, "fr")
    failing = run_html(entries, work.state, replace(view, part="failing"), "en")
    assert "Who flies old kites? &lt;img" in failing
    entry = opened(entries, view)
    assert entry is not None
    told = text_of(compare_html(entries, entry, second, "en"))
    assert "+0.000 [+0.000, +0.000]" in told
    assert say("bench.compare.none", "fr").split(":")[0] in text_of(compare_html([entry], entry, "", "fr"))
    assert report_file(entry, "fr").startswith("<!doctype html>")
    assert f'data-file="boussole-{first}.html"' in file_html(work, first, "fr")
    assert "data-file" not in file_html(work, "../kites", "fr")


def test_a_run_is_stopped_then_resumed_and_goes_on_where_it_was(work: EvalWork) -> None:
    work.start("all", YOURS)
    work.stop()
    state = work.wait(60)
    assert (state.ended, state.done < state.total) == (STOPPED, True)
    (entry,) = runs_under(work.root)
    assert (entry.is_finished, entry.answered) == (False, state.done)
    shown = run_html([entry], state, EvalView(), "fr")
    assert say("bench.resume", "fr") in shown
    assert f"{state.done} questions sur 4" in text_of(progress_html(state, "fr"))
    assert work.resume(entry.id)
    assert work.wait(60).ended == FINISHED
    assert runs_under(work.root)[0].answered == 4
    assert not work.resume("../../etc")


def test_one_run_at_a_time(work: EvalWork) -> None:
    work.start("all", YOURS)
    assert not work.start("all", YOURS)
    assert say("bench.stop", "fr") in form_html(work, "fr")
    assert work.wait(60).ended == FINISHED


def test_nothing_of_a_run_is_kept_with_the_conversations(work: EvalWork) -> None:
    finished(work)
    assert not (work.settings.home / "conversations.sqlite").exists()


def test_the_screen_says_what_is_missing(tmp_path: Path, encoder: Encoder, work: EvalWork) -> None:
    bare = EvalWork(work.settings, Engine(None, encoder))
    assert text_of(form_html(bare, "en")).endswith("To install them: boussole ingest.")
    assert bare.start("all", YOURS)
    assert bare.wait(30).ended == FAILED
    assert "boussole ingest" in progress_html(bare.state, "fr")
    (tmp_path / "gold" / "kites.yaml").write_text("- {id: x}", encoding="utf-8")
    assert "kites.yaml:1" in form_html(work, "fr")
    shutil.rmtree(tmp_path / "gold")
    assert str(tmp_path / "gold") in form_html(work, "fr")
    assert "Aucun essai" in run_html([], RunState(), EvalView(), "fr")


def test_failures_are_not_shown_beside_questions_that_changed(work: EvalWork, tmp_path: Path) -> None:
    finished(work)
    gold = tmp_path / "gold" / "kites.yaml"
    gold.write_text(GOLD + "\n", encoding="utf-8")
    entries = runs_under(work.root)
    page = text_of(run_html(entries, work.state, EvalView(part="failing"), "en"))
    assert "has changed since run" in page
    assert "old kites" not in page


def test_a_folder_that_is_no_run_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "junk").mkdir()
    (tmp_path / "half").mkdir()
    RunFolder(tmp_path / "half").write_settings({"created": "2026"})
    assert runs_under(tmp_path) == []
    assert runs_html([], RunState(), "", "fr") == ""


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (RunState(is_running=True), "Preparing"),
        (RunState("r", True, 3, 10, 1, 8.0), "3 of 10 questions, about 28 s left"),
        (RunState("r", True, 3, 100, 1, 8.0), "about 6 min left"),
        (RunState("r", True, 3, 10, 3, 0.0), "3 of 10 questions"),
        (RunState("r", ended=FAILED, problem=EVIL), "could not be done"),
    ],
)
def test_progress_is_told(state: RunState, told: str) -> None:
    html = progress_html(state, "en")
    assert told in text_of(html)
    assert EVIL not in html
    assert progress_html(RunState(), "en") == ""


@pytest.mark.parametrize(
    ("data", "view"),
    [
        ({"act": "run", "value": "b"}, EvalView("b", "failing")),
        ({"act": "part", "value": "groups"}, EvalView("a", "groups", "c")),
        ({"act": "part", "value": EVIL}, EvalView("a", "failing", "c")),
        ({"act": COMPARE, "value": "d"}, EvalView("a", COMPARE, "d")),
        ({}, EvalView("a", "failing", "c")),
    ],
)
def test_a_click_changes_the_view(data: dict[str, str], view: EvalView) -> None:
    assert after_click(EvalView("a", "failing", "c"), data) == view


def test_all_words_of_the_screen_are_in_use() -> None:
    folder = Path(work_module.__file__).parent
    code = "".join(p.read_text(encoding="utf-8") for p in folder.glob("*.py"))
    made = ("bench.part.", "bench.set.", *(f"bench.{w}." for w in work_module.WHICH))
    ended = tuple(f"bench.{e}" for e in (FINISHED, STOPPED, FAILED))
    unused = [
        k
        for k in EVALUATION_SCREEN
        if not re.search(rf"[\"']{k}[\"']", code) and not k.startswith(made) and k not in ended
    ]
    assert unused == []
