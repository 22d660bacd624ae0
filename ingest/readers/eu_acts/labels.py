"""Printed numbers as the last segment of a citation id: `(a)`, `14 bis)`, `1 ter.`, `(ba)`, `10.4.1.`."""

from __future__ import annotations

import re

DASHES = frozenset("—–-•·")
# French ordinals after a number or letter: 14 bis is 14a in the other languages (formats README, section 4).
_ORDINALS = "bis ter quater quinquies sexies septies octies nonies decies".split()
_INSERTED = re.compile(rf"(\d+|[a-z]+)\s*({'|'.join(_ORDINALS)})\Z")
_PLAIN = re.compile(r"(?:\d+(?:\.\d+)*[a-z]{0,2}|[a-z]{1,5})\Z")
_AROUND = re.compile(r"^[(\s]+|[).\s°]+$")


def label(marker: str) -> str:
    """The segment for a printed marker; empty for a dash or anything that numbers nothing."""
    bare = _AROUND.sub("", marker.lower())
    if found := _INSERTED.match(bare):
        return found[1] + "abcdefghi"[_ORDINALS.index(found[2])]
    bare = bare.replace(" ", "")
    return bare if _PLAIN.match(bare) else ""


def is_dash(marker: str) -> bool:
    """Whether a marker is a dash or a bullet, which give no number."""
    return bool(marker) and set(marker) <= DASHES


def is_marker(text: str) -> bool:
    """Whether a short text in a cell of its own is the number or dash of a list."""
    bare = text.strip()
    if is_dash(bare):
        return True
    closed = bare[-1:] in (")", ".", "°") or (bare.startswith("(") and bare.endswith(")"))
    return (closed or re.fullmatch(r"\d+(\.\d+)*", bare) is not None) and bool(label(bare))


def between(before: str, after: str) -> str:
    """The one label missing between two neighbours (`1` and `3`, `a` and `c`, `3.1` and `3.3`), else empty.

    Nothing before counts as zero; an inserted `2a` counts as the `2` it follows.
    """
    head, dot, last = after.rpartition(".")
    if dot:
        shared, _, previous = before.rpartition(".") if before != head else (head, "", "")
        missing = between(previous, last) if shared == head else ""
        return f"{head}.{missing}" if missing else ""
    number = re.fullmatch(r"(\d*)[a-z]{0,2}", before)
    if after.isdigit() and number and (number[1] or not before):
        missing = str(int(number[1] or 0) + 1)
        return missing if int(missing) + 1 == int(after) else ""
    if len(after) == 1 and after.isalpha() and len(before) <= 1 and (before.isalpha() or not before):
        missing = chr(ord(before) + 1) if before else "a"
        return missing if ord(missing) + 1 == ord(after) else ""
    return ""


def article_key(identifier: str) -> str:
    """`art_4a` for the Formex identifier `004A`; empty when it is none."""
    found = re.fullmatch(r"0*(\d+)([A-Z]{0,2})", identifier)
    return f"art_{found[1]}{found[2].lower()}" if found else ""
