"""Quotes as an answer shows them: the provision, its legal force, its words, and what a reader must know of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.citations import checked
from assistant.missing import amended_line
from assistant.query_terms import glossary
from assistant.quoting import SHORT, Selection, best_words
from assistant.translations import long_date, say
from corpus.catalogue import LegalForce, amendments_of, sources
from corpus.ids import parse
from corpus.labels import label
from corpus.models import Provision, ProvisionText, TextKind
from ingest.store import ProvisionStore


@dataclass(frozen=True, slots=True)
class Quoted:
    """A provision with the words chosen from it."""

    provision: str
    text: ProvisionText
    selection: Selection
    digest: str = ""

    @property
    def quote(self) -> str:
        """The words, as they stand in the provision."""
        return self.selection.quote


def quote_block(n: int, item: Quoted, language: str) -> str:
    """Citation n in Markdown: where it stands and with what force, our digest of it if there is one, the quote."""
    quote = item.quote.replace("\n", "\n> ") + (" […]" if item.selection.is_partial else "")
    ours = say("digest.line", language, digest=item.digest) + "\n\n" if item.digest else ""
    return f"**{label(item.provision, language)}** ({force(item, language)}) [{n}]\n\n{ours}> {quote}"


def quoted_for(store: ProvisionStore | None, provision_id: str, reason: str, language: str) -> Quoted | None:
    """The words of a provision that carry most of a reason, checked; None when the index does not hold it."""
    provision = store.get(provision_id) if store else None
    if provision is None:
        return None
    text = provision.best_text(language)
    selection = best_words(text.text, glossary().terms(reason, language, text.language), SHORT)
    if not selection.quote:
        return None
    checked(selection.quote, text)
    return Quoted(provision_id, text, selection, digest_beside(provision, text, language))


def digest_beside(provision: Provision, quoted: ProvisionText, language: str) -> str:
    """Our digest in the reader's language, to stand above an official quote, what later acts changed as a list below it;
    empty where there is none."""
    if quoted.kind is not TextKind.OFFICIAL:
        return ""
    texts = (
        t.text.replace("\n", "\n- ")
        for t in provision.texts
        if t.kind is TextKind.DIGEST and t.language == language
    )
    return next(texts, "")


def citation_of(n: int, item: Quoted, day: str = "") -> Citation:
    """The citation of the contract; `day` is the day whose texts are quoted, empty for today's."""
    text = item.text
    return Citation(
        n,
        item.provision,
        item.quote,
        text.language,
        text.kind.value,
        text.version,
        text.address,
        text.edition,
        day,
    )


def force(item: Quoted, language: str) -> str:
    """The legal force of what is quoted, in words."""
    document = parse(item.provision).document
    source = sources().get(document)
    kind = source.legal_force.value if source else "user"
    if parse(item.provision).unit == "recital":
        kind = "recital"
    force = say(f"force.{kind}", language)
    if item.text.kind is TextKind.DIGEST:
        return force + ", " + say("force.digest", language)
    if item.text.kind is TextKind.OFFICIAL and item.text.language != language:
        force += ", " + say("ui.in_english" if item.text.language == "en" else "ui.in_french", language)
    return force


def notices(quoted: Sequence[Quoted], language: str, day: str = "") -> Iterator[str]:
    """What a reader must know of the versions quoted: amendments after them, and which text of an act it is."""
    for item in quoted:
        if changes := amendments_of(item.provision, after=item.text.version, until=day):
            yield amended_line(item.provision, changes, language)
    acts = [i.text for i in quoted if _is_act(i.provision)]
    if any(t.version == "2017-05-05" and t.edition != "consolidated" for t in acts):
        yield say("version.regulation", language)
    for version in sorted({t.version for t in acts if t.edition == "consolidated"}):
        yield say("version.consolidated", language, date=long_date(version, language))


def is_commentary(provision_id: str) -> bool:
    """Whether a passage is someone's opinion of the law, without any force."""
    source = sources().get(parse(provision_id).document)
    return source is not None and source.legal_force is LegalForce.COMMENTARY


def _is_act(provision: str) -> bool:
    source = sources().get(parse(provision).document)
    return source is not None and source.legal_force is LegalForce.REGULATION
