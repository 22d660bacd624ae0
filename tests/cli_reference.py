"""`docs/cli.md`: every command and option, from the parser itself; `make docs` writes it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from cli import build_parser, commands_of

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"


def page() -> str:
    """The page as it must be."""
    parser = build_parser()
    lines = ["# The command line", "", "Made by `make docs` from `--help`; do not edit.", ""]
    lines += [*_options(parser), ""]
    for name, command in commands_of(parser).items():
        lines += [f"## boussole {name}", "", " ".join((command.description or "").split()), ""]
        lines += [*_options(command), *_actions(name, command), ""]
    return "\n".join(lines).rstrip() + "\n"


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if not isinstance(action, (argparse._HelpAction, argparse._SubParsersAction)):
            yield f"- `{_call(action)}`: {action.help}"


def _actions(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    """The actions of a command that has some."""
    for group in (a for a in command._actions if isinstance(a, argparse._SubParsersAction)):
        for action, parser in group.choices.items():
            yield from (
                "",
                f"### boussole {name} {action}",
                "",
                parser.description or "",
                "",
                *_options(parser),
            )


def _call(action: argparse.Action) -> str:
    if not action.option_strings:
        return action.dest.upper()
    value = "|".join(action.choices) if action.choices else action.metavar or action.dest.upper()
    takes = "" if action.nargs == 0 else f" {value}" + (" …" if action.nargs in ("+", "*") else "")
    return ", ".join(action.option_strings) + takes


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
