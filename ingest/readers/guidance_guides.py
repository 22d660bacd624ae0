"""How each guidance document is printed: its page furniture, its footnotes, its quirks, and its outline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.guidance_outlines import OUTLINES

_PRINTED_NUMBER = re.compile(r"(\d{1,2}(?:\.\d+)*|[IVX]+(?=\.)|RULE \d|Annex \d|\([a-m]\))")
_OUTLINE_LINE = re.compile(
    r"(?P<indent> *)(?P<locator>\S+) (?P<opening>.+?)(?: … (?P<ends>.+)| (?P<whole>\$))?$"
)
_DOTTED_NUMBERS = r"(\d{1,2}(?:\.\d+)*)\.(?:\s|$)"
_QUESTION_NUMBERS = r"(\d{1,2}(?:\.\d|(?=\.)))"


@dataclass(frozen=True)
class Section:
    """One heading of an outline: its locator, that of the section around it, and how it is printed.

    `opening` are the first printed words, `ends` the last ones when the heading runs over its line.
    """

    locator: str
    parent: str | None
    opening: str
    ends: str = ""

    @property
    def is_question(self) -> bool:
        """Whether the heading is a question: its number opens it, its question mark ends it."""
        return self.ends == "?"

    @property
    def number(self) -> str:
        """The number printed before the heading, as the table of contents has it; empty without one."""
        found = _PRINTED_NUMBER.match(self.opening)
        return found[1] if found else ""


@dataclass(frozen=True)
class Guide:
    """What is known beforehand of one document. Patterns are regular expressions.

    `furniture` are whole lines at the edges of a page, with the reason they are left out (`{page}` stands
    for the number of the page); `promises` finds the number of an entry in the table of contents;
    `note_rule` is the rule above footnotes where the conversion kept it, `stray_notes` the openings of
    footnotes whose number landed elsewhere on the page, `absent_notes` are numbers referred to without a
    footnote; `superscripts` says that superscript numbers stand on lines of their own; `repairs` puts
    words back in order, dropping none; `cuts` are lines from which the rest of a page is left out;
    `figures` are sections that are flow charts, with the captions kept of them; `rows` are rows of
    flattened tables: section, first cell, number of cells after it.
    """

    furniture: tuple[tuple[str, str], ...]
    promises: str
    page_break: str = r"\f"
    first_page: int = 1
    first_note: int = 1
    note_rule: str = ""
    stray_notes: str = ""
    absent_notes: tuple[int, ...] = ()
    superscripts: bool = False
    repairs: tuple[tuple[str, str], ...] = ()
    cuts: tuple[tuple[str, str], ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, str, int], ...] = ()


def read_outline(text: str) -> tuple[Section, ...]:
    """The sections of an outline written as in `guidance_outlines`, in reading order."""
    sections: list[Section] = []
    above: list[tuple[int, str]] = []
    for line in text.strip("\n").splitlines():
        found = _OUTLINE_LINE.match(line)
        if found is None:
            raise ValueError(f"not a line of an outline: {line!r}")
        depth = len(found["indent"])
        above = [pair for pair in above if pair[0] < depth]
        parent = above[-1][1] if above else None
        sections += _sections(found, parent)
        above.append((depth, sections[-1].locator))
    return tuple(sections)


def _sections(found: re.Match[str], parent: str | None) -> Iterator[Section]:
    locator, opening = found["locator"], found["opening"]
    if opening == "?":
        first, _, last = locator.partition("-")
        numbers = [str(n) for n in range(int(first), int(last) + 1)] if last else [locator]
        yield from (Section(number, parent, number, "?") for number in numbers)
    else:
        yield Section(locator, parent, opening, opening if found["whole"] else found["ends"] or "")


def outline_of(document: str) -> tuple[Section, ...]:
    """The sections of a known guidance document."""
    return read_outline(OUTLINES[document])


_AI_TABLE = (
    r"(?s)Classification\n(MDR Class I \(non.*?)\n(MDR Class I \(st.*?)\n(MDR Class IIa.*?)\n"
    r"(MDR Annex \w+)\n(IVDR Class A \(.*?)\n(IVDR Class A\))\n(IVDR Class B.*?)\n"
    r"(In-house[^\n]*)\n([^\n]*)\n\n"
    r"Notified\nInvolved\?\n\nBody\n\n(AIA [^\n]*)\n(\S+)\n(\S+)\n(\S+)\n\n"
    r"No\n\nNo\n\nYes\n\nYes\n\nYes\nYes\nNo\nYes\nYes\n\nYes\nYes\nNo\nYes\nYes\n\nNo\n\nNo\n"
)
"""The table of question 2 of MDCG 2025-6, converted column by column, its columns interleaved."""
_AI_TABLE_ROWS = "\n\n".join(
    cell
    for row, answer in (
        (r"Classification|Notified Body Involved?|\10 \11 \12 \13", ""),
        (r"\1", "|No|No"),
        (r"\2", "|Yes|Yes"),
        (r"\3", "|Yes|Yes"),
        (r"\4", "|Yes|Yes"),
        (r"\5", "|No|No"),
        (r"\6", "|Yes|Yes"),
        (r"\7", "|Yes|Yes"),
        (r"\8 \9", "|No|No|"),
    )
    for cell in f"{row}{answer}".split("|")
)
_GROUP_HEADER = r"Medical Devices|Medical Device Coordination Group \w+"
_QUESTIONS_AND_ANSWERS = Guide(
    furniture=((r"- {page} -", "page number"),),
    promises=_QUESTION_NUMBERS,
    page_break=r"(?m)(?=^- \d+ -\s*$)",
    first_note=2,
)

GUIDES = {
    "mdcg-2019-11": Guide(
        furniture=((r"{page}", "page number"),),
        promises=_DOTTED_NUMBERS,
        first_page=0,
        stray_notes=r"Article 32\.2\(c\), Annex I|Compare IMDRF",
        absent_notes=(30,),
        rows=(
            ("10", r"High$", 2),
            ("10", r"Treat or diagnose", 2),
            ("10", r"(?:Critical|Serious|Non-serious) situation", 3),
            ("10", r"Category (?:IV\.i|III\. ii|II\.iii)$", 3),
        ),
    ),
    "mdcg-2021-24": Guide(
        furniture=((rf"{_GROUP_HEADER}|MDCG 2021- 24", "page header"), (r"{page}", "page number")),
        promises=r"(\d(?:\.\d)?)\s*$",
        page_break=r"(?m)(?=^Medical Devices ?\n(?: *\n)?Medical Device Coordination)",
        note_rule=r" {40,}$",
        superscripts=True,
        figures=(("4.1", r"NON-INVASIVE DEVICES|Invasive devices|ACTIVE DEVICES|SPECIAL RULES"),),
    ),
    "mdcg-2020-16": Guide(
        furniture=(
            (rf"{_GROUP_HEADER}|MDCG 2020-16 rev\.4", "page header"),
            (r"Guidance on Classification Rules for in.vitro .*2017/746", "page footer"),
            (r"Page \d+ of \d+|[ivx]+", "page number"),
        ),
        promises=r"(\d(?:\.\d)*(?=\.?(?:\s|$))|RULE \d|Annex \d|\([a-m]\))",
    ),
    "mdcg-2025-6": Guide(
        furniture=(
            (rf"{_GROUP_HEADER}|Joint Artificial Intelligence Board and", "page header"),
            (r"AIB 2025-1|MDCG 2025-6", "page header"),
            (r"Page \d+ of \d+", "page number"),
        ),
        promises=r"([IVX]+|\d)\.",
        stray_notes=r"MDR, Article 83, IVDR",
        repairs=(
            (
                r"(requirements do the)\n(transparency .*\?)\n\n(\S+)\n\n(\S+)\n\n(\S+)\n\nimpose\n\n(\S+)\n",
                r"\1 \3 \4 \5 impose \6\n\2\n",
            ),
            (_AI_TABLE, _AI_TABLE_ROWS),
        ),
        rows=(("2", r"Classification$|MDR Class|MDR Annex|IVDR Class|In-house", 2),),
    ),
    "qa-2023-607": _QUESTIONS_AND_ANSWERS,
    "qa-ivdr-extension": _QUESTIONS_AND_ANSWERS,
    "qa-article-10a": Guide(
        furniture=((r"- ?{page}(?: ?-)?", "page number"),),
        promises=_QUESTION_NUMBERS,
        first_page=0,
        first_note=3,
        stray_notes=r"Definition provided in|'See Recital 15",
        cuts=((r"Q&A revision history", "revision history"),),
    ),
}
"""The guides that can be read, by document id."""
