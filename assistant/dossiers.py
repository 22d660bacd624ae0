"""Dossiers: products saved under a name, with every version kept. One JSON file each, written whole."""

from __future__ import annotations

import json
import os
import re
import tempfile
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from assistant.choices import facts_by_name
from assistant.conversation import Product
from assistant.errors import DossierError
from assistant.form import value_of
from rules import RULE_SET

FORMAT = 1
"""Version of the files' form."""
_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Version:
    """A product as it was saved: when (UTC, ISO 8601), in which language, under which version of the rules."""

    saved_at: str
    ruleset: str
    ruleset_version: str
    language: Literal["fr", "en"]
    product: Product

    @property
    def is_of_these_rules(self) -> bool:
        """Whether the rules have stayed the same since."""
        return (self.ruleset, self.ruleset_version) == (RULE_SET.name, RULE_SET.version)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A product under a name: its versions, the oldest first, never none."""

    id: str
    name: str
    versions: tuple[Version, ...]

    @property
    def last(self) -> Version:
        """The version saved last."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The dossiers, the one saved last first, and a line on each file that cannot be read."""

    dossiers: tuple[Dossier, ...]
    problems: tuple[str, ...] = ()


class Dossiers:
    """The dossiers of a folder, which is made with the first one. Raises DossierError, one line that says how to mend it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.RLock()

    def save(self, product: Product, *, language: str, at: str = "") -> Dossier:
        """A new version of the dossier that bears the product's name, a new dossier where none does.

        What changed nothing adds no version. `at` is the time to note, now when empty.
        """
        now = at or datetime.now(UTC).isoformat(timespec="seconds")
        told: Literal["fr", "en"] = "fr" if language == "fr" else "en"
        version = Version(now, RULE_SET.name, RULE_SET.version, told, product)
        with self._lock:
            before = next((d for d in self.shelf().dossiers if d.name == product.name), None)
            if before is None:
                dossier = Dossier(uuid.uuid4().hex[:12], product.name, (version,))
            elif before.last.product == product and before.last.is_of_these_rules:
                return before
            else:
                dossier = replace(before, versions=(*before.versions, version))
            self._write(dossier)
        return dossier

    def load(self, dossier_id: str) -> Dossier | None:
        """A dossier, None when there is none of that id."""
        path = self._path(dossier_id)
        return _read(path) if path is not None and path.is_file() else None

    def shelf(self) -> Shelf:
        """All of them; a file that cannot be read is told of and stops nothing."""
        found, problems = [], []
        for path in sorted(self.folder.glob("*.json")) if self.folder.is_dir() else ():
            try:
                found.append(_read(path))
            except DossierError as error:
                problems.append(str(error))
        return Shelf(tuple(sorted(found, key=lambda d: d.last.saved_at, reverse=True)), tuple(problems))

    def delete(self, dossier_id: str) -> bool:
        """Forget a dossier with all its versions; whether there was one."""
        path = self._path(dossier_id)
        with self._lock:
            if path is None or not path.is_file():
                return False
            try:
                path.unlink()
            except OSError as error:
                raise DossierError(f"{path}: cannot be deleted ({error.strerror})") from error
        return True

    def _path(self, dossier_id: str) -> Path | None:
        return self.folder / f"{dossier_id}.json" if _ID.fullmatch(dossier_id) else None

    def _write(self, dossier: Dossier) -> None:
        """The file whole or as it was: written aside, for its owner's eyes, then put in its place."""
        plain = {"format": FORMAT, **_adapter().dump_python(dossier, mode="json")}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=self.folder, suffix=".aside")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(plain, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            os.replace(aside, self.folder / f"{dossier.id}.json")
        except OSError as error:
            raise DossierError(
                f"{self.folder}: the dossier cannot be saved ({error.strerror}); check the folder's rights and space"
            ) from error


def _read(path: Path) -> Dossier:
    """The dossier of a file. Raises DossierError."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DossierError(f"{path.name}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise DossierError(f"{path.name}: is not JSON; restore the file or move it aside") from error
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise DossierError(f"{path.name}: is no dossier of this version of Boussole; move it aside")
    try:
        dossier = _adapter().validate_python({k: v for k, v in plain.items() if k != "format"})
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise DossierError(
            f"{path.name}: is damaged at “{where}”; restore the file or move it aside"
        ) from error
    if not dossier.versions or dossier.id != path.stem:
        raise DossierError(f"{path.name}: is damaged; restore the file or move it aside")
    strange = next((name for v in dossier.versions for name in _strange(v.product)), "")
    if strange:
        raise DossierError(
            f"{path.name}: “{strange}” is not a fact or value these rules know; move the file aside"
        )
    return dossier


def _strange(product: Product) -> Iterator[str]:
    """Names in a product that the rules of today do not know, facts with values that are none among them."""
    given: dict[str, Any] = {**product.known, **{f: one.value for f, one in product.proposed.items()}}
    for fact, value in given.items():
        plain = str(value).lower() if isinstance(value, bool) else value
        if value_of(fact, plain) is None:
            yield fact
    yield from (fact for fact in (*product.declined, *product.asked) if fact not in facts_by_name())
    yield from (name for name in product.wanted if name not in RULE_SET.questions)


@cache
def _adapter() -> TypeAdapter[Dossier]:
    return TypeAdapter(Dossier)
