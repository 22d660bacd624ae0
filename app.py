"""The web app: reads settings, opens the engine, builds the page and serves it."""

from __future__ import annotations

import importlib.util
import socket
import sys
import threading

from assistant.engine import open_engine
from assistant.errors import AssistantError, ServeError
from assistant.exposure import is_open_to_others
from assistant.passwords import checker, read_users
from assistant.ratings import Ratings
from assistant.settings import Settings, load_settings
from assistant.translations import say
from corpus.errors import CorpusError
from ingest.errors import IngestError


def serve(settings: Settings, *, host: str, port: int, open_browser: bool) -> None:
    """Serve the web app until it is interrupted. Port 0 takes any free port.

    Raises ServeError when host and port cannot be had, and as `open_engine` does.
    """
    free = free_port(host, port, settings.lang)
    users = read_users(logins) if (logins := settings.auth.get_secret_value()) else {}
    engine = open_engine(settings)
    from assistant.web.ask import ask_screen
    from assistant.web.page import build_page, launch_page
    from assistant.web.qualify import qualify_screen
    from assistant.web.texts import texts_maker
    from evals.screen import evaluation_maker

    screens = [
        ask_screen(Ratings(settings.home)),
        qualify_screen(settings.dossiers_folder),
        texts_maker(settings),
        evaluation_maker(settings),
    ]
    page = build_page(engine, settings.lang, screens)
    url = launch_page(
        page,
        host=host,
        port=free,
        language=settings.lang,
        open_browser=open_browser,
        check_login=checker(users) if users else None,
        root_path=settings.root_path,
        # Gradio's MCP server calls the tools without a login of its own: with logins it stays off.
        mcp=not users and importlib.util.find_spec("mcp") is not None,
        more_styles=[screen.style for screen in screens],
    )
    threading.Thread(target=engine.warm_up, name="warm-up", daemon=True).start()
    if is_open_to_others(host, has_logins=bool(users)):
        print(say("ui.exposed", settings.lang, host=host or "*"), file=sys.stderr)
    print(say("ui.serving", settings.lang, url=url), file=sys.stderr, flush=True)
    page.block_thread()


def main() -> int:
    """`python app.py`: host and port come from the settings."""
    try:
        settings = load_settings()
        serve(settings, host=settings.host, port=settings.port, open_browser=False)
    except (AssistantError, IngestError, CorpusError) as error:
        print(f"boussole: {error}", file=sys.stderr)
        return 1
    return 0


def free_port(host: str, port: int, language: str) -> int:
    """The port when it can be listened on, any free one for 0; found out before anything is loaded."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(found[4])
            return int(trial.getsockname()[1])
    except OSError as error:
        raise ServeError(say("ui.port", language, host=host, port=port)) from error


if __name__ == "__main__":
    sys.exit(main())
