"""Open the chat model that a spec names, and read it within a time: any provider of LangChain."""

from __future__ import annotations

import importlib.util
import os
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

NONE = "none"
_NO_KEY = "not-needed"
_END = object()


class ModelStopped(Exception):
    """The model did not go on: `reason` is a key of the translation table (`llm.slow`, `llm.down`, `llm.long`)."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """A chat model under the name that answers show, with the seconds it may take for one answer."""

    model: BaseChatModel
    name: str
    timeout: float


def choose_model(spec: str, *, url: str = "", timeout: float = 60.0) -> ChosenModel | None:
    """The model of a spec, None for `none`. Raises ModelError as `open_model` does."""
    if check_spec(spec) == NONE:
        return None
    return ChosenModel(open_model(spec, url=url, timeout=timeout), spec, timeout)


def check_spec(spec: str) -> str:
    """The spec, `none` or `provider:model`. Raises ModelError for anything else."""
    provider, _, model = spec.partition(":")
    if spec == NONE or (provider.strip() and model.strip()):
        return spec
    raise ModelError(
        f"unknown language model '{spec}': give none, or provider:model (openai:gpt-5-mini, ollama:qwen3)"
    )


def open_model(spec: str, *, url: str = "", timeout: float = 60.0) -> BaseChatModel:
    """The chat model of a spec `provider:model`; `url` is its address where it is not the provider's own.

    The key comes from the provider's own variable (OPENAI_API_KEY, MISTRAL_API_KEY…); an address of one's own needs none.
    Nothing is sent yet. Raises ModelError naming the package or the key that is missing.
    """
    provider, _, model = check_spec(spec).partition(":")
    if importlib.util.find_spec("langchain") is None:
        raise ModelError(
            f"BOUSSOLE_LLM={spec} needs LangChain: pip install 'boussole[llm]', or leave it at none"
        )
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"timeout": timeout, "max_retries": 0}
    if provider == "ollama":
        options = {"client_kwargs": {"timeout": timeout}}
    if url:
        options["base_url"] = url
        if provider == "openai" and not os.environ.get("OPENAI_API_KEY"):
            options["api_key"] = _NO_KEY
    try:
        opened: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        package = f"langchain-{provider.replace('_', '-')}"
        raise ModelError(
            f"BOUSSOLE_LLM={spec} needs its package: pip install {package} ({_line(error)})"
        ) from error
    except Exception as error:  # each provider has errors of its own for a bad name, address or key
        raise ModelError(f"BOUSSOLE_LLM={spec} cannot be used: {_line(error)}") from error
    return opened


def read_model(
    model: BaseChatModel, messages: Sequence[tuple[str, str]], *, timeout: float, longest: int
) -> Iterator[str]:
    """The model's words as they come, its thinking left out.

    Raises ModelStopped when it takes longer than `timeout` seconds in all, fails, or writes over `longest` characters.
    """
    pieces: queue.Queue[Any] = queue.Queue()
    stopped = threading.Event()

    def read() -> None:
        try:
            for chunk in model.stream(list(messages)):
                if stopped.is_set():
                    return
                pieces.put(str(chunk.text))
            pieces.put(_END)
        except Exception as error:  # whatever a provider raises, the answer goes on without it
            pieces.put(error)

    threading.Thread(target=read, name="model", daemon=True).start()
    try:
        yield from _without_thinking(_timed(pieces, timeout, longest))
    finally:
        stopped.set()


def _timed(pieces: queue.Queue[Any], timeout: float, longest: int) -> Iterator[str]:
    end, size = time.monotonic() + timeout, 0
    while True:
        try:
            piece = pieces.get(timeout=max(0.0, end - time.monotonic()))
        except queue.Empty:
            raise ModelStopped("llm.slow") from None
        if piece is _END:
            return
        if isinstance(piece, Exception):
            raise ModelStopped("llm.down", _line(piece)) from piece
        size += len(piece)
        if size > longest:
            raise ModelStopped("llm.long")
        yield piece


def _without_thinking(pieces: Iterator[str]) -> Iterator[str]:
    """The words outside `<think>…</think>`, wherever the pieces are cut."""
    held, inside = "", False
    for piece in pieces:
        held += piece
        while True:
            mark = "</think>" if inside else "<think>"
            before, found, after = held.partition(mark)
            if not found:
                break
            if not inside and before:
                yield before
            held, inside = after, not inside
        keep = next((n for n in range(len(mark) - 1, 0, -1) if held.endswith(mark[:n])), 0)
        if not inside and len(held) > keep:
            yield held[: len(held) - keep]
        held = held[len(held) - keep :]
    if held and not inside:
        yield held


def _line(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text[:200] if text else type(error).__name__
