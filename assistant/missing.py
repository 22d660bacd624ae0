"""What to say of references that lead nowhere: no such provision, one that came later, a text not held."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from assistant.answer import act_name
from assistant.translations import long_date, say
from corpus.catalogue import Amendment, additions, amendments_of
from corpus.ids import EU_ACTS, is_valid, parse
from corpus.labels import document_name, label
from corpus.references import Reference
from corpus.rule_numbers import last_rule
from ingest.store import ProvisionStore

_WHOLE = {"art_": "missing.article", "anx_": "missing.annex", "rct_": "missing.recital"}


def missing_lines(references: Iterable[Reference], store: ProvisionStore, language: str) -> list[str]:
    """One line a reference, each once: why it leads nowhere, with what there is instead."""
    references = list(references)
    held = {i.partition("/")[0] for i in store.ids()} if references else set()
    return list(dict.fromkeys(_capital(_line(r, store, held, language)) for r in references))


def amended_line(provision_id: str, changes: Sequence[Amendment], language: str) -> str:
    """That a provision has been changed since the version held, by which acts and when."""
    listed = " ; ".join(
        say(
            "amended.change",
            language,
            act=act_name(a.act, language),
            date=long_date(a.effective, language),
            note=a.note_fr if language == "fr" else a.note_en,
        )
        for a in changes
    )
    return say("amended", language, label=label(provision_id, language), changes=listed)


def _line(reference: Reference, store: ProvisionStore, held: set[str], language: str) -> str:
    if reference.act:
        return say("not.held", language, document=reference.act)
    documents = [d for d in reference.documents if d in held]
    if not documents:
        names = (document_name(d, language) for d in reference.documents)
        return say("not.held", language, document=", ".join(names))
    if later := list(_later(reference, documents, held, language)):
        return " ".join(later)
    acts = [d for d in documents if d in EU_ACTS]
    lines = [_capital(_in_act(d, reference, store, language)) for d in acts]
    return " ".join(dict.fromkeys(lines)) or say("missing.other", language, reference=reference.text)


def _later(reference: Reference, documents: Sequence[str], held: set[str], language: str) -> Iterator[str]:
    """That a provision was added after the text held, by which act, and where to read of it."""
    for document in documents:
        for locator in _locators(reference):
            provision = f"{document}/{locator}"
            found = additions(provision) if is_valid(provision) else []
            if found:
                yield _added(found[0], held, language)
                break


def _locators(reference: Reference) -> list[str]:
    """The locator with the part that was given; else with each part an annex may have."""
    head, rest = reference.segments[0], reference.segments[1:]
    parts = [reference.part] if reference.part else ["", *"ABC"] if head.startswith("anx_") else [""]
    return ["/".join((head, *([p] if p else []), *rest)) for p in parts]


def _added(amendment: Amendment, held: set[str], language: str) -> str:
    is_future = amendment.effective > datetime.date.today().isoformat()
    line = say(
        "missing.added.future" if is_future else "missing.added",
        language,
        reference=label(amendment.provision, language),
        act=act_name(amendment.act, language),
        date=long_date(amendment.effective, language),
    )
    if read := [document_name(d, language) for d in amendment.read if d in held]:
        line += " " + say("missing.read", language, items=", ".join(read))
    return line


def _in_act(document: str, reference: Reference, store: ProvisionStore, language: str) -> str:
    """Why a regulation held has no such provision."""
    head, rest = reference.segments[0], reference.segments[1:]
    names = {
        "reference": reference.text,
        "of": _of(document, language),
        "the": _the(document, language),
    }
    if rest and rest[0].startswith("rule_"):
        return say("missing.rule", language, **names, last=last_rule(document))
    if not rest and not reference.part:
        tops = {parse(i).segments[0] for i in store.ids() if i.startswith(f"{document}/{head[:4]}")}
        return say(_WHOLE[head[:4]], language, **names, last=len(tops))
    article = f"{document}/{head}"
    if head.startswith("art_") and store.get(article) is not None:
        return _in_article(article, rest, names, store, language)
    return say("missing.in", language, **names)


def _in_article(
    article: str, rest: Sequence[str], names: dict[str, str], store: ProvisionStore, language: str
) -> str:
    """How many paragraphs an article has that has not the one asked for, and whether it was changed since."""
    count = sum(i.startswith(f"{article}/") and i.count("/") == 2 and i[-1].isdigit() for i in store.ids())
    has_paragraph = store.get(f"{article}/{rest[0]}") is not None
    key = "missing.in" if has_paragraph else "missing.paragraph" if count else "missing.unnumbered"
    if article.endswith("/art_2") and not has_paragraph:
        key = "missing.definition"
    line = say(key, language, **names, label=_bare(article, language), last=count)
    changes = [a for a in amendments_of(article) if a.provision == article]
    return f"{line} {amended_line(article, changes, language)}" if changes else line


def _bare(article: str, language: str) -> str:
    return label(article, language).partition(", ")[2]


def _the(document: str, language: str) -> str:
    name = document_name(document, language)
    if language != "fr":
        return f"the {name}"
    return f"l'{name}" if name[0] in "AEIOUH" else f"le {name}"


def _of(document: str, language: str) -> str:
    name = document_name(document, language)
    if language != "fr":
        return f"of the {name}"
    return f"de l'{name}" if name[0] in "AEIOUH" else f"du {name}"


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]
