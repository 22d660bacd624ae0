"""The screen « Mon produit » in a browser: to a verdict by form and by chat, dossiers, both languages, phone, axe."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.choices import facts_by_name
from assistant.translations import say
from rules import decide
from tests.web.site import DESK, PHONE, Site, findings, overflow, picture, running

pytestmark = pytest.mark.browser

expect.set_options(timeout=20_000)  # as the helpers wait: the machine may be busy

DESCRIBED = "Notre appli CardioTri détecte les arythmies sur un ECG et alerte le cardiologue."
ANSWERS = {
    "individual_patient_benefit": "Oui",
    "drives_or_influences": "Non",
    "decision_information": "Oui",
    "information_significance": "Oriente",
    "healthcare_situation": "Sérieuse",
}
"""What the person of these tests knows of their product; to everything else they say no."""


@pytest.fixture(scope="module")
def site(digest_home: Path) -> Iterator[Site]:
    """An app of its own: these tests save dossiers."""
    with running(digest_home) as site:
        yield site


def opened(
    browser: Browser, site: Site, path: str = "", *, size: tuple[int, int] = DESK, dark: bool = False
) -> Page:
    page = site.open(browser, path, size=size, dark=dark)
    if not path:
        page.get_by_role("tab", name=say("ui.tab.qualify", "fr")).click()
    page.locator("#b-q-body .q-form").wait_for()
    return page


def press(page: Page, name: str) -> None:
    page.locator("#b-q").get_by_role("button", name=name, exact=True).click()


def answer_all(page: Page) -> int:
    """Answer every question until the form says what the rules say; how many that took."""
    for count in range(25):
        question = page.locator("#b-q-question")
        question.wait_for()
        if page.locator(".q-end").count():
            return count
        asked = question.inner_text()
        fact = next(
            name for name, f in facts_by_name().items() if f["question_fr"] == asked.replace("\u00a0", " ")
        )
        wanted = page.locator(".q-choices").get_by_role("button", name=ANSWERS.get(fact, "Non"), exact=True)
        (wanted if wanted.count() else page.locator(".q-choice").first).click()
        expect(question).not_to_have_text(asked)
    raise AssertionError("the form never came to an end")


def verdict_of(page: Page, question: str) -> str:
    row = page.locator(f'.q-row[data-value="{question}"] .q-firm')
    return row.inner_text().replace("\u00a0", " ")


def told(page: Page) -> dict[str, str]:
    """Each fact of « Vos réponses » by its label."""
    lines = page.locator("#b-q-body .q-facts > li .q-fact").all_inner_texts()
    pairs = (line.replace("\u00a0", " ").split(" : ", 1) for line in lines)
    return {pair[0]: pair[1] for pair in pairs}


def by_form(page: Page) -> None:
    page.locator("#b-q-box textarea").fill(DESCRIBED)
    press(page, say("q.describe.send", "fr"))
    page.locator(".q-read").wait_for()


def test_by_form_from_a_description_to_a_verdict_its_reasons_and_the_text_it_cites(
    browser: Browser, site: Site
) -> None:
    page = opened(browser, site)
    by_form(page)
    expect(page.locator(".q-read .q-words", has_text="détecte les arythmies").first).to_be_visible()
    assert page.locator(".q-firm").count() == 0, "nothing rests on what is not confirmed"
    picture(page, "qualify-read-1440")
    press(page, say("q.read.all", "fr"))
    questions = answer_all(page)
    assert questions <= 7
    facts = told(page)
    assert facts["Finalités médicales propres"] == "Diagnostic d'une maladie, dépistage compris"
    shown = verdict_of(page, "mdr_class")
    assert re.fullmatch(r"Classe (I|IIa|IIb|III)", shown)
    assert page.locator(".q-step.q-settled").count() >= 2
    page.locator('.q-end [data-act="reasons"][data-value="mdr_class"]').click()
    detail = page.locator(".q-detail")
    for key in ("q.detail.why", "q.detail.quotes", "q.detail.answers", "q.detail.changes"):
        expect(detail.get_by_text(say(key, "fr"), exact=True)).to_be_visible()
    picture(page, "qualify-verdict-1440")
    detail.locator(".q-quote .q-cite").first.click()
    sheet = page.locator("dialog.q-sheet")
    expect(sheet).to_be_visible()
    expect(sheet.locator("mark").first).to_be_visible()
    assert findings(page) == {}
    page.keyboard.press("Escape")
    expect(sheet).not_to_be_visible()
    assert "q-cite" in (page.evaluate("document.activeElement.className") or "")
    press(page, say("q.end.next", "fr", step=say("q.step.ce", "fr")))
    expect(page.locator(".q-end, .q-ask")).to_have_count(1)


def test_by_chat_to_a_verdict_and_the_form_shows_the_same_facts(browser: Browser, site: Site) -> None:
    page = opened(browser, site)
    press(page, say("q.view.chat", "fr"))
    box, turns = page.locator("#b-q-box textarea"), page.locator(".q-turn")
    box.fill(
        "Mon appli PasAPas compte les pas et donne des conseils bien-être : est-ce un dispositif médical ?"
    )
    press(page, say("q.chat.send", "fr"))
    expect(turns).to_have_count(1)
    for said in range(1, 9):
        if page.locator('.q-row[data-value="qualification"] .q-firm').count():
            break
        chips = page.locator(".q-talk .b-chip")
        chip = chips.get_by_text("Oui" if "confirm" in turns.last.inner_text().lower() else "non", exact=True)
        (chip if chip.count() else chips.first).click()
        expect(turns).to_have_count(said + 1)
    picture(page, "qualify-chat-1440")
    shown = verdict_of(page, "qualification")
    assert shown in turns.last.inner_text().replace("\u00a0", " ")
    press(page, say("q.view.form", "fr"))
    page.locator(".q-form").wait_for()
    facts = told(page)
    assert facts["Logiciel"] == "oui"
    assert page.locator(".q-end").count() == 1
    assert page.locator("#b-q-name").locator("input, textarea").first.input_value() == "PasAPas"


def test_i_do_not_know_passes_on_and_an_answer_can_be_changed(browser: Browser, site: Site) -> None:
    page = opened(browser, site)
    question = page.locator("#b-q-question")
    first = question.inner_text()
    press(page, "Oui")
    expect(question).not_to_have_text(first)
    second = question.inner_text()
    assert page.evaluate("document.activeElement.id") == "b-q-question"
    press(page, say("ui.unknown", "fr"))
    expect(question).not_to_have_text(second)
    expect(page.locator("#b-q-body").get_by_text(say("q.fact.declined", "fr")).first).to_be_visible()
    press(page, f"{say('q.change', 'fr')} : Logiciel")
    expect(question).to_have_text(first)
    press(page, "Non")
    expect(page.locator(".q-end")).to_be_visible()
    rules = decide({"is_software": False})["verdicts"]["qualification"]["label_fr"]
    assert verdict_of(page, "qualification") == rules


def test_a_contradiction_shows_where_it_arises_with_how_to_mend_it(browser: Browser, site: Site) -> None:
    page = opened(browser, site)
    press(page, "Oui")
    page.get_by_label("in vitro").first.check()
    asked = page.locator("#b-q-question").inner_text()
    press(page, say("q.question.send", "fr"))
    expect(page.locator("#b-q-question")).not_to_have_text(asked)
    page.locator(".q-left > summary").click()
    page.locator('[data-key="left-class"] > summary').click()
    page.locator('[data-key="left-class"] [data-fact="in_vitro_data_role"]').first.click()
    expect(page.locator("#b-q-question")).to_have_text(re.compile("in vitro"))
    page.locator(".q-choice").first.click()
    clash = page.locator(".q-clash")
    expect(clash).to_be_visible()
    picture(page, "qualify-clash-1440")
    assert findings(page) == {}
    clash.locator('[data-fact="in_vitro_data_role"]').click()
    expect(page.locator(".q-clash")).to_have_count(0)
    expect(page.locator("#b-q-question")).to_have_text(re.compile("in vitro"))


def test_save_reopen_by_link_compare_and_delete(browser: Browser, site: Site) -> None:
    page = opened(browser, site)
    press(page, "Oui")
    name = page.locator("#b-q-name").locator("input, textarea").first
    press(page, say("q.save", "fr"))
    expect(page.locator("#b-q-note [role=alert]")).to_have_text(say("q.note.name", "fr"))
    name.fill("Essai")
    press(page, say("q.save", "fr"))
    expect(page.locator("#b-q-note")).to_contain_text("version 1")
    press(page, f"{say('q.change', 'fr')} : Logiciel")
    press(page, "Non")
    expect(page.locator(".q-end")).to_be_visible()
    press(page, say("q.save", "fr"))
    expect(page.locator("#b-q-note")).to_contain_text("version 2")
    press(page, say("q.view.dossiers", "fr"))
    page.get_by_label(say("q.compare.left", "fr")).select_option(index=2)
    page.get_by_label(say("q.compare.right", "fr")).select_option(index=0)
    press(page, say("q.compare.go", "fr"))
    table = page.locator(".q-wide table")
    expect(table.get_by_role("row", name=re.compile(r"^Logiciel\b"))).to_have_text(
        re.compile("oui.*non", re.S)
    )
    expect(table.get_by_role("row", name=re.compile("^Qualification"))).to_be_visible()
    picture(page, "qualify-compare-1440")
    assert findings(page) == {}
    link = page.locator(".q-dossier a").first.get_attribute("href")
    assert link is not None
    other = opened(browser, site, link)
    expect(other.locator("#b-q-note")).to_contain_text("Essai")
    expect(other.get_by_role("tab", name=say("ui.tab.qualify", "fr"))).to_have_attribute(
        "aria-selected", "true"
    )
    assert told(other) == {"Logiciel": "non"}
    press(page, f"{say('q.shelf.delete', 'fr')} : Essai")
    press(page, say("q.shelf.sure", "fr"))
    expect(page.locator("#b-q-note")).to_contain_text(say("q.note.deleted", "fr"))
    assert not list((site.home / "dossiers").glob("*.json"))


def test_a_refresh_finds_the_answers_again_and_a_bad_file_stops_nothing(browser: Browser, site: Site) -> None:
    folder = site.home / "dossiers"
    folder.mkdir(exist_ok=True)
    bad = folder / "0123456789ab.json"
    bad.write_text(json.dumps({"format": 1}), encoding="utf-8")
    page = opened(browser, site)
    press(page, "Oui")
    expect(page.locator(".q-facts")).to_contain_text("Logiciel")
    page.reload()
    page.get_by_role("tab", name=say("ui.tab.qualify", "fr")).click()
    expect(page.locator(".q-facts")).to_contain_text("Logiciel")
    press(page, say("q.view.dossiers", "fr"))
    expect(page.locator(".q-shelf .b-problem")).to_contain_text(bad.name)
    bad.unlink()


def test_a_quick_hand_stays_with_one_product(browser: Browser, site: Site) -> None:
    page = opened(browser, site)
    press(page, "Oui")
    page.locator("#b-q-name").locator("input, textarea").first.fill("Vite")
    press(page, say("q.save", "fr"))  # before the first answer has come back
    expect(page.locator("#b-q-note")).to_contain_text("version 1")
    expect(page.locator(".q-facts")).to_contain_text("Logiciel")
    assert [json.loads(f.read_text("utf-8"))["name"] for f in (site.home / "dossiers").glob("*.json")] == [
        "Vite"
    ]


def test_a_new_conversation_begins_with_no_product(browser: Browser, site: Site) -> None:
    page = opened(browser, site)
    press(page, "Oui")
    expect(page.locator(".q-facts")).to_contain_text("Logiciel")
    page.get_by_role("tab", name=say("ui.tab.ask", "fr")).click()
    page.get_by_role("button", name=say("ui.clear", "fr")).click()
    page.get_by_role("tab", name=say("ui.tab.qualify", "fr")).click()
    expect(page.locator("#b-q-body .q-form")).to_be_visible()
    expect(page.locator(".q-facts")).to_have_count(0)


def test_words_that_say_nothing_stay_in_the_box(browser: Browser, site: Site) -> None:
    page = opened(browser, site)
    box = page.locator("#b-q-box textarea")
    box.fill("Bonjour à toutes et à tous")
    press(page, say("q.describe.send", "fr"))
    expect(page.locator("#b-q-note")).to_contain_text("Je n'ai rien lu")
    assert box.input_value() == "Bonjour à toutes et à tous"


def test_the_switch_says_everything_in_english_and_keeps_the_answers(browser: Browser, site: Site) -> None:
    page = opened(browser, site)
    by_form(page)
    press(page, say("q.read.all", "fr"))
    page.locator(".q-ask").wait_for()
    page.get_by_text("English", exact=True).click()
    expect(page.locator(".q-verdicts-head")).to_contain_text(say("q.verdicts.lead", "en"))
    expect(page.locator(".q-facts")).to_contain_text("Diagnosis of a disease")
    expect(page.locator("#b-q-send")).to_have_text(say("q.describe.send", "en"))
    words = page.locator("#b-q").inner_text()
    french = [key for key in ("q.known", "q.left", "q.save", "q.view.form") if say(key, "fr") in words]
    assert french == []
    picture(page, "qualify-english-1440")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_it_is_open_to_everyone_before_and_after(
    browser: Browser, site: Site, size: tuple[int, int], *, dark: bool
) -> None:
    page = opened(browser, site, size=size, dark=dark)
    look = f"{size[0]}-{'dark' if dark else 'light'}"
    picture(page, f"qualify-first-{look}")
    assert (overflow(page), findings(page)) == (0, {})
    by_form(page)
    assert (overflow(page), findings(page)) == (0, {})
    press(page, say("q.read.all", "fr"))
    answer_all(page)
    page.locator('.q-row[data-value="mdr_class"]').click()
    page.locator(".q-detail").wait_for()
    picture(page, f"qualify-end-{look}")
    assert (overflow(page), findings(page)) == (0, {})


def test_the_keyboard_alone_answers(browser: Browser, site: Site) -> None:
    page = opened(browser, site)
    question = page.locator("#b-q-question")
    first = question.inner_text()
    page.locator(".q-choice").first.focus()
    page.keyboard.press("Enter")
    expect(question).not_to_have_text(first)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.q-ask') !== null")


def test_an_answer_shows_its_verdicts_soon(browser: Browser, site: Site) -> None:
    page = opened(browser, site)
    question = page.locator("#b-q-question")
    before = question.inner_text()
    started = time.perf_counter()
    press(page, "Oui")
    expect(question).not_to_have_text(before)
    assert time.perf_counter() - started < 3


@pytest.mark.skipif(
    find_spec("assistant.reports") is None, reason="reports are not part of this Boussole yet"
)
@pytest.mark.parametrize("fmt", ["DOCX", "PDF", "MD"])
def test_a_report_is_downloaded(browser: Browser, site: Site, tmp_path: Path, fmt: str) -> None:
    page = opened(browser, site)
    by_form(page)
    press(page, say("q.read.all", "fr"))
    answer_all(page)
    with page.expect_download() as waiting:
        press(page, f"{say('q.export', 'fr')} : {fmt}")
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.name == f"CardioTri.{fmt.lower()}"
    assert file.stat().st_size > 500
