"""What a digest must be, checked by code against the official text. As a program: names of files to check.

`python -m tests.corpus.digest_checks [FILE …]` prints one line a finding.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from corpus.catalogue import amendments_of, sources
from corpus.digests import FOLDER, Digest, read_file
from corpus.models import Provision
from ingest.readers.registry import read_source
from ingest.sources import find_files, load_text

RUN = 8
_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "first": 1, "second": 2, "third": 3,
    "premier": 1, "première": 1, "deuxième": 2, "troisième": 3, "half": 0.5,
}  # fmt: skip
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[a-zà-ÿœ0-9]+")


def official(folder: Path) -> dict[str, Provision]:
    """Provisions of all official texts under `folder`, by id."""
    found, _ = find_files(folder)
    return {
        p.id: p
        for document, path in found.items()
        for p in read_source(sources()[document], load_text(sources()[document], path).text).provisions
    }


def findings(digest: Digest, provisions: Mapping[str, Provision]) -> Iterator[str]:
    """What is wrong with a digest, one line each."""
    if digest.id not in provisions:
        yield f"{digest.id}: no such provision"
        return
    yield from _form(digest)
    source = _context(digest, provisions)
    for language in ("fr", "en"):
        stray = _split(_plain_numbers(digest.digest[language])) - _numbers(source)
        if stray:
            yield f"{digest.id}: numbers not in the provision ({language}): {', '.join(sorted(stray))}"
    french, english = _plain_numbers(digest.digest["fr"]), _plain_numbers(digest.digest["en"])
    if french != english:
        yield f"{digest.id}: numbers differ between languages: {', '.join(sorted(french ^ english))}"
    for related in digest.related:
        if related not in provisions:
            yield f"{digest.id}: related {related} does not exist"
    yield from _copied(digest)


def _form(digest: Digest) -> Iterator[str]:
    for language in ("fr", "en"):
        if not 40 <= len(digest.digest[language]) <= 1100:
            yield f"{digest.id}: digest of {len(digest.digest[language])} characters ({language})"
        if not 2 <= len(digest.asked[language]) <= 4:
            yield f"{digest.id}: {len(digest.asked[language])} questions ({language})"
        if len(digest.title[language]) > 120:
            yield f"{digest.id}: title too long ({language})"
    if not digest.words:
        yield f"{digest.id}: no words"


def _context(digest: Digest, provisions: Mapping[str, Provision]) -> str:
    """The provision's text with its own number, what stands above it, and what later acts changed."""
    provision = provisions[digest.id]
    parts = [
        digest.id.replace("/", " ").replace("_", " "),
        provision.texts[0].title,
        *provision.texts[0].path,
    ]
    parts.append(provision.texts[0].text)
    above = provision.parent
    while above is not None:
        held = provisions[above]
        parts += [held.texts[0].title, *(p.text for p in held.texts[0].pieces if p.text)]
        above = held.parent
    parts += [f"{a.act} {a.effective} {a.note_en} {a.note_fr}" for a in amendments_of(digest.id)]
    parts += [f"{c.act} {c.effective}" for c in digest.changed]
    return "\n".join(parts) + " 2017 745 746 2017/745 2017/746"


def _plain_numbers(text: str) -> set[str]:
    """Numbers written in digits."""
    return {
        n.replace(",", ".") for n in _DIGITS.findall(re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)", "", text))
    }


def _numbers(text: str) -> set[str]:
    """Numbers in digits or words, as comparable strings."""
    words = {str(_NUMBER_WORDS[w]) for w in _WORD.findall(text.lower()) if w in _NUMBER_WORDS}
    return _split(_plain_numbers(text)) | words


def _split(numbers: set[str]) -> set[str]:
    """Numbers with dotted ones (6.3, 31.12.2027) also in parts, without leading zeros."""
    parts = {part for number in numbers for part in (*number.split("."), number)}
    return {p.lstrip("0") or "0" for p in parts}


def _copied(digest: Digest) -> Iterator[str]:
    runs = _document_runs(digest.id.split("/")[0])
    for name, texts in (("digest", digest.digest), ("title", digest.title)):
        for language, text in texts.items():
            words = _WORD.findall(text.lower())
            for start in range(len(words) - RUN + 1):
                run = tuple(words[start : start + RUN])
                if run in runs and sum(w.isalpha() for w in run) >= 5:
                    yield f"{digest.id}: {name} ({language}) copies: {' '.join(run)}"
                    break


@cache
def _corpus() -> dict[str, Provision]:
    return official(Path(os.environ.get("BOUSSOLE_TEST_CORPUS", "../shared/corpus")))


@cache
def _document_runs(document: str) -> frozenset[tuple[str, ...]]:
    runs = set()
    for provision in _corpus().values():
        if provision.document == document:
            for piece in provision.texts[0].pieces:
                words = _WORD.findall(piece.text.lower())
                runs.update(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
    return frozenset(runs)


def main(names: list[str]) -> int:
    """Check the files named (all without names); returns 1 when something was found."""
    count = 0
    for path in [FOLDER / n for n in names] or sorted(FOLDER.glob("*.yaml")):
        for digest in read_file(path):
            for line in findings(digest, _corpus()):
                print(f"{path.name}: {line}")
                count += 1
    print(f"{count} findings")
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
