"""The Evaluation screen: its parts, and what each click does."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.reasons import reason_in
from assistant.settings import Settings
from assistant.translations import say
from assistant.web.screen import IN_TURN, QUIET, Frame, ScreenMaker
from evals.errors import EvalsError
from evals.runs.report import report_style
from evals.screen.run_page import opened, report_file, run_html
from evals.screen.shelf import runs_under
from evals.screen.side import form_html, progress_html, runs_html
from evals.screen.view import EvalView, after_click
from evals.screen.work import EvalWork

KEY = "evaluation"
_HERE = Path(__file__).parent
_PACE = 1.0
"""Seconds between two looks at the run under way."""


@dataclass(frozen=True)
class EvaluationScreen:
    """The parts of the screen. `file` hands a report to the browser; `clock` ticks while a run goes on."""

    work: EvalWork
    view: gr.State
    form: gr.HTML
    progress: gr.HTML
    runs: gr.HTML
    page: gr.HTML
    file: gr.HTML
    clock: gr.Timer

    @property
    def worded(self) -> list[Any]:
        """The parts with words of their own, which `say_again` gives anew in this order."""
        return [self.form, self.progress, self.runs, self.page]

    @property
    def held(self) -> list[Any]:
        """What the reader is looking at."""
        return [self.view]

    def say_again(self, language: str, *held: Any) -> list[Any]:
        """All words of the screen in `language`."""
        work, view = self.work, held[0]
        entries, state = runs_under(work.root), work.state
        entry = opened(entries, view)
        return [
            form_html(work, language),
            _progress(work, language),
            runs_html(entries, state, entry.id if entry else "", language),
            run_html(entries, state, view, language),
        ]

    def look(self, view: EvalView, language: str, *, is_busy: bool = False) -> list[Any]:
        """Every part as it stands, and the clock running while a run goes on."""
        said = self.say_again(language, view)
        if is_busy:
            said[1] = progress_html(self.work.state, language, is_busy=True)
        return [*said, gr.Timer(active=self.work.state.is_running)]


def evaluation_maker(settings: Settings) -> ScreenMaker:
    """The screen over the folders of these settings."""

    def build(frame: Frame) -> EvaluationScreen:
        screen = lay_out(EvalWork(settings, frame.engine), frame.language)
        _wire(screen, frame)
        return screen

    return ScreenMaker(KEY, build, style=_style())


def _style() -> str:
    """The screen's own style, and the report's within the screen."""
    own = (_HERE / "evaluation.css").read_text(encoding="utf-8")
    return f".gradio-container .e-report {{\n{report_style()}\n}}\n{own}"


def lay_out(work: EvalWork, language: str) -> EvaluationScreen:
    """The parts of the screen, inside the Blocks in hand."""
    script, view = (_HERE / "evaluation.js").read_text(encoding="utf-8"), EvalView()
    entries = runs_under(work.root)
    plain: dict[str, Any] = {"apply_default_css": False}
    live: dict[str, Any] = {**plain, "js_on_load": script}
    held, clock = gr.State(view), gr.Timer(_PACE, active=False)
    with gr.Row(elem_id="b-eval"):
        with gr.Column(elem_id="b-eval-side", min_width=0):
            form = gr.HTML(form_html(work, language), elem_id="b-eval-form", **live)
            progress = gr.HTML("", elem_id="b-eval-work", js_on_load=None, **plain)
            runs = gr.HTML(
                runs_html(entries, work.state, _name(work, view), language), elem_id="b-eval-runs", **live
            )
        page = gr.HTML(run_html(entries, work.state, view, language), elem_id="b-eval-page", **live)
    file = gr.HTML("", elem_id="b-eval-file", **live)
    return EvaluationScreen(work, held, form, progress, runs, page, file, clock)


def _progress(work: EvalWork, language: str) -> str:
    return progress_html(work.state, language, is_stopping=work.is_stopping)


def _name(work: EvalWork, view: EvalView) -> str:
    entry = opened(runs_under(work.root), view)
    return entry.id if entry else ""


def file_html(work: EvalWork, run_id: str, language: str) -> str:
    """The report of a run, for the browser to save; or why there is none."""
    entry = next((e for e in runs_under(work.root) if e.id == run_id and e.is_finished), None)
    if entry is None:
        return f"<p role='status' class='e-notice'>{escape(say('bench.gone', language))}</p>"
    try:
        page = report_file(entry, language)
    except EvalsError as error:
        return f"<p role='status' class='e-notice'>{escape(say('bench.changed', language, reason=reason_in(error, language)))}</p>"
    body = base64.b64encode(page.encode("utf-8")).decode("ascii")
    return f'<span hidden data-file="boussole-{escape(entry.id)}.html" data-body="{body}"></span>'


def _wire(screen: EvaluationScreen, frame: Frame) -> None:
    """Connect the screen's parts."""
    work, told = screen.work, [screen.view, frame.switch]
    everything = [*screen.worded, screen.clock]

    def click(view: EvalView, language: str, event: gr.EventData) -> list[Any]:
        data = {name: str(getattr(event, name, "")) for name in ("act", "value")}
        if data["act"] == "stop":
            work.stop()
            return [gr.skip(), _progress(work, language), gr.skip(), gr.skip(), gr.Timer(active=True), view]
        after = after_click(view, data)
        _, _, runs, page = screen.say_again(language, after)
        return [gr.skip(), gr.skip(), runs, page, gr.skip(), after]

    def begin(view: EvalView, language: str, event: gr.EventData) -> list[Any]:
        resumed = str(getattr(event, "resume", ""))
        is_begun = (
            work.resume(resumed)
            if resumed
            else work.start(str(getattr(event, "which", "")), str(getattr(event, "set", "")))
        )
        return [*screen.look(view, language, is_busy=not is_begun), view]

    def tick(view: EvalView, language: str) -> list[Any]:
        state = work.state
        if state.is_running:
            return [gr.skip(), _progress(work, language), gr.skip(), gr.skip(), gr.skip(), gr.skip()]
        after = replace(view, run=state.run, other="") if state.run else view
        return [*screen.look(after, language), after]

    def visit(view: EvalView, language: str, event: gr.SelectData) -> list[Any]:
        if event.index != KEY and event.value != say(f"ui.tab.{KEY}", language):
            return [gr.skip()] * len(everything)
        return screen.look(view, language)

    def save(language: str, event: gr.EventData) -> str:
        return file_html(work, str(getattr(event, "run", "")), language)

    changed = [*everything, screen.view]
    for part in (screen.form, screen.runs, screen.page):
        part.select(click, told, changed, **IN_TURN)
        part.submit(begin, told, changed, **IN_TURN)
    screen.page.download(save, [frame.switch], [screen.file], **QUIET)
    screen.clock.tick(tick, told, changed, **IN_TURN)
    frame.tabs.select(visit, told, everything, **IN_TURN)
