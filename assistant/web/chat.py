"""One conversation: its turns, and the chat function, a plain generator that needs no browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answer import Answer, Citation
from assistant.engine import Engine
from assistant.errors import QuestionError
from assistant.questions import check_question
from assistant.translations import say
from ingest.errors import IngestError


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with what became of it so far: an answer, or one line on why there is none, or neither yet."""

    question: str
    answer: Answer | None = None
    problem: str = ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the answer cites."""
        return self.answer.citations if self.answer else ()


Turns = tuple[Turn, ...]


def chat(engine: Engine, question: str, turns: Turns, *, language: str) -> Iterator[Turns]:
    """The conversation as it grows by one turn: the question, the answer paragraph by paragraph.

    The answer is in the question's own language, messages are in `language`. Never raises for what a person
    typed or for texts that cannot be read: the turn then says why.
    """
    turn = Turn(question)
    yield (*turns, turn)
    session = next((t.answer.session for t in reversed(turns) if t.answer), "")
    try:
        told = check_question(question, default=language)
        for answer in engine.stream(question, language=told, session=session):
            yield (*turns, replace(turn, answer=answer))
    except QuestionError as error:
        yield (*turns, replace(turn, problem=str(error)))
    except IngestError as error:
        yield (*turns, replace(turn, problem=say("ui.unreadable", language, reason=error)))
