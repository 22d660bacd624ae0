"""One index in use: what is loaded of it once, and what questions need of it from their first word to their last."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer, AnswerKind
from assistant.composer import ExtractiveComposer
from assistant.conversations import Conversations, MemoryConversations
from assistant.dialogue import Dialogue
from assistant.llm import ChosenModel
from assistant.model_composer import ModelComposer
from assistant.questions import check_question
from assistant.retriever import Retrieval, Retriever
from assistant.routing import Router
from assistant.translations import long_date, say
from assistant.turns import Turns
from corpus.amendment_record import Recorded, amendment_record
from corpus.catalogue import Amendment, amendments_of, source_url
from corpus.ids import parse
from corpus.labels import document_name, label
from corpus.models import Change, Provision, ProvisionText
from corpus.references import Resolver
from ingest.embed import Encoder
from ingest.errors import IndexMissing
from ingest.index import Index

if TYPE_CHECKING:
    from ingest.as_of import AsOf

DEFAULT_RESULTS = 10
_NAMED = 4
"""How many documents that are not held a line names."""
_WARM_UP = "dispositif médical, medical device"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """A provision as a reader sees it: its label, its text in the language nearest to theirs, the amendments that came
    after that text, and the whole record of what changed it."""

    provision: Provision
    text: ProvisionText
    label: str
    url: str
    amendments: tuple[Amendment, ...]
    record: tuple[Recorded, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A passage as `interface.md` gives it, without a score; `edition` where the text has one."""
        text = self.text
        return {
            "id": self.provision.id,
            "document": self.provision.document,
            "label": self.label,
            "title": text.title,
            "path": list(text.path),
            "text": text.text,
            "text_lang": text.language,
            "kind": text.kind.value,
            "version": text.version,
            "url": self.url,
        } | ({"edition": text.edition} if text.edition else {})


@dataclass(frozen=True, slots=True)
class Parts:
    """What stays when another index is taken up. `begun` holds the conversations that are not kept yet."""

    encoder: Encoder
    router: Router
    model: ChosenModel | None
    conversations: Conversations
    default: str
    without: tuple[str, ...] = ()
    begun: MemoryConversations = field(default_factory=MemoryConversations)


class InUse:
    """One index, None without any, and all that is made of it. It never changes: another index is another `InUse`."""

    def __init__(self, index: Index | None, parts: Parts, as_of: AsOf | None = None) -> None:
        self.index = index
        self.parts = parts
        self.as_of = as_of
        self._loading = threading.Lock()
        self._changes: dict[str, tuple[str, tuple[Change, ...]]] = {}

    def over(self, index: Index | None) -> InUse:
        """The same over another index."""
        return InUse(index, self.parts, self.as_of)

    @cached_property
    def retriever(self) -> Retriever:
        """Finds provisions."""
        assert self.index is not None
        return Retriever(self.index, self.parts.encoder, without=self.parts.without)

    @cached_property
    def resolver(self) -> Resolver:
        """Knows which references lead to provisions held."""
        assert self.index is not None
        return Resolver(self.index.ids)

    @cached_property
    def dialogue(self) -> Dialogue:
        """Takes a turn of a conversation."""
        store = self.index.store if self.index else None
        doubts = self.retriever.refusal if self.has_texts else None
        return Dialogue(self.parts.router, self._composed, store, self.day, doubts)

    @cached_property
    def turns(self) -> Turns:
        """Takes the turns of the conversations kept."""
        return Turns(
            self.dialogue,
            self._from_texts,
            self._dated,
            self.parts.conversations,
            self.parts.default,
            self.parts.begun,
        )

    @property
    def has_texts(self) -> bool:
        """Whether any text is installed."""
        return self.index is not None and bool(self.index.documents)

    def retrieve(
        self,
        question: str,
        *,
        k: int = DEFAULT_RESULTS,
        language: str | None = None,
        documents: Sequence[str] = (),
    ) -> Retrieval:
        """The provisions a question finds. Raises QuestionError when it cannot be asked, IndexMissing without texts."""
        language = check_question(question, language, default=self.parts.default)
        if not self.has_texts:
            raise IndexMissing(say("no.texts", language, remedy=say("no.texts.remedy", language)))
        with self._loading:  # a warm-up under way does what this question would do
            retriever = self.retriever
        return retriever.retrieve(question, k=k, language=language, documents=documents)

    def warm_up(self) -> None:
        """Load now what the first question would wait for. What cannot be loaded is left for that question to say."""
        if not self.has_texts:
            return
        with self._loading:
            try:
                self.retriever.retrieve(_WARM_UP, language=self.parts.default)
            except Exception as error:  # nobody has asked anything yet
                _LOG.info("warm-up failed: %s", error)

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
        yield from self.composer.stream(retrieval)

    @property
    def day(self) -> str:
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
    def composer(self) -> ExtractiveComposer | ModelComposer:
        """Writes answers from what was found."""
        assert self.index is not None
        if self.parts.model is None:
            return ExtractiveComposer(self.index.store, day=self.day)
        return ModelComposer(
            self.parts.model,
            store=self.index.store,
            resolver=self.resolver,
            encoder=self.parts.encoder,
            day=self.day,
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
            tuple(amendments_of(provision_id, after=text.version, until=self.day)),
            tuple(self.record(provision_id)),
        )

    def record(self, cited: str) -> list[Recorded]:
        """Which acts changed a provision, or a document, from when: by the consolidated text where one is installed."""
        document = parse(cited).document
        version, changes = self._changes_of(document) if self.index else ("", ())
        return amendment_record(cited, changes, version=version, until=self.day)

    def _changes_of(self, document: str) -> tuple[str, tuple[Change, ...]]:
        assert self.index is not None
        if document not in self._changes:
            self._changes[document] = self.index.store.changes(document)
        return self._changes[document]
