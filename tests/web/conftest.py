"""A browser, and the app over real indexes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="the browser's driver is not installed: pip install -e '.[dev-web]'")
pytest.importorskip("axe_playwright_python", reason="axe-core is not installed: pip install -e '.[dev-web]'")

from playwright.sync_api import Browser, sync_playwright

from tests.web.site import ROOT, Site, running

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; skips where none is installed."""
    path = os.environ.get("BOUSSOLE_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("no Chromium; install Debian's chromium or set BOUSSOLE_CHROMIUM to a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _pages_closed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Close what a test opened: Gradio draws even where nothing moves, and sixty pages starve the next."""
    yield
    if "browser" in request.fixturenames:
        for context in request.getfixturevalue("browser").contexts:
            context.close()


@pytest.fixture(scope="session")
def small_site(small_home: Path) -> Iterator[Site]:
    """The app over the synthetic texts."""
    with running(small_home, BOUSSOLE_DIGESTS="none") as site:
        yield site


@pytest.fixture(scope="session")
def digest_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BOUSSOLE_HOME as a user has it before any official text is fetched: the digests alone."""
    home = tmp_path_factory.mktemp("digests")
    command = [sys.executable, "-m", "cli", "ingest", "--offline"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "BOUSSOLE_HOME": str(home)}, check=True, timeout=300)
    return home


@pytest.fixture(scope="session")
def digest_site(digest_home: Path) -> Iterator[Site]:
    """The app over the digests."""
    with running(digest_home) as site:
        yield site
