"""`boussole` in a process of its own, as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(
    home: Path | str, *arguments: str | bytes, stdin: bytes = b"", cwd: Path = ROOT, **extra: str
) -> subprocess.CompletedProcess[str]:
    """Run one command over a home; `extra` are environment variables."""
    environment = {
        **os.environ,
        "BOUSSOLE_HOME": str(home),
        "BOUSSOLE_DIGESTS": "none",
        "BOUSSOLE_OFFLINE": "1",
        "PYTHONIOENCODING": "ascii",
        **extra,
    }
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "cli", *arguments],
        cwd=cwd,
        env=environment,
        input=stdin,
        capture_output=True,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on standard error of a command that could not do its thing."""
    assert done.returncode == 1, done
    assert done.stderr.startswith("boussole: "), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr
