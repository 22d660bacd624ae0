"""Errors of the assistant.

AssistantError
└── QuestionError    a question that cannot be asked: empty, too long, without words, in another language
"""


class AssistantError(Exception):
    """Base of all errors raised by `assistant`."""


class QuestionError(AssistantError, ValueError):
    """A question that cannot be asked. The message is one line for the person, in their language."""
