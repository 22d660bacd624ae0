"""Reads EUR-Lex's XHTML into a tree: one walk for the consolidated text and the act as published.

The two differ in class names and in how a numbered paragraph is made; chapters, articles, recitals and
annexes are found by their ELI ids in both.
"""

from __future__ import annotations

import re

from lxml import etree

from corpus.models import ActFacts
from ingest.errors import SourceError
from ingest.readers.eu_acts.blocks import NOTE_LINES, read_block, read_blocks
from ingest.readers.eu_acts.inline import classes, mark_of, tag, words
from ingest.readers.eu_acts.labels import label
from ingest.readers.eu_acts.tree import ActTree, Line, Skipped, Unit, is_table_of_annexes

_UNIT_ID = re.compile(r"(art|rct|anx|cit)_[0-9A-Za-z]+\Z")
_DIVISION_ID = re.compile(r"(?:enc|cpt|sct|prt|tis|ttl|sbs|pbl|L_|d\d)")
_PARAGRAPH_ID = re.compile(r"\d{3}\.(\d{3})([A-Z]{0,2})\Z")
_LABELS = frozenset({"title-article-norm", "ti-art"})
_TITLES = frozenset({"stitle-article-norm", "sti-art", "eli-title"})
_DIVISION_TITLES = frozenset(
    {"title-division-1", "title-division-2", "ti-section-1", "ti-section-2", "eli-title", "title-division-3"}
)
_PARTS = {"tit": "title of the act", "fnp": "final formula", "cit": "citation"}
_NUMBERED = re.compile(r"(\d+(?: ?[a-z]{1,9})?\.|\d+)\s+")


def read_tree(body: etree._Element, facts: ActFacts) -> ActTree:
    """The tree of an act from the element that holds all of its text.

    Raises SourceError when a block stands where no act has one.
    """
    walk = _Walk(ActTree(facts))
    walk.take_all(body, in_act=False)
    return walk.tree


class _Walk:
    """Goes through the containers of an act; `tree` fills up."""

    def __init__(self, tree: ActTree) -> None:
        self.tree = tree

    @property
    def _skipped(self) -> Skipped:
        return self.tree.skipped

    def take_all(self, element: etree._Element, *, in_act: bool) -> None:
        """Everything in a container; outside the act's own container the rest is its frame."""
        self._loose_words(element.text, element, in_act)
        for child in element:
            if tag(child):
                self._take(child, in_act=in_act)
            self._loose_words(child.tail, element, in_act)

    def _loose_words(self, text: str | None, element: etree._Element, in_act: bool) -> None:
        if not (text and text.strip()):
            return
        if not in_act:
            self._skipped.append((text, "frame of the page"))
        else:
            where = element.get("id") or tag(element)
            raise SourceError(
                f"words stand loose in '{where}' ({' '.join(text.split())[:40]}); the page has changed its structure"
            )

    def _take(self, element: etree._Element, *, in_act: bool) -> None:
        names, key = classes(element), element.get("id") or ""
        kind = key.partition("_")[0]
        if (_UNIT_ID.match(key) and kind != "cit") or key == "anx":
            self._unit(element, key, kind)
        elif "eli-container" in names:
            self.take_all(element, in_act=True)
        elif kind in _PARTS and tag(element) == "div":
            self._skip(element, _PARTS[kind])
        elif names & NOTE_LINES:
            self._skip(element, "footnote")
        elif names & _DIVISION_TITLES:
            self._skip(element, "heading")
        elif "modref" in names or names == {"arrow"}:
            self._place_of_deleted(element)
        elif tag(element) == "div" and (_DIVISION_ID.match(key) or not in_act):
            self.take_all(element, in_act=in_act)
        else:
            self._rest(element, key, in_act)

    def _rest(self, element: etree._Element, key: str, in_act: bool) -> None:
        """What has no place in the grammar: words of the preamble and the frame are skipped, others refused."""
        holder = next((e.get("id") or "" for e in element.iterancestors() if e.get("id")), "")
        if not in_act:
            self._skip(element, "frame of the page")
        elif holder.startswith("pbl"):
            self._skip(element, "preamble")
        elif words(element, []):
            raise SourceError(
                f"'{words(element, [])[:60]}' stands outside of any article or annex "
                f"(<{tag(element)} class={element.get('class')!r} id={key!r}>); the page has changed its structure"
            )

    def _skip(self, element: etree._Element, reason: str) -> None:
        text = words(element, self._skipped)
        if text:
            self._skipped.append((text, reason))

    def _place_of_deleted(self, element: etree._Element) -> None:
        """An arrow between two units; with dashes it stands for units that are gone."""
        lines = read_block(element, self._skipped)
        units = self.tree.annexes if self.tree.annexes else self.tree.articles
        units.extend(line.mark for line in lines if line.mark and line.is_deleted)

    def _unit(self, element: etree._Element, key: str, kind: str) -> None:
        if kind == "art":
            self.tree.articles.append(read_article(element, key, self._skipped))
        elif kind == "rct":
            self.tree.recitals.append(_read_recital(element, key, self._skipped))
        else:
            self._annex(element, key)

    def _annex(self, element: etree._Element, key: str) -> None:
        annex = Unit(key, mark=mark_of(element), lines=read_blocks(element, self._skipped))
        first = annex.lines[0].words if annex.lines else ""
        if not annex.lines or is_table_of_annexes(first, annex.lines[1:]):
            self._skipped.extend(
                (line.words, "table of annexes") for top in annex.lines for line in top.walk()
            )
        else:
            self.tree.annexes.append(annex)


