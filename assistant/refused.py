"""What a refusal says: what is missing, what comes nearest, and what Boussole can do."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.refusal import Reason, Refusal
from assistant.translations import EXAMPLES, say
from corpus.labels import label

_FAR = 0.98
"""Likelihood from which nothing held comes near enough to be named."""
_WORDS = 4


def refused(why: Refusal, nearest: Sequence[str], language: str) -> tuple[str, tuple[str, ...]]:
    """The text of a refusal in Markdown, and suggestions to go on with. `nearest` are the best provisions found."""
    if why.reason is Reason.INJECTION:
        return _text("abstain.order", "out_of_scope.offer", language), EXAMPLES[language]
    if why.reason is Reason.ADVICE:
        return _text("abstain.advice", "out_of_scope.offer", language), EXAMPLES[language]
    is_far = why.reason is Reason.OFF_TOPIC and why.likelihood >= _FAR and not why.lacking
    first = [say("out_of_scope" if is_far else "abstain", language)]
    if why.lacking:
        items = dict.fromkeys(n.name(language) for n in why.lacking)
        first.append(say("abstain.lacking", language, items=", ".join(items)))
    elif why.unknown:
        words = ", ".join(f"« {w} »" if language == "fr" else f"“{w}”" for w in why.unknown[:_WORDS])
        first.append(say("abstain.unknown", language, items=words))
    lines = [" ".join(first)]
    near = tuple(label(p, language) for p in nearest) if why.likelihood < _FAR else ()
    if near:
        lines.append(say("abstain.near", language, items=" ; ".join(near)))
    lines.append(say("out_of_scope.offer", language))
    return "\n\n".join(lines), near or EXAMPLES[language]


def _text(first: str, second: str, language: str) -> str:
    return f"{say(first, language)}\n\n{say(second, language)}"
