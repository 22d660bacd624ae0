"""A running app, and the browser's pages that look at it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent.parent
SCREENSHOTS = ROOT / "build" / "screenshots"
"""Where the pictures of the screens are left; git ignores it."""
DESK, PHONE = (1440, 900), (390, 844)
_START = 90.0
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/?")


@dataclass(frozen=True)
class Site:
    """An app that runs: its address, its folder, its process."""

    url: str
    home: Path
    process: subprocess.Popen[str]

    def open(
        self, browser: Browser, path: str = "", *, size: tuple[int, int] = DESK, dark: bool = False
    ) -> Page:
        """A new page (of a browser that has never been here) that shows the app, ready to be used."""
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="fr-FR",
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(self.url + path)
        page.locator("#b-tabs [role=tab]").first.wait_for()
        return page


@contextmanager
def running(home: Path, **settings: str) -> Iterator[Site]:
    """The real `app.py` over a BOUSSOLE_HOME, on a free port, until the block ends."""
    env = {
        **os.environ,
        "BOUSSOLE_HOME": str(home),
        "BOUSSOLE_PORT": "0",
        "PYTHONUNBUFFERED": "1",
        **settings,
    }
    log = home.parent / f"{home.name}-{time.monotonic_ns()}.log"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=env, stdout=out, stderr=out, text=True
        )
        try:
            yield Site(_address(process, log), home, process)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _address(process: subprocess.Popen[str], log: Path) -> str:
    until = time.monotonic() + _START
    while time.monotonic() < until:
        found = _ADDRESS.search(log.read_text(encoding="utf-8"))
        if found:
            return found.group().rstrip("/") + "/"
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"the app did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


def picture(page: Page, name: str) -> None:
    """Keep a screenshot of the whole page."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def findings(page: Page) -> Mapping[str, str]:
    """What axe-core finds that is serious or critical: rule by rule, where."""
    violations = Axe().run(page).response["violations"]
    return {
        v["id"]: "; ".join(node["html"][:200] for node in v["nodes"][:4])
        for v in violations
        if v["impact"] in ("serious", "critical")
    }


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
