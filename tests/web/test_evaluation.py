"""The Evaluation screen in a real browser: start a run, watch it, read it, stop it, compare two; both widths."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.translations import say
from tests.web.site import DESK, PHONE, Site, findings, overflow, picture, running

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)  # answers are made meanwhile, on a machine that may be busy

GOLD = """\
- {id: q0, type: answerable, lang: en, persona: ra, kind: lookup, question: Who flies old kites, gold: [ansm/tarif]}
- {id: q1, type: answerable, lang: en, persona: ra, kind: obligation, gold: [mdr/art_10/1],
   question: How long shall kite makers keep a written record of every kite}
- {id: q6, type: answerable, lang: en, persona: ra, kind: lookup, question: Who pays for secret balloons, gold: [ansm/tarif]}
- {id: soup, type: refusal, lang: en, reason: off_topic, question: What is the best recipe for onion soup}
"""


@pytest.fixture(scope="module")
def site(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app over a copy of the synthetic texts, with a few gold questions of its own."""
    home = tmp_path_factory.mktemp("evaluation") / "home"
    shutil.copytree(small_home, home)
    (home / "gold").mkdir()
    (home / "gold" / "kites.yaml").write_text(GOLD, encoding="utf-8")
    with running(home, BOUSSOLE_DIGESTS="none") as site:
        yield site


def evaluation(browser: Browser, site: Site, *, size: tuple[int, int] = DESK, dark: bool = False) -> Page:
    page = site.open(browser, size=size, dark=dark)
    page.get_by_role("tab", name=say("ui.tab.evaluation", "fr")).click()
    expect(page.get_by_role("heading", name=say("bench.title", "fr"))).to_be_visible()
    return page


def start(page: Page, which: str) -> None:
    page.locator(f"#b-eval-form input[value={which}]").check()
    page.locator("#b-eval-form select").select_option("yours")
    page.get_by_role("button", name=say("bench.start", "fr")).click()


def wait_for_end(page: Page) -> None:
    expect(page.locator("#b-eval-work .b-done")).to_contain_text("terminée", timeout=240_000)


def finished(site: Site) -> int:
    return len(list((site.home / "runs").glob("*/summary.json")))


def run_twice(page: Page, site: Site) -> None:
    """Two finished runs at least, those of other tests counted."""
    expect(page.locator(".e-run")).to_have_count(finished(site))
    while (before := finished(site)) < 2:
        start(page, "quick")
        expect(page.locator(".e-run")).to_have_count(before + 1)


def test_a_run_is_started_watched_and_read(browser: Browser, site: Site) -> None:
    page = evaluation(browser, site)
    expect(page.locator("#b-eval-page")).to_contain_text("Aucun essai")
    start(page, "quick")
    expect(page.get_by_role("button", name=say("bench.stop", "fr"))).to_be_focused()
    wait_for_end(page)
    expect(page.locator("#b-eval-page section svg").first).to_be_visible()
    expect(page.locator(".e-run")).to_contain_text("4 questions")
    page.get_by_role("button", name=say("bench.part.failing", "fr"), exact=True).click()
    expect(page.locator(".e-part details").first).to_contain_text("Who flies old kites")
    page.locator(".e-part summary").first.click()
    expect(page.locator(".e-part dl").first).to_contain_text("ansm/tarif")
    assert "secret balloons" not in page.locator("#b-eval-page").inner_text()
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("button", name=say("bench.start", "en"))).to_be_visible()
    expect(page.locator(".e-part h2")).to_have_text(say("eval.failing", "en"))
    with page.expect_download() as download:
        page.get_by_role("button", name=say("bench.download", "en")).click()
    report = Path(download.value.path()).read_text(encoding="utf-8")
    assert report.startswith("<!doctype html>")
    assert "Failing questions" in report


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_part_is_open_to_everyone(
    browser: Browser, site: Site, size: tuple[int, int], *, dark: bool
) -> None:
    page = evaluation(browser, site, size=size, dark=dark)
    run_twice(page, site)
    for part in ("measures", "groups", "numbers", "failing", "compare", "made"):
        button = page.get_by_role("button", name=say(f"bench.part.{part}", "fr"), exact=True).first
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator(f'.e-report[data-part="{part}"]')).to_be_visible()
        picture(page, f"evaluation-{part}-{size[0]}-{'dark' if dark else 'light'}")
        assert (overflow(page) <= 0, findings(page)) == (True, {}), part


def test_two_runs_are_compared(browser: Browser, site: Site) -> None:
    page = evaluation(browser, site)
    run_twice(page, site)
    page.locator('[data-act=part][data-value="compare"]').click()
    table = page.locator(".e-part table").first
    expect(table).to_contain_text("+0.000 [+0.000, +0.000]")
    other = page.locator("#b-other")
    other.select_option(index=other.locator("option").count() - 1)
    page.locator("[data-compare] button").click()
    expect(page.locator("[data-compare] button")).to_be_focused()


def test_a_run_goes_on_when_the_page_is_left_and_can_be_stopped_and_resumed(
    browser: Browser, site: Site
) -> None:
    (site.home / "gold" / "more.yaml").write_text(
        "".join(
            GOLD.replace(f"id: {i}", f"id: more{n}-{i}").splitlines(keepends=True)[0]
            for n in range(1200)
            for i in ["q0"]
        ),
        encoding="utf-8",
    )
    page = evaluation(browser, site)
    start(page, "all")
    expect(page.locator("#b-eval-work progress")).to_be_visible()
    page.context.close()
    page = evaluation(browser, site, size=PHONE)
    expect(page.locator("#b-eval-work progress")).to_be_visible()
    picture(page, "evaluation-running-390-light")
    page.get_by_role("button", name=say("bench.stop", "fr")).click()
    expect(page.locator("#b-eval-work .b-done")).to_contain_text("arrêtée")
    page.get_by_role("button", name=say("bench.resume", "fr")).click()
    expect(page.locator(".e-run").first).to_contain_text(say("bench.going", "fr"))
    wait_for_end(page)
    expect(page.locator("#b-eval-page section svg:visible").first).to_be_visible()


def test_without_texts_the_screen_says_so(browser: Browser, tmp_path: Path) -> None:
    with running(tmp_path / "none", BOUSSOLE_DIGESTS="none") as site:
        page = evaluation(browser, site, size=PHONE)
        expect(page.locator("#b-eval-form .e-notice")).to_contain_text("boussole ingest")
        assert (overflow(page) <= 0, findings(page)) == (True, {})
