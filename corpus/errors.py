"""Errors of the ground floor.

CorpusError
├── InvalidCitationId   a string is not a citation id
└── CatalogueError      our own data files contradict themselves
"""


class CorpusError(Exception):
    """Base of all errors raised by `corpus`."""


class InvalidCitationId(CorpusError, ValueError):
    """A string that is not a citation id (`document/locator`)."""


class CatalogueError(CorpusError):
    """A data file of this project is inconsistent: the message names the file and the entry."""
