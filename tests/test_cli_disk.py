"""Disks that refuse: too small, full while an index is written, read-only. The index in use stays in use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import ROOT, complaint, run
from tests.synthetic import write_code

# The check of free room comes first; without it the build meets the full disk itself.
_WITHOUT_ROOM_CHECK = (
    "import sys, cli, ingest.pipeline as p; p._NEEDED_BYTES = 0; sys.exit(cli.main(sys.argv[1:]))"
)


@pytest.fixture
def small_disk(tmp_path: Path, small_home: Path) -> Iterator[Path]:
    """A disk of 3 MB with a home on it that holds the small index."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    try:
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("this machine does not let tests mount a small disk")
    except FileNotFoundError:
        pytest.skip("this machine has no mount command")
    try:
        shutil.copytree(small_home, disk / "home")
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def in_use(home: Path) -> tuple[str, set[str]]:
    """The generation in use, and all generations there."""
    index = home / "index"
    return (index / "CURRENT").read_text(), {p.name for p in index.glob("gen-*")}


def still_answers(home: Path) -> bool:
    found = json.loads(run(home, "search", "kite records", "-k", "1", "--json").stdout)
    return bool(found["passages"])


def test_a_disk_without_room_is_said_before_the_work(small_disk: Path, tmp_path: Path) -> None:
    write_code(tmp_path / "texts")
    before = in_use(small_disk / "home")
    done = run(small_disk / "home", "ingest", "--from", str(tmp_path / "texts"))
    assert "no room left on the disk" in complaint(done)
    assert in_use(small_disk / "home") == before
    assert still_answers(small_disk / "home")


@pytest.mark.parametrize("left", [0, 100_000, 400_000])
def test_a_disk_that_fills_up_midway_is_said(small_disk: Path, tmp_path: Path, left: int) -> None:
    write_code(tmp_path / "texts")
    before = in_use(small_disk / "home")
    free = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(b"x" * (free - left))
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            _WITHOUT_ROOM_CHECK,
            "ingest",
            "--from",
            str(tmp_path / "texts"),
        ],
        env={**os.environ, "BOUSSOLE_HOME": str(small_disk / "home"), "BOUSSOLE_DIGESTS": "none"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "no room left on the disk" in complaint(done)
    assert in_use(small_disk / "home") == before
    (small_disk / "ballast").unlink()
    assert still_answers(small_disk / "home")


def test_a_read_only_disk_is_said_and_serves(small_disk: Path, tmp_path: Path) -> None:
    write_code(tmp_path / "texts")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = run(small_disk / "home", "ingest", "--from", str(tmp_path / "texts"))
    assert "BOUSSOLE_HOME" in complaint(done)
    assert run(small_disk / "home", "ingest", "--if-missing").returncode == 0
    assert still_answers(small_disk / "home")
