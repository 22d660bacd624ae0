"""Reports of a conversation and of a product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from assistant.answer import EXTRACTIVE
from assistant.conversation import Conversation, Exchange, Product
from assistant.engine import Engine
from assistant.reports.model import (
    Block,
    Mark,
    Paragraph,
    Quote,
    Report,
    Section,
    Table,
    Text,
    bold,
    plain,
)
from assistant.reports.product import product_sections, rule_set
from assistant.reports.prose import answer_blocks
from assistant.reports.references import References
from assistant.reports.spaces import with_french_spaces
from assistant.translations import long_date, say
from corpus.labels import document_name, label
from rules.models import Language


def report_of_conversation(conversation: Conversation, engine: Engine) -> Report:
    """The conversation in its own language: products with facts and verdicts, then every turn with what it quotes.

    What a turn quoted is given with the version it was quoted from; what the rules cite, as the index holds it now.
    """
    language = _language(conversation.language)
    references = References(engine, language)
    sections: list[Section] = []
    for product in conversation.products:
        name = product.name or say("conversation.product", language)
        sections += product_sections(product, engine, references, language, title=name)
    if conversation.turns:
        sections.append(Section(say("conversation.turns", language)))
    for number, turn in enumerate(conversation.turns, 1):
        title = say("report.turn", language, n=number)
        sections.append(Section(title, tuple(_turn(turn, references, language)), 2))
    title = say("report.of_conversation", language, title=conversation.title or conversation.id)
    about = ((say("report.conversation", language), conversation.id),)
    return _report(title, about, sections, references, engine, language)


def report_of_product(product: Product, engine: Engine, language: str, title: str = "") -> Report:
    """The dossier of one product, titled with its name where no title is given."""
    told = _language(language)
    references = References(engine, told)
    name = product.name or say("conversation.product", told)
    sections = list(product_sections(product, engine, references, told, title=name))
    return _report(title or say("report.of_product", told, name=name), (), sections, references, engine, told)


def _language(language: str) -> Language:
    return "fr" if language == "fr" else "en"


def _report(
    title: str,
    about: Sequence[tuple[str, str]],
    sections: Sequence[Section],
    references: References,
    engine: Engine,
    language: Language,
) -> Report:
    today = date.today().isoformat()
    facts = (
        (say("report.date", language), long_date(today, language)),
        *about,
        (say("report.rules", language), rule_set(language)),
        (say("report.corpus", language), _cited_versions(engine, references, language)),
        (say("report.made_with", language), f"Boussole {_version()}"),
    )
    report = Report(
        title,
        language,
        today,
        say("report.not_advice", language),
        facts,
        tuple(sections),
        say("report.references", language),
        references.all,
        tuple(_annexes(engine, language)),
    )
    return with_french_spaces(report) if language == "fr" else report


def _cited_versions(engine: Engine, references: References, language: Language) -> str:
    """The versions held of the documents cited, in one line."""
    held = engine.versions
    named = [
        f"{document_name(d, language)} ({long_date(held[d], language)})"
        if held[d]
        else document_name(d, language)
        for d in references.documents
        if d in held
    ]
    return ", ".join(named) or say("report.corpus.none", language)


def _annexes(engine: Engine, language: Language) -> Iterator[Section]:
    """Every document held, with its version."""
    rows = tuple(
        (plain(document_name(document, language)), plain(long_date(dated, language) or "–"))
        for document, dated in engine.versions.items()
    )
    if rows:
        head = (say("report.document", language), say("report.version.head", language))
        table = Table(head, rows, (0.65, 0.35))
        yield Section(say("report.corpus.all", language), (table,))


def _turn(turn: Exchange, references: References, language: Language) -> Iterator[Block]:
    answer = turn.answer
    citations = answer.get("citations", [])
    numbers = {c["n"]: references.of_citation(c) for c in citations}
    yield Paragraph(bold(_asked(turn, language)))
    yield Quote(turn.question.strip())
    yield Paragraph(bold(say("report.answer", language)))
    yield from answer_blocks(answer.get("text", ""), numbers)
    shown = " ".join(answer.get("text", "").replace("\n> ", " ").split())
    for one in citations:
        if " ".join(one["quote"].split()) not in shown:
            source = (Text(label(one["id"], language) + " "), Mark(numbers[one["n"]]))
            yield Quote(one["quote"], source)
    # Who wrote it: a model's words are told apart from what Boussole quotes.
    composer = answer.get("composer", EXTRACTIVE)
    if composer != EXTRACTIVE:
        yield Paragraph(plain(say("llm.wrote", language, model=composer)), is_note=True)


def _asked(turn: Exchange, language: Language) -> str:
    """What stands over a question: that it is one, and when it was asked."""
    if not turn.at:
        return say("report.you", language)
    return say("report.you.at", language, date=long_date(turn.at[:10], language), time=turn.at[11:16])


def _version() -> str:
    try:
        return version("boussole")
    except PackageNotFoundError:
        return ""
