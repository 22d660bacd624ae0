"""Our retriever as LangChain's `BaseRetriever`, for whoever builds a chain on it."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.engine import Engine
from assistant.in_use import DEFAULT_RESULTS


class BoussoleRetriever(BaseRetriever):
    """Provisions as documents: `page_content` is the official text, `metadata` what `search` says of it."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    engine: Engine
    k: int = DEFAULT_RESULTS
    documents: tuple[str, ...] = ()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002
    ) -> list[Document]:
        found: list[dict[str, Any]] = self.engine.search(query, k=self.k, documents=self.documents)[
            "passages"
        ]
        return [
            Document(p["text"], id=p["id"], metadata={k: v for k, v in p.items() if k != "text"})
            for p in found
        ]
