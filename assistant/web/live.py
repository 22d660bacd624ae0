"""Answers under way. Each is made in its own thread, so that it is finished and kept though its page has gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from assistant.engine import Engine
from assistant.web.chat import Turn, chat, restored

PATIENCE = 600.0
"""Seconds without a word after which a page no longer waits; a model is given up long before."""


class UnderWay:
    """One turn as it grows. `after` is how many turns were kept when its answer was begun, None until it is."""

    def __init__(self, question: str) -> None:
        self.turn = Turn(question)
        self.after: int | None = None
        self.done = False
        self._steps = 0
        self._grew = threading.Condition()

    def follow(self) -> Iterator[Turn]:
        """The turn as it is, then each time it has grown, until it is done."""
        seen = -1
        while True:
            with self._grew:
                while self._steps == seen and not self.done:
                    if not self._grew.wait(PATIENCE):
                        return
                if self._steps == seen:
                    return
                seen, turn, done = self._steps, self.turn, self.done
            yield turn
            if done:
                return

    def is_among(self, kept: int) -> bool:
        """Whether it is one of the `kept` turns of its conversation already."""
        return self.after is not None and self.after < kept

    def wait(self) -> None:
        """Until it is done."""
        with self._grew:
            self._grew.wait_for(lambda: self.done)

    def grow(self, turn: Turn) -> None:
        """Take the turn as it now is."""
        with self._grew:
            self.turn = turn
            self._steps += 1
            self._grew.notify_all()

    def end(self) -> None:
        """Nothing more comes."""
        with self._grew:
            self.done = True
            self._grew.notify_all()


class Live:
    """The turns under way of every conversation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._held: dict[str, list[UnderWay]] = {}

    def begin(self, session: str, question: str, language: str) -> UnderWay:
        """Start answering; the same question of the same conversation, still under way, is joined.

        A question asked while another of its conversation is answered waits for it: what it means may hang on that answer.
        """
        with self._lock:
            before = self._held.setdefault(session, [])
            for one in before:
                if one.turn.question == question:
                    return one
            begun, last = UnderWay(question), before[-1] if before else None
            before.append(begun)
        work = threading.Thread(
            target=self._answer, args=(begun, last, session, language), name="answer", daemon=True
        )
        work.start()
        return begun

    def of(self, session: str) -> list[UnderWay]:
        """What is under way in a conversation, the first asked first."""
        with self._lock:
            return list(self._held.get(session, []))

    def _answer(self, begun: UnderWay, before: UnderWay | None, session: str, language: str) -> None:
        if before is not None:
            before.wait()
        try:
            question = begun.turn.question
            begun.after = len(restored(self._engine, session, language))
            for grown in chat(self._engine, question, (), language=language, session=session):
                begun.grow(grown[-1])
        finally:
            with self._lock:
                left = [one for one in self._held[session] if one is not begun]
                self._held[session] = left
                if not left:
                    del self._held[session]
            begun.end()
