"""The command ``boussole ratings``: what people thought of answers in the web app, as JSON lines."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.ratings import Ratings, as_json_lines
from assistant.settings import load_settings


def add_ratings(commands: Any) -> None:
    """Add the command to an argparse ``subparsers``; it sets ``run``, which gives the exit code."""
    text = "print what people thought of answers in the web app, as JSON lines"
    parser: argparse.ArgumentParser = commands.add_parser("ratings", help=text, description=text)
    parser.set_defaults(run=_print)


def _print(_options: argparse.Namespace) -> int:
    print(as_json_lines(Ratings(load_settings().home).all()), end="")
    return 0
