"""Whether answers hold what they must: `python -m evals.expected [--set development]`.

Asks each question that has `expected` strings, and counts the answers whose text (quotes included) holds one string of
each list; beside it, how long the answers are, and what a whole turn takes against the search alone.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.composer import ExtractiveComposer
from assistant.engine import Engine
from assistant.settings import load_settings
from evals.questions import Question, load
from ingest.embed import open_encoder
from ingest.index import IndexFolder

SETS = ("development", "held_back", "people")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the length of its answer in characters, what it lacks, and seconds of the turn and of the search."""

    question: Question
    length: int
    lacks: tuple[tuple[str, ...], ...]
    turn: float
    search: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", nargs="+", choices=SETS, default=SETS[:1], help="questions to ask")
    parser.add_argument("--failures", action="store_true", help="list what is lacking (development only)")
    options = parser.parse_args()
    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    index = IndexFolder(settings.index_folder).open(encoder.fingerprint)
    engine, composer = Engine(index, encoder), ExtractiveComposer(index.store)
    for name in options.set:
        found = [asked(engine, composer, q) for q in load(name) if q.expected]
        print(f"{name}: {told(found)}")
        for one in found if options.failures and name == SETS[0] else ():
            if one.lacks:
                print(f"  {one.question.id}: {one.question.question[:90]} lacks {one.lacks}")


def asked(engine: Engine, composer: ExtractiveComposer, question: Question) -> Asked:
    """Ask one question: what the composer answers, and the time of a turn through the engine's door."""
    started = time.perf_counter()
    engine.ask(question.question, language=question.lang)
    turn = time.perf_counter() - started
    started = time.perf_counter()
    found = engine.retrieve(question.question, language=question.lang)
    search = time.perf_counter() - started
    text = composer.compose(found).text
    return Asked(question, len(text), lacking(text, question.expected), turn, search)


def lacking(text: str, expected: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The lists of which a text holds no string, however it is capitalised."""
    low = text.lower()
    return tuple(alternatives for alternatives in expected if not any(a.lower() in low for a in alternatives))


def told(found: Sequence[Asked]) -> str:
    """One line: how many answers hold all, how long they are, and the times."""
    whole = sum(not one.lacks for one in found)
    length = statistics.median(one.length for one in found)
    turn, search = (
        statistics.quantiles([getattr(one, part) for one in found], n=20)[18] for part in ("turn", "search")
    )
    return (
        f"{whole} of {len(found)} answers hold what they must ({whole / len(found):.3f}); median length {length:.0f} "
        f"characters; p95 of a turn {1000 * turn:.0f} ms, of the search alone {1000 * search:.0f} ms ({turn / search:.2f})"
    )


if __name__ == "__main__":
    main()
