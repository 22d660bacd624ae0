"""Which words of a provision to quote: whole sentences that carry the question's terms, lists with their items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.pinpoint import share
from assistant.query_terms import Term
from ingest.words import stems

SHORT = 520
EXACT = 1600
LIST = 1000
BRIEF = 260
"""Characters a quote may have: of a provision found, of one cited, with the items of a list it opens, of a further one."""
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-ZÀ-Ý(—•«‘])|\n")
_ITEM = re.compile(r"\s*(?:\(?[a-z0-9]{1,4}\)|[—•–-]\s|\d{1,2}°)")
_LEAST_WORDS = 5

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Selection:
    """Words chosen from a text: `share` of the question's terms they carry; `is_partial` when the text goes on."""

    quote: str
    share: float
    is_partial: bool


def opening(text: str, limit: int = EXACT) -> Selection:
    """The beginning of a provision that was asked for by its number: whole blocks as far as they fit."""
    if len(text) <= limit:
        return Selection(text, 1.0, False)
    end = 0
    for block in re.finditer(r"[^\n]+", text):
        if end and block.end() > limit:
            break
        end = block.end()
    if end > 2 * limit:
        end = _sentence_end(text, limit)
    return Selection(text[:end].strip(), 1.0, True)


def best_words(text: str, terms: Sequence[Term], limit: int = SHORT) -> Selection:
    """The run of whole sentences, at most about `limit` characters, that carries most of the question's terms."""
    language = terms[0].language if terms else "en"
    if len(text) <= limit:
        return Selection(text, share(set(stems(text, language)), terms), False)
    spans = _sentences(text)
    held = [set(stems(text[start:end], language)) for start, end in spans]
    best, best_score, best_share = (0, 1), -1.0, 0.0
    for start in range(len(spans)):
        words: set[str] = set()
        for end in range(start + 1, len(spans) + 1):
            size = spans[end - 1][1] - spans[start][0]
            if size > limit and end > start + 1:
                break
            words |= held[end - 1]
            carried = share(words, terms)
            score = carried + _favour(text, spans, start) - 0.03 * size / limit
            if score > best_score + 1e-9:
                best, best_score, best_share = (start, end), score, carried
    last = _with_list(text, spans, best)
    chosen = text[spans[best[0]][0] : spans[last - 1][1]]
    if len(chosen) > 2 * limit and last == best[1]:
        chosen = chosen[: _sentence_end(chosen, 2 * limit)]
    return Selection(chosen.strip(), best_share, not text.endswith(chosen))


def _favour(text: str, spans: Sequence[Span], start: int) -> float:
    """A little for the opening, where a provision says what it rules, and for the start of a block; a little
    against an item torn from its list."""
    if start == 0:
        return 0.06
    begins_block = text[spans[start][0] - 1] == "\n"
    is_item = bool(_ITEM.match(text[spans[start][0] : spans[start][1]]))
    return (0.02 if begins_block else 0.0) - (0.05 if is_item else 0.0)


def _with_list(text: str, spans: Sequence[Span], run: Span) -> int:
    """End of the run, moved past the items of a list that its last sentence opens, as far as they fit."""
    start, end = run
    if not text[spans[end - 1][0] : spans[end - 1][1]].rstrip().endswith(":"):
        return end
    while end < len(spans):
        is_item = _ITEM.match(text[spans[end][0] : spans[end][1]])
        if not is_item or spans[end][1] - spans[start][0] > LIST:
            break
        end += 1
    return end


def _sentences(text: str) -> list[Span]:
    """Spans of sentences; a bare number or a heading of a few words goes with what follows it."""
    spans: list[Span] = []
    start = 0
    for end, after in [*((m.start(), m.end()) for m in _SENTENCE.finditer(text)), (len(text), len(text))]:
        if len(text[start:end].split()) >= _LEAST_WORDS or end == len(text):
            spans.append((start, end))
            start = after
    if len(spans) > 1 and len(text[spans[-1][0] : spans[-1][1]].split()) < _LEAST_WORDS:
        last = spans.pop()
        spans[-1] = (spans[-1][0], last[1])
    return [s for s in spans if s[1] > s[0]]


def _sentence_end(text: str, limit: int) -> int:
    """Where the last whole sentence, else the last whole word, before `limit` ends."""
    ends = [m.start() for m in _SENTENCE.finditer(text, 0, limit)]
    return ends[-1] if ends else max(text.rfind(" ", 0, limit), 1)
