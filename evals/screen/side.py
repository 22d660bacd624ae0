"""The left side as HTML: what to run, the run under way or how the last one ended, the list of runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

from assistant.reasons import reason_in
from assistant.translations import long_date
from assistant.web.prose import words
from evals.errors import GoldError
from evals.gold import load_gold, of_split
from evals.runs.provenance import file_hash
from evals.screen.shelf import RunEntry
from evals.screen.work import QUICK, SLICE, WHICH, EvalWork, RunState

_HEADLINE = "article_hit@5"
_MINUTE = 60


def form_html(work: EvalWork, language: str) -> str:
    """What to run; while a run goes on, how to stop it."""
    head = (
        f'<h2 tabindex="-1">{words("bench.title", language)}</h2>'
        f'<p class="b-lead">{words("bench.lead", language)}</p>'
    )
    return f'<div class="e-form">{head}{_form(work, language)}</div>'


def _form(work: EvalWork, language: str) -> str:
    if work.state.is_running:
        stop = words("bench.stop", language)
        return f'<button type="button" class="b-step e-stop" data-act="stop">{stop}</button>'
    if work.engine.index is None:
        return _notice(words("bench.no.index", language))
    if not work.sets:
        return _notice(words("bench.no.gold", language, folder=str(work.settings.home / "gold")))
    try:
        counts = [_counts(tuple((str(p), file_hash(p)) for p in files)) for files in work.sets.values()]
    except GoldError as error:
        return _notice(words("bench.bad.gold", language, reason=reason_in(error, language)))
    # With two sets the counts would be those of one of them.
    radios = "".join(_radio(which, counts[0] if len(counts) == 1 else {}, language) for which in WHICH)
    start = words("bench.start", language)
    return (
        f"<form data-start><fieldset><legend>{words('bench.which', language)}</legend>{radios}</fieldset>"
        f'{_sets(work, language)}<button type="submit" class="e-solid">{start}</button></form>'
    )


@lru_cache(maxsize=4)
def _counts(files: tuple[tuple[str, str], ...]) -> dict[str, int]:
    questions = load_gold(Path(file) for file, _ in files)
    return {which: len(of_split(questions, which)) for which in WHICH if which != QUICK}


def _radio(which: str, counts: dict[str, int], language: str) -> str:
    n = SLICE if which == QUICK else counts.get(which)
    told = words("bench.quick" if which == QUICK else "bench.count", language, n=n) if n is not None else ""
    checked = " checked" if which == QUICK else ""
    return (
        f'<label class="e-choice"><input type="radio" name="which" value="{which}"{checked}>'
        f"<span>{words(f'bench.{which}.name', language)}<small>{told}</small></span></label>"
    )


def _sets(work: EvalWork, language: str) -> str:
    """Which set of questions, where there are two."""
    if len(work.sets) == 1:
        return f'<input type="hidden" name="set" value="{next(iter(work.sets))}">'
    options = "".join(
        f'<option value="{name}">{words(f"bench.set.{name}", language)}</option>' for name in work.sets
    )
    return (
        f'<label class="e-set">{words("bench.set", language)} <select name="set">{options}</select></label>'
    )


def _notice(said: str) -> str:
    return f'<p class="e-notice" role="status">{said}</p>'


def progress_html(state: RunState, language: str, *, is_busy: bool = False, is_stopping: bool = False) -> str:
    """How far the run is, or how the last one ended; empty before the first."""
    if not state.is_running:
        if not state.ended:
            return ""
        told = words(
            f"bench.{state.ended}",
            language,
            done=state.done,
            total=state.total,
            reason=reason_in(state.problem, language),
        )
        style = "b-warned" if state.problem else "b-done"
        return f'<div class="b-work" role="status"><p class="{style}">{told}</p></div>'
    said = [words("bench.busy", language)] if is_busy else []
    said.append(_how_far(state, language))
    said.append(words("bench.stopping" if is_stopping else "bench.leave", language))
    value = f' value="{state.done}" max="{state.total}"' if state.total else ""
    bar = f'<progress{value} aria-label="{words("bench.bar", language)}"></progress>'
    return f'<div class="b-work">{"".join(f"<p>{line}</p>" for line in said)}{bar}</div>'


def _how_far(state: RunState, language: str) -> str:
    if not state.total:
        return words("bench.preparing", language)
    told = words("bench.running", language, done=state.done, total=state.total)
    left = state.remaining
    if left is None:
        return told
    if left < _MINUTE:
        return f"{told}, {words('bench.seconds', language, n=max(1, round(left)))}"
    return f"{told}, {words('bench.minutes', language, n=round(left / _MINUTE))}"


def runs_html(entries: Sequence[RunEntry], state: RunState, opened: str, language: str) -> str:
    """The runs, the latest first; the one that is open is marked."""
    lines = "".join(f"<li>{_run(e, state, opened, language)}</li>" for e in entries)
    return (
        f'<div class="e-runs"><h3>{words("bench.runs", language)}</h3><ul>{lines}</ul></div>' if lines else ""
    )


def _run(entry: RunEntry, state: RunState, opened: str, language: str) -> str:
    current = ' aria-current="true"' if entry.id == opened else ""
    told = [run_state(entry, state, language)]
    if entry.variant != "base":
        told.append(words("bench.variant", language, name=entry.variant))
    return (
        f'<button type="button" class="e-run" data-act="run" data-value="{escape(entry.id)}"{current}>'
        f"<strong>{escape(run_date(entry.created, language))}</strong><span>{' · '.join(told)}</span></button>"
    )


def run_state(entry: RunEntry, state: RunState, language: str) -> str:
    """Where a run stands, in a few words."""
    if state.is_running and state.run == entry.id:
        return words("bench.going", language)
    if entry.summary is None:
        return words("bench.interrupted", language, done=entry.answered, total=entry.total)
    told = words("bench.count", language, n=entry.total)
    headline = entry.summary["splits"]["all"].get(_HEADLINE)
    if headline is None:
        return told
    return f"{told} · {words('bench.score', language, share=round(100 * headline['mean']))}"


def run_date(created: str, language: str) -> str:
    """`2026-01-02T03:04:05+00:00` as `2 janvier 2026, 03:04:05 UTC`."""
    return f"{long_date(created[:10], language)}, {created[11:19]} UTC"
