"""A turn as a draft of a gold question, in the format of `evals/gold/`: what it cited or asked stands in for what is right."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import Path
from typing import Any

import yaml

from assistant.answer import Answer, AnswerKind
from assistant.errors import RatingError

_HEAD = """\
# A draft made from a turn: check every line before it becomes gold.
# Rated: {thumb}{reason}
"""
_WORDS = 5
"""Words of the question that its id is made of."""


def gold_draft(question: str, answer: Answer, *, thumb: str, reason: str = "") -> str:
    """The draft as YAML: a list of one entry, under comments that say how the turn was rated."""
    told = f"; {' '.join(reason.split())}" if reason.strip() else ""
    entry = {"id": draft_id(question), **_typed(question, answer)}
    return _HEAD.format(thumb=thumb, reason=told) + yaml.safe_dump(
        [entry], allow_unicode=True, sort_keys=False, width=110
    )


def draft_id(question: str) -> str:
    """An id in kebab case: the first words of the question, and six digits of its hash."""
    plain = unicodedata.normalize("NFKD", question.lower()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)[:_WORDS]
    return "-".join(["draft", *words, hashlib.sha256(question.encode()).hexdigest()[:6]])


def write_draft(home: Path, question: str, text: str) -> Path:
    """Write a draft to `drafts` in the home; the same question replaces its own. Raises RatingError."""
    path = home / "drafts" / f"{draft_id(question)}.yaml"
    aside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, encoding="utf-8")
        os.replace(aside, path)
    except OSError as error:
        raise RatingError(f"{path}: cannot be written ({error.strerror}); check its permissions") from error
    return path


def _typed(question: str, answer: Answer) -> dict[str, Any]:
    """The fields of the entry by what the turn ended in."""
    asked = {"lang": answer.lang, "question": question.strip()}
    if answer.kind in (AnswerKind.NEEDS_FACTS, AnswerKind.VERDICT):
        facts = {**answer.facts.get("known", {}), **answer.facts.get("proposed", {})}
        return {
            "type": "verdict",
            **asked,
            "wanted": list(answer.verdicts),
            "stated": facts,
            "missing": [one["fact"] for one in answer.ask if one["fact"] not in facts],
        }
    if answer.kind is AnswerKind.ANSWER:
        cited = list(dict.fromkeys(c.id for c in answer.citations))
        return {
            "type": "answerable",
            **asked,
            "persona": "founder",
            "kind": "lookup",
            "gold": cited,
            "expected": [],
        }
    return {"type": "refusal", **asked, "reason": "near_miss"}
