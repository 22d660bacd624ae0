"""Finds a heading of an outline in lines of plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.guidance_guides import Section

_LONGEST = 8
"""Lines over which a heading may run, empty ones not counted."""
_NOT_COMPARED = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)*\.?|[a-f](?:\.\d)*\.?\)|\([a-m]\)|[IVX]+\.)(?=\s)")

_FOOTNOTE_MARK = re.compile(r"\s\d{1,3}$")


def heading_end(lines: Sequence[str], start: int, section: Section) -> int:
    """Index after the heading of `section` that begins at line `start`; 0 when none begins there."""
    if not _squeeze(lines[start]):
        return 0
    words = ""
    used = 0
    for i in range(start, len(lines)):
        used += bool(lines[i])
        words = f"{words} {lines[i]}"
        if used > _LONGEST or not _may_open(words, section):
            return 0
        if lines[i] and _is_whole(words, section):
            return i + 1
    return 0


def _may_open(words: str, section: Section) -> bool:
    if section.is_question:
        return (
            re.match(rf"\s*{re.escape(section.opening)}(?:\.\s|\.?$|\s(?=[A-Z]))", words.rstrip()) is not None
        )
    have, want = _squeeze(words), _squeeze(section.opening)
    return have.startswith(want) or want.startswith(have)


def _is_whole(words: str, section: Section) -> bool:
    if section.is_question:
        return words.endswith("?")
    have, want, ends = _squeeze(words), _squeeze(section.opening), _squeeze(section.ends)
    if section.ends == section.opening:
        return have == want
    return len(have) >= len(want) and (have.endswith(ends) or have.rstrip("0123456789").endswith(ends))


def split_heading(heading: str, section: Section) -> tuple[str, str, str]:
    """A heading as printed: its number (`4.2.1.`, `(h)`, `c.1.)`), its title, the mark of its footnote.

    Number and mark are empty where the heading has none.
    """
    found = _NUMBER.match(heading)
    number = found[0] if found else ""
    title = heading[len(number) :].strip(" :")
    ends = _squeeze(section.ends)
    mark = _FOOTNOTE_MARK.search(title) if ends and not _squeeze(title).endswith(ends) else None
    return (number, title[: mark.start()], mark[0].strip()) if mark else (number, title, "")


def _squeeze(text: str) -> str:
    return _NOT_COMPARED.sub("", text).lower()
