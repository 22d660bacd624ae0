"""How well support is told from its lack on sentences of our own: `python -m evals.support` prints the sweep of floors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import yaml

import assistant.support
from assistant.support import Support
from corpus.models import Provision, ProvisionKind, ProvisionText, TextKind
from corpus.references import Resolver
from ingest.embed import Encoder, open_encoder
from ingest.words import LANGUAGES

_PATH = Path(__file__).parent / "support.yaml"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence about a text, and whether the text supports it."""

    provision: Provision
    sentence: str
    language: str
    is_supported: bool


def pairs() -> Iterator[Pair]:
    """All pairs of the file."""
    for entry in yaml.safe_load(_PATH.read_text(encoding="utf-8")):
        text = ProvisionText(
            "mdr/art_1", TextKind.OFFICIAL, entry["language"], "2017-05-05", "", (), entry["text"]
        )
        provision = Provision("mdr/art_1", "mdr", ProvisionKind.ARTICLE, 1, texts=(text,))
        for name in ("supported", "unsupported"):
            for sentence in entry[name]:
                french = any(w in f" {sentence.lower()}" for w in (" le ", " la ", " l'", " un ", " les "))
                yield Pair(provision, sentence, LANGUAGES[0 if french else 1], name == "supported")


def judged(encoder: Encoder) -> list[tuple[Pair, str]]:
    """Each pair with what was found wrong with it, empty for nothing."""
    resolver = Resolver(["mdr/art_1"])
    return [
        (p, Support(encoder, resolver, question="", language=p.language).problem(p.sentence, [p.provision]))
        for p in pairs()
    ]


def main() -> None:
    """Print, for each pair of floors, what passes wrongly and what is dropped wrongly."""
    encoder = open_encoder()
    for similar, carried in product((0.0, 0.8, 0.84, 0.86, 0.88, 0.9), (0.3, 0.4, 0.45, 0.5, 0.6)):
        assistant.support.LEAST_SIMILAR, assistant.support.LEAST_CARRIED = similar, carried
        found = judged(encoder)
        passed = [p for p, problem in found if not problem and not p.is_supported]
        dropped = [p for p, problem in found if problem and p.is_supported]
        print(
            f"{similar:.2f} {carried:.2f}: {len(passed)} pass wrongly, {len(dropped)} dropped wrongly of {len(found)}"
        )


if __name__ == "__main__":
    main()
