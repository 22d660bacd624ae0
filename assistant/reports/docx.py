"""A report as DOCX, with Word's own styles, so that headings, lists and the language are what they are said to be."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

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
    Text,
    bold,
    plain,
    printable,
)

_INK, _ACCENT = RGBColor(0x1D, 0x26, 0x24), RGBColor(0x0B, 0x5D, 0x57)
_WIDTH_CM = 17.0
_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}


def docx_bytes(report: Report) -> bytes:
    """The report as a Word document (A4)."""
    document = Document()
    _dress(document, report)
    document.add_paragraph(printable(report.title), style="Title")
    _spans(document.add_paragraph(style="Intense Quote"), plain(report.disclaimer))
    rows = tuple((bold(name), plain(value)) for name, value in report.about)
    _table(document, Table((), rows, (0.3, 0.7)))
    for section in report.sections:
        _section(document, section)
    if report.references:
        document.add_heading(printable(report.references_title), 1)
        for one in report.references:
            _reference(document, one.n, one.label, f"({one.id}) – {one.details}. ", one.url)
    for section in report.annexes:
        _section(document, section)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _dress(document: Any, report: Report) -> None:
    """Paper, type, language, properties, and the foot of each page."""
    paper = document.sections[0]
    paper.page_width, paper.page_height = Cm(21), Cm(29.7)
    paper.left_margin = paper.right_margin = Cm(2)
    paper.top_margin = paper.bottom_margin = Cm(2)
    for style in document.styles:
        fonts = style.element.rPr.rFonts if style.type == 1 and style.element.rPr is not None else None
        if fonts is not None:
            for name in list(fonts.attrib):
                del fonts.attrib[name]
            fonts.set(qn("w:ascii"), "Calibri")
            fonts.set(qn("w:hAnsi"), "Calibri")
            fonts.set(qn("w:cs"), "Calibri")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Calibri", Pt(10.5), _INK
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        document.styles[name].font.color.rgb = _ACCENT if name != "Title" else _INK
    for name in ("Quote", "Intense Quote"):
        document.styles[name].font.color.rgb = _INK
    document.styles["Intense Quote"].font.bold = False
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGES[report.language])
    normal.element.get_or_add_rPr().append(language)
    properties = document.core_properties
    properties.title, properties.author = printable(report.title)[:250], "Boussole"
    properties.language, properties.comments = _LANGUAGES[report.language], report.disclaimer
    properties.created = datetime.fromisoformat(report.date).replace(tzinfo=UTC)
    foot = paper.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _small(foot.add_run(f"{report.disclaimer} – "))
    _field(foot, "PAGE")
    _small(foot.add_run(" / "))
    _field(foot, "NUMPAGES")


def _section(document: Any, section: Section) -> None:
    document.add_heading(printable(section.title), section.level)
    for block in section.blocks:
        _block(document, block)


def _block(document: Any, block: Block) -> None:
    match block:
        case Paragraph(spans, is_note):
            paragraph = document.add_paragraph()
            _spans(paragraph, spans)
            if is_note:
                for run in paragraph.runs:
                    _small(run)
        case Bullets(items):
            for item in items:
                _spans(document.add_paragraph(style="List Bullet"), item)
        case Quote(text, source):
            quote = document.add_paragraph(style="Quote")
            quote.paragraph_format.left_indent = Cm(0.8)
            _spans(quote, plain(text))
            if source:
                quote.paragraph_format.keep_with_next = True
                below = document.add_paragraph()
                below.paragraph_format.left_indent = Cm(0.8)
                _spans(below, (Text("— "), *source))
        case Table():
            _table(document, block)


def _table(document: Any, table: Table) -> None:
    rows = (*((tuple(bold(h) for h in table.head),) if table.head else ()), *table.rows)
    shown = document.add_table(rows=len(rows), cols=len(table.shares), style="Table Grid")
    shown.autofit = False
    for row, cells in zip(shown.rows, rows, strict=True):
        for cell, spans, share in zip(row.cells, cells, table.shares, strict=True):
            cell.width = Cm(_WIDTH_CM * share)
            _spans(cell.paragraphs[0], spans)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    if table.head:
        repeats = OxmlElement("w:tblHeader")
        repeats.set(qn("w:val"), "true")
        shown.rows[0]._tr.get_or_add_trPr().append(repeats)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _spans(paragraph: Any, spans: Spans) -> None:
    for one in spans:
        if isinstance(one, Mark):
            _link(paragraph, f"[{one.n}]", anchor=f"ref_{one.n}")
        else:
            paragraph.add_run(printable(one.text)).bold = one.bold or None


def _reference(document: Any, number: int, label: str, details: str, url: str) -> None:
    """A reference that marks lead to, and its address at the publisher."""
    paragraph = document.add_paragraph()
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), f"ref_{number}")
    paragraph._p.append(start)
    paragraph.add_run(f"[{number}] ")
    paragraph._p.append(end)
    _spans(paragraph, (*bold(label), *plain(f" {details}")))
    if url:
        _link(paragraph, url, url=url)


def _link(paragraph: Any, text: str, *, anchor: str = "", url: str = "") -> None:
    """A link inside the document or out of it; python-docx 1.2 reads links but does not write them."""
    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.color.rgb = _ACCENT
    run.font.underline = bool(url)
    link.append(run._r)
    paragraph._p.append(link)


def _field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    _small(run)
    field.append(run._r)
    paragraph._p.append(field)


def _small(run: Any) -> None:
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x5A, 0x66, 0x63)
