"""The conversation as HTML: welcome and examples, questions, answers with their citations, suggestions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from assistant.answer import Answer, AnswerKind, composer_line
from assistant.ratings import Rating
from assistant.translations import EXAMPLES_BY_PERSONA, say
from assistant.web.actions import actions_html
from assistant.web.chat import Turn, Turns
from assistant.web.interview_card import choices_html, verdict_html, without_choices
from assistant.web.prose import markdown_html, typeset, words
from corpus.labels import label

SHOWN_CHARACTERS = 600


def thread_html(turns: Turns, language: str, rated: Mapping[int, Rating] | None = None) -> str:
    """The whole conversation, `rated` by turn; without a turn, the welcome and the examples."""
    name = f'<h2 class="b-unseen" id="b-thread-name">{words("ui.conversation", language)}</h2>'
    if not turns:
        return name + _welcome(language)
    last, rated = len(turns) - 1, rated or {}
    shown = "".join(
        _turn(turn, n, language, is_last=n == last, rating=rated.get(n)) for n, turn in enumerate(turns)
    )
    return f'{name}<div class="b-turns" data-count="{len(turns)}">{shown}</div>'


def status_text(turns: Turns, language: str) -> str:
    """One line for screen readers on where the last turn stands."""
    if not turns:
        return ""
    turn = turns[-1]
    if turn.problem:
        return turn.problem
    return (
        say("ui.ready", language, count=len(turn.citations)) if turn.answer else say("ui.working", language)
    )


def _welcome(language: str) -> str:
    groups = "".join(
        f'<section class="b-persona"><h3>{words(f"persona.{who}", language)}</h3>{_chips(texts, language)}</section>'
        for who, texts in EXAMPLES_BY_PERSONA[language].items()
    )
    return (
        f'<section class="b-welcome"><h2>{words("ui.welcome", language)}</h2>'
        f"<p>{words('ui.welcome.body', language)}</p>"
        f'<div class="b-personas" role="group" aria-label="{words("ui.examples", language)}">{groups}</div></section>'
    )


def _chips(texts: Sequence[str], language: str) -> str:
    chips = "".join(
        f'<li><button type="button" class="b-chip" data-ask="{escape(text)}">{escape(typeset(text, language))}</button></li>'
        for text in texts
    )
    return f'<ul class="b-chips">{chips}</ul>'


def _turn(turn: Turn, number: int, language: str, *, is_last: bool, rating: Rating | None) -> str:
    state = "kept" if turn.at else "failed" if turn.problem else "growing"
    return (
        f'<article class="b-turn" data-turn="{number}" data-state="{state}" data-question="{escape(turn.question.strip())}">'
        f"{_asked(turn, language)}{_said(turn, number, language, is_last, rating)}</article>"
    )


def _asked(turn: Turn, language: str) -> str:
    question = turn.question.strip()
    if not question:
        return ""
    if len(question) > SHOWN_CHARACTERS:
        question = question[:SHOWN_CHARACTERS].rstrip() + "…"
    return f'<div class="b-asked"><h3 class="b-unseen">{words("ui.you", language)}</h3><p>{escape(question)}</p></div>'


def _said(turn: Turn, number: int, language: str, is_last: bool, rating: Rating | None) -> str:
    if turn.problem:
        return f'<p class="b-problem">{escape(turn.problem)}</p>'
    if turn.answer is None:
        return f'<p class="b-working">{words("ui.working", language)}</p>'
    answer = turn.answer
    choices = choices_html(answer, language) if is_last else ""
    after = _suggestions(answer, language) if is_last and not choices else ""
    line = composer_line(answer)
    composer = f'<p class="b-composer-line">{escape(typeset(line, answer.lang))}</p>' if line else ""
    return (
        f'<div class="b-said" lang="{escape(answer.lang)}">'
        f'<h3 class="b-unseen" lang="{language}">{words("ui.answer", language)}</h3>{_tongue(answer, language)}'
        f"{_body(answer, number, language, is_last)}{composer}</div>{choices}{actions_html(turn, number, rating, language)}{after}"
    )


def _tongue(answer: Answer, language: str) -> str:
    """The mark of an answer that is in another language than the page."""
    if answer.lang == language:
        return ""
    return f'<p class="b-tongue" lang="{language}">{words(f"ui.answered_in.{answer.lang}", language)}</p>'


def _body(answer: Answer, number: int, language: str, is_last: bool) -> str:
    cite = _citer(answer, number, language)
    if answer.kind is AnswerKind.VERDICT:
        return verdict_html(answer, number, cite, language)
    return markdown_html(without_choices(answer) if is_last else answer.text, cite, answer.lang)


def _citer(answer: Answer, turn: int, language: str) -> Callable[[int], str]:
    """Gives the button of citation n, nothing for a number that the answer does not cite."""
    ids = {c.n: c.id for c in answer.citations}

    def cite(n: int) -> str:
        if n not in ids:
            return ""
        name = words("ui.cite", language, n=n, label=label(ids[n], language))
        return (
            f'<button type="button" class="b-cite" data-turn="{turn}" data-n="{n}" '
            f'data-provision="{escape(ids[n])}" aria-label="{name}" title="{name}">[{n}]</button>'
        )

    return cite


def _suggestions(answer: Answer, language: str) -> str:
    if not answer.suggestions:
        return ""
    chips = "".join(
        f'<li><button type="button" class="b-chip" data-ask="{escape(text)}" '
        f'aria-label="{words("ui.suggestion", language, text=text)}">{escape(text)}</button></li>'
        for text in dict.fromkeys(answer.suggestions)
    )
    headings = {AnswerKind.SMALLTALK: "ui.examples", AnswerKind.NEEDS_FACTS: "ui.choices"}
    heading = headings.get(answer.kind, "ui.suggestions")
    return f'<div class="b-more"><h3>{words(heading, language)}</h3><ul class="b-chips">{chips}</ul></div>'
