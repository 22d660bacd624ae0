"""The catalogue of sources and the record of amendments, read from the YAML files beside this module."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import CatalogueError
from corpus.ids import CitationId, is_valid, parse

_HERE = Path(__file__).parent


class LegalForce(StrEnum):
    """How much a source binds."""

    REGULATION = "regulation"
    CODE = "code"
    GUIDANCE = "guidance"
    AGENCY_PAGE = "agency-page"
    COMMENTARY = "commentary"


@dataclass(frozen=True, slots=True)
class Fetch:
    """How a source comes from its publisher: `cellar` (by CELEX, in `languages`), `npm` (a code of law in a
    package) or `page` (a page or PDF at `address`)."""

    publisher: str
    address: str = ""
    languages: tuple[str, ...] = ()
    package: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One document of the catalogue. `version` is a date or empty where the publisher gives none; `fetch` is None
    where no address to fetch from is known."""

    id: str
    title_fr: str
    title_en: str
    publisher: str
    address: str
    languages: tuple[str, ...]
    version: str
    legal_force: LegalForce
    licence: str
    reader: str
    files: tuple[str, ...]
    celex: str = ""
    fetch: Fetch | None = None
    publisher_en: str = ""

    def publisher_in(self, language: str) -> str:
        """Who publishes it; in French where it has one name."""
        return (self.publisher_en if language == "en" else "") or self.publisher

    def title(self, language: str) -> str:
        """Title in French or English."""
        return self.title_fr if language == "fr" else self.title_en


@dataclass(frozen=True, slots=True)
class ExternalSource:
    """A source outside the corpus: its id may be cited, its text is not here.

    `fact` is what rests on it; `note` says how far the copy that was read may be trusted.
    """

    id: str
    addresses: tuple[str, ...]
    fact_fr: str
    fact_en: str
    note_fr: str
    note_en: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of a provision by a later act: `act` is its CELEX number, `effective` a date YYYY-MM-DD.

    `added` says that the act brought the provision in; `read` are documents that explain it.
    """

    act: str
    effective: str
    provision: str
    note_fr: str
    note_en: str
    added: bool = False
    read: tuple[str, ...] = ()


@cache
def sources() -> dict[str, Source]:
    """All sources by document id. Raises CatalogueError when an entry is incomplete or doubled."""
    found: dict[str, Source] = {}
    for entry in _load("catalogue.yaml"):
        source = _source(entry)
        if source.id in found:
            raise CatalogueError(f"catalogue.yaml: document id {source.id} appears twice")
        found[source.id] = source
    return found


@cache
def external_sources() -> dict[str, ExternalSource]:
    """The sources outside the corpus, by the id under which they are cited."""
    found = {}
    for entry in _load("external.yaml"):
        source = ExternalSource(**{**entry, "addresses": tuple(entry["addresses"])})
        if not is_valid(source.id) or source.id in found or not source.addresses:
            raise CatalogueError(f"external.yaml: {source.id} is no id, appears twice or has no address")
        found[source.id] = source
    return found


@cache
def amendments() -> tuple[Amendment, ...]:
    """All recorded amendments, one entry a provision."""
    found = []
    for entry in _load("amendments.yaml"):
        for provision in entry["provisions"]:
            if not is_valid(provision):
                raise CatalogueError(f"amendments.yaml: {provision} is not a citation id")
            found.append(
                Amendment(
                    str(entry["act"]),
                    entry["from"],
                    provision,
                    entry["fr"],
                    entry["en"],
                    bool(entry.get("added")),
                    tuple(entry.get("read", ())),
                )
            )
    return tuple(found)


def amendments_of(provision_id: str, *, after: str = "", until: str = "") -> list[Amendment]:
    """Amendments that touch a provision: of it, of what holds it, or of a part of it; by date, an act once a date.

    `after` is the date of the text at hand, whose amendments up to then are in it; `until` the last day of interest.
    """
    cited = parse(provision_id)
    touching: dict[tuple[str, str], Amendment] = {}
    for amendment in amendments():
        is_due = after < amendment.effective and (not until or amendment.effective <= until)
        if is_due and _touches(parse(amendment.provision), cited):
            touching.setdefault((amendment.effective, amendment.act), amendment)
    return [touching[key] for key in sorted(touching)]


def additions(provision_id: str) -> list[Amendment]:
    """Amendments that brought in a provision, or what holds it, since the text of 2017; the first act first."""
    cited = parse(provision_id)
    found = [a for a in amendments() if a.added and parse(a.provision).encloses(cited)]
    return sorted(found, key=lambda a: (a.effective, a.act))


@cache
def wanted_articles(document: str) -> tuple[str, ...]:
    """Numbers of the articles of a code that the corpus has, in its order; none for what is no code."""
    return tuple(_load_mapping("articles.yaml").get(document, ()))


def source_url(provision_id: str, language: str) -> str:
    """Address of a provision at its publisher, as near as the publisher's anchors allow; empty when unknown."""
    cited = parse(provision_id)
    source = sources().get(cited.document)
    if source is None:
        outside = external_sources().get(provision_id)
        return outside.addresses[0] if outside else ""
    if not source.celex:
        return source.address
    tag = "FR" if language == "fr" else "EN"
    page = f"https://eur-lex.europa.eu/legal-content/{tag}/TXT/HTML/?uri=CELEX:{source.celex}"
    return f"{page}#{_anchor(cited)}" if cited.segments else page


def _anchor(cited: CitationId) -> str:
    """Anchor in the act as published: `art_10`, `010.009` for a numbered paragraph, `anx_VIII`, `rct_19`."""
    head, rest = cited.segments[0], cited.segments[1:]
    if (
        cited.unit == "article"
        and rest
        and rest[0].isdigit()
        and cited.number.isdigit()
        and cited.number != "2"
    ):
        return f"{int(cited.number):03d}.{int(rest[0]):03d}"
    return head


def _touches(amended: CitationId, cited: CitationId) -> bool:
    return amended.encloses(cited) or cited.encloses(amended)


def _load_mapping(name: str) -> dict[str, list[str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (_HERE / name).open(encoding="utf-8") as file:
        data: dict[str, list[str]] = yaml.load(file, Loader=loader)
    return data


def _load(name: str) -> list[dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (_HERE / name).open(encoding="utf-8") as file:
        data: list[dict[str, Any]] = yaml.load(file, Loader=loader)
    return data


def _source(entry: dict[str, Any]) -> Source:
    try:
        return Source(
            **{
                **entry,
                "languages": tuple(entry["languages"]),
                "files": tuple(entry["files"]),
                "legal_force": LegalForce(entry["legal_force"]),
                "fetch": _fetch(entry.get("fetch")),
            }
        )
    except (TypeError, KeyError, ValueError) as error:
        raise CatalogueError(f"catalogue.yaml: entry {entry.get('id', '?')}: {error}") from error


def _fetch(entry: dict[str, Any] | None) -> Fetch | None:
    if entry is None:
        return None
    found = Fetch(**{**entry, "languages": tuple(entry.get("languages", ()))})
    if found.publisher not in ("cellar", "npm", "page"):
        raise ValueError(f"unknown publisher {found.publisher}")
    return found
