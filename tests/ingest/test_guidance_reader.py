"""The guidance reader against the seven converted guides, and against small texts of our own."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from corpus.ids import is_valid
from corpus.models import Provision, Reading
from ingest.errors import SourceError
from ingest.readers.guidance import read_guidance, read_outlined
from ingest.readers.guidance_guides import GUIDES, Guide, outline_of, read_outline

FILES = {
    "mdcg-2019-11": ("mdcg_2019_11_en.md", "2025-06"),
    "mdcg-2021-24": ("mdcg_2021-24_en.md", "2021-10"),
    "mdcg-2020-16": ("md_mdcg_2020_guidance_classification_ivd-md_en.md", "2025-03"),
    "mdcg-2025-6": ("mdcg_2025-6_en.md", "2025-06"),
    "qa-2023-607": ("mdr_proposal_extension-q-n-a_1.md", "2024-07"),
    "qa-article-10a": ("mdr_qna-article10a_mdr-ivdr_en.md", "2024-12"),
    "qa-ivdr-extension": ("mdr_qna-ext-ivdr.md", "2024-07"),
}
DOCUMENTS = sorted(FILES)
_CITED = re.compile(r"\b((?:mdcg-\d{4}-\d+|qa-[a-z0-9-]+)/[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*)")
_FURNITURE = re.compile(r"\.{5,}|Page \d+ of \d+|- \d+ -|MDCG 2021- 24|MDCG 2020-16 rev\.4 *$|AIB 2025-1 *$")
_PRINTED_OTHERWISE = {"mdcg-2019-11": {"9": "annexe-II", "11": "annexe-IV"}}
"""Numbered sections that are cited by the annex they are."""


@cache
def _source(folder: Path, document: str) -> str:
    path = folder / "mdcg" / FILES[document][0]
    if not path.is_file():
        pytest.skip(f"no {path.name} in {path.parent}")
    return path.read_text(encoding="utf-8")


@cache
def _reading(folder: Path, document: str) -> Reading:
    return read_guidance(_source(folder, document), document=document, version=FILES[document][1])


def _provision(folder: Path, citation: str) -> Provision:
    document = citation.split("/")[0]
    return next(p for p in _reading(folder, document).provisions if p.id == citation)


def _own_blocks(provision: Provision) -> list[str]:
    return [piece.text for piece in provision.texts[0].pieces if piece.text]


def _words(*texts: str) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_word_is_lost_and_none_doubled(corpus_dir: Path, document: str) -> None:
    reading = _reading(corpus_dir, document)
    titles = [p.texts[0].title for p in reading.provisions]
    blocks = [block for p in reading.provisions for block in _own_blocks(p)]
    kept = _words(*titles, *blocks, *(block for block, _ in reading.skipped))
    assert kept == _words(_source(corpus_dir, document))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_page_furniture_is_left_in_a_provision(corpus_dir: Path, document: str) -> None:
    left = [
        (provision.id, block)
        for provision in _reading(corpus_dir, document).provisions
        for block in (*_own_blocks(provision), provision.texts[0].title)
        if _FURNITURE.search(block) or re.fullmatch(r"\d+", block)
    ]
    assert not left


@pytest.mark.parametrize("document", DOCUMENTS)
def test_provisions_are_well_formed_nested_and_filled(corpus_dir: Path, document: str) -> None:
    reading = _reading(corpus_dir, document)
    assert (reading.document, reading.language, reading.version) == (document, "en", FILES[document][1])
    seen: set[str] = set()
    titles: dict[str, tuple[str, ...]] = {}
    for provision in reading.provisions:
        text = provision.texts[0]
        assert is_valid(provision.id)
        assert text.title
        assert text.text
        assert provision.parent is None or provision.parent in seen
        assert text.path == (titles[provision.parent] if provision.parent else ())
        titles[provision.id] = (*text.path, text.title)
        seen.add(provision.id)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_number_of_the_table_of_contents_is_a_section(corpus_dir: Path, document: str) -> None:
    reading = _reading(corpus_dir, document)
    contents = " ".join(block for block, reason in reading.skipped if reason == "table of contents")
    if document == "mdcg-2025-6":
        numbers = set(re.findall(r"\b([IVX]+)\. ", contents))
        expected = {f"part-{number}" for number in numbers} | {str(n) for n in range(1, 37)}
    elif document == "mdcg-2021-24":
        expected = set(re.findall(r"(?<!\S)(\d\.\d|[1-4]) (?=[A-Z])", contents))
    else:
        numbers = set(re.findall(r"(?<!\S)(\d{1,2}(?:\.\d)*(?=\. )|\d(?:\.\d)+(?= [A-Z]))", contents))
        expected = {_PRINTED_OTHERWISE.get(document, {}).get(n, n) for n in numbers}
    assert len(expected) >= 4
    assert {f"{document}/{locator}" for locator in expected} <= {p.id for p in reading.provisions}


def test_every_guidance_id_of_the_rules_exists(corpus_dir: Path) -> None:
    rules = corpus_dir.parent / "rules.md"
    if not rules.is_file():
        pytest.skip(f"no {rules}")
    cited = {c for c in _CITED.findall(rules.read_text(encoding="utf-8")) if c.split("/")[0] in FILES}
    read = {p.id for document in DOCUMENTS for p in _reading(corpus_dir, document).provisions}
    assert len(cited) > 20
    assert cited <= read


def test_every_classification_rule_has_its_section(corpus_dir: Path) -> None:
    devices = {p.id for p in _reading(corpus_dir, "mdcg-2021-24").provisions}
    diagnostics = {p.id for p in _reading(corpus_dir, "mdcg-2020-16").provisions}
    assert {f"mdcg-2021-24/rule-{n}" for n in range(1, 23)} <= devices
    assert {f"mdcg-2020-16/rule-{n}" for n in range(1, 8)} <= diagnostics
    assert {f"mdcg-2020-16/rule-3{letter}" for letter in "abcdefghijklm"} <= diagnostics


@pytest.mark.parametrize(
    ("citation", "title", "probe"),
    [
        ("mdcg-2019-11/2", "Definitions and abbreviations", "set of instructions that processes"),
        ("mdcg-2019-11/3.2", "Medical Device Software", "closed loop insulin delivery"),
        ("mdcg-2019-11/3.3", "Software driving or influencing", "lossless compression"),
        ("mdcg-2019-11/3.4", "in vitro diagnostic medical device", "weighting of the data"),
        ("mdcg-2019-11/4.1", "Implementing Rules", "strictest rule and sub-rule"),
        ("mdcg-2019-11/4.2.1", "monitor physiological processes", "except if such decisions have"),
        ("mdcg-2019-11/4.2.5", "Closed loop", "determines the patient management"),
        ("mdcg-2019-11/5.2", "Classification Rules", "in class C per Rule 3(l)"),
        ("mdcg-2019-11/6.2", "integral component", "pulse oximeter"),
        ("mdcg-2019-11/7", "Modules", "delineate the boundaries"),
        ("mdcg-2019-11/annexe-I-c.1", "Electronic Health Record", "potential drug interactions"),
        ("mdcg-2019-11/annexe-I-d.1", "Telemedicine", "thresholds alerts"),
        ("mdcg-2019-11/annexe-I-f.1", "Laboratory Information Systems", "conversion of units"),
        ("mdcg-2019-11/annexe-II-3", "Example 3", "Down syndrome"),
        ("mdcg-2019-11/annexe-IV", "Classification examples", "fertility status"),
        ("mdcg-2021-24/3.1.6", "measuring function", "claimed explicitly or implicitly"),
        ("mdcg-2021-24/rule-10", "Rule 10", "allow direct diagnosis"),
        ("mdcg-2021-24/rule-15", "Rule 15", "basal body temperature"),
        ("mdcg-2021-24/rule-22", "Rule 22", "Automated external defibrillators"),
        ("mdcg-2020-16/rule-3h", "staging of cancer", "faecal occult blood"),
        ("mdcg-2020-16/annexe-1-2", "Blood Gas Analyser", "replaceable sensor cassette"),
        ("mdcg-2025-6/14", "AIA and MDR/IVDR impose regarding", "instructions for use"),
        ("mdcg-2025-6/35", "‘in-house’ MDAI", "not classified as a high-risk"),
        ("qa-2023-607/9.1", "written agreement terminated?", "continues to apply"),
        ("qa-2023-607/17", "use of its NB number?", "until 26 September 2024"),
        ("qa-article-10a/1", "From when does", "10 January 2025"),
        ("qa-ivdr-extension/18", "level of performance", "31 December 2030"),
        ("qa-ivdr-extension/appendix", "Flowchart", "31 December 2029"),
    ],
)
def test_words_are_found_in_their_section(corpus_dir: Path, citation: str, title: str, probe: str) -> None:
    text = _provision(corpus_dir, citation).texts[0]
    assert title in text.title
    assert probe in text.text


def test_the_rule_11_table_reads_row_by_row(corpus_dir: Path) -> None:
    provision = _provision(corpus_dir, "mdcg-2019-11/10")
    rows = [block for block in _own_blocks(provision) if "Class II" in block and "situation" in block]
    assert [re.findall(r"Class (\w+)", row) for row in rows] == [
        ["III", "IIb", "IIa"],
        ["IIb", "IIa", "IIa"],
        ["IIa", "IIa", "IIa"],
    ]
    assert not provision.texts[0].title[-1].isdigit()


def test_the_high_risk_table_of_the_ai_guide_reads_row_by_row(corpus_dir: Path) -> None:
    blocks = _own_blocks(_provision(corpus_dir, "mdcg-2025-6/2"))
    answers = {block.split(" | ")[0]: block.split(" | ")[1:] for block in blocks if block.count(" | ") == 2}
    assert answers["MDR Class IIa, IIb, III"] == ["Yes", "Yes"]
    assert answers["IVDR Class A (non-sterile)"] == ["No", "No"]
    assert len(answers) == 9


def test_a_paragraph_that_runs_over_a_page_is_whole_and_its_footnotes_follow(corpus_dir: Path) -> None:
    blocks = _own_blocks(_provision(corpus_dir, "mdcg-2019-11/annexe-II-3"))
    broken = next(i for i, block in enumerate(blocks) if "The risk score suggests whether" in block)
    assert blocks[broken + 1].startswith("34 ")
    assert blocks[broken + 2].startswith("35 ")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_truncated_guide_is_refused(corpus_dir: Path, document: str) -> None:
    source = _source(corpus_dir, document)
    for share in (0.3, 0.6, 0.9):
        with pytest.raises(SourceError, match="truncated"):
            read_guidance(source[: int(len(source) * share)], document=document, version="2025-06")


def test_another_document_is_refused(corpus_dir: Path) -> None:
    with pytest.raises(SourceError, match=r"mdcg-2025-6: no heading|mdcg-2025-6: .* is not in its place"):
        read_guidance(_source(corpus_dir, "mdcg-2019-11"), document="mdcg-2025-6", version="2025-06")


# Small texts of our own.

_OUTLINE = read_outline(
    """
