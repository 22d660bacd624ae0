"""What can be done with conversations on the web: ask, read again, list, rename, delete, rate; no part of Gradio in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import cast

from assistant.answer import Answer
from assistant.conversations import Summary
from assistant.engine import Engine
from assistant.gold_drafts import draft_id, gold_draft, write_draft
from assistant.ratings import MOST_CHARACTERS, Rating, Ratings, Thumb, as_json_lines
from assistant.web.chat import Turn, Turns, restored
from assistant.web.live import Live, UnderWay
from assistant.web.owner import is_mine

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Given:
    """A file handed to the browser."""

    name: str
    text: str


class Talk:
    """Conversations of an engine, those under way among them, and what is thought of their answers."""

    def __init__(self, engine: Engine, ratings: Ratings) -> None:
        self.engine = engine
        self.ratings = ratings
        self.live = Live(engine)

    def turns(self, session: str, language: str, failed: Turn | None = None) -> Turns:
        """A conversation as it now stands: what is kept, what is under way, the turn that could not be taken."""
        if not session:
            return (failed,) if failed else ()
        # What is under way is looked up first: a turn that is kept between the two looks is then seen as kept.
        under_way = self.live.of(session)
        kept = restored(self.engine, session, language)
        growing = (one.turn for one in under_way if not one.is_among(len(kept)))
        return (*kept, *growing, *((failed,) if failed else ()))

    def answers(self, question: str, session: str, language: str) -> Iterator[Turns]:
        """The conversation as it grows by the answer to a question, and at last as it is kept."""
        yield from self.followed(self.live.begin(session, question, language), session, language)

    def followed(self, one: UnderWay, session: str, language: str) -> Iterator[Turns]:
        """The conversation while this turn is under way, and at last as it is kept."""
        for _ in one.follow():
            yield self.turns(session, language)
        yield self.turns(session, language, one.turn if one.turn.problem else None)

    def mine(self, user: str) -> list[Summary]:
        """The conversations of `user`, the latest first. Raises ConversationError."""
        return [one for one in self.engine.conversations.list() if is_mine(one.id, user)]

    def rename(self, session: str, name: str) -> None:
        """Give a conversation a name; an empty one gives it back its first words. Raises ConversationError."""
        name = " ".join(name.split())[:LONGEST_NAME]
        if self.engine.conversations.load(session) is not None:
            self.engine.conversations.turn(session, lambda before: replace(before, name=name))

    def delete(self, session: str) -> None:
        """Erase a conversation and its ratings. Raises ConversationError and RatingError."""
        self.engine.conversations.delete(session)
        self.ratings.forget(session)

    def rate(self, session: str, number: int, thumb: str, reason: str = "") -> bool:
        """Keep what is thought of a turn; whether there is such a turn. Raises RatingError."""
        answered = self._answered(session, number)
        if answered is None or thumb not in ("up", "down"):
            return False
        question, answer = answered
        self.ratings.rate(
            Rating(
                session,
                number,
                cast("Thumb", thumb),
                reason.strip()[:MOST_CHARACTERS],
                datetime.now(UTC).isoformat(timespec="seconds"),
                question,
                answer.lang,
                answer.kind.value,
                tuple(dict.fromkeys(c.id for c in answer.citations)),
                answer.composer,
            )
        )
        return True

    def draft(self, session: str, number: int) -> Given | None:
        """A rated turn as a draft gold question, written to the home; None where nothing was rated. Raises RatingError."""
        answered, rating = self._answered(session, number), self.ratings.of(session).get(number)
        if answered is None or rating is None:
            return None
        question, answer = answered
        text = gold_draft(question, answer, thumb=rating.thumb, reason=rating.reason)
        write_draft(self.ratings.path.parent, question, text)
        return Given(f"{draft_id(question)}.yaml", text)

    def export(self, user: str) -> tuple[Given, int]:
        """All ratings of `user`'s conversations, and how many they are. Raises RatingError."""
        own: Sequence[Rating] = [one for one in self.ratings.all() if is_mine(one.session, user)]
        return Given("boussole-ratings.jsonl", as_json_lines(own)), len(own)

    def _answered(self, session: str, number: int) -> tuple[str, Answer] | None:
        """A kept turn's question (as it was meant) and answer."""
        turns = restored(self.engine, session, "fr")
        if not 0 <= number < len(turns):
            return None
        turn = turns[number]
        return (turn.question, turn.answer) if turn.answer is not None else None
