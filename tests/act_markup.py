"""A small act of our own, written out in each of the publisher's formats from one description."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

NBSP = "\u00a0"
LATER = "32031R0007"
"""CELEX number of the amending act that the marks name."""


@dataclass(frozen=True)
class Point:
    """A point: its marker and its blocks. `action` is what the later act did to it."""

    marker: str
    blocks: Sequence[Block]
    action: str = ""


Block = str | Sequence[Point]


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph; each of `alineas` is a subparagraph of one or more blocks."""

    number: str
    alineas: Sequence[Sequence[Block]]
    action: str = ""


@dataclass(frozen=True)
class Article:
    """An article of numbered paragraphs, or of blocks."""

    key: str
    label: str
    title: str = ""
    paragraphs: Sequence[Paragraph] = ()
    blocks: Sequence[Block] = ()
    action: str = ""


@dataclass(frozen=True)
class Section:
    """A numbered block of an annex: a heading (`is_heading`) or a sentence, then what follows it."""

    number: str
    words: str
    blocks: Sequence[Block] = ()
    is_heading: bool = False
    action: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading of an annex without a number of its own (`PART A`, the title of the part)."""

    words: str


@dataclass(frozen=True)
class Table:
    """A real table."""

    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Annex:
    """An annex and its content in reading order."""

    number: str
    title: str
    content: Sequence[Section | Heading | Table | str] = ()


@dataclass(frozen=True)
class Act:
    """A whole act. `number` is year and number (`2031/3`), `version` the date of the consolidated text."""

    number: str = "2031/3"
    language: str = "en"
    version: str = "2032-04-05"
    published: str = "2031-02-03"
    title: str = "on kites and their strings"
    recitals: Sequence[str] = ()
    articles: Sequence[Article] = ()
    annexes: Sequence[Annex] = ()
    footnotes: Sequence[str] = field(default=("A note on kites.",))

    @property
    def celex(self) -> str:
        year, _, number = self.number.partition("/")
        return f"3{year}R{int(number):04d}"


def _dotted(day: str) -> str:
    year, month, dom = day.split("-")
    return f"{int(dom):02d}.{int(month):02d}.{year}"


# -- consolidated XHTML ---------------------------------------------------------------------------------------------


def consolidated(act: Act, *, prefix: str = "") -> str:
    """The act as EUR-Lex serves a consolidated text."""
    reference = f"0{act.celex[1:]} — {act.language.upper()} — {_dotted(act.version)} — 001.001"
    body = "".join(_c_article(a, act) for a in act.articles)
    annexes = "".join(_c_annex(a, act) for a in act.annexes)
    notes = "".join(
        f'<p class="footnote">(<a href="#src.E{n:04d}" id="E{n:04d}"><span class="superscript">{n}</span></a>) '
        f"{escape(text)}</p>"
        for n, text in enumerate(act.footnotes, 1)
    )
    page = f"""
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML//EN" "xhtml-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
<title>Consolidated TEXT: {act.celex} — {act.language.upper()} — {_dotted(act.version)}</title></head><body>
<p class="reference">{reference}</p><p class="disclaimer">A tool only.</p>
<table border="0"><tr><td><p class="arrow"><a href="x" title="{act.celex}">►B</a></p></td></tr></table>
<table border="0"><tr><td><p class="arrow"><a href="x" title="{LATER}">►M1</a></p></td></tr></table>
<div class="eli-container"><p class="arrow"><a title="{act.celex}">▼B</a></p>
<div class="eli-main-title" id="tit_1"><p class="title-doc-first">{escape(_named(act))}</p></div>
<div class="eli-subdivision" id="enc_1"><div id="cpt_I"><p class="title-division-1">CHAPTER I</p>
<p class="title-division-2"><span class="boldface">WIND</span></p>{body}</div></div>
<div class="eli-subdivision" id="fnp_1"><p class="norm">Done in the wind.</p></div>{annexes}</div>
<hr class="separator-short"/>{notes}</body></html>"""
    return page.replace('class="', f'class="{prefix}') if prefix else page


def _named(act: Act) -> str:
    kind = "REGULATION" if act.language == "en" else "RÈGLEMENT"
    origin = "EU" if act.language == "en" else "UE"
    return f"{kind} ({origin}) {act.number} OF THE COUNCIL {act.title}"


def _c_marked(action: str, markup: str, act: Act) -> str:
    if not action:
        return markup
    arrow = f'<a href="x" title="{LATER}: {action}">▼M1</a>'
    back = f'<p class="modref"><a title="{act.celex}">▼B</a></p>'
    if action == "DELETED":
        return f'<p class="modref">{arrow} —————</p>{back}'
    return f'<p class="modref">{arrow}</p>{markup}{back}'


def _c_article(article: Article, act: Act) -> str:
    title = f'<div class="eli-title" id="{article.key}.tit_1"><p class="stitle-article-norm">{escape(article.title)}</p></div>'
    inner = "".join(_c_paragraph(p, act) for p in article.paragraphs)
    inner += "".join(_c_block(b, act) for b in article.blocks)
    markup = (
        f'<div class="eli-subdivision" id="{article.key}"><p class="title-article-norm" id="id-7">{article.label}</p>'
        f"{title if article.title else ''}{inner}</div>"
    )
    return _c_marked(article.action, markup, act)


def _c_paragraph(paragraph: Paragraph, act: Act) -> str:
    first, *more = paragraph.alineas
    number = f'<span class="no-parag">{paragraph.number}{NBSP}{NBSP}</span>'
    if len(first) == 1 and isinstance(first[0], str):
        inner = f'<div class="norm inline-element">{escape(first[0])}</div>'
    else:
        head, *rest = first
        points = "".join(_c_block(b, act) for b in rest)
        inner = f'<div class="norm inline-element"><p class="norm inline-element">{escape(str(head))}</p>{points}</div>'
    later = "".join(_c_block(b, act) for alinea in more for b in alinea)
    return _c_marked(paragraph.action, f'<div class="norm">{number}{inner}</div>{later}', act)


def _c_block(block: Block, act: Act, name: str = "norm") -> str:
    if isinstance(block, str):
        return f'<p class="{name}">{escape(block)}</p>'
    return "".join(_c_point(p, act) for p in block)


def _c_point(point: Point, act: Act) -> str:
    inner = "".join(_c_block(b, act) for b in point.blocks)
    markup = (
        f'<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>{point.marker}{NBSP}</span></div>'
        f'<div class="grid-list-column-2">{inner}</div></div>'
    )
    return _c_marked(point.action, markup, act)


def _c_annex(annex: Annex, act: Act) -> str:
    content = "".join(_c_content(c, act, n) for n, c in enumerate(annex.content))
    return (
        f'<div id="anx_{annex.number}"><p><br/></p><hr class="separator-annex"/>'
        f'<p class="title-annex-1">{_annex_label(annex, act)}</p><p class="title-annex-2">{escape(annex.title)}</p>{content}</div>'
    )


def _annex_label(annex: Annex, act: Act) -> str:
    return f"{'ANNEX' if act.language == 'en' else 'ANNEXE'} {annex.number}"


def _c_content(content: Section | Heading | Table | str, act: Act, place: int) -> str:
    if isinstance(content, str):
        return f'<p class="norm">{escape(content)}</p>'
    if isinstance(content, Heading):
        return f'<p class="title-gr-seq-level-1" id="id-{place}">{escape(content.words)}</p>'
    if isinstance(content, Table):
        return f'<div class="centered"><table border="1"><tbody>{_rows(content, "tbl-norm")}</tbody></table></div>'
    follows = "".join(_c_block(b, act, "list") for b in content.blocks)
    if content.is_heading:
        head = f'<p class="title-gr-seq-level-1">{content.number}{NBSP * 3}<span class="boldface">{escape(content.words)}</span></p>'
    elif "." in content.number.rstrip("."):
        head = (
            '<div style="margin-left: 36pt; text-indent: -36pt"><p class="norm">'
            f'{content.number}<span style="word-spacing: 18pt"> </span>{escape(content.words)}</p></div>'
        )
    else:
        return _c_marked(
            content.action, _c_point(Point(content.number, [content.words, *content.blocks]), act), act
        )
    return _c_marked(content.action, head + follows, act)


def _rows(table: Table, name: str) -> str:
    cells = ["".join(f'<td><p class="{name}">{escape(c)}</p></td>' for c in row) for row in table.rows]
    return "".join(f"<tr>{row}</tr>" for row in cells)


# -- OJ XHTML -------------------------------------------------------------------------------------------------------


def published(act: Act, *, prefix: str = "oj-") -> str:
    """The act as the Official Journal publishes it, without anything a later act did."""
    recitals = "".join(
        f'<div class="eli-subdivision" id="rct_{n}">{_o_table(f"({n})", f"<p class=%normal%>{escape(text)}</p>")}</div>'
        for n, text in enumerate(act.recitals, 1)
    )
    body = "".join(_o_article(a) for a in act.articles)
    notes = "".join(f"<p class=%note%>({n}) {escape(text)}</p>" for n, text in enumerate(act.footnotes, 1))
    annexes = "".join(_o_annex(a, act) for a in act.annexes)
    page = f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML//EN" "xhtml-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>L_2031003.01000101.xml</title></head><body>
<table border="0"><tbody><tr><td><p class=%hd-date%>{_dotted(act.published)}{NBSP}</p></td><td><p class=%hd-lg%>
{act.language.upper()}</p></td><td><p class=%hd-oj%>L 3/1</p></td></tr></tbody></table>
<div class="eli-container"><div class="eli-main-title" id="tit_1"><p class=%doc-ti%>{escape(_named(act))}</p></div>
<div class="eli-subdivision" id="pbl_1"><p class=%normal%>THE COUNCIL OF THE WINDS,</p>
<div class="eli-subdivision" id="cit_1"><p class=%normal%>Having seen a kite,</p></div>{recitals}</div>
<div class="eli-subdivision" id="enc_1"><div id="cpt_I"><p class=%ti-section-1%>CHAPTER I</p>
<div class="eli-title" id="cpt_I.tit_1"><p class=%ti-section-2%>WIND</p></div>{body}</div></div>
<div class="eli-subdivision" id="fnp_1"><div class=%final%><p class=%normal%>Done in the wind.</p></div></div>
<hr class=%note%/>{notes}</div>{annexes}</body></html>"""
    return page.replace("class=%", f'class="{prefix}').replace("%", '"')


