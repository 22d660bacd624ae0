"""Numbers as references write them: digits, Roman numerals, words; and letters spelt in other characters."""

from __future__ import annotations

import re

from corpus.ids import roman_to_int

_FRENCH = (
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf "
    "vingt vingt-et-un vingt-deux vingt-trois vingt-quatre vingt-cinq"
).split()
_ENGLISH = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five"
).split()
_VALUES = {w: n for words in (_FRENCH, _ENGLISH) for n, w in enumerate(words, 2)} | {
    "premier": 1,
    "premiere": 1,
}
_WORDS = "|".join(sorted((w.replace("-", "[ -]") for w in _VALUES), key=len, reverse=True))

WORD = rf"(?:{_WORDS}|premi[eè]re)\b"
DIGITS = r"\d++(?:er\b)?(?!\s?/\s?\d{2})"
ROMAN = r"[IVX]+\b"
BIS = {"bis": "a", "ter": "b", "quater": "c", "quinquies": "d"}

_SAME_LENGTH = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u00a0\u202f\u2009\u3000", " ")
    | dict.fromkeys("\u2019\u2018\u02bc", "'")
    | {"º": "°"}
    | {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
)


def plain(text: str) -> str:
    """The text with dashes, spaces, quotes and full-width letters in their common form; same length."""
    return text.translate(_SAME_LENGTH)


def value(written: str) -> int | None:
    """The number that a word, a Roman numeral or digits stand for; None when they stand for none."""
    written = written.strip("() ")
    if re.fullmatch(r"\d+(?:er)?", written):
        return int(written.removesuffix("er"))
    word = written.lower().replace("è", "e").replace(" ", "-")
    if word in _VALUES:
        return _VALUES[word]
    number = roman_to_int(written.upper()) if re.fullmatch(r"[IVXivx]+", written) else 0
    return number if number and roman(number) == written.upper() else None


def roman(number: int) -> str:
    """The Roman numeral of a number below 40; the digits of another."""
    if not 0 < number < 40:
        return str(number)
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
