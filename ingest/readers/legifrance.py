"""Reads the articles of a French code as the package `@socialgouv/legi-data` has them: Légifrance's ids, dates, HTML.

What is read here is our extract of the package (`ingest.fetch.npm`): the wanted articles as the package gives
them, with the headings above each. The provisions are those of the Markdown reader, part for part.
"""

from __future__ import annotations

import json
from typing import Any

import lxml.etree
import lxml.html

from corpus.models import Reading
from ingest.errors import SourceError
from ingest.readers.builder import ReadingBuilder, fold_space
from ingest.readers.french_code import Article, read_articles

FORMAT = "legifrance-articles"
_BREAKS = {"p", "br", "div", "li", "tr", "table"}


def read_extract(data: bytes, *, document: str, version: str = "") -> Reading:
    """Read an extract; its version is the date from which the code stands so.

    Raises SourceError when it is no such extract or an article has no words.
    """
    try:
        extract: dict[str, Any] = json.loads(data)
        entries, stands = extract["articles"], version or str(extract["version"])
        articles = [_article(entry, document) for entry in entries]
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{document}: this is no extract of Légifrance articles ({error!r:.80})") from error
    builder = ReadingBuilder(document, language="fr", version=stands)
    return read_articles(articles, document, builder)


def _article(entry: dict[str, Any], document: str) -> Article:
    alineas = html_lines(entry["html"])
    if not alineas:
        raise SourceError(f"{document}: Article {entry['num']} has no words; fetch it again")
    return Article(entry["num"], tuple(entry["path"]), entry["id"], alineas)


def html_lines(html: str) -> list[str]:
    """The lines of a fragment of HTML, one an alinéa: paragraphs and breaks end a line, other tags do not."""
    if not html.strip():
        return []
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    lines = [""]

    def walk(element: Any) -> None:
        if not isinstance(element.tag, str):
            lines[-1] += element.tail or ""
            return
        is_break = element.tag in _BREAKS
        if is_break:
            lines.append("")
        lines[-1] += element.text or ""
        for child in element:
            walk(child)
        if is_break and element.tag != "br":
            lines.append("")
        lines[-1] += element.tail or ""

    walk(root)
    return [folded for line in lines if (folded := fold_space(line))]
