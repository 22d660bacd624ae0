"""The regulation reader against the official texts of both regulations."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.ids import is_valid, parse
from corpus.models import Provision, ProvisionKind, Reading
from ingest.errors import SourceError
from ingest.readers.regulation_markdown import read_regulation

FILES = {"mdr": "mdr-2017-745.en.md", "ivdr": "ivdr-2017-746.en.md"}

# Id, first and last words of its whole text; a few only, the texts stay out of this repository.
PROBES = [
    ("mdr/rct_98", "(98) Directives 90/385/EEC", "(EU) No 920/2013 (32)."),
    ("mdr/art_2/1", "(1) ‘medical device’ means", "paragraph of this point."),
    ("mdr/art_2/5", "(5) ‘implantable device’ means", "an implantable device;"),
    ("mdr/art_2/12", "(12) ‘intended purpose’", "in the clinical evaluation;"),
    ("mdr/art_2/58/b/v", "(v) chronic disease,", "chronic disease,"),
    ("mdr/art_2/71", "(71) ‘common specifications’ (CS)", "process or system."),
    ("mdr/art_5/5", "5. With the exception", "on an industrial scale."),
    ("mdr/art_5/5/e/iii", "(iii) a declaration that", "reasoned justification therefor,"),
    ("mdr/art_7/a", "(a) ascribing functions", "does not have;"),
    ("mdr/art_10/9", "9. Manufacturers shall ensure", "analysis and product improvement."),
    ("mdr/art_17/3", "3. By way of derogation", "information publicly available."),
    ("mdr/art_17/3/b", "(b) the reprocessing is", "of reprocessed devices."),
    ("mdr/art_62/4/i", "(i) the clinical investigation", "and constantly monitored;"),
    ("mdr/art_65", "A clinical investigation on minors", "in the clinical investigation."),
    ("mdr/art_65/a", "(a) the informed consent", "has been obtained;"),
    ("mdr/art_94", "Where the competent authorities", "with the competent authorities."),
    ("mdr/art_94/b", "(b) otherwise does not", "in this Regulation,"),
    ("mdr/art_106/10/b", "(b) to contribute to", "or group of devices;"),
    ("mdr/art_120/3", "3. By way of derogation", "it has certified."),
    ("mdr/art_122", "Without prejudice to Articles", "to this Regulation."),
    ("mdr/art_123/3/d", "(d) without prejudice to", "and certificate notifications."),
    ("mdr/anx_I/4", "4. Risk control measures", "any residual risks."),
    ("mdr/anx_I/10.4.1", "Devices shall be designed", "criteria established therein."),
    ("mdr/anx_I/14.6", "14.6 Any measurement, monitoring", "intended to be used."),
    ("mdr/anx_I/23.4/v", "(v) warnings or precautions", "user upon request;"),
    ("mdr/anx_II/6.1/b", "(b) detailed information regarding", "put into service;"),
    ("mdr/anx_III/1.1", "1.1. The post-market surveillance", "is not applicable."),
    ("mdr/anx_V/2", "2. If the CE", "shall be respected."),
    ("mdr/anx_VI/B/24", "24. status of the device", "corrective action initiated)."),
    ("mdr/anx_VI/C/1/basic_udi-di", "The Basic UDI-DI is", "declarations of conformity."),
    ("mdr/anx_VI/C/6.3.2", "6.3.2. Device contents of", "or procedure pack."),
    ("mdr/anx_VI/C/6.5", "The UDI shall be", "create the UDI."),
    ("mdr/anx_VI/C/6.5.2", "6.5.2. A new UDI-DI", "channels for interoperability."),
    ("mdr/anx_VII/4.5.2/b", "(b) Based on the audit", "by the MDCG."),
    ("mdr/anx_VIII/3.3", "3.3. Software, which drives", "in its own right."),
    ("mdr/anx_VIII/6.3", "Software intended to provide", "as class I."),
    ("mdr/anx_IX/5.1/c", "(c) The expert panel", "the scientific opinion."),
    ("mdr/anx_XI/3", "3. By way of derogation", "of class IIa devices."),
    ("mdr/anx_XI/A/8", "8. Batch verification in", "of Directive 2001/83/EC."),
    ("mdr/anx_XII/I/4/b", "(b) EU quality management", "the intended purpose."),
    ("mdr/anx_XII/II/15", "15. legally binding signature", "applicable national law."),
    ("mdr/anx_XIII/1", "1. For custom-made devices,", "(EU) No 722/2012."),
    ("mdr/anx_XIV/A/1/e", "(e) analyse all relevant", "its clinical benefits."),
    ("mdr/anx_XIV/B/6.2/h", "(h) a detailed and", "by the manufacturer."),
    ("mdr/anx_XV/II/3", "The clinical investigation plan", "3.19. Bibliography."),
    ("mdr/anx_XV/III/3", "3. The documentation mentioned", "of this period."),
    ("mdr/anx_XVI/6", "6. Equipment intended for", "in the brain."),
    ("ivdr/art_2/2", "(2) ‘in vitro diagnostic", "diagnostic medical devices;"),
    ("ivdr/art_38/13", "13 The Commission shall", "in Article 44."),
    ("ivdr/art_42/7", "7 In the event", "users or others."),
    ("ivdr/art_58/1", "1. Any performance study:", "and Annex XIV."),
    ("ivdr/art_113/3/f", "(f) without prejudice to", "and certificate notifications."),
    ("ivdr/anx_I/11.1/b", "(b) reduce as far", "during use;"),
    ("ivdr/anx_I/13.7", "13.7 The measuring, monitoring", "intended to be used."),
    ("ivdr/anx_I/20.4.2", "20.4.2 In addition, the", "to do so."),
    ("ivdr/anx_II/6.1.2.1/b", "(b) Precision of measurement", "and reproducibility studies."),
    ("ivdr/anx_II/6.1.2.4", "6.1.2.4. Metrological traceability", "control material values"),
    ("ivdr/anx_III/2", "2. The PSUR referred", "in Article 80."),
    ("ivdr/anx_VIII/2.2", "Devices intended to be", "as class D."),
    ("ivdr/anx_VIII/2.3/h", "(h) to be used", "staging of cancer;"),
    ("ivdr/anx_IX/5.1/b", "(b) The application shall", "of this Regulation."),
    ("ivdr/anx_X/3/j", "(j) in the case", "laboratory is unfavourable;"),
    ("ivdr/anx_XIV/I/4.5", "4.5 Description of the", "possible adverse effects."),
    ("ivdr/anx_XIV/II/3", "3. The documentation mentioned", "of this period."),
]


@pytest.fixture(scope="module")
def sources(corpus_dir: Path) -> dict[str, str]:
    return {name: (corpus_dir / file).read_text(encoding="utf-8") for name, file in FILES.items()}


@pytest.fixture(scope="module")
def readings(sources: dict[str, str]) -> dict[str, Reading]:
    return {name: read_regulation(text, document=name) for name, text in sources.items()}


@pytest.fixture(scope="module")
def provisions(readings: dict[str, Reading]) -> dict[str, Provision]:
    return {p.id: p for reading in readings.values() for p in reading.provisions}


@pytest.mark.parametrize(
    ("document", "recitals", "articles", "definitions", "annexes"),
    [("mdr", 101, 123, 71, 17), ("ivdr", 101, 113, 74, 15)],
)
def test_every_recital_article_definition_and_annex_is_read(
    readings: dict[str, Reading],
    document: str,
    recitals: int,
    articles: int,
    definitions: int,
    annexes: int,
) -> None:
    found = readings[document].provisions
    kinds = Counter(p.kind for p in found)
    assert kinds[ProvisionKind.RECITAL] == recitals
    assert kinds[ProvisionKind.ARTICLE] == articles
    assert kinds[ProvisionKind.ANNEX] == annexes
    assert sum(1 for p in found if p.parent == f"{document}/art_2" and p.texts[0].title) == definitions


@pytest.mark.parametrize("document", FILES)
def test_nothing_of_the_source_is_lost_or_doubled(
    sources: dict[str, str], readings: dict[str, Reading], document: str
) -> None:
    skipped = [_words(block) for block, _ in readings[document].skipped]
    read = [word for text in _read_texts(readings[document]) for word in _words(text)]
    place = 0
    for block in _source_blocks(sources[document]):
        words = _words(block)
        if skipped and words == skipped[0]:
            skipped.pop(0)
        else:
            assert read[place : place + len(words)] == words, f"near '{block[:60]}'"
            place += len(words)
    assert (place, skipped) == (len(read), [])


@pytest.mark.parametrize("document", FILES)
def test_ids_are_valid_and_unique_and_parents_come_before_their_children(
    readings: dict[str, Reading], document: str
) -> None:
    seen: set[str] = set()
    for provision in readings[document].provisions:
        assert is_valid(provision.id)
        assert provision.id not in seen
        assert provision.parent is None or provision.parent in seen
        above = parse(provision.id).parent
        assert above is None or str(above) in seen
        assert (provision.parent is None) == (above is None)
        seen.add(provision.id)


@pytest.mark.parametrize("document", FILES)
def test_every_provision_has_words(readings: dict[str, Reading], document: str) -> None:
    assert [p.id for p in readings[document].provisions if not p.texts[0].text] == []


@pytest.mark.parametrize(("provision", "first_words", "last_words"), PROBES)
def test_awkward_places_begin_and_end_where_they_should(
    provisions: dict[str, Provision], provision: str, first_words: str, last_words: str
) -> None:
    text = provisions[provision].texts[0].text
    assert text.startswith(first_words)
    assert text.endswith(last_words)


@pytest.mark.parametrize(
    ("holder", "clause"),
    [
        ("mdr/art_5/5", "This paragraph shall not"),
        ("mdr/art_81", "The implementing acts"),
        ("mdr/art_94", "they shall carry out"),
        ("mdr/anx_IX/2.2", "In addition, the manufacturer"),
        ("mdr/anx_IX/5.1/a", "The Commission shall immediately"),
        ("ivdr/anx_I/11.1", "and, where necessary"),
        ("ivdr/anx_II/1.1", "and where applicable:"),
    ],
)
def test_a_closing_clause_belongs_to_the_provision_that_holds_the_list(
    provisions: dict[str, Provision], holder: str, clause: str
) -> None:
    own = [piece.text for piece in provisions[holder].texts[0].pieces]
    assert any(block.startswith(clause) for block in own)


@pytest.mark.parametrize(
    ("provision", "kind", "title", "parent"),
    [
        ("mdr/art_10", "article", "General obligations of manufacturers", None),
        ("mdr/art_2/12", "definition", "intended purpose", "mdr/art_2"),
        ("mdr/anx_VIII", "annex", "Classification rules", None),
        ("mdr/anx_VIII/III", "part", "Classification rules", "mdr/anx_VIII"),
        ("mdr/anx_VIII/6", "section", "Active devices", "mdr/anx_VIII/III"),
        ("mdr/anx_VIII/6.3", "section", "Rule 11", "mdr/anx_VIII/6"),
        ("mdr/anx_VIII/3.3", "section", "", "mdr/anx_VIII/II"),
        ("mdr/anx_III/1.1", "section", "", "mdr/anx_III"),
        ("mdr/anx_XIV/A", "part", "Clinical evaluation", "mdr/anx_XIV"),
        ("mdr/anx_XI/A/10.1", "section", "", "mdr/anx_XI/A/10"),
        ("mdr/anx_VI/C/1/basic_udi-di", "definition", "Basic UDI-DI", "mdr/anx_VI/C/1"),
        (
            "mdr/anx_VII/4.5.3/type-examinations",
            "section",
            "Type-examinations",
            "mdr/anx_VII/4.5.3",
        ),
        ("ivdr/anx_XIV/I/1", "section", "Application form", "ivdr/anx_XIV/I"),
    ],
)
def test_kind_title_and_parent(
    provisions: dict[str, Provision], provision: str, kind: str, title: str, parent: str | None
) -> None:
    found = provisions[provision]
    assert (found.kind, found.texts[0].title, found.parent) == (kind, title, parent)


def test_the_path_names_the_headings_above(provisions: dict[str, Provision]) -> None:
    article = "Article 10 General obligations of manufacturers"
    annex = "Annex VIII Classification rules"
    chapter = "Chapter III Classification rules"
    assert provisions["mdr/art_10/9/a"].texts[0].path == (article,)
    assert provisions["mdr/anx_VIII/6.3"].texts[0].path == (annex, chapter, "6. Active devices")


def test_both_regulations_are_read_in_a_second_and_a_half(sources: dict[str, str]) -> None:
    start = time.perf_counter()
    for name, text in sources.items():
        read_regulation(text, document=name)
    assert time.perf_counter() - start < 1.5


@pytest.mark.parametrize(
    ("cut_from", "cut_to", "named"),
    [
        ("## Article 57\n", "", "articles 57 to 123; annexes I to XVII"),
        ("## Article 57\n", "## Article 58\n", "articles 57"),
        ("## ANNEX XVI\n", "", "annexes XVI to XVII"),
        ("| Article 17 | Article 23", "", "the last 2 rows of the correlation table"),
        ("\n(40) ", "\n(42) ", "recitals 40 to 41"),
        ("\n(40) ‘", "\n(41) ‘", "definitions 40"),
        ("\n10. Manufacturers of", "\n12. Manufacturers", "mdr/art_10/10; mdr/art_10/11"),
        ("\n17.2. ", "\n17.3. ", "mdr/anx_I/17.2"),
    ],
)
def test_a_cut_regulation_is_refused_with_what_is_missing(
    sources: dict[str, str], cut_from: str, cut_to: str, named: str
) -> None:
    whole = sources["mdr"]
    start = whole.index(cut_from)
    cut = whole[:start] + (whole[whole.index(cut_to, start + 1) :] if cut_to else "")
    with pytest.raises(SourceError, match=re.escape(named)) as raised:
        read_regulation(cut, document="mdr")
    assert "\n" not in str(raised.value)


def test_a_doubled_regulation_is_refused(sources: dict[str, str]) -> None:
    with pytest.raises(SourceError, match="twice"):
        read_regulation(sources["mdr"] * 2, document="mdr")


def test_one_regulation_under_the_name_of_the_other_is_refused(sources: dict[str, str]) -> None:
    with pytest.raises(SourceError, match="articles 114 to 123; annexes XVI to XVII"):
        read_regulation(sources["mdr"], document="ivdr")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _source_blocks(text: str) -> Iterator[str]:
    """The source line by line; of a list laid out as a table only the cells that hold it whole."""
    in_list = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            in_list = False
            yield line
        elif len(cells) > 2 and not cells[0] and re.fullmatch(r"\d+\.", cells[1]):
            in_list = True
            yield " ".join(cells[1:3])
        elif not in_list:
            yield " ".join(cells)


def _read_texts(reading: Reading) -> Iterator[str]:
    """Headings and own blocks of a reading in the order of the source."""
    by_id = {p.id: p for p in reading.provisions}
    for root in (p for p in reading.provisions if p.parent is None):
        yield from _provision_texts(root, by_id)


def _provision_texts(provision: Provision, by_id: dict[str, Provision]) -> Iterator[str]:
    yield _printed_heading(provision, by_id)
    for piece in provision.texts[0].pieces:
        if piece.child:
            yield from _provision_texts(by_id[piece.child], by_id)
        else:
            yield piece.text


def _printed_heading(provision: Provision, by_id: dict[str, Provision]) -> str:
    title, last = provision.texts[0].title, provision.id.rpartition("/")[2]
    number = last.rpartition("_")[2]
    if provision.kind in (ProvisionKind.ARTICLE, ProvisionKind.ANNEX):
        return f"{provision.kind} {number} {title}"
    if provision.kind is ProvisionKind.PART:
        return by_id[provision.children[0]].texts[0].path[-1]
    if provision.kind is ProvisionKind.SECTION and last[0].isdigit() and title:
        return f"{number} {title}"
    in_article = provision.kind is ProvisionKind.DEFINITION and "/art_" in provision.id
    return "" if in_article else title
