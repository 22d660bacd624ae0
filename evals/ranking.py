"""Learns the weights of `assistant/ranking.py` on the development questions: `python -m evals.ranking`.

Prints them for a person to copy, with hits when learnt on four fifths and tried on the last. Needs the index of the
settings, with official texts and digests, and torch (the extra `sentence-transformers`).
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.ranking import (
    GUIDANCE_WEIGHTS,
    LIKELIHOOD_WEIGHT,
    SIGNAL_WEIGHTS,
    UNLIKELY,
    allowed,
    guidance_features,
    likelihoods,
)
from assistant.retriever import Retriever
from assistant.scope import group_of
from assistant.settings import load_settings
from assistant.two_acts import needs_both
from assistant.units import total
from evals.metrics import article_of
from evals.questions import Question, load
from ingest.embed import open_encoder
from ingest.index import IndexFolder

if TYPE_CHECKING:
    import torch

KEYS = tuple(SIGNAL_WEIGHTS)
START = (*(0.5 for _ in KEYS), 1.0, -2.0, 1.0, 2.0, 1.0)
"""Where learning starts, and what it is drawn to: every signal alike."""
PULL = 0.02
STEPS = 100
RATE = 0.02
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Candidates:
    """Units found for a question: features a row, and whether each stands in an article of the gold."""

    features: torch.Tensor
    right: torch.Tensor


def main() -> None:
    """Learn and print."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    retriever = Retriever(IndexFolder(settings.index_folder).open(encoder.fingerprint), encoder)
    asked = [q for q in load("development") if q.gold and q.kind != "reference"]
    sets = [candidates(retriever, q) for q in asked]
    ranks: list[int] = []
    for fold in range(FOLDS):
        weights = learn([c for n, c in enumerate(sets) if n % FOLDS != fold])
        ranks += [_rank(c, weights) for c in sets[fold::FOLDS]]
    print(
        f"tried on others: hit@1 {np.mean(np.array(ranks) < 1):.3f}, hit@5 {np.mean(np.array(ranks) < 5):.3f}"
    )
    learnt = [round(float(w), 2) for w in learn(sets)]
    for key, weight in zip(KEYS, learnt, strict=False):
        print(f"    {key}: {weight},")
    print(f"LIKELIHOOD_WEIGHT = {learnt[len(KEYS)]} (now {LIKELIHOOD_WEIGHT})")
    print(f"GUIDANCE_WEIGHTS = {tuple(learnt[len(KEYS) + 1 :])} (now {GUIDANCE_WEIGHTS})")


def candidates(retriever: Retriever, question: Question) -> Candidates:
    """The units that a question finds, with what each signal says of them."""
    import torch

    scope = retriever.scope(question.question, question.lang)
    look = retriever.look(scope)
    columns = {key: total([(s.scores, 1.0) for s in look.signals if s.key == key], _nothing) for key in KEYS}
    shown = {unit: p for scores in columns.values() for unit, p in scores.shown.items()}
    kept = set(allowed(list(shown.values()), scope, ()))
    units = [unit for unit, provision in shown.items() if provision in kept]
    likely = likelihoods(scope, look.matches, both=needs_both(scope, look.matches))
    guidance = guidance_features(scope, look.matches)
    rows = []
    for unit in units:
        group = group_of(unit.partition("/")[0])
        own = [columns[key].units.get(unit, 0.0) for key in KEYS]
        is_guide = group == "guidance"
        prior = 0.0 if is_guide else math.log(likely[group] + UNLIKELY)
        rows.append([*own, prior, *(guidance if is_guide else (0.0,) * len(guidance))])
    gold = {article_of(g) for g in question.gold}
    return Candidates(torch.tensor(rows), torch.tensor([article_of(shown[u]) in gold for u in units]))


def learn(sets: Sequence[Candidates]) -> torch.Tensor:
    """Weights under which right units get most of the likelihood, drawn to `START`."""
    import torch

    start = torch.tensor(START)
    weights = torch.nn.Parameter(start.clone())
    optimizer = torch.optim.Adam([weights], lr=RATE)
    found = [c for c in sets if c.right.any()]
    for _ in range(STEPS):
        losses = []
        for c in found:
            scores = c.features @ weights
            losses.append(torch.logsumexp(scores, 0) - torch.logsumexp(scores[c.right], 0))
        loss = torch.stack(losses).mean() + PULL * (weights - start).square().sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return weights.detach()


def _rank(c: Candidates, weights: torch.Tensor) -> int:
    order = (c.features @ weights).argsort(descending=True, stable=True)
    places = c.right[order].nonzero().flatten()
    return int(places[0]) if len(places) else len(order)


def _nothing(_: str) -> float:
    return 0.0


if __name__ == "__main__":
    main()
