"""The interview in the conversation: choices as buttons or boxes to tick, a verdict as a card with its trace folded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from assistant.answer import Answer, AnswerKind
from assistant.interview_text import fact_label, value_words
from assistant.translations import say
from assistant.web.prose import markdown_html, typeset, words
from corpus.ids import is_valid
from corpus.labels import label
from rules import describe_questions

Cite = Callable[[int], str]

_LISTED = re.compile(r"- \*\*(\d+)\.\*\* (.+)")
_HEADLINE = re.compile(r"\*\*[^*\n]+\*\*")


def without_choices(answer: Answer) -> str:
    """The text of an open question without the numbered choices, which buttons stand for."""
    if answer.kind is not AnswerKind.NEEDS_FACTS or not answer.ask:
        return answer.text
    labels = set(answer.ask[0].get("labels", ()))
    lines = answer.text.split("\n")
    kept = [line for line in lines if not ((m := _LISTED.fullmatch(line)) and m[2] in labels)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept))


def choices_html(answer: Answer, language: str) -> str:
    """What may be answered to the open question: a button a choice, boxes for a set; empty when nothing is open."""
    if answer.kind is not AnswerKind.NEEDS_FACTS or not answer.ask:
        return ""
    first, told = answer.ask[0], answer.lang
    if len(answer.ask) > 1 or "proposed" in first:
        replies = [(say("choose.yes", told), say("choose.yes.sent", told))]
        replies += [
            (
                say("choose.except", told, label=fact_label(one["fact"], told)),
                say("choose.except.sent", told, n=n),
            )
            for n, one in enumerate(answer.ask, 1)
            if len(answer.ask) > 1
        ]
        return _buttons(replies, answer, language)
    if first["type"] == "set":
        return _boxes(first, answer, language)
    if answer.suggestions:
        return _buttons([(text, text) for text in answer.suggestions], answer, language)
    return ""


def _buttons(replies: list[tuple[str, str]], answer: Answer, language: str) -> str:
    items = "".join(
        f'<li><button type="button" class="b-chip b-choice" data-ask="{escape(sent)}">'
        f"{escape(typeset(shown[:1].upper() + shown[1:], answer.lang))}</button></li>"
        for shown, sent in replies
    )
    return (
        f'<div class="b-more b-choices"><h3 lang="{language}">{words("ui.choices", language)}</h3>'
        f'<ul class="b-chips" lang="{escape(answer.lang)}">{items}</ul></div>'
    )


def _boxes(asked: Mapping[str, Any], answer: Answer, language: str) -> str:
    told = answer.lang
    boxes = "".join(
        f'<label class="b-tick"><input type="checkbox" value="{n}"> <span>{escape(typeset(text, told))}</span></label>'
        for n, text in enumerate(asked["labels"], 1)
    )
    return (
        f'<form class="b-more b-choices b-ticks" data-and="{words("choose.and", told)}">'
        f'<fieldset lang="{escape(told)}"><legend lang="{language}">{words("choose.several", language)}</legend>{boxes}</fieldset>'
        f'<p class="b-row"><button type="submit" class="b-solid">{words("choose.send", language)}</button>'
        f'<button type="button" class="b-plain" data-ask="{words("ui.unknown", told)}">{words("ui.unknown", language)}</button>'
        "</p></form>"
    )


def verdict_html(answer: Answer, turn: int, cite: Cite, language: str) -> str:
    """An answer with a verdict: what comes before, a card a verdict, its trace folded, then the texts quoted."""
    shown, card, trace = "", "", ""
    quoted = say("verdict.texts", answer.lang)
    blocks = re.split(r"\n\s*\n", answer.text.strip())
    folds = {_headline(answer, name): name for name in answer.verdicts}
    for place, block in enumerate(blocks):
        if block == quoted:
            shown += _closed(card, trace) + markdown_html("\n\n".join(blocks[place:]), cite, answer.lang)
            return shown
        name = folds.get(block) if _HEADLINE.fullmatch(block) else None
        if name:
            shown += _closed(card, trace)
            head = markdown_html(block, cite, answer.lang)
            card = f'<section class="b-verdict"><div class="b-firm">{head}</div>'
            trace = _trace(answer, name, turn, language)
        elif card and block.split("\n")[0] in _sections(answer.lang):
            card += markdown_html(block, cite, answer.lang)
        else:
            shown += _closed(card, trace) + markdown_html(block, cite, answer.lang)
            card = ""
    return shown + _closed(card, trace)


def _closed(card: str, trace: str) -> str:
    return f"{card}{trace}</section>" if card else ""


def _sections(language: str) -> set[str]:
    names = ("why", "caveats", "steps", "readings", "changes")
    return {say(f"verdict.{name}", language) for name in names}


def _headline(answer: Answer, name: str) -> str:
    """The line of the text that tells a verdict, in the rules' own words; empty where the text has none."""
    verdict = str(answer.verdicts[name].get(f"label_{answer.lang}", ""))
    start = say("verdict.line", answer.lang, label=_question_name(name, answer.lang), verdict=verdict)
    lines = answer.text.split("\n")
    return next((one for one in lines if verdict and one.startswith(start.removesuffix("**"))), "")


def _question_name(name: str, language: str) -> str:
    return next((one[f"label_{language}"] for one in describe_questions() if one["name"] == name), "")


def _trace(answer: Answer, name: str, turn: int, language: str) -> str:
    """The rules that were applied, one by one, with the answers they read and the provisions they cite."""
    steps = "".join(_step(one, answer.lang, turn, language) for one in answer.verdicts[name].get("trace", ()))
    if not steps:
        return ""
    return (
        f'<details class="b-trace"><summary>{words("verdict.trace", language)}</summary>'
        f'<ol lang="{escape(answer.lang)}">{steps}</ol></details>'
    )


def _step(step: Mapping[str, Any], told: str, turn: int, language: str) -> str:
    facts = "".join(
        f"<li>{escape(typeset(text, told))}</li>" for text in _facts_told(step.get("facts", {}), told)
    )
    cites = "".join(
        f'<button type="button" class="b-reference" data-turn="{turn}" data-n="0" data-provision="{escape(one)}" '
        f'title="{words("ui.reference", language, label=label(one, language))}">{escape(label(one, told))}</button> '
        for one in step.get("cites", ())
        if is_valid(one)
    )
    inside = f"<ul>{facts}</ul>" if facts else ""
    return f"<li><strong>{escape(str(step.get('rule', '')))}</strong> {cites}{inside}</li>"


def _facts_told(facts: Mapping[str, Any], language: str) -> Iterator[str]:
    for fact, value in facts.items():
        try:
            yield say(
                "interview.noted.one",
                language,
                label=fact_label(fact, language),
                value=value_words(fact, value, language),
            )
        except KeyError:  # a fact of other rules than today's
            yield f"{fact} = {value}"
