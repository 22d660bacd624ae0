"""What stands around every screen: tabs, the language switch, both widths, light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from assistant.translations import say
from tests.web.site import DESK, PHONE, Site, findings, overflow, picture

pytestmark = pytest.mark.browser


def test_the_switch_changes_every_tab_and_the_page_s_language(browser: Browser, small_site: Site) -> None:
    page = small_site.open(browser)
    tabs = page.get_by_role("tab")
    expect(tabs.first).to_have_text(say("ui.tab.ask", "fr"))
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("button", name=say("ui.ask", "en"), exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_first_screen_is_open_to_everyone(
    browser: Browser, digest_site: Site, size: tuple[int, int], *, dark: bool
) -> None:
    page = digest_site.open(browser, size=size, dark=dark)
    picture(page, f"first-{size[0]}-{'dark' if dark else 'light'}")
    assert overflow(page) <= 0
    assert findings(page) == {}
