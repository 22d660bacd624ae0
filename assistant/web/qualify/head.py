"""The head of the screen's left side: the ways to answer, the products at hand, and a line on what just happened."""

from __future__ import annotations

from html import escape

from assistant.choices import facts_by_name
from assistant.translations import say
from assistant.web.prose import words
from assistant.web.qualify.desk import VIEWS, Sight, note_words
from assistant.web.qualify.parts import button, text
from rules.what_if import OPEN


def head_html(sight: Sight) -> str:
    """Views and products as buttons."""
    language = sight.language
    views = "".join(
        button(
            "view",
            words(f"q.view.{view}", language),
            "q-view",
            value=view,
            pressed="true" if view == sight.shown.view else "false",
        )
        for view in VIEWS
    )
    return (
        f'<div class="q-head" data-view="{sight.shown.view}"><div class="q-views" role="group" '
        f'aria-label="{words("q.view", language)}">{views}</div>{_products(sight)}</div>'
    )


def note_html(sight: Sight) -> str:
    """A line on what just happened; empty when there is nothing to say."""
    note = note_words(sight.shown, sight.language)
    style, role = ("b-problem", "alert") if sight.shown.is_problem else ("q-note", "status")
    return f'<p class="{style}" role="{role}">{text(note, sight.language)}</p>' if note else ""


def _products(sight: Sight) -> str:
    """The products of the conversation, and one more; nothing before the first has an answer."""
    language, products = sight.language, sight.conversation.products
    if not sight.is_begun and len(products) < 2:
        return ""
    shown = "".join(
        button(
            "product",
            escape(product.name or say("q.product.none", language)),
            "q-product",
            value=str(place),
            pressed="true" if place == sight.conversation.current else "false",
        )
        for place, product in enumerate(products)
        if len(products) > 1
    )
    new = button(
        "product",
        f'<span aria-hidden="true">+</span> {words("q.product.new", language)}',
        "q-link",
        value=str(len(products)),
    )
    return f'<div class="q-products" role="group" aria-label="{words("q.products", language)}">{shown}{new}</div>'


def status_text(sight: Sight) -> str:
    """One line for screen readers after each act: how many verdicts stand, and the question that is open."""
    pending = sight.pending
    question = (
        facts_by_name()[pending.fact][f"question_{sight.language}"]
        if pending and pending.kind == "fact"
        else ""
    )
    firm = sum(one.value != OPEN for one in sight.told.values())
    return say("q.status", sight.language, firm=firm, all=len(sight.told), question=question)
