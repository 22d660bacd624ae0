"""Which questions fail, by which measures, and what was retrieved, cited and said instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from assistant.translations import say
from evals.gold import Answerable, Gold, Interview, Item
from evals.measures.ranking import Level, matches
from evals.measures.table import MEASURES
from evals.runs.record import Record, Scored

WANTED = (
    "leaks",
    "quotes_verbatim",
    "verdict_wrong",
    "article_hit@5",
    "article_citation_recall",
    "expected",
    "refusal_recall",
    "refusal_precision",
    "routing_texts",
    "routing_wishes",
    "language",
    "verdict_accuracy",
    "missing_told",
)
"""The measures a question may fail by, the gravest first."""
_LONGEST = 1200


@dataclass(frozen=True, slots=True)
class Failing:
    """A question with the measures it misses."""

    question: Gold
    row: Scored
    record: Record
    missed: tuple[str, ...]


def failing(questions: Sequence[Gold], rows: Sequence[Scored], records: Sequence[Record]) -> list[Failing]:
    """The questions that miss a measure, those that miss the gravest ones and most of them first."""
    by_row, by_record = {r.id: r for r in rows}, {r.id: r for r in records}
    found = [Failing(q, by_row[q.id], by_record[q.id], _missed(by_row[q.id])) for q in questions]
    return sorted((f for f in found if f.missed), key=lambda f: (WANTED.index(f.missed[0]), -len(f.missed)))


def _missed(row: Scored) -> tuple[str, ...]:
    def is_missed(name: str) -> bool:
        value = row.scores.get(name)
        if value is None:
            return False
        return value < 1 if MEASURES[name].higher_is_better else value > 0

    return tuple(name for name in WANTED if is_missed(name))


def failing_html(failed: Failing, language: str) -> str:
    """One failing question, to be opened."""
    question = failed.question
    asked = question.first if isinstance(question, Interview) else question.question
    measures = (MEASURES[name] for name in failed.missed)
    chips = "".join(
        f'<span class="chip">{escape(m.fr if language == "fr" else m.en)}</span>' for m in measures
    )
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in _details(failed, language))
    return (
        f'<details><summary><span class="id">{escape(question.id)} · {escape(failed.row.kind)}</span>{escape(asked)}'
        f'<span class="chips">{chips}</span></summary><dl>{rows}</dl></details>'
    )


def _details(failed: Failing, language: str) -> Iterator[tuple[str, str]]:
    question, record = failed.question, failed.record
    gold: Sequence[Item] = getattr(question, "gold", ())
    if gold:
        yield say("eval.gold", language), "; ".join(" / ".join(_code(i) for i in item) for item in gold)
    if isinstance(question, Answerable):
        yield say("eval.found", language), _ids(record.found, gold, language)
    cited = [c["id"] for c in record.first["citations"]]
    if gold or cited:
        yield say("eval.cited", language), _ids(cited, gold, language)
    if isinstance(question, Answerable) and question.expected:
        yield (
            say("eval.expected", language),
            escape("; ".join(" / ".join(item) for item in question.expected)),
        )
    if isinstance(question, Interview):
        told = (f"— {t['said']} → {t['answer']['kind']}" for t in record.turns)
        yield say("eval.talk", language), "<br>".join(escape(line) for line in told)
        yield say("eval.gold", language), escape(", ".join(f"{k}: {v}" for k, v in question.verdicts.items()))
    answer = record.last
    verdicts = ", ".join(f"{name}: {verdict['value']}" for name, verdict in answer["verdicts"].items())
    text = record.error or answer["text"]
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    yield (
        say("eval.said", language),
        f"<code>{escape(answer['kind'])}</code> {escape(verdicts)}<pre>{escape(shown)}</pre>",
    )


def _ids(ids: Sequence[str], gold: Sequence[Item], language: str) -> str:
    """Ids in order, those of the gold (at article level) marked."""
    if not ids:
        return escape(say("eval.nothing", language))
    marked = ((i, any(matches(i, item, Level.ARTICLE) for item in gold)) for i in ids)
    return " ".join(_code(i, is_right=is_right) for i, is_right in marked)


def _code(provision: str, *, is_right: bool = False) -> str:
    return (
        f'<code class="right">{escape(provision)} ✓</code>'
        if is_right
        else f"<code>{escape(provision)}</code>"
    )
