"""EU acts from a local server that answers as Cellar does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.errors import FetchError, NotThere
from ingest.fetch.cellar import as_published, consolidated, consolidated_dates
from ingest.fetch.client import Client, Validators
from ingest.fetch.publishers import Bases
from ingest.fetch.run import FAILED, NEW, UNCHANGED, Outcome, fetch_sources
from ingest.versions import VersionStore
from tests.ingest.fetch.acts import consolidated as consolidated_text
from tests.ingest.fetch.acts import formex
from tests.ingest.fetch.acts import published as published_text
from tests.ingest.fetch.conftest import QUICK
from tests.ingest.fetch.server import LocalServer, give
from tests.ingest.fetch.test_content import packed

SPARQL = "/webapi/rdf/sparql"
RESOURCE = "/resource/celex/"
XHTML = "application/xhtml+xml"


def client_of(server: LocalServer) -> Client:
    return Client({server.host}, limits=QUICK, sleep=lambda _: None)


def listed(*celexes: str) -> str:
    return json.dumps(
        {"results": {"bindings": [{"celex": {"type": "literal", "value": c}} for c in celexes]}}
    )


def test_the_newest_version_comes_first_and_other_acts_are_left_out(server: LocalServer) -> None:
    server.paths[SPARQL] = give(
        listed("02017R0745-20240709", "02017R0745-20260101", "02001L0083-20260101", "02017R0745-20240709")
    )
    assert consolidated_dates(client_of(server), server.address, "32017R0745") == ["2026-01-01", "2024-07-09"]


@pytest.mark.parametrize("sparql", [give("", status=500), give("<html/>"), give(listed())])
def test_the_notice_stands_in_for_the_query(server: LocalServer, sparql: object) -> None:
    server.paths[SPARQL] = sparql  # type: ignore[assignment]
    server.paths[f"{RESOURCE}32017R0745"] = give(
        "<NOTICE><ID_CELEX><VALUE>02017R0745-20250110</VALUE></ID_CELEX></NOTICE>"
    )
    assert consolidated_dates(client_of(server), server.address, "32017R0745") == ["2025-01-10"]
    assert server.asked[-1].headers["accept"] == "application/xml;notice=tree"


def test_a_consolidated_text_is_asked_for_in_its_language(server: LocalServer, samples: Path) -> None:
    data = (samples / "eurlex-consolidated.32016R0679.fr.html").read_bytes()
    server.paths[f"{RESOURCE}02016R0679-20160504"] = give(
        "", status=303, Location="/resource/cellar/x.0006.03/DOC_1"
    )
    server.paths["/resource/cellar/x.0006.03/DOC_1"] = give(data, media_type=XHTML, ETag='"7"')
    found = consolidated(client_of(server), server.address, "32016R0679", "2016-05-04", "fr")
    assert (found.data, found.format) == (data, "consolidated-xhtml")
    assert server.asked[0].headers["accept-language"] == "fra"
    assert server.asked[0].headers["accept"].startswith(XHTML)


def test_the_act_as_published_comes_too(server: LocalServer, samples: Path) -> None:
    server.paths[f"{RESOURCE}32016R0679"] = give((samples / "eurlex-oj.32016R0679.fr.html").read_bytes())
    assert as_published(client_of(server), server.address, "32016R0679", "fr").format == "oj-xhtml"


@pytest.mark.parametrize(
    "path",
    ["/resource/consolidation/2016R0679%2F20160504.FRA.fmx4", f"{RESOURCE}02016R0679-20160504.FRA.fmx4"],
)
@pytest.mark.parametrize("status", [300, 404, 406])
def test_formex_stands_in_for_xhtml(server: LocalServer, samples: Path, path: str, status: int) -> None:
    package = packed({"CL.xml": (samples / "formex4.32016R0679.fr.xml").read_bytes()})
    server.paths[f"{RESOURCE}02016R0679-20160504"] = give("choose", status=status)
    server.paths[path] = give(package, media_type="application/zip")
    found = consolidated(client_of(server), server.address, "32016R0679", "2016-05-04", "fr")
    assert (found.data, found.format) == (package, "formex-zip")


def test_without_either_the_fault_of_the_xhtml_is_told(server: LocalServer) -> None:
    server.paths[f"{RESOURCE}02017R0745-20260101"] = give("<html><title>Just a captcha</title></html>")
    with pytest.raises(FetchError, match="a captcha page came instead"):
        consolidated(client_of(server), server.address, "32017R0745", "2026-01-01", "fr")


def test_what_is_not_there_is_told(server: LocalServer) -> None:
    with pytest.raises(NotThere):
        consolidated(client_of(server), server.address, "32017R0745", "2026-01-01", "fr")


def test_a_version_that_still_stands_is_not_sent_again(server: LocalServer) -> None:
    server.paths[f"{RESOURCE}02017R0745-20260101"] = give("", status=304)
    found = consolidated(
        client_of(server), server.address, "32017R0745", "2026-01-01", "fr", Validators('"7"')
    )
    assert found.response.is_unchanged


def fetched(server: LocalServer, store: VersionStore, *, history: bool = False) -> list[Outcome]:
    bases = Bases(cellar=server.address)
    return fetch_sources(store, bases, only=["mdr"], history=history, limits=QUICK, sleep=lambda _: None)


BAD = [
    ("a login page", give('<html><form><input type="password"/></form></html>'), "a login page"),
    ("a page", give("<html><head><title>Welcome</title></head></html>"), "titled 'Welcome'"),
    ("another language", give(consolidated_text(language="DE")), "came in de"),
    ("another act", give(consolidated_text(celex="02016R0679")), "32016R0679 came"),
    ("cut short", give(consolidated_text()[:-20]), "cut short"),
    ("refused", give("no", status=403), "403"),
    ("entities", give(consolidated_text().replace('"xhtml-strict.dtd">', '[<!ENTITY x "y">]>')), "entities"),
    ("latin-1", give(consolidated_text(body="été").encode("latin-1", "replace")), "not UTF-8"),
]


@pytest.mark.parametrize(("answer", "line"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_what_is_not_the_text_is_not_kept(
    server: LocalServer, store: VersionStore, answer: object, line: str
) -> None:
    server.paths[SPARQL] = give(listed("02017R0745-20260101"))
    server.paths[f"{RESOURCE}02017R0745-20260101"] = answer  # type: ignore[assignment]
    outcomes = fetched(server, store)
    assert {o.state for o in outcomes} <= {FAILED, "absent"}  # English and the act as published are not there
    assert any(line in o.reason for o in outcomes), outcomes
    assert store.held("mdr") == []


def test_a_bomb_for_formex_is_not_kept(server: LocalServer, store: VersionStore) -> None:
    server.paths[SPARQL] = give(listed("02017R0745-20260101"))
    bomb = packed({"CL.xml": formex().encode() + b" " * 81_000_000})
    server.paths["/resource/consolidation/2017R0745%2F20260101.FRA.fmx4"] = give(bomb)
    assert any("zip bomb" in o.reason for o in fetched(server, store))
    assert store.held("mdr") == []


def test_a_version_listed_and_not_given_leaves_the_one_before(
    server: LocalServer, store: VersionStore
) -> None:
    server.paths[SPARQL] = give(listed("02017R0745-20260719", "02017R0745-20260101"))
    server.paths[f"{RESOURCE}02017R0745-20260719"] = give("", status=406)
    text = consolidated_text(date="09.07.2024")
    server.paths[f"{RESOURCE}02017R0745-20260101"] = give(text)
    told = [o.reason for o in fetched(server, store)]
    assert any("2026-07-19 in fr is listed and not given" in line for line in told)
    assert any("of 2024-07-09 came" in line for line in told)


def test_the_act_as_published_is_asked_for_once(server: LocalServer, store: VersionStore) -> None:
    """Before a reader of EU acts is there, what came whole is kept for it."""
    from ingest.held import can_read

    if can_read("oj-xhtml"):
        pytest.skip("the reader of EU acts wants a whole act")
    server.paths[SPARQL] = give(listed("02017R0745-20260101"))
    server.paths[f"{RESOURCE}02017R0745-20260101"] = give(consolidated_text())
    server.paths[f"{RESOURCE}32017R0745"] = give(published_text())
    first = [o.state for o in fetched(server, store) if o.held and o.held.language == "fr"]
    before = len([a for a in server.asked if a.path == f"{RESOURCE}32017R0745"])
    again = [o.state for o in fetched(server, store) if o.held and o.held.language == "fr"]
    after = len([a for a in server.asked if a.path == f"{RESOURCE}32017R0745"])
    assert (first, again) == ([NEW, NEW], [UNCHANGED])
    assert {(h.edition, h.version, h.until) for h in store.held("mdr") if h.language == "fr"} == {
        ("consolidated", "2026-01-01", ""),
        ("official-journal", "2017-05-05", "2026-01-01"),
    }
    assert after - before == 1  # English only: it was not kept
