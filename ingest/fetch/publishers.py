"""Each publisher's way from a catalogued source to texts: what to ask for, in which order, and what it says of them.

A publisher gives `Came` for each text that arrived and `Same` for each that it says has not changed. What is wrong
with a text is raised as FetchError by the one that would have come next; the texts before it stay good.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from corpus.catalogue import Fetch, Source, wanted_articles
from corpus.models import Edition
from ingest.errors import FetchError, NotThere, Unreachable
from ingest.fetch import cellar, npm
from ingest.fetch.addresses import CELLAR, NPM_REGISTRY
from ingest.fetch.client import Client, Response, Validators, host_of
from ingest.fetch.content import HTML, PDF, UNKNOWN, page_format, page_language, what_instead
from ingest.readers.legifrance import FORMAT as LEGIFRANCE
from ingest.readers.page_html import page_date
from ingest.readers.page_pdf import pdf_date
from ingest.versions import Held, VersionStore

_TRIED_VERSIONS = 3
"""How many consolidated versions are asked for in a language before giving up: a listed one may not be served yet."""


@dataclass(frozen=True, slots=True)
class Bases:
    """Where the publishers are. `pages` empty means each page's own address; else pages are asked there, under
    `<pages>/<host>/<path>` (a mirror)."""

    cellar: str = CELLAR
    npm: str = NPM_REGISTRY
    pages: str = ""

    def hosts(self, source: Source) -> frozenset[str]:
        """The hosts that may be asked for a source."""
        if source.fetch is None:
            return frozenset()
        address = {"cellar": self.cellar, "npm": self.npm}.get(source.fetch.publisher)
        return frozenset({host_of(address or self.page(source.fetch.address))})

    def page(self, address: str) -> str:
        """Where a page is asked for."""
        return f"{self.pages.rstrip('/')}/{address.partition('://')[2]}" if self.pages else address


@dataclass(frozen=True, slots=True)
class Came:
    """A text as it came, not yet read. `notes` are what its publisher says beside it, one line each."""

    data: bytes
    held: Held
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Same:
    """A held text that its publisher says has not changed."""

    held: Held
    told: Held
    notes: tuple[str, ...] = ()


Arrivals = Iterator[Came | Same | FetchError]


def arrivals(
    source: Source, store: VersionStore, client: Client, bases: Bases, *, history: bool = False
) -> Arrivals:
    """What a source's publisher has, with `history` also the older versions it still gives.

    A fault that leaves other texts untouched is given as a FetchError in their midst; one that ends the matter is
    raised.
    """
    assert source.fetch is not None
    ways: dict[str, Callable[..., Arrivals]] = {"cellar": _from_cellar, "npm": _from_npm, "page": _from_page}
    return ways[source.fetch.publisher](source, source.fetch, store, client, bases, history)


def _from_npm(
    source: Source, fetch: Fetch, store: VersionStore, client: Client, bases: Bases, history: bool
) -> Arrivals:
    """A code as the package's newest version has it."""
    known = store.held(source.id)
    found = npm.packages(client, bases.npm, fetch.package)
    for package in _asked(found, history):
        held = next((h for h in known if package.version in h.revision.split()), None)
        if held:
            yield Same(held, _stamp(held))
            continue
        try:
            tarball = npm.download(client, package)
            extract = npm.extract_articles(tarball, fetch.code, wanted_articles(source.id), package)
        except NotThere as error:  # only an older package may lack the code
            is_latest = package is found[-1]
            yield FetchError(str(error)) if is_latest else NotThere(f"package {package.version}: {error}")
            continue
        except FetchError as error:
            yield error
            continue
        notes = tuple(
            f"{source.id}/{number} is not in the code of {extract.version}" for number in extract.absent
        )
        new = _new(source, "fr", LEGIFRANCE, f"{fetch.code}.json", package.address, extract.version)
        yield Came(extract.data, _with(new, until=extract.until, revision=package.version), notes)


def _asked(found: list[npm.Package], history: bool) -> list[npm.Package]:
    """The package called latest; the others first where the history is wanted, the newest of them first."""
    return [*found[:-1][::-1], found[-1]] if history else found[-1:]


