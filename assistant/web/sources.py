"""The panel of sources as HTML: the citations of an answer, and one provision open with its quote marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.answer import Citation, act_name
from assistant.citing import document_title
from assistant.engine import Engine, ProvisionView
from assistant.translations import long_date, say
from assistant.web.chat import Turns
from assistant.web.opened import Opened
from assistant.web.prose import words
from assistant.web.provision_text import citing_html, opener, texts_html
from corpus.amendment_record import FROM_TEXT, Recorded
from corpus.catalogue import Amendment, LegalForce, sources
from corpus.labels import document_name, label
from corpus.models import ProvisionText, TextKind

_BINDING = (LegalForce.REGULATION, LegalForce.CODE)


def sources_html(engine: Engine, turns: Turns, opened: Opened, language: str) -> str:
    """The whole panel. `opened` may name a provision that the index no longer holds."""
    citations = opened.citations(turns)
    listed = _list(citations, opened, language)
    shown = ""
    if opened.provision:
        shown = provision_view_html(
            engine, opened.provision, language, quote=opened.quote(turns), turn=opened.turn
        )
    if not listed and not shown:
        shown = _nothing_open(engine, turns, language)
    back = (
        f'<button type="button" class="b-back" data-back>{words("ui.back", language)}</button>'
        if turns
        else ""
    )
    head = f'<div class="b-head"><h2 id="b-sources-name">{words("ui.sources", language)}</h2>{back}</div>'
    return (
        f'<div class="b-panel" data-turn="{opened.turn}" data-n="{opened.n}">'
        f'<div class="b-top">{head}{listed}</div>{shown}</div>'
    )


def _nothing_open(engine: Engine, turns: Turns, language: str) -> str:
    """Why the panel is empty; before the first question, also which texts there are to be asked."""
    if turns and turns[-1].answer is not None:
        return f'<p class="b-none">{words("ui.sources.none", language)}</p>'
    hint = f'<p class="b-none">{words("ui.sources.empty", language)}</p>'
    texts = "".join(_installed(d, v, language) for d, v in engine.versions.items())
    if turns or not texts:
        return hint
    return (
        f'{hint}<h3 class="b-shelf-name">{words("ui.texts", language)}</h3><ul class="b-shelf">{texts}</ul>'
    )


def _installed(document: str, version: str, language: str) -> str:
    source = sources().get(document)
    title = source.title(language) if source else document_name(document, language)
    force = say(f"force.{source.legal_force.value}" if source else "force.user", language)
    dated = long_date(version, language) if version else say("ui.undated", language)
    return f"<li>{escape(title)}<span>{escape(force)} · {escape(dated)}</span></li>"


def _list(citations: Sequence[Citation], opened: Opened, language: str) -> str:
    items = "".join(_listed(c, opened, language) for c in citations)
    name = words("ui.sources.list", language)
    return f'<nav aria-label="{name}"><ol class="b-list">{items}</ol></nav>' if items else ""


def _listed(citation: Citation, opened: Opened, language: str) -> str:
    current = ' aria-current="true"' if (citation.n, citation.id) == (opened.n, opened.provision) else ""
    return (
        f'<li><button type="button" class="b-source" data-turn="{opened.turn}" data-n="{citation.n}" '
        f'data-provision="{escape(citation.id)}"{current}><span class="b-number">[{citation.n}]</span> '
        f"<span>{escape(label(citation.id, language))}</span></button></li>"
    )


def provision_view_html(
    engine: Engine, provision: str, language: str, *, quote: str = "", turn: int = -1
) -> str:
    """One provision as every screen shows it: what it is, its whole text with `quote` marked, where else to read.

    Buttons with `data-provision` (and `data-turn`, which is `turn`) ask the screen to open another one.
    """
    view = engine.provision(provision, language)
    if view is None:
        return f'<p class="b-none">{words("ui.gone", language)}</p>'
    return (
        f'<article class="b-provision" data-shown="{escape(provision)}">'
        f'<p class="b-document">{escape(document_title(view, language))}</p>'
        f'<h3 tabindex="-1">{escape(view.label)}</h3>'
        f"{_facts(engine, view, language)}{_path(view.text, language)}{_changes(view, language)}{_in_text(view, language)}"
        f"{texts_html(engine, view, quote, turn, language)}"
        f"{citing_html(view, quote, language)}{_source_link(view, language)}{_around(engine, view, turn, language)}</article>"
    )


def _facts(engine: Engine, view: ProvisionView, language: str) -> str:
    """Legal force, whose words, language and version, and the day asked of, as small labels."""
    source = sources().get(view.provision.document)
    force = say(f"force.{source.legal_force.value}" if source else "force.user", language)
    binding = " b-binding" if source and source.legal_force in _BINDING else ""
    facts = [f'<li class="b-force{binding}">{escape(force)}</li>']
    if view.text.kind is TextKind.DIGEST:
        facts.append(f"<li>{words('ui.digest', language)}</li>")
    facts.append(
        f"<li>{words('ui.in_english' if view.text.language == 'en' else 'ui.in_french', language)}</li>"
    )
    version = view.text.version
    dated = (
        say("ui.version", language, date=long_date(version, language))
        if version
        else say("ui.undated", language)
    )
    facts.append(f"<li>{escape(dated)}</li>")
    if view.text.edition:
        facts.append(f"<li>{words(f'effect.{view.text.edition}', language)}</li>")
    if engine.as_of is not None:
        facts.append(f"<li>{words('side.as_of', language, date=long_date(engine.as_of.day, language))}</li>")
    return f'<ul class="b-facts">{"".join(facts)}</ul>'


def _path(text: ProvisionText, language: str) -> str:
    headings = [h for h in (*text.path, text.title) if h]
    steps = "".join(f"<li>{escape(h)}</li>" for h in headings)
    name = words("ui.path", language)
    return (
        f'<ol class="b-path" aria-label="{name}" lang="{escape(text.language)}">{steps}</ol>' if steps else ""
    )


def _changes(view: ProvisionView, language: str) -> str:
    items = "".join(f"<li>{escape(_change(a, view.provision.id, language))}</li>" for a in view.amendments)
    head = words("ui.changed", language)
    return (
        f'<aside class="b-changed" role="note"><strong>{head}</strong><ul>{items}</ul></aside>'
        if items
        else ""
    )


def _change(amendment: Amendment, provision: str, language: str) -> str:
    note = amendment.note_fr if language == "fr" else amendment.note_en
    date = long_date(amendment.effective, language)
    changed = say("ui.changed.by", language, act=act_name(amendment.act, language), date=date, note=note)
    if amendment.provision == provision:
        return changed
    return f"{changed} ({say('ui.changed.part', language, label=label(amendment.provision, language))})"


def _in_text(view: ProvisionView, language: str) -> str:
    """What has changed the provision and is in the text shown, as the consolidated text marks it."""
    items = "".join(
        f"<li>{escape(_recorded(r, view.provision.id, language))}</li>"
        for r in view.record
        if r.source == FROM_TEXT
    )
    head = words("ui.in_text", language)
    return f'<details class="b-in-text"><summary>{head}</summary><ul>{items}</ul></details>' if items else ""


def _recorded(change: Recorded, provision: str, language: str) -> str:
    key = "ui.in_text.since" if change.is_dated else "ui.in_text.version"
    told = say(
        key,
        language,
        action=say(f"ui.in_text.{change.action.value}", language),
        act=act_name(change.act, language),
        date=long_date(change.effective, language),
    )
    if change.provision == provision:
        return told
    return f"{told} ({say('ui.changed.part', language, label=label(change.provision, language))})"


def _source_link(view: ProvisionView, language: str) -> str:
    if not view.url.startswith("https://"):
        return ""
    return (
        f'<p><a class="b-open" href="{escape(view.url)}" target="_blank" rel="noopener noreferrer">'
        f'{words("ui.open", language)} <span aria-hidden="true">↗</span>'
        f'<span class="b-unseen"> {words("ui.open.new", language)}</span></a></p>'
    )


def _around(engine: Engine, view: ProvisionView, turn: int, language: str) -> str:
    """Buttons to the provision before, the one that holds this one, and the one after."""
    before, after = engine.neighbours(view.provision.id)
    parent = view.provision.parent or ""
    up = words("ui.around", language, label=label(parent, language)) if parent else ""
    buttons = (
        (before, f'<span aria-hidden="true">←</span> {words("ui.previous", language)}'),
        (parent, up),
        (after, f'{words("ui.next", language)} <span aria-hidden="true">→</span>'),
    )
    shown = "".join(
        f"{opener(target, turn, 'b-step', language, named=target == parent)}{name}</button>"
        for target, name in buttons
        if target
    )
    return (
        f'<nav class="b-around" aria-label="{words("ui.neighbours", language)}">{shown}</nav>'
        if shown
        else ""
    )
