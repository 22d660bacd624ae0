"""The reference of the command line says what `--help` says."""

from __future__ import annotations

from cli import build_parser, commands_of
from tests.cli_reference import PAGE, page


def test_the_reference_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make docs"


def test_every_command_and_option_is_in_the_reference() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name, command in commands_of(build_parser()).items():
        assert f"## boussole {name}\n" in text
        section = text.split(f"## boussole {name}\n")[1].split("\n## ")[0]
        for option in command._option_string_actions:
            assert option in ("-h", "--help") or option in section, f"{name} {option}"
