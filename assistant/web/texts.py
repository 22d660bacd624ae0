"""The Texts screen: the catalogue, a document by its structure, what changed, the user's own files, refresh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.settings import Settings
from assistant.text_work import TextWork
from assistant.texts import own_states, text_states
from assistant.translations import say
from assistant.web.frame import notice_html
from assistant.web.prose import words
from assistant.web.screen import IN_TURN, QUIET, Frame, ScreenMaker
from assistant.web.scripts import script_of
from assistant.web.sources import provision_view_html
from assistant.web.texts_catalogue import catalogue_html, text_facts
from assistant.web.texts_changes import changes_html
from assistant.web.texts_tree import found_html, tree_html
from assistant.web.texts_view import CHANGES, TREE, TextsView, after_click
from assistant.web.texts_work import work_html
from corpus.catalogue import sources
from corpus.labels import document_name

KEY = "texts"
_ENDINGS = [".pdf", ".docx", ".html", ".htm", ".md", ".markdown", ".txt"]
_PACE = 0.3
"""Seconds between two looks at a job."""


def shelf_html(work: TextWork, view: TextsView, language: str) -> str:
    """The left side: the catalogue, or the document that is open."""
    index = work.engine.index
    if not view.document:
        states = text_states(work.store, index, language)
        return catalogue_html(states, own_states(work.files, index), language)
    return _document(work, view, language)


def _document(work: TextWork, view: TextsView, language: str) -> str:
    index = work.engine.index
    if view.mode == CHANGES:
        inner = changes_html(work.store, index, view, language)
    elif index is None:
        inner = f'<p class="b-none">{words("texts.empty", language)}</p>'
    elif view.query:
        inner = found_html(work.engine, index, view, language)
    else:
        inner = tree_html(index, view, language)
    back = (
        '<button type="button" class="b-step" data-act="catalogue"><span aria-hidden="true">←</span> '
        f"{words('texts.back', language)}</button>"
    )
    return (
        f'<div class="b-book" data-document="{escape(view.document)}">{back}'
        f'<h2 tabindex="-1">{escape(_title(work, view.document, language))}</h2>{_facts(work, view, language)}'
        f"{_search(view, language)}{_modes(view, language)}{inner}</div>"
    )


def _title(work: TextWork, document: str, language: str) -> str:
    if document in sources():
        return sources()[document].title(language)
    own = work.files.get(document)
    return own.name if own else document_name(document, language)


def _facts(work: TextWork, view: TextsView, language: str) -> str:
    state = next(
        (s for s in text_states(work.store, work.engine.index, language) if s.document == view.document), None
    )
    told = text_facts(state, language) if state else [words("force.user", language)]
    return f'<ul class="b-facts">{"".join(f"<li>{fact}</li>" for fact in told)}</ul>'


def _search(view: TextsView, language: str) -> str:
    name, go = words("texts.search", language), words("texts.search.go", language)
    clear = (
        f'<button type="button" class="b-step" data-act="search" data-value="">{words("texts.search.clear", language)}</button>'
        if view.query
        else ""
    )
    return (
        f'<form class="b-seek" role="search" data-seek><input type="search" name="query" value="{escape(view.query)}" '
        f'placeholder="{name}" aria-label="{name}" autocomplete="off" maxlength="300">'
        f'<button type="submit" class="b-step">{go}</button>{clear}</form>'
    )


def _modes(view: TextsView, language: str) -> str:
    if view.document not in sources():  # a user's own file has one version
        return ""
    buttons = "".join(
        f'<button type="button" class="b-mode" data-act="mode" data-value="{mode}" '
        f'aria-pressed="{str(mode == view.mode).lower()}">{words(key, language)}</button>'
        for mode, key in ((TREE, "texts.structure"), (CHANGES, "texts.changes"))
    )
    return f'<div class="b-modes" role="group" aria-label="{words("texts.views", language)}">{buttons}</div>'


def open_html(work: TextWork, view: TextsView, language: str) -> str:
    """The right side: the provision that is open."""
    shown = (
        provision_view_html(work.engine, view.provision, language)
        if view.provision
        else f'<p class="b-none">{words("texts.leaf.none", language)}</p>'
    )
    back = f'<button type="button" class="b-back" data-back>{words("texts.to_list", language)}</button>'
    head = f'<div class="b-head"><h2 id="b-leaf-name">{words("texts.leaf", language)}</h2>{back}</div>'
    return f'<div class="b-panel"><div class="b-top">{head}</div>{shown}</div>'


@dataclass(frozen=True)
class TextsScreen:
    """The parts of the screen."""

    work: TextWork
    view: gr.State
    refresh: gr.Button
    add: gr.UploadButton
    status: gr.HTML
    shelf: gr.HTML
    leaf: gr.HTML

    @property
    def worded(self) -> list[Any]:
        """The parts with words of their own, which `say_again` gives anew in this order."""
        return [self.refresh, self.add, *self.shown]

    @property
    def shown(self) -> list[Any]:
        """The parts that a click changes."""
        return [self.status, self.shelf, self.leaf]

    @property
    def held(self) -> list[Any]:
        """What the reader is looking at."""
        return [self.view]

    def say_again(self, language: str, *held: Any) -> list[Any]:
        """All words of the screen in `language`."""
        return [
            gr.update(value=say("texts.refresh", language)),
            gr.update(label=say("texts.add", language)),
            *self.look(held[0], language),
        ]

    def look(self, view: TextsView, language: str) -> list[str]:
        """Status, shelf and leaf as they stand."""
        return [
            work_html(self.work.state, language),
            shelf_html(self.work, view, language),
            open_html(self.work, view, language),
        ]

    def follow(self, language: str, *, refused: tuple[str, ...] = (), is_busy: bool = False) -> Iterator[str]:
        """The status of the job under way, until it ends."""
        yield work_html(self.work.state, language, refused=refused, is_busy=is_busy)
        while self.work.wait(_PACE).is_running:
            yield work_html(self.work.state, language, refused=refused, is_busy=is_busy)
        yield work_html(self.work.state, language, refused=refused)


def texts_maker(settings: Settings) -> ScreenMaker:
    """The screen over the folders of these settings."""

    def build(frame: Frame) -> TextsScreen:
        screen = lay_out(TextWork(settings, frame.engine), frame.language)
        _wire(screen, frame)
        return screen

    return ScreenMaker(KEY, build)


def lay_out(work: TextWork, language: str) -> TextsScreen:
    """The parts of the screen, inside the Blocks in hand."""
    script, view = script_of(KEY), TextsView()
    held = gr.State(view)
    plain: dict[str, Any] = {"apply_default_css": False}
    with gr.Row(elem_id="b-library"):
        with gr.Column(elem_id="b-stacks", min_width=0):
            with gr.Row(elem_id="b-texts-tools"):
                refresh = gr.Button(
                    say("texts.refresh", language), size="sm", min_width=0, elem_id="b-refresh"
                )
                add = gr.UploadButton(
                    say("texts.add", language),
                    size="sm",
                    min_width=0,
                    elem_id="b-add",
                    file_count="multiple",
                    file_types=_ENDINGS,
                )
            status = gr.HTML("", elem_id="b-texts-work", js_on_load=None, **plain)
            shelf = gr.HTML(shelf_html(work, view, language), elem_id="b-shelf", js_on_load=script, **plain)
        leaf = gr.HTML(open_html(work, view, language), elem_id="b-leaf", js_on_load=script, **plain)
    return TextsScreen(work, held, refresh, add, status, shelf, leaf)


def _wire(screen: TextsScreen, frame: Frame) -> None:
    """Connect the screen's parts."""
    work, told = screen.work, [screen.view, frame.switch]

    def click(view: TextsView, language: str, event: gr.EventData) -> list[Any]:
        data = {name: str(getattr(event, name, "")) for name in ("act", "value", "other")}
        after = after_click(view, data)
        shelf = (
            gr.skip() if data["act"] == "provision" and not view.query else shelf_html(work, after, language)
        )
        leaf = (
            open_html(work, after, language)
            if after.provision != view.provision or not after.provision
            else gr.skip()
        )
        return [shelf, leaf, after]

    def refresh(language: str) -> Iterator[str]:
        is_busy = not work.refresh()
        yield from screen.follow(language, is_busy=is_busy)

    def add(files: list[str] | None, language: str) -> Iterator[str]:
        was_running = work.state.is_running
        kept = work.add([Path(f) for f in files or ()])
        yield from screen.follow(language, refused=kept.refused if was_running else (), is_busy=was_running)

    def remove(language: str, event: gr.EventData) -> Iterator[str]:
        is_busy = not work.remove(str(getattr(event, "document", "")))
        yield from screen.follow(language, is_busy=is_busy)

    def changed(view: TextsView, language: str) -> list[Any]:
        """The reader may have gone elsewhere on the screen while the job went on."""
        _, shelf, leaf = screen.look(view, language)
        return [shelf, leaf, notice_html(work.engine, language)]

    def visit(view: TextsView, language: str, event: gr.SelectData) -> list[Any]:
        if event.index != KEY and event.value != say(f"ui.tab.{KEY}", language):
            return [gr.skip(), gr.skip(), gr.skip()]
        work.catch_up()
        return screen.look(view, language)

    working: dict[str, Any] = {**QUIET, "concurrency_limit": None}
    for part in (screen.shelf, screen.leaf):
        part.select(click, told, [screen.shelf, screen.leaf, screen.view], trigger_mode="multiple", **IN_TURN)
    for job in (
        screen.shelf.delete(remove, frame.switch, screen.status, **working),
        screen.refresh.click(refresh, frame.switch, screen.status, **working),
        screen.add.upload(add, [screen.add, frame.switch], screen.status, **working),
    ):
        job.then(changed, told, [screen.shelf, screen.leaf, frame.notice], **IN_TURN)
    frame.tabs.select(visit, told, screen.shown, **IN_TURN)