def _o_table(marker: str, inner: str) -> str:
    return (
        '<table border="0"><col/><col/><tbody><tr>'
        f"<td><p class=%normal%>{marker}</p></td><td>{inner}</td></tr></tbody></table>"
    )


def _o_block(block: Block) -> str:
    if isinstance(block, str):
        return f"<p class=%normal%>{escape(block)}</p>"
    return "".join(_o_table(p.marker, "".join(_o_block(b) for b in p.blocks)) for p in block)


def _o_article(article: Article) -> str:
    title = f'<div class="eli-title" id="{article.key}.tit_1"><p class=%sti-art%>{escape(article.title)}</p></div>'
    inner = "".join(_o_paragraph(article, p) for p in article.paragraphs) + "".join(
        map(_o_block, article.blocks)
    )
    label = article.label.replace(" ", NBSP)
    return (
        f'<div class="eli-subdivision" id="{article.key}"><p id="d1e7-1-1" class=%ti-art%>{label}</p>'
        f"{title if article.title else ''}{inner}</div>"
    )


def _o_paragraph(article: Article, paragraph: Paragraph) -> str:
    first, *more = paragraph.alineas
    head, *rest = first
    digits = "".join(c for c in paragraph.number if c.isdigit())
    letters = paragraph.number.strip(". ").removeprefix(digits).strip().upper()
    number = f"{int(''.join(c for c in article.key if c.isdigit())):03d}.{int(digits):03d}{letters}"
    inner = f"<p class=%normal%>{paragraph.number}{NBSP * 3}{escape(str(head))}</p>" + "".join(
        map(_o_block, rest)
    )
    return f'<div id="{number}">{inner}{"".join(_o_block(b) for alinea in more for b in alinea)}</div>'


