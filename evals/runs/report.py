"""A run as one self-contained page: measures with intervals, groups, seconds, failing questions; no outside asset."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from assistant.llm import NONE
from assistant.translations import say
from evals.errors import RunError
from evals.gold import Gold
from evals.measures.table import MEASURES, Measure
from evals.runs.failing import failing, failing_html
from evals.runs.folder import RunFolder
from evals.runs.plots import bar, histogram, intervals, legend_mark
from evals.runs.record import Scored
from evals.runs.side_by_side import side_by_side
from evals.runs.side_by_side_page import side_by_side_html
from evals.runs.summary import GROUPS, SPLITS
from evals.runs.tables import cell

PAGE = "index.html"
SHOWN = {
    "retrieval": ("article_hit@1", "article_hit@5", "article_recall@10", "article_MRR", "hit@1", "hit@5", "nDCG@10"),
    "citations": ("article_citation_recall", "article_citation_precision", "citation_recall", "quotes_verbatim",
                  "gold_quotes_shown", "expected"),
    "conduct": ("refusal_recall", "refusal_precision", "routing_texts", "routing_wishes", "language", "leaks"),
    "verdicts": ("verdict_accuracy", "verdict_wrong", "wanted", "facts_read", "facts_right", "missing_told"),
}  # fmt: skip
"""What the plots show; the table has everything."""
BY_GROUP = (
    "article_hit@5",
    "article_MRR",
    "article_citation_recall",
    "expected",
    "refusal_recall",
    "routing_wishes",
)


def write_report(
    folder: Path,
    run: RunFolder,
    questions: Sequence[Gold],
    *,
    language: str,
    others: Sequence[RunFolder] = (),
) -> Path:
    """Write the page of a finished run into `folder`; returns its path. Raises RunError when the disk refuses."""
    page = report_page(run, questions, language=language, others=others)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PAGE).write_text(page, encoding="utf-8")
    except OSError as error:
        raise RunError(
            f"cannot write the report in {folder} ({error.strerror}); name another folder"
        ) from error
    return folder / PAGE


def report_page(
    run: RunFolder, questions: Sequence[Gold], *, language: str, others: Sequence[RunFolder] = ()
) -> str:
    """The page of a finished run, whole, `others` (variants of it) held against it. Raises RunError when one of them is
    not finished."""
    held = side_by_side_html(side_by_side([run, *others]), language) if others else ""
    parts = [_head(run, language), held, *(part(run, questions, language) for part in PARTS.values())]
    title = say("eval.title", language)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}, {escape(run.id)}</title>'
        f"<style>{report_style()}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )


def report_style() -> str:
    """The style of the parts."""
    return (Path(__file__).parent / "report.css").read_text(encoding="utf-8")


def legend_html(language: str) -> str:
    """How means are to be read, and the mark of each split."""
    marks = "".join(f"<span>{legend_mark(s)}{say(f'eval.{s}', language)}</span>" for s in SPLITS)
    return f"<p class='soft'>{say('eval.how', language)}</p><div class=\"legend\">{marks}</div>"


def _plots(run: RunFolder, _questions: Sequence[Gold], language: str) -> str:
    summary = run.summary()
    plots = [
        _plot(say(f"eval.{group}", language), names, summary, language) for group, names in SHOWN.items()
    ]
    return "".join([*plots, _seconds(summary, run.scores(), language)])


def _head(run: RunFolder, language: str) -> str:
    settings = run.settings()
    made = say(
        "eval.made",
        language,
        run=run.id,
        questions=run.summary()["questions"],
        variant=settings["variant"],
        composer=say("eval.made.texts", language) if settings["composer"] == NONE else settings["composer"],
    )
    return f"<h1>{say('eval.title', language)}</h1><p>{escape(made)}</p>{legend_html(language)}"


def _plot(title: str, names: Sequence[str], summary: Mapping[str, Any], language: str) -> str:
    rows = []
    for name in names:
        by_split = {s: found for s in SPLITS if (found := summary["splits"][s].get(name))}
        if by_split:
            rows.append((_words(MEASURES[name], language), by_split))
    return (
        f"<section><h2>{escape(title)}</h2><figure tabindex='0'>{intervals(title, rows)}</figure></section>"
        if rows
        else ""
    )


def _words(measure: Measure, language: str) -> str:
    words = measure.fr if language == "fr" else measure.en
    return words if measure.higher_is_better else say("eval.lower", language, measure=words)


def _seconds(summary: Mapping[str, Any], rows: Sequence[Scored], language: str) -> str:
    values = [value for row in rows if (value := row.scores.get("seconds"))]
    if not values:
        return ""
    found = summary["splits"]["all"]["seconds"]
    title = say("eval.seconds", language)
    told = say(
        "eval.seconds.told", language, **{k: f"{v:.2f}" if k != "n" else f"{v:.0f}" for k, v in found.items()}
    )
    return f"<section><h2>{title}</h2><p>{told}</p><figure tabindex='0'>{histogram(title, values)}</figure></section>"


def _groups(run: RunFolder, _questions: Sequence[Gold], language: str) -> str:
    summary = run.summary()
    splits = {say(f"eval.{s}", language): summary["splits"][s] for s in SPLITS}
    tables = [
        _group_table(say(f"eval.group.{name}", language), summary["groups"][name], language)
        for name in GROUPS
    ]
    tables.append(_group_table(say("eval.group.split", language), splits, language))
    return f"<h2>{say('eval.groups', language)}</h2>{''.join(tables)}"


def _group_table(title: str, groups: Mapping[str, Mapping[str, Any]], language: str) -> str:
    names = [name for name in BY_GROUP if any(name in found for found in groups.values())]
    heads = "".join(f"<th>{escape(_words(MEASURES[name], language))}</th>" for name in names)
    lines = []
    for group, found in groups.items():
        if not any(name in found for name in names):
            continue
        count = max((value["n"] for value in found.values()), default=0)
        cells = "".join(f"<td>{bar(found.get(name))}</td>" for name in names)
        lines.append(f"<tr><td>{escape(group)}</td><td>{count:.0f}</td>{cells}</tr>")
    return (
        f"<h3>{escape(title)}</h3><div class='wide' tabindex='0'><table><thead><tr><th></th><th>{say('eval.questions', language)}</th>"
        f"{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _numbers(run: RunFolder, _questions: Sequence[Gold], language: str) -> str:
    summary = run.summary()
    heads = "".join(f"<th>{say(f'eval.{s}', language)}</th>" for s in SPLITS)
    lines = []
    for name, measure in MEASURES.items():
        found = [summary["splits"][s].get(name) for s in SPLITS]
        if any(found):
            cells = "".join(f"<td>{escape(cell(f)) if f else '–'}</td>" for f in found)
            lines.append(f"<tr><td>{escape(_words(measure, language))}</td>{cells}</tr>")
    return (
        f"<h2>{say('eval.numbers', language)}</h2><div class='wide' tabindex='0'><table><thead><tr><th>{say('eval.measure', language)}"
        f"</th>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _failing(run: RunFolder, questions: Sequence[Gold], language: str) -> str:
    """Development questions with their details; of those held back, how many."""
    rows = run.scores()
    failed = failing(questions, rows, run.records())
    shown = [f for f in failed if f.row.split == "development"]
    total = sum(row.split == "development" for row in rows)
    told = say("eval.failing.told", language, failed=len(shown), total=total)
    hidden = say("eval.hidden", language, failed=len(failed) - len(shown), total=len(rows) - total)
    entries = "".join(failing_html(f, language) for f in shown) or say("eval.failing.none", language)
    return f"<h2>{say('eval.failing', language)}</h2><p>{told}</p><p class='soft'>{hidden}</p>{entries}"


def _made(run: RunFolder, _questions: Sequence[Gold], language: str) -> str:
    settings = {k: v for k, v in run.settings().items() if k != "questions"}
    made = json.dumps(settings, ensure_ascii=False, indent=1)
    return f"<h2>{say('eval.made.of', language)}</h2><details><summary>settings.json</summary><pre>{escape(made)}</pre></details>"


PARTS: Mapping[str, Callable[[RunFolder, Sequence[Gold], str], str]] = {
    "measures": _plots,
    "groups": _groups,
    "numbers": _numbers,
    "failing": _failing,
    "made": _made,
}
"""The parts of the page after its head, each HTML from a finished run, its questions and the language."""
