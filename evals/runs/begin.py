"""How a run begins and how one is taken up again: its questions chosen, its folder made, what must not have changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.engine import Engine
from assistant.settings import Settings
from evals.errors import RunError
from evals.gold import Gold, gold_files, load_gold, of_split
from evals.runs.folder import RunFolder, new_run
from evals.runs.provenance import file_hash, provenance
from evals.runs.run import slice_of
from evals.runs.variants import Variant


def questions_of(files: Sequence[Path], engine: Engine | None) -> list[Gold]:
    """The gold questions of the files, checked against the engine's index. Raises GoldError with every problem."""
    index = engine.index if engine else None
    held = index.ids if index else frozenset()
    official = {d.id for d in index.manifest.documents if d.is_official} if index else set()
    return load_gold(files or gold_files(), held=held, documents=official)


def chosen(questions: Sequence[Gold], split: str, count: int | None) -> list[Gold]:
    """Those of a split, or a slice of them. Raises RunError when none is left."""
    found = of_split(questions, split)
    if not found:
        raise RunError(f"none of the gold questions is in the split {split}")
    return slice_of(found, count) if count else found


def begin(
    variant: Variant, settings: Settings, engine: Engine, files: Sequence[Path], questions: Sequence[Gold]
) -> RunFolder:
    """The folder of a new run, which says what it is made with. Raises RunError when the disk refuses."""
    folder = new_run(settings.home / "runs", variant.name)
    folder.write_settings(provenance(variant, settings, engine, [p.resolve() for p in files], questions))
    return folder


def files_of(folder: RunFolder) -> list[Path]:
    """The gold files of a run. Raises RunError when one has changed since."""
    files = []
    for entry in folder.settings()["gold"]:
        path = Path(entry["file"])
        if not path.is_file() or file_hash(path) != entry["sha256"]:
            raise RunError(f"{path} has changed since run {folder.id} began; start a new one")
        files.append(path)
    return files


def check_index(folder: RunFolder, engine: Engine) -> None:
    """Raises RunError when the index is another than the one the run began with."""
    begun = folder.settings()["index"]
    if engine.index and begun and engine.index.manifest.created != begun["created"]:
        raise RunError(f"the index was built anew since run {folder.id} began; start a new one")


def asked_in(folder: RunFolder, questions: Sequence[Gold]) -> list[Gold]:
    """Those of the questions that the run is of."""
    settings: dict[str, Any] = folder.settings()
    ids = set(settings["questions"])
    return [q for q in questions if q.id in ids]
