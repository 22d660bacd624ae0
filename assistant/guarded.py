"""The guard over whole answers: text, suggestions, whatever composed them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import EXTRACTIVE, Answer
from assistant.guard import Guard
from assistant.translations import say
from corpus.catalogue import sources
from corpus.labels import document_name
from corpus.models import TextKind
from ingest.store import ProvisionStore


def answer_guard(
    store: ProvisionStore | None,
    provisions: Sequence[str],
    *,
    question: str,
    names: Sequence[str] = (),
    allowed: Sequence[str] = (),
) -> Guard:
    """A guard that lets quotes of these provisions pass, their digests, and the sentences of `allowed`.

    A user's own file may be quoted only where its words give no verdict.
    """
    found = [p for i in provisions if store is not None and (p := store.get(i))]
    official = [t.text for p in found for t in p.texts if t.kind is TextKind.OFFICIAL]
    digests = [t.text for p in found for t in p.texts if t.kind is TextKind.DIGEST]
    digests += [d.replace("\n", " ") for d in digests]
    return Guard(question=question, names=names, verbatim=[*official, *digests], allowed=[*allowed, *digests])


def guarded(
    answer: Answer,
    store: ProvisionStore | None,
    *,
    question: str,
    names: Sequence[str] = (),
    allowed: Sequence[str] = (),
) -> Answer:
    """The answer without any verdict on the person's own product but those in `allowed`."""
    guard = _guard_of(answer, store, question=question, names=names, allowed=allowed)
    text, leaks = guard.cleaned(answer.text)
    kept = tuple(
        s
        for s in answer.suggestions
        if _is_label(s, answer.lang) or not Guard(names=names, allowed=allowed).leaks(s)
    )
    if not leaks and kept == answer.suggestions:
        return answer
    if leaks:
        text = "\n\n".join(part for part in (text.strip(), say("guard.removed", answer.lang)) if part)
    return replace(answer, text=text, suggestions=kept)


def _guard_of(
    answer: Answer,
    store: ProvisionStore | None,
    *,
    question: str,
    names: Sequence[str],
    allowed: Sequence[str],
) -> Guard:
    """The guard for an answer. A model may quote any words of what it cites, the extractive composer its citations."""
    ids = [c.id for c in answer.citations]
    if answer.composer != EXTRACTIVE:
        return answer_guard(store, ids, question=question, names=names, allowed=allowed)
    found = [p for i in ids if store is not None and (p := store.get(i))]
    digests = [t.text.replace("\n", " ") for p in found for t in p.texts if t.kind is TextKind.DIGEST]
    quotes = [c.quote for c in answer.citations if c.kind != TextKind.USER]
    return Guard(question=question, names=names, verbatim=quotes, allowed=[*allowed, *digests])


def _is_label(text: str, language: str) -> bool:
    """Whether a suggestion is the name of a place in one of our documents and no sentence."""
    is_ours = any(text.startswith(f"{document_name(d, language)}, ") for d in sources())
    return is_ours and not re.search(r"\b(?:is|are|est|sont|your?|votre|vous|must|doit)\b", text)
