"""Reads the articles of the code de la sécurité sociale: their parts, and the Markdown made of Légifrance data.

An article is a provision, and so is each numbered part of it, under the numbers that are printed:
`css/R165-4/5` for 5°, `css/L162-1-23/II/3` for 3° of II, `css/L162-1-23/VI/2/a` for a) of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from corpus.models import ProvisionKind, Reading
from ingest.errors import SourceError
from ingest.readers.builder import ReadingBuilder, fold_space
from ingest.readers.outline import plain_text

_SUFFIX = r"(?P<suffix> (?:bis|ter|quater|quinquies|sexies))?"
_HEADINGS = re.compile(r"## (?P<path>.+)")
_ARTICLE = re.compile(r"### (?P<title>Article (?P<number>[LRD]\d+(?:-\d+)*))\s*\Z")
_IN_FORCE = re.compile(r"En vigueur depuis le \d{4}-\d{2}-\d{2} \((?P<id>LEGIARTI\d+)\)\.\Z")
_WHOLE_SENTENCE = re.compile(r"[.»)]\Z")


class _Rank(IntEnum):
    PART = 1
    NUMBER = 2
    LETTER = 3


_PRINTED = {
    _Rank.PART: re.compile(rf"(?P<label>(?P<sign>[IVX]+){_SUFFIX})\s?\.\s?-?\s?(?=\w)"),
    _Rank.NUMBER: re.compile(rf"(?P<label>(?P<sign>\d+)°{_SUFFIX})\s"),
    _Rank.LETTER: re.compile(rf"(?P<label>(?P<sign>[a-z]){_SUFFIX}\))\s"),
}
_KINDS = {
    _Rank.PART: ProvisionKind.PARAGRAPH,
    _Rank.NUMBER: ProvisionKind.PARAGRAPH,
    _Rank.LETTER: ProvisionKind.POINT,
}


@dataclass(frozen=True, slots=True)
class _Marker:
    rank: _Rank
    segment: str
    label: str


@dataclass(frozen=True, slots=True)
class _Open:
    """A provision that is still being read; `rank` 0 is the article."""

    rank: int
    id: str
    title: str


@dataclass(slots=True)
class Article:
    """An article before its parts are sorted: `id` is Légifrance's of this text (`LEGIARTI…`), `path` the headings."""

    number: str
    path: tuple[str, ...]
    id: str = ""
    alineas: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """As people write it."""
        return f"Article {self.number}"


def read_code(text: str, *, document: str = "css", version: str = "2026-03-14") -> Reading:
    """Read the articles of the code.

    Raises SourceError when a heading is no article, or an article has no headings above, no date of
    entry into force, no words, or an end in mid-sentence.
    """
    builder = ReadingBuilder(document, language="fr", version=version)
    return read_articles(list(_articles(text, document, builder)), document, builder)


def read_articles(articles: Iterable[Article], document: str, builder: ReadingBuilder) -> Reading:
    """Sort the alinéas of articles into their numbered parts."""
    for article in articles:
        _ArticleWalk(article, document, builder).walk()
    return builder.build()


def article_address(article_id: str) -> str:
    """Where Légifrance shows one text of an article; empty without an id."""
    return f"https://www.legifrance.gouv.fr/codes/article_lc/{article_id}" if article_id else ""


def _articles(text: str, document: str, builder: ReadingBuilder) -> Iterator[Article]:
    """The articles with their alinéas, whole; what is not law goes to the skipped blocks."""
    path: tuple[str, ...] = ()
    article: Article | None = None
    for line in filter(None, map(fold_space, text.splitlines())):
        if headings := _HEADINGS.match(line):
            path = tuple(headings["path"].split(" > "))
        elif line.startswith("###"):
            if article is not None:
                yield _checked(article, document)
            article = _opened(line, path, document)
        elif article is None:
            builder.skip(plain_text(line), "title and origin of the file")
        elif not article.id and (dated := _IN_FORCE.match(line)):
            builder.skip(line, "metadata")
            article.id = dated["id"]
        elif not article.id:
            raise SourceError(
                f"{document}: {article.title} has no line 'En vigueur depuis le …'; "
                "is this the file made of Légifrance data?"
            )
        else:
            article.alineas.append(plain_text(line))
    if article is not None:
        yield _checked(article, document)


def _opened(line: str, path: tuple[str, ...], document: str) -> Article:
    found = _ARTICLE.match(line)
    if not found:
        raise SourceError(f"{document}: '{line[:60]}' is no article heading ('### Article L1-2')")
    if not path:
        raise SourceError(f"{document}: {found['title']} has no headings above ('## Partie …')")
    return Article(found["number"], path)


def _checked(article: Article, document: str) -> Article:
    words = article.alineas
    if not words or not _WHOLE_SENTENCE.search(words[-1]):
        raise SourceError(
            f"{document}: {article.title} {'ends in mid-sentence' if words else 'has no words'}; "
            "the file is cut short, fetch it again"
        )
    return article


class _ArticleWalk:
    """Sorts the alinéas of one article into its parts."""

    def __init__(self, article: Article, document: str, builder: ReadingBuilder) -> None:
        self._article = article
        self._builder = builder
        self._open: list[_Open] = [_Open(0, f"{document}/{article.number}", article.title)]
        self._markers = [_marker(a) for a in article.alineas]

    def walk(self) -> None:
        article = self._open[0]
        self._builder.open(
            article.id,
            ProvisionKind.ARTICLE,
            title=article.title,
            path=self._article.path,
            address=article_address(self._article.id),
        )
        for index, alinea in enumerate(self._article.alineas):
            marker = self._markers[index]
            if marker is not None:
                self._enter(marker)
            elif not alinea.startswith("-") and not self._list_goes_on(index):
                self._close_list()
            self._builder.add(self._open[-1].id, alinea)

    def _enter(self, marker: _Marker) -> None:
        while self._open[-1].rank >= marker.rank:
            self._open.pop()
        above = self._open[-1]
        opened = _Open(marker.rank, f"{above.id}/{marker.segment}", f"{above.title}, {marker.label}")
        self._builder.open(
            opened.id,
            _KINDS[marker.rank],
            parent=above.id,
            title=opened.title,
            path=(*self._article.path, self._article.title),
        )
        self._open.append(opened)

    def _list_goes_on(self, index: int) -> bool:
        """Whether a later alinéa has the next number of the list that is open here."""
        rank = self._open[-1].rank
        later = (m.rank for m in self._markers[index:] if m is not None and m.rank <= rank)
        return next(later, 0) == rank

    def _close_list(self) -> None:
        """An alinéa after the last item of a list belongs to what holds the list."""
        if self._open[-1].rank in (_Rank.NUMBER, _Rank.LETTER):
            self._open.pop()


def _marker(alinea: str) -> _Marker | None:
    for rank, printed in _PRINTED.items():
        if found := printed.match(alinea):
            suffix = (found["suffix"] or "").strip()
            segment = f"{found['sign']}-{suffix}" if suffix else found["sign"]
            return _Marker(rank, segment, found["label"])
    return None
