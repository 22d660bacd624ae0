"""What each part of the index gives: `python -m evals.ablation [--set held_back people]`.

One table a set: the retriever with everything, and without a part, on the same questions, side by side. Hits are at
article level, with 95 % bootstrap intervals.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assistant.retriever import Retriever
from assistant.settings import load_settings
from corpus.ids import EU_ACTS
from evals.metrics import all_documents_hit, bootstrap_interval, document_hit_at, hit_at
from evals.questions import Question, load
from ingest.embed import open_encoder
from ingest.index import IndexFolder

SETS = ("development", "held_back", "people")
VARIANTS: Mapping[str, tuple[str, ...]] = {
    "everything": (),
    "without asked questions": ("question",),
    "without digests": ("digest", "question"),
    "without digests and projection": ("digest", "question", "projection"),
    "without projection": ("projection",),
    "digests alone": ("official",),
}
DEPTH = 10

Row = dict[str, float]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", nargs="+", choices=SETS, default=SETS, help="questions to ask (default all)")
    parser.add_argument("--variant", nargs="+", choices=VARIANTS, default=tuple(VARIANTS), help="default all")
    options = parser.parse_args()
    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    index = IndexFolder(settings.index_folder).open(encoder.fingerprint)
    for name in options.set:
        asked = [q for q in load(name) if q.gold and q.kind != "reference"]
        print(
            f"\n## {name}\n\n| questions | variant | n | hit@1 | hit@5 | document@5 | both@5 |\n|---|---|---|---|---|---|---|"
        )
        measured = {
            v: measure(Retriever(index, encoder, without=VARIANTS[v]), asked) for v in options.variant
        }
        for group in sorted(measured[options.variant[0]]):
            for variant, groups in measured.items():
                print(
                    f"| {group} | {variant} | {len(groups[group])} | "
                    + " | ".join(_cells(groups[group]))
                    + " |"
                )


def measure(retriever: Retriever, asked: Sequence[Question]) -> dict[str, list[Row]]:
    """Scores of each question by its group (`regulations, fr`, …); all of them under `all`."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for q in asked:
        found = [h.provision for h in retriever.retrieve(q.question, language=q.lang, k=DEPTH).hits]
        row = {
            "hit@1": hit_at(1, found, q.gold),
            "hit@5": hit_at(5, found, q.gold),
            "document@5": document_hit_at(5, found, q.gold),
        }
        if set(EU_ACTS) <= set(q.documents):
            row["both@5"] = all_documents_hit(5, found, [g for g in q.gold if g.split("/")[0] in EU_ACTS])
        for group in (f"{q.group}, {q.lang}", "all"):
            groups[group].append(row)
    return groups


def _cells(rows: Sequence[Row]) -> Iterator[str]:
    for measure_name in ("hit@1", "hit@5", "document@5", "both@5"):
        values = [row[measure_name] for row in rows if measure_name in row]
        if not values:
            yield "n/a"
            continue
        low, high = bootstrap_interval(values)
        yield f"{sum(values) / len(values):.2f} [{low:.2f}, {high:.2f}]"


if __name__ == "__main__":
    main()
