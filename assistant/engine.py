"""One door for every front: ask a question, search, look at a provision."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer, AnswerKind
from assistant.composer import ExtractiveComposer
from assistant.conversation_store import open_conversations
from assistant.conversations import Conversations, MemoryConversations
from assistant.dialogue import Dialogue
from assistant.llm import ChosenModel, choose_model
from assistant.model_composer import ModelComposer
from assistant.proposed import propose
from assistant.questions import check_question
from assistant.retriever import Retrieval, Retriever
from assistant.routing import Router
from assistant.settings import Settings
from assistant.translations import long_date, say
from assistant.turns import Asked, Turns
from corpus.catalogue import Amendment, amendments_of, source_url, sources
from corpus.digests import digests
from corpus.ids import parse
from corpus.labels import document_name, label
from corpus.models import Provision, ProvisionText
from corpus.references import Resolver, find_references
from ingest.embed import Encoder, open_encoder
from ingest.errors import IndexMissing
from ingest.index import Index, IndexFolder
from ingest.versions import VersionStore
from rules import FactError, decide, explain_error

if TYPE_CHECKING:
    from ingest.as_of import AsOf

DEFAULT_RESULTS = 10
_NAMED = 4
"""How many documents that are not held a line names."""
_WARM_UP = "dispositif médical, medical device"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """A provision as a reader sees it: its label, its text in the language nearest to theirs."""

    provision: Provision
    text: ProvisionText
    label: str
    url: str
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a text that names a provision held, and its id."""

    start: int
    end: int
    provision: str


