"""The catalogue as HTML: each official text with its state, and the user's own files."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from html import escape

from assistant.answer import act_name
from assistant.texts import OwnState, TextState
from assistant.translations import long_date, of_date
from assistant.web.prose import words

_BINDING = ("regulation", "code")


def catalogue_html(states: Sequence[TextState], own: Sequence[OwnState], language: str) -> str:
    """The whole list."""
    texts = "".join(_text(s, language) for s in states)
    files = "".join(_file(s, language) for s in own)
    none = f'<p class="b-none">{words("texts.own.none", language)}</p>'
    return (
        f'<div class="b-catalogue"><h2 tabindex="-1">{words("texts.title", language)}</h2>'
        f'<p class="b-lead">{words("texts.lead", language)}</p>'
        f"<h3>{words('texts.own', language)}</h3>"
        + (f'<ul class="b-cards">{files}</ul>' if files else none)
        + f'<h3>{words("texts.official", language)}</h3><ul class="b-cards">{texts}</ul></div>'
    )


def _text(state: TextState, language: str) -> str:
    binding = " b-binding" if state.legal_force in _BINDING else ""
    force = f'<li class="b-force{binding}">{words(f"force.{state.legal_force}", language)}</li>'
    facts = force + "".join(f"<li>{f}</li>" for f in text_facts(state, language))
    notes = "".join(f'<div class="b-card-note">{n}</div>' for n in _notes(state, language))
    by = words("texts.by", language, publisher=state.publisher)
    return (
        f'<li class="b-card"><h4>{_opener(state.document, state.title, has_text=_can_open(state))}</h4>'
        f'<p class="b-document">{by}</p><ul class="b-facts">{facts}</ul>{notes}</li>'
    )


def _can_open(state: TextState) -> bool:
    return bool(state.provisions) or state.has_digests


def _opener(document: str, title: str, *, has_text: bool) -> str:
    shown = escape(title)
    if not has_text:
        return shown
    return f'<button type="button" class="b-title" data-act="document" data-value="{escape(document)}">{shown}</button>'


def text_facts(state: TextState, language: str) -> Iterator[str]:
    """State, version, edition, languages, counts and last check of a text, each ready for HTML."""
    if not state.provisions:
        yield words("texts.state.digest" if state.has_digests else "texts.state.none", language)
        return
    if state.version:
        yield words("texts.version", language, of_date=of_date(state.version, language))
    else:
        yield words("texts.undated", language)
    if state.edition:
        yield words(f"texts.edition.{state.edition}", language)
    yield escape(" + ".join(code.upper() for code in state.languages))
    yield words("texts.counts", language, provisions=state.provisions, passages=state.passages)
    checked = state.checked[:10]
    yield (
        words("texts.checked", language, date=long_date(checked, language))
        if checked
        else words("texts.folder", language)
    )


def _notes(state: TextState, language: str) -> Iterator[str]:
    """What a reader must know or do: later amendments, a newer version, how to bring what is not there."""
    if state.amended:
        yield _amended(state, language)
    if state.until:
        yield words("texts.until", language, date=long_date(state.until, language))
    if not state.can_fetch:
        yield f"{words('texts.no_address', language)} <code>{words('texts.from', language)}</code>"
    elif not state.provisions:
        yield f"{words('texts.not_fetched', language)} <code>{words('ui.command', language)}</code>"


def _amended(state: TextState, language: str) -> str:
    """The acts that amended a text since its version, folded; those that are still to take effect last, as such."""
    today = datetime.date.today().isoformat()
    past = [a for a in state.amended if a[1] <= today]
    items = [
        words("texts.amended.by", language, act=act_name(act, language), date=long_date(day, language))
        for act, day in past
    ]
    items += [
        words("texts.amended.soon", language, act=act_name(act, language), date=long_date(day, language))
        for act, day in state.amended
        if day > today
    ]
    acts = len({act for act, _ in past})
    head = words("texts.amended.count" if acts != 1 else "texts.amended.one", language, count=acts)
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f"<details><summary>{head}</summary><ul>{listed}</ul></details>"


def _file(state: OwnState, language: str) -> str:
    facts = [
        words("force.user", language),
        escape(state.format.upper()),
        words("texts.own.added", language, date=long_date(state.added, language)),
        words("texts.own.passages", language, passages=state.passages)
        if state.passages
        else words("texts.own.waiting", language),
    ]
    listed = "".join(f"<li{' class=b-force' if n == 0 else ''}>{f}</li>" for n, f in enumerate(facts))
    name = words("texts.remove.name", language, name=state.name)
    remove = (
        f'<button type="button" class="b-remove" data-remove="{escape(state.document)}" aria-label="{name}" '
        f'data-sure="{words("texts.remove.sure", language)}">{words("texts.remove", language)}</button>'
    )
    opener = _opener(state.document, state.name, has_text=bool(state.passages))
    return (
        f'<li class="b-card b-own"><div class="b-card-head"><h4>{opener}</h4>{remove}</div>'
        f'<ul class="b-facts">{listed}</ul></li>'
    )
