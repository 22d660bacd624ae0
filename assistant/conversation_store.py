"""Conversations kept for good: a LangGraph graph of one node, a turn, whose state its checkpointer writes to a database.

LangGraph is imported when a store is opened, not with this module: asking one question needs none of it.
"""

from __future__ import annotations

import operator
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypedDict, cast

from pydantic import ValidationError

from assistant.conversation import Conversation, from_json
from assistant.conversations import Summary, Take, summary
from assistant.errors import ConversationError

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig
    from langgraph.checkpoint.base import BaseCheckpointSaver
    from langgraph.graph.state import CompiledStateGraph
    from langgraph.runtime import Runtime

_POSTGRES = ("postgresql://", "postgres://")
_PATIENCE = 30.0
"""Seconds to wait for another process that is writing."""


class State(TypedDict, total=False):
    """The channels of the graph: a conversation in plain form. A turn adds to `turns`; the rest it replaces."""

    id: str
    language: str
    turns: Annotated[list[dict[str, Any]], operator.add]
    products: list[dict[str, Any]]
    current: int
    pending: dict[str, Any] | None
    name: str


@dataclass(frozen=True)
class TurnContext:
    """What the node of the graph runs; it is not kept."""

    take: Take


class KeptConversations:
    """Conversations in a database: SQLite at a path, or PostgreSQL at an address.

    Nothing is opened or made before it is needed. Raises ConversationError, in one line that says how to mend it.
    """

    def __init__(self, place: Path | str) -> None:
        self._place = place
        self._lock = threading.RLock()

    def turn(self, conversation_id: str, take: Take) -> Conversation:
        """As `Conversations.turn`."""
        with self._lock, _told(self._place):
            # One checkpoint a turn: a turn is whole or did not happen.
            state = self._graph.invoke(
                {"id": conversation_id},
                _config(conversation_id),
                context=TurnContext(take),
                durability="exit",
            )
            self._forget_earlier(conversation_id)
            return _conversation(state)

    def load(self, conversation_id: str) -> Conversation | None:
        """As `Conversations.load`."""
        if not self._is_there:
            return None
        with self._lock, _told(self._place):
            values = self._graph.get_state(_config(conversation_id)).values
            return _conversation(values) if values else None

    def list(self) -> list[Summary]:
        """As `Conversations.list`."""
        if not self._is_there:
            return []
        found: dict[str, Summary] = {}
        with self._lock, _told(self._place):
            for kept in self._saver.list(None):
                name = str(kept.config["configurable"]["thread_id"])
                if name not in found:  # the latest of each comes first
                    found[name] = summary(_conversation(kept.checkpoint["channel_values"]))
        return sorted(found.values(), key=lambda s: s.at, reverse=True)

    def delete(self, conversation_id: str) -> bool:
        """As `Conversations.delete`."""
        if self.load(conversation_id) is None:
            return False
        with self._lock, _told(self._place):
            self._saver.delete_thread(conversation_id)
            self._erase()
        return True

    def warm_up(self) -> None:
        """As `Conversations.warm_up`: LangGraph takes a second to import."""
        import langgraph.checkpoint.sqlite
        import langgraph.graph  # noqa: F401

        if self._is_there:
            with self._lock, _told(self._place):
                _ = self._graph

    @property
    def _is_there(self) -> bool:
        """Whether there is a database to read: reading makes none."""
        return not isinstance(self._place, Path) or self._place.exists()

    @cached_property
    def _saver(self) -> BaseCheckpointSaver[Any]:
        if isinstance(self._place, Path):
            return _sqlite_saver(self._place)
        return _postgres_saver(self._place)

    @cached_property
    def _graph(self) -> CompiledStateGraph[State, TurnContext, Any, Any]:
        from langgraph.graph import END, START, StateGraph

        builder = StateGraph(State, context_schema=TurnContext)
        builder.add_node("turn", _turn)
        builder.add_edge(START, "turn")
        builder.add_edge("turn", END)
        return builder.compile(checkpointer=self._saver)

    def _forget_earlier(self, conversation_id: str) -> None:
        """Drop the checkpoints before the last: each holds the whole conversation, and none is gone back to.

        `SqliteSaver` has no `prune` of its own yet (langgraph-checkpoint-sqlite 3.1); this can go when it has.
        """
        connection = getattr(self._saver, "conn", None)
        if not isinstance(connection, sqlite3.Connection):
            return
        with connection:
            connection.execute(
                "DELETE FROM checkpoints WHERE thread_id = ?1 AND checkpoint_id < "
                "(SELECT max(checkpoint_id) FROM checkpoints WHERE thread_id = ?1)",
                (conversation_id,),
            )
            connection.execute(
                "DELETE FROM writes WHERE thread_id = ?1 AND checkpoint_id NOT IN "
                "(SELECT checkpoint_id FROM checkpoints WHERE thread_id = ?1)",
                (conversation_id,),
            )

    def _erase(self) -> None:
        """Take what was deleted out of the write-ahead log of SQLite as well."""
        connection = getattr(self._saver, "conn", None)
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def open_conversations(home: Path, address: str = "") -> KeptConversations:
    """The store of these settings: PostgreSQL at `address`, else `conversations.sqlite` in the home.

    Raises ConversationError for an address that is none of PostgreSQL.
    """
    if not address:
        return KeptConversations(home / "conversations.sqlite")
    if not address.startswith(_POSTGRES):
        raise ConversationError(
            "BOUSSOLE_CONVERSATIONS: give a PostgreSQL address (postgresql://USER@HOST/NAME), or leave it out for SQLite"
        )
    return KeptConversations(address)


