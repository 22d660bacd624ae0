"""What the screen works on: the conversation at hand, what is shown of it, and what each act does to both."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant import form
from assistant.choices import facts_by_name
from assistant.conversation import Conversation, Pending, Product
from assistant.dossiers import Dossiers, Version
from assistant.engine import Engine
from assistant.errors import AssistantError, QuestionError
from assistant.interview import Step, next_step
from assistant.market_path import BESIDE, STEPS
from assistant.questions import check_question
from assistant.reasons import reason_in
from assistant.translations import say
from assistant.web.owner import current_user, held_by, new_session_of, owner_mark
from ingest.errors import IngestError
from rules import RULE_SET, decide, explain
from rules.explain import Explanation
from rules.models import Language
from rules.what_if import OPEN

VIEWS = ("form", "chat", "dossiers")
NOW = "now"
"""In a comparison, the product at hand as it stands."""
Data = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows: the view, the verdict that is open, the dossier at hand, the two sides compared.

    `note` is a line for the person, said in their language, `sure` the dossier they are asked whether to delete.
    `begun` is the conversation that the screen began or went on with: a browser tells its own only after the next answer.
    """

    view: str = "form"
    question: str = ""
    dossier: str = ""
    compared: tuple[str, str] = ("", "")
    note: tuple[str, dict[str, Any]] = ("", {})
    is_problem: bool = False
    sure: str = ""
    begun: str = ""


