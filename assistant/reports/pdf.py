"""A report as PDF (A4), set in Source Sans Pro: numbered pages, an outline of the headings, links, its language."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, LongTable, PageTemplate, Spacer, TableStyle
from reportlab.platypus import Paragraph as Words

from assistant.reports.fonts import BOLD, FONT, load_fonts, shown
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
    bold,
    plain,
)

_INK, _SOFT, _ACCENT, _LINE, _GROUND = (
    HexColor(c) for c in ("#1d2624", "#5a6663", "#0b5d57", "#c9d1cd", "#f1f4f2")
)
_MARGIN = 2 * cm
_WIDTH = A4[0] - 2 * _MARGIN
_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}


def pdf_bytes(report: Report) -> bytes:
    """The report as a PDF document."""
    load_fonts()
    held = io.BytesIO()
    document = _Document(held, report)
    document.build(list(_story(report)), canvasmaker=_numbered(report))
    return held.getvalue()


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """A document whose headings make its outline."""

    def __init__(self, held: io.BytesIO, report: Report) -> None:
        super().__init__(
            held,
            pagesize=A4,
            title=shown(report.title),
            author="Boussole",
            subject=report.disclaimer,
            creator="Boussole",
            lang=_LANGUAGES[report.language],
            displayDocTitle=True,
        )
        frame = Frame(_MARGIN, _MARGIN + 0.6 * cm, _WIDTH, A4[1] - 2 * _MARGIN - 0.6 * cm, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate(frames=[frame]))
        self._numbers = count(1)
        self._depth = -1

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        """Put a heading into the outline, never two levels below the one before."""
        level = getattr(flowable, "outline_level", None)
        if level is None:
            return
        name = f"section-{next(self._numbers)}"
        self._depth = min(level, self._depth + 1)
        self.canv.bookmarkPage(name)
        self.canv.addOutlineEntry(flowable.getPlainText(), name, self._depth, closed=False)


def _numbered(report: Report) -> type[Canvas]:
    """A canvas that writes the foot of each page once it knows how many there are."""

    class Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802
            """Hold the page back."""
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            """Write every page with its foot."""
            for number, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                self.setFont(FONT, 8.5)
                self.setFillColor(_SOFT)
                self.drawString(_MARGIN, 1.3 * cm, shown(report.disclaimer))
                self.drawRightString(A4[0] - _MARGIN, 1.3 * cm, f"{number} / {len(self._pages)}")
                super().showPage()
            super().save()

    return Numbered


def _story(report: Report) -> Iterator[Flowable]:
    styles = _styles()
    yield Words(_escaped(report.title), styles["title"])
    yield Words(_escaped(report.disclaimer), styles["callout"])
    rows = tuple((bold(name), plain(value)) for name, value in report.about)
    yield from _block(Table((), rows, (0.26, 0.74)))
    for section in report.sections:
        yield from _section(section)
    if report.references:
        yield from _section(Section(report.references_title))
        for one in report.references:
            words = f"<b>{_escaped(one.label)}</b> ({_escaped(one.id)}) – {_escaped(one.details)}."
            address = _address(one.url) if one.url else ""
            yield Words(f'<a name="ref-{one.n}"/>[{one.n}] {words}{address}', styles["reference"])
    for section in report.annexes:
        yield from _section(section)


def _address(url: str) -> str:
    """A link on lines of its own; a long address goes on after one of its own signs, not within a word."""
    style, room = _styles()["reference"], 0.0
    lines = [""]
    for piece in re.findall(r"[^/?&#_-]*[/?&#_-]+|[^/?&#_-]+", shown(url)):
        width = stringWidth(piece, FONT, style.fontSize)
        if lines[-1] and room + width > _WIDTH - style.leftIndent:
            lines.append("")
            room = 0.0
        lines[-1] += piece
        room += width
    href, colour = _escaped(url), _hex(_ACCENT)
    return "".join(f'<br/><a href="{href}" color="{colour}">{_escaped(line)}</a>' for line in lines)


def _section(section: Section) -> Iterator[Flowable]:
    heading = Words(_escaped(section.title), _styles()[f"heading{section.level}"])
    heading.outline_level = section.level - 1
    yield heading
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Flowable]:
    styles = _styles()
    match block:
        case Paragraph(spans, is_note):
            yield Words(_spans(spans), styles["note" if is_note else "lead" if _is_lead(spans) else "body"])
        case Bullets(items):
            for item in items:
                yield Words(_spans(item), styles["item"], bulletText="•")
            yield Spacer(1, 4)
        case Quote(text, source):
            yield Words(_escaped(text).replace("\n", "<br/>"), styles["quote"])
            if source:
                yield Words("— " + _spans(source), styles["source"])
        case Table():
            yield _table(block)
            yield Spacer(1, 10)


def _is_lead(spans: Spans) -> bool:
    """Whether a paragraph is all bold, and so introduces what comes next."""
    return all(not isinstance(one, Mark) and one.bold for one in spans)


def _table(table: Table) -> Flowable:
    styles = _styles()
    rows = [[Words(_spans(bold(h)), styles["cell"]) for h in table.head]] if table.head else []
    rows += [[Words(_spans(cell), styles["cell"]) for cell in row] for row in table.rows]
    look = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    if table.head:
        look.append(("BACKGROUND", (0, 0), (-1, 0), _GROUND))
    widths = [_WIDTH * share for share in table.shares]
    return LongTable(rows, widths, repeatRows=1 if table.head else 0, style=TableStyle(look), splitInRow=1)


def _spans(spans: Spans) -> str:
    """Words in the markup of Platypus."""
    found = ""
    for one in spans:
        if isinstance(one, Mark):
            found += f'<a href="#ref-{one.n}" color="{_hex(_ACCENT)}">[{one.n}]</a>'
        else:
            words = _escaped(one.text).replace("\n", "<br/>")
            found += f"<b>{words}</b>" if one.bold else words
    return found


def _escaped(text: str) -> str:
    """Text the font has, in which nothing reads as markup."""
    safe = shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;")


def _hex(colour: Any) -> str:
    return "#" + str(colour.hexval())[2:]


@cache
def _styles() -> dict[str, ParagraphStyle]:
    def style(name: str, size: float, **more: Any) -> ParagraphStyle:
        options = {
            "fontName": FONT,
            "textColor": _INK,
            "spaceAfter": 5,
            "allowWidows": 0,
            "allowOrphans": 0,
            **more,
        }
        return ParagraphStyle(name, fontSize=size, leading=size * 1.32, **options)

    heading: dict[str, Any] = {"fontName": BOLD, "textColor": _ACCENT, "keepWithNext": 1}
    found = [
        style("title", 21, fontName=BOLD, spaceAfter=10),
        style(
            "callout",
            10.5,
            backColor=_GROUND,
            borderPadding=(5, 7, 6, 7),
            leftIndent=7,
            rightIndent=7,
            spaceAfter=14,
        ),
        style("heading1", 16, spaceBefore=16, **heading),
        style("heading2", 13, spaceBefore=12, **heading),
        style("heading3", 11.5, spaceBefore=9, **heading),
        style("body", 10.5),
        style("lead", 10.5, keepWithNext=1, spaceBefore=3),
        style("note", 9, textColor=_SOFT),
        style("item", 10.5, leftIndent=13, bulletIndent=3, spaceAfter=2),
        style(
            "quote",
            10.5,
            backColor=_GROUND,
            borderPadding=(4, 7, 5, 7),
            leftIndent=14,
            rightIndent=7,
            spaceBefore=5,
            spaceAfter=9,
        ),
        style("source", 9.5, leftIndent=14, textColor=_SOFT, spaceAfter=9),
        style("cell", 9.5, spaceAfter=0),
        style("reference", 9.5, leftIndent=20, firstLineIndent=-20),
    ]
    return {one.name: one for one in found}
