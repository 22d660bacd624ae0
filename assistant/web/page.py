"""The page: name, language switch, and the screens. Every word comes from the one table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from assistant.engine import Engine
from assistant.translations import say
from assistant.web.ask import QUIET, AskScreen, build_ask, wire_ask
from assistant.web.chat import Turns
from assistant.web.frame import brand_html, notice_html
from assistant.web.guard import PageGuard
from assistant.web.opened import Opened

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
_SET_LANGUAGE = (
    "(language, ...rest) => { document.documentElement.lang = language; return [language, ...rest]; }"
)


def build_page(engine: Engine, language: str) -> gr.Blocks:
    """The whole page over an engine, in `language` until the reader switches."""
    script = (_HERE / "boussole.js").read_text(encoding="utf-8")
    page = gr.Blocks(analytics_enabled=False, title=say("ui.title", language), fill_width=True)
    with page:
        bar = _build_bar(language)
        notice = gr.HTML(
            notice_html(engine, language), elem_id="b-notices", apply_default_css=False, js_on_load=None
        )
        ask = build_ask(engine, language, script)
        wire_ask(ask, bar.switch, bar.clear)
        _wire_language(engine, bar, notice, ask)
    return page


@dataclass(frozen=True)
class _Bar:
    brand: gr.HTML
    switch: gr.Radio
    clear: gr.Button


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
        clear = gr.Button(say("ui.clear", language), size="sm", min_width=0, elem_id="b-clear")
    return _Bar(brand, switch, clear)


def _wire_language(engine: Engine, bar: _Bar, notice: gr.HTML, ask: AskScreen) -> None:
    """Make the switch say every word of the page again."""

    def say_again(told: str, turns: Turns, opened: Opened) -> list[Any]:
        return [
            brand_html(told),
            gr.update(label=say("ui.language", told)),
            gr.update(value=say("ui.clear", told)),
            notice_html(engine, told),
            *ask.say_again(turns, opened, told),
        ]

    bar.switch.input(
        say_again,
        [bar.switch, ask.turns, ask.opened],
        [bar.brand, bar.switch, bar.clear, notice, *ask.worded],
        js=_SET_LANGUAGE,
        **QUIET,
    )


def launch_page(page: gr.Blocks, *, host: str, port: int, language: str, open_browser: bool) -> str:
    """Start serving in the background and give the address. Raises OSError when the port cannot be had."""
    _, url, _ = page.launch(
        server_name=host,
        server_port=port,
        inbrowser=open_browser,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        run_history=False,
        footer_links=[],
        theme=gr.themes.Base(font=_SANS, font_mono=_MONO).set(
            body_background_fill="#f4f5f2", body_background_fill_dark="#121716"
        ),
        # Not css_paths: Gradio would put every selector under its own container, and the page's frame is ours.
        head=f"<style>{(_HERE / 'boussole.css').read_text(encoding='utf-8')}</style>",
        favicon_path=_HERE / "boussole.svg",
        app_kwargs={"middleware": [Middleware(PageGuard, language=language)]},
    )
    return str(url)
