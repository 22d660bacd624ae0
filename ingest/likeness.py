"""What an encoder's similarities mean, so that those of any encoder are read on one scale.

One encoder puts a question 0.86 from the text that answers it and 0.82 from any other, another 0.48 and 0.33. Thresholds and
weights speak of the reference encoder's similarities; those of another are moved and stretched to where its own
likenesses, measured on questions and texts of our digests, fall on the reference's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from corpus.digests import LANGUAGES, digests
from ingest.embed import FALLBACK_ENCODER, Encoder, served_alike

SAMPLE = 48
"""Digests looked at, spread over all of them: with four times as many, nothing moves by more than 0.02."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Mean similarity of a question with the nearest text of the sample, and with any other text."""

    near: float
    apart: float


Likenesses = Mapping[str, Likeness]
"""By language of questions and texts."""

REFERENCE: Likenesses = {"fr": Likeness(0.870, 0.820), "en": Likeness(0.858, 0.796)}
"""Of multilingual-e5-small, measured as `measured` does."""


def is_reference(fingerprint: str) -> bool:
    """Whether similarities of the encoder with this fingerprint are the reference's own."""
    return FALLBACK_ENCODER in served_alike(fingerprint)


def measured(encoder: Encoder) -> Likenesses:
    """The likenesses of an encoder, of a sample of our digests and the first question of each."""
    whole = [d for d in digests().values() if all(d.asked[language] for language in LANGUAGES)]
    sample = whole[:: len(whole) // SAMPLE][:SAMPLE]
    found = {}
    for language in LANGUAGES:
        asked = np.array([encoder.embed_query(d.asked[language][0]) for d in sample])
        texts = encoder.embed_documents([f"{d.title[language]}\n{d.digest[language]}" for d in sample])
        similar = asked @ np.array(texts).T
        others = ~np.eye(len(sample), dtype=bool)
        found[language] = Likeness(
            round(float(similar.max(axis=1).mean()), 4), round(float(similar[others].mean()), 4)
        )
    return found


@dataclass(frozen=True, slots=True)
class Scale:
    """Reads an encoder's similarity as the reference's: `factor` times it, and `shift` more."""

    factor: float = 1.0
    shift: float = 0.0

    def __call__(self, similarity: float) -> float:
        """The similarity on the reference's scale."""
        return self.factor * similarity + self.shift


def scale(own: Likeness, reference: Likeness) -> Scale:
    """The scale on which `own` falls on `reference`; an encoder that tells nothing apart is taken as it is."""
    if own.near <= own.apart:
        return Scale()
    factor = (reference.near - reference.apart) / (own.near - own.apart)
    return Scale(factor, reference.apart - factor * own.apart)


def scales_for(encoder: Encoder, known: Likenesses) -> Mapping[str, Scale]:
    """The scale by language of the question: the reference's own similarities stay as they are, those of another
    encoder are read by the likenesses `known` of it, or by what is measured now when there are none."""
    if is_reference(encoder.fingerprint):
        return {language: Scale() for language in LANGUAGES}
    likenesses = known or measured(encoder)
    return {language: scale(likenesses[language], REFERENCE[language]) for language in LANGUAGES}
