"""Answers and results as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from assistant.answer import Answer, AnswerKind, composer_line
from assistant.translations import say


def answer_lines(answer: Answer) -> Iterator[str]:
    """An answer with its list of sources."""
    yield answer.text.replace("**", "")
    if line := composer_line(answer):
        yield ""
        yield line
    if answer.kind is AnswerKind.SMALLTALK:
        yield from (f"- {example}" for example in answer.suggestions)
    if answer.kind is AnswerKind.NEEDS_FACTS:
        yield ""
        yield say("interview.session", answer.lang, id=answer.session)
    if answer.citations:
        yield ""
        yield say("ui.sources", answer.lang)
        for c in answer.citations:
            yield f"[{c.n}] {c.id}  {c.url(answer.lang)}"


def search_lines(result: dict[str, Any]) -> Iterator[str]:
    """Passages found, one paragraph each."""
    for missing in result["missing"]:
        yield say("missing.other", result["lang"], reference=missing)
    for n, passage in enumerate(result["passages"], 1):
        yield f"{n}. {passage['label']}  ({passage['id']})"
        yield textwrap.indent(textwrap.shorten(passage["text"], 240, placeholder=" …"), "   ")


def ingest_lines(report: dict[str, Any]) -> Iterator[str]:
    """What became of each document, then the sum."""
    for d in report["documents"]:
        if d["state"] in ("failed", "removed"):
            yield f"{d['id']}: {d['state']}" + (f"; {d['reason']}" if d["reason"] else "")
            continue
        skipped = ", ".join(f"{reason} {count}" for reason, count in d["skipped"].items())
        yield (
            f"{d['id']}: {d['state']}, {d['provisions']} provisions, {d['passages']} passages, "
            f"{'/'.join(d['languages']) or '-'}, version {d['version'] or '-'}, {d['seconds']:.2f} s"
            + (f"; left out: {skipped}" if skipped else "")
        )
    verb = "embedded" if report["rebuilt"] else "nothing changed, embedded"
    yield f"{verb} {report['embedded']}, reused {report['reused']}, {report['seconds']:.1f} s"
