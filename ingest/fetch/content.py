"""What bytes from a publisher are; and what they are instead, when they are not the text asked for."""

from __future__ import annotations

import re

from corpus.models import Edition
from ingest.errors import FetchError, SourceError
from ingest.formats import ActFile, other_page, recognise

HTML = "html"
PDF = "pdf"
UNKNOWN = "unknown"

_HEAD = 300_000
_PAGE = re.compile(r"<!doctype html|<html|<body", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>([^<]{1,200})", re.IGNORECASE)


def page_format(data: bytes) -> str:
    """`html`, `pdf` or `unknown`."""
    if data.startswith(b"%PDF"):
        return PDF
    return HTML if _PAGE.search(_head(data)[:4000]) else UNKNOWN


def page_language(data: bytes) -> str:
    """The language that a web page declares (`fr`), empty when it declares none."""
    found = re.search(r"<html[^>]*\slang=[\"']?([a-zA-Z]{2})", _head(data))
    return found[1].lower() if found else ""


def gate(data: bytes) -> str:
    """What stands between a reader and a text: `a robot check`, `a login page`, `an error page`; empty when nothing does."""
    return other_page(_head(data)) if page_format(data) == HTML else ""


def what_instead(data: bytes) -> str:
    """What came in a text's place, in words."""
    if page_format(data) != HTML:
        return "something else"
    title = _TITLE.search(_head(data))
    return gate(data) or (
        f"a web page titled {' '.join(title[1].split())[:80]!r}" if title else "another web page"
    )


def check_act(data: bytes, celex: str, language: str, version: str = "") -> ActFile:
    """The act asked for, whole, in its language and version. Raises FetchError in one line when it is anything else.

    `version` (YYYY-MM-DD) is that of a consolidated text; empty means the act as published in the Official Journal.
    """
    try:
        file = recognise(data, celex, language=language, celex=celex)
    except SourceError as error:
        raise FetchError(str(error).removeprefix(f"{celex}: ")) from error
    wanted = Edition.CONSOLIDATED if version else Edition.PUBLISHED
    if file.facts.edition is not wanted or (version and file.facts.version != version):
        raise FetchError(
            f"the {file.facts.edition.value} text of {file.facts.version} came, "
            f"the {wanted.value} text{f' of {version}' if version else ''} was asked for"
        )
    return file


def _head(data: bytes) -> str:
    return data[:_HEAD].decode("utf-8", "replace")
