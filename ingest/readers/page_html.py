"""The text of a web page, as the outlines read it: one block a paragraph, heading, list item or table row.

What frames a page (navigation, header, footer, forms, hidden parts) is left out. A table row is one block, its cells
told apart as the outlines do: the first, an arrow, the others between semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html

from ingest.errors import SourceError
from ingest.readers.builder import fold_space

_MAIN = ("//main", "//*[@role='main']", "//article", "//*[@id='content' or @id='main-content']", "//body")
_FRAME = {
    *("script", "style", "noscript", "template", "svg", "iframe", "nav", "header", "footer", "aside", "form"),
    *("button", "select", "input", "textarea", "dialog", "figure"),
}
_INLINE = {
    *(
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
    ),
    *(
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ),
}
_DATES = (
    "//meta[@property='article:modified_time' or @property='og:updated_time']/@content",
    "//meta[@name='dcterms.modified' or @name='DC.date.modified' or @name='last-modified']/@content",
    "//main//time/@datetime",
    "//article//time/@datetime",
)
_WRITTEN = re.compile(
    r"(?:mis(?:e)? à jour|date de mise à jour|publié)\D{0,20}(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.IGNORECASE
)


def page_text(data: bytes) -> str:
    """The main text of a page, blocks apart by empty lines. Raises SourceError when there is none."""
    root = _root(data)
    main = next((found[0] for path in _MAIN if (found := root.xpath(path))), root)
    blocks = list(_blocks(main))
    if not blocks:
        raise SourceError("the page has no text of its own (is it drawn by scripts?)")
    return "\n\n".join(blocks)


def page_date(data: bytes) -> str:
    """The publisher's date of a page (YYYY-MM-DD), as its metadata or its text tells it; empty when neither does."""
    root = _root(data)
    for path in _DATES:
        for value in root.xpath(path):
            if found := re.match(r"\d{4}-\d{2}-\d{2}", str(value)):
                return found[0]
    if written := _WRITTEN.search(fold_space(root.text_content())):
        day, month, year = written.groups()
        return f"{year}-{int(month):02d}-{int(day):02d}"
    return ""


def _root(data: bytes) -> Any:
    parser = lxml.html.HTMLParser(encoding=_encoding(data), no_network=True, huge_tree=False)
    try:
        return lxml.html.document_fromstring(data, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise SourceError(f"the page is no HTML ({str(error)[:80]})") from error


def _encoding(data: bytes) -> str:
    """UTF-8 wherever the bytes are, whatever the page declares; else what it declares."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2000])
        return declared[1].decode() if declared else "windows-1252"
    return "utf-8"


def _blocks(element: Any) -> Iterator[str]:
    """The blocks inside an element, in reading order."""
    words = element.text or ""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _FRAME or _is_hidden(child):
            words += " " + (child.tail or "")
            continue
        if child.tag in _INLINE and not _holds_blocks(child):
            words += _inline(child) + (child.tail or "")
            continue
        yield from _block(element, words)
        words = child.tail or ""
        if child.tag == "tr":
            yield from _row(child)
        elif child.tag != "br":
            yield from _blocks(child)
    yield from _block(element, words)


def _block(element: Any, words: str) -> Iterator[str]:
    folded = fold_space(words)
    if folded:
        sign = {"li": "• ", "h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### "}.get(element.tag, "")
        yield sign + folded


def _row(row: Any) -> Iterator[str]:
    cells = [fold_space(" ; ".join(_blocks(c)).replace("• ", "")) for c in row if c.tag in ("td", "th")]
    filled = [c for c in cells if c]
    if filled:
        yield filled[0] if len(filled) == 1 else f"{filled[0]} → {' ; '.join(filled[1:])}"


def _inline(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        is_shown = isinstance(child.tag, str) and child.tag not in _FRAME and not _is_hidden(child)
        parts.append((_inline(child) if is_shown else " ") + (child.tail or ""))
    return "".join(parts)


def _holds_blocks(element: Any) -> bool:
    return any(isinstance(e.tag, str) and e.tag not in _INLINE for e in element.iterdescendants())


def _is_hidden(element: Any) -> bool:
    """Whether an element is not shown. A folded panel may say `aria-hidden`, and its words are content all the same."""
    is_icon = element.tag in _INLINE and element.get("aria-hidden") == "true"
    is_off = "display:none" in (element.get("style") or "").replace(" ", "")
    return is_icon or is_off or element.get("hidden") is not None
