"""The page: name, language switch, and the screens. Every word comes from the one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from assistant.engine import Engine
from assistant.translations import say
from assistant.web.frame import brand_html, notice_html
from assistant.web.guard import PageGuard
from assistant.web.screen import QUIET, Frame, Screen, ScreenMaker
from assistant.web.scripts import styles
from assistant.web.tools import add_tools

_HERE = Path(__file__).parent
_SANS = (
    "ui-sans-serif",
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Helvetica Neue",
    "Arial",
    "sans-serif",
)
_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")
# Each language is named in itself.
LANGUAGE_CHOICES = [("Français", "fr"), ("English", "en")]
_SESSION_KEY = "boussole"  # only the id of one's own conversation lies under it, in one's own browser
_SET_LANGUAGE = (
    "(language, ...rest) => { document.documentElement.lang = language;"
    " try { localStorage.setItem('boussole.language', language); } catch {} return [language, ...rest]; }"
)

# The language of a page that was loaded: its link's (`lang`), else the one last chosen in this browser, else the page's.
_RECALL = (
    "(language, ...rest) => {"
    " let told = new URLSearchParams(location.search).get('lang');"
    " try { told ??= localStorage.getItem('boussole.language'); } catch {}"
    " told = told === 'fr' || told === 'en' ? told : language;"
    " document.documentElement.lang = told; return [told, ...rest]; }"
)


def build_page(engine: Engine, language: str, makers: Sequence[ScreenMaker]) -> gr.Blocks:
    """The whole page over an engine, in `language` until the reader switches; one tab for each of `makers`."""
    page = gr.Blocks(analytics_enabled=False, title=say("ui.title", language), fill_width=True)
    with page:
        add_tools(engine)  # first: names that listeners have taken would get a number
        bar = _build_bar(language)
        notice = gr.HTML(
            notice_html(engine, language), elem_id="b-notices", apply_default_css=False, js_on_load=None
        )
        session = gr.BrowserState("", storage_key="boussole.session", secret=_SESSION_KEY)
        tabs = gr.Tabs(elem_id="b-tabs")
        frame = Frame(engine, language, bar.switch, session, tabs, notice)
        with tabs:
            shown = [_build_screen(frame, maker) for maker in makers]
        ready = _wire_language(page, engine, bar, notice, shown)
        for wire in frame.when_loaded:
            wire(ready)
    return page


@dataclass(frozen=True)
class _Bar:
    brand: gr.HTML
    switch: gr.Radio


@dataclass(frozen=True)
class _Shown:
    """A screen in its tab."""

    maker: ScreenMaker
    tab: gr.Tab
    screen: Screen


def _build_bar(language: str) -> _Bar:
    with gr.Row(elem_id="b-bar"):
        brand = gr.HTML(brand_html(language), elem_id="b-name", apply_default_css=False, js_on_load=None)
        switch = gr.Radio(
            LANGUAGE_CHOICES,
            value=language,
            label=say("ui.language", language),
            show_label=False,
            container=False,
            min_width=0,
            elem_id="b-language",
        )
    return _Bar(brand, switch)


def _build_screen(frame: Frame, maker: ScreenMaker) -> _Shown:
    tab = gr.Tab(
        say(f"ui.tab.{maker.key}", frame.language),
        id=maker.key,
        elem_id=f"b-tab-{maker.key}",
        render_children=True,
    )
    with tab:
        screen = maker.build(frame)
    return _Shown(maker, tab, screen)


def _wire_language(
    page: gr.Blocks, engine: Engine, bar: _Bar, notice: gr.HTML, shown: Sequence[_Shown]
) -> Any:
    """Make the switch say every word of the page again, and a loaded page speak the language of its link or of last
    time; gives the event after which it does."""
    held = [part for one in shown for part in one.screen.held]
    first = str(bar.switch.value)

    def say_again(told: str, *values: Any) -> list[Any]:
        rest = iter(values)
        said = [brand_html(told), gr.update(label=say("ui.language", told)), notice_html(engine, told)]
        for one in shown:
            said.append(gr.update(label=say(f"ui.tab.{one.maker.key}", told)))
            said += one.screen.say_again(told, *(next(rest) for _ in one.screen.held))
        return said

    def recall(told: str, *values: Any) -> list[Any]:
        if told == first:
            return [gr.skip()] * len(parts)
        brand, _, *rest = say_again(told, *values)
        return [brand, gr.update(value=told, label=say("ui.language", told)), *rest]

    parts = [bar.brand, bar.switch, notice, *(p for one in shown for p in (one.tab, *one.screen.worded))]
    bar.switch.input(say_again, [bar.switch, *held], parts, js=_SET_LANGUAGE, **QUIET)
    return page.load(recall, [bar.switch, *held], parts, js=_RECALL, **QUIET)


def launch_page(
    page: gr.Blocks,
    *,
    host: str,
    port: int,
    language: str,
    open_browser: bool,
    check_login: Callable[[str, str], bool] | None = None,
    root_path: str = "",
    mcp: bool = False,
    more_styles: Sequence[str] = (),
) -> str:
    """Start serving in the background and give the address. Raises OSError when the port cannot be had.

    With `check_login`, only who is logged in sees the page and may call the tools. `root_path` is where a proxy serves
    the page; `mcp` serves the tools to MCP clients too; `more_styles` are those of screens that do not lie here.
    """
    _, url, _ = page.launch(
        server_name=host,
        server_port=port,
        inbrowser=open_browser,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        auth=check_login,
        root_path=root_path or None,
        mcp_server=mcp,
        run_history=False,
        footer_links=[],
        theme=gr.themes.Base(font=_SANS, font_mono=_MONO).set(
            body_background_fill="#f4f5f2", body_background_fill_dark="#121716"
        ),
        # Not css_paths: Gradio would put every selector under its own container, and the page's frame is ours.
        head=f"<style>{styles(more_styles)}</style>",
        favicon_path=_HERE / "boussole.svg",
        app_kwargs={"middleware": [Middleware(PageGuard, language=language)]},
    )
    return str(url)
