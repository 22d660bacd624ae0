"""Whose a conversation or a dossier is: the user of a request, and the ids they may use."""

from __future__ import annotations

import hashlib
import re
import uuid

import gradio as gr

_ANYBODYS = re.compile(r"[0-9a-f]{12}(?:[0-9a-f]{20})?")


def user_of(request: gr.Request | None) -> str:
    """The name a request is logged in with, empty where there are no logins."""
    return str(getattr(request, "username", None) or "")


def owner_mark(user: str) -> str:
    """What begins the ids of a user's conversations and names the folder of their dossiers; empty without logins."""
    return f"u{hashlib.sha256(user.encode('utf-8')).hexdigest()[:16]}" if user else ""


def new_session_of(user: str) -> str:
    """An id for a new conversation of this user that nobody can guess."""
    mark = owner_mark(user)
    return f"{mark}.{uuid.uuid4().hex}" if mark else uuid.uuid4().hex


def may_open(user: str, session: str) -> bool:
    """Whether a user may go on with a conversation.

    With logins, those of their own alone. Without, whoever holds an unguessable id may; names that a person gave on the
    command line are no such id.
    """
    mark = owner_mark(user)
    if not mark:
        return _ANYBODYS.fullmatch(session) is not None
    return session.startswith(f"{mark}.")
