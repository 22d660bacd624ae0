"""A report as Markdown. Marks are reference links, so `[1]` leads to its address at the publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.reports.model import (
    Block,
    Bullets,
    Mark,
    Paragraph,
    Quote,
    Report,
    Section,
    Spans,
    Table,
    printable,
)

_SPECIAL = re.compile(r"[\\`*<|]|(?<!\w)_|_(?!\w)|\[(?=\d+\])|(?<=\])[(:]")
_AT_START = re.compile(r"^(\s*)([#>+=~-]|\d{1,9}(?=[.)]\s))", re.MULTILINE)


def markdown_bytes(report: Report) -> bytes:
    """The report in UTF-8."""
    return ("\n\n".join(_parts(report)) + "\n").encode("utf-8")


def _parts(report: Report) -> Iterator[str]:
    yield f"# {_line(report.title)}"
    yield f"_{_escaped(report.disclaimer)}_"
    yield "\n".join(f"- **{_line(name)}** : {_line(value)}" for name, value in report.about)
    for section in report.sections:
        yield from _section(section)
    if report.references:
        yield f"## {_line(report.references_title)}"
        for one in report.references:
            address = f" <{one.url}>" if one.url else ""
            yield f"- [{one.n}] **{_line(one.label)}** (`{one.id}`) – {_line(one.details)}{address}"
    for section in report.annexes:
        yield from _section(section)
    definitions = [f"[{one.n}]: <{one.url}>" for one in report.references if one.url]
    if definitions:
        yield "\n".join(definitions)


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * (section.level + 1)} {_line(section.title)}"
    for block in section.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans, is_note):
            return f"_{_spans(spans)}_" if is_note else _spans(spans)
        case Bullets(items):
            return "\n".join(f"- {_in_line(_spans(item))}" for item in items)
        case Quote(text, source):
            lines = [f"> {_escaped(line)}" if line else ">" for line in printable(text).split("\n")]
            return "\n>\n".join(filter(None, ["\n".join(lines), f"> — {_spans(source)}" if source else ""]))
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    rows = ["| " + " | ".join(_line(h) for h in table.head) + " |", "|" + " --- |" * len(table.head)]
    rows += ["| " + " | ".join(_in_line(_spans(cell)) for cell in row) + " |" for row in table.rows]
    return "\n".join(rows)


def _spans(spans: Spans) -> str:
    shown = ""
    for one in spans:
        if isinstance(one, Mark):
            shown += f"[{one.n}]"
        else:
            shown += f"**{_escaped(one.text).strip()}**" if one.bold else _escaped(one.text)
    return shown.replace("\n", "  \n")


def _line(text: str) -> str:
    return _in_line(_escaped(text))


def _in_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    """Text in which nothing reads as Markdown or HTML."""
    shown = _SPECIAL.sub(lambda m: "\\" + m.group(), printable(text))
    return _AT_START.sub(lambda m: m[1] + (m[2] + "\\" if m[2].isdigit() else "\\" + m[2]), shown)
