"""What the Texts screen shows: the catalogue or one document, which nodes are unfolded, which provision is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.ids import is_valid, parse

TREE, CHANGES = "tree", "changes"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class TextsView:
    """`document` is empty for the catalogue; `unfolded` are nodes of the tree; `mode` is `tree` or `changes`; `older` and
    `newer` are the versions compared, empty for the newest two."""

    document: str = ""
    unfolded: frozenset[str] = frozenset()
    provision: str = ""
    query: str = ""
    mode: str = TREE
    older: str = ""
    newer: str = ""


def after_click(view: TextsView, data: Mapping[str, str]) -> TextsView:
    """The view after a click, as the page's script tells it (`act` and what it concerns); unknown ones change nothing."""
    value = data.get("value", "")[:_LONGEST]
    act = data.get("act", "")
    if act == "catalogue":
        return TextsView(provision=view.provision)
    if act == "document" and is_valid(value):
        return TextsView(document=value)
    if act == "provision" and is_valid(value) and parse(value).segments:
        return replace(view, provision=value)
    if act == "toggle":
        return replace(view, unfolded=view.unfolded ^ {value})
    if act == "search":
        return replace(view, query=value.strip(), mode=TREE)
    if act == "mode" and value in (TREE, CHANGES):
        return replace(view, mode=value, query="")
    if act == "compare":
        return replace(view, older=value, newer=data.get("other", "")[:_LONGEST])
    return view
