"""One turn of a conversation: what it asks for, what becomes of the products, what is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.answer import Answer, AnswerKind
from assistant.beliefs import claim_of
from assistant.changes import changed_facts, fact_to_ask_again, resumes, starts_over, stops
from assistant.choices import Given, Unread, is_no, is_unknown, is_yes, places_named, read_answer
from assistant.confirmation import Confirmation, read_confirmation
from assistant.conversation import Conversation, Pending, Product
from assistant.follow_up import Meaning, completed, meaning
from assistant.interview import answered, clash, declined, forgotten, heard
from assistant.interview_turns import Said, Teller
from assistant.premises import false_class
from assistant.proposed import product_names, propose
from assistant.proposed.plain import plain
from assistant.refusal import Reason, Refusal, gives_orders
from assistant.routing import Routed, Router, TurnKind
from assistant.smalltalk import smalltalk, smalltalk_answer
from assistant.wishes import CLASSES, asks_of_texts, wishes
from corpus.references import find_references
from ingest.store import ProvisionStore

AskTexts = Callable[[str, str], Answer]
"""Answers a question from the texts, in a language."""
Doubts = Callable[[str, str], Refusal]
"""How likely the texts do not answer a question in a language, and why."""
REFUSED, REFUSED_IN_DOUBT = 0.6, 0.3
"""Likelihood of a refusal from which a wish for a verdict is refused; the second where it may well be no wish."""
FAR = 0.5
"""Likelihood of being off topic from which what names no question of the rules is refused."""

_QUESTION = re.compile(
    r"^\W*(?:que|qu'\w+|quel\w*|comment|pourquoi|c'est quoi|what|how|why|which|when|who|is|are|does|do|can|est-ce|faut-il|dois-je)\b"
)
_GO_ON = re.compile(
    r"^\W*(?:continu\w*|go on|suivant\w*|next|oui|yes|ok|allons-y|vas-y|on y va|let's go|passons)\b"
)
_ANOTHER = re.compile(
    r"\b(?:un |notre |mon |ma |our |my )?(?:autre|second|deuxieme|another|other) (?:produit|product|appli\w*"
    r"|app|logiciel|software|outil|tool)\b"
)
_SHORT = 3
"""Words up to which an answer says nothing beside its value."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Takes turns. `texts` answers from the texts; `store` holds the provisions quoted, None without any; `day` is the
    day whose texts they are, empty for today's; `doubts` tells what is to be refused, None without texts."""

    router: Router
    texts: AskTexts
    store: ProvisionStore | None = None
    day: str = ""
    doubts: Doubts | None = None

    def take(
        self, conversation: Conversation, text: str, language: str, facts: Mapping[str, Any] | None = None
    ) -> Said:
        """The conversation after a turn, and the answer. `facts` are confirmed; a value None forgets the fact."""
        conversation = replace(conversation, language=language)
        turn = _Turn(
            self, conversation, text, Teller(self.store, "fr" if language == "fr" else "en", self.day)
        )
        return turn.take(dict(facts or {}))


