"""What happens on the Ask screen: each listener takes what the page holds and gives the parts anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.reasons import reason_in
from assistant.translations import say
from assistant.web.chat import Turn
from assistant.web.frame import disclaimer_html
from assistant.web.give import give_html, loaded_html
from assistant.web.opened import Opened, first_of_last, from_click
from assistant.web.owner import held_by, mine, new_session_of, user_of
from assistant.web.screen import QUIET, Frame
from assistant.web.sources import sources_html
from assistant.web.thread import status_text

if TYPE_CHECKING:
    from assistant.web.ask import AskScreen

_MANY: dict[str, Any] = {**QUIET, "concurrency_limit": 40}
"""Answers take their time: several people's go on at once."""
_ASK: dict[str, Any] = {**_MANY, "trigger_mode": "multiple"}
"""A question may be asked while another is answered, and a click between an answer's last words and the end of its event
counts: the page's script holds back second clicks, and answers of a conversation come one after the other."""
_EMPTY_BOX = "(question, ...rest) => { window.boussole?.taken(question); return [question, ...rest]; }"
_PUT_LONGEST = 4_000


def wire_ask(screen: AskScreen, frame: Frame) -> None:
    """Connect the screen's parts."""
    _wire_questions(screen, frame)
    _wire_panel(screen, frame)
    _wire_conversations(screen, frame)
    _wire_ratings(screen, frame)
    _wire_load(screen, frame)


def _wire_questions(screen: AskScreen, frame: Frame) -> None:
    language, session = frame.switch, screen.session

    def answered(question: str, held: str, told: str, user: str, *, typed: bool) -> Iterator[list[Any]]:
        # The name of the conversation goes to the browser before the answer: a page that is loaded anew finds it.
        name = mine(held, user) or new_session_of(user)
        for thread, status, panel, opened, failed in screen.steps(
            screen.talk.answers(question, name, told), name, told
        ):
            # A question that could not be asked goes back into the box, to be mended.
            box = question if failed and typed else gr.skip()
            yield [thread, status, panel, box, name, opened, failed, told]

    def ask(question: str, held: str, told: str, request: gr.Request) -> Iterator[list[Any]]:
        yield from answered(question, held, told, user_of(request), typed=True)

    def ask_this(held: str, told: str, request: gr.Request, event: gr.EventData) -> Iterator[list[Any]]:
        yield from answered(_clicked(event)["text"], held, told, user_of(request), typed=False)

    def settle(said_in: str, told: str, held: str, opened: Opened, failed: Turn | None) -> list[Any]:
        """The language may have been switched while the answer grew."""
        if said_in == told:
            return [gr.skip()] * 3
        turns = screen.talk.turns(held_by(held), told, failed)
        return [
            screen.thread_of(turns, held_by(held), told),
            status_text(turns, told),
            sources_html(screen.talk.engine, turns, opened, told),
        ]

    said_in = gr.State("")
    shown = [
        screen.thread,
        screen.status,
        screen.panel,
        screen.box,
        session,
        screen.opened,
        screen.failed,
        said_in,
    ]
    again = [screen.thread, screen.status, screen.panel]
    held = [said_in, language, session, screen.opened, screen.failed]
    for asked in (
        gr.on(
            [screen.box.submit, screen.send.click],
            ask,
            [screen.box, session, language],
            shown,
            js=_EMPTY_BOX,
            **_ASK,
        ),
        screen.thread.submit(ask_this, [session, language], shown, **_ASK),
    ):
        asked.then(settle, held, again, **QUIET)


def _wire_panel(screen: AskScreen, frame: Frame) -> None:
    def open_this(
        held: str, failed: Turn | None, opened: Opened, told: str, event: gr.EventData
    ) -> tuple[str, Opened]:
        return screen.open(held_by(held), failed, opened, told, _clicked(event))

    held = [screen.session, screen.failed, screen.opened, frame.switch]
    for part in (screen.thread, screen.panel):
        part.select(open_this, held, [screen.panel, screen.opened], **_MANY)


