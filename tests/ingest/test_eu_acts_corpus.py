"""The real acts in the publisher's markup: our English texts, written out as EUR-Lex would, keep every id."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from corpus.models import Provision, ProvisionKind, Reading
from ingest.formats import recognise
from ingest.readers.eu_acts.read import read_act
from ingest.readers.regulation_counts import PUBLISHED, check_complete
from ingest.readers.regulation_markdown import read_regulation
from tests.act_markup import NBSP

_MARKER = re.compile(r"(\(?\w{1,5}\)|\d+(?:\.\d+)*\.?)\s+")
_FILES = {"mdr": "mdr-2017-745.en.md", "ivdr": "ivdr-2017-746.en.md"}
_CELEX = {"mdr": "32017R0745", "ivdr": "32017R0746"}


class _Page:
    """Writes a reading out as consolidated XHTML or as OJ XHTML."""

    def __init__(self, reading: Reading, *, as_published: bool) -> None:
        self._by_id = {p.id: p for p in reading.provisions}
        self._reading = reading
        self._oj = as_published

    def write(self) -> str:
        tops = [p for p in self._reading.provisions if p.parent is None]
        articles = "".join(self._article(p) for p in tops if p.kind is ProvisionKind.ARTICLE)
        annexes = "".join(self._annex(p) for p in tops if p.kind is ProvisionKind.ANNEX)
        recitals = (
            "".join(self._recital(p) for p in tops if p.kind is ProvisionKind.RECITAL) if self._oj else ""
        )
        act = _CELEX[self._reading.document]
        if self._oj:
            number = f"{act[1:5]}/{int(act[6:])}"
            head = (
                '<p class="oj-hd-date">5.5.2017</p><p class="oj-hd-lg">EN</p><div class="eli-container"><div id="tit_1">'
                f'<p class="oj-doc-ti">REGULATION (EU) {number} OF THE COUNCIL</p></div><div id="pbl_1">{recitals}</div>'
            )
        else:
            head = (
                f'<p class="reference">0{act[1:]} — EN — 05.05.2017 — 000.001</p><div class="eli-container">'
            )
        return (
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
            f'{head}<div class="eli-subdivision" id="enc_1">{articles}</div>{annexes}</div></body></html>'
        )

    def _p(self, text: str, name: str = "norm") -> str:
        return f'<p class="{"oj-normal" if self._oj else name}">{escape(text)}</p>'

    def _recital(self, recital: Provision) -> str:
        inner = "".join(self._p(p.text) for p in recital.texts[0].pieces)
        return f'<div class="eli-subdivision" id="{recital.id.partition("/")[2]}">{inner}</div>'

    def _article(self, article: Provision) -> str:
        key, title = article.id.partition("/")[2], article.texts[0].title
        label = f"Article{NBSP}{key.removeprefix('art_')}"
        names = ("oj-ti-art", "oj-sti-art") if self._oj else ("title-article-norm", "stitle-article-norm")
        inner = "".join(self._in_article(key, p.text, p.child) for p in article.texts[0].pieces)
        return (
            f'<div class="eli-subdivision" id="{key}"><p class="{names[0]}">{label}</p><div class="eli-title">'
            f'<p class="{names[1]}">{escape(title)}</p></div>{inner}</div>'
        )

    def _in_article(self, key: str, text: str, child: str) -> str:
        if not child:
            return self._p(text)
        provision = self._by_id[child]
        if provision.kind is not ProvisionKind.PARAGRAPH:
            return self._point(provision)
        first, *rest = provision.texts[0].pieces
        words = first.text.partition(" ")[2]
        number = child.rpartition("/")[2]
        more = "".join(self._point(self._by_id[p.child]) if p.child else self._p(p.text) for p in rest)
        if self._oj:
            article = int(re.sub(r"\D", "", key))
            return f'<div id="{article:03d}.{int(number):03d}"><p class="oj-normal">{number}.{NBSP * 3}{escape(words)}</p>{more}</div>'
        return (
            f'<div class="norm"><span class="no-parag">{number}.{NBSP * 2}</span><div class="norm inline-element">'
            f"{escape(words)}</div></div>{more}"
        )

    def _point(self, point: Provision) -> str:
        first, *rest = point.texts[0].pieces
        found = _MARKER.match(first.text)
        assert found, first.text
        inner = self._p(first.text[found.end() :])
        inner += "".join(self._point(self._by_id[p.child]) if p.child else self._p(p.text) for p in rest)
        return self._item(found[1], inner)

    def _item(self, marker: str, inner: str) -> str:
        if self._oj:
            return f'<table border="0"><tr><td><p class="oj-normal">{marker}</p></td><td>{inner}</td></tr></table>'
        return (
            f'<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>{marker}{NBSP}</span></div>'
            f'<div class="grid-list-column-2">{inner}</div></div>'
        )

    def _annex(self, annex: Provision) -> str:
        key, title = annex.id.partition("/")[2], annex.texts[0].title
        label, names = f"ANNEX {key.removeprefix('anx_')}", ("title-annex-1", "title-annex-2")
        if self._oj:
            names = ("oj-doc-ti", "oj-doc-ti")
        inner = "".join(self._in_annex(p.text, p.child) for p in annex.texts[0].pieces)
        classes = ' class="eli-container"' if self._oj else ""
        return f'<div{classes} id="{key}"><p class="{names[0]}">{label}</p><p class="{names[1]}">{escape(title)}</p>{inner}</div>'

    def _heading(self, words: str) -> str:
        return f'<p class="{"oj-ti-grseq-1" if self._oj else "title-gr-seq-level-1"}">{escape(words)}</p>'

    def _in_annex(self, text: str, child: str) -> str:
        if not child:
            return self._p(text, "list")
        provision = self._by_id[child]
        title, number = provision.texts[0].title, child.rpartition("/")[2]
        inner = "".join(self._in_annex(p.text, p.child) for p in provision.texts[0].pieces)
        if provision.kind is ProvisionKind.POINT:
            return self._point(provision)
        if provision.kind is ProvisionKind.PART:
            word = "CHAPTER" if re.fullmatch("[IVX]+", number) and not child.endswith("/C") else "PART"
            return self._heading(f"{word} {number}") + self._heading(title) + inner
        if not number[0].isdigit():
            return self._heading(title) + inner
        if title:
            return self._heading(f"{number}.{NBSP * 3}{title}") + inner
        return self._block(provision, number)

    def _block(self, provision: Provision, number: str) -> str:
        """A numbered sentence with what follows it."""
        first, *rest = provision.texts[0].pieces
        words = first.text[found.end() :] if (found := _MARKER.match(first.text)) else first.text
        follows = "".join(self._in_annex(p.text, p.child) for p in rest)
        if self._oj:
            return self._item(f"{number}.", self._p(words)) + follows
        block = f'<p class="norm">{number}.<span style="word-spacing: 9pt"> </span>{escape(words)}</p>'
        return f'<div style="margin-left: 36pt">{block}</div>{follows}'


@pytest.mark.parametrize("as_published", [False, True], ids=["consolidated", "published"])
@pytest.mark.parametrize("document", ["mdr", "ivdr"])
def test_every_provision_of_the_act_keeps_its_id_its_place_and_its_words(
    corpus_dir: Path, document: str, as_published: bool
) -> None:
    plain = read_regulation((corpus_dir / _FILES[document]).read_text(encoding="utf-8"), document=document)
    page = _Page(plain, as_published=as_published).write()
    reading = read_act(recognise(page.encode(), "page"))
    assert reading.document == document
    check_complete(reading)
    before = {p.id: p for p in plain.provisions if as_published or p.kind is not ProvisionKind.RECITAL}
    after = {p.id: p for p in reading.provisions}
    assert list(after) == list(before)
    for i, provision in before.items():
        assert (after[i].kind, after[i].parent, after[i].children) == (
            provision.kind,
            provision.parent,
            provision.children,
        )
        assert _squeezed(after[i]) == _squeezed(provision), i
    recitals = sum(p.kind is ProvisionKind.RECITAL for p in reading.provisions)
    assert recitals == (PUBLISHED[document].recitals if as_published else 0)


def _squeezed(provision: Provision) -> str:
    """Words without the dot that some printed numbers lack."""
    return re.sub(r"(?m)^(\d+(?:\.\d+)*)\.? ", r"\1 ", provision.texts[0].text)


@pytest.mark.parametrize(
    ("cut", "told"),
    [
        (
            lambda page: re.sub(
                r'<div class="eli-subdivision" id="art_57">.*?(?=<div class="eli-subdivision" id="art_58">)',
                "",
                page,
                flags=re.S,
            ),
            "articles 57 not found",
        ),
        (
            lambda page: re.sub(r'<div id="anx_XVI">.*?(?=<div id="anx_XVII">)', "", page, flags=re.S),
            "annexes XVI not found",
        ),
    ],
)
def test_an_act_that_lacks_a_part_is_not_whole(
    corpus_dir: Path, cut: Callable[[str], str], told: str
) -> None:
    from ingest.errors import SourceError

    plain = read_regulation((corpus_dir / _FILES["mdr"]).read_text(encoding="utf-8"), document="mdr")
    page = _Page(plain, as_published=False).write()
    shorter = cut(page)
    assert shorter != page
    with pytest.raises(SourceError, match=told):
        check_complete(read_act(recognise(shorter.encode(), "page")))
