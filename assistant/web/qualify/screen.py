"""The screen « Mon produit », laid out and wired. What it shows is drawn by its neighbours from one `Sight`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.context import Context

from assistant.translations import say
from assistant.web.owner import held_by
from assistant.web.qualify.desk import Desk, Shown, Sight
from assistant.web.qualify.export import file_html
from assistant.web.qualify.form import form_html
from assistant.web.qualify.head import head_html, note_html, status_text
from assistant.web.qualify.path import path_html
from assistant.web.qualify.sheet import sheet_html
from assistant.web.qualify.shelf import shelf_html
from assistant.web.qualify.talk import talk_html
from assistant.web.qualify.verdicts import verdicts_html
from assistant.web.screen import IN_TURN, QUIET, Frame, ScreenMaker
from assistant.web.scripts import script_of

KEY = "qualify"


def qualify_screen(folder: Path) -> ScreenMaker:
    """The maker of the screen; `folder` is where dossiers are kept."""
    return ScreenMaker(KEY, lambda frame: build_qualify(frame, folder))


@dataclass(frozen=True)
class QualifyScreen:
    """The parts of the screen. `session` names the conversation at hand, `shown` is what is shown of it."""

    desk: Desk
    session: gr.BrowserState
    shown: gr.State
    path: gr.HTML
    head: gr.HTML
    note: gr.HTML
    body: gr.HTML
    verdicts: gr.HTML
    sheet: gr.HTML
    status: gr.HTML
    file: gr.HTML
    box: gr.Textbox
    send: gr.Button
    name: gr.Textbox
    save: gr.Button

    @property
    def worded(self) -> list[Any]:
        """The parts with words of their own, which `say_again` gives anew in this order."""
        return [
            self.path,
            self.head,
            self.note,
            self.body,
            self.verdicts,
            self.status,
            self.box,
            self.send,
            self.name,
            self.save,
        ]

    @property
    def held(self) -> list[Any]:
        """The conversation's id and what is shown."""
        return [self.session, self.shown]

    def say_again(self, language: str, *held: Any) -> list[Any]:
        """All words of the screen in `language`; what was typed and not sent stays."""
        session, shown = held
        sight = self.desk.look(session, shown, language)
        view = "chat" if sight.shown.view == "chat" else "describe"
        return [
            path_html(sight),
            head_html(sight),
            note_html(sight),
            self.body_html(sight),
            verdicts_html(sight),
            status_text(sight),
            gr.update(
                label=say("q.chat.box" if view == "chat" else "q.describe", language),
                placeholder=say(f"q.{view}.hint", language),
            ),
            gr.update(value=say(f"q.{view}.send", language)),
            gr.update(label=say("q.name", language), placeholder=say("q.name.hint", language)),
            gr.update(value=say("q.save", language)),
        ]

    def body_html(self, sight: Sight) -> str:
        """The view that is chosen."""
        if sight.shown.view == "chat":
            return talk_html(sight)
        if sight.shown.view == "dossiers":
            return shelf_html(self.desk, sight)
        return form_html(sight)


def build_qualify(frame: Frame, folder: Path) -> QualifyScreen:
    """The screen, laid out and wired."""
    screen = lay_out(frame, Desk(frame.engine, folder))
    _wire(screen, frame)
    return screen


def lay_out(frame: Frame, desk: Desk) -> QualifyScreen:
    """The parts of the screen, inside the Blocks in hand, as they are before anything is said."""
    language, script = frame.language, script_of(KEY)
    sight = desk.look("", Shown(), language)
    shown = gr.State(Shown())

    def part(value: str, name: str) -> gr.HTML:
        return gr.HTML(value, elem_id=f"b-q-{name}", apply_default_css=False, js_on_load=script)

    with gr.Column(elem_id="b-q"):
        path = part(path_html(sight), "path")
        with gr.Row(elem_id="b-q-desk"):
            with gr.Column(elem_id="b-q-left", min_width=0):
                with gr.Row(elem_id="b-q-top"):
                    head = part(head_html(sight), "head")
                    with gr.Row(elem_id="b-q-keep"):
                        name = _box(
                            say("q.name", language), say("q.name.hint", language), "b-q-name", lines=1
                        )
                        save = gr.Button(say("q.save", language), elem_id="b-q-save", min_width=0)
                note = part("", "note")
                with gr.Row(elem_id="b-q-composer"):
                    box = _box(
                        say("q.describe", language), say("q.describe.hint", language), "b-q-box", lines=2
                    )
                    send = gr.Button(
                        say("q.describe.send", language), variant="primary", elem_id="b-q-send", min_width=0
                    )
                body = part(form_html(sight), "body")
            verdicts = part(verdicts_html(sight), "verdicts")
        sheet = part("", "sheet")
        file = part("", "file")
        status = gr.HTML("", elem_id="b-q-status", apply_default_css=False, js_on_load=None)
    return QualifyScreen(
        desk,
        frame.session,
        shown,
        path,
        head,
        note,
        body,
        verdicts,
        sheet,
        status,
        file,
        box,
        send,
        name,
        save,
    )


def _box(label: str, hint: str, name: str, *, lines: int) -> gr.Textbox:
    return gr.Textbox(
        label=label,
        placeholder=hint,
        show_label=False,
        container=False,
        lines=lines,
        max_lines=6 if lines > 1 else 1,
        elem_id=name,
        max_length=4000 if lines > 1 else 80,
    )


