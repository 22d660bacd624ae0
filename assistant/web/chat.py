"""One conversation: its turns, kept and under way, and the chat function, a plain generator that needs no browser."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answer import Answer, Citation, answer_from_json
from assistant.conversation import Exchange
from assistant.engine import Engine
from assistant.errors import AssistantError, QuestionError
from assistant.questions import check_question
from assistant.reasons import reason_in
from assistant.translations import say
from ingest.errors import IngestError

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with what became of it so far: an answer, or one line on why there is none, or neither yet.

    `at` is when it was kept (UTC, ISO 8601), empty while it is under way.
    """

    question: str
    answer: Answer | None = None
    problem: str = ""
    at: str = ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the answer cites."""
        return self.answer.citations if self.answer else ()


Turns = tuple[Turn, ...]


def chat(engine: Engine, question: str, turns: Turns, *, language: str, session: str = "") -> Iterator[Turns]:
    """The conversation as it grows by one turn: the question, the answer paragraph by paragraph.

    The answer is in the question's own language, messages are in `language`. With `session` the turn is kept. Never
    raises for what a person typed, for texts or conversations that cannot be read: the turn then says why.
    """
    turn = Turn(question)
    yield (*turns, turn)
    session = session or next((t.answer.session for t in reversed(turns) if t.answer), "")
    try:
        told = _language(engine, question, session, language)
        for answer in engine.stream(question, language=told, session=session):
            yield (*turns, replace(turn, answer=answer))
    except QuestionError as error:
        yield (*turns, replace(turn, problem=reason_in(error, language)))
    except IngestError as error:
        yield (
            *turns,
            replace(turn, problem=say("ui.unreadable", language, reason=reason_in(error, language))),
        )
    except AssistantError as error:
        yield (*turns, replace(turn, problem=say("ui.failed", language, reason=reason_in(error, language))))
    except Exception as error:  # whatever it was, the person is told, and what they typed is not lost
        _LOG.exception("a turn failed")
        yield (*turns, replace(turn, problem=say("ui.failed", language, reason=reason_in(error, language))))


def restored(engine: Engine, session: str, language: str) -> Turns:
    """The turns of a conversation that is kept, none for one that is not; one line when they cannot be read."""
    try:
        held = engine.conversations.load(session) if session else None
        return tuple(map(_restored, held.turns)) if held else ()
    except (AssistantError, KeyError, ValueError, TypeError) as error:
        return (Turn("", problem=say("ui.lost", language, reason=reason_in(error, language))),)


def _restored(kept: Exchange) -> Turn:
    return Turn(kept.question, answer_from_json(kept.answer), at=kept.at)


def _language(engine: Engine, question: str, session: str, default: str) -> str | None:
    """The language of a question by itself; in a conversation that has turns, None: the conversation says it."""
    held = engine.conversations.load(session) if session else None
    return None if held and held.turns else check_question(question, default=default)