class Engine:
    """The assistant over one index; without an index it answers that no text is installed.

    `conversations` keeps those that go on (in memory when none is given); `router` tells what a turn asks for.
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
    ) -> None:
        self.index = index
        self.as_of = as_of
        self.conversations = conversations or MemoryConversations()
        self._model = model
        self._encoder = encoder
        self._default = default_language
        self._router = router or Router(encoder)
        self._loading = threading.Lock()

    @cached_property
    def _retriever(self) -> Retriever:
        assert self.index is not None
        return Retriever(self.index, self._encoder)

    @cached_property
    def _resolver(self) -> Resolver:
        assert self.index is not None
        return Resolver(self.index.ids)

    @cached_property
    def _dialogue(self) -> Dialogue:
        store = self.index.store if self.index else None
        return Dialogue(self._router, self._composed, store, self._day)

    @cached_property
    def _turns(self) -> Turns:
        return Turns(self._dialogue, self._from_texts, self._dated, self.conversations, self._default)

    @property
    def has_texts(self) -> bool:
        """Whether any text is installed."""
        return self.index is not None and bool(self.index.documents)

    @property
    def versions(self) -> dict[str, str]:
        """Version of each document held, by its id, in the order of the catalogue; empty for an undated one."""
        return {d.id: d.version for d in self.index.manifest.documents} if self.index else {}

    @property
    def missing_texts(self) -> tuple[str, ...]:
        """Ids of the catalogued documents that the index does not hold."""
        held = {d.id for d in self.index.manifest.documents if d.is_official} if self.index else set()
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
        language = check_question(question, language, default=self._default)
        if not self.has_texts:
            raise IndexMissing(say("no.texts", language, remedy=say("no.texts.remedy", language)))
        with self._loading:  # a warm-up under way does what this question would do
            retriever = self._retriever
        return retriever.retrieve(question, k=k, language=language, documents=documents)

    def warm_up(self) -> None:
        """Load now what the first question would wait for. What cannot be loaded is left for that question to say."""
        propose("")
        if not self.has_texts:
            return
        with self._loading:
            try:
                self._retriever.retrieve(_WARM_UP, language=self._default)
            except Exception as error:  # nobody has asked anything yet
                _LOG.info("warm-up failed: %s", error)

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
        found = self.retrieve(question, k=k, language=language, documents=documents)
        passages = [self._passage(h.provision, h.score, found.language) for h in found.hits]
        result = {
            "question": question,
            "lang": found.language,
            "seconds": round(time.perf_counter() - started, 4),
            "passages": passages,
            "missing": [r.text for r in found.missing],
        }
        return result | {"as_of": self.as_of.to_json()} if self.as_of else result

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
        *_, last = self._turns.answers(Asked(question, language, facts), session, grows=False)
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
        grows = self.as_of is None  # what is not held of a day depends on all that is cited
        yield from self._turns.answers(Asked(question, language, facts), session, grows=grows)

    def _composed(self, question: str, language: str) -> Answer:
        *_, last = self._from_texts(question, language)
        return last

    def _from_texts(self, question: str, language: str) -> Iterator[Answer]:
        """The answer from the texts as it grows."""
        try:
            retrieval = self.retrieve(question, language=language)
        except IndexMissing as error:
            yield Answer(AnswerKind.ABSTAIN, language, str(error))
            return
        yield from self._composer.stream(retrieval)

    @property
    def _day(self) -> str:
        """The day asked of, empty for today's texts."""
        return self.as_of.day if self.as_of else ""

    def _dated(self, answer: Answer) -> Answer:
        """An answer that says of which day it is, and what is not held of that day."""
        if self.as_of is None or answer.kind in (AnswerKind.SMALLTALK, AnswerKind.NEEDS_FACTS):
            return answer
        language = answer.lang
        lines = [say("as.of", language, date=long_date(self.as_of.day, language))]
        if self.as_of.missing:
            names = [document_name(d, language) for d in self.as_of.missing]
            more = say("as.of.more", language, count=len(names) - _NAMED) if len(names) > _NAMED else ""
            lines.append(say("as.of.none", language, items=", ".join(names[:_NAMED]) + more))
        cited = {c.id for c in answer.citations}
        gaps = [
            g
            for g in self.as_of.gaps
            if not cited or any(parse(g).document == parse(c).document for c in cited)
        ]
        if gaps:
            lines.append(say("as.of.gaps", language, items=", ".join(label(g, language) for g in gaps)))
        text = "\n\n".join([" ".join(lines), answer.text])
        return replace(answer, text=text, as_of=self.as_of.to_json())

    @cached_property
    def _composer(self) -> ExtractiveComposer | ModelComposer:
        assert self.index is not None
        if self._model is None:
            return ExtractiveComposer(self.index.store, day=self._day)
        return ModelComposer(
            self._model,
            store=self.index.store,
            resolver=self._resolver,
            encoder=self._encoder,
            day=self._day,
        )

    def provision(self, provision_id: str, language: str) -> ProvisionView | None:
        """A provision by its exact id, None when the index holds none."""
        found = self.index.store.get(provision_id) if self.index else None
        if found is None:
            return None
        text = found.best_text(language)
        return ProvisionView(
            found,
            text,
            label(provision_id, language),
            text.address or source_url(provision_id, language),
            tuple(amendments_of(provision_id, after=text.version, until=self._day)),
        )

    def neighbours(self, provision_id: str) -> tuple[str, str]:
        """Ids of the provisions before and after one, under the same parent; empty where there is none."""
        found = self.index.store.get(provision_id) if self.index else None
        if self.index is None or found is None:
            return "", ""
        row = self.index.store.siblings(found)
        place = row.index(provision_id)
        return row[place - 1] if place else "", row[place + 1] if place + 1 < len(row) else ""

    def links(self, words: str, document: str) -> list[Link]:
        """The references in a text of `document` that lead to exactly one provision held, in reading order."""
        if self.index is None:
            return []
        found = ((r, self._resolver.resolve(r).ids) for r in find_references(words, home=document))
        return [Link(r.start, r.end, ids[0]) for r, ids in found if len(ids) == 1]

    def _passage(self, provision_id: str, score: float, language: str) -> dict[str, Any]:
        view = self.provision(provision_id, language)
        assert view is not None
        text = view.text
        return {
            "id": provision_id,
            "document": view.provision.document,
            "label": view.label,
            "title": text.title,
            "path": list(text.path),
            "text": text.text,
            "text_lang": text.language,
            "kind": text.kind.value,
            "version": text.version,
            "url": view.url,
            "score": round(score, 4),
        } | ({"edition": text.edition} if text.edition else {})


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