def _from_cellar(
    source: Source, fetch: Fetch, store: VersionStore, client: Client, bases: Bases, history: bool
) -> Arrivals:
    """The newest consolidated version and the act as published, in each language."""
    base = bases.cellar.rstrip("/")
    try:
        dates = cellar.consolidated_dates(client, base, source.celex)
    except Unreachable:
        raise
    except FetchError as error:
        yield error
        dates = []
    for language in fetch.languages:
        got = not dates
        for place, date in enumerate(dates if history else dates[:_TRIED_VERSIONS]):
            until = dates[place - 1] if place else ""
            try:
                yield _consolidated(source, store, client, base, date, language, until)
                got = True
            except NotThere as error:
                yield NotThere(f"version {date} in {language} is listed and not given: {error}")
                continue
            except FetchError as error:
                yield error
                got = True
            if not history:
                break
        if not got:
            yield FetchError(f"no consolidated version in {language} is given")
        published = store.newest(source.id, language, Edition.PUBLISHED.value)
        if published is None:  # what is published does not change: it is asked for once
            try:
                yield _published(source, client, base, language, dates[-1] if dates else "")
            except FetchError as error:
                yield FetchError(f"act as published, in {language}: {error}")


def _consolidated(
    source: Source, store: VersionStore, client: Client, base: str, date: str, language: str, until: str
) -> Came | Same:
    """The version of a date in a language, which stands until the next one there is."""
    held = next(
        (
            h
            for h in reversed(store.held(source.id))
            if (h.date, h.language, h.edition) == (date, language, Edition.CONSOLIDATED.value)
        ),
        None,
    )
    known = Validators(held.etag, held.last_modified) if held else None
    if held and not (held.etag or held.last_modified):
        return Same(held, _with(_stamp(held), until=until))
    text = cellar.consolidated(client, base, source.celex, date, language, known)
    if held and text.response.is_unchanged:
        return Same(held, _with(_stamp(held, text.response), until=until))
    return _act(source, text, language, Edition.CONSOLIDATED.value, date, until)


def _published(source: Source, client: Client, base: str, language: str, until: str) -> Came:
    text = cellar.as_published(client, base, source.celex, language)
    return _act(source, text, language, Edition.PUBLISHED.value, source.version, until)


def _act(source: Source, text: cellar.ActText, language: str, edition: str, version: str, until: str) -> Came:
    suffix = "zip" if text.format.endswith("zip") else "xhtml"
    new = _new(source, language, text.format, f"{source.celex}.{suffix}", text.response.address, version)
    return Came(text.data, _with(_stamp(new, text.response), edition=edition, until=until))


def _from_page(
    source: Source,
    fetch: Fetch,
    store: VersionStore,
    client: Client,
    bases: Bases,
    history: bool,  # noqa: ARG001
) -> Arrivals:
    """A page or a PDF at its address."""
    language = source.languages[0]
    held = store.newest(source.id, language)
    known = Validators(held.etag, held.last_modified) if held else None
    answer = client.get(
        bases.page(fetch.address), accept="text/html, application/pdf;q=0.9", language=language, known=known
    )
    if held and answer.is_unchanged:
        yield Same(held, _stamp(held, answer))
        return
    found, told = page_format(answer.data), page_language(answer.data)
    wants_pdf = ".pdf" in fetch.address.lower()
    if found == UNKNOWN or (wants_pdf and found != PDF):
        raise FetchError(f"{what_instead(answer.data)} came instead of the document")
    if told and told != language:
        raise FetchError(f"the page came in {told}, {language} was asked for")
    date = page_date(answer.data) if found == HTML else pdf_date(answer.data)
    name = f"{source.id}.{found}"
    new = _new(source, language, found, name, fetch.address, date or _now()[:10])
    yield Came(answer.data, _with(_stamp(new, answer), is_dated=bool(date)))


def _new(source: Source, language: str, format_name: str, name: str, address: str, version: str) -> Held:
    now = _now()
    return Held(
        document=source.id,
        version=version,
        language=language,
        edition="",
        format=format_name,
        name=name,
        address=address,
        fetched=now,
        checked=now,
        sha256="",
        words="",
    )


def _stamp(held: Held, answer: Response | None = None) -> Held:
    """A file as its publisher tells of it now."""
    told = answer.validators if answer else Validators()
    return _with(
        held,
        checked=_now(),
        etag=told.etag or held.etag,
        last_modified=told.last_modified or held.last_modified,
    )


def _with(held: Held, **changes: str | bool) -> Held:
    return replace(held, **changes)  # type: ignore[arg-type]


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
