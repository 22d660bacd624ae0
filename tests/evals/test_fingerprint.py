"""Fingerprints of quotes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evals.fingerprint import fingerprint, stands_in, words_of

ROOT = Path(__file__).parent.parent.parent
QUOTE = "seven years, at L’Atelier_2"


def test_words_are_folded_letters_and_digits() -> None:
    assert words_of("Straße, 15 ﬁns — d'État_non [2]!") == ["strasse", "15", "fins", "d", "état", "non", "2"]


def test_a_fingerprint_is_the_hash_of_the_words_joined_by_spaces() -> None:
    taken = fingerprint("mdr/art_10/1", QUOTE)
    assert taken.words == 6
    assert taken.sha256 == hashlib.sha256(b"seven years at l atelier 2").hexdigest()


def test_words_stand_in_a_text_in_one_run_only() -> None:
    taken = fingerprint("mdr/art_10/1", "Seven YEARS")
    assert stands_in(taken, "Records are kept for seven  years.")
    assert not stands_in(taken, "Seven long years")
    assert not stands_in(taken, "seven")


def test_no_words_have_no_fingerprint() -> None:
    with pytest.raises(ValueError, match="no words"):
        fingerprint("mdr/art_10", " — ")


def run(home: Path, provision: str, words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "evals.fingerprint", provision]
    env = os.environ | {"BOUSSOLE_HOME": str(home)}
    return subprocess.run(
        command, input=words, cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def test_the_tool_prints_an_entry_of_words_that_stand_in_the_provision(small_home: Path) -> None:
    done = run(small_home, "mdr/art_10/1", "a written record of every kite")
    assert done.returncode == 0
    assert done.stdout.startswith('{id: mdr/art_10/1, words: 6, sha256: "')


@pytest.mark.parametrize(
    ("provision", "words", "reason"),
    [
        ("mdr/art_10/1", "a record of every kite", "do not stand in mdr/art_10/1"),
        ("mdr/art_99", "a written record", "the index holds no mdr/art_99"),
        ("mdr/art_10/1", "—", "no words"),
    ],
)
def test_the_tool_refuses_other_words(small_home: Path, provision: str, words: str, reason: str) -> None:
    done = run(small_home, provision, words)
    assert (done.returncode, done.stdout) == (1, "")
    assert reason in done.stderr
