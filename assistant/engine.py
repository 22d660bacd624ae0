"""One door for every front: ask a question, search, look at a provision."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer
from assistant.conversation_store import open_conversations
from assistant.conversations import Conversations, MemoryConversations
from assistant.in_use import DEFAULT_RESULTS, InUse, Parts, ProvisionView
from assistant.llm import ChosenModel, choose_model
from assistant.proposed import propose
from assistant.retriever import Retrieval
from assistant.routing import Router
from assistant.settings import Settings
from assistant.turns import Asked
from corpus.catalogue import sources
from corpus.digests import digests
from corpus.references import find_references
from ingest.embed import Encoder, open_encoder
from ingest.errors import IndexMissing
from ingest.index import Index, IndexFolder
from ingest.versions import VersionStore
from rules import FactError, decide, explain_error

if TYPE_CHECKING:
    from ingest.as_of import AsOf

__all__ = ["Engine", "Link", "ProvisionView", "open_engine"]


_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a text that names a provision held, and its id."""

    start: int
    end: int
    provision: str


class Engine:
    """The assistant over one index; without an index it answers that no text is installed.

    `conversations` keeps those that go on (in memory when none is given); `router` tells what a turn asks for;
    `without` leaves parts of the retriever out, to compare. The index may be replaced (`take_up`): a question under way
    goes on with the one it began with.
    """

    def __init__(
        self,
        index: Index | None,
        encoder: Encoder,
        *,
        default_language: str = "fr",
        as_of: AsOf | None = None,
        conversations: Conversations | None = None,
        router: Router | None = None,
        model: ChosenModel | None = None,
        without: Sequence[str] = (),
    ) -> None:
        self.conversations = conversations or MemoryConversations()
        self.encoder = encoder
        parts = Parts(
            encoder, router or Router(encoder), model, self.conversations, default_language, tuple(without)
        )
        self._in_use = InUse(index, parts, as_of)

    @property
    def index(self) -> Index | None:
        """The index in use. Whoever needs it twice for one thing takes it once: it may be another the next time."""
        return self._in_use.index

    @property
    def as_of(self) -> AsOf | None:
        """What stood on the day the questions are asked of; None for today's texts."""
        return self._in_use.as_of

    def take_up(self, index: Index | None) -> None:
        """Answer from another index from now on, once it is warm; nobody who asks meanwhile waits for it.

        What is under way ends with the index it began with, which stays open for it.
        """
        if index is None or self.index is None or index.generation != self.index.generation:
            successor = self._in_use.over(index)
            successor.warm_up()
            self._in_use = successor

    @property
    def has_texts(self) -> bool:
        """Whether any text is installed."""
        return self._in_use.has_texts

    @property
    def versions(self) -> dict[str, str]:
        """Version of each document held, by its id, in the order of the catalogue; empty for an undated one."""
        index = self.index
        return {d.id: d.version for d in index.manifest.documents} if index else {}

    @property
    def missing_texts(self) -> tuple[str, ...]:
        """Ids of the catalogued documents that the index does not hold."""
        index = self.index
        held = {d.id for d in index.manifest.documents if d.is_official} if index else set()
        return tuple(d for d in sources() if d not in held)

    def retrieve(
        self,
        question: str,
        *,
        k: int = DEFAULT_RESULTS,
        language: str | None = None,
        documents: Sequence[str] = (),
    ) -> Retrieval:
        """The provisions a question finds. Raises QuestionError when it cannot be asked, IndexMissing without texts."""
        return self._in_use.retrieve(question, k=k, language=language, documents=documents)

    def warm_up(self) -> None:
        """Load now what the first question would wait for. What cannot be loaded is left for that question to say."""
        propose("")
        try:
            self.conversations.warm_up()
        except Exception as error:  # nobody has asked anything yet
            _LOG.info("warm-up of the conversations failed: %s", error)
        self._in_use.warm_up()

    def search(
        self,
        question: str,
        *,
        k: int = DEFAULT_RESULTS,
        language: str | None = None,
        documents: Sequence[str] = (),
    ) -> dict[str, Any]:
        """The result of `boussole search --json` (`interface.md`). Raises as `retrieve` does."""
        started = time.perf_counter()
        held = self._in_use
        found = held.retrieve(question, k=k, language=language, documents=documents)
        passages = [_passage(held, h.provision, h.score, found.language) for h in found.hits]
        result = {
            "question": question,
            "lang": found.language,
            "seconds": round(time.perf_counter() - started, 4),
            "passages": passages,
            "missing": [r.text for r in found.missing],
        }
        return result | {"as_of": held.as_of.to_json()} if held.as_of else result

    def ask(
        self,
        question: str,
        *,
        language: str | None = None,
        session: str = "",
        facts: Mapping[str, Any] | None = None,
    ) -> Answer:
        """The answer to a turn of the conversation `session`, which is begun if it is not known.

        `facts` are confirmed ones of the product at hand; None as a value forgets that fact. Without `session`, the
        answer has a new one, and the conversation is kept from when it opens an interview or goes on. Raises
        QuestionError when it cannot be asked, FactError for facts that are none, ConversationError.
        """
        _check_facts(facts or {})
        *_, last = self._in_use.turns.answers(Asked(question, language, facts), session, grows=False)
        return last

    def stream(
        self,
        question: str,
        *,
        language: str | None = None,
        session: str = "",
        facts: Mapping[str, Any] | None = None,
    ) -> Iterator[Answer]:
        """The answer of `ask` as it grows; the last one is complete. Each text begins with the one before.

        What the texts answer comes by whole paragraphs of quotes, or by sentences of a model that hold; what the
        interview says comes whole.
        """
        _check_facts(facts or {})
        held = self._in_use
        grows = held.as_of is None  # what is not held of a day depends on all that is cited
        yield from held.turns.answers(Asked(question, language, facts), session, grows=grows)

    def provision(self, provision_id: str, language: str) -> ProvisionView | None:
        """A provision by its exact id, None when the index holds none."""
        return self._in_use.provision(provision_id, language)

    def neighbours(self, provision_id: str) -> tuple[str, str]:
        """Ids of the provisions before and after one, under the same parent; empty where there is none."""
        index = self.index
        found = index.store.get(provision_id) if index else None
        if index is None or found is None:
            return "", ""
        row = index.store.siblings(found)
        place = row.index(provision_id)
        return row[place - 1] if place else "", row[place + 1] if place + 1 < len(row) else ""

    def links(self, words: str, document: str) -> list[Link]:
        """The references in a text of `document` that lead to exactly one provision held, in reading order."""
        held = self._in_use
        if held.index is None:
            return []
        found = ((r, held.resolver.resolve(r).ids) for r in find_references(words, home=document))
        return [Link(r.start, r.end, ids[0]) for r, ids in found if len(ids) == 1]


