"""The conversations that are kept, as HTML: reopen one, rename it, delete it, export what was thought of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.conversations import Summary
from assistant.translations import long_date, say
from assistant.web.prose import words


def drawer_html(kept: Sequence[Summary], session: str, language: str, problem: str = "") -> str:
    """The button and the drawer it opens; `session` is the conversation at hand."""
    rows = "".join(_row(one, one.id == session, language) for one in kept)
    listed = (
        f'<ul class="b-talks">{rows}</ul>'
        if rows
        else f'<p class="b-none">{words("talks.none", language)}</p>'
    )
    told = f'<p class="b-problem">{escape(problem)}</p>' if problem else listed
    return (
        f'<button type="button" class="b-tool" data-drawer aria-haspopup="dialog">{words("talks.open", language)}</button>'
        f'<dialog class="b-drawer" aria-labelledby="b-drawer-name"><div class="b-drawer-head">'
        f'<h2 id="b-drawer-name" tabindex="-1">{words("talks.title", language)}</h2>'
        f'<button type="button" class="b-tool" data-close>{words("talks.close", language)}</button></div>{told}'
        f'<p class="b-drawer-foot"><button type="button" class="b-tool" data-export>{words("talks.export", language)}'
        "</button></p></dialog>"
    )


def _row(one: Summary, is_current: bool, language: str) -> str:
    title = one.title or say("talks.untitled", language)
    current = ' aria-current="true"' if is_current else ""
    products = f' <span class="b-products">{escape(", ".join(one.products))}</span>' if one.products else ""
    date = long_date(one.at[:10], language)
    when = (
        words("talks.turn", language, date=date)
        if one.turns == 1
        else words("talks.turns", language, date=date, count=one.turns)
    )
    name = f"b-name-{escape(one.id)}"
    return (
        f'<li class="b-talk" data-id="{escape(one.id)}"><button type="button" class="b-reopen" data-reopen{current}>'
        f"<strong>{escape(title)}</strong><span>{when}{products}</span></button>"
        f'<div class="b-row"><button type="button" class="b-plain" data-rename aria-expanded="false" '
        f'aria-label="{words("talks.rename.of", language, title=title)}">{words("talks.rename", language)}</button>'
        f'<button type="button" class="b-plain" data-delete aria-label="{words("talks.delete.of", language, title=title)}">'
        f"{words('talks.delete', language)}</button></div>"
        f'<form class="b-row" data-renaming hidden><label class="b-unseen" for="{name}">{words("talks.name", language)}</label>'
        f'<input id="{name}" type="text" maxlength="80" value="{escape(title)}" autocomplete="off">'
        f'<button type="submit" class="b-solid" aria-label="{words("talks.save", language)}">{words("rate.save", language)}</button></form>'
        f'<div class="b-row" data-deleting hidden><button type="button" class="b-grave" data-sure>'
        f"{words('talks.delete.sure', language)}</button>"
        f'<button type="button" class="b-plain" data-spare>{words("talks.keep", language)}</button></div></li>'
    )
