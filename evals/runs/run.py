"""One run from beginning to end: ask what is not asked yet, score everything, sum up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from assistant.engine import Engine
from evals.gold import Gold
from evals.runs.asking import ask
from evals.runs.folder import RunFolder
from evals.runs.record import Scored
from evals.runs.scoring import scored
from evals.runs.summary import summarise

Progress = Callable[[int, int], None]


def run(
    folder: RunFolder,
    engine: Engine,
    questions: Sequence[Gold],
    *,
    progress: Progress = lambda _done, _total: None,
) -> list[Scored]:
    """Put the questions that have no answer in the folder yet, then write scores and summary."""
    folder.mend()
    done = {record.id for record in folder.records()}
    progress(len(done), len(questions))
    engine.warm_up()
    for question in questions:
        if question.id not in done:
            folder.append(ask(engine, question))
            done.add(question.id)
            progress(len(done), len(questions))
    return score(folder, engine, questions)


def score(folder: RunFolder, engine: Engine, questions: Sequence[Gold]) -> list[Scored]:
    """Score the answers of a folder, and write scores and summary."""
    store = engine.index.store if engine.index else None
    records = {record.id: record for record in folder.records()}
    rows = [scored(question, records[question.id], store) for question in questions]
    folder.write_scores(rows)
    folder.write_summary(summarise(rows))
    return rows


def slice_of(questions: Sequence[Gold], count: int) -> list[Gold]:
    """`count` of the questions, always the same: those whose hashed ids come first, in the order of the files."""
    by_hash = sorted(questions, key=lambda q: hashlib.sha256(f"slice {q.id}".encode()).digest())
    kept = {q.id for q in by_hash[:count]}
    return [q for q in questions if q.id in kept]
