"""EU acts from Cellar, the store of the Publications Office: which consolidated versions there are, and their texts.

An act is asked for as XHTML by content negotiation, and as a Formex 4 package where there is none. A consolidated text
has no recitals; those come from the act as published. Written from what is known of Cellar's interface and tried
against a local server that answers in its manner; not tried against Cellar itself: the query of the SPARQL endpoint,
which header wins where both `Accept-Language` and the language of the address are given, ETags, and the body of a 300
answer, which is taken as "no such file" here so that Formex is asked for instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from ingest.errors import FetchError, NotThere
from ingest.fetch.client import Client, Response, Validators
from ingest.fetch.content import check_act

_LANGUAGES = {"fr": "fra", "en": "eng"}
_XHTML = "application/xhtml+xml, text/html;q=0.9"
_QUERY = """PREFIX cdm: <http://publications.europa.eu/ontology/cdm#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?celex WHERE {{
  ?act owl:sameAs <http://publications.europa.eu/resource/celex/{celex}> .
  ?text cdm:act_consolidated_consolidates_resource_legal ?act ; cdm:resource_legal_id_celex ?celex .
}}"""


@dataclass(frozen=True, slots=True)
class ActText:
    """One text of an act as it came: its bytes, their format (`ingest.formats.Format`), and the answer."""

    data: bytes
    format: str
    response: Response


def consolidated_dates(client: Client, base: str, celex: str) -> list[str]:
    """The dates (YYYY-MM-DD) of the consolidated versions of an act, the newest first.

    Asks the SPARQL endpoint, and the act's notice where that fails or knows none. Raises FetchError when both do.
    """
    try:
        dates = _dates(_sparql(client, base, celex), celex)
    except FetchError:
        dates = []
    if not dates:
        answer = client.get(f"{base}/resource/celex/{celex}", accept="application/xml;notice=tree")
        dates = _dates(answer.data.decode("utf-8", "replace"), celex)
    if not dates:
        raise FetchError(f"Cellar lists no consolidated version of {celex}")
    return dates


def _sparql(client: Client, base: str, celex: str) -> str:
    accept = "application/sparql-results+json"
    query = urlencode({"query": _QUERY.format(celex=celex), "format": accept})
    answer = client.get(f"{base}/webapi/rdf/sparql?{query}", accept=accept)
    try:
        return " ".join(b["celex"]["value"] for b in json.loads(answer.data)["results"]["bindings"])
    except (ValueError, KeyError, TypeError) as error:
        raise FetchError(f"the SPARQL endpoint does not answer as expected ({error!r:.60})") from error


def _dates(text: str, celex: str) -> list[str]:
    """The dates in a text that names versions; versions of other acts are none of ours."""
    found = re.findall(rf"\b0{celex[1:]}-(\d{{4}})(\d{{2}})(\d{{2}})\b", text)
    return sorted({"-".join(d) for d in found}, reverse=True)


def consolidated(
    client: Client, base: str, celex: str, date: str, language: str, known: Validators | None = None
) -> ActText:
    """A consolidated version in a language. Raises NotThere when it is not served so, FetchError otherwise."""
    version = f"0{celex[1:]}-{date.replace('-', '')}"
    package = f"{celex[1:]}/{date.replace('-', '')}.{_LANGUAGES[language].upper()}.fmx4"
    packages = (
        f"{base}/resource/consolidation/{quote(package, safe='')}",
        f"{base}/resource/celex/{version}.{_LANGUAGES[language].upper()}.fmx4",
    )
    return _first(client, f"{base}/resource/celex/{version}", packages, celex, language, date, known)


def as_published(client: Client, base: str, celex: str, language: str) -> ActText:
    """The act as published in the Official Journal. Raises as `consolidated` does."""
    packages = (f"{base}/resource/celex/{celex}.{_LANGUAGES[language].upper()}.fmx4",)
    return _first(client, f"{base}/resource/celex/{celex}", packages, celex, language, "", None)


def _first(
    client: Client,
    address: str,
    packages: tuple[str, ...],
    celex: str,
    language: str,
    date: str,
    known: Validators | None,
) -> ActText:
    """The XHTML, else the first Formex package there is; the fault of the XHTML is told when there is none."""
    try:
        answer = client.get(address, accept=_XHTML, language=_LANGUAGES[language], known=known)
        if answer.is_unchanged:
            return ActText(b"", "", answer)
        return ActText(answer.data, check_act(answer.data, celex, language, date).format.value, answer)
    except FetchError as error:
        fault = error
    for found in _packages(client, packages):
        return ActText(found.data, check_act(found.data, celex, language, date).format.value, found)
    raise fault


def _packages(client: Client, addresses: tuple[str, ...]) -> Iterator[Response]:
    for address in addresses:
        try:
            yield client.get(address, accept="application/zip")
        except NotThere:
            continue
