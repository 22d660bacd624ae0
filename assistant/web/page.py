"""The page: name, language switch, and the screens. Every word comes from the one table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from assistant.engine import Engine
from assistant.translations import say
from assistant.web.ask import build_ask, wire_ask
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
_SET_LANGUAGE = (
    "(language, ...rest) => { document.documentElement.lang = language; return [language, ...rest]; }"
)


def build_page(engine: Engine, language: str) -> gr.Blocks:
    """The whole page over an engine, in `language` until the reader switches."""
    script = (_HERE / "boussole.js").read_text(encoding="utf-8")
    with gr.Blocks(analytics_enabled=False, title=say("ui.title", language), fill_width=True) as page:
        with gr.Row(elem_id="b-bar"):
            brand = gr.HTML(brand_html(language), elem_id="b-name", apply_default_css=False, js_on_load=None)
            switch = gr.Radio(
                [("Français", "fr"), ("English", "en")],
                value=language,
                label=say("ui.language", language),
                show_label=False,
                container=False,
                min_width=0,
                elem_id="b-language",
            )
            clear = gr.Button(say("ui.clear", language), size="sm", min_width=0, elem_id="b-clear")
        notice = gr.HTML(
            notice_html(engine, language), elem_id="b-notices", apply_default_css=False, js_on_load=None
        )
        ask = build_ask(engine, language, script)
        wire_ask(ask, switch, clear)

        def say_again(told: str, turns: Turns, opened: Opened) -> list[Any]:
            return [
                brand_html(told),
                gr.update(label=say("ui.language", told)),
                gr.update(value=say("ui.clear", told)),
                notice_html(engine, told),
                *ask.say_again(turns, opened, told),
            ]

        switch.input(
            say_again,
            [switch, ask.turns, ask.opened],
            [brand, switch, clear, notice, *ask.worded],
            js=_SET_LANGUAGE,
            show_progress="hidden",
            api_visibility="private",
        )
    return page


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