def read_article(element: etree._Element, key: str, skipped: Skipped) -> Unit:
    """An article: its label and title, then its paragraphs with the subparagraphs that follow them."""
    article = Unit(key, mark=mark_of(element))
    paragraph: Line | None = None
    for child in element:
        if not tag(child):
            continue
        names = classes(child)
        if names & _LABELS:
            article.label = words(child, skipped)
        elif names & _TITLES:
            article.title = f"{article.title} {words(child, skipped)}".strip()
        elif (found := _read_paragraph(child, skipped)) is not None:
            paragraph = found
            article.lines.append(found)
        else:
            for line in read_block(child, skipped):
                home = article.lines if paragraph is None or _is_gap(line) else paragraph.children
                home.append(line)
    return article


def _is_gap(line: Line) -> bool:
    return line.is_deleted and not line.words


def _read_paragraph(element: etree._Element, skipped: Skipped) -> Line | None:
    """A numbered paragraph of either kind, None for any other block."""
    number = next((c for c in element if "no-parag" in classes(c)), None)
    if number is not None:
        marker = words(number, skipped)
        _drop(number)
        return _paragraph(marker, read_blocks(element, skipped), element)
    if found := _PARAGRAPH_ID.match(element.get("id") or ""):
        lines = read_blocks(element, skipped)
        return _paragraph(_take_number(lines, f"{int(found[1])}{found[2].lower()}"), lines, element)
    return None


def _take_number(lines: list[Line], number: str) -> str:
    """The number as it is printed before the first words, taken off them.

    Raises SourceError when it is not the one that the element's id gives.
    """
    printed = _NUMBERED.match(lines[0].text) if lines else None
    if printed and label(printed[1]) == number:
        lines[0].text = lines[0].text[printed.end() :]
        return printed[1]
    if printed and printed[1].endswith("."):
        raise SourceError(f"the paragraph with the id of {number} is printed as {printed[1]}; check the file")
    return f"{number}."


def _drop(element: etree._Element) -> None:
    """Take an element out and leave the words after it."""
    parent = element.getparent()
    if parent is not None:
        parent.text = (parent.text or "") + (element.tail or "")
        parent.remove(element)


def _paragraph(marker: str, lines: list[Line], element: etree._Element) -> Line:
    paragraph = Line(marker=marker, mark=mark_of(element), is_paragraph=True)
    if not label(marker):
        raise SourceError(f"'{marker}' is no number of a paragraph; the page has changed its structure")
    if lines and not (lines[0].marker or lines[0].is_deleted):
        first = lines.pop(0)
        paragraph.text, paragraph.mark, paragraph.partly = first.text, first.mark, first.partly
        lines[:0] = first.children
    paragraph.children = lines
    return paragraph


def _read_recital(element: etree._Element, key: str, skipped: Skipped) -> Unit:
    """A recital: `(N)` and its words, in a layout table or in one paragraph."""
    return Unit(key, lines=read_blocks(element, skipped), mark=mark_of(element))
