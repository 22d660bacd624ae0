"""An answer with its citations, and the JSON of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from assistant.translations import say
from corpus.catalogue import amendments_of, source_url
from corpus.labels import label

EXTRACTIVE = "extractive"


class AnswerKind(StrEnum):
    """What a turn ended in."""

    ANSWER = "answer"
    ABSTAIN = "abstain"
    NEEDS_FACTS = "needs_facts"
    VERDICT = "verdict"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote `n` of an answer: words that stand verbatim in the provision `id`.

    `address` is where the publisher shows this very text, empty where only the document has an address; `edition`
    tells which text of an act it is; `day` is the day the question was asked of, empty for today's texts.
    """

    n: int
    id: str
    quote: str
    quote_lang: str
    kind: str
    version: str
    address: str = ""
    edition: str = ""
    day: str = ""

    def url(self, language: str) -> str:
        """Where the quote can be read at its publisher."""
        return self.address or source_url(self.id, language)

    def to_json(self, language: str) -> dict[str, Any]:
        """The citation as the contract has it, labels in `language`."""
        found: dict[str, Any] = {
            "n": self.n,
            "id": self.id,
            "label": label(self.id, language),
            "quote": self.quote,
            "quote_lang": self.quote_lang,
            "kind": self.kind,
            "version": self.version,
            "url": self.url(language),
        }
        if self.edition:
            found |= {"edition": self.edition, "effect": say(f"effect.{self.edition}", language)}
        if changes := amendments_of(self.id, after=self.version, until=self.day):
            found["amended"] = [{"by": a.act, "from": a.effective} for a in changes]
        return found


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `text` is Markdown in `lang` with `[n]` where citation n supports it.

    `composer` wrote it (`extractive`, or a model's spec); `composer_note` says in one line why a model that was
    asked did not, or not all of it.
    """

    kind: AnswerKind
    lang: str
    text: str
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    composer: str = EXTRACTIVE
    composer_note: str = ""
    session: str = ""
    seconds: float = 0.0
    verdicts: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=lambda: {"known": {}, "proposed": {}})
    ask: tuple[dict[str, Any], ...] = ()
    as_of: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The answer as the contract has it (`interface.md`, `boussole ask --json`)."""
        found = {
            "kind": self.kind.value,
            "lang": self.lang,
            "text": self.text,
            "citations": [c.to_json(self.lang) for c in self.citations],
            "verdicts": self.verdicts,
            "facts": self.facts,
            "ask": list(self.ask),
            "suggestions": list(self.suggestions),
            "composer": self.composer,
            "composer_note": self.composer_note,
            "session": self.session,
            "seconds": round(self.seconds, 4),
        }
        return found | {"as_of": self.as_of} if self.as_of else found


def answer_from_json(data: Mapping[str, Any]) -> Answer:
    """An answer from what `Answer.to_json` gave, as conversations keep it. Raises KeyError or ValueError for anything else."""
    as_of = dict(data.get("as_of", {}))
    day = str(as_of.get("day", ""))
    return Answer(
        AnswerKind(data["kind"]),
        data["lang"],
        data["text"],
        tuple(_citation(one, day) for one in data["citations"]),
        tuple(data["suggestions"]),
        data["composer"],
        data["composer_note"],
        data["session"],
        data["seconds"],
        dict(data["verdicts"]),
        dict(data["facts"]),
        tuple(data["ask"]),
        as_of,
    )


def _citation(data: Mapping[str, Any], day: str) -> Citation:
    return Citation(
        data["n"],
        data["id"],
        data["quote"],
        data["quote_lang"],
        data["kind"],
        data["version"],
        data["url"],
        data.get("edition", ""),
        day,
    )


def act_name(celex: str, language: str) -> str:
    """`32023R0607` as people write it: (UE) 2023/607."""
    return f"({'UE' if language == 'fr' else 'EU'}) {celex[1:5]}/{int(celex[6:])}"


def composer_line(answer: Answer) -> str:
    """Which model wrote an answer, or why one that was asked did not; empty where none was asked."""
    if answer.composer_note or answer.composer == EXTRACTIVE:
        return answer.composer_note
    return say("llm.wrote", answer.lang, model=answer.composer)
