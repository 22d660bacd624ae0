"""Conversations held in memory, and the protocol of whatever keeps them; `conversation_store` keeps them for good."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from assistant.conversation import Conversation
from assistant.errors import ConversationError

Take = Callable[[Conversation], Conversation]
"""A turn: the conversation before it to the conversation after it."""

_ID = re.compile(r"[\w][\w.-]{0,63}")
MOST_HELD = 200
"""Conversations held in memory; the one longest unused goes first."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A conversation in a list: when its last turn was (UTC, ISO 8601), its title, its products, its number of turns."""

    id: str
    at: str
    title: str
    products: tuple[str, ...]
    turns: int


class Conversations(Protocol):
    """Keeps conversations by their id."""

    def turn(self, conversation_id: str, take: Take) -> Conversation:
        """Take one turn of a conversation, begun if it is not known, and keep what it becomes."""

    def load(self, conversation_id: str) -> Conversation | None:
        """A conversation, None when it is not known."""

    def list(self) -> list[Summary]:
        """Every conversation, the latest first."""

    def delete(self, conversation_id: str) -> bool:
        """Forget a conversation; whether there was one."""

    def warm_up(self) -> None:
        """Load now what the first turn would wait for; makes nothing."""


class MemoryConversations:
    """Conversations of this process alone."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Conversation] = OrderedDict()
        self._lock = threading.RLock()

    def turn(self, conversation_id: str, take: Take) -> Conversation:
        """As `Conversations.turn`."""
        before = self.load(conversation_id) or Conversation(conversation_id)
        after = take(before)
        with self._lock:
            self._held[conversation_id] = after
            self._held.move_to_end(conversation_id)
            while len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
        return after

    def load(self, conversation_id: str) -> Conversation | None:
        """As `Conversations.load`."""
        with self._lock:
            return self._held.get(conversation_id)

    def list(self) -> list[Summary]:
        """As `Conversations.list`."""
        with self._lock:
            return sorted(map(summary, self._held.values()), key=lambda s: s.at, reverse=True)

    def delete(self, conversation_id: str) -> bool:
        """As `Conversations.delete`."""
        with self._lock:
            return self._held.pop(conversation_id, None) is not None

    def warm_up(self) -> None:
        """As `Conversations.warm_up`: there is nothing to load."""


def summary(conversation: Conversation) -> Summary:
    """A conversation as a list shows it."""
    at = conversation.turns[-1].at if conversation.turns else ""
    return Summary(conversation.id, at, conversation.title, conversation.names, len(conversation.turns))


def check_id(conversation_id: str) -> str:
    """The id, when it can name a conversation. Raises ConversationError otherwise."""
    if not _ID.fullmatch(conversation_id):
        raise ConversationError(
            f"{conversation_id[:80]!r} cannot name a conversation: use up to 64 letters, digits, dots, dashes or underscores"
        )
    return conversation_id
