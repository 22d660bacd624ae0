"""Fits the weights of `assistant/scope.py` and `two_acts.py` on the development questions: `python -m evals.scope`.

Prints them for a person to copy, with how they do when fitted on four fifths and tried on the last; held-back
questions are not looked at. `--without digest question` fits them for an index of official texts alone.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retriever import Retriever
from assistant.scope import Features
from assistant.settings import load_settings
from assistant.two_acts import BOTH_LIKELY, both_features
from corpus.ids import EU_ACTS
from evals.questions import load
from ingest.embed import open_encoder
from ingest.index import IndexFolder

Row = tuple[Features, float]


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=(), metavar="KIND", help="kinds of text to leave out")
    options = parser.parse_args()
    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    index = IndexFolder(settings.index_folder).open(encoder.fingerprint)
    for name, rows in _rows(Retriever(index, encoder, without=options.without)).items():
        fitted = fit(rows)
        print(f"{name} = {tuple(round(float(w), 3) for w in fitted)}")
        print(f"  told right: {_told_right(fitted, rows, name)}; tried on others: {_crossed(rows, name)}")


def _crossed(rows: Sequence[Row], name: str, folds: int = 5) -> str:
    """How many are told right by weights fitted without them."""
    right = 0
    for fold in range(folds):
        weights = fit([r for n, r in enumerate(rows) if n % folds != fold])
        right += int(_told_right(weights, rows[fold::folds], name).split()[0])
    return f"{right} of {sum(y != 0.5 for _, y in rows)}"


def _told_right(weights: NDArray[np.float64], rows: Sequence[Row], name: str) -> str:
    threshold = BOTH_LIKELY if name == "BOTH_WEIGHTS" else 0.5
    right = [(_likely(weights, x) >= threshold) == (y >= 0.5) for x, y in rows if y != 0.5]
    return f"{sum(right)} of {len(right)}"


def fit(rows: Sequence[Row], *, steps: int = 20_000) -> NDArray[np.float64]:
    """Logistic regression by gradient descent with a light ridge."""
    x = np.array([features for features, _ in rows], dtype=float)
    y = np.array([label for _, label in rows], dtype=float)
    weights = np.zeros(x.shape[1])
    ridge = np.ones_like(weights) / len(y)
    ridge[0] = 0.0
    for _ in range(steps):
        predicted = 1 / (1 + np.exp(-x @ weights))
        weights -= 0.1 * (x.T @ (predicted - y) / len(y) + ridge * weights)
    return weights


def _likely(weights: NDArray[np.float64], features: Features) -> float:
    return float(1 / (1 + np.exp(-np.dot(weights, features))))


def _rows(retriever: Retriever) -> dict[str, list[Row]]:
    """Features and labels of each model's development questions."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for q in load("development"):
        if not q.exists or q.kind == "reference":
            continue
        scope = retriever.scope(q.question, q.lang)
        look = retriever.look(scope)
        acts = set(q.documents) & set(EU_ACTS)
        if q.group != "guidance":
            rows["FRENCH_WEIGHTS"].append((scope.french_features(look.matches), float(q.group == "french")))
        if q.group == "regulations":
            label = 0.5 if len(acts) > 1 else float(acts == {"ivdr"})
            rows["IVD_WEIGHTS"].append((scope.ivdr_features(look.matches), label))
            rows["BOTH_WEIGHTS"].append((both_features(scope, look.matches), float(len(acts) > 1)))
    return rows


if __name__ == "__main__":
    main()
