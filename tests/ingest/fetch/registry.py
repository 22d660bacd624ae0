"""An npm registry of our own, with packages of a small code under the article numbers that the corpus wants."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import json
import tarfile
from typing import Any

from tests.ingest.fetch.server import LocalServer, give

CODE = "LEGITEXT000006073189"
NAME = "@socialgouv/legi-data"
_FOREVER = "2999-01-01"

Articles = dict[str, list[tuple[str, str, str, str]]]
"""By number, every text there was: id, since, until, HTML."""

FIRST = "<p>Le loueur de vélos vérifie les freins avant chaque location.</p>"
SECOND = "<p>Le loueur de vélos vérifie les freins et la sonnette avant chaque location.</p>"
PARTS = "<p>Le client :</p><p>1° Rend le vélo propre ;<br/>2° Paie la location.</p>"

ARTICLES: Articles = {
    "L162-48": [
        ("LEGIARTI1", "2020-01-01", "2024-01-01", FIRST),
        ("LEGIARTI2", "2024-01-01", _FOREVER, SECOND),
    ],
    "R165-4": [("LEGIARTI3", "2020-01-01", _FOREVER, PARTS)],
    "L162-57": [("LEGIARTI4", "2020-01-01", "2025-01-01", "<p>Une pénalité de cinq euros est due.</p>")],
}


def milliseconds(day: str) -> int:
    return int((datetime.date.fromisoformat(day) - datetime.date(1970, 1, 1)).total_seconds()) * 1000


def code(day: str, articles: Articles = ARTICLES, until: str = _FOREVER) -> dict[str, Any]:
    """The code as it stands on a day, in the package's shape."""
    standing = []
    for number, texts in articles.items():
        for text_id, since, end, html in texts:
            if since <= day < end:
                every = [
                    {"id": i, "dateDebut": milliseconds(s), "dateFin": milliseconds(e)}
                    for i, s, e, _ in texts
                ]
                data = {
                    "num": number,
                    "id": text_id,
                    "dateDebut": milliseconds(since),
                    "dateFin": milliseconds(end),
                    "texteHtml": html,
                    "articleVersions": every,
                }
                standing.append({"type": "article", "data": data})
    part = {"type": "section", "data": {"title": "Partie d'essai"}, "children": standing}
    about = {"title": "Code d'essai", "dateDebutVersion": day, "dateFinVersion": until}
    return {"type": "code", "data": about, "children": [part]}


def tarball(tree: Any, member: str = f"package/data/{CODE}.json") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        data = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
        entry = tarfile.TarInfo(member)
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def integrity(data: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()


def publish(server: LocalServer, versions: dict[str, bytes], sums: dict[str, str] | None = None) -> None:
    """Put versions of the package on a server, the last one as latest; `sums` stand for the true checksums."""
    described = {}
    for version, data in versions.items():
        name = f"legi-data-{version}.tgz"
        server.paths[f"/{NAME}/-/{name}"] = give(data, media_type="application/octet-stream")
        dist = {
            "tarball": f"https://elsewhere.example/{name}",
            "integrity": (sums or {}).get(version, integrity(data)),
        }
        described[version] = {"dist": dist}
    about = {"dist-tags": {"latest": list(versions)[-1]}, "versions": described}
    server.paths["/@socialgouv%2Flegi-data"] = give(json.dumps(about), media_type="application/json")
