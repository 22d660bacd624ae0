"""Quotes checked word for word against the provision they are said to come from."""

from __future__ import annotations

import re

from corpus.models import ProvisionText

_WORD = re.compile(r"\w+", re.UNICODE)


class QuoteError(ValueError):
    """A quote that does not stand in its provision: a defect, never shown to a person."""


def is_verbatim(quote: str, text: ProvisionText) -> bool:
    """Whether all words of `quote` stand in `text` in this order, without a gap."""
    wanted = _WORD.findall(quote.lower())
    held = _WORD.findall(text.text.lower())
    if not wanted:
        return False
    size = len(wanted)
    return any(held[i : i + size] == wanted for i in range(len(held) - size + 1) if held[i] == wanted[0])


def checked(quote: str, text: ProvisionText) -> str:
    """The quote, when it stands verbatim in the provision. Raises QuoteError otherwise."""
    if not is_verbatim(quote, text):
        raise QuoteError(f"quote does not stand in {text.provision}: {quote[:60]!r}")
    return quote
