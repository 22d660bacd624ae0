"""Errors of the assistant.

AssistantError
├── QuestionError    a question that cannot be asked: empty, too long, without words, in another language
├── InputError       a file, standard input or a document id that cannot be used
├── BatchError       some lines of a batch failed; the others are done
├── ModelError       the language model of the settings cannot be used
├── ConversationError  a conversation that is not there, cannot be named so, or whose database cannot be used
├── RatingError      the file of ratings, or the folder of drafts, cannot be used
├── DossierError   a dossier that cannot be read, saved or deleted
├── ReportError      a report that cannot be written in the format asked for
└── ServeError       the web app cannot listen where it was told to
"""


class AssistantError(Exception):
    """Base of all errors raised by `assistant`."""


class QuestionError(AssistantError, ValueError):
    """A question that cannot be asked. The message is one line for the person, in their language."""


class InputError(AssistantError):
    """A file, standard input or a document id that cannot be used. The message is one line."""


class BatchError(AssistantError):
    """Some lines of a batch failed; the message counts them and gives the first one's reason."""


class ModelError(AssistantError):
    """The language model that the settings name cannot be opened; the message is one line with the remedy."""


class ConversationError(AssistantError):
    """A conversation that is not there, cannot be named so, or whose database cannot be used; one line."""


class RatingError(AssistantError):
    """The file of ratings or the folder of drafts cannot be read or written; the message is one line."""


class DossierError(AssistantError):
    """A dossier that cannot be read, saved or deleted. The message is one line with the remedy."""


class ReportError(AssistantError):
    """A report that cannot be written in the format asked for. The message is one line."""


class ServeError(AssistantError):
    """The web app cannot listen at the address and port of the settings. The message is one line."""
