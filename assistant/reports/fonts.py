"""The font of the PDF (Source Sans Pro, SIL Open Font License, from a package), and text in the characters it has."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from assistant.reports.model import printable

FONT = "SourceSansPro"
BOLD = f"{FONT}-Bold"
_NEAREST = {"\u2011": "-", "\u00ad": "", "\u200b": "", "\ufeff": "", "\uf0b7": "•", "►": "›", "➤": "›"}
_UNKNOWN = "?"


@cache
def load_fonts() -> frozenset[int]:
    """Register both faces; the code points that both have."""
    folder = files("font_source_sans_pro") / "files"
    held: list[set[int]] = []
    for name, file in ((FONT, "SourceSansPro-Regular.ttf"), (BOLD, "SourceSansPro-Bold.ttf")):
        font = TTFont(name, str(folder / file))
        pdfmetrics.registerFont(font)
        held.append(set(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(FONT, FONT, BOLD, FONT, BOLD)
    return frozenset(held[0] & held[1])


def shown(text: str) -> str:
    """The text as it can be printed: what the font lacks by its nearest characters, else as a question mark."""
    held = load_fonts()
    return "".join(c if c == "\n" or ord(c) in held else _instead(c, held) for c in printable(text))


def _instead(character: str, held: frozenset[int]) -> str:
    if character == "\t":
        return " "
    if character in _NEAREST:
        return _NEAREST[character]
    parts = unicodedata.normalize("NFKD", character)
    kept = "".join(c for c in parts if ord(c) in held)
    return kept if kept or unicodedata.combining(character) else _UNKNOWN