def _passage(held: InUse, provision_id: str, score: float, language: str) -> dict[str, Any]:
    view = held.provision(provision_id, language)
    assert view is not None
    return view.to_json() | {"score": round(score, 4)}


def _check_facts(facts: Mapping[str, Any]) -> None:
    """Raise FactError for a name that is no fact or a value it cannot have; contradictions are told in the turn."""
    result = decide(facts, ())
    if result.get("error", {}).get("kind") == "invalid_fact":
        raise FactError(explain_error(result, "en").text, result["error"])


def open_engine(
    settings: Settings,
    *,
    as_of: str = "",
    keeps: bool = True,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Engine:
    """The engine over the index of these settings; without one, an engine that says so.

    `as_of` is a day (YYYY-MM-DD): then the engine answers from the texts that stood on it. With `keeps`, conversations
    go to the database of the settings, else they last as long as the process. Raises EncoderError, IndexMismatch,
    IndexDamaged or ModelError, each with what mends it, VersionMissing when nothing of that day is held.
    """
    model = choose_model(settings.llm, url=settings.llm_url, timeout=settings.llm_timeout)
    encoder = open_encoder(settings.encoder)
    try:
        index: Index | None = IndexFolder(settings.index_folder).open(encoder.fingerprint)
    except IndexMissing:
        index = None
    kept = open_conversations(settings.home, settings.conversations.get_secret_value()) if keeps else None
    if not as_of:
        return Engine(index, encoder, default_language=settings.lang, conversations=kept, model=model)
    from ingest.as_of import open_as_of

    then, account = open_as_of(
        as_of,
        settings.as_of_folder,
        VersionStore(settings.sources_folder),
        index,
        encoder,
        digests={} if settings.digests == "none" else digests(),
        progress=progress,
    )
    return Engine(
        then, encoder, default_language=settings.lang, as_of=account, conversations=kept, model=model
    )
