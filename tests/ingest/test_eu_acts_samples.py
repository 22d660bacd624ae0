"""Files as EUR-Lex and Cellar serve them: what their description says of them is what is read."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.models import ActFacts, Change, ChangeAction, Edition, ProvisionKind, Reading
from ingest.formats import ActFile, Format, recognise
from ingest.readers.eu_acts.read import read_act

_ROOT = Path(__file__).parent.parent.parent
AIA_PAGE, AIA_FORMEX = "eurlex-consolidated.32024R1689.fr.html", "formex4.32024R1689.fr.xml"
GDPR_PAGE, GDPR_FORMEX = "eurlex-consolidated.32016R0679.fr.html", "formex4.32016R0679.fr.xml"
GDPR_OJ, OJ_2021, OJ_2026 = (
    "eurlex-oj.32016R0679.fr.html",
    "eurlex-oj.32021R0953.en.html",
    "eurlex-oj.32026D0454.en.html",
)
ALL = (AIA_PAGE, AIA_FORMEX, GDPR_PAGE, GDPR_FORMEX, GDPR_OJ, OJ_2021, OJ_2026)


@pytest.fixture(scope="session")
def formats_dir() -> Path:
    """The folder of sample files, which are not in this repository; skips without it."""
    folder = (_ROOT / os.environ.get("BOUSSOLE_TEST_FORMATS", "../shared/formats")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no sample files at {folder}; set BOUSSOLE_TEST_FORMATS to their folder")
    return folder


def opened(folder: Path, name: str) -> ActFile:
    return recognise((folder / name).read_bytes(), name)


def read(folder: Path, name: str) -> Reading:
    return read_act(opened(folder, name), document="x")


def below(reading: Reading, start: str, depth: int = 1) -> list[str]:
    """Last segments of the provisions `depth` segments below `x/<start>`."""
    rest = [p.id.removeprefix(f"x/{start}/") for p in reading.provisions if p.id.startswith(f"x/{start}/")]
    return [r for r in rest if r.count("/") == depth - 1]


FOUND = {
    AIA_PAGE: (Format.CONSOLIDATED, "32024R1689", "fr", "2026-07-27", Edition.CONSOLIDATED),
    AIA_FORMEX: (Format.FORMEX, "32024R1689", "fr", "2026-07-27", Edition.CONSOLIDATED),
    GDPR_PAGE: (Format.CONSOLIDATED, "32016R0679", "fr", "2016-05-04", Edition.CONSOLIDATED),
    GDPR_FORMEX: (Format.FORMEX, "32016R0679", "fr", "2016-05-04", Edition.CONSOLIDATED),
    GDPR_OJ: (Format.PUBLISHED, "32016R0679", "fr", "2016-05-04", Edition.PUBLISHED),
    OJ_2021: (Format.PUBLISHED, "32021R0953", "en", "2021-06-15", Edition.PUBLISHED),
    OJ_2026: (Format.PAGE, "32026D0454", "en", "2026-03-04", Edition.PUBLISHED),
}


@pytest.mark.parametrize("name", ALL)
def test_format_act_language_and_version_are_recognised(formats_dir: Path, name: str) -> None:
    file = opened(formats_dir, name)
    facts: ActFacts = file.facts
    assert (file.format, facts.celex, facts.language, facts.version, facts.edition) == FOUND[name]


def test_the_acts_a_consolidated_text_is_made_of(formats_dir: Path) -> None:
    family = [("B", "32024R1689"), ("M1", "32026R1744"), ("C1", "32024R1689R(01)")]
    for name in (AIA_PAGE, AIA_FORMEX):
        assert [(a.mark, a.celex) for a in opened(formats_dir, name).facts.family] == family


PARAGRAPHS = {
    AIA_PAGE: {"art_1": 2, "art_2": 13, "art_3": 0, "art_4": 3, "art_4a": 2, "art_5": 10, "art_6": 11},
    AIA_FORMEX: {"art_1": 2, "art_2": 13},
    GDPR_PAGE: {"art_1": 3, "art_2": 4, "art_3": 3, "art_4": 0},
    GDPR_FORMEX: {"art_1": 3, "art_2": 4, "art_3": 3, "art_4": 0},
    GDPR_OJ: {"art_1": 3, "art_17": 3},
    OJ_2021: {"art_13": 2, "art_14": 3, "art_15": 2, "art_16": 2, "art_17": 0},
    OJ_2026: {"art_1": 0, "art_2": 0},
}


@pytest.mark.parametrize("name", ALL)
def test_articles_and_their_numbered_paragraphs(formats_dir: Path, name: str) -> None:
    reading = read(formats_dir, name)
    found = {p.id.removeprefix("x/"): 0 for p in reading.provisions if p.kind is ProvisionKind.ARTICLE}
    for provision in reading.provisions:
        if provision.kind is ProvisionKind.PARAGRAPH and provision.parent:
            found[provision.parent.removeprefix("x/")] += 1
    assert found == PARAGRAPHS[name]


def test_points_annexes_and_footnotes_of_the_consolidated_ai_act(formats_dir: Path) -> None:
    reading = read(formats_dir, AIA_PAGE)
    by_id = {p.id.removeprefix("x/"): p.texts[0] for p in reading.provisions}
    assert len(below(reading, "art_3")) == 70
    assert sum(i.startswith("art_3/") for i in by_id) == 81
    assert {"art_3/14a", "art_3/14b", "art_5/1/ba", "art_5/1/bb", "art_5/1a/a/ii", "art_6/1c"} <= set(by_id)
    assert below(reading, "anx_I/A") + below(reading, "anx_I/B") == [str(n) for n in range(2, 22)]
    assert sum(p.text.startswith("— ") for p in by_id["anx_II"].pieces) == 16
    assert below(reading, "anx_III") == [str(n) for n in range(1, 9)]
    blocks = below(reading, "anx_VII")
    assert [b for b in blocks if "." not in b] == ["1", "2", "3", "4", "5"]
    assert len([b for b in blocks if "." in b]) == 14
    assert len(below(reading, "anx_XIV")) + len(below(reading, "anx_XIV", 2)) == 10
    assert sum(" | " in p.text for i, t in by_id.items() if i.startswith("anx_XIV/") for p in t.pieces) > 20
    assert by_id["anx_XIV"].title.startswith("Liste des codes")
    assert Counter(reason for _, reason in reading.skipped)["footnote"] == 11


def test_later_subparagraphs_and_their_points_belong_to_the_paragraph_above(formats_dir: Path) -> None:
    reading = read(formats_dir, AIA_PAGE)
    assert below(reading, "art_6/3") == ["a", "b", "c", "d"]
    last = next(p for p in reading.provisions if p.id == "x/art_6/3").texts[0].pieces
    assert [bool(p.child) for p in last] == [False, False, True, True, True, True, False]


def test_the_act_as_published_has_recitals_points_and_notes(formats_dir: Path) -> None:
    gdpr, covid, fund = (read(formats_dir, name) for name in (GDPR_OJ, OJ_2021, OJ_2026))
    counts = [
        (
            sum(p.kind is ProvisionKind.RECITAL for p in r.provisions),
            Counter(reason for _, reason in r.skipped),
        )
        for r in (gdpr, covid, fund)
    ]
    assert [(recitals, c["citation"], c["footnote"]) for recitals, c in counts] == [
        (1, 6, 0),
        (4, 5, 4),
        (5, 4, 5),
    ]
    assert sum(p.id.startswith("x/art_17/") and p.kind is ProvisionKind.POINT for p in gdpr.provisions) == 11
    assert below(covid, "anx_1") == ["1", "2", "3"]
    assert len(below(covid, "anx_1", 2)) == 32
    assert next(p for p in covid.provisions if p.id == "x/rct_3").texts[0].text.startswith("(3) To limit")
    third = next(p for p in fund.provisions if p.id == "x/rct_3").texts[0].text
    assert third.endswith("and of the Council.")


def test_every_recorded_change_of_the_ai_act(formats_dir: Path) -> None:
    by = "32026R1744"
    replaced = "art_1/2/g art_2/2 art_2/7 art_3/14 art_4".split()
    inserted = (
        "art_2/13 art_3/14a art_3/14b art_4a art_5/1/ba art_5/1/bb art_5/1a art_5/1b "
        "art_6/1a art_6/1b art_6/1c anx_I/B/21 anx_XIV"
    ).split()
    expected = {Change(f"x/{i}", by, ChangeAction.REPLACED) for i in replaced}
    expected |= {Change(f"x/{i}", by, ChangeAction.INSERTED) for i in inserted}
    expected.add(Change("x/anx_I/A/1", by, ChangeAction.DELETED))
    assert set(read(formats_dir, AIA_PAGE).changes) == expected
    formex = {c for c in expected if re.search(r"/(art_[12]|anx_I)/", c.provision)}
    formex.add(Change("x/anx_I/B/20", by, ChangeAction.REPLACED, partly=True))
    assert set(read(formats_dir, AIA_FORMEX).changes) == formex


def test_repealed_text_that_formex_keeps_is_not_law(formats_dir: Path) -> None:
    reading = read(formats_dir, AIA_FORMEX)
    assert "x/anx_I/A/1" not in {p.id for p in reading.provisions}
    assert not any(p.texts[0].text.startswith(("1. Dir", "Directive 2006/42/CE")) for p in reading.provisions)
    assert "2006/42/CE" not in next(p for p in reading.provisions if p.id == "x/anx_I/A").texts[0].text
    assert any("2006/42/CE" in text for text, reason in reading.skipped if reason == "deleted by 32026R1744")


@pytest.mark.parametrize(
    ("page", "formex", "shared"),
    [(GDPR_PAGE, GDPR_FORMEX, r"x/"), (AIA_PAGE, AIA_FORMEX, r"x/(art_[12]|anx_(I|II|VII))(/|\Z)")],
    ids=["gdpr", "ai-act"],
)
def test_xhtml_and_formex_give_the_same_provisions_and_words(
    formats_dir: Path, page: str, formex: str, shared: str
) -> None:
    first, second = (
        {
            p.id: (p.kind, p.parent, p.children, p.texts[0].title, p.texts[0].path, p.texts[0].text)
            for p in read(formats_dir, name).provisions
            if re.match(shared, p.id)
        }
        for name in (page, formex)
    )
    assert len(first) > 50
    assert first == second


@pytest.mark.parametrize("name", ALL)
def test_every_word_of_the_file_is_in_one_provision_or_skipped(formats_dir: Path, name: str) -> None:
    file = opened(formats_dir, name)
    root = file.roots()[0]
    body = next(iter(root.iter("body")), root)
    reading = read_act(file, document="x")
    told = [p.text for v in reading.provisions for p in v.texts[0].pieces]
    told += [v.texts[0].title for v in reading.provisions if v.kind is not ProvisionKind.DEFINITION]
    told += [text for text, _ in reading.skipped]
    # Letters alone: in « n<sup>o</sup> » two elements make one word.
    assert Counter(_letters(" ".join(told))) == Counter(_letters("".join(str(t) for t in body.itertext())))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())
