"""A server that others can reach, with nobody asked who they are: said at its start and by `doctor`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.exposure import is_open_to_others
from assistant.translations import say
from tests.command_line import run

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "localhost", "app.localhost", "::1", "[::1]"])
def test_this_machine_alone_needs_no_logins(host: str) -> None:
    assert not is_open_to_others(host, has_logins=False)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "", "192.168.1.4", "boussole.example", "127.example", "localhost.example"]
)
def test_others_need_logins(host: str) -> None:
    assert is_open_to_others(host, has_logins=False)
    assert not is_open_to_others(host, has_logins=True)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_doctor_warns_of_a_page_open_to_all(small_home: Path, language: str) -> None:
    said = say("ui.exposed", language, host="0.0.0.0")
    exposed = run(small_home, "doctor", BOUSSOLE_HOST="0.0.0.0", BOUSSOLE_LANG=language)
    assert exposed.returncode == 0
    assert said in exposed.stdout.splitlines()
    told = json.loads(
        run(small_home, "doctor", "--json", BOUSSOLE_HOST="0.0.0.0", BOUSSOLE_LANG=language).stdout
    )
    assert told["warnings"] == [said]
    assert json.loads(run(small_home, "doctor", "--json").stdout)["warnings"] == []


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
def test_the_server_warns_as_it_starts(small_home: Path, host: str) -> None:
    env = {**os.environ, "BOUSSOLE_HOME": str(small_home), "BOUSSOLE_HOST": host, "BOUSSOLE_PORT": "0"}
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=env,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert process.stderr is not None
    lines: list[str] = []
    try:
        for line in process.stderr:
            lines.append(line.strip())
            if "Ctrl+C" in line:
                break
    finally:
        process.terminate()
        process.wait(timeout=20)
    assert "Ctrl+C" in lines[-1], lines
    assert (say("ui.exposed", "fr", host=host) in lines) is (host == "0.0.0.0")