def _o_annex(annex: Annex, act: Act) -> str:
    content = "".join(map(_o_content, annex.content))
    return (
        f'<hr class=%doc-sep%/><div id="L_2031003EN.01002201"><div class="eli-container" id="anx_{annex.number}">'
        f"<p class=%doc-ti% id=%d1e32%>{_annex_label(annex, act)}</p><p class=%doc-ti%>{escape(annex.title)}</p>{content}</div></div>"
    )


def _o_content(content: Section | Heading | Table | str) -> str:
    if isinstance(content, str):
        return _o_block(content)
    if isinstance(content, Heading):
        return f"<p class=%ti-grseq-1%>{escape(content.words)}</p>"
    if isinstance(content, Table):
        return f"<table class=%table% border=%1%><tbody>{_rows(content, 'oj-tbl-txt')}</tbody></table>"
    if content.is_heading:
        head = f"<p class=%ti-grseq-1%>{content.number}{NBSP * 3}{escape(content.words)}</p>"
        return head + "".join(map(_o_block, content.blocks))
    inner = "".join(_o_block(b) for b in [content.words, *content.blocks])
    return _o_table(content.number, inner)


# -- Formex ---------------------------------------------------------------------------------------------------------


def formex(act: Act) -> str:
    """The act as a consolidated text in Formex 4, deleted text still in it."""
    day = act.version.replace("-", "")
    articles = "".join(_f_article(a) for a in act.articles)
    annexes = "".join(
        f"<CONS.ANNEX><TITLE><TI><P>{_annex_label(a, act)}</P></TI><STI><P>{escape(a.title)}</P></STI></TITLE>"
        f"{_f_contents(a)}</CONS.ANNEX>"
        for a in act.annexes
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><CONS.ACT xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<INFO.CONSLEG CONSLEG.REF="{act.celex[1:]}" START.DATE="{day}"/><INFO.PROD PRODUCER="ES"/><CONS.DOC>'
        f"<BIB.INSTANCE><LG.DOC>{act.language.upper()}</LG.DOC></BIB.INSTANCE><FAM.COMP><BIB.DATA><NO.CELEX>{act.celex}"
        f"</NO.CELEX></BIB.DATA><GR.MOD.ACT><MOD.ACT><BIB.DATA><NO.CELEX>{LATER}</NO.CELEX></BIB.DATA></MOD.ACT>"
        f"</GR.MOD.ACT></FAM.COMP><TITLE><TI><P>{escape(_named(act))}</P></TI></TITLE><PREAMBLE><PREAMBLE.INIT/>"
        "<PREAMBLE.FINAL/></PREAMBLE><ENACTING.TERMS><DIVISION><TITLE><TI><P>CHAPTER I</P></TI><STI><P>WIND</P></STI>"
        f"</TITLE>{articles}</DIVISION></ENACTING.TERMS><FINAL><P>Done in the wind.</P></FINAL>{annexes}</CONS.DOC></CONS.ACT>"
    )


