"""The interview as a form: what was read and from which words, the open question, the answers, what is still open."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Any

from assistant.choices import NONE, choices, facts_by_name
from assistant.conversation import Pending
from assistant.interview_text import fact_label, value_words
from assistant.market_path import BESIDE, STEPS
from assistant.translations import say
from assistant.web.prose import words
from assistant.web.qualify.desk import Sight
from assistant.web.qualify.export import FORMATS, can_export
from assistant.web.qualify.parts import button, opener, text
from rules import decide, explain_error
from rules.explain import Explanation
from rules.models import Language
from rules.what_if import OPEN

EXAMPLES = ("q.example.1", "q.example.2", "q.example.3")


def form_html(sight: Sight) -> str:
    """The whole form of the product at hand."""
    parts = (_welcome(sight), _proposed(sight), _open_question(sight), _known(sight), _left(sight))
    return f'<div class="q-form">{"".join(parts)}</div>'


def _welcome(sight: Sight) -> str:
    if sight.is_begun:
        return ""
    language = sight.language
    chips = "".join(
        f"<li>{button('describe', words(key, language), 'b-chip', value=say(key, language))}</li>"
        for key in EXAMPLES
    )
    return (
        f'<section class="q-welcome"><h2>{words("q.welcome", language)}</h2><p>{words("q.welcome.body", language)}</p>'
        f'<details data-key="examples"><summary>{words("q.examples", language)}</summary><ul class="b-chips">{chips}</ul>'
        "</details></section>"
    )


# What was read


def _proposed(sight: Sight) -> str:
    if not sight.product.proposed:
        return ""
    language = sight.language
    rows = "".join(_read(fact, sight) for fact in facts_by_name() if fact in sight.product.proposed)
    everything = button("confirm-all", words("q.read.all", language), "q-button q-main")
    return (
        f'<section class="q-card q-read"><div class="q-read-head"><h2 tabindex="-1" id="b-q-read">'
        f"{words('q.read', language)}</h2>{everything}</div>"
        f'<p>{words("q.read.body", language)}</p><ul class="q-facts">{rows}</ul></section>'
    )


def _read(fact: str, sight: Sight) -> str:
    language, one = sight.language, sight.product.proposed[fact]
    label, value = fact_label(fact, language), value_words(fact, one.value, language)
    is_set = facts_by_name()[fact]["type"] == "set" and one.value
    only = f" {words('q.read.only', language)}" if is_set else ""
    before = ""
    if fact in sight.product.known:
        was = value_words(fact, sight.product.known[fact], language)
        before = f'<span class="q-was">{words("q.read.before", language, value=was)}</span>'
    acts = (
        ("confirm", "q.read.yes", "q-small-button q-yes"),
        ("ask", "q.read.correct", "q-small-button"),
        ("forget", "q.read.drop", "q-small-button"),
    )
    buttons = "".join(
        button(act, words(key, language), style, fact=fact, name=f"{say(key, language)} : {label}")
        for act, key, style in acts
    )
    said = f'<span class="q-fact">{text(label, language)} : <strong>{text(value, language)}</strong>{only}</span>'
    return f'<li><div>{said}{before}{_heard(one.words, language)}</div><span class="q-acts">{buttons}</span></li>'


def _heard(said: str, language: str) -> str:
    """The person's own words, as they wrote them."""
    return f'<q class="q-words"><span class="b-unseen">{words("q.read.words", language)} </span>{escape(said)}</q>'


# The open question


def _open_question(sight: Sight) -> str:
    pending = sight.pending
    if pending is not None and pending.kind == "clash":
        return _clash(pending, sight)
    if pending is not None:
        return _question(pending.fact, sight)
    if sight.step.kind == "confirm":
        return ""
    return _end(sight)


def _question(fact: str, sight: Sight) -> str:
    language = sight.language
    described = facts_by_name()[fact]
    helped = described[f"help_{language}"]
    is_set = described["type"] == "set"
    given = sight.product.known.get(fact)
    if given is None and fact in sight.product.proposed:
        given = sight.product.proposed[fact].value
    chosen = _of_set(fact, given, language) if is_set else _of_one(fact, given, language)
    unknown = button("decline", words("ui.unknown", language), "q-button q-quiet", fact=fact)
    keep = ""
    if fact in sight.product.known:
        keep = button("go-on", words("q.question.keep", language), "q-button q-quiet")
    return (
        f'<section class="q-card q-ask"><p class="q-progress">{_progress(sight)}</p>'
        f'<h2 tabindex="-1" id="b-q-question">{text(described[f"question_{language}"], language)}</h2>'
        f"{f'<p>{text(helped, language)}</p>' if helped else ''}{chosen}"
        f'<div class="q-acts">{unknown}{keep}</div>{_why(fact, sight)}</section>'
    )


