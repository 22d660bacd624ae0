"""The interview as a chat: the turns of the conversation at hand."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from assistant.conversation import Exchange
from assistant.web.prose import markdown_html, typeset, words
from assistant.web.qualify.desk import Sight
from assistant.web.qualify.parts import button, opener, text


def talk_html(sight: Sight) -> str:
    """Every turn, then the answers that the last one offers to click."""
    language = sight.language
    turns = sight.conversation.turns
    if not turns:
        return f'<div class="q-talk"><p class="q-none">{words("q.chat.empty", language)}</p></div>'
    shown = "".join(_turn(turn, language) for turn in turns)
    offered = turns[-1].answer.get("suggestions", ())
    chips = "".join(
        f"<li>{button('say', escape(typeset(said, language)), 'b-chip', value=said)}</li>" for said in offered
    )
    more = (
        f'<div class="b-more"><h3>{words("ui.choices", language)}</h3><ul class="b-chips">{chips}</ul></div>'
        if chips
        else ""
    )
    return f'<div class="q-talk">{shown}{more}</div>'


def _turn(turn: Exchange, language: str) -> str:
    answer = turn.answer
    told = str(answer.get("lang", language))
    body = markdown_html(str(answer.get("text", "")), _citer(answer, language), told)
    asked = f'<div class="b-asked"><h3 class="b-unseen">{words("ui.you", language)}</h3><p>{escape(turn.question)}</p></div>'
    return (
        f'<article class="q-turn">{asked}<div class="b-said" lang="{escape(told)}">'
        f'<h3 class="b-unseen" lang="{language}">{words("ui.answer", language)}</h3>{body}</div></article>'
    )


def _citer(answer: dict[str, Any], language: str) -> Callable[[int], str]:
    cited = {c["n"]: c for c in answer.get("citations", ())}

    def cite(n: int) -> str:
        if n not in cited:
            return ""
        return opener(cited[n]["id"], language, cited[n]["quote"], text(f"[{n}]", language))

    return cite
