"""The names of products in a text, and the stretches that speak of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NAME = r"[A-ZÀ-Ý][\w’'-]*"
_CAMEL = r"[A-Z][a-z0-9]+[A-Z][\w-]*|[A-Z][a-z]+[-+]?\d[\w-]*"
_CALLED = re.compile(
    rf"(?:s['’]appelle|appelée?s?|nommée?s?|baptisée?s?|dénommée?s?|[Cc]alled|[Nn]amed)\s*[«\"“]?\s*({_NAME}(?:\s{_NAME})?)"
)
_QUOTED = re.compile(
    rf"(?:pour|for|appli|application|app|logiciel|software|module|produit|product|outil|tool)\s*[«\"“]\s*({_NAME}(?:\s[\w-]+)?)\s*[»\"”]",
    re.I,
)
_CAMELS = re.compile(rf"(?<![\w-])(?:{_CAMEL})(?![\w-])")
_NOT_NAMES = re.compile(
    r"(?:iPhone|iOS|OpenAI|ChatGPT|PyTorch|TensorFlow|GitHub|LinkedIn|HealthKit|FitBit|Covid-?19|Class\d|Rule\d|INSi|eHealth|DiGA"
    r"|LangChain|MedTech|BioTech|FinTech|HealthTech|DeepTech|MySQL|PostgreSQL|JavaScript|TypeScript|WiFi|McKinsey|YouTube|WhatsApp"
    r"|PowerPoint|OpenEHR|ChatBot|SaMD|MDSaMD|PaaS|SaaS|IaaS|IIa|IIb|DMDIV)$",
    re.I,
)
_CLAUSE = re.compile(r"[.!?;,\n]|\b(?:et|and|mais|but|tandis que|while|whereas)\b", re.I)


@dataclass(frozen=True, slots=True)
class Mention:
    """A product's name, and where the clause that names it begins."""

    name: str
    start: int


def product_names(text: str, known: Sequence[str] = ()) -> tuple[str, ...]:
    """The names of products in a text, each once, in reading order; those known from before in any letters."""
    return tuple(dict.fromkeys(m.name for m in mentions(text, known)))


def mentions(text: str, known: Sequence[str] = ()) -> list[Mention]:
    """Each place that names a product, in reading order."""
    found = sorted({(start, name) for start, name in _found(text, known)})
    return [Mention(name, _clause_start(text, start)) for start, name in found]


def _found(text: str, known: Sequence[str]) -> Iterator[tuple[int, str]]:
    introduced = {m[1].strip() for p in (_CALLED, _QUOTED) for m in p.finditer(text)}
    introduced |= {m[0] for m in _CAMELS.finditer(text)}
    names = {name.lower(): name for name in introduced if not _NOT_NAMES.match(name)}
    names |= {name.lower(): name for name in known if name}
    for lower, name in names.items():
        for match in re.finditer(rf"(?<!\w){re.escape(lower)}(?!\w)", text.lower()):
            yield match.start(), name


def _clause_start(text: str, place: int) -> int:
    ends = [m.end() for m in _CLAUSE.finditer(text, 0, place)]
    return ends[-1] if ends else 0
