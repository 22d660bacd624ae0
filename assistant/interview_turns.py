"""Answers of the interview: each puts the next question, the verdict, or why, and leaves the conversation as it then stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from assistant.answer import Answer, AnswerKind
from assistant.choices import choices, facts_by_name
from assistant.conversation import Conversation, Pending, Product
from assistant.interview import Step, entry, next_step, open_questions, still_missing, to_mend
from assistant.interview_text import (
    clash_text,
    confirm_text,
    fact_label,
    labels_text,
    noted_text,
    question_text,
)
from assistant.translations import say
from assistant.verdict_text import VerdictText, reasons_text, verdict_text
from corpus.labels import label
from ingest.store import ProvisionStore
from rules import decide, explain, explain_error
from rules.models import Language
from rules.what_if import OPEN


@dataclass(frozen=True, slots=True)
class Said:
    """The conversation after a turn, the answer, and the question put to the texts where a follow-up was completed.

    `own` are the parts of the answer that the rules and the interview say, word for word; the rest comes from the texts.
    """

    conversation: Conversation
    answer: Answer
    meant: str = ""
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Teller:
    """Says what an interview has to say, in one language; `store` holds the provisions quoted."""

    store: ProvisionStore | None
    language: Language
    day: str = ""

    def go_on(
        self,
        conversation: Conversation,
        *,
        noted: Mapping[str, Any] | None = None,
        rejected: Sequence[str] = (),
        declined: str = "",
        is_first: bool = False,
        is_change: bool = False,
        starts_over: bool = False,
    ) -> Said:
        """The next step of the product at hand, after what was just noted."""
        product = conversation.product or Product()
        step = next_step(product)
        lead = [say("interview.over", self.language)] if starts_over else []
        lead.append(noted_text(noted or {}, self.language))
        if rejected:
            lead.append(say("confirm.left", self.language, items=labels_text(rejected, self.language)))
        if declined:
            lead.append(say("interview.declined", self.language, label=fact_label(declined, self.language)))
        if is_first and step.kind in ("ask", "confirm"):
            lead.append(say("interview.open", self.language))
        if len(conversation.products) > 1 and product.name and step.kind in ("ask", "confirm"):
            lead.append(say("interview.product", self.language, name=product.name))
        if is_change and step.kind == "firm":
            lead.append(say("verdict.changed", self.language))
        return self._step(conversation, step, [line for line in lead if line])

    def ask(self, conversation: Conversation, fact: str) -> Said:
        """One fact put to the person, whether or not it comes next."""
        product = conversation.product or Product()
        result = decide(product.known, product.wanted)
        return self._step(conversation, Step("ask", result, (fact,)), [])

    def again(self, conversation: Conversation) -> Said:
        """The open question once more, for an answer that was not understood."""
        return self._reminded(conversation, [say("interview.again", self.language)])

    def later(self, conversation: Conversation, facts: Sequence[str]) -> Said:
        """The open question once more, after words that told something else."""
        items = labels_text(facts, self.language)
        return self._reminded(conversation, [say("interview.later", self.language, items=items)])

    def which_is_wrong(self, conversation: Conversation) -> Said:
        """After a bare no to what was read: which of it is wrong."""
        step = next_step(conversation.product or Product())
        return _own(conversation, self._needs(conversation, step.result, say("confirm.which", self.language)))

    def has_just_asked_which(self, conversation: Conversation) -> bool:
        """Whether the last answer asked which of what was read is wrong."""
        last = conversation.turns[-1].answer if conversation.turns else {}
        return bool(last.get("text") == say("confirm.which", self.language))

    def clash(self, conversation: Conversation, result: Mapping[str, Any], held: Mapping[str, Any]) -> Said:
        """Two answers that contradict each other, and which of them to change. What stood before stays as it was;
        of facts that were handed over together, the two are held back."""
        product = conversation.product or Product()
        given = {**product.known, **held}
        facts = to_mend(result["error"], given)
        text = clash_text(result, facts, given, self.language)
        held = held or {fact: given[fact] for fact in facts if fact in given}
        stays = product.known
        if "error" in decide(stays, ()):
            stays = {name: value for name, value in stays.items() if name not in held}
        pending = Pending("clash", facts, held=dict(held))
        conversation = replace(conversation.with_product(replace(product, known=stays)), pending=pending)
        return _own(conversation, self._needs(conversation, decide(stays, product.wanted), text))

    def nothing_more(self, conversation: Conversation) -> Said:
        """The person does not want to go on with the next product."""
        return _own(
            conversation, self._answer(AnswerKind.ANSWER, conversation, say("verdict.again", self.language))
        )

    def left(self, conversation: Conversation) -> Said:
        """The person leaves the interview; nothing of it is lost."""
        text = say("interview.left", self.language)
        return _own(conversation, self._answer(AnswerKind.ANSWER, conversation, text))

    def beside(self, conversation: Conversation, answer: Answer, *, own: tuple[str, ...] = ()) -> Said:
        """An answer that does not go on with the interview, with the open question after it; `own` as in `Said`."""
        if conversation.pending is None:
            return Said(conversation, replace(answer, facts=self._facts(conversation)), own=own)
        reminder = self._reminded(conversation, [say("interview.resume", self.language)])
        joined = self.joined(answer, reminder)
        return replace(joined, own=(*own, *joined.own))

    def joined(self, answer: Answer, said: Said) -> Said:
        """An answer from the texts, then what the interview says; it counts as an answer."""
        shift = len(answer.citations)
        own = said.answer
        citations = (*answer.citations, *(replace(c, n=c.n + shift) for c in own.citations))
        moved = partial(_renumbered, shift=shift, count=len(own.citations))
        kind = own.kind if own.kind is AnswerKind.VERDICT else answer.kind
        return replace(
            said,
            answer=replace(
                answer,
                kind=kind,
                text=f"{answer.text}\n\n{moved(own.text)}",
                citations=citations,
                verdicts=own.verdicts,
                facts=own.facts,
                ask=own.ask,
            ),
            own=tuple(moved(text) for text in said.own),
        )

    def why(self, conversation: Conversation) -> Said:
        """The reason of the open question, or of the verdict that was given."""
        product = conversation.product or Product()
        result = decide(product.known, product.wanted)
        pending = conversation.pending
        if pending is None or pending.kind == "next":
            reasons = reasons_text(result, self.language, self.store, self.day)
            answer = self._answer(AnswerKind.ANSWER, conversation, reasons.text, citations=reasons)
            answer = replace(answer, verdicts=dict(result["verdicts"]))
            return self.beside(conversation, answer, own=(answer.text,))
        if pending.kind == "fact":
            text = self._reason(pending.facts[0], result)
        else:
            text = say("why.confirm", self.language)
        return self._reminded(conversation, [text])

    def what_if(self, conversation: Conversation, supposed: Mapping[str, Any]) -> Said:
        """What the rules would say if these facts were so, told as the hypothesis it is; nothing is kept of it."""
        product = conversation.product or Product()
        items = noted_text(supposed, self.language).split(":", 1)[-1].strip(" .")
        lines = [say("whatif.lead", self.language, items=items)]
        then = decide({**product.known, **supposed}, product.wanted)
        if "error" in then:
            lines.append(say("whatif.clash", self.language, reason=explain_error(then, self.language).text))
        else:
            lines.append("\n".join(self._differences(decide(product.known, product.wanted), then)))
        answer = self._answer(AnswerKind.ANSWER, conversation, "\n\n".join(lines))
        return self.beside(conversation, answer, own=(answer.text,))

    # Steps

    def _step(self, conversation: Conversation, step: Step, lead: list[str]) -> Said:
        product = conversation.product or Product()
        if step.kind == "clash":
            return self.clash(conversation, step.result, {})
        if step.kind in ("firm", "open"):
            return self._end(conversation, step, lead)
        pending = Pending("fact" if step.kind == "ask" else "confirm", step.facts)
        if step.kind == "ask":
            asked = (*(f for f in product.asked if f != step.facts[0]), step.facts[0])
            conversation = conversation.with_product(replace(product, asked=asked))
        conversation = replace(conversation, pending=pending)
        text = "\n\n".join([*lead, self._open_text(conversation)])
        return _own(conversation, self._needs(conversation, step.result, text))

    def _end(self, conversation: Conversation, step: Step, lead: list[str]) -> Said:
        product = conversation.product or Product()
        told = verdict_text(product, step.result, self.language, self.store, self.day)
        if step.kind == "open":
            missing = labels_text(still_missing(step.result, product), self.language)
            key = "verdict.open" if told.text else "verdict.open.nothing"
            lead = [*lead, say(key, self.language, items=missing)]
        after = self._next_product(conversation) if step.kind == "firm" else None
        tail = [say("next.ask", self.language, name=after.name)] if after else []
        pending = Pending("next", product=after.name) if after else None
        asked = still_missing(step.result, product) if step.kind == "open" else ()
        if asked:  # an answer that comes after all still counts
            pending = Pending("fact", asked[:1])
        conversation = replace(conversation, pending=pending)
        text = "\n\n".join(part for part in (*lead, told.text, *tail) if part)
        kind = AnswerKind.VERDICT if step.kind == "firm" else AnswerKind.NEEDS_FACTS
        answer = self._answer(kind, conversation, text, citations=told)
        suggestions = (say("next.suggestion", self.language, name=after.name),) if after else ()
        return _own(
            conversation,
            replace(
                answer,
                verdicts=dict(step.result["verdicts"]),
                suggestions=suggestions,
                ask=self._entries(asked, product),
            ),
        )

    def _next_product(self, conversation: Conversation) -> Product | None:
        """The next product with something asked of it that is not firm yet."""
        for place, product in enumerate(conversation.products):
            if place != conversation.current and product.wanted and product.name:
                result = decide(product.known, product.wanted)
                if "error" in result or (open_questions(result) and not product.declined):
                    return product
        return None

    # Words and records

    def _open_text(self, conversation: Conversation) -> str:
        """The open question in words."""
        product, pending = conversation.product or Product(), conversation.pending
        assert pending is not None
        if pending.kind == "next":
            return say("next.ask", self.language, name=pending.product)
        if pending.kind == "confirm":
            return confirm_text(product, pending.facts, self.language)
        if pending.kind == "clash":
            given = {**product.known, **pending.held}
            return clash_text(decide(given, ()), pending.facts, given, self.language)
        number = product.asked.index(pending.facts[0]) + 1 if pending.facts[0] in product.asked else 1
        text = question_text(pending.facts[0], number, self.language)
        return text if number > 1 else f"{text}\n\n{say('interview.unknown', self.language)}"

    def _reminded(self, conversation: Conversation, lead: list[str]) -> Said:
        product = conversation.product or Product()
        text = "\n\n".join([*lead, self._open_text(conversation)])
        return _own(conversation, self._needs(conversation, decide(product.known, product.wanted), text))

    def _needs(self, conversation: Conversation, result: Mapping[str, Any], text: str) -> Answer:
        product, pending = conversation.product or Product(), conversation.pending
        answer = self._answer(AnswerKind.NEEDS_FACTS, conversation, text)
        facts = pending.facts if pending else ()
        return replace(
            answer,
            verdicts=dict(result.get("verdicts", {})),
            ask=self._entries(facts, product),
            suggestions=self._chips(pending),
        )

    def _chips(self, pending: Pending | None) -> tuple[str, ...]:
        """Answers to click: the choices of a single question, "yes" to what was read."""
        if pending is None or pending.kind == "clash":
            return ()
        if pending.kind == "confirm":
            return (choices("is_software", self.language)[0][1].capitalize(),)
        if pending.kind == "fact" and facts_by_name()[pending.facts[0]]["type"] != "set":
            labels = [text for _, text in choices(pending.facts[0], self.language)]
            return (*labels, say("ui.unknown", self.language))
        return ()

    def _entries(self, facts: Iterable[str], product: Product) -> tuple[dict[str, Any], ...]:
        entries = []
        for fact in facts:
            shown = entry(fact, self.language, choices(fact, self.language))
            if fact in product.proposed:
                shown["proposed"] = product.proposed[fact].value
            entries.append(shown)
        return tuple(entries)

    def _answer(
        self, kind: AnswerKind, conversation: Conversation, text: str, *, citations: VerdictText | None = None
    ) -> Answer:
        quoted = citations.citations if citations else ()
        return Answer(kind, self.language, text, quoted, facts=self._facts(conversation))

    def _facts(self, conversation: Conversation) -> dict[str, Any]:
        product = conversation.product or Product()
        found: dict[str, Any] = {
            "known": dict(product.known),
            "proposed": {name: one.value for name, one in product.proposed.items()},
        }
        if product.proposed:
            found["words"] = {name: one.words for name, one in product.proposed.items()}
        return found | ({"product": product.name} if product.name else {})

    def _reason(self, fact: str, result: Mapping[str, Any]) -> str:
        """Why a fact is asked for: the verdicts that wait for it, its help, the provisions it comes from."""
        waiting = [
            one.label
            for one in explain(result, self.language)
            if fact in result["verdicts"][one.question].get("may_need", ())
        ]
        description = facts_by_name()[fact]
        reason = say(
            "why.question",
            self.language,
            verdicts=", ".join(waiting) or fact_label(fact, self.language),
        )
        sources = "; ".join(label(source, self.language) for source in description["sources"])
        return f"{reason} {say('why.sources', self.language, items=sources)}"

    def _differences(self, now: Mapping[str, Any], then: Mapping[str, Any]) -> Iterator[str]:
        """What would come out otherwise, one line a question."""
        after = {one.question: one for one in explain(then, self.language)}
        before = explain(now, self.language)
        same = [one.label for one in before if one.verdict == after[one.question].verdict]
        for one in before:
            other = after[one.question]
            words = {"label": one.label, "then": other.verdict, "now": one.verdict}
            if other.value == OPEN:
                if one.value != OPEN:
                    yield say("whatif.open", self.language, question=other.ask[0].question, **words)
            elif one.value == OPEN:
                yield say("whatif.settles", self.language, **words)
            elif other.verdict != one.verdict:
                yield say("whatif.changes", self.language, **words)
        if len(same) == len(before):
            yield say("whatif.same", self.language)


def _own(conversation: Conversation, answer: Answer) -> Said:
    """A turn of which every word is the rules' or the interview's."""
    return Said(conversation, answer, own=(answer.text, *answer.suggestions))


def _renumbered(text: str, shift: int, count: int) -> str:
    """`text` with its citations 1 to `count` moved up by `shift`."""
    for n in range(count, 0, -1):
        text = text.replace(f"[{n}]", f"[{n + shift}]")
    return text
