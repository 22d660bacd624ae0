"""A provision as people cite it: short, long, and in Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.engine import ProvisionView
from assistant.translations import long_date, say
from corpus.catalogue import sources
from corpus.labels import document_name
from corpus.models import TextKind


@dataclass(frozen=True, slots=True)
class Cited:
    """One provision cited three ways; the long ones have the quote, the version and the address."""

    short: str
    long: str
    markdown: str


def cited(view: ProvisionView, quote: str, language: str) -> Cited:
    """The citation of a provision in `language`, with the words quoted where there are any."""
    words = " ".join(quote.split())
    marked = say("cite.quoted", language, quote=words) if words else ""
    link = f"[{view.label}]({view.url})" if view.url else view.label
    facts = _facts(view, language)
    head = "\n".join(f"> {line}" for line in quote.strip().split("\n")) + "\n\n" if words else ""
    where = f". {view.url}" if view.url else ""
    return Cited(
        view.label,
        f"{view.label} ({facts}){marked}{where}",
        f"{head}{link} ({facts})\n",
    )


def document_title(view: ProvisionView, language: str) -> str:
    """The full title of the document that a provision stands in."""
    source = sources().get(view.provision.document)
    return source.title(language) if source else document_name(view.provision.document, language)


def _facts(view: ProvisionView, language: str) -> str:
    """Document, version, and whose words these are where they are not the publisher's."""
    version = view.text.version
    dated = (
        say("ui.version", language, date=long_date(version, language))
        if version
        else say("ui.undated", language)
    )
    facts = [document_title(view, language), dated]
    if view.text.edition:
        facts.append(say(f"effect.{view.text.edition}", language))
    if view.text.kind is TextKind.DIGEST:
        facts.append(say("cite.digest", language))
    return ", ".join(facts)
