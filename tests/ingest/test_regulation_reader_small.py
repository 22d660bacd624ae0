"""The regulation reader against a small regulation of our own that has the known oddities."""

from __future__ import annotations

import pytest

from corpus.models import ProvisionTree, Reading
from ingest.errors import SourceError
from ingest.readers.regulation_markdown import read_regulation

TINY = """# Regulation on lanterns

A file of our own.

## Preamble

Whereas lanterns give light:

## Recitals

(1) Lanterns have been *lit* for long.

They still are.

(2) Oil is dear.

## Article 1

### Definitions

For this text:

(1) ‘lantern’ means a lamp that:

— gives light,

— can be carried,

and that does not fall;

(2) ‘wick’ (‘cord’) means a string.

## Article 2

### Duties

1. The keeper shall:

(a) fill the lantern;

(b) trim the wick:

(i) at dusk;

(ii) at dawn.

The keeper may rest at noon.

2 The owner pays.

3. The owner may call.

## ANNEX I

### LIGHT AND EU RULES

### CHAPTER I

### OIL

|  | 1. | Oil is: (a) clear; (b) cold. | (a) | clear; | (b) | cold. |
| --- | --- | --- | --- | --- | --- | --- |
| (a) | clear; |  |  |  |  |  |
| (b) | cold. |  |  |  |  |  |

### CHAPTER II

### WICK

### 1. Length

1.1. A hand.

1.2 A foot.

---

(1) A note.

## ANNEX II

### WORDS

### PART A

### NAMES

1. First names.

### PART B

### TERMS

### 2. Definitions

### Oil lamp (‘OL’)

A lamp with oil.

| Old | New |
| --- | --- |
| Candle | Lantern |
"""


def test_a_small_regulation_gives_its_ids_in_reading_order() -> None:
    ids = [p.id.removeprefix("tiny/") for p in _tiny().provisions]
    assert " ".join(ids) == (
        "rct_1 rct_2 art_1 art_1/1 art_1/2 art_2 art_2/1 art_2/1/a art_2/1/b art_2/1/b/i "
        "art_2/1/b/ii art_2/2 art_2/3 anx_I anx_I/I anx_I/I/1 anx_I/I/1/a anx_I/I/1/b anx_I/II "
        "anx_I/II/1 anx_I/II/1.1 anx_I/II/1.2 anx_II anx_II/A anx_II/A/1 anx_II/B anx_II/B/2 "
        "anx_II/B/2/oil_lamp"
    )


@pytest.mark.parametrize(
    ("provision", "blocks"),
    [
        ("rct_1", ["(1) Lanterns have been lit for long.", "They still are."]),
        ("art_2/1/b", ["(b) trim the wick:", "(i) at dusk;", "(ii) at dawn."]),
        ("art_2/2", ["2 The owner pays."]),
        ("anx_I/I/1", ["1. Oil is:", "(a) clear;", "(b) cold."]),
        ("anx_I/II/1", ["1.1. A hand.", "1.2 A foot."]),
        ("anx_II/B/2/oil_lamp", ["A lamp with oil.", "Old | New", "Candle | Lantern"]),
    ],
)
def test_a_small_regulation_gives_its_blocks(provision: str, blocks: list[str]) -> None:
    tree = ProvisionTree({p.id: p for p in _tiny().provisions})
    assert list(tree.blocks(f"tiny/{provision}")) == blocks


def test_a_closing_clause_ends_the_whole_paragraph() -> None:
    paragraph = next(p for p in _tiny().provisions if p.id == "tiny/art_2/1")
    assert paragraph.texts[0].pieces[-1].text == "The keeper may rest at noon."


def test_capitals_become_a_sentence_and_known_acronyms_stay() -> None:
    annex = next(p for p in _tiny().provisions if p.id == "tiny/anx_I")
    assert annex.texts[0].title == "Light and EU rules"


def test_what_is_skipped_has_a_reason() -> None:
    assert _tiny().skipped == (
        ("Regulation on lanterns", "description of the file"),
        ("A file of our own.", "description of the file"),
        ("Preamble", "heading"),
        ("Whereas lanterns give light:", "preamble"),
        ("Recitals", "heading"),
        ("(1) A note.", "footnote"),
    )


@pytest.mark.parametrize(
    ("cut", "named"),
    [
        ("## Article 1\n\n### Definitions\n", "articles 1 not found"),
        ("(1) Lanterns have been *lit* for long.\n", "recitals 1 not found"),
        ("2 The owner pays.\n", "tiny/art_2/2 not found"),
    ],
)
def test_an_unknown_regulation_is_judged_by_its_own_numbering(cut: str, named: str) -> None:
    with pytest.raises(SourceError, match=named):
        read_regulation(TINY.replace(cut, ""), document="tiny")


@pytest.mark.parametrize("text", ["", "\n \n", "A letter.\n\nNothing more.\n"])
def test_a_text_that_is_no_regulation_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="is this the right file"):
        read_regulation(text, document="mdr")


def _tiny() -> Reading:
    return read_regulation(TINY, document="tiny")
