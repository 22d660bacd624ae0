"""The numbered references of a report: each text cited has one number, whichever turn or rule cites it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.answer import act_name
from assistant.engine import Engine
from assistant.reports.model import Mark, Reference, Spans
from assistant.translations import long_date, of_date, say
from corpus.catalogue import amendments_of, external_sources, source_url, sources
from corpus.ids import parse
from corpus.labels import label

Key = tuple[str, str, str, str]


class References:
    """Collects what a report cites; `all` are the references in the order of their numbers."""

    def __init__(self, engine: Engine, language: str) -> None:
        self._engine = engine
        self._language = language
        self._found: dict[Key, Reference] = {}

    @property
    def all(self) -> tuple[Reference, ...]:
        """Every reference so far."""
        return tuple(self._found.values())

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents cited, in the order of their first citation."""
        return tuple(dict.fromkeys(parse(one.id).document for one in self._found.values()))

    def of_citation(self, citation: Mapping[str, Any]) -> int:
        """The number of a citation of an answer, given as `Citation.to_json` has it: the version it quoted then."""
        key = (citation["id"], citation["version"], citation["kind"], citation["quote_lang"])
        return self._number(key, citation["url"], citation.get("effect", ""))

    def of_provision(self, provision_id: str) -> int:
        """The number of a provision as the index holds it now; of one it does not hold, without a version."""
        view = self._engine.provision(provision_id, self._language)
        if view is None:
            return self._number((provision_id, "", "", ""), _address(provision_id, self._language), "")
        text = view.text
        edition = say(f"effect.{text.edition}", self._language) if text.edition else ""
        return self._number((provision_id, text.version, text.kind.value, text.language), view.url, edition)

    def marks(self, provisions: Iterable[str]) -> Spans:
        """Marks of several provisions, each once, in the order of their numbers."""
        return tuple(Mark(n) for n in sorted({self.of_provision(one) for one in provisions}))

    def _number(self, key: Key, url: str, effect: str) -> int:
        if key not in self._found:
            details = (" ; " if self._language == "fr" else "; ").join(self._details(key, effect))
            self._found[key] = Reference(
                len(self._found) + 1, key[0], label(key[0], self._language), details, url
            )
        return self._found[key].n

    def _details(self, key: Key, effect: str) -> list[str]:
        provision_id, version, kind, text_language = key
        language = self._language
        if not kind:
            return [say("report.not_held", language), *_outside(provision_id, language)]
        found = [_force(provision_id, kind, language)]
        if version:
            found.append(say("report.version", language, of_date=of_date(version, language)))
        if text_language != language:
            found.append(say("ui.in_english" if text_language == "en" else "ui.in_french", language))
        if effect:
            found.append(effect)
        if changes := amendments_of(provision_id, after=version):
            items = ", ".join(
                f"{act_name(a.act, language)} ({long_date(a.effective, language)})" for a in changes
            )
            found.append(say("report.amended", language, items=items))
        return found


def _force(provision_id: str, kind: str, language: str) -> str:
    cited = parse(provision_id)
    source = sources().get(cited.document)
    force = "recital" if cited.unit == "recital" else source.legal_force.value if source else "user"
    words = say(f"force.{force}", language)
    return f"{words}, {say('force.digest', language)}" if kind == "digest" else words


def _address(provision_id: str, language: str) -> str:
    outside = external_sources().get(provision_id)
    return outside.addresses[0] if outside else source_url(provision_id, language)


def _outside(provision_id: str, language: str) -> list[str]:
    outside = external_sources().get(provision_id)
    return [outside.fact_fr if language == "fr" else outside.fact_en] if outside else []