1 1. Aim
2 2. Apples … and pears
  2.1 2.1. Storage
annexe-A Annex A
"""
)
_GUIDE = Guide(
    furniture=((r"Orchard guide", "page header"), (r"{page}", "page number")), promises=r"(\d(?:\.\d)?)\."
)
_TEXT = """Orchard guide

A front page

1
\f
Contents
1. Aim

5
2. Apples and pears

5
2.1. Storage

6
Annex A ............ 3

2
\f
Orchard guide
1. Aim
This guide tells growers of the whole valley how apples are to be kept through a long winter
and sold in spring.
It binds nobody. 1
2. Apples

and pears
•

Apples keep well,

•

pears do not, whatever the neighbours may say about them when the frost comes and the roads
1 A note of ours.

3
\f
Orchard guide
are closed.
2.1. Storage
| Fruit | Months |
| --- | --- |
| Apple | 6 |
|  | or seven |
Annex A
Nothing more to say.

4
\f
"""


def _read(text: str) -> Reading:
    return read_outlined(text, _GUIDE, _OUTLINE, document="orchard", version="2026-01")


def test_lines_become_paragraphs_items_rows_and_notes() -> None:
    by_id = {p.id: p for p in _read(_TEXT).provisions}
    assert _own_blocks(by_id["orchard/1"])[1] == "It binds nobody. 1"
    assert by_id["orchard/2"].texts[0].title == "Apples and pears"
    items = _own_blocks(by_id["orchard/2"])
    assert items[0] == "• Apples keep well,"
    assert items[1].endswith("the roads are closed.")
    assert items[2] == "1 A note of ours."
    assert _own_blocks(by_id["orchard/2.1"]) == ["Fruit | Months", "Apple | 6 or seven"]
    assert by_id["orchard/2.1"].texts[0].path == ("Apples and pears",)
    assert by_id["orchard/2.1"].parent == "orchard/2"


def test_what_is_left_out_says_why() -> None:
    reasons = Counter(reason for _, reason in _read(_TEXT).skipped)
    assert reasons["page number"] == 4
    assert reasons["page header"] == 3
    assert reasons["table of contents"] == 1
    assert reasons["front matter"] == 1
    assert reasons["section number"] == 3


def test_a_missing_section_is_named() -> None:
    with pytest.raises(SourceError, match=r"2 sections read of 4, '2\.1\. Storage' \(2\.1\)"):
        _read(_TEXT.replace("closed.\n2.1. Storage", "closed.\nStorage"))


def test_a_section_the_outline_does_not_know_is_refused() -> None:
    with pytest.raises(SourceError, match=r"promises 4 numbered sections, 1 of them unknown \(first 3\)"):
        _read(_TEXT.replace("Annex A ....", "3. Plums\n\n6\nAnnex A ...."))


def test_an_end_in_the_middle_of_a_sentence_is_refused() -> None:
    with pytest.raises(SourceError, match="truncated, it ends in the middle"):
        _read(_TEXT.replace("Nothing more to say.", "Nothing more to"))


def test_missing_pages_are_refused() -> None:
    with pytest.raises(SourceError, match="truncated, 4 pages of 6"):
        _read(f"---\nsource:\n  pages: 6\n---\n{_TEXT}")


@pytest.mark.parametrize("text", ["", " \n\n", "Nothing of the kind."])
def test_an_empty_or_foreign_text_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match=r"no heading '1\. Aim'"):
        _read(text)


def test_an_unknown_guide_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SourceError, match=r"no outline is known .* mdcg-2019-11"):
        read_guidance("text", document="mdcg-1999-1", version="1999-01")


@pytest.mark.parametrize("document", sorted(GUIDES))
def test_outlines_have_no_doubled_locator(document: str) -> None:
    locators = [section.locator for section in outline_of(document)]
    assert len(locators) == len(set(locators))
    assert all(s.parent is None or s.parent in locators for s in outline_of(document))
