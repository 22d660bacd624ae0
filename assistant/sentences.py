"""Sentences of a text that may still be arriving: whole ones only, each with the citations that follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"[.!?…]+[\"'”’»)\]*_]*(?:\s*\[\d{1,3}\](?:\s*[,;]?\s*\[\d{1,3}\])*[.!?]?[*_]*)?")
_CITED = re.compile(r"\s*\[\d{0,3}$|\s*\[\d{1,3}\]")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[«“\"'’*_])(?:arts?|al|no|nos|nr|pp?|ex|cf|e\.g|i\.e|resp|vs|fig|reg|dir|par|ann?|pts?|sec|sect|ch|chap|env|min"
    r"|dr|mr|mrs|m|mme|st|ste|[A-Z])\.$",
    re.I,
)
_ENUMERATOR = re.compile(r"^\s*(?:[-*+]\s+)?(?:\(?\d{1,2}|[a-z]|[ivx]{1,4})[.)]$", re.I)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `lead` is the white space and list mark before it, `ended` whether it has its full stop."""

    text: str
    lead: str
    ended: bool


def sentences(text: str) -> list[Sentence]:
    """All sentences of a whole text, in order; a line end ends a sentence too."""
    stream = SentenceStream()
    return [*stream.feed(text), *stream.finish()]


class SentenceStream:
    """Cuts sentences out of pieces of text of any size, as soon as each is certainly whole."""

    def __init__(self) -> None:
        self._held = ""
        self._lead = ""

    def feed(self, piece: str) -> Iterator[Sentence]:
        """The sentences that this piece completes."""
        self._held += piece
        while (end := _boundary(self._held)) is not None:
            yield from self._cut(end, ended=True)

    def finish(self) -> Iterator[Sentence]:
        """What is left when no more text comes."""
        while (end := _boundary(self._held + "\n")) is not None and end < len(self._held):
            yield from self._cut(end, ended=True)
        rest = self._held.strip()
        ended = bool(re.search(r"(?:[.!?…:][\"'”’»)*_]*|\[\d{1,3}\][.]?)$", rest))
        yield from self._cut(len(self._held), ended=ended)

    def _cut(self, end: int, *, ended: bool) -> Iterator[Sentence]:
        whole, self._held = self._held[:end], self._held[end:]
        bare = whole.lstrip()
        lead = self._lead + whole[: len(whole) - len(bare)]
        if mark := re.match(r"(?:[-*+•]|\d{1,2}[.)]|#{1,4})\s+", bare):
            lead, bare = lead + mark.group(), bare[mark.end() :]
        if not bare.strip():
            self._lead = lead
            return
        self._lead = bare[len(bare.rstrip()) :]
        yield Sentence(bare.rstrip(), lead, ended)


def _boundary(held: str) -> int | None:
    """Where the first sentence certainly ends, None while it may go on."""
    line = held.find("\n")
    for match in _END.finditer(held, 0, line if line >= 0 else len(held)):
        end = match.end()
        if line < 0 and (end >= len(held) - 1 or _CITED.fullmatch(held[end:])):
            return None  # a citation, a further letter or a line end may follow
        if held[end : end + 1].isspace() and not _goes_on(held, match, end):
            return end
    if line < 0:
        return None
    return line + 1


def _goes_on(held: str, match: re.Match[str], end: int) -> bool:
    """Whether the stop belongs to an abbreviation or an enumerator, or small letters follow it."""
    so_far = held[: match.start() + 1]
    if match.group()[0] == "." and (_ABBREVIATION.search(so_far) or _ENUMERATOR.match(so_far)):
        return True
    after = held[end:].lstrip(" \t«“\"'(*_")
    return after[:1].islower() and "]" not in match.group()
