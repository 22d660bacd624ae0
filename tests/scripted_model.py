"""A chat model that says what a test tells it to: a real one of LangChain, at the boundary and nowhere deeper."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

STALL = "\x00stall"
RAISE = "\x00raise"


class ScriptedModel(BaseChatModel):
    """Streams `script` in pieces of `size` characters; `STALL` in it waits, `RAISE` fails.

    A callable script gets all that the model was told, as one text. `told` keeps what it was told.
    """

    script: str | Callable[[str], str]
    size: int = 7
    stall: float = 30.0
    told: list[str] = []  # noqa: RUF012  (pydantic copies it for each model)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:  # noqa: ARG002
        text = "".join(str(c.message.content) for c in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> Iterator[ChatGenerationChunk]:
        seen = "\n".join(str(m.content) for m in messages)
        self.told.append(seen)
        text = self.script(seen) if callable(self.script) else self.script
        for part in text.replace(STALL, f"\n{STALL}\n").replace(RAISE, f"\n{RAISE}\n").split("\n\x00"):
            if part.startswith("stall\n"):
                time.sleep(self.stall)
                part = part.removeprefix("stall\n")
            elif part.startswith("raise\n"):
                raise ConnectionError("the line is down")
            for start in range(0, len(part), self.size):
                yield ChatGenerationChunk(message=AIMessageChunk(content=part[start : start + self.size]))
