"""Readers of one kind of reference each: what stands after a number is read piece by piece, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from corpus.references import forms
from corpus.references.numbers import BIS, roman, value

MEMBERS = 12
"""A range gives all its members up to this many, otherwise its two ends."""


@dataclass(slots=True)
class Item:
    """A provision read from the words, before it is known of which document."""

    kind: str
    segments: list[str]
    start: int
    end: int
    part: str = ""
    documents: tuple[str, ...] = ()
    act: str = ""
    between: bool = False
    many: bool = field(default=False, compare=False)
    """Whether the last word before a number was in the plural, so that more numbers may follow."""
    worded: bool = field(default=False, compare=False)
    """Whether its last segment has a word before it (« paragraphe 1 »)."""


Reader = Callable[[str, int, int | None], "Item | None"]


def read_article(text: str, pos: int, start: int | None = None) -> Item | None:
    """An article number at `pos` with its paragraphs and points."""
    m = forms.NUMBER.match(text, pos)
    number = value(m[0]) if m else None
    if m is None or number is None:
        return None
    suffix, end = "", m.end()
    if more := forms.ARTICLE_LETTER.match(text, end):
        suffix, end = BIS.get((more["bis"] or "").lower(), (more["letter"] or "").lower()), more.end()
    item = Item("article", [f"art_{number}{suffix}"], pos if start is None else start, end)
    read_tail(text, item)
    return item


def read_tail(text: str, item: Item) -> None:
    """Adds paragraphs and points that follow `item`; words that cannot be read are kept, to lead nowhere."""
    while True:
        if skipped := forms.SUBPARAGRAPH.match(text, item.end):
            item.end = skipped.end()
        m = forms.TAIL.match(text, item.end)
        if m is None or _is_range(m, item) or _opens_next(text, m) or _is_list(m, item):
            break
        item.segments.append(_segment(m))
        item.worded = bool(m["word"] or m["word2"])
        item.many = (m["word"] or m["word2"] or "").lower().endswith(("s", "§§"))
        item.end = m.end()
    read_rest(text, item)


def read_rest(text: str, item: Item) -> None:
    """Keeps a bracket or number right behind `item` that no form explains."""
    if m := forms.UNREAD.match(text, item.end):
        if m["glued"] and m["glued"].startswith("-"):
            return
        item.segments.append("unread")
        item.end = m.end()


def _opens_next(text: str, m: re.Match[str]) -> bool:
    return m[0].lstrip(" ,")[:1].isalpha() and bool(forms.NEXT_ONE.match(text, m.end()))


def _segment(m: re.Match[str]) -> str:
    words = ("word", "word2")
    written = next(g for name, g in m.groupdict().items() if g and name not in words).lower()
    for ordinal, letter in BIS.items():
        if written.endswith(ordinal):
            return written.removesuffix(ordinal).strip() + letter
    if written[0].isdigit():
        return written
    number = value(written) if m["paragraph"] else None
    return str(number) if number else written


def _is_range(m: re.Match[str], item: Item) -> bool:
    """Whether « 83-86 » is a range of articles rather than paragraph 86 of article 83."""
    if not m["dotted"] or m[0][0] != "-":
        return False
    number = re.sub(r"\D", "", item.segments[0])
    return len(item.segments) > 1 or (int(m["dotted"]) > int(number) and int(m["dotted"]) > 20)


def _is_list(m: re.Match[str], item: Item) -> bool:
    """Whether « (1), (2) » names a second paragraph rather than a point of the first."""
    if not m["bracket"] or "," not in m[0] or len(item.segments) == 1:
        return False
    return m["bracket"][0].isdigit() == item.segments[-1][0].isdigit()


def read_annex(text: str, pos: int, start: int | None = None) -> Item | None:
    """An annex number at `pos` with its part, section and points."""
    m = forms.NUMERAL.match(text, pos)
    number = value(m[0]) if m else None
    if m is None or number is None:
        return None
    item = Item("annex", [f"anx_{roman(number)}"], pos if start is None else start, m.end())
    read_annex_part(text, item)
    read_section(text, item)
    return item


def read_annex_part(text: str, item: Item, *, worded: bool = False) -> None:
    """Adds a part or chapter of an annex."""
    m = forms.PART.match(text, item.end) or (None if worded else forms.BARE_PART.match(text, item.end))
    if m is None or item.part:
        return
    written = m["part"].upper()
    item.part = roman(int(written)) if written.isdigit() else written
    item.many = "word" in m.groupdict() and m["word"].lower().endswith("s")
    item.end = m.end()


def read_section(text: str, item: Item, *, worded: bool = False) -> None:
    """Adds a numbered section of an annex and its points."""
    m = forms.SECTION.match(text, item.end) or (None if worded else forms.BARE_SECTION.match(text, item.end))
    if m is not None and _opens_next(text, m):
        return
    if m is not None:
        groups = m.groupdict()
        item.segments.append(next(g for n, g in groups.items() if g and n != "word"))
        item.many = (groups.get("word") or "").lower().endswith(("s", "§§"))
        item.end = m.end()
        if rule := forms.RULE_ASIDE.match(text, item.end):
            item.end = rule.end()
    if not worded or m is not None:
        read_points(text, item)


def read_points(text: str, item: Item) -> None:
    """Adds the lettered points that follow."""
    while (m := forms.POINT.match(text, item.end)) and not _opens_next(text, m):
        item.segments.append(next(g for g in m.groups() if g).lower())
        item.end = m.end()
    read_rest(text, item)


def read_rule(text: str, pos: int, start: int | None = None) -> Item | None:
    """A classification rule with its point."""
    item = _numbered("rule", "rule_{}", text, pos, start)
    if item:
        read_points(text, item)
    return item


def read_recital(text: str, pos: int, start: int | None = None) -> Item | None:
    """A recital number, in brackets or not."""
    at = pos + 1 if text[pos : pos + 1] == "(" else pos
    item = _numbered("recital", "rct_{}", text, at, pos if start is None else start)
    if item and text[item.end : item.end + 1] == ")":
        item.end += 1
    return item


def _numbered(kind: str, form: str, text: str, pos: int, start: int | None) -> Item | None:
    m = forms.NUMERAL.match(text, pos)
    number = value(m[0]) if m else None
    if m is None or number is None:
        return None
    return Item(kind, [form.format(number)], pos if start is None else start, m.end())


def read_requirement(text: str, pos: int, start: int | None = None) -> Item | None:
    """A general safety and performance requirement: a section of annex I."""
    m = re.compile(r"\d++(?:\.\d+)*").match(text, pos)
    if m is None:
        return None
    item = Item("annex", ["anx_I", m[0]], pos if start is None else start, m.end())
    read_points(text, item)
    return item


def read_code(text: str, pos: int, start: int | None = None) -> Item | None:
    """An article of the code: a letter and numbers, then Roman numeral, degree, letter."""
    m = re.compile(r"(?P<book>[LRD])\s?\.?\s?\*?(?P<number>\d{3,4}(?:-\d+)+|\d{3} \d{1,3}\b)", re.I).match(
        text, pos
    )
    if m is None:
        return None
    head = m["book"].upper() + m["number"].replace(" ", "-")
    item = Item("code", [head], pos if start is None else start, m.end())
    _code_tail(text, item)
    return item


def read_bare_code(text: str, pos: int, start: int | None = None) -> Item | None:
    """An article of the code without its letter."""
    m = re.compile(r"\d{3,4}(?:-\d+)+").match(text, pos)
    if m is None:
        return None
    item = Item("code", [m[0]], pos if start is None else start, m.end())
    _code_tail(text, item)
    return item


def _code_tail(text: str, item: Item) -> None:
    while m := forms.CODE_TAIL.match(text, item.end):
        segment = m["roman"] or m["degree"] or m["letter"].lower()
        item.segments.append(f"{segment}-{m['bis']}" if m["bis"] else segment)
        item.end = m.end()
    m = forms.CODE_NUMBER.match(text, item.end) if len(item.segments) == 2 else None
    if m and not item.segments[1].isdigit():
        item.segments.append(m["degree"])
        item.end = m.end()
    if text[item.end : item.end + 1] == ")" and "(" in text[item.start : item.end]:
        item.end += 1


def siblings(text: str, item: Item) -> Iterator[Item]:
    """Further paragraphs, points, sections or parts of the same provision: « (1) and (2) », « points 4 à 6 »."""
    last = item
    while found := _sibling(text, last):
        following, is_range = found
        if is_range:
            yield from _between(last, following)
        yield following
        last = following


def _sibling(text: str, item: Item) -> tuple[Item, bool] | None:
    if len(item.segments) == 1 and not item.part:
        return None
    for link, is_range in ((forms.RANGE, True), (forms.ALSO, False)):
        if m := link.match(text, item.end):
            following = _next_locator(text, item, m.end())
            if following:
                return following, is_range
    return None


def _next_locator(text: str, item: Item, pos: int) -> Item | None:
    if item.kind == "code":
        return _next_in_code(text, item, pos)
    bracket = rf"\(\s?(?P<in>\d{{1,3}}[a-z]?|{forms.LETTER})\s?\)|§\s?(?P<sign>\d{{1,2}})(?![\w.])"
    m = re.compile(bracket, re.I).match(text, pos)
    if m is None and item.many:
        bare = rf"(?P<in>\d{{1,3}}(?:\.\d+)*(?![\w.]\w)|{forms.LETTER}\)|[A-E](?!\w)|[IVX]+\b)"
        m = re.compile(bare, re.I).match(text, pos)
    if m is None or (m[0][0] not in "(§" and forms.NOT_A_NUMBER.match(text, m.end())):
        return None
    written = (m["in"] or m["sign"]).rstrip(")")
    if item.part and len(item.segments) == 1:
        return replace(item, part=written.upper(), start=pos, end=m.end()) if written.isupper() else None
    depth = _depth_like(item.segments, written)
    if not depth:
        return None
    found = replace(item, segments=[*item.segments[:depth], written.lower()], start=pos, end=m.end())
    (read_points if item.kind == "annex" else read_tail)(text, found)
    return found


def _next_in_code(text: str, item: Item, pos: int) -> Item | None:
    m = re.compile(r"(?P<degree>\d{1,3})\s?°").match(text, pos)
    if m is None or not item.segments[-1].isdigit():
        return None
    return replace(item, segments=[*item.segments[:-1], m["degree"]], start=pos, end=m.end())


def _depth_like(segments: list[str], written: str) -> int:
    """Place of the last segment of the same sort (number or letter) as `written`; 0 when there is none."""
    for depth in range(len(segments) - 1, 0, -1):
        if segments[depth][0].isdigit() == written[0].isdigit():
            return depth
    return 0


def _between(first: Item, last: Item) -> Iterator[Item]:
    one, other = first.segments[-1], last.segments[-1]
    if first.part != last.part or len(first.segments) != len(last.segments):
        return
    members: list[str] = []
    if one.isdigit() and other.isdigit():
        members = [str(n) for n in range(int(one) + 1, int(other))]
    elif len(one) == len(other) == 1:
        members = [chr(c) for c in range(ord(one) + 1, ord(other))]
    elif (
        (a := re.fullmatch(r"(.*\.)(\d+)", one))
        and (b := re.fullmatch(r"(.*\.)(\d+)", other))
        and a[1] == b[1]
    ):
        members = [f"{a[1]}{n}" for n in range(int(a[2]) + 1, int(b[2]))]
    if len(members) <= MEMBERS - 2:
        for member in members:
            yield replace(first, segments=[*first.segments[:-1], member], end=last.end, between=True)


def named_before(text: str, item: Item, start: int, end: int) -> Iterator[Item]:
    """The other members of a list that stands before its article (« paragraphs 1 and 2 of Article 5 »)."""
    members = re.compile(r"\d+(?:\.\d+)*[a-z]?|[a-z]+(?=\))", re.I).finditer(text, start, end)
    others = [
        replace(item, segments=[*item.segments[:-1], m[0].lower()], start=m.start(), end=m.end())
        for m in members
    ]
    yield from others
    if others and re.search(r"\b(?:to|à)\s+\Z", text[start:end], re.I):
        yield from _between(others[-1], item)


def heads_between(first: Item, last: Item) -> Iterator[Item]:
    """The whole articles, rules, recitals or annexes between two."""
    one, other = (re.fullmatch(r"(.*?)(\d+|[IVX]+)", i.segments[0]) for i in (first, last))
    if not one or not other or one[1] != other[1] or (first.kind == "code" and "-" not in one[1]):
        return
    low, high = value(one[2]), value(other[2])
    if low is None or high is None or not 0 < high - low < MEMBERS:
        return
    for number in range(low + 1, high):
        written = roman(number) if first.kind == "annex" else str(number)
        yield replace(first, segments=[one[1] + written], part="", end=last.end, between=True)
