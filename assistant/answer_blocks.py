"""An answer's little Markdown taken apart: runs of lines that are paragraphs, quotes or lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

ITEM = re.compile(r"[-*] ")
CITATION = re.compile(r"\[(\d{1,3})\]")


def blocks(text: str) -> Iterator[list[str]]:
    """Runs of lines of one sort, in order."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        run: list[str] = []
        for line in paragraph.split("\n"):
            if run and sort_of(line) != sort_of(run[0]):
                yield run
                run = []
            run.append(line)
        if run:
            yield run


def sort_of(line: str) -> str:
    """`quote`, `list` or `text`, by how a line begins."""
    if line.startswith(">"):
        return "quote"
    return "list" if ITEM.match(line) else "text"