def _of_one(fact: str, given: Any, language: str) -> str:
    buttons = "".join(
        button(
            "answer",
            text(_capital(label), language),
            "q-choice",
            fact=fact,
            value=str(value).lower() if isinstance(value, bool) else value,
            pressed="true" if value == given else "false",
        )
        for value, label in choices(fact, language)
    )
    return f'<div class="q-choices" role="group" aria-labelledby="b-q-question">{buttons}</div>'


def _of_set(fact: str, given: Any, language: str) -> str:
    """Boxes to tick and one button; « none » is an answer of its own."""
    shown = choices(fact, language)
    boxes = "".join(
        f'<label class="q-box"><input type="checkbox" name="q-member" value="{escape(str(value))}"'
        f"{' checked' if given and value in given else ''}> <span>{text(label, language)}</span></label>"
        for value, label in shown
        if value != NONE
    )
    none = next((label for value, label in shown if value == NONE), "")
    send = button(
        "answer", words("q.question.send", language), "q-button q-main", fact=fact, collect="q-member"
    )
    bare = button("answer", text(_capital(none), language), "q-button", fact=fact, value="[]")
    return (
        f'<p class="q-hint">{words("q.question.several", language)}</p>'
        f'<div class="q-boxes" role="group" aria-labelledby="b-q-question">{boxes}</div>'
        f'<div class="q-acts">{send}{bare}</div>'
    )


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _why(fact: str, sight: Sight) -> str:
    """What the question serves to settle, and the provisions it comes from."""
    language = sight.language
    waiting = [one.label for one in sight.told.values() if any(ask.fact == fact for ask in one.ask)]
    serves = words("why.question", language, verdicts=", ".join(waiting[:4])) if waiting else ""
    more = words("q.question.more", language, count=len(waiting) - 4) if len(waiting) > 4 else ""
    described = facts_by_name()[fact]
    cites = "".join(opener(s, language, described[f"question_{language}"]) for s in described["sources"])
    return (
        f'<details class="q-why" data-key="why"><summary>{words("q.question.why", language)}</summary>'
        f"<p>{serves} {more}</p><p class='q-cites'>{cites}</p></details>"
    )


def _progress(sight: Sight) -> str:
    """How far the interview is, and a bar that says the same."""
    language = sight.language
    known, missing = len(sight.product.known), len(sight.missing())
    key = {0: "q.progress.done", 1: "q.progress.one"}.get(missing, "q.progress")
    told = words(key, language, known=known, missing=missing)
    name = words("q.progress.name", language)
    return f'<span>{told}</span><progress value="{known}" max="{max(known + missing, 1)}" aria-label="{name}">{told}</progress>'


def _clash(pending: Pending, sight: Sight) -> str:
    """Two answers that contradict each other, why, and which of them to change."""
    language = sight.language
    given = {**sight.product.known, **pending.held}
    result = decide(given, ())
    reason = explain_error(result, language) if "error" in result else None
    because = "".join(f"<li>{text(one.text, language)}</li>" for one in reason.why) if reason else ""
    buttons = "".join(
        button(
            "mend",
            words(
                "q.clash.change",
                language,
                label=fact_label(fact, language),
                value=value_words(fact, given[fact], language),
            ),
            "q-choice",
            fact=fact,
        )
        for fact in pending.facts
        if fact in given
    )
    leave = button("go-on", words("q.clash.leave", language), "q-button q-quiet")
    return (
        f'<section class="q-card q-clash" role="alert"><h2 tabindex="-1" id="b-q-question">{words("q.clash", language)}</h2>'
        f"<p>{text(reason.text, language) if reason else ''}</p><ul>{because}</ul><p>{words('clash.mend', language)}</p>"
        f'<div class="q-choices">{buttons}</div><div class="q-acts">{leave}</div></section>'
    )


