"""From a question to a ranked list of provisions: exact references first, then vectors and words together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.definitions import Definitions, asked_term
from assistant.language import detect
from assistant.look import Look, Looker
from assistant.pinpoint import coverage, pinpoint
from assistant.projection import projection_for
from assistant.query_terms import Glossary, glossary
from assistant.ranking import allowed, fused, rank
from assistant.refusal import BASES, Refusal, refusal, weights_for
from assistant.scope import Scope
from assistant.units import unit_of
from corpus.ids import parse
from corpus.references import Reference, Resolver, find_references
from ingest.embed import Encoder
from ingest.index import Index
from ingest.words import LANGUAGES, stems

_DOUBTFUL = 0.6
_COVERED = 3
_COVERED_LENGTH = 4000
"""Provisions, and characters of each text, in which the terms of a question are looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A provision found: `score` falls with rank; `exact` says that the question cited it."""

    provision: str
    score: float
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What a question found. `missing` are references to provisions that do not exist.

    `support` (0 to 1) is how likely the texts answer the question at all; `refusal` says why they may not.
    """

    question: str
    language: str
    hits: tuple[Hit, ...]
    missing: tuple[Reference, ...] = ()
    support: float = 0.0
    refusal: Refusal = field(default_factory=Refusal)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a question is about, what was found, and the share of its terms that the best provision carries."""

    scope: Scope
    look: Look
    coverage: float


class Retriever:
    """Ranks the provisions of one index. Same question, same index, same result."""

    def __init__(self, index: Index, encoder: Encoder, *, without: Sequence[str] = ()) -> None:
        """`without` leaves parts out, to compare: kinds of text (`digest`, `question`, `official`), the `projection`, the
        `glossary`, one way to find (`vectors`, `words`), or the learnt `ranking`, which reciprocal ranks then replace.

        Which texts a question is about, and whether they speak of it at all, is told by vectors and words even so.
        """
        self._without = frozenset(without)
        self._glossary = Glossary(()) if "glossary" in without else glossary()
        self._index = index
        self._shelves = tuple(s for s in index.manifest.shelves if s.partition("-")[0] not in without)
        projection = None if "projection" in without else projection_for(encoder.fingerprint)
        self._looker = Looker(index, encoder, self._shelves, projection, self._glossary)
        self._resolver = Resolver(index.ids)
        self._definitions = Definitions(index.store)
        self._weights = {basis: weights_for(basis, encoder.fingerprint) for basis in BASES}

    def retrieve(
        self, question: str, *, k: int = 10, language: str | None = None, documents: Sequence[str] = ()
    ) -> Retrieval:
        """The `k` best provisions for a question in French or English, one a unit.

        `documents` restricts the answer to these. A question that names one regulation is not answered
        from the other.
        """
        language = language or detect(question)
        scope = self.scope(question, language)
        exact, missing, only = self._cited(question, documents)
        if only or not self._shelves:
            return Retrieval(question, language, _exact_hits(exact)[:k], missing, float(bool(exact)))
        look = self.look(scope)
        ranked = self._ranked(scope, look, documents)
        defined = [] if exact else self._defined(scope, documents)
        hits = self._hits(exact, defined, ranked, scope, k)
        why = refusal(scope, look, self._coverage(scope, hits), self._weights[scope.basis])
        sure = bool(exact or defined or (hits[:1] and hits[0].provision.startswith("user:")))
        # A question that names a text held, and none that is not, is about the texts unless much speaks against it.
        sure = sure or bool(scope.named and not why.lacking and why.likelihood < _DOUBTFUL)
        supported = 1.0 if sure and not why.is_plain else 1 - why.likelihood
        return Retrieval(question, language, hits, missing, supported, why)

    def evidence(self, question: str, language: str) -> Evidence:
        """What tells whether the texts answer a question."""
        scope = self.scope(question, language)
        look = self.look(scope)
        hits = self._hits((), (), rank(scope, look, ()), scope, _COVERED)
        return Evidence(scope, look, self._coverage(scope, hits))

    def refusal(self, question: str, language: str) -> Refusal:
        """How likely the texts do not answer a question, and why."""
        if not self._shelves:
            return Refusal()
        found = self.evidence(question, language)
        return refusal(found.scope, found.look, found.coverage, self._weights[found.scope.basis])

    def _coverage(self, scope: Scope, hits: Sequence[Hit]) -> float:
        """The largest share of the question's terms that one of the first provisions carries."""
        terms = {lang: glossary().terms(scope.question, scope.language, lang) for lang in LANGUAGES}
        found = [p for h in hits[:_COVERED] if (p := self._index.store.get(h.provision))]
        carried = (coverage(t.text[:_COVERED_LENGTH], terms[t.language]) for p in found for t in p.texts)
        return max(carried, default=0.0)

    def _cited(
        self, question: str, documents: Sequence[str]
    ) -> tuple[list[str], tuple[Reference, ...], bool]:
        """Provisions the question cites, references to nothing or to texts not held, whether it asks for nothing else."""
        resolutions = [self._resolver.resolve(r) for r in find_references(question)]
        found = [i for r in resolutions for i in r.ids if not documents or parse(i).document in documents]
        lost = [r for r in resolutions if self._resolver.is_known_missing(r) or self._resolver.is_not_held(r)]
        missing = tuple(r.reference for r in lost)
        read = [r.reference for r in resolutions if r.ids or r in lost]
        is_bare = bool(read) and _says_nothing(_without(question, read))
        return list(dict.fromkeys(found)), missing, is_bare and not any(r.act for r in missing)

    def _ranked(self, scope: Scope, look: Look, documents: Sequence[str]) -> list[str]:
        kept = replace(look, signals=[s for s in look.signals if s.by not in self._without])
        order = fused if "ranking" in self._without else rank
        return order(scope, kept, documents)

    def _defined(self, scope: Scope, documents: Sequence[str]) -> list[str]:
        """Where the term is defined that a question asks the definition of."""
        term = asked_term(scope.question)
        found = self._definitions.of(term, scope.language) if term else []
        return allowed(found, scope, documents)

    def scope(self, question: str, language: str) -> Scope:
        """What a question is about, judged on digests in its language where they are held, else on official texts."""
        basis = "digest" if f"digest-{language}" in self._shelves else "official"
        return Scope(question, language, basis)

    def look(self, scope: Scope) -> Look:
        """What vectors and words find for a question, group by group."""
        return self._looker.look(scope)

    def _hits(
        self, exact: Sequence[str], defined: Sequence[str], ranked: Sequence[str], scope: Scope, k: int
    ) -> tuple[Hit, ...]:
        terms = {lang: self._glossary.terms(scope.question, scope.language, lang) for lang in LANGUAGES}
        hits = [*_exact_hits(exact), *(Hit(p, 1.0) for p in defined)]
        taken = {unit_of(h.provision) for h in hits}
        for provision in ranked:
            if len(hits) >= k:
                break
            if unit_of(provision) not in taken:
                taken.add(unit_of(provision))
                hits.append(Hit(pinpoint(self._index.store, provision, terms), 1 / (1 + len(hits))))
        return tuple(hits[:k])


def _exact_hits(exact: Sequence[str]) -> tuple[Hit, ...]:
    return tuple(Hit(p, 1.0, True) for p in exact)


_FILLER = frozenset(
    "say dit tell mean content contenu contien text texte quoi cite quot mdr ivdr rdm rdiv regl reglement regul regulat "
    "articl show montr donn give exact precis lire lis read exist there provis disposit point paragraph "
    "annex chapitr chapter recital consider rule gspr egsp section subparagraph aline".split()
)


def _without(question: str, references: Sequence[Reference]) -> str:
    """The question with a blank for each reference; references may share their place."""
    letters = list(question)
    for reference in references:
        for place in range(reference.start, reference.end):
            letters[place] = " "
    return "".join(letters)


def _says_nothing(rest: str) -> bool:
    """Whether what is left of a question beside its references carries no meaning of its own."""
    return not set(stems(rest, "fr")) - _FILLER or not set(stems(rest, "en")) - _FILLER
