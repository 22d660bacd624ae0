"""What a turn asks for, told by surface signs alone: the routes, their protocol, and a router that needs no model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from assistant.proposed import propose
from assistant.proposed.plain import plain
from assistant.smalltalk import smalltalk
from assistant.wishes import wishes

QUESTION, VERDICT, INTERVIEW_ANSWER, FOLLOW_UP, SMALLTALK, OUT_OF_SCOPE = (
    "question", "verdict", "interview_answer", "follow_up", "smalltalk", "out_of_scope",
)  # fmt: skip


class Route(Protocol):
    """Where a turn goes: `kind` is one of the six names above."""

    @property
    def kind(self) -> str:
        """The kind of turn."""


class PendingQuestion(Protocol):
    """The question of an interview that stands open."""

    @property
    def fact(self) -> str:
        """Name of the fact asked for."""


class Router(Protocol):
    """Tells what a turn asks for, given the question that stands open (if any) and whether anything was said before."""

    def route(
        self, text: str, language: str, *, pending: PendingQuestion | None = None, has_history: bool = False
    ) -> Route:
        """The route of a turn."""


@dataclass(frozen=True, slots=True)
class Routed:
    """The route of a turn."""

    kind: str


_PRODUCT = (
    r"(?:appli\w*|apps?|logiciels?|software|produits?|products?|outils?|tools?|algorithmes?|algorithms?|dispositifs?|devices?|solutions?"
    r"|plateformes?|platforms?|modules?|systemes?|systems?|chatbots?|lis|lap|service)"
)
_MINE = re.compile(
    rf"\b(?:mon|ma|mes|notre|nos|my|our)\b(?: [\w'-]+){{0,3}}? {_PRODUCT}\b|\b(?:je|on|nous|we|i)(?:'\w+)? (?:\w+ )?"
    r"(?:developp\w*|fabriqu\w*|edit\w*|lanc\w*|concev\w*|vend\w*|commercialis\w*|cree\w*|build\w*|built|make|making|develop\w*|sell\w*|launch\w*)\b"
    rf"|\b(?:un|une|an?|this|cette|ce|cet) (?:[\w'-]+ ){{0,2}}?{_PRODUCT} (?:qui|that|which|pour|for|de|d')\b"
)
_OF_TEXTS = re.compile(
    r"\b(?:que (?:dit|disent|prevoi\w+)|what (?:does|do) .{1,40} (?:say|mean|require)|selon (?:le|la|l')|according to|definition|c'est quoi"
    r"|que faire (?:pour|avec)"
    r"|qu'est-ce qu|article \d|quels? documents?|comment|how (?:do|to|soon|long)|combien|delai|deadline|qui doit|who must)\b"
)
_FOLLOWS = re.compile(
    r"^\W*(?:ok |oui |yes |merci |thanks )?(?:et|and|what about|how about|mais|but|pourquoi|why|donc|so|alors"
    r"|sinon|la (?:deux|trois|prem)\w+"
    r"|le (?:deux|trois|prem)\w+|the (?:first|second|third|last)|what if)\b"
)
_LONGEST_FOLLOW_UP = 12
_ENOUGH_FACTS = 2
"""Facts stated from which a text speaks of a product, whosever it is."""


def asks_of_texts(text: str) -> bool:
    """Whether a turn asks what texts say, what a thing means, how or when something is done."""
    return bool(_OF_TEXTS.search(plain(text).text))


class PlainRouter:
    """Routes by a handful of signs. It errs on the side of the texts, where nothing firm is ever said of a product."""

    def route(
        self, text: str, language: str, *, pending: PendingQuestion | None = None, has_history: bool = False
    ) -> Routed:
        """The route of a turn."""
        del language
        said = plain(text).text
        if smalltalk(text):
            return Routed(SMALLTALK)
        if (has_history or pending) and _FOLLOWS.match(said) and len(said.split()) <= _LONGEST_FOLLOW_UP:
            return Routed(FOLLOW_UP)
        is_of_product = bool(_MINE.search(said)) or len(propose(text)) >= _ENOUGH_FACTS
        if is_of_product and not _OF_TEXTS.search(said) and (wishes(text) or "?" not in said):
            return Routed(VERDICT)
        return Routed(INTERVIEW_ANSWER if pending and "?" not in said else QUESTION)
