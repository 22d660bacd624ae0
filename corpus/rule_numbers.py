"""Which section of annex VIII carries which classification rule (`mdr/anx_VIII`, `ivdr/anx_VIII`)."""

from __future__ import annotations

_SECTIONS: dict[str, dict[int, str]] = {
    "mdr": {
        number: section
        for chapter, first, count in ((4, 1, 4), (5, 5, 4), (6, 9, 5), (7, 14, 9))
        for number, section in ((first + i, f"{chapter}.{i + 1}") for i in range(count))
    },
    "ivdr": {number: f"2.{number}" for number in range(1, 8)},
}


def rule_section(document: str, number: int) -> str | None:
    """Section of annex VIII that holds rule `number` (`6.3` for rule 11 of the MDR), None when there is no such rule."""
    return _SECTIONS.get(document, {}).get(number)


def rule_of_section(document: str, section: str) -> int | None:
    """The rule that a section of annex VIII is, None when it is none."""
    for number, held in _SECTIONS.get(document, {}).items():
        if held == section:
            return number
    return None


def last_rule(document: str) -> int:
    """Number of the last classification rule of a regulation."""
    return max(_SECTIONS[document])
