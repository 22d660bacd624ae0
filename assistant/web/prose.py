"""Words to HTML: answers in their little Markdown, and provisions with a quote marked. Everything is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from assistant.answer_blocks import CITATION, blocks, sort_of
from assistant.translations import say

_WORD = re.compile(r"\w+", re.UNICODE)
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BEFORE_MARK = re.compile(r" (?=[:;?!»])|(?<=«) ")
_DEEP = re.compile(r"\s*(?:[—–•-]\s|\((?:[ivx]{2,5}|i)\)\s)")
_POINT = re.compile(r"\s*(?:\(?[a-z]{1,2}\)|\(\d{1,3}\)|\d{1,2}°)\s")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text to be dressed in a tag."""

    start: int
    end: int
    opening: str
    closing: str


def words(key: str, language: str, **values: Any) -> str:
    """Words of the one table, ready for HTML: escaped, with French spaces that do not break."""
    return escape(typeset(say(key, language, **values), language))


def typeset(text: str, language: str) -> str:
    """French text with unbreakable spaces before `: ; ? !` and inside guillemets; other text as it is."""
    if language != "fr":
        return text
    return _BEFORE_MARK.sub("\u00a0", text)


def markdown_html(text: str, cite: Callable[[int], str], language: str) -> str:
    """An answer's Markdown as HTML: paragraphs, quotes, lists, bold, and `[n]` as `cite(n)` gives it.

    Quotes are shown as they are: neither Markdown nor citations are read inside them. `cite` returns HTML,
    or nothing for a number that is no citation, which then stays plain text.
    """
    return "".join(_block(lines, cite, language) for lines in blocks(text))


def provision_html(text: str, marks: Iterable[Span], links: Callable[[str], Iterable[Span]]) -> str:
    """A provision's text as HTML, a paragraph a block, with `marks` over the whole text and `links` in each block."""
    marks, shown, start = list(marks), [], 0
    for line, indent in _indented(text.split("\n")):
        end = start + len(line)
        inside = [
            Span(max(m.start, start) - start, min(m.end, end) - start, m.opening, m.closing)
            for m in marks
            if m.start < end and m.end > start
        ]
        shown.append(f'<p class="{indent}">{_dressed(line, inside, list(links(line)))}</p>')
        start = end + 1
    return "".join(shown)


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Where the words of `quote` stand in `text`, whatever the white space and punctuation between them."""
    wanted = _WORD.findall(quote.lower())
    held = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
    words = [word for word, _, _ in held]
    for first in range(len(words) - len(wanted) + 1) if wanted else ():
        if words[first] == wanted[0] and words[first : first + len(wanted)] == wanted:
            return _with_edges(quote, text, held[first][1], held[first + len(wanted) - 1][2])
    return None


def _with_edges(quote: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened by the punctuation that the quote has at its own ends."""
    found = list(_WORD.finditer(quote))
    before, after = quote[: found[0].start()].strip(), quote[found[-1].end() :].strip()
    if before and text[:start].endswith(before):
        start -= len(before)
    if after and text[end:].startswith(after):
        end += len(after)
    return start, end


def _block(lines: list[str], cite: Callable[[int], str], language: str) -> str:
    sort = sort_of(lines[0])
    if sort == "quote":
        paragraphs = (escape(line.removeprefix(">").strip()) for line in lines)
        return "<blockquote>" + "".join(f"<p>{p}</p>" for p in paragraphs if p) + "</blockquote>"
    lines = [typeset(line, language) for line in lines]
    if sort == "list":
        return "<ul>" + "".join(f"<li>{_inline(line[2:], cite)}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br>".join(_inline(line, cite) for line in lines) + "</p>"


def _inline(line: str, cite: Callable[[int], str]) -> str:
    bold = _BOLD.sub(r"<strong>\1</strong>", escape(line))
    return CITATION.sub(lambda m: cite(int(m.group(1))) or m.group(), bold)


def _indented(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Each line with its depth: the first never, points once, dashes and Roman numerals twice; `(i)` follows `(h)`."""
    last = ""
    for place, line in enumerate(lines):
        after_h = last == "(h)" and line.startswith("(i)")
        point = _POINT.match(line)
        last = line[:3] if point and not _DEEP.match(line) else last
        if place == 0 or not (point or _DEEP.match(line)):
            yield line, "plain"
        else:
            yield line, "deep" if _DEEP.match(line) and not after_h else "point"


def _dressed(line: str, marks: list[Span], links: list[Span]) -> str:
    """The line with links outside and marks inside them, so that tags never cross."""
    shown, place = "", 0
    for link in links:
        shown += _marked(line, place, link.start, marks)
        shown += link.opening + _marked(line, link.start, link.end, marks) + link.closing
        place = link.end
    return shown + _marked(line, place, len(line), marks)


def _marked(line: str, start: int, end: int, marks: list[Span]) -> str:
    shown, place = "", start
    for mark in marks:
        opening, closing = max(mark.start, place), min(mark.end, end)
        if opening < closing:
            shown += escape(line[place:opening]) + mark.opening + escape(line[opening:closing]) + mark.closing
            place = closing
    return shown + escape(line[place:end])
