"""The Ask screen: conversation, question box, panel of sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.engine import Engine
from assistant.translations import say
from assistant.web.chat import Turns, chat
from assistant.web.frame import disclaimer_html
from assistant.web.opened import Opened, first_of_last, from_click
from assistant.web.screen import QUIET, Frame, ScreenMaker
from assistant.web.scripts import script_of
from assistant.web.sources import sources_html
from assistant.web.thread import status_text, thread_html


@dataclass(frozen=True)
class AskScreen:
    """The parts of the screen. `turns` and `opened` are the conversation and what the panel shows."""

    engine: Engine
    turns: gr.State
    opened: gr.State
    thread: gr.HTML
    status: gr.HTML
    box: gr.Textbox
    send: gr.Button
    disclaimer: gr.HTML
    panel: gr.HTML
    clear: gr.Button

    @property
    def worded(self) -> list[Any]:
        """The parts with words of their own, which `say_again` gives anew in this order."""
        return [self.thread, self.status, self.box, self.send, self.clear, self.disclaimer, self.panel]

    @property
    def held(self) -> list[Any]:
        """The conversation and what is open."""
        return [self.turns, self.opened]

    def say_again(self, language: str, *held: Any) -> list[Any]:
        """All words of the screen in `language`."""
        turns, opened = held
        return [
            thread_html(turns, language),
            status_text(turns, language),
            gr.update(label=say("ui.question", language), placeholder=say("ui.placeholder", language)),
            gr.update(value=say("ui.ask", language)),
            gr.update(value=say("ui.clear", language)),
            disclaimer_html(language),
            sources_html(self.engine, turns, opened, language),
        ]

    def answer(self, question: str, turns: Turns, language: str) -> Iterator[list[Any]]:
        """Thread, status, panel, box, turns and opened, at each step of an answer."""
        for grown in chat(self.engine, question, turns, language=language):
            opened = first_of_last(grown)
            # A question that could not be asked goes back into the box, to be mended.
            box = question if grown[-1].problem else ""
            yield [
                thread_html(grown, language),
                status_text(grown, language),
                sources_html(self.engine, grown, opened, language),
                box,
                grown,
                opened,
            ]

    def open(self, turns: Turns, opened: Opened, language: str, data: dict[str, str]) -> tuple[str, Opened]:
        """Panel and what it shows after a click."""
        opened = from_click(data, turns) or opened
        return sources_html(self.engine, turns, opened, language), opened


def build_ask(frame: Frame) -> AskScreen:
    """The screen, laid out and wired."""
    screen = lay_out(frame.engine, frame.language)
    _wire(screen, frame.switch)
    return screen


ASK = ScreenMaker("ask", build_ask)


def lay_out(engine: Engine, language: str) -> AskScreen:
    """The parts of the screen, inside the Blocks in hand."""
    script = script_of("ask")
    turns, opened = gr.State(()), gr.State(Opened())
    with gr.Row(elem_id="b-desk"):
        with gr.Column(elem_id="b-talk", min_width=0):
            thread = gr.HTML(
                thread_html((), language), elem_id="b-thread", apply_default_css=False, js_on_load=script
            )
            status = gr.HTML("", elem_id="b-status", apply_default_css=False, js_on_load=None)
            with gr.Row(elem_id="b-composer"):
                box = gr.Textbox(
                    label=say("ui.question", language),
                    placeholder=say("ui.placeholder", language),
                    show_label=False,
                    container=False,
                    lines=1,
                    max_lines=6,
                    elem_id="b-box",
                )
                send = gr.Button(say("ui.ask", language), variant="primary", elem_id="b-send", min_width=0)
                clear = gr.Button(say("ui.clear", language), size="sm", min_width=0, elem_id="b-clear")
            disclaimer = gr.HTML(disclaimer_html(language), apply_default_css=False, js_on_load=None)
        panel = gr.HTML(
            sources_html(engine, (), Opened(), language),
            elem_id="b-sources",
            apply_default_css=False,
            js_on_load=script,
        )
    return AskScreen(engine, turns, opened, thread, status, box, send, disclaimer, panel, clear)


def _wire(screen: AskScreen, language: gr.Radio) -> None:
    """Connect the screen's parts."""

    def ask(question: str, turns: Turns, told: str) -> Iterator[list[Any]]:
        yield from screen.answer(question, turns, told)

    def ask_this(turns: Turns, told: str, event: gr.EventData) -> Iterator[list[Any]]:
        yield from screen.answer(_clicked(event)["text"], turns, told)

    def open_this(turns: Turns, opened: Opened, told: str, event: gr.EventData) -> tuple[str, Opened]:
        return screen.open(turns, opened, told, _clicked(event))

    def forget(told: str) -> list[Any]:
        return [*screen.say_again(told, (), Opened()), (), Opened()]

    shown = [screen.thread, screen.status, screen.panel, screen.box, screen.turns, screen.opened]
    asked = [screen.box, screen.turns, language]
    gr.on([screen.box.submit, screen.send.click], ask, asked, shown, **QUIET)
    screen.thread.submit(ask_this, [screen.turns, language], shown, **QUIET)
    for part in (screen.thread, screen.panel):
        part.select(
            open_this, [screen.turns, screen.opened, language], [screen.panel, screen.opened], **QUIET
        )
    screen.clear.click(forget, language, [*screen.worded, screen.turns, screen.opened], **QUIET)


def _clicked(event: gr.EventData) -> dict[str, str]:
    """What the page's script says of a click; missing parts are empty."""
    return {name: str(getattr(event, name, "")) for name in ("text", "provision", "turn", "n")}
