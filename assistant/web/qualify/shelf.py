"""The dossiers: saved products to open, compare, link to and delete."""

from __future__ import annotations

from html import escape

from assistant.comparison import Difference, compare
from assistant.conversation import Product
from assistant.dossiers import Dossier, Shelf
from assistant.errors import DossierError
from assistant.translations import long_date, say
from assistant.web.prose import words
from assistant.web.qualify.desk import NOW, Desk, Sight
from assistant.web.qualify.parts import button, text


def shelf_html(desk: Desk, sight: Sight) -> str:
    """The list of dossiers, and two versions of a product side by side."""
    language = sight.language
    shelf = sight.dossiers.shelf()
    problems = "".join(f"<li>{text(line, language)}</li>" for line in shelf.problems)
    told = (
        f'<div class="b-problem"><p>{words("q.shelf.bad", language)}</p><ul>{problems}</ul></div>'
        if problems
        else ""
    )
    if not shelf.dossiers:
        return f'<div class="q-shelf">{told}<p class="q-none">{words("q.shelf.empty", language)}</p></div>'
    listed = "".join(_dossier(dossier, sight) for dossier in shelf.dossiers)
    return (
        f'<div class="q-shelf">{told}<h2>{words("q.shelf", language)}</h2><ul class="q-dossiers">{listed}</ul>'
        f"{_comparison(desk, sight, shelf)}</div>"
    )


def _dossier(dossier: Dossier, sight: Sight) -> str:
    language = sight.language
    is_here = dossier.id == sight.shown.dossier
    here = f' <em class="q-here">{words("q.shelf.here", language)}</em>' if is_here else ""
    versions = "".join(
        f"<li>{text(_when(version.saved_at, language), language)} "
        f"{_named('open', f'{dossier.id}@{n}', 'q-link', f'{dossier.name}, {n}', language)}</li>"
        for n, version in reversed(list(enumerate(dossier.versions, 1)))
    )
    count = words("q.shelf.versions", language, count=len(dossier.versions))
    older = f'<details data-key="v-{dossier.id}"><summary>{count}</summary><ul>{versions}</ul></details>'
    return (
        f'<li class="q-dossier"><div><strong>{escape(dossier.name)}</strong>{here}'
        f'<span class="q-when">{text(_when(dossier.last.saved_at, language), language)}</span>{older}</div>'
        f'<div class="q-acts">{_acts(dossier, sight)}</div></li>'
    )


def _acts(dossier: Dossier, sight: Sight) -> str:
    language, name = sight.language, dossier.name
    if sight.shown.sure == dossier.id:
        sure = button(
            "delete-sure", words("q.shelf.sure", language), "q-small-button q-danger", value=dossier.id
        )
        return sure + button("view", words("q.shelf.not", language), "q-small-button", value="dossiers")
    link = (
        f'<a class="q-link" href="?dossier={dossier.id}">{words("q.shelf.link", language)}'
        f'<span class="b-unseen"> : {escape(name)}</span></a>'
    )
    opened = _named("open", dossier.id, "q-small-button q-yes", name, language)
    return opened + link + _named("delete", dossier.id, "q-small-button", name, language)


def _named(act: str, value: str, style: str, about: str, language: str) -> str:
    """A button that says of which dossier it is, for those who do not see where it stands."""
    said = f"q.shelf.{act}"
    return button(act, words(said, language), style, value=value, name=f"{say(said, language)} : {about}")


def _when(saved_at: str, language: str) -> str:
    """`2026-01-02T03:04:05+00:00` as `2 janvier 2026, 03:04 UTC`."""
    return f"{long_date(saved_at[:10], language)}, {saved_at[11:16]} UTC"


# Side by side


def _comparison(desk: Desk, sight: Sight, shelf: Shelf) -> str:
    language = sight.language
    offered = _sides(sight, shelf)
    left, right = sight.shown.compared
    if not (left or right) and len(offered) > 1:
        left, right = offered[1][0], offered[0][0]
    chosen = "".join(
        f'<label>{words(f"q.compare.{side}", language)} <select data-side="{side}">{_options(offered, picked)}</select></label>'
        for side, picked in (("left", left), ("right", right))
    )
    go = button("compare", words("q.compare.go", language), "q-button q-main", collect="sides")
    shown = _table(desk, sight, offered) if all(sight.shown.compared) else ""
    return (
        f'<section class="q-card q-compare"><h2>{words("q.compare", language)}</h2>'
        f'<div class="q-sides">{chosen}{go}</div>{shown}</section>'
    )


def _sides(sight: Sight, shelf: Shelf) -> list[tuple[str, str]]:
    """What can be compared: the product at hand, then every version of every dossier, the latest first."""
    language = sight.language
    name = sight.product.name or say("conversation.product", language)
    sides = [(NOW, say("q.compare.now", language, name=name))] if sight.is_begun else []
    for dossier in shelf.dossiers:
        for n in range(len(dossier.versions), 0, -1):
            when = _when(dossier.versions[n - 1].saved_at, language)
            sides.append(
                (f"{dossier.id}@{n}", say("q.compare.version", language, name=dossier.name, n=n, date=when))
            )
    return sides


def _options(offered: list[tuple[str, str]], picked: str) -> str:
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == picked else ""}>{escape(label)}</option>'
        for value, label in offered
    )


def _table(desk: Desk, sight: Sight, offered: list[tuple[str, str]]) -> str:
    language = sight.language
    products = [_product(desk, sight, side) for side in sight.shown.compared]
    if products[0] is None or products[1] is None:
        return f'<p class="b-problem">{words("q.note.gone", language)}</p>'
    found = compare(products[0], products[1], language)
    if not found.facts and not found.verdicts:
        return f'<p class="q-none" role="status">{words("q.compare.same", language)}</p>'
    names = dict(offered)
    heads = "".join(f'<th scope="col">{escape(names.get(side, side))}</th>' for side in sight.shown.compared)
    parts = "".join(
        f'<tbody><tr><th colspan="3" scope="rowgroup">{words(key, language)}</th></tr>{"".join(_line(d, language) for d in rows)}</tbody>'
        for key, rows in (("q.compare.verdicts", found.verdicts), ("q.compare.facts", found.facts))
        if rows
    )
    return (
        f'<div class="q-wide" tabindex="0" role="region" aria-label="{words("q.compare", language)}"><table><thead><tr>'
        f'<th scope="col">{words("q.compare.what", language)}</th>{heads}</tr></thead>{parts}</table></div>'
    )


def _line(one: Difference, language: str) -> str:
    cells = "".join(f"<td>{text(side, language)}</td>" for side in (one.left, one.right))
    return f'<tr><th scope="row">{text(one.label, language)}</th>{cells}</tr>'


def _product(desk: Desk, sight: Sight, side: str) -> Product | None:
    if side == NOW:
        return sight.product
    try:
        version = desk.version(side)
    except DossierError:
        return None
    return version.product if version else None
