"""Whether a sentence says what the provisions it cites say: nothing else in numbers, references, polarity or meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.citations import is_verbatim
from assistant.guard.plain import plain
from assistant.particulars import Particulars, particulars, without_values
from assistant.pinpoint import share
from assistant.query_terms import glossary
from assistant.sentences import sentences
from corpus.labels import document_name, label
from corpus.models import Provision, ProvisionText, TextKind
from corpus.references import Resolver, find_references
from ingest.embed import Encoder
from ingest.likeness import is_reference
from ingest.words import LANGUAGES, fold, stems

LEAST_SIMILAR = 0.88
LEAST_CARRIED = 0.4
LEAST_CARRIED_ALONE = 0.6
"""Floors for the encoder's likeness and for the share of a claim's terms that a stretch of text carries, set on
`evals/support.yaml` (`python -m evals.support`); the last where the encoder is not the one whose
likenesses the first was set on."""
NEARLY_AS_MUCH = 0.95
"""A stretch may support a claim only when it carries this share of what the best stretch carries."""
SPEAKS_OF_ITEM = 0.3
"""A list item may support a claim only when the claim carries this share of the item's own terms."""
_LOOKED_AT = 12
_UNSAFE = re.compile(
    r"https?://|www\.|!\[|\]\(|<[a-z/!]|\b[\w.+-]+@[\w-]+\.\w|```|\bjavascript:|(?:^|\s)/\w+/\w", re.I
)
_QUOTE = re.compile(r"«\s*([^«»]+?)\s*»|“([^“”]+)”|\"([^\"]+)\"")
_NAME = re.compile(r"\b(?:[A-Z]{2,}[\w-]*|[A-Z]?[a-z]+[A-Z]\w*)\b")
_ITEM = re.compile(r"\s*(?:\(?[a-z0-9]{1,4}\)|[—•–-]|\d{1,2}°)")
_PART = re.compile(r"[;:,]\s|\s(?:but|mais|and|et|while|tandis que|or|ou)\s")
_LEAST_PART = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or list item of a provision, with the line that opens its list before it; `own` is it alone."""

    text: str
    own: str
    language: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence without its citations, in the language it is written in."""

    text: str
    language: str
    particulars: Particulars


class Support:
    """Checks claims against provisions; remembers what it embedded, so make one for each answer."""

    def __init__(self, encoder: Encoder, resolver: Resolver, *, question: str, language: str) -> None:
        self._encoder = encoder
        self._resolver = resolver
        self._question = question
        self._language = language
        self._vectors: dict[str, np.ndarray] = {}
        self._is_known = is_reference(encoder.fingerprint)

    def problem(self, sentence: str, cited: Sequence[Provision]) -> str:
        """Why a sentence may not be shown as what `cited` say, in one word; empty when it may."""
        text = re.sub(r"\s*\[\d{1,3}\]", "", sentence).strip()
        if _UNSAFE.search(sentence):
            return "link"
        if not all(any(is_verbatim(q, t) for p in cited for t in _texts(p)) for q in _quotes(text)):
            return "quote"
        bare, references_hold = self._without_references(text, cited)
        if not references_hold:
            return "reference"
        if not self._names_known(bare, cited):
            return "name"
        stretches = [s for p in cited for s in _stretches(p)]
        return self._supported(bare, stretches)

    def _supported(self, text: str, stretches: Sequence[Stretch]) -> str:
        """Whether one stretch says it all, or each part of it is said by one."""
        whole = self._compared(text, stretches)
        parts = [p for p in _PART.split(text) if len(p.split()) >= _LEAST_PART]
        if whole in ("", "meaning") or len(parts) < 2:
            return whole
        return next((found for p in parts if (found := self._compared(p, stretches))), "")

    def _compared(self, text: str, stretches: Sequence[Stretch]) -> str:
        claim = Claim(text, self._language, particulars(text))
        ranked = self._ranked(claim, stretches)
        if not ranked or ranked[0][0] < (LEAST_CARRIED if self._is_known else LEAST_CARRIED_ALONE):
            return "meaning"
        best = ranked[0][0]
        rivals = [s for carried, s in ranked[:_LOOKED_AT] if carried >= NEARLY_AS_MUCH * best]
        if self._is_known and max(self._alike(claim.text, rivals)) < LEAST_SIMILAR:
            return "meaning"
        found = [_difference(claim.particulars, s) or _beside(claim, s) for s in rivals]
        return "" if "" in found else found[0]

    def _ranked(self, claim: Claim, stretches: Sequence[Stretch]) -> list[tuple[float, Stretch]]:
        """Stretches with the share of the claim's terms they carry, the fullest first."""
        terms = {
            lang: glossary().terms(without_values(claim.text), claim.language, lang) for lang in LANGUAGES
        }
        scored = [(share(set(stems(s.text, s.language)), terms[s.language]), s) for s in stretches]
        return sorted(scored, key=lambda pair: -pair[0])

    def _alike(self, text: str, stretches: Sequence[Stretch]) -> list[float]:
        new = [t for t in dict.fromkeys([text, *(s.text for s in stretches)]) if t not in self._vectors]
        for name, vector in zip(new, self._encoder.embed_documents(new), strict=True):
            self._vectors[name] = np.asarray(vector)
        return [float(self._vectors[text] @ self._vectors[s.text]) for s in stretches]

    def _without_references(self, text: str, cited: Sequence[Provision]) -> tuple[str, bool]:
        """The text with its references blanked, and whether each is to a provision cited or named by one."""
        home = cited[0].document if cited else ""
        letters = list(text)
        held = True
        named = {r for p in cited for t in p.texts for r in t.references}
        ids = {p.id for p in cited}
        words = " ".join(fold(t.text) for p in cited for t in _texts(p))
        for reference in find_references(text, home=home):
            found = self._resolver.resolve(reference).ids
            related = any(_related(f, i) for f in found for i in ids | named)
            whole = not reference.segments and any(
                d in (p.document for p in cited) for d in reference.documents
            )
            held &= related or whole or fold(reference.text) in words
            letters[reference.start : reference.end] = " " * (reference.end - reference.start)
        return re.sub(r"\s+", " ", "".join(letters)), held

    def _names_known(self, text: str, cited: Sequence[Provision]) -> bool:
        """Whether every acronym and coined name of the text stands in what is cited, its label, or the question."""
        held = {fold(w) for p in cited for w in _words_about(p)} | {
            fold(w) for w in _WORD.findall(self._question)
        }
        held |= _KNOWN_NAMES
        return all(fold(n).rstrip("s") in held or fold(n) in held for n in _NAME.findall(plain(text)))


