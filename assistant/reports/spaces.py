"""French spacing: the space inside « » and before : ; ? ! never ends a line. Words quoted elsewhere stay untouched."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.reports.model import Block, Bullets, Paragraph, Quote, Report, Section, Spans, Table, Text

_BEFORE, _AFTER = re.compile(r" (?=[»:;?!%€])"), re.compile(r"(?<=«) ")


def with_french_spaces(report: Report) -> Report:
    """The report with spaces that do not break wherever French wants them, but for its quotes."""
    return replace(
        report,
        title=_kept(report.title),
        disclaimer=_kept(report.disclaimer),
        about=tuple((_kept(name), _kept(value)) for name, value in report.about),
        sections=tuple(map(_section, report.sections)),
        references_title=_kept(report.references_title),
        references=tuple(
            replace(one, label=_kept(one.label), details=_kept(one.details)) for one in report.references
        ),
        annexes=tuple(map(_section, report.annexes)),
    )


def _kept(text: str) -> str:
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text))


def _section(section: Section) -> Section:
    return replace(section, title=_kept(section.title), blocks=tuple(map(_block, section.blocks)))


def _block(block: Block) -> Block:
    match block:
        case Paragraph(spans, _):
            return replace(block, spans=_spans(spans))
        case Bullets(items):
            return Bullets(tuple(map(_spans, items)))
        case Quote(_, source):
            return replace(block, source=_spans(source))
        case Table(head, rows, _):
            cells = tuple(tuple(map(_spans, row)) for row in rows)
            return replace(block, head=tuple(map(_kept, head)), rows=cells)


def _spans(spans: Spans) -> Spans:
    return tuple(replace(one, text=_kept(one.text)) if isinstance(one, Text) else one for one in spans)
