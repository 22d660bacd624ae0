"""A result of the rules in words: verdicts, reasons with quotes of the provisions cited, caveats, next steps, what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.answer import Citation
from assistant.conversation import Product
from assistant.quoted import Quoted, citation_of, notices, quote_block, quoted_for
from assistant.translations import long_date, say
from corpus.catalogue import LegalForce, sources
from corpus.ids import parse
from corpus.labels import label
from ingest.store import ProvisionStore
from rules import explain, result_notes, what_would_change
from rules.explain import Explanation, Statement
from rules.models import Language
from rules.what_if import OPEN, Change

QUOTES = 3
"""Provisions quoted at most: of those the reasons cite, the binding ones first; the others are named."""
CHANGES = 4
"""Changes told of one verdict at most, those that lead to another firm verdict first."""
IN_FULL = 4
"""Verdicts up to which each is explained in full; of more, the first ones are, and the rest told in a line."""
NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class VerdictText:
    """The words of a result, and what they quote."""

    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(slots=True)
class _Quotes:
    """The provisions quoted so far, each with the number it got; only those of `chosen` are."""

    store: ProvisionStore | None
    language: str
    chosen: frozenset[str] = frozenset()
    day: str = ""
    items: list[Quoted] = field(default_factory=list)

    def marks(self, provisions: Sequence[str], reason: str) -> str:
        """`[n]` for each provision that is quoted, then the labels of those that are only named."""
        numbers = [self._number(provision, reason) for provision in provisions]
        quoted = "".join(f" [{n}]" for n in sorted(n for n in numbers if n))
        named = [label(p, self.language) for p, n in zip(provisions, numbers, strict=True) if not n]
        return quoted + (f" [{' ; '.join(named)}]" if named else "")

    def _number(self, provision_id: str, reason: str) -> int:
        """The number of a provision's quote, 0 when it is not quoted."""
        for n, item in enumerate(self.items, 1):
            if item.provision == provision_id:
                return n
        found = (
            quoted_for(self.store, provision_id, reason, self.language)
            if provision_id in self.chosen
            else None
        )
        if found is None:
            return 0
        self.items.append(found)
        return len(self.items)


def verdict_text(
    product: Product,
    result: Mapping[str, Any],
    language: Language,
    store: ProvisionStore | None,
    day: str = "",
) -> VerdictText:
    """All that is firm in a result of the rules, explained. Quotes are checked word for word against the index.

    `result` is that of `decide` on the facts the product's person confirmed, for the questions they asked; `day` the
    day whose texts are quoted, empty for today's.
    """
    told = [one for one in _worth_telling(explain(result, language)) if one.value != OPEN]
    quotes = _Quotes(store, language, _to_quote(told[:IN_FULL], store), day)
    changes = what_would_change(product.known, [one.question for one in told[:IN_FULL]])
    paragraphs = [_lead(product, result, language)] if told else []
    for one in told[:IN_FULL]:
        paragraphs += _explained(one, changes, quotes, language)
    if told[IN_FULL:]:
        paragraphs.append("\n".join(f"- {one.label} : {one.verdict}" for one in told[IN_FULL:]))
    paragraphs += [f"_{note.text}_".strip("_") for note in result_notes(result, language)] if told else []
    paragraphs += _quoted(quotes, language, has_cites=any(s.cites for one in told for s in one.why))
    return VerdictText(
        "\n\n".join(paragraphs), tuple(citation_of(n, item, day) for n, item in enumerate(quotes.items, 1))
    )


def reasons_text(
    result: Mapping[str, Any], language: Language, store: ProvisionStore | None, day: str = ""
) -> VerdictText:
    """Why the verdicts of a result are what they are: the rules with their quotes, and the answers they rest on."""
    told = [one for one in _worth_telling(explain(result, language)) if one.value != OPEN][:IN_FULL]
    quotes = _Quotes(store, language, _to_quote(told, store), day)
    paragraphs: list[str] = []
    for one in told:
        paragraphs.append(say("verdict.line", language, label=one.label, verdict=one.verdict))
        paragraphs.append(_list("verdict.why", _statements(one.why, quotes), language))
        answers = [f"{a.label} = {a.value}" for a in one.answers]
        paragraphs.append(_list("why.answers", answers, language))
    paragraphs += _quoted(quotes, language, has_cites=True)
    citations = tuple(citation_of(n, item, day) for n, item in enumerate(quotes.items, 1))
    return VerdictText("\n\n".join(p for p in paragraphs if p), citations)


def _to_quote(told: Iterable[Explanation], store: ProvisionStore | None) -> frozenset[str]:
    """The provisions to quote: those held, what binds before what guides, the class and its like before what they rest on."""
    cited = dict.fromkeys(cite for one in reversed(list(told)) for reason in one.why for cite in reason.cites)
    held = [cite for cite in cited if store is not None and store.get(cite) is not None]
    return frozenset(sorted(held, key=lambda cite: not _binds(cite))[:QUOTES])


def _binds(provision_id: str) -> bool:
    source = sources().get(parse(provision_id).document)
    return source is not None and source.legal_force in (LegalForce.REGULATION, LegalForce.CODE)


def _worth_telling(explanations: Sequence[Explanation]) -> list[Explanation]:
    """The explanations without the class of the Regulation that does not apply, when that of the other one stands there."""
    classes = {one.question: one.value for one in explanations if one.question in ("mdr_class", "ivdr_class")}
    if len(classes) < 2 or set(classes.values()) == {NOT_APPLICABLE}:
        return [one for one in explanations if one.question != "ivdr_class" or len(classes) < 2]
    return [one for one in explanations if classes.get(one.question) != NOT_APPLICABLE]


def _lead(product: Product, result: Mapping[str, Any], language: Language) -> str:
    about = say("verdict.about", language, name=product.name) if product.name else ""
    date = long_date(result["as_of"], language)
    return say(
        "verdict.lead", language, ruleset=result["ruleset"], version=result["version"], date=date, about=about
    )


def _explained(
    one: Explanation, changes: Iterable[Change], quotes: _Quotes, language: Language
) -> Iterator[str]:
    yield say("verdict.line", language, label=one.label, verdict=one.verdict)
    mine = [c for c in changes if c.question == one.question and c.fact != "is_software"]
    mine = [c for c in mine if c.then.value != OPEN] or mine
    sections = (
        ("verdict.why", list(_statements(one.why, quotes))),
        ("verdict.caveats", list(_statements(one.caveats, quotes))),
        ("verdict.steps", list(_statements(one.next_steps, quotes))),
        ("verdict.readings", list(_statements(one.readings, quotes))),
        ("verdict.changes", [change.sentence(language) for change in mine[:CHANGES]]),
    )
    for key, items in sections:
        if items:
            yield _list(key, items, language)


def _statements(statements: Iterable[Statement], quotes: _Quotes) -> Iterator[str]:
    for one in statements:
        yield one.text + quotes.marks(one.cites, one.text)


def _list(key: str, items: Iterable[str], language: Language) -> str:
    lines = "\n".join(f"- {item}" for item in items)
    return f"{say(key, language)}\n{lines}" if lines else ""


def _quoted(quotes: _Quotes, language: Language, *, has_cites: bool) -> Iterator[str]:
    if quotes.store is None and has_cites:
        yield say("verdict.no_texts", language)
    if quotes.items:
        yield say("verdict.texts", language)
    for n, item in enumerate(quotes.items, 1):
        yield quote_block(n, item, language)
    yield from notices(quotes.items, language, quotes.day)
