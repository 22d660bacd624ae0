"""Pages and PDFs of the agencies, from a local server: the same passages as of the saved texts, or a clear line."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from corpus.catalogue import sources
from ingest.errors import SourceError
from ingest.fetch.publishers import Bases
from ingest.fetch.run import Outcome, fetch_sources
from ingest.held import read_held
from ingest.readers.french_pages import read_page
from ingest.readers.guidance import read_guidance
from ingest.readers.page_html import page_date, page_text
from ingest.readers.page_pdf import pdf_date, pdf_pages
from ingest.versions import VersionStore
from tests.ingest.fetch.conftest import QUICK
from tests.ingest.fetch.server import Answer, LocalServer, give
from tests.small_pdf import pdf

FRAME = """<!doctype html><html lang="{lang}"><head><title>Une page</title>{head}
<style>p {{}}</style></head><body><header><nav><ul><li>Accueil</li><li>Contact</li></ul></nav></header>
<main>{body}<aside>Partager</aside><script>track()</script></main>
<footer><p>Mentions légales</p></footer></body></html>"""


def page(body: str, *, lang: str = "fr", head: str = "") -> str:
    return FRAME.format(body=body, lang=lang, head=head)


def as_html(text: str) -> str:
    """A saved text as a web page: bullets as lists, the other blocks as paragraphs."""
    parts = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if not lines:
            continue
        if all(re.match(r"[•➤-]\s", line) for line in lines):
            items = "".join(f"<li>{html.escape(line[1:].strip())}</li>" for line in lines)
            parts.append(f"<ul>{items}</ul>")
        else:
            parts += [f"<p><span>{html.escape(line)}</span></p>" for line in lines]
    return "\n".join(parts)


def path_of(document: str) -> str:
    """Where a mirror has the page of a document."""
    fetch = sources()[document].fetch
    assert fetch is not None
    return "/" + fetch.address.partition("://")[2]


def fetched(server: LocalServer, store: VersionStore, document: str = "ans-certification") -> Outcome:
    bases = Bases(pages=server.address)
    (outcome,) = fetch_sources(store, bases, only=[document], limits=QUICK, sleep=lambda _: None)
    return outcome


BLOCKS = [
    ("<h2>Titre</h2><p>Un <b>mot</b> fort.</p>", "## Titre\n\nUn mot fort."),
    ("<ul><li>un</li><li>deux <a href='#'>liens</a></li></ul>", "• un\n\n• deux liens"),
    (
        "<table><tr><th>Question</th><th>Sections</th></tr><tr><td>Un accès ?</td><td>INS</td><td>PSC</td></tr></table>",
        "Question → Sections\n\nUn accès ? → INS ; PSC",
    ),
    ("<div>libre<p>dans</p>après</div>", "libre\n\ndans\n\naprès"),
    ("<p>a<br>b</p>", "a\n\nb"),
    ("<p>vu</p><p hidden>caché</p><form><p>e-mail</p></form><button>Oui</button>", "vu"),
    ("<p>m<sup>2</sup>&nbsp;: <i aria-hidden='true'>icône</i>ok</p>", "m2 : ok"),
]


@pytest.mark.parametrize(("body", "text"), BLOCKS)
def test_a_page_is_its_main_blocks(body: str, text: str) -> None:
    assert page_text(page(body).encode()) == text


DATES = [
    ('<meta property="article:modified_time" content="2026-06-04T10:00:00+02:00">', "", "2026-06-04"),
    ('<meta name="dcterms.modified" content="2026-06-05">', "", "2026-06-05"),
    ("", '<time datetime="2026-06-06">6 juin</time>', "2026-06-06"),
    ("", "<p>MIS À JOUR LE 04/06/2026</p>", "2026-06-04"),
    ("", "<p>Rien</p>", ""),
]


@pytest.mark.parametrize(("head", "body", "date"), DATES)
def test_the_date_is_the_publishers(head: str, body: str, date: str) -> None:
    assert page_date(page(body, head=head).encode()) == date


def test_a_page_without_words_is_told() -> None:
    with pytest.raises(SourceError, match="no text of its own"):
        page_text(page("<div id='app'></div>").replace("<aside>Partager</aside>", "").encode())


def saved(corpus_dir: Path, name: str = "ans-certification-dmn.fr.txt") -> str:
    return (corpus_dir / name).read_text(encoding="utf-8")


def test_a_page_gives_the_passages_of_the_saved_text(
    server: LocalServer, store: VersionStore, corpus_dir: Path
) -> None:
    text = saved(corpus_dir)
    head = '<meta property="article:modified_time" content="2026-10-02T10:00:00+02:00">'
    server.paths[path_of("ans-certification")] = give(page(as_html(text), head=head))
    outcome = fetched(server, store)
    assert outcome.state == "new", outcome.reason
    assert outcome.held is not None
    assert outcome.held.version == "2026-10-02"
    reading = read_held(outcome.held, store.read(outcome.held))
    wanted = read_page(text, document="ans-certification", version="2026-10-02")
    assert [p.id for p in reading.provisions] == [p.id for p in wanted.provisions]
    assert [p.texts[0].text for p in reading.provisions] == [p.texts[0].text for p in wanted.provisions]


def test_another_layout_is_no_new_version(server: LocalServer, store: VersionStore, corpus_dir: Path) -> None:
    body = as_html(saved(corpus_dir))
    server.paths[path_of("ans-certification")] = [
        give(page(body)),
        give(page(body).replace("Mentions légales", "Plan du site")),
    ]
    assert [fetched(server, store).state for _ in range(2)] == ["new", "unchanged"]
    assert len(store.held("ans-certification")) == 1


def test_a_page_is_asked_for_only_if_it_changed(
    server: LocalServer, store: VersionStore, corpus_dir: Path
) -> None:
    server.paths[path_of("ans-certification")] = [
        give(page(as_html(saved(corpus_dir))), ETag='"a"'),
        give("", status=304),
    ]
    assert [fetched(server, store).state for _ in range(2)] == ["new", "unchanged"]
    assert server.asked[1].headers["if-none-match"] == '"a"'


BAD: list[tuple[str, Answer, str]] = [
    (
        "captcha",
        give(page("<div class='g-recaptcha'></div><p>Êtes-vous un robot ?</p>")),
        "a robot check came",
    ),
    ("login", give(page("<p>Entrez</p><div><input type='password'></div>")), "a login page came"),
    ("404", give("", status=404), "404"),
    ("403", give("", status=403), "refuses"),
    ("english", give(page("<p>Certification</p>", lang="en")), "came in en, fr was asked for"),
    ("other page", give(page("<p>Nos actualités</p><p>Rien de neuf.</p>")), "structure changed"),
    ("script", give(page("<div></div>").replace("<aside>Partager</aside>", "")), "no text of its own"),
    ("binary", give(b"\x00\x01\x02" * 50), "came instead"),
]


@pytest.mark.parametrize(("answer", "line"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_what_is_not_the_page_leaves_the_version_held(
    server: LocalServer, store: VersionStore, corpus_dir: Path, answer: Answer, line: str
) -> None:
    server.paths[path_of("ans-certification")] = [give(page(as_html(saved(corpus_dir)))), answer]
    fetched(server, store)
    before = store.held("ans-certification")
    outcome = fetched(server, store)
    assert outcome.state == "failed"
    assert line in outcome.reason
    assert "\n" not in outcome.reason
    assert store.held("ans-certification") == before


def test_a_page_whose_structure_changed_is_not_half_read(
    server: LocalServer, store: VersionStore, corpus_dir: Path
) -> None:
    body = as_html(saved(corpus_dir))
    start = body.index("Les modes de financement")
    server.paths[path_of("ans-certification")] = give(page(body[: body.rindex("<p>", 0, start)]))
    outcome = fetched(server, store)
    assert "Les modes de financement" in outcome.reason
    assert store.held("ans-certification") == []


def test_a_pdf_gives_its_pages_and_its_date() -> None:
    data = pdf([["Première page"], ["Deuxième page", "suite"]])
    assert [p.split("\n")[:2] for p in map(str.strip, pdf_pages(data))] == [
        ["Première page"],
        ["Deuxième page", "suite"],
    ]
    assert pdf_date(data) == "2026-06-02"


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"%PDF-1.7\nnothing", "broken"), (pdf([[]]), "only pictures"), (pdf([["x"]])[:200], "broken")],
)
def test_a_pdf_that_cannot_be_read_is_told(data: bytes, line: str) -> None:
    with pytest.raises(SourceError, match=line):
        pdf_pages(data)


def test_a_guide_as_pdf_is_read_with_its_pages(
    server: LocalServer, store: VersionStore, corpus_dir: Path
) -> None:
    """The text of a guide, printed page by page into a PDF of ours, gives the provisions of the text itself."""
    text = (corpus_dir / "mdcg" / "md_mdcg_2020_guidance_classification_ivd-md_en.md").read_text(
        encoding="utf-8"
    )
    body = text.split("\n---\n", 1)[1]
    pages = [page.split("\n") for page in body.split("\f")[:-1]]
    server.paths[path_of("mdcg-2020-16").partition("?")[0]] = give(pdf(pages), media_type="application/pdf")
    outcome = fetched(server, store, "mdcg-2020-16")
    assert outcome.state == "new", outcome.reason
    assert outcome.held is not None
    assert outcome.held.version == "2026-06-02"
    reading = read_held(outcome.held, store.read(outcome.held))
    wanted = read_guidance(text, document="mdcg-2020-16", version="2026-06-02")
    assert [p.id for p in reading.provisions] == [p.id for p in wanted.provisions]
    assert [letters(p.texts[0].text) for p in reading.provisions] == [
        letters(p.texts[0].text) for p in wanted.provisions
    ]
    found = [int(p.texts[0].address.rpartition("#page=")[2]) for p in reading.provisions]
    assert found == sorted(found)
    assert 1 < found[0] < found[-1] <= len(pages)


def letters(text: str) -> str:
    """Letters and figures alone: our PDF has not every sign."""
    return "".join(re.findall(r"\w+", text)).lower()


def test_a_web_page_in_a_pdfs_place_is_refused(server: LocalServer, store: VersionStore) -> None:
    server.paths[path_of("mdcg-2025-6").partition("?")[0]] = give(page("<p>x</p>"))
    outcome = fetched(server, store, "mdcg-2025-6")
    assert "a web page titled 'Une page' came instead" in outcome.reason
