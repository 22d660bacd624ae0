"""The right side as HTML: one run, read by its parts, or held against another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from assistant.reasons import reason_in
from assistant.translations import long_date, say
from assistant.web.prose import words
from evals.errors import EvalsError
from evals.measures.table import MEASURES
from evals.runs.report import PARTS, legend_html, report_page
from evals.runs.summary import SPLITS
from evals.runs.tables import SIGNIFICANT
from evals.screen.shelf import RunEntry, compared, questions_in
from evals.screen.side import run_date, run_state
from evals.screen.view import COMPARE, SHOWN, EvalView
from evals.screen.work import RunState

_WITH_MARKS = ("measures",)
"""Parts that need the legend of the splits."""


def opened(entries: Sequence[RunEntry], view: EvalView) -> RunEntry | None:
    """The run of the view; without one, the latest that is finished, else the latest."""
    if view.run:
        return next((e for e in entries if e.id == view.run), None)
    return next((e for e in entries if e.is_finished), entries[0] if entries else None)


def run_html(entries: Sequence[RunEntry], state: RunState, view: EvalView, language: str) -> str:
    """The run that is open."""
    entry = opened(entries, view)
    if entry is None:
        said = words("bench.gone" if view.run else "bench.runs.none", language)
        return f'<div class="e-report e-empty"><p class="b-none">{said}</p></div>'
    part = view.part if entry.is_finished else "made"
    body = _body(entries, entry, part, view.other, language)
    extra = _modes(part, language) if entry.is_finished else _resume(entry, state, language)
    return (
        f'<div class="e-report" data-part="{part}"><div class="e-head"><h2 tabindex="-1" id="b-run-name">'
        f"{words('bench.run', language, date=run_date(entry.created, language))}</h2>"
        f"{_download(entry, language)}</div>{_facts(entry, state, language)}{extra}"
        f'<div class="e-part">{body}</div></div>'
    )


def report_file(entry: RunEntry, language: str) -> str:
    """The self-contained report of a finished run. Raises EvalsError where it cannot be made."""
    return report_page(entry.folder, questions_in(entry), language=language)


def _body(entries: Sequence[RunEntry], entry: RunEntry, part: str, other: str, language: str) -> str:
    if part == COMPARE:
        return compare_html(entries, entry, other, language)
    try:
        questions = questions_in(entry) if part == "failing" else []
        shown = PARTS[part](entry.folder, questions, language)
    except EvalsError as error:
        return (
            f'<p class="e-notice">{words("bench.changed", language, reason=reason_in(error, language))}</p>'
        )
    return (legend_html(language) if part in _WITH_MARKS else "") + shown


def _download(entry: RunEntry, language: str) -> str:
    if not entry.is_finished:
        return ""
    said = words("bench.download", language)
    return (
        f'<button type="button" class="b-step" data-download="{escape(entry.id)}">'
        f'<span aria-hidden="true">↓</span> {said}</button>'
    )


def _facts(entry: RunEntry, state: RunState, language: str) -> str:
    settings = entry.folder.settings()
    facts = [
        run_state(entry, state, language),
        words("bench.variant", language, name=entry.variant),
        words("bench.composer.none", language)
        if entry.composer == "none"
        else words("bench.composer", language, name=entry.composer),
    ]
    if settings.get("index"):
        facts.append(
            words("bench.indexed", language, date=long_date(str(settings["index"]["created"])[:10], language))
        )
    if settings.get("git"):
        facts.append(f"git {escape(settings['git']['commit'][:9])}")
    return f'<ul class="b-facts">{"".join(f"<li>{fact}</li>" for fact in facts)}</ul>'


def _modes(part: str, language: str) -> str:
    buttons = "".join(
        f'<button type="button" class="b-mode" data-act="part" data-value="{name}" '
        f'aria-pressed="{str(name == part).lower()}">{words(f"bench.part.{name}", language)}</button>'
        for name in SHOWN
    )
    return f'<div class="b-modes" role="group" aria-label="{words("bench.parts", language)}">{buttons}</div>'


def _resume(entry: RunEntry, state: RunState, language: str) -> str:
    if state.is_running:
        return ""
    lead = words("bench.resume.lead", language, done=entry.answered, total=entry.total)
    return (
        f'<p class="e-notice">{lead}</p><button type="button" class="e-solid" data-resume="{escape(entry.id)}">'
        f"{words('bench.resume', language)}</button>"
    )


def compare_html(entries: Sequence[RunEntry], entry: RunEntry, other: str, language: str) -> str:
    """A choice of the other finished runs, and what is different in the one chosen (else the latest)."""
    rest = [e for e in entries if e.is_finished and e.id != entry.id]
    title = f"<h2>{words('bench.compare.title', language)}</h2>"
    if not rest:
        return f'{title}<p class="b-none">{words("bench.compare.none", language)}</p>'
    against = next((e for e in rest if e.id == other), rest[0])
    options = "".join(
        f'<option value="{escape(e.id)}"{" selected" if e is against else ""}>'
        f"{escape(run_date(e.created, language))}, {escape(e.variant)}, {words('bench.count', language, n=e.total)}</option>"
        for e in rest
    )
    form = (
        f'<form class="b-compare" data-compare><label for="b-other">{words("bench.with", language)}</label>'
        f'<select id="b-other" name="other">{options}</select>'
        f'<button type="submit" class="b-step">{words("bench.compare", language)}</button></form>'
    )
    found = compared(against, entry)
    tables = "".join(_compared(split, found[split], language) for split in SPLITS if found[split])
    none = f'<p class="b-none">{words("bench.compare.apart", language)}</p>'
    lead = f'<p class="soft">{words("bench.compare.lead", language)}</p>'
    return f"{title}{form}{lead}{tables or none}"


def _compared(split: str, found: Mapping[str, Mapping[str, float]], language: str) -> str:
    names = ("eval.measure", "eval.questions", "bench.other", "bench.this", "bench.difference")
    heads = "".join(f"<th>{words(name, language)}</th>" for name in names)
    rows = "".join(_row(name, values, language) for name, values in found.items())
    title = words(f"eval.{split}", language)
    return (
        f"<h3>{title}</h3><div class='wide' tabindex='0'><table><thead><tr>{heads}<th>p</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(name: str, found: Mapping[str, Any], language: str) -> str:
    measure = MEASURES[name]
    gain = found["difference"] if measure.higher_is_better else -found["difference"]
    star = found["p"] < SIGNIFICANT
    verdict = say("bench.better" if gain > 0 else "bench.worse", language) if star else ""
    style = f' class="{"e-better" if gain > 0 else "e-worse"}"' if star else ""
    interval = f"{found['difference']:+.3f} [{found['low']:+.3f}, {found['high']:+.3f}]"
    return (
        f"<tr{style}><td>{escape(measure.fr if language == 'fr' else measure.en)}</td><td>{found['n']}</td>"
        f"<td>{found['first']:.3f}</td><td>{found['second']:.3f}</td><td>{interval} {escape(verdict)}</td>"
        f"<td>{found['p']:.4f}{' ★' if star else ''}</td></tr>"
    )
