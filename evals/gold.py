"""Loads gold questions (`evals/gold/*.yaml`, form in `evals/gold/schema.json`) and refuses files that cannot be used."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from evals.errors import GoldError
from evals.fingerprint import Fingerprint
from evals.gold_checks import FOLDER, HeldTexts, entry_problems
from evals.marked_yaml import Marked, load_marked

FORMAT = 1
"""Version of the format; it changes only with a note in CHANGELOG.md."""
DEVELOPMENT, HELD_BACK = "development", "held_back"

Split = Literal["development", "held_back"]
Item = tuple[str, ...]
"""One thing an answer needs, or says: alternatives any of which will do."""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """What every entry has; `place` is `file:line`."""

    id: str
    lang: str
    place: str

    @property
    def split(self) -> Split:
        """Held back for one id in four, by its hash: a fixed rule that no one chooses by."""
        is_held = int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 4 == 0
        return "held_back" if is_held else "development"


@dataclass(frozen=True, slots=True)
class Answerable(GoldQuestion):
    """A question the texts answer. `gold` are provisions, `expected` strings that a right answer holds."""

    question: str
    persona: str
    kind: str
    gold: tuple[Item, ...]
    quotes: tuple[Fingerprint, ...] = ()
    expected: tuple[Item, ...] = ()
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal(GoldQuestion):
    """A question to refuse, for `reason`; `gold` contradicts a false premise."""

    question: str
    reason: str
    gold: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictWish(GoldQuestion):
    """A wish for a verdict: rules' questions `wanted`, facts the words state, facts still `missing` at least."""

    question: str
    wanted: tuple[str, ...]
    stated: Mapping[str, Any]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interview(GoldQuestion):
    """A scripted person: the `first` message, the `answers` they know, the `verdicts` expected in `most` questions."""

    first: str
    wanted: tuple[str, ...]
    answers: Mapping[str, Any]
    verdicts: Mapping[str, str]
    most: int


Gold = Answerable | Refusal | VerdictWish | Interview

TYPES: Mapping[str, type[Gold]] = {
    "answerable": Answerable,
    "refusal": Refusal,
    "verdict": VerdictWish,
    "interview": Interview,
}


@dataclass(slots=True)
class _Seen:
    """What was met over all files."""

    problems: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    questions: list[Gold] = field(default_factory=list)


def gold_files() -> list[Path]:
    """The files of our own gold questions."""
    return sorted(FOLDER.glob("*.yaml"))


def load_gold(
    files: Iterable[Path], *, held: Collection[str] = (), documents: Collection[str] = ()
) -> list[Gold]:
    """The questions of the files, in their order. Raises GoldError with every problem met.

    `held` are the provisions of an index and `documents` those whose official text it holds: a gold id of such a
    document that is not held is refused. Those of other documents are found by `not_held`.
    """
    seen = _Seen()
    for path in files:
        _read(path, seen, HeldTexts(frozenset(held), frozenset(documents)))
    if seen.problems:
        raise GoldError(seen.problems)
    if not seen.questions:
        raise GoldError(["no gold questions: name a file with --gold, or add one to evals/gold"])
    return seen.questions


def not_held(questions: Iterable[Gold], held: Collection[str]) -> list[str]:
    """The gold ids that an index does not hold, as `file:line: id`: their questions cannot be answered from it."""
    found = []
    for question in questions:
        for item in getattr(question, "gold", ()):
            if not any(i in held for i in item):
                found.append(f"{question.place}: {question.id}: the index holds no {' or '.join(item)}")
    return found


def documents_of(question: Gold) -> tuple[str, ...]:
    """The documents of a question's gold, the first alternative of each item; none for one without gold."""
    gold: tuple[Item, ...] = getattr(question, "gold", ())
    return tuple(dict.fromkeys(item[0].split("/")[0] for item in gold))


def _read(path: Path, seen: _Seen, index: HeldTexts) -> None:
    try:
        marked = load_marked(path.read_text(encoding="utf-8"))
    except OSError as error:
        seen.problems.append(f"{path}: cannot be read ({error.strerror})")
        return
    except UnicodeDecodeError as error:
        seen.problems.append(f"{path}: is not UTF-8 text (byte {error.start})")
        return
    except yaml.YAMLError as error:
        seen.problems.append(f"{path}:{_line_of(error)}: is no YAML ({_reason_of(error)})")
        return
    if not isinstance(marked.data, list):
        seen.problems.append(f"{path}:1: is no list of entries; begin each with « - id: »")
        return
    for path_to, reason in marked.doubled:
        seen.problems.append(f"{path}:{marked.line(path_to)}: {reason}")
    for number, entry in enumerate(marked.data):
        _take(path, marked, number, entry, seen, index)


def _take(path: Path, marked: Marked, number: int, entry: Any, seen: _Seen, index: HeldTexts) -> None:
    """One entry: kept, or each of its problems noted."""
    problems = [
        f"{path}:{marked.line((number, *where))}: {_named(entry)}{reason}"
        for where, reason in entry_problems(entry, index)
    ]
    place = f"{path}:{marked.line((number,))}"
    if isinstance(entry, dict) and isinstance(entry.get("id"), str):
        if first := seen.places.get(entry["id"]):
            problems.append(f"{place}: {entry['id']}: this id stands already at {first}")
        seen.places.setdefault(entry["id"], place)
    seen.problems += problems
    if not problems:
        seen.questions.append(_question(entry, place))


def _question(entry: Mapping[str, Any], place: str) -> Gold:
    values = {name: value for name, value in entry.items() if name != "type"}
    for name in ("gold", "expected"):
        if name in values:
            values[name] = tuple((i,) if isinstance(i, str) else tuple(i) for i in values[name])
    for name in ("traits", "wanted", "missing"):
        if name in values:
            values[name] = tuple(values[name])
    if "quotes" in values:
        values["quotes"] = tuple(Fingerprint(**quote) for quote in values["quotes"])
    return TYPES[entry["type"]](**values, place=place)


def _named(entry: Any) -> str:
    name = entry.get("id") if isinstance(entry, dict) else None
    return f"{name}: " if isinstance(name, str) else ""


def _line_of(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1


def _reason_of(error: yaml.YAMLError) -> str:
    return " ".join(str(getattr(error, "problem", None) or error).split())


def of_split(questions: Sequence[Gold], split: str) -> list[Gold]:
    """The questions of `development` or `held_back`, or `all` of them."""
    return [q for q in questions if split in ("all", q.split)]
