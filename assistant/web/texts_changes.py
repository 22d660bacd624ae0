"""What changed between two held versions of a document, as HTML: word by word, with what cites each provision."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.dependents import dependents
from assistant.reasons import reason_in
from assistant.translations import long_date, say
from assistant.web.prose import words
from assistant.web.texts_view import TextsView
from corpus.labels import label
from ingest.changes import ChangeKind, Changes, ProvisionChange, Stretch, changes_between, held_versions
from ingest.errors import IngestError
from ingest.index import Index
from ingest.versions import VersionStore

_SHOWN = 150
_FACT = "fact "  # what `rules.citations` puts before the name of a fact
_AROUND = 90
_TAGS = {"added": "ins", "deleted": "del"}


def changes_html(store: VersionStore, index: Index | None, view: TextsView, language: str) -> str:
    """The choice of two versions, and what differs between them."""
    versions = held_versions(view.document, store, index)
    if len(versions) < 2:
        key = "texts.compare.none" if versions else "texts.compare.zero"
        how = words("texts.compare.history", language)
        return f'<p class="b-none">{words(key, language)} <code>{how}</code></p>'
    newer = view.newer if view.newer in versions else versions[-1]
    before = [v for v in versions if v < newer]
    older = view.older if view.older in before else (before[-1] if before else "")
    picker = _picker(versions, older, newer, language)
    try:
        found = changes_between(view.document, store, index, older=older, newer=newer)
    except IngestError as error:
        return (
            picker
            + f'<p class="b-problem">{words("texts.compare.failed", language, reason=reason_in(error, language))}</p>'
        )
    return picker + "".join(_changes(c, language) for c in found)


def _picker(versions: Sequence[str], older: str, newer: str, language: str) -> str:
    def choice(name: str, offered: Sequence[str], chosen: str) -> str:
        options = "".join(
            f'<option value="{escape(v)}"{" selected" if v == chosen else ""}>{escape(_dated(v, language))}</option>'
            for v in offered
        )
        key = words(f"texts.compare.{name}", language)
        return f'<label>{key} <select name="{name}">{options}</select></label>'

    return (
        f'<form class="b-compare" data-compare>{choice("older", versions[:-1], older)}'
        f"{choice('newer', versions[1:], newer)}"
        f'<button type="submit" class="b-step">{words("texts.compare", language)}</button></form>'
    )


def _dated(version: str, language: str) -> str:
    date, _, number = version.partition(".")
    return long_date(date, language) + (f" ({number})" if number else "")


def _changes(changes: Changes, language: str) -> str:
    told = say(f"texts.in.{changes.language}", language)
    if not changes.provisions:
        return f'<p class="b-none" role="status">{words("texts.compare.same", language, told=told)}</p>'
    counts = {kind.value: changes.count(kind) for kind in ChangeKind}
    head = words("texts.compare.counts", language, told=told, **counts)
    items = "".join(f"<li>{_change(c, changes.language, language)}</li>" for c in changes.provisions[:_SHOWN])
    rest = len(changes.provisions) - _SHOWN
    more = words("texts.compare.more", language, count=rest, document=changes.document) if rest > 0 else ""
    return (
        f'<section class="b-differences"><h3 role="status">{head}</h3><ul>{items}</ul>'
        + (f'<p class="b-none">{more}</p>' if more else "")
        + "</section>"
    )


def _change(change: ProvisionChange, text_language: str, language: str) -> str:
    shown = "".join(_stretch(s) for s in change.words)
    return (
        f'<h4><button type="button" class="b-title" data-act="provision" data-value="{escape(change.id)}">'
        f"{escape(label(change.id, language))}</button> "
        f'<span class="b-kind b-{change.kind.value}">{words(f"texts.change.{change.kind.value}", language)}</span></h4>'
        f'<p class="b-diff" lang="{escape(text_language)}">{shown}</p>{_resting(change.id, language)}'
    )


def _stretch(stretch: Stretch) -> str:
    tag = _TAGS.get(stretch.kind)
    if tag is None:
        return escape(_shortened(stretch.text)).replace("\n", "<br>")
    return f"<{tag}>{escape(stretch.text).replace(chr(10), '<br>')}</{tag}>"


def _shortened(text: str) -> str:
    """A stretch that stayed, its middle left out: what changed is what matters."""
    return text if len(text) <= 2 * _AROUND + 5 else f"{text[:_AROUND]} […] {text[-_AROUND:]}"


def _resting(provision: str, language: str) -> str:
    found = dependents(provision)
    if not found:
        return ""
    facts = [name.removeprefix(_FACT) for name in found.rules if name.startswith(_FACT)]
    rules = [name for name in found.rules if not name.startswith(_FACT)]
    parts = [
        words(f"texts.rests.{kind}", language, names=", ".join(names))
        for kind, names in (("rules", rules), ("facts", facts), ("digests", found.digests))
        if names
    ]
    return f'<p class="b-rests"><strong>{words("texts.rests", language)}</strong> {" ; ".join(parts)}</p>'
