"""Variants of the assistant that a run can be held against: without a part, with another encoder or composer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.engine import Engine
from assistant.llm import check_spec, choose_model
from assistant.settings import Settings
from evals.errors import RunError
from ingest.embed import open_encoder
from ingest.errors import IndexMissing
from ingest.index import IndexFolder

BASE = "base"
WITHOUT: Mapping[str, tuple[str, ...]] = {
    BASE: (),
    "words-only": ("vectors",),
    "vectors-only": ("words",),
    "without-digests": ("digest", "question"),
    "without-asked-questions": ("question",),
    "without-official": ("official",),
    "without-glossary": ("glossary",),
    "without-projection": ("projection",),
    "without-ranking": ("ranking",),
}
"""Parts of the retriever that each leaves out; `without-ranking` fuses by reciprocal rank in place of the reranking."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What to open: parts left out, the encoder's spec with the home its index lies in, the composer's spec."""

    name: str
    without: tuple[str, ...]
    home: Path
    encoder: str
    llm: str


def variant_of(name: str, settings: Settings) -> Variant:
    """A variant by its name: one of `WITHOUT`, `model=SPEC`, or `encoder=SPEC` / `encoder=SPEC@HOME`.

    The index of another encoder lies in HOME, by default `encoders/SPEC` under the home of the settings. Raises
    RunError for an unknown name.
    """
    key, _, value = name.partition("=")
    if name in WITHOUT:
        return Variant(name, WITHOUT[name], settings.home, settings.encoder, settings.llm)
    if key == "model" and value:
        return Variant(name, (), settings.home, settings.encoder, check_spec(value))
    if key == "encoder" and value:
        spec, _, home = value.partition("@")
        folder = Path(home) if home else settings.home / "encoders" / spec.replace("/", "-").replace(":", "-")
        return Variant(name, (), folder, spec, settings.llm)
    known = ", ".join([*list(WITHOUT)[1:], "model=PROVIDER:MODEL", "encoder=SPEC[@HOME]"])
    raise RunError(f"no variant is called '{name}'; there are {known}")


def open_variant(variant: Variant, settings: Settings) -> Engine:
    """The assistant of a variant; its conversations are held in memory alone. Raises RunError without an index."""
    model = choose_model(variant.llm, url=settings.llm_url, timeout=settings.llm_timeout)
    encoder = open_encoder(variant.encoder)
    try:
        index = IndexFolder(variant.home / "index").open(encoder.fingerprint)
    except IndexMissing as error:
        raise RunError(
            f"no index at {variant.home / 'index'}; make it: BOUSSOLE_HOME={variant.home} "
            f"BOUSSOLE_ENCODER={variant.encoder} boussole ingest"
        ) from error
    return Engine(index, encoder, default_language=settings.lang, model=model, without=variant.without)
