"""Two ways from a folder of texts to ranked passages: Boussole, and what a tutorial gives."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from corpus.catalogue import sources
from ingest.embed import open_encoder
from ingest.index import IndexFolder
from ingest.sources import find_files, load_text

TOP = 10


class Pipeline(Protocol):
    """What the benchmark asks of a pipeline."""

    def index(self, texts: Path, home: Path) -> int:
        """Index the folder into `home`; returns the number of passages."""

    def open(self, home: Path) -> None:
        """Make an index ready to be asked."""

    def search(self, question: str, language: str) -> list[str]:
        """The ten best: provision ids, or raw text for a pipeline that knows none."""


class Boussole:
    """Our pipeline."""

    def index(self, texts: Path, home: Path) -> int:
        """Ingest the folder, readers, words and vectors included."""
        from ingest.pipeline import ingest_folder

        report = ingest_folder(texts, IndexFolder(home), open_encoder())
        return sum(d.passages for d in report.documents)

    def open(self, home: Path) -> None:
        """Open the index and the retriever."""
        from assistant.engine import Engine

        encoder = open_encoder()
        self._engine = Engine(IndexFolder(home).open(encoder.fingerprint), encoder)

    def search(self, question: str, language: str) -> list[str]:
        """Ids of the ten best provisions."""
        return [h.provision for h in self._engine.retrieve(question, k=TOP, language=language).hits]

    def ask(self, question: str, language: str) -> None:
        """A whole answer, for its time."""
        self._engine.ask(question, language=language)


class Tutorial:
    """LangChain's splitter at 1000/200 characters, Chroma, the same encoder, the ten nearest."""

    def index(self, texts: Path, home: Path) -> int:
        """Split and embed the raw files."""
        from langchain_chroma import Chroma
        from langchain_core.documents import Document
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        found, _ = find_files(texts)
        documents = [
            Document(load_text(sources()[i], path).text, metadata={"document": i})
            for i, path in found.items()
        ]
        chunks = splitter.split_documents(documents)
        store = Chroma(embedding_function=open_encoder(), persist_directory=str(home))
        for start in range(0, len(chunks), 2000):
            store.add_documents(chunks[start : start + 2000])
        return len(chunks)

    def open(self, home: Path) -> None:
        """Open the collection."""
        from langchain_chroma import Chroma

        self._store = Chroma(embedding_function=open_encoder(), persist_directory=str(home))

    def search(self, question: str, language: str) -> list[str]:  # noqa: ARG002
        """Texts of the ten nearest chunks."""
        return [d.page_content for d in self._store.similarity_search(question, k=TOP)]
