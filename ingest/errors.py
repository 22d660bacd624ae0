"""Errors of ingestion.

IngestError
├── SourceError         a source is missing, empty, binary, badly encoded, truncated or doubled
│   ├── FetchError      a publisher did not give what was asked for, or gave something else
│   │   ├── NotThere    the publisher has no such file (404, 406, 410)
│   │   └── Unreachable the publisher cannot be reached at all
│   └── VersionMissing  no such version of a document is held
├── IndexMissing        there is no index yet
├── IndexMismatch       the index was made by another encoder, chunking or program version
├── IndexDamaged        the index folder is unreadable
└── StorageError        the disk is full or the folder read-only; the index in use is untouched
"""


class IngestError(Exception):
    """Base of all errors raised by `ingest`. The message is one line that says how to mend it."""


class SourceError(IngestError):
    """A source cannot be read: missing, empty, binary, badly encoded, truncated or doubled."""


class FetchError(SourceError):
    """A publisher did not answer, refused, or gave something other than the text asked for."""


class NotThere(FetchError):
    """The publisher has no such file: 404, 406 or 410."""


class Unreachable(FetchError):
    """The publisher cannot be reached: no network, no such host, or nobody there."""


class VersionMissing(SourceError):
    """No such version of a document is held."""


class IndexMissing(IngestError):
    """There is no index yet."""


class IndexMismatch(IngestError):
    """The index was made by another encoder, chunking or version of Boussole."""


class IndexDamaged(IngestError):
    """The index folder cannot be read."""


class StorageError(IngestError):
    """The index cannot be written: disk full or folder read-only. The index in use is untouched."""
