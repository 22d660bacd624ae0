"""An answer without a language model: a lead line, and quotes that stand word for word in the texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.answer import Answer, AnswerKind
from assistant.citations import checked
from assistant.further import further
from assistant.missing import missing_lines
from assistant.premises import Premise, false_premise
from assistant.query_terms import Term, glossary
from assistant.quoted import Quoted, citation_of, digest_beside, is_commentary, notices, quote_block
from assistant.quoting import BRIEF, EXACT, SHORT, Selection, best_words, opening
from assistant.refused import refused
from assistant.retriever import Hit, Retrieval
from assistant.translations import say
from corpus.labels import label
from ingest.store import ProvisionStore
from ingest.words import LANGUAGES

ENOUGH_SUPPORT = 0.73
"""Below this likelihood that the texts speak of the question, the answer is that they do not (see `evals`)."""
QUOTES = 3
FURTHER = 2
"""Provisions quoted at length, and further ones quoted briefly."""
RELEVANT = 0.5
"""A further quote is shown when it carries this share of the terms that the first one carries."""


class ExtractiveComposer:
    """Composes answers from what the retriever found, out of the texts' own words."""

    def __init__(self, store: ProvisionStore, *, day: str = "") -> None:
        self._store = store
        self._day = day

    def compose(self, retrieval: Retrieval) -> Answer:
        """The answer to a question. Every quote is checked against its provision before it is used."""
        language = retrieval.language
        is_of_text = any(r.segments for r in retrieval.missing) or not retrieval.hits
        if retrieval.missing and is_of_text and not any(h.exact for h in retrieval.hits):
            return self._missing(retrieval)
        premise = self.premise(retrieval)
        if premise and premise.is_all:
            return self._contradict(premise, retrieval)
        if not retrieval.hits or retrieval.support < ENOUGH_SUPPORT:
            return self._missing(retrieval) if retrieval.missing else self._abstain(retrieval)
        terms = {lang: glossary().terms(retrieval.question, language, lang) for lang in LANGUAGES}
        quoted = self._quoted(retrieval.question, retrieval.hits, terms, language)
        if premise and premise.provision:
            quoted = [_of_premise(premise), *(q for q in quoted if q.provision != premise.provision)]
        citations = tuple(citation_of(n, q, self._day) for n, q in enumerate(quoted, 1))
        text = "\n\n".join(self._paragraphs(retrieval, quoted, premise))
        shown = {q.provision for q in quoted}
        rest = [h.provision for h in retrieval.hits if h.provision not in shown][:3]
        suggestions = tuple(label(p, language) for p in rest)
        kind = AnswerKind.ABSTAIN if premise and premise.refuses else AnswerKind.ANSWER
        return Answer(kind, language, text, citations, suggestions)

    def stream(self, retrieval: Retrieval) -> Iterator[Answer]:
        """The answer as it grows by whole paragraphs; the last one is complete."""
        answer = self.compose(retrieval)
        paragraphs = answer.text.split("\n\n")
        for shown in range(1, len(paragraphs)):
            yield replace(answer, text="\n\n".join(paragraphs[:shown]))
        yield answer

    def contradictions(self, retrieval: Retrieval) -> list[str]:
        """What of the question is not so, one line each: provisions that do not exist or are not held."""
        return missing_lines(retrieval.missing, self._store, retrieval.language)

    def premise(self, retrieval: Retrieval) -> Premise | None:
        """What the question takes for granted and the texts contradict; None where it cites provisions itself."""
        hits = retrieval.hits if retrieval.support >= ENOUGH_SUPPORT else ()
        return false_premise(retrieval.question, retrieval.language, hits, self._store)

    def _contradict(self, premise: Premise, retrieval: Retrieval) -> Answer:
        """The answer to a question of which nothing is left: what the texts say instead, quoted."""
        language, item = retrieval.language, _of_premise(premise)
        lines = [*self.contradictions(retrieval), premise.line, "> " + item.quote.replace("\n", "\n> ")]
        lines += notices([item], language, self._day)
        return Answer(AnswerKind.ABSTAIN, language, "\n\n".join(lines), (citation_of(1, item, self._day),))

    def _quoted(
        self, question: str, hits: Sequence[Hit], terms: Mapping[str, Sequence[Term]], language: str
    ) -> list[Quoted]:
        """What is quoted: all that was cited, else the first and those of the next that carry nearly as much."""
        exact = [h for h in hits if h.exact]
        if exact:
            limit = EXACT if len(exact) <= QUOTES else SHORT
            return [q for h in exact if (q := self._quote(h, terms, language, limit))]
        limits = [SHORT, *[BRIEF] * (QUOTES - 1)]
        ordered = _law_first(hits)
        shown = zip(ordered, limits, strict=False)
        chosen = [q for h, limit in shown if (q := self._quote(h, terms, language, limit))]
        most = max((q.selection.share for q in chosen), default=0.0)
        first = chosen[:1] if ordered[:1] == hits[:1] else []
        chosen = [q for q in chosen if q in first or q.selection.share >= RELEVANT * most]
        taken = [q.provision for q in chosen]
        more = further(question, hits, taken, terms, self._store, QUOTES + FURTHER - len(chosen))
        return chosen + [q for p in more if (q := self._quote(Hit(p, 0.0), terms, language, BRIEF))]

    def _quote(
        self, hit: Hit, terms: Mapping[str, Sequence[Term]], language: str, limit: int
    ) -> Quoted | None:
        provision = self._store.get(hit.provision)
        if provision is None:
            return None
        text = provision.best_text(language)
        if hit.exact:
            selection = opening(text.text, limit)
        else:
            selection = best_words(text.text, terms[text.language], limit)
        checked(selection.quote, text)
        return Quoted(hit.provision, text, selection, digest_beside(provision, text, language))

    def _paragraphs(
        self, retrieval: Retrieval, quoted: Sequence[Quoted], premise: Premise | None
    ) -> Iterator[str]:
        language = retrieval.language
        yield from self.contradictions(retrieval)
        if premise:
            yield premise.line
        yield say("lead.one" if len(quoted) == 1 else "lead.many", language)
        for n, item in enumerate(quoted, 1):
            yield quote_block(n, item, language)
        yield from notices(quoted, language, self._day)

    def _abstain(self, retrieval: Retrieval) -> Answer:
        nearest = [h.provision for h in retrieval.hits[:2]]
        text, suggestions = refused(retrieval.refusal, nearest, retrieval.language)
        return Answer(AnswerKind.ABSTAIN, retrieval.language, text, (), suggestions)

    def _missing(self, retrieval: Retrieval) -> Answer:
        language = retrieval.language
        lines = missing_lines(retrieval.missing, self._store, language)
        suggestions = tuple(label(h.provision, language) for h in retrieval.hits[:3])
        return Answer(AnswerKind.ABSTAIN, language, "\n\n".join(lines), (), suggestions)


def _law_first(hits: Sequence[Hit]) -> list[Hit]:
    """The passages found, with no more than one commentary among those quoted, behind what has force or is official."""
    if not any(is_commentary(h.provision) for h in hits[:QUOTES]):
        return list(hits)
    comments = [h for h in hits if is_commentary(h.provision)]
    others = [h for h in hits if not is_commentary(h.provision)]
    return [*others[: QUOTES - 1], *comments[:1], *others[QUOTES - 1 :], *comments[1:]]


def _of_premise(premise: Premise) -> Quoted:
    checked(premise.quote, premise.text)
    whole = premise.quote.strip() == premise.text.text.strip()
    return Quoted(premise.provision, premise.text, Selection(premise.quote, 1.0, not whole))
