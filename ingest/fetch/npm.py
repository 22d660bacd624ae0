"""French codes from the npm package `@socialgouv/legi-data`, which has whole codes of Légifrance as JSON.

A package holds each code as it stood on one day (`dateDebutVersion`), with every article's Légifrance id, HTML text and
dates in force. Only the articles that the corpus wants are kept: the rest of the code's 47 MB would never be read.
Tried against the registry with the versions of 2023 to 2026 (`tests/ingest/fetch/test_npm_network.py`).
"""

from __future__ import annotations

import base64
import datetime
import gzip
import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from urllib.parse import quote, urlsplit

from ingest.errors import FetchError, NotThere
from ingest.fetch.client import Client

_MOST_UNPACKED = 600_000_000
_MOST_MEMBER = 120_000_000
_MOST_PACKED = 60_000_000
_EPOCH = datetime.date(1970, 1, 1)
_NO_END = "2999"
"""Légifrance writes the year 2999 for a text without an end."""


@dataclass(frozen=True, slots=True)
class Package:
    """One version of a package in the registry: where its tarball is and the checksum it must have."""

    name: str
    version: str
    address: str
    integrity: str


@dataclass(frozen=True, slots=True)
class Extract:
    """The wanted articles of a code: `version` is the day from which the code stands so, `until` the day from which
    the publisher knows of another state (empty when it knows none), `absent` the wanted articles it has no longer or
    not yet."""

    data: bytes
    version: str
    until: str
    absent: tuple[str, ...]


def packages(client: Client, registry: str, name: str) -> list[Package]:
    """The versions of a package that the registry has, the one it calls latest last."""
    address = f"{registry.rstrip('/')}/{quote(name, safe='@')}"
    answer = client.get(address, accept="application/vnd.npm.install-v1+json, application/json;q=0.8")
    try:
        described = json.loads(answer.data)
        latest = described["dist-tags"]["latest"]
        found = [_package(registry, name, v, d["dist"]) for v, d in described["versions"].items()]
    except (ValueError, KeyError, TypeError) as error:
        raise FetchError(f"the npm registry does not describe {name} as expected ({error!r:.60})") from error
    return sorted(found, key=lambda p: (p.version == latest, _numbers(p.version)))


def _package(registry: str, name: str, version: str, dist: dict[str, str]) -> Package:
    """The tarball is asked of the registry in use, where a mirror may name another host for it."""
    plain = name.rpartition("/")[2]
    tarball = urlsplit(dist["tarball"]).path.rpartition("/")[2] or f"{plain}-{version}.tgz"
    return Package(name, version, f"{registry.rstrip('/')}/{name}/-/{tarball}", dist.get("integrity", ""))


def download(client: Client, package: Package) -> bytes:
    """The tarball, held against its checksum. Raises FetchError when it differs or the registry gives none."""
    data = client.get(package.address, size=_MOST_PACKED).data
    check_integrity(data, package.integrity, f"{package.name} {package.version}")
    return data


def check_integrity(data: bytes, integrity: str, what: str) -> None:
    """Raise FetchError unless the bytes have a checksum of `integrity` (`sha512-…`, as npm writes it)."""
    for entry in integrity.split():
        algorithm, _, wanted = entry.partition("-")
        if algorithm == "sha512":
            if base64.b64encode(hashlib.sha512(data).digest()).decode() == wanted.partition("?")[0]:
                return
            raise FetchError(f"{what}: the checksum differs from the registry's; the file is not kept")
    raise FetchError(f"{what}: the registry gives no sha512 checksum; the file is not kept")


def extract_articles(tarball: bytes, code: str, wanted: Sequence[str], package: Package) -> Extract:
    """The wanted articles of a code out of a package. Raises FetchError when it has no such code, or is no package."""
    member = f"package/data/{code}.json"
    try:
        tree = json.loads(_member(tarball, member))
        described = tree["data"]
        version, until = str(described["dateDebutVersion"]), str(described.get("dateFinVersion") or "")
        found = {a["num"]: a for a in _articles(tree, (), version) if a["num"] in set(wanted)}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FetchError(
            f"{package.name} {package.version}: {code} is not built as expected ({error!r:.60})"
        ) from error
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", version) or not found:
        raise FetchError(
            f"{package.name} {package.version}: {code} has no date, or none of the wanted articles"
        )
    absent = tuple(n for n in wanted if n not in found)
    kept = {
        "format": "legifrance-articles",
        "code": code,
        "version": version,
        "package": f"{package.name}@{package.version}",
        "absent": absent,
        "articles": [found[n] for n in wanted if n in found],
    }
    data = json.dumps(kept, ensure_ascii=False, indent=1).encode()
    return Extract(data, version, "" if until.startswith(_NO_END) else until, absent)


def _articles(node: dict[str, Any], path: tuple[str, ...], day: str) -> Iterator[dict[str, Any]]:
    """The articles in force on a day under a node, with the headings above them."""
    data = node["data"]
    if node["type"] == "article":
        since, until = _date(data["dateDebut"]), _date(data["dateFin"])
        if since <= day < until:
            yield {
                "num": data["num"],
                "id": data["id"],
                "since": since,
                "until": "" if until.startswith(_NO_END) else until,
                "path": [p.strip() for p in path],
                "html": data["texteHtml"],
                "texts": [
                    {"id": v["id"], "since": _date(v["dateDebut"]), "until": _date(v["dateFin"])}
                    for v in data.get("articleVersions") or ()
                ],
            }
        return
    below = path if node["type"] == "code" else (*path, data["title"])
    for child in node.get("children", ()):
        yield from _articles(child, below, day)


def _date(milliseconds: int) -> str:
    """A day of Légifrance's, given in milliseconds since 1970."""
    return (_EPOCH + datetime.timedelta(milliseconds=milliseconds)).isoformat()


class _Bounded(io.RawIOBase):
    """What unpacking gives, stopped when it is more than any package has (a bomb)."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream, self._left = stream, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise FetchError("the package unpacks to far more than such data has (a zip bomb?); stopped")
        buffer[: len(data)] = data
        return len(data)


def _member(tarball: bytes, name: str) -> bytes:
    """One file of a tarball, read as a stream within bounds; nothing is written to disk."""
    try:
        with gzip.open(io.BytesIO(tarball)) as unpacked:
            stream = cast(BinaryIO, io.BufferedReader(_Bounded(cast(BinaryIO, unpacked), _MOST_UNPACKED)))
            with tarfile.open(fileobj=stream, mode="r|") as archive:
                for entry in archive:
                    if entry.name == name and entry.isfile():
                        if entry.size > _MOST_MEMBER:
                            raise FetchError(f"{name} is {entry.size // 1_000_000} MB, more than a code has")
                        file = archive.extractfile(entry)
                        return file.read() if file else b""
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise FetchError(f"the package is no whole tarball ({str(error)[:80]})") from error
    raise NotThere(f"the package has no {name.removeprefix('package/')}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", version))
