"""What a screen is to the page, and what the page hands to each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import gradio as gr

from assistant.engine import Engine

# For every listener: no spinner over the words, no entry in the public API.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

# For listeners that draw a screen from what it shows: one after the other, so that what an earlier one draws never
# comes after, and over, what a later click asked for. They must be quick: everybody's wait for each other.
IN_TURN: dict[str, Any] = {**QUIET, "concurrency_id": "in turn", "concurrency_limit": 1}


@dataclass(frozen=True)
class Frame:
    """What every screen is built with: the engine, the language at first, and the page's own parts.

    `switch` holds the language chosen, `session` the id of the conversation at hand (empty before there is one),
    `tabs` the screens by their keys, `notice` what `notice_html` says of missing texts (drawn anew when
    they have changed). Each of `when_loaded` is handed the
    event after which a page that was loaded speaks its language (`lambda ready: ready.then(…)`). Blocks of the page are open
    while a screen is built.
    """

    engine: Engine
    language: str
    notice: gr.HTML
    switch: gr.Radio
    session: gr.BrowserState
    tabs: gr.Tabs
    when_loaded: list[Callable[[Any], Any]] = field(default_factory=list)


class Screen(Protocol):
    """A screen built: its parts that have words, and what is needed to say them again in the other language."""

    @property
    def worded(self) -> Sequence[Any]:
        """The components that `say_again` gives anew, in this order."""

    @property
    def held(self) -> Sequence[Any]:
        """The components whose values `say_again` takes."""

    def say_again(self, language: str, *held: Any) -> list[Any]:
        """Every word of the screen in `language`, one update for each of `worded`."""


@dataclass(frozen=True)
class ScreenMaker:
    """A screen of the page: `key` names it in links, its tab bears the words `ui.tab.KEY`; `build` lays it out and wires it.

    `style` is the style of a screen that does not lie here; the others' lie in `styles/`.
    """

    key: str
    build: Callable[[Frame], Screen]
    style: str = ""
