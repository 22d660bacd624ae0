"""The job under way on the texts, or what became of the last one, as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from assistant.reasons import reason_in
from assistant.text_work import WorkState
from assistant.translations import of_date, say
from assistant.watch import Finding
from assistant.web.prose import words
from corpus.labels import document_name
from ingest.fetch.run import ABSENT, FAILED, NEW


def work_html(state: WorkState, language: str, *, refused: Sequence[str] = (), is_busy: bool = False) -> str:
    """Progress while it runs, one line for each thing to know afterwards; empty before the first job.

    `refused` are files of a person who had to wait for another job (`is_busy`).
    """
    lines = [
        _line("b-warned", words("texts.work.refused", language, reason=reason_in(r, language)))
        for r in refused
    ]
    if state.is_running:
        busy = [_line("", words("texts.work.busy", language))] if is_busy else []
        return f'<div class="b-work" role="status" tabindex="0">{"".join(busy + lines)}{_progress(state, language)}</div>'
    lines += _told(state, language)
    return f'<div class="b-work" role="status" tabindex="0"><ul>{"".join(lines)}</ul></div>' if lines else ""


def _progress(state: WorkState, language: str) -> str:
    if state.phase == "asking":
        name = document_name(state.document, language)
        said = words("texts.work.asking", language, name=name, done=state.done + 1, total=state.total)
    elif state.total:
        said = words("texts.work.indexing", language, percent=round(100 * state.done / state.total))
    else:
        said = words("texts.work.preparing", language)
    value = f' value="{state.done}" max="{state.total}"' if state.total else ""
    bar = f'<progress{value} aria-label="{words("texts.work.bar", language)}"></progress>'
    return f"<p>{said}</p>{bar}"


def _line(style: str, shown: str) -> str:
    return f'<li class="{style}">{shown}</li>' if style else f"<li>{shown}</li>"


def _told(state: WorkState, language: str) -> Iterator[str]:
    """What became of a job, what went wrong first."""
    if state.problem:
        yield _line(
            "b-warned", words("texts.work.problem", language, reason=reason_in(state.problem, language))
        )
    for reason in state.refused:
        yield _line("b-warned", words("texts.work.refused", language, reason=reason_in(reason, language)))
    for file, is_new in state.added:
        key = "texts.work.added" if is_new else "texts.work.known"
        yield _line("", words(key, language, name=file.name, id=file.id))
    if state.removed:
        yield _line("", words("texts.work.removed", language, name=state.removed))
    if state.is_offline:
        yield _line("", words("texts.work.offline", language))
    yield from _findings(state.findings, language)
    for document in state.report.documents if state.report else ():
        if document.state == "failed":
            name = document_name(document.id, language) if "/" not in document.id else document.id
            reason = reason_in(document.reason, language)
            yield _line("b-warned", words("texts.work.unread", language, name=name, reason=reason))
    if state.report and not state.problem:
        key = "texts.work.swapped" if state.report.rebuilt else "texts.work.unchanged"
        yield _line("b-done", words(key, language, embedded=state.report.embedded))


def _findings(found: Sequence[Finding], language: str) -> Iterator[str]:
    states = [f.outcome.state for f in found if f.outcome.state != ABSENT]
    for finding in found:
        outcome = finding.outcome
        name = document_name(outcome.document, language)
        if outcome.state == FAILED:
            held = outcome.before
            stays = (
                say("texts.work.stays", language, of_date=of_date(held.date, language))
                if held
                else say("texts.work.nothing_held", language)
            )
            yield _line(
                "b-warned",
                words(
                    "texts.work.failed",
                    language,
                    name=name,
                    stays=stays,
                    reason=reason_in(outcome.reason, language),
                ),
            )
        elif outcome.state == NEW and outcome.held:
            dated = of_date(outcome.held.date, language)
            yield _line("", words("texts.work.new", language, name=name, of_date=dated))
        for note in outcome.notes if outcome.state == NEW else ():
            yield _line("b-warned", escape(reason_in(note, language)))
    if states:
        counts = {"checked": len(states), "new": states.count(NEW), "failed": states.count(FAILED)}
        yield _line("", words("texts.work.checked", language, **counts))
