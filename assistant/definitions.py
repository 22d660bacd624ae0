"""Questions for a definition (« c'est quoi un fabricant ? ») go to where the term is defined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

import corpus
from assistant.query_terms import glossary
from ingest.store import ProvisionStore
from ingest.words import fold, stems

_ASKED = re.compile(
    r"^\W*(?:(?:quelle est |donnez |donne |what is |what's )?(?:la |the )?d[eé]finition (?:de |d['’]|du |des |of )?"
    r"|qu['’]est[- ]ce (?:que |qu['’])(?:c['’]est (?:que |qu['’])?)?|c['’]est quoi |kesako |qu['’]entend[- ]on par "
    r"|que (?:veut dire|signifie) |what (?:is|are) (?:meant by )?|what does |define |meaning of |definition )"
    r"(?:une? |l[ea]s? |l['’]|du |des |the |an? |« ?|['\"‘“])*(?P<term>[^?!.;:,]{2,70}?)"
    r"(?: ?»|['\"’”])?(?: mean)?(?:\s+(?:au sens |selon |dans |under |in |according |d['’]apr[eè]s ).*)?\s*[?!.]*\s*$",
    re.I,
)
_TERM_FIRST = re.compile(
    r"^\W*(?P<term>[\w\s'’-]{2,60}?)\s*(?::|,|-)?\s*(?:d[eé]finition|c['’]est quoi|kesako|definition)\W*$",
    re.I,
)


def asked_term(question: str) -> str | None:
    """The term whose definition a question asks for; None when it asks for something else."""
    match = _ASKED.match(question) or _TERM_FIRST.match(question)
    return match["term"].strip() if match else None


class Definitions:
    """Where terms are defined: the definitions of the acts by their titles, and those of our own list."""

    def __init__(self, store: ProvisionStore) -> None:
        self._by_title: dict[frozenset[str], list[str]] = {}
        for provision_id, title in store.definitions():
            # A term may be spelt alike in two languages of one act.
            same = self._by_title.setdefault(frozenset(stems(title, "en")), [])
            if provision_id not in same:
                same.append(provision_id)
        self._held = store.ids()

    def of(self, term: str, language: str) -> list[str]:
        """Provisions that define a term, written in `language`; none when it is no defined term."""
        for words, provisions in _elsewhere():
            if fold(term) in words:
                return [p for p in provisions if p in self._held]
        return next((found for key in _keys(term, language) if (found := self._by_title.get(key))), [])


def _keys(term: str, language: str) -> list[frozenset[str]]:
    """The term's stems in English, the acts' language here, the likeliest first."""
    own = [frozenset(stems(term, "en"))]
    translated = glossary().terms(term, language, "en")
    if len(translated) == 1:
        ranked: Sequence[tuple[tuple[str, ...], float]] = sorted(
            translated[0].alternatives, key=lambda a: -a[1]
        )
        own += [frozenset(phrase) for phrase, _ in ranked]
    return [key for key in own if key]


@cache
def _elsewhere() -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    path = Path(corpus.__file__).parent / "defined_terms.yaml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple((frozenset(fold(w) for w in e["words"]), tuple(e["provisions"])) for e in entries)
