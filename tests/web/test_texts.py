"""The Texts screen in a real browser: browse, search within, own files, refresh, what changed; both widths."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.translations import say
from ingest.fetch.publishers import Bases
from ingest.fetch.run import fetch_sources
from ingest.versions import VersionStore
from tests.ingest.fetch.registry import code, publish, tarball
from tests.ingest.fetch.server import LocalServer, serving
from tests.small_pdf import pdf
from tests.web.site import DESK, PHONE, Site, findings, overflow, picture, running

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)  # an index is built meanwhile, on a machine that may be busy

NOWHERE = "http://127.0.0.1:9"
PROTOCOL = pdf(
    [
        ["Protocole du frigo de la pharmacie.", "Les vaccins sont gardes entre deux et huit degres."],
        ["Quand l'alarme sonne, l'infirmiere appelle le technicien au poste 4512."],
    ]
)


@pytest.fixture(scope="module")
def registry() -> Iterator[LocalServer]:
    with serving() as server:
        publish(server, {"1.0.0": tarball(code("2023-06-01"))})
        yield server


@pytest.fixture(scope="module")
def site(small_home: Path, tmp_path_factory: pytest.TempPathFactory, registry: LocalServer) -> Iterator[Site]:
    """The app over a copy of the synthetic texts, its publishers a server of the test."""
    home = tmp_path_factory.mktemp("texts") / "home"
    shutil.copytree(small_home, home)
    with running(
        home,
        BOUSSOLE_DIGESTS="none",
        BOUSSOLE_OFFLINE="",
        BOUSSOLE_CELLAR_URL=NOWHERE,
        BOUSSOLE_PAGES_URL=NOWHERE,
        BOUSSOLE_NPM_REGISTRY=registry.address,
    ) as site:
        yield site


def texts(browser: Browser, site: Site, *, size: tuple[int, int] = DESK, dark: bool = False) -> Page:
    page = site.open(browser, size=size, dark=dark)
    page.get_by_role("tab", name=say("ui.tab.texts", "fr")).click()
    expect(page.get_by_role("heading", name=say("texts.title", "fr"), exact=True)).to_be_visible()
    return page


def open_mdr(page: Page) -> None:
    page.get_by_role("button", name="Règlement (UE) 2017/745").click()
    expect(page.locator(".b-tree")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_browsing_by_structure_is_open_to_everyone(
    browser: Browser, site: Site, size: tuple[int, int], *, dark: bool
) -> None:
    page = texts(browser, site, size=size, dark=dark)
    name = f"{size[0]}-{'dark' if dark else 'light'}"
    picture(page, f"texts-{name}")
    assert (overflow(page) <= 0, findings(page)) == (True, {})
    open_mdr(page)
    page.get_by_role("button", name="Articles", exact=True).click()
    page.get_by_role("button", name="Déplier Article 10", exact=True).click()
    line = page.locator('.b-tree [data-act=provision][data-value="mdr/art_10/2"]')
    line.click()
    leaf = page.locator("#b-leaf")
    expect(leaf.get_by_text("tell the harbour master")).to_be_visible()
    expect(line).to_have_attribute("aria-current", "true")
    picture(page, f"texts-document-{name}")
    assert (overflow(page) <= 0, findings(page)) == (True, {})


def test_everything_can_be_done_by_keyboard(browser: Browser, site: Site) -> None:
    page = texts(browser, site)
    page.get_by_role("button", name="Règlement (UE) 2017/745").focus()
    page.keyboard.press("Enter")
    group = page.get_by_role("button", name="Articles", exact=True)
    group.focus()
    page.keyboard.press("Enter")
    expect(group).to_have_attribute("aria-expanded", "true")
    expect(group).to_be_focused()
    page.get_by_role("button", name="Article 120 ").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#b-leaf h3")).to_be_focused()


def test_searching_within_a_document_opens_what_it_finds(browser: Browser, site: Site) -> None:
    page = texts(browser, site)
    open_mdr(page)
    page.get_by_role("searchbox").fill("harbour master")
    page.keyboard.press("Enter")
    expect(page.locator(".b-found")).to_be_visible()
    page.locator(".b-hits button").first.click()
    expect(page.locator("#b-leaf").get_by_text("tell the harbour master")).to_be_visible()
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("searchbox", name=say("texts.search", "en"))).to_have_value("harbour master")


def test_a_pdf_is_added_asked_cited_by_its_page_and_removed(browser: Browser, site: Site) -> None:
    page = texts(browser, site)
    files = [
        {"name": "protocole.pdf", "mimeType": "application/pdf", "buffer": PROTOCOL},
        {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": pdf([[]])},
    ]
    page.locator("#b-stacks input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    status = page.locator("#b-texts-work")
    expect(
        status.get_by_text(say("texts.work.added", "fr", name="protocole.pdf").replace(" :", "\u00a0:"))
    ).to_be_visible()
    expect(status.get_by_text("seulement des images")).to_be_visible()
    expect(page.get_by_role("button", name="protocole.pdf", exact=True)).to_be_visible()
    picture(page, "texts-own")
    assert findings(page) == {}
    page.get_by_role("tab", name=say("ui.tab.ask", "fr")).click()
    page.locator("#b-box textarea").fill("Qui appeler quand l'alarme du frigo sonne ?")
    page.keyboard.press("Enter")
    expect(page.locator("#b-sources h3").get_by_text("protocole, page 2")).to_be_visible()
    expect(page.locator("#b-sources").get_by_text(say("force.user", "fr"))).to_be_visible()
    page.get_by_role("tab", name=say("ui.tab.texts", "fr")).click()
    remove = page.locator("[data-remove]")
    remove.click()
    expect(remove).to_have_text(say("texts.remove.sure", "fr"), use_inner_text=True)
    remove.click()
    expect(page.get_by_role("button", name="protocole.pdf", exact=True)).to_be_hidden()
    assert list((site.home / "files").glob("*")) == []


def test_a_refresh_shows_its_progress_and_then_answers_from_what_came(browser: Browser, site: Site) -> None:
    page = texts(browser, site)
    page.get_by_role("button", name=say("texts.refresh", "fr")).click()
    expect(page.locator("#b-texts-work progress")).to_be_visible()
    status = page.locator("#b-texts-work")
    expect(status.locator(".b-done")).to_be_visible(timeout=60_000)
    expect(status.get_by_text("MDR").first).to_contain_text("aucune version détenue")
    picture(page, "texts-refreshed")
    assert findings(page) == {}
    page.get_by_role("button", name="Code de la sécurité sociale").click()
    expect(page.locator(".b-book").get_by_text("version du 1er juin 2023")).to_be_visible()


def test_what_was_opened_while_a_refresh_went_on_stays_open(browser: Browser, site: Site) -> None:
    page = texts(browser, site)
    page.get_by_role("button", name=say("texts.refresh", "fr")).click()
    expect(page.locator("#b-texts-work progress")).to_be_visible()
    open_mdr(page)
    expect(page.locator("#b-texts-work .b-done")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Articles", exact=True).click()
    expect(page.get_by_role("button", name="Articles", exact=True)).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".b-book")).to_have_attribute("data-document", "mdr")


def test_what_changed_between_two_versions_is_shown_word_by_word(
    browser: Browser, site: Site, registry: LocalServer
) -> None:
    store = VersionStore(site.home / "sources")
    for version, day in (("1.0.0", "2023-06-01"), ("1.1.0", "2026-03-14")):
        publish(registry, {version: tarball(code(day))})
        fetch_sources(store, Bases(npm=registry.address), only=["css"])
    page = texts(browser, site, size=PHONE)
    page.get_by_role("button", name=say("texts.refresh", "fr")).click()
    expect(page.locator("#b-texts-work .b-done")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Code de la sécurité sociale").click()
    page.get_by_role("button", name=say("texts.changes", "fr")).click()
    expect(page.locator("ins").first).to_contain_text("sonnette")
    expect(page.locator(".b-rests").first).to_be_visible()
    picture(page, "texts-changes")
    assert (overflow(page) <= 0, findings(page)) == (True, {})
