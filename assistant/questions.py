"""What may be asked: checked once, before any work."""

from __future__ import annotations

from assistant.conversation import Conversation
from assistant.errors import QuestionError
from assistant.language import detect
from assistant.smalltalk import smalltalk
from assistant.translations import say
from ingest.words import tokens

MAX_CHARACTERS = 4_000


def check_question(question: str, language: str | None = None, *, default: str = "fr") -> str:
    """The language to answer in: the one asked for, else the question's own, `fr` or `en`.

    Raises QuestionError, in the person's language, for a question that is empty, longer than
    `MAX_CHARACTERS`, no text at all, without a single word, or in another language than French and English.
    """
    told = language or default
    if not question.strip():
        raise QuestionError(say("error.empty", told))
    if len(question) > MAX_CHARACTERS:
        raise QuestionError(say("error.long", told, size=len(question), limit=MAX_CHARACTERS))
    if any("\ud800" <= c <= "\udfff" for c in question):
        raise QuestionError(say("error.encoding", told))
    if not any(any(c.isalpha() for c in token) for token in tokens(question)):
        raise QuestionError(say("error.words", told))
    if talk := smalltalk(question):
        return language or talk.language
    found = detect(question, told)
    if found not in ("fr", "en"):
        raise QuestionError(say("error.language", told))
    return language or found


def check_turn(text: str, language: str | None, conversation: Conversation, *, default: str = "fr") -> str:
    """As `check_question`, for a turn of a conversation: a bare number may answer, and its language may go on."""
    told = conversation.language if conversation.turns else default
    if conversation.turns and any(c.isdigit() for c in text) and not any(c.isalpha() for c in text):
        return language or told
    return check_question(text, language, default=told)