_WORD = re.compile(r"[\w-]+")
_KNOWN_NAMES = frozenset(
    "mdr ivdr eu ue ce dm dmn mdsw ivd div on nb dmdiv rdm rdiv egsp gspr qms smq i ii iia iib iii iv im ir vs etc".split()
)


def _words_about(provision: Provision) -> Iterator[str]:
    for text in provision.texts:
        yield from _WORD.findall(" ".join((text.text, text.title, *text.path)))
    for language in LANGUAGES:
        yield from _WORD.findall(
            label(provision.id, language) + " " + document_name(provision.document, language)
        )


def _texts(provision: Provision) -> list[ProvisionText]:
    return [t for t in provision.texts if t.kind is not TextKind.QUESTION]


def _quotes(text: str) -> list[str]:
    found = (next(g for g in m.groups() if g) for m in _QUOTE.finditer(text))
    return [q for q in found if len(q.split()) > 1]


def _related(one: str, other: str) -> bool:
    """Whether two provisions are the same or one holds the other."""
    return one == other or one.startswith(other + "/") or other.startswith(one + "/")


def _stretches(provision: Provision) -> Iterator[Stretch]:
    """Sentences of a provision's texts; an item of a list comes with the line that opens the list."""
    for text in _texts(provision):
        opening = ""
        for line in text.text.split("\n"):
            if not _ITEM.match(line):
                opening = ""
            for sentence in sentences(line):
                whole = f"{opening} {sentence.text}" if opening else sentence.text
                yield Stretch(whole, sentence.text, text.language)
            if line.rstrip().endswith(":"):
                opening = line.strip()


def _beside(claim: Claim, stretch: Stretch) -> str:
    """Whether the claim speaks of another case than the item that would support it."""
    if stretch.own == stretch.text:
        return ""
    terms = glossary().terms(without_values(stretch.own), stretch.language, claim.language)
    carried = share(set(stems(claim.text, claim.language)), terms) if terms else 1.0
    return "" if carried >= SPEAKS_OF_ITEM else "case"


def _difference(claim: Particulars, stretch: Stretch) -> str:
    """What the claim says otherwise than the stretch: a value, the polarity or the modality; empty for nothing."""
    held = particulars(stretch.text)
    own = particulars(stretch.own)
    for kind in ("duration", "date", "figure", "class"):
        allowed = own.of_kind(kind) or held.of_kind(kind)
        if not claim.of_kind(kind) <= allowed:
            return "class" if kind == "class" else "number"
    if claim.is_negated != held.is_negated:
        return "negation"
    if (claim.must and held.may and not held.must) or (claim.may and held.must and not held.may):
        return "modality"
    return ""
