"""Fits the weights of `assistant/scope.py` on the development questions: `python -m evals.scope`.

Prints them for a person to copy, with how they do on the held-back questions, which are never fitted on.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.composer import ENOUGH_SUPPORT
from assistant.retriever import Retriever
from assistant.scope import Features, support_features
from assistant.settings import load_settings
from evals.questions import load
from ingest.embed import open_encoder
from ingest.index import IndexFolder

Row = tuple[Features, float]


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    retriever = Retriever(IndexFolder(settings.index_folder).open(encoder.fingerprint), encoder)
    rows = {name: _rows(retriever, name) for name in ("development", "held_back")}
    for weights in ("FRENCH_WEIGHTS", "IVD_WEIGHTS", "SUPPORT_WEIGHTS"):
        fitted = fit(rows["development"][weights], even=weights == "SUPPORT_WEIGHTS")
        print(f"{weights} = {tuple(round(float(w), 3) for w in fitted)}")
        threshold = ENOUGH_SUPPORT if weights == "SUPPORT_WEIGHTS" else 0.5
        for name, by_weights in rows.items():
            right = [
                (_likely(fitted, x) >= threshold) == (y >= 0.5) for x, y in by_weights[weights] if y != 0.5
            ]
            print(f"  {name}: {sum(right)} of {len(right)} told right")


def fit(rows: Sequence[Row], *, even: bool = False, steps: int = 20_000) -> NDArray[np.float64]:
    """Logistic regression by gradient descent with a light ridge; `even` gives both classes the same weight."""
    x = np.array([features for features, _ in rows], dtype=float)
    y = np.array([label for _, label in rows], dtype=float)
    balance = (
        np.where(y >= 0.5, 1 / np.sum(y >= 0.5), 1 / np.sum(y < 0.5)) if even else np.full(len(y), 1 / len(y))
    )
    weights = np.zeros(x.shape[1])
    ridge = np.ones_like(weights) / len(y)
    ridge[0] = 0.0
    for _ in range(steps):
        predicted = 1 / (1 + np.exp(-x @ weights))
        weights -= 0.1 * (x.T @ (balance * (predicted - y)) + ridge * weights)
    return weights


def _likely(weights: NDArray[np.float64], features: Features) -> float:
    return float(1 / (1 + np.exp(-np.dot(weights, features))))


def _rows(retriever: Retriever, name: str) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {"FRENCH_WEIGHTS": [], "IVD_WEIGHTS": [], "SUPPORT_WEIGHTS": []}
    for q in load(name):
        if not q.exists or q.kind == "reference":
            continue
        scope = retriever.scope(q.question, q.lang)
        look = retriever.look(scope)
        rows["SUPPORT_WEIGHTS"].append((support_features(look.similarity, look.words), 1.0))
        if q.group != "guidance":
            rows["FRENCH_WEIGHTS"].append((scope.french_features(look.matches), float(q.group == "french")))
        if q.group == "regulations":
            label = 0.5 if len(q.documents) > 1 else float(q.documents == ("ivdr",))
            rows["IVD_WEIGHTS"].append((scope.ivdr_features(look.matches), label))
    file = Path(__file__).parent / "questions" / "unanswerable.yaml"
    for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
        if entry["dev"] == (name == "development"):
            look = retriever.look(retriever.scope(entry["question"], entry["lang"]))
            rows["SUPPORT_WEIGHTS"].append((support_features(look.similarity, look.words), 0.0))
    return rows


if __name__ == "__main__":
    main()
