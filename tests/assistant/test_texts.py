"""What is known of each text, what rests on a provision, and what a citation says of the text it is of."""

from __future__ import annotations

from pathlib import Path

from assistant.answer import Citation
from assistant.dependents import dependents
from assistant.texts import text_states
from corpus.catalogue import amendments_of, wanted_articles
from corpus.ids import parse
from ingest.index import Index
from ingest.versions import VersionStore
from rules import citations, cited_ids
from tests.ingest.fetch.test_versions import a_text


def test_what_rests_on_a_provision_cites_it_a_part_of_it_or_what_holds_it() -> None:
    found = dependents("css/R165-4/5")
    assert "css/R165-4/5" in found.digests
    assert set(found.rules) == {
        name
        for cited, names in citations().items()
        if parse("css/R165-4/5").holds(parse(cited)) or parse(cited).holds(parse("css/R165-4/5"))
        for name in names
    }
    assert found.rules
    assert not dependents("mdr/art_999")


def test_the_citations_of_the_rules_are_those_it_lists() -> None:
    assert sorted(citations()) == cited_ids()


def test_what_the_rules_and_digests_say_of_the_code_is_among_the_articles_wanted() -> None:
    wanted = set(wanted_articles("css"))
    assert len(wanted) == 73
    assert {parse(i).segments[0] for i in cited_ids() if i.startswith("css/")} <= wanted


def test_amendments_up_to_a_texts_date_are_in_it() -> None:
    every = [a.act for a in amendments_of("mdr/art_120")]
    assert every == ["32020R0561", "32023R0607", "32024R1860"]
    assert [a.act for a in amendments_of("mdr/art_120", after="2023-03-20")] == ["32024R1860"]
    assert [a.act for a in amendments_of("mdr/art_120", until="2023-03-20")] == ["32020R0561", "32023R0607"]
    assert amendments_of("mdr/art_120", after="2026-01-01") == []


def test_a_citation_of_a_consolidated_text_says_what_it_is_worth() -> None:
    quote = Citation(1, "mdr/art_120", "x", "fr", "official", "2023-03-20", edition="consolidated")
    told = quote.to_json("fr")
    assert told["edition"] == "consolidated"
    assert "Journal officiel" in told["effect"]
    assert told["amended"] == [{"by": "32024R1860", "from": "2024-07-09"}]
    assert "amended" not in Citation(
        1, "mdr/art_120", "x", "fr", "official", "2023-03-20", day="2024-01-01"
    ).to_json("fr")
    assert "effect" not in Citation(1, "css/L162-48", "x", "fr", "official", "2026-03-14").to_json("fr")


def test_every_text_of_the_catalogue_has_its_state(small_index: Index, tmp_path: Path) -> None:
    store = VersionStore(tmp_path)
    store.put(a_text(until="2026-12-01"), b"page")
    states = {s.document: s for s in text_states(store, small_index, "fr")}
    mdr, ansm, css = states["mdr"], states["ansm"], states["css"]
    assert (mdr.version, mdr.languages, mdr.legal_force, mdr.held) == (
        "2017-05-05",
        ("en",),
        "regulation",
        (),
    )
    assert ("32020R0561", "2020-04-24") in mdr.amended
    assert (ansm.version, ansm.held, ansm.fetched[:10], ansm.until) == (
        "2026-06-04",
        ("2026-06-04",),
        "2026-10-01",
        "2026-12-01",
    )
    assert (css.version, css.provisions, css.can_fetch) == ("", 0, True)
    assert mdr.to_json()["document"] == "mdr"


def test_publishers_are_named_in_the_readers_language(tmp_path: Path) -> None:
    named = {
        language: {s.document: s.publisher for s in text_states(VersionStore(tmp_path), None, language)}
        for language in ("fr", "en")
    }
    assert (named["fr"]["mdr"], named["en"]["mdr"]) == ("Union européenne", "European Union")
    assert named["en"]["has"] == named["fr"]["has"]
