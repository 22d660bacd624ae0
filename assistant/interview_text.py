"""The interview in words: a question with its choices, what was read and must be confirmed, a contradiction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.choices import NONE, choices, facts_by_name
from assistant.conversation import Product
from assistant.interview import to_mend
from assistant.translations import say
from rules import explain_error
from rules.models import Language

_SEMICOLON = {"fr": " ; ", "en": "; "}


def fact_label(fact: str, language: str) -> str:
    """The short name of a fact."""
    return str(facts_by_name()[fact][f"label_{language}"])


def value_words(fact: str, value: Any, language: str) -> str:
    """A value as people read it: « oui », a label, the labels of a set."""
    labels = dict(choices(fact, language))
    if isinstance(value, (list, tuple, frozenset)):
        return _SEMICOLON[language].join(labels[v] for v in labels if v in value) or labels[NONE]
    return str(labels[value])


def question_text(fact: str, number: int, language: str) -> str:
    """A question of the interview with its help and its numbered choices."""
    description = facts_by_name()[fact]
    parts = [say("interview.question", language, n=number, question=description[f"question_{language}"])]
    if description[f"help_{language}"]:
        parts.append(description[f"help_{language}"])
    parts.append(_choices_text([label for _, label in choices(fact, language)], language))
    if description["type"] == "set":
        parts.append(say("interview.several", language))
    return "\n\n".join(parts)


def confirm_text(product: Product, facts: Sequence[str], language: str) -> str:
    """What was read in the person's words, numbered, each with those words."""
    lines = [_read_line(product, fact, n, language) for n, fact in enumerate(facts, 1)]
    return "\n\n".join([say("confirm.lead", language), "\n".join(lines), say("confirm.ask", language)])


def clash_text(
    error_result: Mapping[str, Any], facts: Sequence[str], known: Mapping[str, Any], language: Language
) -> str:
    """A contradiction in one line, and the two answers of which one is to change."""
    shown = [
        say(
            "interview.noted.one",
            language,
            label=fact_label(fact, language),
            value=value_words(fact, known[fact], language),
        )
        for fact in facts
        if fact in known
    ]
    reason = explain_error(error_result, language).text
    return "\n\n".join([reason, say("clash.mend", language), _choices_text(shown, language)])


def noted_text(values: Mapping[str, Any], language: str) -> str:
    """What was just confirmed, in one line; empty for nothing."""
    if not values:
        return ""
    items = [
        say("interview.noted.one", language, label=fact_label(f, language), value=value_words(f, v, language))
        for f, v in values.items()
    ]
    return say("interview.noted", language, items=_SEMICOLON[language].join(items))


def labels_text(facts: Iterable[str], language: str) -> str:
    """Names of facts, quoted, one after the other."""
    quote = "« {} »" if language == "fr" else "“{}”"
    return ", ".join(quote.format(fact_label(fact, language)) for fact in facts)


def clash_facts(error_result: Mapping[str, Any], known: Mapping[str, Any]) -> tuple[str, ...]:
    """The answers of the person that a contradiction goes back to."""
    return to_mend(error_result["error"], known)


def _read_line(product: Product, fact: str, n: int, language: str) -> str:
    one = product.proposed[fact]
    words = {
        "n": n,
        "label": fact_label(fact, language),
        "value": value_words(fact, one.value, language),
        "words": one.words,
    }
    if fact in product.known:
        return say(
            "confirm.item.changed", language, before=value_words(fact, product.known[fact], language), **words
        )
    is_members = facts_by_name()[fact]["type"] == "set" and one.value
    return say("confirm.item.set" if is_members else "confirm.item", language, **words)


def _choices_text(labels: Iterable[str], language: str) -> str:
    return "\n".join(say("interview.choice", language, n=n, label=label) for n, label in enumerate(labels, 1))
