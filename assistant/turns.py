"""A turn from what the person wrote to the answer that is kept: planned, composed from the texts, taken, guarded."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from assistant.answer import Answer, AnswerKind
from assistant.conversation import Conversation, Exchange
from assistant.conversations import Conversations, MemoryConversations, check_id
from assistant.dialogue import AskTexts, Dialogue
from assistant.guarded import guarded
from assistant.interview_turns import Said
from assistant.questions import check_turn

Put = tuple[str, str]
"""A question put to the texts, and its language."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wrote, the language they want to be answered in (None: their own), and facts handed over beside it."""

    question: str
    language: str | None = None
    facts: Mapping[str, Any] | None = None
    started: float = field(default_factory=time.perf_counter)


@dataclass(frozen=True, slots=True)
class Turns:
    """Takes the turns of the conversations that `kept` keeps.

    `compose` gives an answer from the texts as it grows; `dated` says of which day an answer is; `default` is the
    language of a question that does not show its own.
    """

    dialogue: Dialogue
    compose: Callable[[str, str], Iterator[Answer]]
    dated: Callable[[Answer], Answer]
    kept: Conversations
    default: str = "fr"
    begun: MemoryConversations = field(default_factory=MemoryConversations)

    def answers(self, asked: Asked, session: str, *, grows: bool) -> Iterator[Answer]:
        """The answer to a turn, which is then kept; before it, when it `grows`, what of it is certain already.

        What the turn puts to the texts is composed before the conversation is held: a model may take a minute, and
        others go on meanwhile. Raises QuestionError and ConversationError.
        """
        name = check_id(session) if session else new_session()
        held = self.kept.load(name) if session else None
        planned, put = self._planned(self._known_before(held or Conversation(name)), asked)
        composed: dict[Put, Answer] = {}
        for wanted in put:
            for answer in self.compose(*wanted):
                composed[wanted] = answer
                if grows and (shown := self._growing(answer, planned, asked)):
                    yield _told(shown, name, asked)
        yield self._keep(name, asked, composed, goes_on=bool(session))

    def _planned(self, before: Conversation, asked: Asked) -> tuple[Said, list[Put]]:
        """What a turn would say were the texts silent, and what it puts to them."""
        put: list[Put] = []

        def note(question: str, language: str) -> Answer:
            put.append((question, language))
            return Answer(AnswerKind.ABSTAIN, language, "")

        return self._take(before, asked, note), list(dict.fromkeys(put))

    def _growing(self, answer: Answer, planned: Said, asked: Asked) -> Answer | None:
        """An answer from the texts as it may be shown while it grows, None once the guard has cut something out of it."""
        shown = self._guarded(replace(planned, answer=answer), asked)
        return replace(shown, facts=planned.answer.facts) if shown.text == answer.text else None

    def _keep(self, name: str, asked: Asked, composed: Mapping[Put, Answer], *, goes_on: bool) -> Answer:
        """The answer to a turn that is taken and kept; a first one from when it opens an interview."""
        answers: list[Answer] = []

        def texts(question: str, language: str) -> Answer:
            # Another turn may have come first and changed what this one means.
            ready = composed.get((question, language))
            return ready or self.dialogue.texts(question, language)

        def turn(before: Conversation) -> Conversation:
            before = self._known_before(before)
            said = self._take(before, asked, texts)
            answers.append(_told(self.dated(self._guarded(said, asked)), name, asked))
            at = datetime.now(UTC).isoformat(timespec="seconds")
            exchange = Exchange(asked.question, answers[-1].to_json(), at, said.meant)
            return replace(said.conversation, turns=(*before.turns, exchange))

        if goes_on:
            self.kept.turn(name, turn)
            return answers[-1]
        after = self.begun.turn(name, turn)
        if after.pending is not None:
            self.kept.turn(name, lambda _: after)
        return answers[-1]

    def _take(self, before: Conversation, asked: Asked, texts: AskTexts) -> Said:
        told = check_turn(asked.question, asked.language, before, default=self.default)
        return replace(self.dialogue, texts=texts).take(before, asked.question, told, asked.facts)

    def _guarded(self, said: Said, asked: Asked) -> Answer:
        """The answer of a turn; what it says beside the rules' and the interview's own words gives no verdict."""
        own = [line for part in said.own for line in part.split("\n")]
        question = f"{asked.question}\n{said.meant}".strip()
        names = said.conversation.names
        return guarded(said.answer, self.dialogue.store, question=question, names=names, allowed=own)

    def _known_before(self, before: Conversation) -> Conversation:
        """What the conversation was; a first turn that was not kept yet is taken up, beside products of the form."""
        begun = None if before.turns else self.begun.load(before.id)
        if begun is None:
            return before
        return replace(before, turns=begun.turns) if before.products else begun


def new_session() -> str:
    """An id that no conversation has yet, and that nobody can guess: who has it may go on with the conversation."""
    return uuid.uuid4().hex


def _told(answer: Answer, session: str, asked: Asked) -> Answer:
    return replace(answer, session=session, seconds=time.perf_counter() - asked.started)
