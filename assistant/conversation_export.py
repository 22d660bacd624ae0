"""A conversation for other eyes: Markdown with its facts, verdicts and turns. (JSON is `Conversation.to_json`.)"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation import Conversation, Exchange, Product
from assistant.interview_text import fact_label, value_words
from assistant.translations import say
from corpus.catalogue import source_url
from corpus.labels import label
from rules import decide, explain
from rules.models import Language
from rules.what_if import OPEN


def as_markdown(conversation: Conversation) -> str:
    """The conversation in its own language: products with their facts and verdicts, then every turn with its sources."""
    language: Language = "fr" if conversation.language == "fr" else "en"
    parts = [f"# {say('conversation.title', language, id=conversation.id)}"]
    if conversation.products:
        parts.append(f"## {say('conversation.products', language)}")
        for product in conversation.products:
            parts += _product(product, language)
    parts.append(f"## {say('conversation.turns', language)}")
    for turn in conversation.turns:
        parts += _exchange(turn, language)
    return "\n\n".join(parts) + "\n"


def _product(product: Product, language: Language) -> Iterator[str]:
    yield f"### {product.name or say('conversation.product', language)}"
    known = [f"{fact_label(f, language)} = {value_words(f, v, language)}" for f, v in product.known.items()]
    proposed = [
        f"{fact_label(f, language)} = {value_words(f, one.value, language)} « {one.words} »"
        for f, one in product.proposed.items()
    ]
    declined = [fact_label(f, language) for f in product.declined]
    for key, items in (
        ("conversation.known", known),
        ("conversation.proposed", proposed),
        ("conversation.declined", declined),
        ("conversation.verdicts", _verdicts(product, language)),
    ):
        if items:
            yield f"**{say(key, language)}**\n\n" + "\n".join(f"- {item}" for item in items)


def _verdicts(product: Product, language: Language) -> list[str]:
    """Each firm verdict on the facts confirmed, with what it rests on."""
    lines = []
    for one in explain(decide(product.known, product.wanted), language):
        if one.value != OPEN:
            cited = dict.fromkeys(cite for reason in one.why for cite in reason.cites)
            sources = "; ".join(label(cite, language) for cite in cited)
            lines.append(f"{one.label} : {one.verdict}" + (f" ({sources})" if sources else ""))
    return lines


def _exchange(turn: Exchange, language: Language) -> Iterator[str]:
    asked = turn.question.strip().replace("\n", "\n> ")
    yield f"> **{say('conversation.you', language)}** ({turn.at}) : {asked}"
    yield str(turn.answer["text"])
    cited = turn.answer.get("citations", [])
    if cited:
        yield "\n".join(f"- [{c['n']}] {c['label']} {source_url(c['id'], language)}".rstrip() for c in cited)
