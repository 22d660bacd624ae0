"""The real package from the real registry (or the mirror of it that npm is set to); skips without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from corpus.catalogue import wanted_articles
from ingest.changes import changes_between
from ingest.errors import FetchError
from ingest.fetch.addresses import NPM_REGISTRY
from ingest.fetch.client import Client, Limits, host_of
from ingest.fetch.npm import packages
from ingest.fetch.publishers import Bases
from ingest.fetch.run import fetch_sources
from ingest.held import read_held
from ingest.readers.french_code import read_code
from ingest.versions import VersionStore

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def registry() -> str:
    """The registry of the settings, of npm, or the public one, when it answers."""
    address = os.environ.get("BOUSSOLE_NPM_REGISTRY", "")
    if not address and shutil.which("npm"):
        told = subprocess.run(
            ["npm", "config", "get", "registry"], capture_output=True, text=True, check=False
        )
        address = told.stdout.strip()
    address = address if address.startswith("http") else NPM_REGISTRY
    try:
        packages(
            Client({host_of(address)}, limits=Limits(connect=3, read=10, tries=1)),
            address,
            "@socialgouv/legi-data",
        )
    except FetchError as error:
        pytest.skip(f"no npm registry can be reached ({error})")
    return address


@pytest.fixture(scope="module")
def held(registry: str, tmp_path_factory: pytest.TempPathFactory) -> VersionStore:
    store = VersionStore(tmp_path_factory.mktemp("sources"))
    (outcome,) = fetch_sources(store, Bases(npm=registry), only=["css"])
    assert outcome.state == "new", outcome.reason
    return store


def test_the_package_has_every_wanted_article(held: VersionStore) -> None:
    (file,) = held.held("css")
    found = {
        p.id.removeprefix("css/") for p in read_held(file, held.read(file)).provisions if p.parent is None
    }
    assert found <= set(wanted_articles("css"))
    assert len(found) >= 70
    assert file.version >= "2026-03-14"


def test_the_package_and_the_markdown_give_the_same_provisions(held: VersionStore, corpus_dir: Path) -> None:
    (file,) = held.held("css")
    if file.version != "2026-03-14":
        pytest.skip(f"the package is of {file.version}, the Markdown of 2026-03-14")
    package = read_held(file, held.read(file))
    markdown = read_code((corpus_dir / "css-dmn.fr.md").read_text(encoding="utf-8"))
    assert package.provisions == markdown.provisions


def test_older_packages_give_older_versions_that_compare(registry: str, held: VersionStore) -> None:
    fetch_sources(held, Bases(npm=registry), only=["css"], history=True)
    versions = held.versions("css")
    if "2023-06-01" not in versions:
        pytest.skip("the registry no longer has the packages of 2023")
    (changes,) = changes_between("css", held, None, older="2023-06-01", newer="2026-03-14")
    changed = {c.id: c.kind.value for c in changes.provisions}
    assert changed["css/L162-1-25"] == "added"
    assert changed["css/R165-4/6"] == "changed"
    assert changed["css/R165-4/5/a"] == "deleted"
