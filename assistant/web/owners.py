"""Whose conversation is whose: with logins, an id begins with its owner's mark; without, all are the one person's."""

from __future__ import annotations

import hashlib
import re

from assistant.conversations import check_id
from assistant.errors import ConversationError
from assistant.turns import new_session

_MARKED = re.compile(r"u[0-9a-f]{10}-")


def begin(user: str) -> str:
    """The id of a new conversation of `user` (empty: nobody logged in)."""
    return _mark(user) + new_session()


def is_mine(session: str, user: str) -> bool:
    """Whether a conversation is `user`'s."""
    mark = _mark(user)
    return session.startswith(mark) if mark else not _MARKED.match(session)


def mine(session: object, user: str) -> str:
    """The id when it names a conversation of `user`; empty for anything else that a browser may hold."""
    try:
        name = check_id(str(session or ""))
    except ConversationError:
        return ""
    return name if is_mine(name, user) else ""


def _mark(user: str) -> str:
    return f"u{hashlib.sha256(user.encode()).hexdigest()[:10]}-" if user else ""
