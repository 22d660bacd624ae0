"""The verdicts, live: every question of the rules by its step, and the one that is open explained."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.interview_text import fact_label
from assistant.market_path import BESIDE, STEPS
from assistant.quoted import Quoted, quoted_for
from assistant.web.prose import words
from assistant.web.qualify.desk import Sight
from assistant.web.qualify.parts import button, opener, section, statements, text
from corpus.labels import label
from rules import explain_error, result_notes, what_would_change
from rules.explain import Explanation
from rules.what_if import OPEN

QUOTES = 4
"""Provisions quoted at most under one verdict; the others it cites are named, and open in the panel."""
CHANGES = 6


def verdicts_html(sight: Sight) -> str:
    """The column of verdicts; while two answers contradict each other, that there are none."""
    language = sight.language
    head = (
        f'<div class="q-verdicts-head"><h2>{words("q.verdicts", language)}</h2>'
        f"<p>{words('q.verdicts.lead', language)}</p></div>"
    )
    if "error" in sight.result:
        reason = text(explain_error(sight.result, language).text, language)
        return f'{head}<p class="b-problem">{words("q.verdict.clash", language)} {reason}</p>'
    groups = "".join(_group(key, names, sight) for key, names in (STEPS | BESIDE).items())
    notes = "".join(f"<li>{text(n.text, language)}</li>" for n in result_notes(sight.result, language))
    rules = words(
        "q.verdicts.rules",
        language,
        ruleset=sight.result["ruleset"],
        version=sight.result["version"],
        date=sight.result["as_of"],
    )
    return f'{head}{groups}<div class="q-small"><p>{rules}</p><ul>{notes}</ul></div>'


def _group(key: str, names: tuple[str, ...], sight: Sight) -> str:
    language = sight.language
    told = [sight.told[name] for name in names]
    firm = sum(one.value != OPEN for one in told)
    count = words("q.verdicts.count", language, firm=firm, all=len(told))
    rows = "".join(_row(one, sight) for one in told if not one.question.startswith("section."))
    sections = [one for one in told if one.question.startswith("section.")]
    if sections:
        opened = " open" if any(one.question == sight.shown.question for one in sections) else ""
        inner = "".join(_row(one, sight) for one in sections)
        rows += (
            f'<li class="q-more"><details data-key="sections"{opened}><summary>'
            f"{words('q.verdicts.sections', language, count=len(sections))}</summary><ul>{inner}</ul></details></li>"
        )
    return (
        f'<section class="q-group"><h3>{words(f"q.step.{key}", language)} <span class="q-count">{count}</span></h3>'
        f'<ul class="q-rows">{rows}</ul></section>'
    )


def _row(one: Explanation, sight: Sight) -> str:
    language = sight.language
    is_open = sight.shown.question == one.question
    firm = one.value != OPEN
    said = text(one.verdict, language) if firm else _missing(one, sight)
    style = "q-firm" if firm else "q-unknown"
    inner = f'<span class="q-row-label">{text(one.label, language)}</span><span class="{style}">{said}</span>'
    head = button("verdict", inner, "q-row", value=one.question, expanded="true" if is_open else "false")
    detail = f'<div class="q-detail">{_detail(one, sight)}</div>' if is_open else ""
    return f"<li>{head}{detail}</li>"


def _missing(one: Explanation, sight: Sight) -> str:
    count = len(one.ask)
    key = "q.verdict.open.one" if count == 1 else "q.verdict.open"
    return words(key, sight.language, count=count)


def _detail(one: Explanation, sight: Sight) -> str:
    """The reasons of a verdict, or what it still waits for."""
    language = sight.language
    if one.value == OPEN:
        facts = (
            f"<li>{button('ask', text(fact_label(ask.fact, language), language), 'q-link', fact=ask.fact)}</li>"
            for ask in one.ask
        )
        return section(words("q.detail.needs", language), facts)
    answers = (
        f"<li>{text(answer.label, language)} : <strong>{text(answer.value, language)}</strong>"
        + (f" <em>{words('q.detail.deduced', language)}</em>" if answer.implied_by else "")
        + f" {button('ask', words('q.change', language), 'q-link', fact=answer.fact)}</li>"
        for answer in one.answers
    )
    changes = what_would_change(sight.product.known, [one.question])
    changes = [change for change in changes if change.fact != "is_software"]
    firm_first = [change for change in changes if change.then.value != OPEN] or changes
    told = (f"<li>{text(change.sentence(language), language)}</li>" for change in firm_first[:CHANGES])
    return (
        section(words("q.detail.why", language), statements(one.why, language))
        + "".join(_quotes(one, sight))
        + section(words("q.detail.answers", language), answers)
        + section(words("q.detail.caveats", language), statements(one.caveats, language))
        + section(words("q.detail.steps", language), statements(one.next_steps, language))
        + section(words("q.detail.readings", language), statements(one.readings, language))
        + section(words("q.detail.changes", language), told)
    )


def _quotes(one: Explanation, sight: Sight) -> Iterator[str]:
    """The provisions the reasons cite, word for word, as far as they are installed."""
    cited = {cite: reason.text for reason in reversed(one.why) for cite in reason.cites}
    store = sight.engine.index.store if sight.engine.index else None
    found = [(q, why) for cite, why in cited.items() if (q := quoted_for(store, cite, why, sight.language))]
    if found:
        yield f"<h4>{words('q.detail.quotes', sight.language)}</h4>"
    elif cited:
        yield f'<p class="q-none">{words("verdict.no_texts", sight.language)}</p>'
    for item, reason in found[:QUOTES]:
        yield _quote(item, reason, sight.language)


def _quote(item: Quoted, reason: str, language: str) -> str:
    quote = text(item.quote, item.text.language) + (" […]" if item.selection.is_partial else "")
    paragraphs = "".join(f"<p>{line}</p>" for line in quote.split("\n") if line.strip())
    ours = "" if item.text.kind.value == "official" else f" · {words('ui.digest', language)}"
    source = opener(item.provision, language, reason, text(label(item.provision, language), language))
    return (
        f'<figure class="q-quote"><blockquote lang="{item.text.language}">{paragraphs}</blockquote>'
        f"<figcaption>{source}{ours}</figcaption></figure>"
    )
