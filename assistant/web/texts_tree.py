"""A document's structure as HTML, unfolded only where the reader unfolded it, and what a search in it finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from assistant.engine import Engine
from assistant.errors import QuestionError
from assistant.reasons import reason_in
from assistant.translations import say
from assistant.web.prose import words
from assistant.web.texts_view import TextsView
from corpus.ids import parse
from corpus.labels import document_name, label
from corpus.models import ProvisionKind
from ingest.errors import IngestError
from ingest.index import Index

_GROUPS: dict[str, str] = {
    ProvisionKind.RECITAL: "texts.group.recital",
    ProvisionKind.ANNEX: "texts.group.annex",
    ProvisionKind.ARTICLE: "texts.group.article",
}
_SNIPPET = 110
_FOUND = 30


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the tree: a provision, or a heading over several (`provision` is then empty)."""

    id: str
    name: str
    title: str
    language: str
    has_parts: bool
    provision: str = ""


def roots(index: Index, document: str, language: str) -> list[Node]:
    """The top of a document: its headings where it has several, else its provisions."""
    groups = _groups(index, document, language)
    if len(groups) > 1:
        return [Node(f"group:{n}", name, "", language, True) for n, (name, _) in enumerate(groups)]
    return groups[0][1] if groups else []


def parts(index: Index, document: str, node: str, language: str) -> list[Node]:
    """What stands under a node."""
    kind, _, number = node.partition(":")
    if kind == "group":
        groups = _groups(index, document, language)
        return groups[int(number)][1] if number.isdigit() and int(number) < len(groups) else []
    return list(_nodes(index, document, node, language))


def _groups(index: Index, document: str, language: str) -> list[tuple[str, list[Node]]]:
    """Neighbouring provisions under one heading: recitals, each chapter's articles, annexes."""
    rows = index.store.outline(document)
    if len(rows) == 1 and rows[0][1] == ProvisionKind.DOCUMENT:
        return [("", list(_nodes(index, document, rows[0][0], language)))]
    groups: list[tuple[str, list[Node]]] = []
    for row, node in zip(rows, _nodes(index, document, None, language), strict=True):
        kind, path = row[1], row[3].path
        is_named = kind in (ProvisionKind.RECITAL, ProvisionKind.ANNEX) or not path
        name = say(_GROUPS.get(kind, "texts.group.rest"), language) if is_named else path[0]
        if not groups or groups[-1][0] != name:
            groups.append((name, []))
        groups[-1][1].append(node)
    return groups


def _nodes(index: Index, document: str, parent: str | None, language: str) -> Iterator[Node]:
    prefix = f"{document_name(document, language)}, "
    for provision, _, count, text in index.store.outline(document, parent):
        name = label(provision, language).removeprefix(prefix)
        title = text.title or _snippet(text.text)
        yield Node(provision, name[:1].upper() + name[1:], title, text.language, bool(count), provision)


def _snippet(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SNIPPET else plain[:_SNIPPET].rsplit(" ", 1)[0] + " …"


def tree_html(index: Index, view: TextsView, language: str) -> str:
    """The whole tree, as far as it is unfolded."""
    shown = _branch(index, roots(index, view.document, language), view, language)
    if not shown:
        return f'<p class="b-none">{words("texts.empty", language)}</p>'
    return f'<nav class="b-tree" aria-label="{words("texts.tree", language)}">{shown}</nav>'


def _branch(index: Index, nodes: Sequence[Node], view: TextsView, language: str) -> str:
    items = []
    for node in nodes:
        is_open = node.has_parts and node.id in view.unfolded
        inner = (
            _branch(index, parts(index, view.document, node.id, language), view, language) if is_open else ""
        )
        items.append(f"<li>{_line(node, view, language, is_open=is_open)}{inner}</li>")
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _line(node: Node, view: TextsView, language: str, *, is_open: bool) -> str:
    key = "texts.fold" if is_open else "texts.unfold"
    whole = f'<span class="b-node-name">{escape(node.name)}</span>' + (
        f' <span lang="{escape(node.language)}">{escape(node.title)}</span>' if node.title else ""
    )
    toggle = f'data-act="toggle" data-value="{escape(node.id)}" aria-expanded="{str(is_open).lower()}"'
    if not node.provision:
        return f'<div class="b-node"><button type="button" class="b-group" {toggle}>{whole}</button></div>'
    fold = (
        f'<button type="button" class="b-fold" {toggle} aria-label="{words(key, language, label=node.name)}"></button>'
        if node.has_parts
        else '<span class="b-fold"></span>'
    )
    return f'<div class="b-node">{fold}{_provision_button(node.provision, whole, view)}</div>'


def _provision_button(provision: str, shown: str, view: TextsView) -> str:
    current = ' aria-current="true"' if provision == view.provision else ""
    return (
        f'<button type="button" class="b-leaf-opener" data-act="provision" data-value="{escape(provision)}"{current}>'
        f"{shown}</button>"
    )


def found_in(engine: Engine, index: Index, view: TextsView, language: str) -> list[str]:
    """Provisions of the document for the words sought: those that have them as written, then those that speak of it.

    Raises QuestionError when the words cannot be sought, IngestError when the index cannot be read.
    """
    literal = index.store.containing(view.document, view.query, _FOUND)
    hits = engine.retrieve(view.query, k=10, language=language, documents=(view.document,)).hits
    return list(dict.fromkeys([*literal, *(h.provision for h in hits)]))[:_FOUND]


def found_html(engine: Engine, index: Index, view: TextsView, language: str) -> str:
    """What a search in the document finds, each with its beginning."""
    try:
        found = found_in(engine, index, view, language)
    except (QuestionError, IngestError) as error:
        return f'<p class="b-problem">{escape(reason_in(error, language))}</p>'
    if not found:
        return f'<p class="b-none" role="status">{words("texts.found.none", language, query=view.query)}</p>'
    items = "".join(f"<li>{_hit(engine, p, view, language)}</li>" for p in found)
    count = words("texts.found", language, count=len(found), query=view.query)
    return f'<p class="b-found" role="status">{count}</p><ul class="b-hits">{items}</ul>'


def _hit(engine: Engine, provision: str, view: TextsView, language: str) -> str:
    seen = engine.provision(provision, language)
    if seen is None:
        return ""
    name = seen.label.removeprefix(f"{document_name(parse(provision).document, language)}, ")
    begin = seen.text.title or ""
    text = _around(seen.text.text, view.query)
    shown = (
        f'<span class="b-node-name">{escape(name[:1].upper() + name[1:])}</span> '
        f'<span lang="{escape(seen.text.language)}">{escape(begin)}{" · " if begin and text else ""}{text}</span>'
    )
    return _provision_button(provision, shown, view)


def _around(text: str, query: str) -> str:
    """The words sought where they stand, marked, with some on either side; the beginning where they do not."""
    plain = " ".join(text.split())
    place = plain.lower().find(query.lower()) if query else -1
    if place < 0:
        return escape(_snippet(plain))
    end = place + len(query)
    start = plain.find(" ", max(0, place - 50), place) + 1 if place > 50 else 0
    last = plain.rfind(" ", end, end + 70) if end + 70 < len(plain) else len(plain)
    before = ("… " if start else "") + plain[start:place]
    after = plain[end : max(end, last)] + (" …" if last < len(plain) else "")
    return f"{escape(before)}<mark>{escape(plain[place:end])}</mark>{escape(after)}"
