"""Puts one gold question to the assistant, in a conversation of its own that is kept nowhere."""

from __future__ import annotations

import time
from typing import Any

from assistant.engine import Engine
from assistant.errors import QuestionError
from assistant.turns import new_session
from evals.gold import Gold, Interview
from evals.runs.person import reply
from evals.runs.record import NO_ANSWER, Record

DEPTH = 10
"""Provisions retrieved."""
PATIENCE = 5
"""Questions the scripted person answers beyond those the gold allows, to see where the interview ends."""


def ask(engine: Engine, question: Gold) -> Record:
    """What the assistant does with a question. A defect is part of the record, the run goes on."""
    try:
        return _interviewed(engine, question) if isinstance(question, Interview) else _asked(engine, question)
    except Exception as error:  # a run of an hour must not fall with one question
        return Record(question.id, error=f"{type(error).__name__}: {' '.join(str(error).split())}")


def _asked(engine: Engine, question: Any) -> Record:
    try:
        found = engine.retrieve(question.question, k=DEPTH) if engine.has_texts else None
        started = time.perf_counter()
        answer = engine.ask(question.question).to_json()
    except QuestionError as error:  # the assistant's own way to refuse what cannot be asked
        refused = {**NO_ANSWER, "kind": "abstain", "lang": question.lang, "text": str(error)}
        return Record(question.id, turns=({"said": question.question, "answer": refused},))
    seconds = time.perf_counter() - started
    ids = tuple(h.provision for h in found.hits) if found else ()
    return Record(question.id, ids, ({"said": question.question, "answer": answer},), round(seconds, 4))


def _interviewed(engine: Engine, question: Interview) -> Record:
    session = new_session()
    turns: list[dict[str, Any]] = []
    declined: set[str] = set()
    said, seconds = question.first, 0.0
    while said and len(turns) <= question.most + PATIENCE:
        started = time.perf_counter()
        answer = engine.ask(said, session=session).to_json()
        seconds = seconds or time.perf_counter() - started
        turns.append({"said": said, "answer": answer})
        open_fact = answer["ask"][0]["fact"] if answer["ask"] else ""
        if answer["kind"] == "verdict" or open_fact in declined:
            break
        said = reply(answer["ask"], question.answers, question.lang)
        if said and not any("proposed" in entry for entry in answer["ask"]):
            declined |= {open_fact} - set(question.answers)
    engine.conversations.delete(session)
    return Record(question.id, turns=tuple(turns), seconds=round(seconds, 4))
