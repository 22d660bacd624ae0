"""Fingerprints of quotes: a gold file knows which words answer without holding them.

`python -m evals.fingerprint ID` reads the words from standard input and prints the entry for a gold file.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A run of `words` normalised words of the provision `id`, known by its SHA-256 alone."""

    id: str
    words: int
    sha256: str


def words_of(text: str) -> list[str]:
    """The normalised words of a text: NFKC, case folded, letters and digits only."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def fingerprint(provision: str, text: str) -> Fingerprint:
    """The fingerprint of all the words of `text`. Raises ValueError when it has none."""
    words = words_of(text)
    if not words:
        raise ValueError("no words to take a fingerprint of")
    return Fingerprint(provision, len(words), _hash(words))


def stands_in(wanted: Fingerprint, text: str) -> bool:
    """Whether the words of the fingerprint stand in a text in one run."""
    words = words_of(text)
    starts = range(len(words) - wanted.words + 1)
    return any(_hash(words[start : start + wanted.words]) == wanted.sha256 for start in starts)


def _hash(words: list[str]) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def main() -> int:
    """Print the entry of the words on standard input; says so when they do not stand in the provision held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("id", help="citation id of the provision the words stand in")
    options = parser.parse_args()
    text = sys.stdin.read()
    try:
        taken = fingerprint(options.id, text)
    except ValueError as error:
        print(f"fingerprint: {error}", file=sys.stderr)
        return 1
    if problem := _problem(taken):
        print(f"fingerprint: {problem}", file=sys.stderr)
        return 1
    print(f'{{id: {taken.id}, words: {taken.words}, sha256: "{taken.sha256}"}}')
    return 0


def _problem(taken: Fingerprint) -> str:
    """Why the words are no quote of the provision, as far as the index of the settings can tell."""
    from assistant.settings import load_settings
    from ingest.embed import open_encoder
    from ingest.errors import IngestError
    from ingest.index import IndexFolder

    settings = load_settings()
    try:
        index = IndexFolder(settings.index_folder).open(open_encoder(settings.encoder).fingerprint)
    except IngestError:
        print("fingerprint: no index at hand, the words are not checked", file=sys.stderr)
        return ""
    provision = index.store.get(taken.id)
    if provision is None:
        return f"the index holds no {taken.id}"
    if not any(stands_in(taken, text.text) for text in provision.texts):
        return f"these words do not stand in {taken.id} in one run"
    return ""


if __name__ == "__main__":
    sys.exit(main())
