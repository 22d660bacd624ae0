"""An answer that a language model writes from numbered passages, released sentence by sentence once each is checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assistant.answer import Answer, AnswerKind
from assistant.citations import checked
from assistant.composer import ExtractiveComposer
from assistant.guard import Guard
from assistant.guarded import answer_guard
from assistant.llm import ChosenModel, ModelStopped, read_model
from assistant.prompts import NOTHING, Shown, messages
from assistant.query_terms import glossary
from assistant.quoted import Quoted, citation_of, digest_beside, notices
from assistant.quoting import SHORT, best_words
from assistant.retriever import Retrieval
from assistant.sentences import Sentence, SentenceStream
from assistant.support import Support
from assistant.translations import say
from corpus.labels import label
from corpus.models import Provision
from corpus.references import Resolver
from ingest.embed import Encoder
from ingest.store import ProvisionStore

PASSAGES = 5
PASSAGE_CHARACTERS = 1000
SENTENCES = 8
LONGEST = 6000
"""Characters a model may write, thinking left out, before it is stopped."""
ENOUGH = 0.5
"""Share of a model's sentences that must hold; below it the passages are quoted after what did."""
_CITED = re.compile(r"\[(\d{1,3})\]")
_SEVERAL = re.compile(r"\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})+)\]")


@dataclass
class Draft:
    """What of a model's text may be shown so far. `provisions` are those shown to it, by their numbers less one."""

    provisions: list[Provision]
    guard: Guard
    support: Support
    text: str = ""
    cited: list[Provision] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    written: int = 0
    held: int = 0
    dropped: list[tuple[str, str]] = field(default_factory=list)

    def add(self, sentence: Sentence) -> bool:
        """Take a sentence if it says what it cites and no more; whether it was taken."""
        said = _SEVERAL.sub(lambda m: "".join(f"[{n}]" for n in re.findall(r"\d+", m[1])), sentence.text)
        if said.strip(" .*") == NOTHING:
            return False
        self.written += 1
        numbers = list(dict.fromkeys(int(n) for n in _CITED.findall(said)))
        problem = self._problem(said, numbers, ended=sentence.ended)
        if problem:
            self.dropped.append((problem, sentence.text))
            return False
        for provision in (self.provisions[n - 1] for n in numbers):
            if provision not in self.cited:
                self.cited.append(provision)
                self.quotes.append(_CITED.sub("", said))
        places = {n: self.cited.index(self.provisions[n - 1]) + 1 for n in numbers}
        shown = _CITED.sub(lambda m: f"[{places[int(m[1])]}]", said)
        self.text = self.text + _joint(sentence.lead, first=not self.text) + shown
        self.held += 1
        return True

    def _problem(self, said: str, numbers: list[int], *, ended: bool) -> str:
        if not ended:
            return "unfinished"
        if not numbers:
            return "uncited"
        if not all(1 <= n <= len(self.provisions) for n in numbers):
            return "invented"
        problem = self.support.problem(said, [self.provisions[n - 1] for n in numbers])
        if not problem and self.guard.leaks(said):
            problem = "verdict"
        return problem


