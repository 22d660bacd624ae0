"""Errors of the assistant.

AssistantError
├── QuestionError    a question that cannot be asked: empty, too long, without words, in another language
└── ServeError       the web app cannot listen where it was told to
"""


class AssistantError(Exception):
    """Base of all errors raised by `assistant`."""


class QuestionError(AssistantError, ValueError):
    """A question that cannot be asked. The message is one line for the person, in their language."""


class ServeError(AssistantError):
    """The web app cannot listen at the address and port of the settings. The message is one line."""