def formex_zip(act: Act) -> bytes:
    """The act as published, as a Cellar package: cover sheet, act with recitals, a file for each annex."""
    day = act.published.replace("-", "")
    head = (
        f'<BIB.INSTANCE><DATE ISO="{day}">{day}</DATE><LG.DOC>{act.language.upper()}</LG.DOC></BIB.INSTANCE>'
    )
    recitals = "".join(
        f"<CONSID><NP><NO.P>({n})</NO.P><TXT>{escape(t)}</TXT></NP></CONSID>"
        for n, t in enumerate(act.recitals, 1)
    )
    main = (
        f"<ACT>{head}<TITLE><TI><P>{escape(_named(act))}</P></TI></TITLE><PREAMBLE><PREAMBLE.INIT><P>THE COUNCIL,</P>"
        f"</PREAMBLE.INIT><GR.VISA><VISA>Having seen a kite,</VISA></GR.VISA><GR.CONSID><GR.CONSID.INIT>Whereas:"
        f"</GR.CONSID.INIT>{recitals}</GR.CONSID><PREAMBLE.FINAL><P>HAS ADOPTED:</P></PREAMBLE.FINAL></PREAMBLE>"
        f"<ENACTING.TERMS>{''.join(_f_article(a) for a in act.articles)}</ENACTING.TERMS><FINAL><P>Done.</P></FINAL></ACT>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../L_2031003.doc.xml", "<DOC><BIB.DOC/></DOC>")
        archive.writestr("L_2031003EN.01000101.xml", main)
        for n, annex in enumerate(act.annexes):
            title = f"<TITLE><TI><P>{_annex_label(annex, act)}</P></TI><STI><P>{escape(annex.title)}</P></STI></TITLE>"
            archive.writestr(
                f"L_2031003EN.0100{n:02d}02.xml", f"<ANNEX>{head}{title}{_f_contents(annex)}</ANNEX>"
            )
    return packed.getvalue()


