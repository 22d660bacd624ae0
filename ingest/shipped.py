"""Vectors of our digests that come with the program, so that a first start need not embed them.

One file a kind of text: hashes of the words the encoder saw, vectors in 8 bits with a scale a row, and the encoder
that made them; another encoder, or a text changed since, finds nothing here and is embedded. `python -m
ingest.shipped` makes them anew after digests changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.digests import digests
from corpus.models import Passage, TextKind
from ingest.chunk import passages_of
from ingest.embed import Encoder, open_encoder
from ingest.hashing import content_hash
from ingest.readers.digests import read_digests

FOLDER = Path(__file__).parent / "shipped"
_BATCH = 64


def shipped_vectors(fingerprint: str, wanted: Collection[str]) -> dict[str, NDArray[np.float32]]:
    """Unit vectors by content hash for the texts wanted, as far as this encoder's are shipped."""
    found: dict[str, NDArray[np.float32]] = {}
    for path in sorted(FOLDER.glob("*.npz")):
        with np.load(path) as held:
            if str(held["encoder"]) != fingerprint:
                continue
            rows, scales = held["rows"], held["scales"]
            for n, key in enumerate(held["hashes"]):
                if (name := bytes(key).hex()) in wanted:
                    found[name] = rows[n].astype(np.float32) * scales[n]
    return found


def digest_passages(kind: TextKind) -> list[Passage]:
    """All passages of our digests of one kind (`digest` or `question`), in the order of the files."""
    return [
        passage
        for reading in read_digests(digests().values())
        if reading.provisions[0].texts[0].kind is kind
        for passage in passages_of({p.id: p for p in reading.provisions})
    ]


def write_shipped(passages: Iterable[Passage], encoder: Encoder, path: Path) -> int:
    """Embed the passages and write their file; returns how many texts it holds."""
    texts = {content_hash(p): p.embedded_text for p in passages}
    known = shipped_vectors(encoder.fingerprint, texts)
    fresh = [key for key in texts if key not in known]
    for start in range(0, len(fresh), _BATCH):
        batch = fresh[start : start + _BATCH]
        for key, row in zip(batch, encoder.embed_documents([texts[k] for k in batch]), strict=True):
            known[key] = np.asarray(row, dtype=np.float32)
    vectors = np.stack([known[key] for key in texts])
    scales = np.abs(vectors).max(axis=1) / 127
    rows = np.rint(vectors / scales[:, None]).astype(np.int8)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        encoder=np.array(encoder.fingerprint),
        hashes=np.frombuffer(b"".join(bytes.fromhex(k) for k in texts), dtype="V32"),
        rows=rows,
        scales=scales.astype(np.float32),
    )
    return len(texts)


def main() -> None:
    """Make the files anew."""
    encoder = open_encoder()
    for kind in (TextKind.DIGEST, TextKind.QUESTION):
        count = write_shipped(digest_passages(kind), encoder, FOLDER / f"{kind.value}.npz")
        print(f"{kind.value}: {count} texts")


if __name__ == "__main__":
    main()