@dataclass(frozen=True)
class _Listeners:
    """What the page calls: each takes the session, what is shown and the language first, and draws everything anew."""

    screen: QualifyScreen

    def draw(
        self, session: str, shown: Shown, told: str, *, name: str | None = None, text: str | None = None
    ) -> list[Any]:
        """Session, what is shown, every part; `name` and `text` go into their boxes unless None."""
        shown = replace(shown, begun=session)
        said = dict(zip(self.screen.worded, self.screen.say_again(told, session, shown), strict=True))
        if name is not None:
            said[self.screen.name] = {**said[self.screen.name], "value": name}
        if text is not None:
            said[self.screen.box] = {**said[self.screen.box], "value": text}
        return [session, shown, *said.values()]

    def act(self, session: str, shown: Shown, told: str, event: gr.EventData) -> list[Any]:
        """A button of ours pressed."""
        session = _at_hand(session, shown)
        data, before = _clicked(event), self._name(session)
        if data["act"] == "say":
            session, shown, _ = self.screen.desk.say(session, shown, told, data["value"])
        else:
            session, shown = self.screen.desk.act(session, shown, told, data)
        return self.draw(session, shown, told, name=self._changed(before, session))

    def tell(self, session: str, shown: Shown, told: str, text: str) -> list[Any]:
        """Words typed. An answer may take its time: what it changes is drawn afterwards, by `draw_told`."""
        session, shown, rest = self.screen.desk.say(_at_hand(session, shown), shown, told, text)
        return [session, replace(shown, begun=session), rest]

    def draw_told(self, session: str, shown: Shown, told: str) -> list[Any]:
        """Every part after words typed, with the name that they may have given the product."""
        return self.draw(session, shown, told, name=self._name(session) or None)

    def save(self, session: str, shown: Shown, told: str, name: str) -> list[Any]:
        """The product saved under the name typed."""
        session, shown = self.screen.desk.save(_at_hand(session, shown), shown, told, name)
        return self.draw(session, shown, told)

    def look(self, session: str, shown: Shown, told: str) -> list[Any]:
        """The screen come back to: a chat elsewhere may have gone on, or another conversation been begun."""
        if not session and not shown.begun:
            return [gr.skip()] * (2 + len(self.screen.worded))
        if not session:
            return [gr.skip(), *self.draw("", Shown(), told, name="")[1:]]
        drawn = self.draw(session, shown, told, name=self._name(session) or None)
        return [gr.skip(), gr.skip(), *drawn[2:]]

    def arrive(self, session: str, shown: Shown, told: str, request: gr.Request) -> list[Any]:
        """The page opened, perhaps by a link to a dossier."""
        wanted = str(request.query_params.get("dossier", ""))
        if not wanted:
            return [*self.look(session, shown, told), gr.skip()]
        session, shown = self.screen.desk.open(session, shown, told, wanted)
        drawn = self.draw(session, shown, told, name=self._name(session))
        return [*drawn, gr.update(selected=KEY)]

    def open_sheet(self, told: str, event: gr.EventData) -> str:
        """A provision in the panel."""
        data = _clicked(event)
        return sheet_html(self.screen.desk.engine, data["provision"], data["reason"], told)

    def export(self, session: str, shown: Shown, told: str, event: gr.EventData) -> str:
        """A report of the product at hand, for the page's script to hand over."""
        desk = self.screen.desk
        return file_html(desk.look(session, shown, told).product, desk.engine, _clicked(event)["value"], told)

    def _name(self, session: str) -> str:
        return self.screen.desk.look(session, Shown(), "fr").product.name

    def _changed(self, before: str, session: str) -> str | None:
        """The product's name when an act changed it, so that a name being typed is left alone otherwise."""
        name = self._name(session)
        return name if name != before else None


def _wire(screen: QualifyScreen, frame: Frame) -> None:
    """Connect the screen's parts."""
    on = _Listeners(screen)
    asked = [frame.session, screen.shown, frame.switch]
    drawn = [frame.session, screen.shown, *screen.worded]
    for part in (screen.path, screen.head, screen.body, screen.verdicts):
        part.select(on.act, asked, drawn, **IN_TURN)
    for part in (screen.body, screen.verdicts, screen.sheet):
        part.submit(on.open_sheet, frame.switch, screen.sheet, **QUIET)
    screen.body.download(on.export, asked, screen.file, **QUIET)
    said = gr.on(
        [screen.send.click, screen.box.submit],
        on.tell,
        [*asked, screen.box],
        [frame.session, screen.shown, screen.box],
        **QUIET,
    )
    said.then(on.draw_told, asked, drawn, **IN_TURN)
    gr.on([screen.save.click, screen.name.submit], on.save, [*asked, screen.name], drawn, **IN_TURN)
    frame.tabs.select(on.look, asked, drawn, **IN_TURN)
    page = Context.root_block
    assert page is not None
    page.load(on.arrive, asked, [*drawn, frame.tabs], **IN_TURN)


def _at_hand(session: str, shown: Shown) -> str:
    """The conversation at hand: the browser's; before it was told, the one that the screen began."""
    return held_by(session) or held_by(shown.begun)


def _clicked(event: gr.EventData) -> dict[str, str]:
    """What the page's script says of a click; missing parts are empty."""
    names = ("act", "fact", "value", "left", "right", "provision", "reason")
    return {name: str(getattr(event, name, "") or "") for name in names}
