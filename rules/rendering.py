"""Explanations as lines of text or Markdown; printing is elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rules.explain import (
    STILL_MISSING,
    STILL_MISSING_MANY,
    AnswerUsed,
    Explanation,
    Refusal,
    Statement,
)
from rules.models import Language, Text
from rules.what_if import Change

Cite = Callable[[str], str]
"""How a citation id is shown; the id itself if nothing better is given."""

WHY = Text("Pourquoi", "Why")
ANSWERS = Text("D'après vos réponses", "From your answers")
RESTS_ON = Text("S'appuie sur", "Rests on")
CAVEATS = Text("À savoir", "Bear in mind")
NEXT_STEPS = Text("Ensuite", "What to do next")
READINGS = Text("Lecture des textes", "How the texts are read")
TO_ASK = Text("Questions à poser", "Questions to ask")
CHANGES = Text("Ce qui changerait le résultat", "What would change the result")
DEDUCED = Text("déduit", "deduced")
COLON = Text(" : ", ": ")
BETWEEN_CITES = Text(" ; ", "; ")


def as_text(
    explanation: Explanation,
    language: Language = "fr",
    *,
    cite: Cite = str,
    changes: Sequence[Change] = (),
) -> str:
    """The explanation as plain text, one thing a line."""
    title = f"{explanation.label}{COLON[language]}{explanation.verdict}"
    lines = [title]
    for heading, items in _sections(explanation, language, cite, changes):
        lines += ["", f"{heading}{COLON[language].rstrip()}", *(f"  - {item}" for item in items)]
    return "\n".join(lines) + "\n"


def as_markdown(
    explanation: Explanation,
    language: Language = "fr",
    *,
    cite: Cite = str,
    changes: Sequence[Change] = (),
) -> str:
    """The explanation as Markdown, the verdict in bold and a list under each heading."""
    lines = [f"### {explanation.label}", "", f"**{explanation.verdict}**"]
    for heading, items in _sections(explanation, language, cite, changes):
        lines += ["", f"#### {heading}", "", *(f"- {item}" for item in items)]
    return "\n".join(lines) + "\n"


def refusal_as_text(refusal: Refusal) -> str:
    """The refusal and, under it, the rules that two answers break."""
    return "\n".join([refusal.text, *(f"  - {reason.text}" for reason in refusal.why)]) + "\n"


def _sections(
    explanation: Explanation, language: Language, cite: Cite, changes: Sequence[Change]
) -> Iterator[tuple[str, list[str]]]:
    here = [change for change in changes if change.question == explanation.question]
    sections = (
        (WHY, _statements(explanation.why, language, cite) + _missing(explanation, language)),
        (ANSWERS, [_answer(answer, language) for answer in explanation.answers]),
        (RESTS_ON, list(explanation.rests_on)),
        (CAVEATS, _statements(explanation.caveats, language, cite)),
        (NEXT_STEPS, _statements(explanation.next_steps, language, cite)),
        (READINGS, _statements(explanation.readings, language, cite)),
        (TO_ASK, [f"{ask.question} {ask.help}".strip() for ask in explanation.ask]),
        (CHANGES, [change.sentence(language) for change in here]),
    )
    for heading, items in sections:
        if items:
            yield heading[language], items


def _missing(explanation: Explanation, language: Language) -> list[str]:
    count = len(explanation.ask)
    if not count:
        return []
    words = STILL_MISSING if count == 1 else STILL_MISSING_MANY
    return [words[language].format(count=count)]


def _statements(statements: Iterable[Statement], language: Language, cite: Cite) -> list[str]:
    return [
        f"{one.text} [{BETWEEN_CITES[language].join(map(cite, one.cites))}]" if one.cites else one.text
        for one in statements
    ]


def _answer(answer: AnswerUsed, language: Language) -> str:
    line = f"{answer.label}{COLON[language]}{answer.value}"
    if answer.implied_by is None:
        return line
    return f"{line} ({DEDUCED[language]}{COLON[language]}{answer.implied_by.text})"