@dataclass(frozen=True)
class Sight:
    """Everything that the parts of the screen are drawn from, worked out once."""

    engine: Engine
    dossiers: Dossiers
    conversation: Conversation
    shown: Shown
    language: Language

    @cached_property
    def product(self) -> Product:
        """The product at hand; before there is one, an empty one."""
        return form.product_of(self.conversation)

    @cached_property
    def result(self) -> dict[str, Any]:
        """The rules' result on every question, from the confirmed facts alone."""
        return decide(self.product.known)

    @cached_property
    def told(self) -> dict[str, Explanation]:
        """Each verdict explained, by its question; none while the facts contradict each other."""
        return {one.question: one for one in explain(self.result, self.language)}

    @cached_property
    def step(self) -> Step:
        """What the interview puts to the person next."""
        return next_step(self.product)

    @property
    def pending(self) -> Pending | None:
        """The question that stands open, by form or by chat; else the one that comes next."""
        pending = self.conversation.pending
        if pending is not None and pending.kind in ("fact", "clash"):
            return pending
        return Pending("fact", self.step.facts) if self.step.kind == "ask" else None

    @property
    def is_begun(self) -> bool:
        """Whether anything was said of the product."""
        return bool(self.product.known or self.product.proposed or self.product.declined)

    def missing(self, questions: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """The facts that the questions (those wanted) may still need, without those declined."""
        verdicts = self.result.get("verdicts", {})
        names = self.product.wanted if questions is None else questions
        needed = (fact for name in names if name in verdicts for fact in verdicts[name].get("may_need", ()))
        return tuple(fact for fact in dict.fromkeys(needed) if fact not in self.product.declined)

    def next_step_of_path(self) -> str:
        """The first step, or what stands beside the path, that is still open and not asked for; empty at the end."""
        for key, questions in (STEPS | BESIDE).items():
            asked = set(questions) <= set(self.product.wanted)
            if not asked and any(self.told[q].value == OPEN for q in questions if q in self.told):
                return key
        return ""


@dataclass(frozen=True)
class Desk:
    """Does what the person does. Nothing they typed is lost: what cannot be done is told."""

    engine: Engine
    folder: Path
    acts: dict[str, Callable[[Conversation, Data], Conversation]] = field(default_factory=lambda: _ACTS)

    @property
    def dossiers(self) -> Dossiers:
        """The dossiers of whoever is logged in; without logins, the one person's."""
        return Dossiers(self.folder / owner_mark(current_user()))

    def look(self, session: str, shown: Shown, language: str) -> Sight:
        """The screen as it stands."""
        told: Language = "fr" if language == "fr" else "en"
        try:
            name = held_by(session)
            held = self.engine.conversations.load(name) if name else None
        except AssistantError as error:
            shown = _problem(shown, error)
            held = None
        return Sight(self.engine, self.dossiers, held or Conversation(held_by(session), told), shown, told)

    def act(self, session: str, shown: Shown, language: str, data: Data) -> tuple[str, Shown]:
        """A button pressed: the session, begun when it is the first act, and what is shown then."""
        act = data.get("act", "")
        shown = replace(shown, note=("", {}), is_problem=False, sure="")
        try:
            if act in self.acts:
                session = held_by(session) or new_session_of(current_user())
                self._turn(session, language, lambda c: self.acts[act](c, data))
                return session, replace(shown, view="form")
            return self._show(session, shown, language, data)
        except AssistantError as error:
            return session, _problem(shown, error)

    def say(self, session: str, shown: Shown, language: str, text: str) -> tuple[str, Shown, str]:
        """Words typed: in the form read into proposed facts, in the chat a turn. The text comes back if it could not be."""
        shown = replace(shown, note=("", {}), is_problem=False)
        try:
            told = check_question(text, default=language)
            session = held_by(session) or new_session_of(current_user())
            if shown.view == "chat":
                self.engine.ask(text, language=told, session=session)
                return session, shown, ""
            before = self.look(session, shown, language).product.proposed
            self._turn(session, language, lambda c: form.describe(c, text))
            after = self.look(session, shown, language).product.proposed
            if before == after:
                return session, replace(shown, view="form", note=("q.note.nothing", {})), text
            return session, replace(shown, view="form"), ""
        except (QuestionError, AssistantError, IngestError) as error:
            return session, _problem(shown, error), text

    def save(self, session: str, shown: Shown, language: str, name: str) -> tuple[str, Shown]:
        """The product at hand saved under a name: a new version of the dossier of that name, else a new dossier."""
        name = " ".join(name.split())[:80]
        if not name:
            return session, replace(shown, note=("q.note.name", {}), is_problem=True)
        try:
            session = held_by(session) or new_session_of(current_user())
            self._turn(session, language, lambda c: form.rename(c, name))
            product = self.look(session, shown, language).product
            if product.name != name:
                return session, replace(shown, note=("q.note.taken", {"name": name}), is_problem=True)
            kept = self.dossiers.save(product, language=language)
        except AssistantError as error:
            return session, _problem(shown, error)
        note = ("q.note.saved", {"name": name, "version": len(kept.versions)})
        return session, replace(shown, dossier=kept.id, note=note, is_problem=False)

    def open(self, session: str, shown: Shown, language: str, reference: str) -> tuple[str, Shown]:
        """A dossier (`ID`, or `ID@n` for its version n) at hand."""
        name = reference.partition("@")[0]
        try:
            version = self.version(reference)
            if version is None:
                return session, replace(shown, note=("q.note.gone", {}), is_problem=True)
            session = held_by(session) or new_session_of(current_user())
            self._turn(session, language, lambda c: form.adopt(c, version.product))
        except AssistantError as error:
            return session, _problem(shown, error)
        key = "q.note.opened" if version.is_of_these_rules else "q.note.older"
        values = {"name": version.product.name, "version": version.ruleset_version, "now": RULE_SET.version}
        return session, replace(
            shown, view="form", dossier=name, question="", note=(key, values), is_problem=False
        )

    def version(self, reference: str) -> Version | None:
        """The version that `ID@n` names, the last one of `ID`; None when there is none."""
        name, _, number = reference.partition("@")
        dossier = self.dossiers.load(name)
        if dossier is None:
            return None
        if not number:
            return dossier.last
        place = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 6 else -1
        return dossier.versions[place] if 0 <= place < len(dossier.versions) else None

    def _turn(self, session: str, language: str, take: Callable[[Conversation], Conversation]) -> None:
        self.engine.conversations.turn(session, lambda c: take(replace(c, language=language)))

    def _show(self, session: str, shown: Shown, language: str, data: Data) -> tuple[str, Shown]:
        """Acts that change what is shown, not the facts."""
        act, value = data.get("act", ""), data.get("value", "")
        if act == "view" and value in VIEWS:
            return session, replace(shown, view=value)
        if act == "verdict":
            return session, replace(shown, question="" if value == shown.question else value)
        if act == "reasons":
            return session, replace(shown, question=value)
        if act == "product":
            place = int(value) if value.isascii() and value.isdigit() and len(value) < 4 else -1
            session = held_by(session) or new_session_of(current_user())
            self._turn(session, language, lambda c: form.turn_to(c, place))
            return session, replace(shown, view="form", dossier="", question="")
        if act == "open":
            return self.open(session, shown, language, value)
        if act == "compare":
            return session, replace(shown, compared=(data.get("left", ""), data.get("right", "")))
        if act == "delete":
            return session, replace(shown, sure=value)
        if act == "delete-sure":
            self.dossiers.delete(value)
            dossier = "" if shown.dossier == value else shown.dossier
            return session, replace(shown, dossier=dossier, compared=("", ""), note=("q.note.deleted", {}))
        return session, shown


def note_words(shown: Shown, language: str) -> str:
    """The note in words, empty for none."""
    key, values = shown.note
    if "reason" in values:
        values = {**values, "reason": reason_in(values["reason"], language)}
    return say(key, language, **values) if key else ""


def _problem(shown: Shown, error: Exception) -> Shown:
    return replace(shown, note=("q.note.problem", {"reason": str(error)}), is_problem=True)


def _answer(conversation: Conversation, data: Data) -> Conversation:
    fact, raw = data.get("fact", ""), data.get("value", "")
    value = form.value_of(fact, _listed(raw) if raw.startswith("[") else raw)
    return conversation if value is None else form.answer(conversation, {fact: value})


def _listed(raw: str) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _of_fact(
    take: Callable[[Conversation, str], Conversation],
) -> Callable[[Conversation, Data], Conversation]:
    def act(conversation: Conversation, data: Data) -> Conversation:
        fact = data.get("fact", "")
        return take(conversation, fact) if fact in facts_by_name() else conversation

    return act


def _want(conversation: Conversation, data: Data) -> Conversation:
    return form.want(conversation, (STEPS | BESIDE).get(data.get("value", ""), ()))


_ACTS: dict[str, Callable[[Conversation, Data], Conversation]] = {
    "answer": _answer,
    "decline": _of_fact(form.decline),
    "forget": _of_fact(form.forget),
    "ask": _of_fact(form.ask),
    "mend": _of_fact(form.mend),
    "confirm": _of_fact(lambda c, fact: form.confirm(c, [fact])),
    "confirm-all": lambda c, _: form.confirm(c),
    "go-on": lambda c, _: form.settled(c),
    "want": _want,
    "restart": lambda c, _: form.restart(c),
    "describe": lambda c, data: form.describe(c, data.get("value", "")),
}
