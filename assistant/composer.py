"""An answer without a language model: a lead line, and quotes that stand word for word in the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, AnswerKind, Citation
from assistant.citations import checked
from assistant.missing import amended_line, missing_lines
from assistant.pinpoint import share
from assistant.query_terms import Term, glossary
from assistant.retriever import Hit, Retrieval
from assistant.translations import say
from corpus.catalogue import LegalForce, amendments_of, sources
from corpus.ids import parse
from corpus.labels import label
from corpus.models import ProvisionText, TextKind
from ingest.store import ProvisionStore
from ingest.words import LANGUAGES, stems

ENOUGH_SUPPORT = 0.3
"""Below this likelihood that the texts speak of the question, the answer is that they do not (see `evals`)."""
QUOTES = 3
SHORT = 420
EXACT = 1200
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-ZÀ-Ý(—•])|\n")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A provision with the words chosen from it."""

    provision: str
    text: ProvisionText
    quote: str


class ExtractiveComposer:
    """Composes answers from what the retriever found, out of the texts' own words."""

    def __init__(self, store: ProvisionStore) -> None:
        self._store = store

    def compose(self, retrieval: Retrieval) -> Answer:
        """The answer to a question. Every quote is checked against its provision before it is used."""
        language = retrieval.language
        is_of_text = any(r.segments for r in retrieval.missing) or not retrieval.hits
        if retrieval.missing and is_of_text and not any(h.exact for h in retrieval.hits):
            return self._missing(retrieval)
        if not retrieval.hits or retrieval.support < ENOUGH_SUPPORT:
            return self._missing(retrieval) if retrieval.missing else self._abstain(retrieval)
        terms = {lang: glossary().terms(retrieval.question, language, lang) for lang in LANGUAGES}
        shown = self._shown(retrieval.hits)
        limit = EXACT if len(shown) <= QUOTES else SHORT
        quoted = [q for h in shown if (q := self._quote(h, terms, language, limit))]
        citations = tuple(_citation(n, q) for n, q in enumerate(quoted, 1))
        text = "\n\n".join(self._paragraphs(retrieval, quoted))
        rest = [h.provision for h in retrieval.hits if h not in shown][:3]
        suggestions = tuple(label(p, language) for p in rest)
        return Answer(AnswerKind.ANSWER, language, text, citations, suggestions)

    def _shown(self, hits: Sequence[Hit]) -> list[Hit]:
        exact = [h for h in hits if h.exact]
        return exact or list(hits[:QUOTES])

    def _quote(
        self, hit: Hit, terms: Mapping[str, Sequence[Term]], language: str, exact_limit: int
    ) -> Quoted | None:
        provision = self._store.get(hit.provision)
        if provision is None:
            return None
        text = provision.best_text(language)
        limit = exact_limit if hit.exact else SHORT
        quote = (
            _opening(text.text, limit) if hit.exact else _best_words(text.text, terms[text.language], limit)
        )
        return Quoted(hit.provision, text, checked(quote, text)) if quote else None

    def _paragraphs(self, retrieval: Retrieval, quoted: Sequence[Quoted]) -> Iterator[str]:
        language = retrieval.language
        yield from missing_lines(retrieval.missing, self._store, language)
        yield say("lead.one" if len(quoted) == 1 else "lead.many", language)
        for n, item in enumerate(quoted, 1):
            quote = item.quote.replace("\n", "\n> ")
            yield f"**{label(item.provision, language)}** ({_force(item, language)}) [{n}]\n> {quote}"
        yield from _notices(quoted, language)

    def _abstain(self, retrieval: Retrieval) -> Answer:
        language = retrieval.language
        lines = [say("abstain", language)]
        nearest = (
            [label(h.provision, language) for h in retrieval.hits[:2]] if retrieval.support > 0.05 else []
        )
        if nearest:
            lines.append(say("abstain.near", language, items=" ; ".join(nearest)))
        return Answer(AnswerKind.ABSTAIN, language, "\n\n".join(lines))

    def _missing(self, retrieval: Retrieval) -> Answer:
        language = retrieval.language
        lines = missing_lines(retrieval.missing, self._store, language)
        suggestions = tuple(label(h.provision, language) for h in retrieval.hits[:3])
        return Answer(AnswerKind.ABSTAIN, language, "\n\n".join(lines), (), suggestions)


def _citation(n: int, item: Quoted) -> Citation:
    text = item.text
    return Citation(n, item.provision, item.quote, text.language, text.kind.value, text.version)


def _opening(text: str, limit: int) -> str:
    """The provision's beginning, whole blocks as far as they fit."""
    if len(text) <= limit:
        return text
    kept = ""
    for block in text.split("\n"):
        if kept and len(kept) + len(block) > limit:
            break
        kept = f"{kept}\n{block}" if kept else block
    return kept if len(kept) <= 2 * limit else _cut(kept, limit)


def _best_words(text: str, terms: Sequence[Term], limit: int) -> str:
    """The run of sentences, at most about `limit` characters, that carries most of the question's terms."""
    if len(text) <= limit:
        return text
    spans = _sentences(text)
    held = [set(stems(text[start:end], terms[0].language)) if terms else set() for start, end in spans]
    best, best_score = (0, 1), -1.0
    for start in range(len(spans)):
        words: set[str] = set()
        for end in range(start + 1, len(spans) + 1):
            size = spans[end - 1][1] - spans[start][0]
            if size > limit and end > start + 1:
                break
            words |= held[end - 1]
            # A little for the opening, where a provision says what it rules; a little against length.
            score = share(words, terms) + (0.05 if start == 0 else 0.0) - 0.03 * size / limit
            if score > best_score + 1e-9:
                best, best_score = (start, end), score
    return _cut(text[spans[best[0]][0] : spans[best[1] - 1][1]], 2 * limit)


def _sentences(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for m in _SENTENCE.finditer(text):
        spans.append((start, m.start()))
        start = m.end()
    spans.append((start, len(text)))
    return [s for s in spans if s[1] > s[0]]


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: text.rfind(" ", 0, limit)]


def _force(item: Quoted, language: str) -> str:
    document = parse(item.provision).document
    source = sources().get(document)
    force = say(f"force.{source.legal_force.value}" if source else "force.user", language)
    if item.text.kind is TextKind.OFFICIAL and item.text.language != language:
        force += ", " + say("ui.in_english" if item.text.language == "en" else "ui.in_french", language)
    return force


def _notices(quoted: Sequence[Quoted], language: str) -> Iterator[str]:
    """What a reader must know of the versions quoted: later amendments, and the date of the text."""
    for item in quoted:
        if changes := amendments_of(item.provision):
            yield amended_line(item.provision, changes, language)
    if any(_is_act(i.provision) and i.text.version == "2017-05-05" for i in quoted):
        yield say("version.regulation", language)


def _is_act(provision: str) -> bool:
    source = sources().get(parse(provision).document)
    return source is not None and source.legal_force is LegalForce.REGULATION