def _wire_conversations(screen: AskScreen, frame: Frame) -> None:
    def look(held: str, told: str, request: gr.Request) -> str:
        return screen.drawer_of(held_by(held), user_of(request), told)

    def change(held: str, told: str, request: gr.Request, event: gr.EventData) -> list[Any]:
        data, user = _clicked(event), user_of(request)
        name, now = mine(data["id"], user), held_by(held)
        line = ""
        try:
            if name and data["act"] == "rename":
                screen.talk.rename(name, data["text"])
            elif name and data["act"] == "delete":
                screen.talk.delete(name)
        except AssistantError as error:
            line = reason_in(error, told)
        drawer = screen.drawer_of(now, user, told)
        if name == now and data["act"] == "delete" and not line:
            return [drawer, *_shown(screen, "", told), give_html(None, line, told)]
        return [drawer, *[gr.skip()] * 6, give_html(None, line, told) if line else gr.skip()]

    def reopen(told: str, request: gr.Request, event: gr.EventData) -> list[Any]:
        return _shown(screen, mine(_clicked(event)["id"], user_of(request)), told)

    def export(told: str, request: gr.Request) -> str:
        try:
            given, count = screen.talk.export(user_of(request))
        except AssistantError as error:
            return give_html(None, reason_in(error, told), told)
        return give_html(given, say("rate.exported", told, count=count), told)

    def forget(told: str) -> list[Any]:
        return _shown(screen, "", told)

    parts = _parts(screen)
    screen.drawer.expand(look, [screen.session, frame.switch], screen.drawer, **QUIET)
    screen.drawer.edit(change, [screen.session, frame.switch], [screen.drawer, *parts, screen.give], **QUIET)
    screen.drawer.select(reopen, frame.switch, parts, **QUIET)
    screen.drawer.copy(export, frame.switch, screen.give, **QUIET)
    screen.clear.click(forget, frame.switch, parts, **QUIET)


def _wire_ratings(screen: AskScreen, frame: Frame) -> None:
    def rate(held: str, told: str, event: gr.EventData) -> tuple[str, str]:
        thread, given, line = screen.rated(held_by(held), told, _clicked(event))
        return thread, give_html(given, line, told)

    screen.thread.like(rate, [screen.session, frame.switch], [screen.thread, screen.give], **QUIET)


def _wire_load(screen: AskScreen, frame: Frame) -> None:
    """What is shown when the page is loaded, and when another tab of the browser has changed the conversation."""

    def load(told: str, held: str, request: gr.Request) -> Iterator[list[Any]]:
        name = mine(held, user_of(request))
        asked = _query(request)
        linked = from_click({"provision": asked.get("provision", "")}, ())
        put = asked.get("q", "")[:_PUT_LONGEST]
        # A quick person may have asked already: what there is not to be read again is left alone.
        shown = _shown(screen, name, told, linked) if name or linked else [gr.skip()] * 6
        shown[3] = gr.skip()
        yield [*shown, loaded_html(told, put), disclaimer_html(told)]
        for one in screen.talk.live.of(name)[-1:]:
            for thread, status, panel, opened, failed in screen.steps(
                screen.talk.followed(one, name, told), name, told
            ):
                yield [thread, status, panel, gr.skip(), opened, failed, gr.skip(), gr.skip()]

    def look_again(told: str, held: str, failed: Turn | None) -> list[Any]:
        name = held_by(held)
        turns = screen.talk.turns(name, told, failed)
        return [screen.thread_of(turns, name, told), status_text(turns, told)]

    parts = [*_parts(screen), screen.give, screen.disclaimer]
    held = [frame.switch, screen.session]
    frame.when_loaded.append(lambda ready: ready.then(load, held, parts, **_MANY))
    screen.thread.input(
        look_again, [frame.switch, screen.session, screen.failed], [screen.thread, screen.status], **QUIET
    )


def _parts(screen: AskScreen) -> list[Any]:
    return [screen.thread, screen.status, screen.panel, screen.session, screen.opened, screen.failed]


def _shown(screen: AskScreen, session: str, language: str, linked: Opened | None = None) -> list[Any]:
    """A conversation shown as it stands, with `linked` open in the panel where a link asked for it."""
    turns = screen.talk.turns(session, language)
    opened = linked or first_of_last(turns)
    return [
        screen.thread_of(turns, session, language),
        status_text(turns, language),
        sources_html(screen.talk.engine, turns, opened, language),
        session,
        opened,
        None,
    ]


def _query(request: gr.Request) -> dict[str, str]:
    """What the address of the page asks for: Gradio's client sends it along."""
    return {name: str(value) for name, value in dict(request.query_params or {}).items()}


def _clicked(event: gr.EventData) -> dict[str, str]:
    """What the page's script says of a click; missing parts are empty."""
    names = ("text", "provision", "turn", "n", "id", "act", "thumb", "reason")
    return {name: str(getattr(event, name, "")) for name in names}
