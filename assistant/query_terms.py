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

from corpus.glossary import concepts
from ingest.words import LANGUAGES, stems

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
    """The glossary's words as stems, by language, ready to be found in questions."""

    def __init__(self) -> None:
        self._words: dict[str, list[tuple[Stems, ...]]] = {lang: [] for lang in LANGUAGES}
        self._places: dict[str, dict[Stems, list[int]]] = {lang: defaultdict(list) for lang in LANGUAGES}
        self._longest = 1
        for number, concept in enumerate(concepts()):
            for language in LANGUAGES:
                phrases = tuple(
                    dict.fromkeys(s for w in concept.words(language) if (s := tuple(stems(w, language))))
                )
                self._words[language].append(phrases)
                for phrase in phrases:
                    self._places[language][phrase].append(number)
                    self._longest = max(self._longest, len(phrase))

    def terms(self, question: str, language: str, target: str) -> list[Term]:
        """Terms of a question written in `language`, in words of `target`."""
        own = stems(question, language)
        other = "en" if language == "fr" else "fr"
        crossed = stems(question, other)
        found: list[Term] = []
        for words, meant in self._concepts(own, language):
            found.append(self._term(words, meant, language, target))
        # Field terms of the other language stand in questions too ("intended purpose", « notice »).
        for words, meant in self._concepts(crossed, other):
            if meant and not any(n in known for n in meant for _, known in self._concepts(own, language)):
                found.append(self._term(words, meant, other, target))
        return [t for t in found if t.alternatives]

    def is_bare_term(self, question: str, language: str) -> bool:
        """Whether the question is one or two terms of the glossary and nothing else."""
        cut = list(self._concepts(stems(question, language), language))
        return 0 < len(cut) <= 2 and all(meant for _, meant in cut)

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
            for rank, phrase in enumerate(self._words[target][number]):
                weight = SYNONYM if language == target else max(0.5, 1.0 - 0.1 * rank)
                weighted[phrase] = max(weight, weighted.get(phrase, 0.0))
        return Term(tuple((p, w) for p, w in weighted.items() if p), target)


@cache
def glossary() -> Glossary:
    """The glossary, made ready once."""
    return Glossary()