class ModelComposer:
    """Composes answers with a chat model; falls back to the texts' own words when the model fails or misleads."""

    def __init__(
        self,
        chosen: ChosenModel,
        *,
        store: ProvisionStore,
        resolver: Resolver,
        encoder: Encoder,
        day: str = "",
    ) -> None:
        self._model = chosen.model
        self._name = chosen.name
        self._store = store
        self._day = day
        self._resolver = resolver
        self._encoder = encoder
        self._timeout = chosen.timeout
        self._extractive = ExtractiveComposer(store, day=day)

    def compose(self, retrieval: Retrieval) -> Answer:
        """The whole answer to a question."""
        *_, last = self.stream(retrieval)
        return last

    def stream(self, retrieval: Retrieval) -> Iterator[Answer]:
        """The answer as it grows by checked sentences; each text begins with the one before, the last is complete.

        No model is asked where the texts do not answer, or where the question only names provisions or rests
        on a false premise.
        """
        quoted = self._extractive.compose(retrieval)
        is_plain = quoted.kind is not AnswerKind.ANSWER or all(h.exact for h in retrieval.hits)
        if is_plain or self._extractive.premise(retrieval):
            yield quoted
            return
        draft, opening, stopped = self._draft(retrieval), self._opening(retrieval), ""
        try:
            for sentence in self._sentences(retrieval, draft):
                if draft.add(sentence):
                    yield self._answer(draft, opening, quoted, retrieval.language)
        except ModelStopped as stop:
            stopped = stop.reason
        yield self._finished(draft, opening, quoted, retrieval.language, stopped)

    def _draft(self, retrieval: Retrieval) -> Draft:
        hits = retrieval.hits[:PASSAGES]
        provisions = [p for h in hits if (p := self._store.get(h.provision))]
        guard = answer_guard(self._store, [p.id for p in provisions], question=retrieval.question)
        support = Support(
            self._encoder, self._resolver, question=retrieval.question, language=retrieval.language
        )
        return Draft(provisions, guard, support)

    def _sentences(self, retrieval: Retrieval, draft: Draft) -> Iterator[Sentence]:
        """The model's sentences, each as soon as it is whole; what is cut off in the middle is not among them."""
        language = retrieval.language
        shown = [
            Shown(n, label(p.id, language), _passage(p, retrieval)) for n, p in enumerate(draft.provisions, 1)
        ]
        told = messages(retrieval.question, language, shown, sentences=SENTENCES)
        cutter = SentenceStream()
        for piece in read_model(self._model, told, timeout=self._timeout, longest=LONGEST):
            yield from cutter.feed(piece)
        yield from cutter.finish()

    def _opening(self, retrieval: Retrieval) -> str:
        return "".join(f"{line}\n\n" for line in self._extractive.contradictions(retrieval))

    def _answer(self, draft: Draft, opening: str, quoted: Answer, language: str) -> Answer:
        """What may be shown of the draft so far."""
        items = [_quoted(p, claim, language) for p, claim in zip(draft.cited, draft.quotes, strict=True)]
        citations = tuple(citation_of(n, item, self._day) for n, item in enumerate(items, 1))
        return replace(quoted, text=opening + draft.text, citations=citations, composer=self._name)

    def _finished(self, draft: Draft, opening: str, quoted: Answer, language: str, stopped: str) -> Answer:
        """The complete answer: the draft with its notices, the passages after it where it is too little."""
        reason = stopped or ("" if draft.written else "llm.silent")
        if not reason and draft.held < ENOUGH * draft.written:
            reason = "llm.unsupported"
        note = say(reason, language, model=self._name) if reason else ""
        if not draft.held:
            return replace(quoted, composer_note=note)
        answer = self._answer(draft, opening, quoted, language)
        if reason:
            text = _renumbered(quoted.text.removeprefix(opening), len(answer.citations))
            more = tuple(replace(c, n=c.n + len(answer.citations)) for c in quoted.citations)
            return replace(
                answer, text=f"{answer.text}\n\n{text}", citations=answer.citations + more, composer_note=note
            )
        items = [_quoted(p, claim, language) for p, claim in zip(draft.cited, draft.quotes, strict=True)]
        return replace(answer, text="\n\n".join((answer.text, *notices(items, language, self._day))))


def _passage(provision: Provision, retrieval: Retrieval) -> str:
    """The words a model sees of a provision: those that carry the question's terms, then our digest of it."""
    text = provision.best_text(retrieval.language)
    terms = glossary().terms(retrieval.question, retrieval.language, text.language)
    words = best_words(text.text, terms, PASSAGE_CHARACTERS).quote
    digest = digest_beside(provision, text, retrieval.language)
    return f"{words}\n({digest})" if digest else words


def _quoted(provision: Provision, claim: str, language: str) -> Quoted:
    """The words of a provision that stand behind a claim."""
    text = provision.best_text(language)
    selection = best_words(text.text, glossary().terms(claim, language, text.language), SHORT)
    checked(selection.quote, text)
    return Quoted(provision.id, text, selection)


def _joint(lead: str, *, first: bool) -> str:
    """What stands between two sentences: a new paragraph or item where the model made one, else a space."""
    mark = lead.lstrip()
    if first:
        return mark
    if mark:
        return "\n" + mark
    return "\n\n" if "\n" in lead else " "


def _renumbered(text: str, shift: int) -> str:
    """The text with `[n]` raised by `shift`, outside quotes."""
    lines = (
        line if line.startswith(">") else _CITED.sub(lambda m: f"[{int(m[1]) + shift}]", line)
        for line in text.split("\n")
    )
    return "\n".join(lines)