def _end(sight: Sight) -> str:
    """What was asked for is settled, or left open for want of answers; how to go on."""
    language = sight.language
    following = sight.next_step_of_path()
    go_on = ""
    if following:
        further = words("q.end.next", language, step=say(f"q.step.{following}", language))
        go_on = button("want", further, "q-button q-main", value=following)
        go_on = f"<p>{words('q.end.lead', language)}</p>{go_on}"
    key = "q.end.firm" if sight.step.kind == "firm" else "q.end.open"
    firm = "".join(
        _firm(sight.told[name], language)
        for name in sight.product.wanted
        if name in sight.told and sight.told[name].value not in (OPEN, "not_applicable")
    )
    return (
        f'<section class="q-card q-end"><p class="q-progress">{_progress(sight)}</p>'
        f'<h2 tabindex="-1" id="b-q-question">{words(key, language)}</h2><ul class="q-firm-list">{firm}</ul>{go_on}</section>'
    )


def _firm(one: Explanation, language: Language) -> str:
    why = say("q.end.why", language)
    reasons = button("reasons", escape(why), "q-link", value=one.question, name=f"{why} {one.label}")
    return f"<li>{text(one.label, language)} : <strong>{text(one.verdict, language)}</strong> {reasons}</li>"


# The answers


def _known(sight: Sight) -> str:
    language, product = sight.language, sight.product
    rows = "".join(_answer(fact, sight) for fact in facts_by_name() if fact in product.known)
    rows += "".join(_passed(fact, language) for fact in product.declined)
    if not rows:
        return ""
    again = button("restart", words("q.restart", language), "q-link")
    return (
        f'<section class="q-card"><h2>{words("q.known", language)}</h2><ul class="q-facts">{rows}</ul>'
        f"<div class='q-acts'>{_reports(language)}{again}</div></section>"
    )


def _reports(language: str) -> str:
    """A button for each format of a report, where reports are installed."""
    if not can_export():
        return ""
    told = say("q.export", language)
    buttons = "".join(
        button("export", fmt.upper(), "q-small-button", value=fmt, name=f"{told} : {fmt.upper()}")
        for fmt in FORMATS
    )
    return f'<span class="q-hint">{words("q.export", language)}</span>{buttons}'


def _answer(fact: str, sight: Sight) -> str:
    language, product = sight.language, sight.product
    label, value = fact_label(fact, language), value_words(fact, product.known[fact], language)
    said = _heard(product.words[fact], language) if fact in product.words else ""
    change = button(
        "ask", words("q.change", language), "q-link", fact=fact, name=f"{say('q.change', language)} : {label}"
    )
    return f'<li><span class="q-fact">{text(label, language)} : <strong>{text(value, language)}</strong></span> {change}{said}</li>'


def _passed(fact: str, language: str) -> str:
    label = fact_label(fact, language)
    give = button(
        "ask", words("q.give", language), "q-link", fact=fact, name=f"{say('q.give', language)} : {label}"
    )
    return f'<li><span class="q-fact">{text(label, language)} : <em>{words("q.fact.declined", language)}</em></span> {give}</li>'


# What is still open


def _left(sight: Sight) -> str:
    """The tree of what is open: step, then questions that wait for the same answers, then those answers."""
    if "error" in sight.result:
        return ""
    language = sight.language
    branches = "".join(_branch(key, names, sight) for key, names in (STEPS | BESIDE).items())
    if not branches:
        return f'<p class="q-none">{words("q.left.none", language)}</p>'
    return (
        f'<details class="q-card q-left" data-key="left"><summary><h2>{words("q.left", language)}</h2></summary>'
        f"<p>{words('q.left.body', language)}</p><ul>{branches}</ul></details>"
    )


def _branch(key: str, names: tuple[str, ...], sight: Sight) -> str:
    waiting = [
        (tuple(ask.fact for ask in sight.told[n].ask), sight.told[n].label)
        for n in names
        if sight.told[n].ask
    ]
    if not waiting:
        return ""
    groups = groupby(sorted(waiting), key=lambda pair: pair[0])
    leaves = "".join(_leaf(facts, [label for _, label in group], sight) for facts, group in groups)
    title = words(f"q.step.{key}", sight.language)
    return f'<li><details data-key="left-{key}"><summary>{title}</summary><ul>{leaves}</ul></details></li>'


def _leaf(facts: tuple[str, ...], labels: list[str], sight: Sight) -> str:
    language = sight.language
    buttons = "".join(
        f"<li>{button('ask', text(fact_label(fact, language), language), 'q-link', fact=fact)}"
        + (f" <em>{words('q.fact.declined', language)}</em>" if fact in sight.product.declined else "")
        + "</li>"
        for fact in facts
    )
    return f"<li>{text(', '.join(labels), language)}<ul class='q-leaves'>{buttons}</ul></li>"
