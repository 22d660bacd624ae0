"""Whose a conversation or a dossier is: the user of a request, and the ids they may use."""

from __future__ import annotations

import hashlib
import re

import gradio as gr
from gradio.context import LocalContext

from assistant.conversations import check_id
from assistant.errors import ConversationError
from assistant.turns import new_session

_MARKED = re.compile(r"u[0-9a-f]{16}\.")
_ANYBODYS = re.compile(r"[0-9a-f]{12}(?:[0-9a-f]{20})?")


def user_of(request: gr.Request | None) -> str:
    """The name a request is logged in with, empty where there are no logins."""
    return str(getattr(request, "username", None) or "")


def current_user() -> str:
    """The name that the event under way is logged in with, empty outside of one and where there are no logins."""
    return user_of(LocalContext.request.get(None))


def owner_mark(user: str) -> str:
    """What begins the ids of a user's conversations and names the folder of their dossiers; empty without logins."""
    return f"u{hashlib.sha256(user.encode('utf-8')).hexdigest()[:16]}" if user else ""


def new_session_of(user: str) -> str:
    """An id for a new conversation of this user that nobody can guess."""
    mark = owner_mark(user)
    return f"{mark}.{new_session()}" if mark else new_session()


def is_mine(session: str, user: str) -> bool:
    """Whether a conversation belongs to a user; without logins all that no user owns are the one person's."""
    mark = owner_mark(user)
    return session.startswith(f"{mark}.") if mark else not _MARKED.match(session)


def held_by(session: object) -> str:
    """The id that a browser holds, when it names a conversation of whoever asks in the event under way."""
    return mine(session, current_user())


def mine(session: object, user: str) -> str:
    """The id when it names a conversation of `user`; empty for anything else that a browser may hold."""
    try:
        name = check_id(str(session or ""))
    except ConversationError:
        return ""
    return name if is_mine(name, user) else ""


def may_open(user: str, session: str) -> bool:
    """Whether a user may go on with a conversation.

    With logins, those of their own alone. Without, whoever holds an unguessable id may; names that a person gave on the
    command line are no such id.
    """
    mark = owner_mark(user)
    if not mark:
        return _ANYBODYS.fullmatch(session) is not None
    return session.startswith(f"{mark}.")
