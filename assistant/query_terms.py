"""A question's words as the word index of a language understands them, through the trade's glossary.

Each content word or phrase of the question becomes a term with alternatives: its own stem where the
languages agree, the words that the target language has for the concept, and its synonyms. A term counts
once, by its best alternative, however many ways there are to say it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.glossary import Concept, concepts
from ingest.words import LANGUAGES, stems, tokens

Stems = tuple[str, ...]
SYNONYM = 0.5
"""What a synonym of the question's own word counts."""
COGNATE = 0.6
"""What an untranslated word counts in the other language (many are cognates: certification, notification)."""


@dataclass(frozen=True, slots=True)
class Term:
    """One concept of a question: `alternatives` are stem phrases with weights, in words of `language`."""

    alternatives: tuple[tuple[Stems, float], ...]
    language: str


class Glossary:
    """The glossary's words as stems, by language, ready to be found in questions; `known` are its concepts."""

    def __init__(self, known: Sequence[Concept] | None = None) -> None:
        self._words: dict[str, list[dict[Stems, float]]] = {lang: [] for lang in LANGUAGES}
        self._places: dict[str, dict[Stems, list[int]]] = {lang: defaultdict(list) for lang in LANGUAGES}
        self._vocabulary: dict[str, set[str]] = {lang: set() for lang in LANGUAGES}
        self._longest = 1
        for number, concept in enumerate(concepts() if known is None else known):
            for language in LANGUAGES:
                self._add(number, language, concept)

    def _add(self, number: int, language: str, concept: Concept) -> None:
        weighted: dict[Stems, float] = {}
        own = concept.fr if language == "fr" else concept.en
        ranked = [(w, 1.0) for w in concept.both] + [(w, max(0.5, 1.0 - 0.1 * n)) for n, w in enumerate(own)]
        for words, weight in ranked:
            if phrase := tuple(stems(words, language)):
                weighted.setdefault(phrase, weight)
        self._words[language].append(weighted)
        for phrase in weighted:
            self._places[language][phrase].append(number)
            self._vocabulary[language].update(phrase)
            self._longest = max(self._longest, len(phrase))

    def terms(self, question: str, language: str, target: str) -> list[Term]:
        """Terms of a question written in `language`, in words of `target`."""
        found = [
            self._term(words, meant, language, target)
            for words, meant in self._concepts(stems(question, language), language)
        ]
        found += [
            self._term(words, meant, crossed, target)
            for words, meant, crossed in self._borrowed(question, language)
        ]
        return [t for t in found if t.alternatives]

    def _borrowed(self, question: str, language: str) -> Iterator[tuple[Stems, tuple[int, ...], str]]:
        """Field terms of the other language that stand in the question ("intended purpose", « notice »).

        A word that the question's own language has too is not borrowed: "an" is no year, « comment » no comment.
        """
        other = "en" if language == "fr" else "fr"
        mine = [w for w in tokens(question) if self._is_own(w, language)]
        own = {stem for word in mine for stem in stems(word, other)}
        known = {n for _, meant in self._concepts(stems(question, language), language) for n in meant}
        for words, meant in self._concepts(stems(question, other), other):
            if meant and not known & set(meant) and not own.issuperset(words):
                yield words, meant, other

    def _is_own(self, word: str, language: str) -> bool:
        """Whether a word belongs to the question's own language: a small word, or one the glossary knows there."""
        return all(s in self._vocabulary[language] for s in stems(word, language))

    def concepts_in(self, question: str, language: str) -> int:
        """How many terms of the glossary stand in a question."""
        return sum(bool(meant) for _, meant in self._concepts(stems(question, language), language))

    def is_bare_term(self, question: str, language: str) -> bool:
        """Whether the question is one or two terms of the glossary and nothing else."""
        cut = list(self._concepts(stems(question, language), language))
        return 0 < len(cut) <= 2 and all(meant for _, meant in cut)

    def knows_any(self, text: str, language: str) -> bool:
        """Whether a text has any word of the glossary."""
        return any(meant for _, meant in self._concepts(stems(text, language), language))

    def _concepts(self, words: Sequence[str], language: str) -> Iterator[tuple[Stems, tuple[int, ...]]]:
        """The question cut into phrases, the longest the glossary knows first, with the concepts each may mean."""
        places = self._places[language]
        start = 0
        while start < len(words):
            for size in range(min(self._longest, len(words) - start), 0, -1):
                phrase = tuple(words[start : start + size])
                if phrase in places:
                    yield phrase, tuple(places[phrase])
                    break
            else:
                size, phrase = 1, (words[start],)
                yield phrase, ()
            start += size

    def _term(self, words: Stems, meant: tuple[int, ...], language: str, target: str) -> Term:
        weighted: dict[Stems, float] = {}
        if language == target:
            weighted[words] = 1.0
        elif not meant:
            weighted[tuple(stems(" ".join(words), target))] = COGNATE
        for number in meant:
            for phrase, rank_weight in self._words[target][number].items():
                weight = SYNONYM if language == target else rank_weight
                weighted[phrase] = max(weight, weighted.get(phrase, 0.0))
        return Term(tuple((p, w) for p, w in weighted.items() if p), target)


@cache
def glossary() -> Glossary:
    """The glossary, made ready once."""
    return Glossary()
