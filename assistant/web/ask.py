"""The Ask screen: conversation, question box, panel of sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.ratings import Ratings
from assistant.reasons import reason_in
from assistant.translations import say
from assistant.web.ask_events import wire_ask
from assistant.web.chat import Turn, Turns
from assistant.web.drawer import drawer_html
from assistant.web.frame import disclaimer_html
from assistant.web.give import give_html, words_html
from assistant.web.opened import Opened, first_of_last, from_click
from assistant.web.screen import Frame, ScreenMaker
from assistant.web.scripts import script_of
from assistant.web.sources import sources_html
from assistant.web.talk import Given, Talk
from assistant.web.thread import status_text, thread_html


@dataclass(frozen=True)
class AskScreen:
    """The parts of the screen. `session` names the conversation, `opened` is what the panel shows, `failed` the last
    turn when it could not be taken."""

    talk: Talk
    session: gr.BrowserState
    opened: gr.State
    failed: gr.State
    drawer: gr.HTML
    thread: gr.HTML
    status: gr.HTML
    box: gr.Textbox
    send: gr.Button
    disclaimer: gr.HTML
    panel: gr.HTML
    clear: gr.Button
    give: gr.HTML

    @property
    def worded(self) -> list[Any]:
        """The parts with words of their own, which `say_again` gives anew in this order."""
        return [
            self.drawer,
            self.thread,
            self.status,
            self.box,
            self.send,
            self.clear,
            self.disclaimer,
            self.panel,
            self.give,
        ]

    @property
    def held(self) -> list[Any]:
        """The conversation and what is open."""
        return [self.session, self.opened, self.failed]

    def say_again(self, language: str, *held: Any) -> list[Any]:
        """All words of the screen in `language`."""
        session, opened, failed = held
        turns = self.talk.turns(str(session or ""), language, failed)
        return [
            drawer_html((), "", language),
            self.thread_of(turns, str(session or ""), language),
            status_text(turns, language),
            gr.update(label=say("ui.question", language), placeholder=say("ui.placeholder", language)),
            gr.update(value=say("ui.ask", language)),
            gr.update(value=say("ui.clear", language)),
            disclaimer_html(language),
            sources_html(self.talk.engine, turns, opened, language),
            words_html(language),
        ]

    def thread_of(self, turns: Turns, session: str, language: str) -> str:
        """The conversation with its ratings; without them where they cannot be read."""
        try:
            rated = self.talk.ratings.of(session) if session and turns else {}
        except AssistantError:
            rated = {}
        return thread_html(turns, language, rated)

    def steps(
        self, growing: Iterator[Turns], session: str, language: str
    ) -> Iterator[tuple[str, str, str, Opened, Turn | None]]:
        """Thread, status, panel, what is open and the turn that failed, at each step of an answer."""
        for turns in growing:
            opened = first_of_last(turns)
            last = turns[-1] if turns else None
            failed = last if last and last.problem else None
            yield (
                self.thread_of(turns, session, language),
                status_text(turns, language),
                sources_html(self.talk.engine, turns, opened, language),
                opened,
                failed,
            )

    def open(
        self, session: str, failed: Turn | None, opened: Opened, language: str, data: dict[str, str]
    ) -> tuple[str, Opened]:
        """Panel and what it shows after a click."""
        turns = self.talk.turns(session, language, failed)
        opened = from_click(data, turns) or opened
        return sources_html(self.talk.engine, turns, opened, language), opened

    def drawer_of(self, session: str, user: str, language: str) -> str:
        """The drawer with the conversations of `user`; one line when they cannot be read."""
        try:
            return drawer_html(self.talk.mine(user), session, language)
        except AssistantError as error:
            return drawer_html((), session, language, reason_in(error, language))

    def rated(self, session: str, language: str, data: dict[str, str]) -> tuple[str, Given | None, str]:
        """Thread, a file to hand over, and one line on what became of a rating or a draft."""
        told, given = "", None
        number = int(data["turn"]) if data["turn"].isdigit() else -1
        try:
            if data["act"] == "draft":
                given = self.talk.draft(session, number)
                place = self.talk.ratings.path.parent / "drafts"
                told = say("rate.drafted", language, place=place) if given else ""
            elif self.talk.rate(session, number, data["thumb"], data["reason"]):
                told = say("rate.said", language)
        except AssistantError as error:
            told = reason_in(error, language)
        return self.thread_of(self.talk.turns(session, language), session, language), given, told


def ask_screen(ratings: Ratings) -> ScreenMaker:
    """The maker of the screen; what is thought of answers is kept in `ratings`."""

    def build(frame: Frame) -> AskScreen:
        screen = lay_out(Talk(frame.engine, ratings), frame.language, frame.session)
        wire_ask(screen, frame)
        return screen

    return ScreenMaker("ask", build)


def lay_out(talk: Talk, language: str, session: gr.BrowserState) -> AskScreen:
    """The parts of the screen, inside the Blocks in hand."""
    opened, failed = gr.State(Opened()), gr.State(None)
    with gr.Row(elem_id="b-desk"):
        with gr.Column(elem_id="b-talk", min_width=0):
            with gr.Row(elem_id="b-tools"):
                drawer = _html(drawer_html((), "", language), "b-drawer", "drawer")
                clear = gr.Button(say("ui.clear", language), size="sm", min_width=0, elem_id="b-clear")
            thread = _html(thread_html((), language), "b-thread", "ask")
            status = gr.HTML("", elem_id="b-status", apply_default_css=False, js_on_load=None)
            with gr.Row(elem_id="b-composer"):
                box = _question_box(language)
                send = gr.Button(say("ui.ask", language), variant="primary", elem_id="b-send", min_width=0)
            disclaimer = gr.HTML(disclaimer_html(language), apply_default_css=False, js_on_load=None)
        panel = _html(sources_html(talk.engine, (), Opened(), language), "b-sources", "ask")
    give = _html(give_html(None, "", language), "b-give", "give")
    return AskScreen(
        talk, session, opened, failed, drawer, thread, status, box, send, disclaimer, panel, clear, give
    )


def _question_box(language: str) -> gr.Textbox:
    return gr.Textbox(
        label=say("ui.question", language),
        placeholder=say("ui.placeholder", language),
        show_label=False,
        container=False,
        lines=1,
        max_lines=6,
        elem_id="b-box",
    )


def _html(value: str, name: str, script: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=script_of(script))
