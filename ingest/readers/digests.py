"""Our digests as readings: one a document, language and kind of text (the digest, the questions people ask)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from corpus.digests import LANGUAGES, Digest
from corpus.ids import parse
from corpus.models import Piece, Provision, ProvisionKind, ProvisionText, Reading, TextKind


def read_digests(digests: Iterable[Digest]) -> list[Reading]:
    """Readings of the digests: for each document and language the digests, then the questions."""
    by_document: dict[str, list[Digest]] = defaultdict(list)
    for digest in digests:
        by_document[parse(digest.id).document].append(digest)
    return [
        _reading(document, members, language, kind)
        for document, members in by_document.items()
        for language in LANGUAGES
        for kind in (TextKind.DIGEST, TextKind.QUESTION)
    ]


def _reading(document: str, digests: list[Digest], language: str, kind: TextKind) -> Reading:
    provisions = tuple(_provision(d, order, language, kind) for order, d in enumerate(digests))
    return Reading(document, language, max(d.as_of for d in digests), provisions)


def _provision(digest: Digest, order: int, language: str, kind: TextKind) -> Provision:
    is_digest = kind is TextKind.DIGEST
    blocks = (digest.digest[language], *_changes(digest, language)) if is_digest else digest.asked[language]
    text = ProvisionText(
        provision=digest.id,
        kind=kind,
        language=language,
        version=digest.as_of,
        title=digest.title[language] if is_digest else "",
        path=(),
        text="\n".join(blocks),
        pieces=tuple(Piece(text=b) for b in blocks),
        references=digest.related if is_digest else (),
        terms=digest.words if is_digest else (),
    )
    return Provision(digest.id, parse(digest.id).document, _kind(digest.id), order, texts=(text,))


def _changes(digest: Digest, language: str) -> list[str]:
    """What later acts changed, a line each, so that it is found and shown with the digest."""
    act = (
        "Règlement (UE) {}/{}, à partir du {} : {}"
        if language == "fr"
        else "Regulation (EU) {}/{}, from {}: {}"
    )
    return [act.format(c.act[1:5], int(c.act[6:10]), c.effective, c.what[language]) for c in digest.changed]


def _kind(provision_id: str) -> ProvisionKind:
    """What a provision is, as far as its id tells: the official reading, where there is one, says it better."""
    cited = parse(provision_id)
    if cited.unit == "recital":
        return ProvisionKind.RECITAL
    if cited.unit in ("article", "annex") and len(cited.segments) == 1:
        return ProvisionKind.ARTICLE if cited.unit == "article" else ProvisionKind.ANNEX
    return ProvisionKind.PASSAGE
