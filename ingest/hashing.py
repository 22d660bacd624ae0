"""What tells that a passage's words are the same as before."""

from __future__ import annotations

import hashlib

from corpus.models import Passage


def content_hash(passage: Passage) -> str:
    """Hash of the words the encoder sees."""
    return text_hash(passage.embedded_text)


def text_hash(text: str) -> str:
    """Hash of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