def _turn(state: State, runtime: Runtime[TurnContext]) -> dict[str, Any]:
    """The one node: the turn, and of its outcome what changed."""
    before = _conversation(state)
    after = runtime.context.take(before).to_json()
    del after["format"]
    return {**after, "turns": after["turns"][len(before.turns) :]}


def _conversation(state: State | dict[str, Any]) -> Conversation:
    return from_json({**state, "pending": state.get("pending")})


def _config(conversation_id: str) -> RunnableConfig:
    return {"configurable": {"thread_id": conversation_id}}


def _sqlite_saver(path: Path) -> BaseCheckpointSaver[Any]:
    from langgraph.checkpoint.sqlite import SqliteSaver

    path.parent.mkdir(parents=True, exist_ok=True)
    # Conversations are for their owner's eyes.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, check_same_thread=False, timeout=_PATIENCE)
    connection.execute("PRAGMA secure_delete = ON")
    saver = SqliteSaver(connection)
    saver.setup()
    return saver


def _postgres_saver(address: str) -> BaseCheckpointSaver[Any]:
    try:
        import psycopg
        from langgraph.checkpoint.postgres import PostgresSaver
        from psycopg.rows import dict_row
    except ImportError as error:
        raise ConversationError(
            "conversations in PostgreSQL need a package that is not installed: pip install 'boussole[postgres]'"
        ) from error
    try:
        connection = psycopg.connect(address, autocommit=True, prepare_threshold=0, row_factory=dict_row)
        saver = PostgresSaver(cast("Any", connection))
        saver.setup()
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        raise ConversationError(
            f"BOUSSOLE_CONVERSATIONS: the database cannot be opened ({reason})"
        ) from error
    return cast("BaseCheckpointSaver[Any]", saver)


@contextmanager
def _told(place: Path | str) -> Iterator[None]:
    """Turn what a database can go wrong with into one line."""
    name = place if isinstance(place, Path) else "the database of conversations"
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise ConversationError(f"{name}: cannot be used ({error}); move it aside to start afresh") from error
    except ValidationError as error:
        raise ConversationError(f"{name}: holds a conversation that this version cannot read") from error