@dataclass(slots=True)
class _Turn:
    """One turn under way."""

    dialogue: Dialogue
    conversation: Conversation
    text: str
    teller: Teller

    @property
    def language(self) -> str:
        return self.teller.language

    @property
    def product(self) -> Product:
        return self.conversation.product or Product()

    def take(self, facts: dict[str, Any]) -> Said:
        """Handle the turn: the open question first, then what leans on the conversation, then by its route."""
        if facts:
            self._give(facts)
            if wishes(self.text) and not asks_of_texts(self.text):
                return self._wish(wishes(self.text))
        for handle in (self._leave, self._pending, self._change, self._lean):
            said = handle()
            if said is not None:
                return said
        return self._routed(self._route())

    def _give(self, facts: dict[str, Any]) -> None:
        """Facts handed over beside the turn: they count as confirmed."""
        product = forgotten(self.product, [name for name, value in facts.items() if value is None])
        product = answered(product, {name: value for name, value in facts.items() if value is not None})
        self.conversation = self.conversation.with_product(product)

    def _route(self) -> Routed:
        pending = self.conversation.pending
        return self.dialogue.router.route(
            self.text,
            self.language,
            pending=pending if pending and pending.fact else None,
            has_history=bool(self.conversation.turns),
        )

    # The open question

    def _pending(self) -> Said | None:
        pending = self.conversation.pending
        if pending is None:
            return None
        handlers = {
            "fact": self._fact, "confirm": self._confirm, "clash": self._clash, "next": self._next,
        }  # fmt: skip
        return handlers[pending.kind](pending)

    def _leave(self) -> Said | None:
        """The interview left, taken up again, or begun anew."""
        product, pending = self.conversation.product, self.conversation.pending
        if product is None or not product.wanted:
            return None
        if pending is not None and stops(self.text):
            return self.teller.left(replace(self.conversation, pending=None))
        if starts_over(self.text):
            self._keep(Product(product.name, product.wanted))
            return self.teller.go_on(self.conversation, starts_over=True)
        if pending is None and resumes(self.text):
            return self.teller.go_on(self.conversation)
        return None

    def _fact(self, pending: Pending) -> Said | None:
        """An answer to the fact asked for; a question beside it is answered too."""
        told, question = _split(self.text)
        if not told or (_looks_like_question(told) and not places_named(told, 20)):
            return None
        fact = pending.facts[0]
        read = read_answer(told, fact)
        if isinstance(read, Given) and not (product_names(told) and self._route().kind == TurnKind.VERDICT):
            said = self._give_answer(fact, read.value, told)
        elif read is Unread.UNKNOWN:
            self._keep(declined(self.product, fact))
            said = self.teller.go_on(self.conversation, declined=fact)
        else:
            return None
        return self._with_question(said, question)

    def _give_answer(self, fact: str, value: Any, told: str) -> Said:
        clashing = clash(self.product, {fact: value})
        if clashing is not None:
            return self.teller.clash(self.conversation, clashing, {fact: value})
        product = answered(self.product, {fact: value})
        if len(told.split()) > _SHORT:
            product = heard(product, [one for one in propose(told) if one.fact != fact])
        self._keep(product)
        return self.teller.go_on(self.conversation, noted={fact: value})

    def _confirm(self, pending: Pending) -> Said | None:
        told, question = _split(self.text)
        if not told or _looks_like_question(told):
            return None
        read = read_confirmation(told, self.product, pending.facts)
        if not read.is_understood:
            return None
        if read.is_plain_no and self.teller.has_just_asked_which(self.conversation):
            read = Confirmation({}, pending.facts)  # a second bare no: nothing of it is right
        elif read.is_plain_no:
            return self.teller.which_is_wrong(self.conversation)
        clashing = clash(self.product, read.accepted)
        if clashing is not None:
            return self.teller.clash(self.conversation, clashing, read.accepted)
        product = answered(forgotten(self.product, read.rejected), read.accepted)
        extra = [one for one in propose(told) if one.fact not in pending.facts and not one.product]
        self._keep(heard(product, extra))
        said = self.teller.go_on(self.conversation, noted=read.accepted, rejected=read.rejected)
        return self._with_question(said, question)

    def _clash(self, pending: Pending) -> Said | None:
        """The answer that the person gives up is asked for again; the other one holds."""
        given = {**self.product.known, **pending.held}
        if is_unknown(self.text):
            self._keep(self.product)
            return self.teller.go_on(self.conversation)
        places = places_named(self.text, len(pending.facts))
        chosen = (
            pending.facts[places[0] - 1]
            if len(places) == 1
            else fact_to_ask_again(f"change {self.text}", replace(self.product, known=given))
        )
        if chosen not in pending.facts:
            return None
        kept = {fact: value for fact, value in given.items() if fact != chosen}
        self._keep(replace(forgotten(self.product, [chosen]), known=kept))
        return self.teller.ask(self.conversation, chosen)

    def _next(self, pending: Pending) -> Said | None:
        named = product_names(self.text, self.conversation.names)
        if _GO_ON.match(plain(self.text).text) or named == (pending.product,):
            self.conversation = self.conversation.turned_to(pending.product)
            return self.teller.go_on(self.conversation)
        if is_no(self.text):
            return self.teller.nothing_more(replace(self.conversation, pending=None))
        return None

    # What leans on the conversation

    def _change(self) -> Said | None:
        """An answer given before is changed, or its question asked again."""
        if self.conversation.product is None:
            return None
        self._turn_to_named()
        changed = changed_facts(self.text, self.product)
        if changed:
            clashing = clash(self.product, changed)
            if clashing is not None:
                return self.teller.clash(self.conversation, clashing, changed)
            self._keep(answered(self.product, changed))
            return self.teller.go_on(self.conversation, noted=changed, is_change=True)
        fact = fact_to_ask_again(self.text, self.product)
        if not fact:
            return None
        self._keep(forgotten(self.product, [fact]))
        return self.teller.ask(self.conversation, fact)

    def _lean(self) -> Said | None:
        found = meaning(self.text, self.conversation)
        return self._meant(found) if found is not None else None

    def _meant(self, found: Meaning) -> Said:
        if found.kind == "why":
            return self.teller.why(self.conversation)
        if found.kind == "what_if":
            return self.teller.what_if(self.conversation, found.facts or {})
        if found.kind == "wish":
            return self._wish(found.questions)
        return self._texts(found.text, meant=found.text)

    # By route

    def _routed(self, route: Routed) -> Said:
        if route.kind == TurnKind.SMALLTALK and (talk := smalltalk(self.text)):
            return self.teller.beside(self.conversation, smalltalk_answer(talk, self.language))
        if route.kind == TurnKind.VERDICT and not self._is_refused(route):
            return self._wished(route)
        if route.kind == TurnKind.FOLLOW_UP:
            found = completed(self.text, self.conversation)
            return self._meant(found) if found is not None else self._texts(self.text)
        if route.kind == TurnKind.INTERVIEW_ANSWER:
            return self._told()
        # What is out of scope goes to the texts too: they refuse with the reason, and what they do answer is not lost.
        return self._texts(self.text)

    def _is_refused(self, route: Routed) -> bool:
        """Whether what looks like a wish for a verdict is an order, a wish for advice, or about something else."""
        if gives_orders(self.text):
            return True
        if self.dialogue.doubts is None:
            return False
        doubted = route.also in (TurnKind.QUESTION, TurnKind.OUT_OF_SCOPE)
        why = self.dialogue.doubts(self.text, self.language)
        if why.reason is Reason.OFF_TOPIC and route.also != TurnKind.OUT_OF_SCOPE:
            # The rules judge a product whatever texts are held; what names no question of theirs may be anything.
            return not wishes(self.text) and why.likelihood >= FAR
        return why.likelihood >= (REFUSED_IN_DOUBT if doubted else REFUSED)

    def _wished(self, route: Routed) -> Said:
        """A wish for a verdict; where it may well be a question for the texts, their answer comes first."""
        before = self.conversation
        said = self._wish(wishes(self.text))
        doubted = route.also in (TurnKind.QUESTION, TurnKind.OUT_OF_SCOPE)
        cites = bool(find_references(self.text))
        is_question = doubted or cites or bool(claim_of(self.text)) or self._assumes_a_false_class()
        if not is_question or said.answer.kind is not AnswerKind.NEEDS_FACTS:
            return said
        answer = self.dialogue.texts(self.text, self.language)
        if answer.kind is AnswerKind.ABSTAIN:
            # They contradict what the person takes for granted, or what is cited does not exist: no verdict on that.
            is_refused = answer.citations or cites or route.also == TurnKind.OUT_OF_SCOPE
            return self.teller.beside(before, answer) if is_refused else said
        joined = self.teller.joined(answer, said)
        return replace(joined, answer=replace(joined.answer, kind=said.answer.kind))

    def _assumes_a_false_class(self) -> bool:
        store = self.dialogue.store
        return store is not None and false_class(self.text, self.language, store) is not None

    def _told(self) -> Said:
        """A statement: facts of the product at hand or of a new one, else an answer that was not understood."""
        found = propose(self.text, products=self.conversation.names)
        if found and not _looks_like_question(self.text):
            before = self.conversation
            said = self._wish(wishes(self.text) if before.product is None else ())
            return self._kept(before, said)
        if self.conversation.pending is not None:
            return self.teller.again(self.conversation)
        return self._texts(self.text)

    def _kept(self, before: Conversation, said: Said) -> Said:
        """What was said, told as kept for later where it did not answer the question that stands open."""
        after = said.conversation
        if before.pending is None or before.pending.kind != "fact" or after.pending != before.pending:
            return said
        new = (after.product or Product()).proposed.keys() - (before.product or Product()).proposed.keys()
        return self.teller.later(after, sorted(new)) if new else self.teller.again(after)

    def _wish(self, questions: tuple[str, ...]) -> Said:
        """A verdict asked for: on each product named, with what was said of it."""
        names = product_names(self.text, self.conversation.names)
        found = propose(self.text, products=self.conversation.names)
        first = None
        for name in names or (self._fresh_name(),):
            self.conversation = self.conversation.turned_to(name)
            first = self.conversation.current if first is None else first
            wanted = questions or self.product.wanted or CLASSES
            product = replace(self.product, wanted=_in_order(self.product.wanted, wanted))
            self._keep(heard(product, [one for one in found if one.product in ("", name)]))
        self.conversation = replace(self.conversation, current=first or 0)
        is_first = not any(
            turn.answer["kind"] in ("needs_facts", "verdict") for turn in self.conversation.turns
        )
        return self.teller.go_on(self.conversation, is_first=is_first)

    def _fresh_name(self) -> str:
        """The name of the product at hand; of a further one that has no name yet, its number."""
        if self.conversation.product is None:
            return ""
        if _ANOTHER.search(plain(self.text).text):
            return f"{len(self.conversation.products) + 1}"
        return self.product.name

    def _texts(self, question: str, *, meant: str = "") -> Said:
        answer = self.dialogue.texts(question, self.language)
        return replace(self.teller.beside(self.conversation, answer), meant=meant)

    def _with_question(self, said: Said, question: str) -> Said:
        """What was said, after the answer to a question put in the same breath."""
        if not question:
            return said
        if self.dialogue.router.route(question, self.language, has_history=True).kind in (
            TurnKind.VERDICT,
            TurnKind.SMALLTALK,
        ):
            return said
        answer = self.dialogue.texts(question, self.language)
        return self.teller.joined(answer, said)

    def _turn_to_named(self) -> None:
        """Take up the product that the turn names, when the conversation knows it."""
        named = [n for n in product_names(self.text, self.conversation.names) if n in self.conversation.names]
        if len(named) == 1:
            self.conversation = self.conversation.turned_to(named[0])

    def _keep(self, product: Product) -> None:
        self.conversation = replace(self.conversation.with_product(product), pending=None)


def _in_order(before: tuple[str, ...], added: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *added)))


def _looks_like_question(text: str) -> bool:
    said = plain(text.strip()).text
    return said.endswith("?") or (bool(_QUESTION.match(said)) and not is_yes(text))


def _split(text: str) -> tuple[str, str]:
    """A turn's statements and the question it ends in: "Yes. And what does rule 11 say?"."""
    sentences = [
        s.strip() for s in re.findall(r"[^.!?\n]+(?:[.](?=\w)[^.!?\n]*)*[.!?]*", text) if s.strip(" .!?")
    ]
    if len(sentences) < 2 or not sentences[-1].endswith("?"):
        return text.strip(), ""
    return " ".join(sentences[:-1]), sentences[-1]
