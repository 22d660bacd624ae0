"""The sections of a report on one product: its facts, and every verdict asked for with its trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assistant.conversation import Product
from assistant.engine import Engine
from assistant.interview_text import fact_label, value_words
from assistant.quoted import quoted_for
from assistant.reports.model import Block, Bullets, Paragraph, Quote, Section, Spans, Table, bold, plain
from assistant.reports.references import References
from assistant.translations import say
from rules import decide, explain, explain_error, result_notes, what_would_change
from rules.explain import Explanation, Statement
from rules.models import Language
from rules.what_if import OPEN, Change

_QUOTED = {"fr": "« {} »", "en": "“{}”"}
_NAMED = 3
"""How many of the verdicts that wait for one answer are named."""


def product_sections(
    product: Product,
    engine: Engine,
    references: References,
    language: Language,
    *,
    title: str,
    level: int = 1,
) -> Iterator[Section]:
    """Facts, verdicts and the words of the provisions they rest on, under one heading of `level`.

    Verdicts are those of `decide` on the confirmed facts alone; without questions asked, every question is decided.
    """
    yield Section(title, level=level)
    yield Section(say("report.facts", language), tuple(_facts(product, language)), level + 1)
    result = decide(product.known, product.wanted or None)
    if "error" in result:
        refusal = explain_error(result, language)
        why = tuple(_statement(one, references) for one in refusal.why)
        blocks = (Paragraph(plain(refusal.text)), *((Bullets(why),) if why else ()))
        yield Section(say("conversation.verdicts", language), blocks, level + 1)
        return
    told = explain(result, language)
    changes = what_would_change(product.known, [one.question for one in told])
    yield Section(say("conversation.verdicts", language), tuple(_overview(told, result, language)), level + 1)
    for one in told:
        blocks = tuple(_verdict(one, changes, references, language))
        if blocks:
            yield Section(one.label, blocks, level + 2)
    if waiting := _waiting(told):
        yield Section(say("report.open", language), tuple(_still_open(waiting, language)), level + 1)
    quotes = tuple(_quotes(told, engine, references, language))
    if quotes:
        yield Section(say("report.quotes", language), quotes, level + 1)
    notes = tuple(_statement(one, references) for one in result_notes(result, language))
    if notes:
        yield Section(say("report.notes", language), (Bullets(notes),), level + 1)


def rule_set(language: Language) -> str:
    """Name, version and date of the rule set that decides."""
    result = decide({}, ())
    return say("report.rules.value", language, name=result["ruleset"], version=result["version"])


def _facts(product: Product, language: Language) -> Iterator[Block]:
    rows = [
        (fact, value_words(fact, value, language), product.words.get(fact, ""), "report.confirmed")
        for fact, value in product.known.items()
    ]
    rows += [
        (fact, value_words(fact, one.value, language), one.words, "report.proposed")
        for fact, one in product.proposed.items()
        if fact not in product.known
    ]
    rows += [(fact, "", "", "report.declined") for fact in product.declined]
    if not rows:
        yield Paragraph(plain(say("report.facts.none", language)))
        return
    keys = ("report.fact", "report.value", "report.words", "report.state")
    yield Table(
        tuple(say(key, language) for key in keys),
        tuple(
            (
                plain(fact_label(fact, language)),
                bold(value) if value else (),
                plain(_QUOTED[language].format(words)) if words else (),
                plain(say(state, language)),
            )
            for fact, value, words, state in rows
        ),
        (0.34, 0.24, 0.26, 0.16),
    )


def _overview(told: Sequence[Explanation], result: Mapping[str, Any], language: Language) -> Iterator[Block]:
    yield Paragraph(
        plain(say("report.by_rules", language, name=result["ruleset"], version=result["version"]))
    )
    head = (say("report.question", language), say("report.verdict", language))
    rows = tuple(
        (plain(one.label), plain(one.verdict) if one.value == OPEN else bold(one.verdict)) for one in told
    )
    yield Table(head, rows, (0.5, 0.5))


def _waiting(told: Iterable[Explanation]) -> dict[str, list[str]]:
    """The questions still to be answered, each once, with the verdicts that wait for it."""
    found: dict[str, list[str]] = {}
    for one in told:
        for asked in one.ask:
            labels = found.setdefault(asked.question, [])
            if one.label not in labels:
                labels.append(one.label)
    return found


def _still_open(waiting: Mapping[str, list[str]], language: Language) -> Iterator[Block]:
    yield Paragraph(plain(say("report.open.lead", language)))
    head = (say("report.question", language), say("report.open.for", language))
    rows = tuple((plain(question), plain(_named(labels, language))) for question, labels in waiting.items())
    yield Table(head, rows, (0.58, 0.42))


def _named(labels: list[str], language: Language) -> str:
    """All of a few, the first of many and how many more there are."""
    if len(labels) <= _NAMED + 1:
        return ", ".join(labels)
    first = ", ".join(labels[:_NAMED])
    return say("report.open.more", language, names=first, count=len(labels) - _NAMED)


def _verdict(
    one: Explanation, changes: Iterable[Change], references: References, language: Language
) -> Iterator[Block]:
    """Verdict, trace and what goes with it; nothing for one that only waits for answers."""
    if one.value == OPEN and not (one.why or one.caveats or one.next_steps or one.readings):
        return
    yield Paragraph(bold(one.verdict))
    if one.why:
        head = (say("report.rule", language), say("report.reason", language))
        yield Table(head, tuple((plain(s.id), _statement(s, references)) for s in one.why), (0.16, 0.84))
    mine = [change.sentence(language) for change in changes if change.question == one.question]
    lists = (
        ("why.answers", [plain(f"{a.label} = {a.value}") for a in one.answers]),
        ("verdict.caveats", [_statement(s, references) for s in one.caveats]),
        ("verdict.steps", [_statement(s, references) for s in one.next_steps]),
        ("verdict.readings", [_statement(s, references) for s in one.readings]),
        ("verdict.changes", [plain(sentence) for sentence in mine if one.value != OPEN]),
    )
    for key, items in lists:
        if items:
            yield Paragraph(bold(say(key, language)))
            yield Bullets(tuple(items))


def _statement(one: Statement, references: References) -> Spans:
    marks = references.marks(one.cites)
    return (*plain(one.text + " "), *marks) if marks else plain(one.text)


def _quotes(
    told: Iterable[Explanation], engine: Engine, references: References, language: Language
) -> Iterator[Block]:
    """The words of each provision held that a reason cites, those that carry most of that reason."""
    reasons = {cite: reason.text for one in told for reason in one.why for cite in reason.cites}
    store = engine.index.store if engine.index else None
    for cite, reason in reasons.items():
        found = quoted_for(store, cite, reason, language)
        view = engine.provision(cite, language)
        if found is not None and view is not None:
            source = (*plain(view.label + " "), *references.marks([cite]))
            yield Quote(found.quote + (" […]" if found.selection.is_partial else ""), source)
