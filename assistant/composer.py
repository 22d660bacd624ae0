"""An answer without a language model: a lead line, and quotes that stand word for word in the texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, AnswerKind, Citation, act_name
from assistant.citations import checked
from assistant.query_terms import Term, glossary
from assistant.quoting import Selection, best_words, opening
from assistant.retriever import Hit, Retrieval
from assistant.translations import long_date, say
from corpus.catalogue import LegalForce, amendments_of, sources
from corpus.ids import EU_ACTS, parse
from corpus.labels import document_name, label
from corpus.models import Provision, ProvisionText, TextKind
from corpus.references import Reference
from corpus.rule_numbers import last_rule
from ingest.store import ProvisionStore
from ingest.words import LANGUAGES

ENOUGH_SUPPORT = 0.3
"""Below this likelihood that the texts speak of the question, the answer is that they do not (see `evals`)."""
QUOTES = 3
RELEVANT = 0.5
"""A further quote is shown when it carries this share of the terms that the first one carries."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A provision with the words chosen from it."""

    provision: str
    text: ProvisionText
    selection: Selection
    digest: str = ""

    @property
    def quote(self) -> str:
        """The words, as they stand in the provision."""
        return self.selection.quote


class ExtractiveComposer:
    """Composes answers from what the retriever found, out of the texts' own words."""

    def __init__(self, store: ProvisionStore) -> None:
        self._store = store

    def compose(self, retrieval: Retrieval) -> Answer:
        """The answer to a question. Every quote is checked against its provision before it is used."""
        language = retrieval.language
        if retrieval.missing and not any(h.exact for h in retrieval.hits):
            return self._missing(retrieval)
        if not retrieval.hits or retrieval.support < ENOUGH_SUPPORT:
            return self._abstain(retrieval)
        terms = {lang: glossary().terms(retrieval.question, language, lang) for lang in LANGUAGES}
        quoted = self._quoted(retrieval.hits, terms, language)
        citations = tuple(_citation(n, q) for n, q in enumerate(quoted, 1))
        text = "\n\n".join(self._paragraphs(retrieval, quoted))
        shown = {q.provision for q in quoted}
        rest = [h.provision for h in retrieval.hits if h.provision not in shown][:3]
        suggestions = tuple(label(p, language) for p in rest)
        return Answer(AnswerKind.ANSWER, language, text, citations, suggestions)

    def _quoted(
        self, hits: Sequence[Hit], terms: Mapping[str, Sequence[Term]], language: str
    ) -> list[Quoted]:
        """What is quoted: all that was cited, else the first and those of the next that carry nearly as much."""
        exact = [h for h in hits if h.exact]
        chosen = [q for h in (exact or hits)[:QUOTES] if (q := self._quote(h, terms, language))]
        if exact or not chosen:
            return chosen
        most = max(q.selection.share for q in chosen)
        return [chosen[0], *(q for q in chosen[1:] if q.selection.share >= RELEVANT * most)]

    def _quote(self, hit: Hit, terms: Mapping[str, Sequence[Term]], language: str) -> Quoted | None:
        provision = self._store.get(hit.provision)
        if provision is None:
            return None
        text = provision.best_text(language)
        selection = opening(text.text) if hit.exact else best_words(text.text, terms[text.language])
        checked(selection.quote, text)
        return Quoted(hit.provision, text, selection, _digest_beside(provision, text, language))

    def _paragraphs(self, retrieval: Retrieval, quoted: Sequence[Quoted]) -> Iterator[str]:
        language = retrieval.language
        yield from (_missing_line(r, self._store, language) for r in retrieval.missing)
        yield say("lead.one" if len(quoted) == 1 else "lead.many", language)
        for n, item in enumerate(quoted, 1):
            quote = item.quote.replace("\n", "\n> ") + (" […]" if item.selection.is_partial else "")
            ours = say("digest.line", language, digest=item.digest) + "\n\n" if item.digest else ""
            yield f"**{label(item.provision, language)}** ({_force(item, language)}) [{n}]\n\n{ours}> {quote}"
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
        lines = [_missing_line(r, self._store, language) for r in retrieval.missing]
        suggestions = tuple(label(h.provision, language) for h in retrieval.hits[:3])
        return Answer(AnswerKind.ABSTAIN, language, "\n\n".join(dict.fromkeys(lines)), (), suggestions)


def _digest_beside(provision: Provision, quoted: ProvisionText, language: str) -> str:
    """Our digest in the reader's language, to stand above an official quote; empty where there is none."""
    if quoted.kind is not TextKind.OFFICIAL:
        return ""
    texts = (t.text for t in provision.texts if t.kind is TextKind.DIGEST and t.language == language)
    return next(texts, "")


def _citation(n: int, item: Quoted) -> Citation:
    text = item.text
    return Citation(n, item.provision, item.quote, text.language, text.kind.value, text.version)


def _force(item: Quoted, language: str) -> str:
    document = parse(item.provision).document
    source = sources().get(document)
    kind = source.legal_force.value if source else "user"
    if parse(item.provision).unit == "recital":
        kind = "recital"
    force = say(f"force.{kind}", language)
    if item.text.kind is TextKind.DIGEST:
        return force + ", " + say("force.digest", language)
    if item.text.kind is TextKind.OFFICIAL and item.text.language != language:
        force += ", " + say("ui.in_english" if item.text.language == "en" else "ui.in_french", language)
    return force


def _notices(quoted: Sequence[Quoted], language: str) -> Iterator[str]:
    """What a reader must know of the versions quoted: later amendments, and the date of the text."""
    for item in quoted:
        if changes := amendments_of(item.provision):
            listed = " ; ".join(
                say(
                    "amended.change",
                    language,
                    act=act_name(a.act, language),
                    date=long_date(a.effective, language),
                    note=a.note_fr if language == "fr" else a.note_en,
                )
                for a in changes
            )
            yield say("amended", language, label=label(item.provision, language), changes=listed)
    if any(
        _is_act(i.provision) and i.text.kind is TextKind.OFFICIAL and i.text.version == "2017-05-05"
        for i in quoted
    ):
        yield say("version.regulation", language)


def _is_act(provision: str) -> bool:
    source = sources().get(parse(provision).document)
    return source is not None and source.legal_force is LegalForce.REGULATION


def _missing_line(reference: Reference, store: ProvisionStore, language: str) -> str:
    """Why a reference leads nowhere, with what there is instead."""
    documents = [d for d in reference.documents if d in EU_ACTS]
    head = reference.segments[0]
    key, name = "missing.other", reference.text
    if documents and len(reference.segments) > 1 and reference.segments[1].startswith("rule_"):
        return " ".join(_rule_line(d, reference, language) for d in documents)
    kinds = {"art_": "missing.article", "anx_": "missing.annex", "rct_": "missing.recital"}
    if documents and len(reference.segments) == 1 and not reference.part and head[:4] in kinds:
        key = kinds[head[:4]]
        return " ".join(
            say(
                key,
                language,
                reference=name,
                document=document_name(d, language),
                last=_count(store, d, head[:4]),
            )
            for d in documents
        )
    return say(key, language, reference=name)


def _rule_line(document: str, reference: Reference, language: str) -> str:
    name = document_name(document, language)
    return say("missing.rule", language, reference=reference.text, document=name, last=last_rule(document))


def _count(store: ProvisionStore, document: str, head: str) -> int:
    tops = {parse(i).segments[0] for i in store.ids() if i.startswith(f"{document}/{head}")}
    return len(tops)
