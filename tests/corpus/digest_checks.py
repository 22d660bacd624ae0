"""What a digest must be, checked by code against the official text. As a program: names of files to check.

`python -m tests.corpus.digest_checks [FILE …]` prints one line a finding.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from text_to_num import alpha2digit

from corpus.catalogue import amendments_of, sources
from corpus.digests import FOLDER, Digest, read_file
from corpus.models import Provision
from ingest.readers.registry import read_source
from ingest.sources import find_files, load_text

RUN = 8
IN_WORDS_FROM = 3
"""Numbers in words up to this one (« un », « deux », "first") are too often no figures; larger ones are held to the text."""
_NO_NUMBER = {
    "fr": re.compile(r"\b(?:neuf(?! (?:mois|jours|ans|semaines|fois))|neufs)\b"),
    "en": re.compile(r"\bthird[- ](?:part|countr)\w+"),
}
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
    source = _numbers(_context(digest, provisions), provisions[digest.id].texts[0].language)
    source |= _counts(digest.id, provisions)
    own = {
        lang: _plain_numbers(_in_digits(digest.digest[lang], lang, IN_WORDS_FROM)) for lang in ("fr", "en")
    }
    for language in ("fr", "en"):
        stray = _split(own[language]) - source
        if stray:
            yield f"{digest.id}: numbers not in the provision ({language}): {', '.join(sorted(stray))}"
    if own["fr"] != own["en"]:
        yield f"{digest.id}: numbers differ between languages: {', '.join(sorted(own['fr'] ^ own['en']))}"
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


def _counts(provision: str, provisions: Mapping[str, Provision]) -> set[str]:
    """How many parts the provision lists, itself or in one of its parts: a count of them is a fact of the text."""
    inside = [
        p.parent for p in provisions.values() if p.parent and f"{p.parent}/".startswith(f"{provision}/")
    ]
    return {str(count) for count in Counter(inside).values()}


def _plain_numbers(text: str) -> set[str]:
    """Numbers written in digits."""
    return {
        n.replace(",", ".") for n in _DIGITS.findall(re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)", "", text))
    }


def _numbers(text: str, language: str) -> set[str]:
    """Numbers in digits or words of that language, as comparable strings."""
    halves = {"0.5"} if re.search(r"\b(half|demi)", text.lower()) else set()
    return _split(_plain_numbers(text) | _plain_numbers(_in_digits(text, language, 0)) | halves)


def _in_digits(text: str, language: str, above: int) -> str:
    """The text with numbers in words above one put in digits; « neuf » (new) and "third party" are none."""
    plain = _NO_NUMBER[language].sub(" ", text.lower()).replace("-jours", " jours")
    return alpha2digit(plain, language, above)


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
