"""From a question to a ranked list of provisions: exact references first, then vectors and words fused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.definitions import Definitions, asked_term
from assistant.fusion import Ranking, fuse, unit_of
from assistant.language import detect
from assistant.pinpoint import pinpoint
from assistant.query_terms import Term, glossary
from assistant.scope import GROUPS, Match, Scope, group_of, support
from assistant.trust import trust
from corpus.ids import parse
from corpus.references import Reference, Resolver, find_references
from ingest.chunk import provision_of
from ingest.embed import Encoder
from ingest.index import Index
from ingest.words import LANGUAGES, stems

SIGNAL_K = 30
ACT_K = 3
GROUP_K = 1
"""Constants of fusion: within a group agreement counts; between groups each one's first results must show."""
DEPTH = 120
CANDIDATES = 400
BEST = 3
GUIDANCE_FROM = 5
GUIDANCE_HELPS_FROM = 2
"""Guidance joins the list from this place on, so that it never pushes out the law it explains; earlier where it
says what the law held does not."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A provision found: `score` falls with rank; `exact` says that the question cited it."""

    provision: str
    score: float
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What a question found. `missing` are references to provisions that do not exist.

    `support` (0 to 1) is how likely the texts speak of the question at all.
    """

    question: str
    language: str
    hits: tuple[Hit, ...]
    missing: tuple[Reference, ...] = ()
    support: float = 0.0


@dataclass(frozen=True, slots=True)
class Look:
    """What vectors and words found: rankings and matches by group, best similarity, and best word score in units
    of a word that stands in one passage only."""

    rankings: Mapping[str, Sequence[Ranking]]
    matches: Mapping[str, Match]
    similarity: float
    words: float


class Retriever:
    """Ranks the provisions of one index. Same question, same index, same result."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self._index = index
        self._encoder = encoder
        self._resolver = Resolver(index.ids)
        self._definitions = Definitions(index.store)

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
        if only or not self._index.manifest.shelves:
            return Retrieval(question, language, _exact_hits(exact)[:k], missing, float(bool(exact)))
        look = self.look(scope)
        ranked = self._merge(scope, look, documents)
        defined = [] if exact else self._defined(scope, documents)
        hits = self._hits(exact, defined, ranked, scope, k)
        supported = 1.0 if exact or defined else support(scope, look.similarity, look.words)
        return Retrieval(question, language, hits, missing, supported)

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

    def _defined(self, scope: Scope, documents: Sequence[str]) -> list[str]:
        """Where the term is defined that a question asks the definition of."""
        term = asked_term(scope.question)
        found = self._definitions.of(term, scope.language) if term else []
        return self._allowed(found, scope, documents)

    def scope(self, question: str, language: str) -> Scope:
        """What a question is about, judged on digests in its language where they are held, else on official texts."""
        basis = "digest" if f"digest-{language}" in self._index.manifest.shelves else "official"
        return Scope(question, language, basis)

    def look(self, scope: Scope) -> Look:
        """What vectors and words find for a question, group by group."""
        question, language = scope.question, scope.language
        vector = self._encoder.embed_query(question)
        rankings: dict[str, list[Ranking]] = defaultdict(list)
        best: dict[str, dict[str, list[float]]] = {"vectors": defaultdict(list), "words": defaultdict(list)}
        terms = {lang: glossary().terms(question, language, lang) for lang in LANGUAGES}
        fullest = 0.0
        for shelf in self._index.manifest.shelves:
            signals = {
                "vectors": self._by_vector(shelf, vector) if trust(shelf, "vectors", language) else {},
                "words": self._by_words(shelf, terms[shelf.rpartition("-")[2]])
                if trust(shelf, "words", language)
                else {},
            }
            for signal, found in signals.items():
                for group, scored in found.items():
                    weight = trust(shelf, signal, language)
                    rankings[group].append(Ranking(tuple(p for p, _ in scored), weight))
                    if shelf.startswith(scope.basis):
                        best[signal][group].extend(s for _, s in scored[:BEST])
            if shelf.startswith(scope.basis):
                top = max((scored[0][1] for scored in signals["words"].values()), default=0.0)
                fullest = max(fullest, top / self._index.words(shelf).rarest)
        matches = {
            g: Match(_mean_of_best(best["vectors"][g]), _mean_of_best(best["words"][g])) for g in GROUPS
        }
        similarity = max((s for found in best["vectors"].values() for s in found), default=0.0)
        return Look(rankings, matches, similarity, fullest)

    def _by_vector(self, shelf: str, vector: list[float]) -> dict[str, list[tuple[str, float]]]:
        collection = self._index.collection(shelf)
        size = min(CANDIDATES, len(self._index.words(shelf).passage_ids))
        found = collection.query(query_embeddings=list(vector), n_results=size, include=["distances"])
        distances = found["distances"] or [[]]
        pairs = zip(found["ids"][0], distances[0], strict=True)
        return _by_group((passage, 1.0 - float(distance)) for passage, distance in pairs)

    def _by_words(self, shelf: str, terms: Sequence[Term]) -> dict[str, list[tuple[str, float]]]:
        """Passages by word score: each term counts once, by the best of its alternatives that the shelf knows."""
        index = self._index.words(shelf)
        total = np.zeros(len(index.passage_ids), dtype=np.float32)
        for term in terms:
            known = [(stems, w) for stems, w in term.alternatives if any(index.knows(s) for s in stems)]
            scored = [index.scores(stems) * (weight / len(stems) ** 0.5) for stems, weight in known]
            if scored:
                total += np.maximum.reduce(scored)
        order = np.argsort(-total, kind="stable")[:CANDIDATES]
        return _by_group((index.passage_ids[i], float(total[i])) for i in order if total[i] > 0)

    def _merge(self, scope: Scope, look: Look, documents: Sequence[str]) -> list[str]:
        """The groups joined by how likely each answers; guidance last unless it is asked for."""
        fused = {
            g: self._allowed(fuse(look.rankings.get(g, ()), k=SIGNAL_K), scope, documents) for g in GROUPS
        }
        matches = look.matches
        ivdr, code, french = scope.ivdr(matches), scope.code(matches), scope.french(matches)
        law = _join((fused["mdr"], 1 - ivdr), (fused["ivdr"], ivdr), k=ACT_K)
        local = _join((fused["page"], 1 - code), (fused["code"], code), k=ACT_K)
        merged = _join((law, 1 - french), (local, french), (fused["other"], 0.5), k=GROUP_K)
        if scope.asks_guidance or not merged:
            return _join((fused["guidance"], 0.6), (merged, 0.4), k=GROUP_K)
        place = GUIDANCE_HELPS_FROM if scope.guidance_helps else GUIDANCE_FROM
        head, tail = merged[:place], merged[place:]
        return head + _join((fused["guidance"], 0.5), (tail, 0.5), k=GROUP_K)

    def _allowed(self, provisions: Sequence[str], scope: Scope, documents: Sequence[str]) -> list[str]:
        named = scope.named_acts
        other = {"mdr", "ivdr"} - set(named) if named else set()
        guides = [d for d in scope.named if d.startswith("mdcg-")]
        kept = []
        for provision in provisions:
            document = provision.split("/", 1)[0]
            is_other_guide = guides and document.startswith("mdcg-") and document not in guides
            if document not in other and (not documents or document in documents) and not is_other_guide:
                kept.append(provision)
        return kept

    def _hits(
        self, exact: Sequence[str], defined: Sequence[str], ranked: Sequence[str], scope: Scope, k: int
    ) -> tuple[Hit, ...]:
        terms = {lang: glossary().terms(scope.question, scope.language, lang) for lang in LANGUAGES}
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


def _by_group(scored: Iterable[tuple[str, float]]) -> dict[str, list[tuple[str, float]]]:
    """Scored passages as provisions by group of texts, each once, in order, at most `DEPTH` a group."""
    groups: dict[str, dict[str, float]] = defaultdict(dict)
    for passage, score in scored:
        provision = provision_of(passage)
        group = groups[group_of(provision.partition("/")[0])]
        if len(group) < DEPTH:
            group.setdefault(provision, score)
    return {name: list(group.items()) for name, group in groups.items()}


def _join(*weighted: tuple[Sequence[str], float], k: float) -> list[str]:
    return fuse([Ranking(tuple(provisions), weight) for provisions, weight in weighted if weight > 0], k=k)


def _mean_of_best(scores: Sequence[float]) -> float:
    best = sorted(scores, reverse=True)[:BEST]
    return sum(best) / len(best) if best else 0.0


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