def _f_marked(action: str, markup: str) -> str:
    if not action:
        return markup
    number = abs(hash(markup)) % 10**9
    opened = f'<?CLG.MDFO ID="O{number}" IDREF="C{number}" ACTION="{action}" LEVEL="STRUCTURE" ACTIVE.DOC="{LATER}"?>'
    return f'{opened}{markup}<?CLG.MDFC ID="C{number}" IDREF="O{number}"?>'


def _f_article(article: Article) -> str:
    digits = "".join(c for c in article.key if c.isdigit())
    identifier = f"{int(digits):03d}{article.key.rpartition(digits)[2].upper()}"
    title = f"<STI.ART>{escape(article.title)}</STI.ART>" if article.title else ""
    inner = "".join(_f_paragraph(identifier, p) for p in article.paragraphs)
    if article.blocks:
        inner += f"<ALINEA>{''.join(_f_block(b, 'P') for b in article.blocks)}</ALINEA>"
    markup = f'<ARTICLE IDENTIFIER="{identifier}"><TI.ART>{article.label}</TI.ART>{title}{inner}</ARTICLE>'
    return _f_marked(article.action, markup)


def _f_paragraph(identifier: str, paragraph: Paragraph) -> str:
    alineas = "".join(_f_alinea(alinea) for alinea in paragraph.alineas)
    markup = f'<PARAG IDENTIFIER="{identifier}.001"><NO.PARAG>{paragraph.number}</NO.PARAG>{alineas}</PARAG>'
    return _f_marked(paragraph.action, markup)


def _f_alinea(alinea: Sequence[Block]) -> str:
    if len(alinea) == 1 and isinstance(alinea[0], str):
        return f"<ALINEA>{escape(alinea[0])}</ALINEA>"
    return f"<ALINEA>{''.join(_f_block(b, 'P') for b in alinea)}</ALINEA>"


def _f_block(block: Block, name: str) -> str:
    if isinstance(block, str):
        return f"<{name}>{escape(block)}</{name}>"
    if block and block[0].marker == "—":
        items = "".join(
            _f_marked(p.action, f"<ITEM>{''.join(_f_block(b, 'P') for b in p.blocks)}</ITEM>") for p in block
        )
        return f'<LIST TYPE="DASH">{items}</LIST>'
    items = "".join(_f_marked(p.action, f"<ITEM>{_f_point(p)}</ITEM><?PAGE NO='2'?>") for p in block)
    return f'<LIST TYPE="alpha">{items}</LIST>'


def _f_point(point: Point) -> str:
    first, *more = point.blocks
    rest = "".join(f"<P>{_f_block(b, 'X')}</P>".replace("<X>", "").replace("</X>", "") for b in more)
    return f"<NP><NO.P>{point.marker}</NO.P><TXT>{escape(str(first))}</TXT>{rest}</NP>"


def _f_contents(annex: Annex) -> str:
    """The content of an annex, its sections inside the headings they stand under."""
    out, is_open = "", False
    for content in annex.content:
        if isinstance(content, Heading) or (isinstance(content, Section) and content.is_heading):
            out += "</GR.SEQ>" if is_open else ""
            is_open = True
            out += f'<GR.SEQ LEVEL="1">{_f_heading(content)}'
            if isinstance(content, Section):
                out += "".join(_f_block(b, "P") for b in content.blocks)
        elif isinstance(content, Section):
            out += _f_marked(
                content.action, _f_point(Point(content.number, [content.words, *content.blocks]))
            )
        elif isinstance(content, Table):
            rows = "".join(
                "<ROW>" + "".join(f"<CELL>{escape(c)}</CELL>" for c in r) + "</ROW>" for r in content.rows
            )
            out += f"<TBL><CORPUS>{rows}</CORPUS></TBL>"
        else:
            out += f"<P>{escape(content)}</P>"
    return f"<CONTENTS>{out}{'</GR.SEQ>' if is_open else ''}</CONTENTS>"


def _f_heading(content: Heading | Section) -> str:
    if isinstance(content, Heading):
        return f"<TITLE><TI><P>{escape(content.words)}</P></TI></TITLE>"
    return f"<TITLE><TI><NP><NO.P>{content.number}</NO.P><TXT>{escape(content.words)}</TXT></NP></TI></TITLE>"
