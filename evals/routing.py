"""Fits the weights of `assistant/routing.py` on the development turns and says how they do: `python -m evals.routing`."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from assistant.routing import KINDS, WEIGHTS_FILE, Routed, Router, TurnKind, VectorWeights, Weights, decide
from assistant.turn_signs import SIGNS_FILE, sign_names, signs_of, speaks_of_own
from evals.gold import gold_files
from evals.turns import FOLDER, Turn, load, load_from_gold, load_from_questions
from ingest.embed import DEFAULT_ENCODER, Encoder, open_encoder
from ingest.words import fold

Matrix = NDArray[np.float64]
VECTOR_SCALE = 9.0
"""Unit vectors of this encoder lie close together: spread so that the ridge weighs them as it weighs signs."""
OWN_SCALE = 6.0
INVERSE_RIDGE = 0.3
VERDICT_LEAN = 1.9
"""Added to the bias of a verdict: a wish taken for a question is lost, a question taken for a wish is still answered
(`Routed.also`). Chosen by cross-validation: 0.99 of the wishes among the turns told, 0.01 of the questions not answered."""
FOLDS = 10
DIGITS = 3
SIGN_NAMES = sign_names()


@dataclass(frozen=True, slots=True)
class Seen:
    """Turns as the model sees them: vectors (a row a turn), signs (0 or 1), kinds (places in `KINDS`)."""

    vectors: Matrix
    signs: Matrix
    kinds: NDArray[np.int64]


def main() -> None:
    """Cross-validate, fit, write the weights, and print how they do."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    encoder = open_encoder(DEFAULT_ENCODER)
    turns = [one for source in (load, load_from_questions, load_from_gold) for one in source("development")]
    as_said, as_typed = see(turns, encoder), see([_hasty(t) for t in turns], encoder)
    print(_table("development, cross-validated", turns, cross_validated(turns, as_said, as_typed)))
    print(_table("development, signs alone", turns, cross_validated(turns, as_said, as_typed, vectors=False)))
    both = _stack(as_said, as_typed)
    held = {
        "encoder": encoder.fingerprint,
        "fitted_on": fitted_on(),
        "with_vector": _as_json(fit(both)),
        "signs_alone": _as_json(fit(both, vectors=False)),
    }
    WEIGHTS_FILE.write_text(_lines(held), encoding="utf-8")
    router = Router(encoder)
    print(_table("held back", load("held_back"), route_all(router, load("held_back"))))
    questions = load_from_questions("held_back") + load_from_questions("people")
    print(_table("held-back search questions", questions, route_all(router, questions)))
    gold = load_from_gold("held_back")
    print(_table("held-back gold questions", gold, route_all(router, gold)))


def see(turns: Sequence[Turn], encoder: Encoder) -> Seen:
    """Vectors and signs of turns."""
    shown = [{s.name for s in signs_of(t.text, t.lang, t.context)} for t in turns]
    return Seen(
        np.array([encoder.embed_query(t.text) for t in turns]),
        np.array([[float(name in names) for name in SIGN_NAMES] for names in shown]),
        np.array([KINDS.index(t.kind) for t in turns]),
    )


def fit(seen: Seen, *, vectors: bool = True) -> Weights:
    """A multinomial logistic regression with a ridge; without `vectors`, of the signs alone."""
    centre = seen.vectors.mean(axis=0)
    columns = [seen.signs]
    if vectors:
        apart = seen.vectors - centre
        own = np.array([[speaks_of_own(_names(row))] for row in seen.signs], dtype=float)
        columns += [VECTOR_SCALE * apart, OWN_SCALE * own * apart]
    model = LogisticRegression(C=INVERSE_RIDGE, max_iter=5_000).fit(np.hstack(columns), seen.kinds)
    bias = model.intercept_ + VERDICT_LEAN * np.array([kind is TurnKind.VERDICT for kind in KINDS])
    of_signs, *of_vectors = np.split(model.coef_, np.cumsum([c.shape[1] for c in columns])[:-1], axis=1)
    signs = dict(zip(SIGN_NAMES, of_signs.T, strict=True))
    if not vectors:
        return Weights(bias, signs)
    rows, of_own = of_vectors
    return Weights(bias, signs, VectorWeights(VECTOR_SCALE * rows, OWN_SCALE * of_own, centre))


def cross_validated(
    turns: Sequence[Turn], as_said: Seen, as_typed: Seen, *, vectors: bool = True
) -> list[Routed]:
    """Each turn routed by weights that were fitted on the other folds."""
    routed: dict[int, Routed] = {}
    for others, fold_ in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(
        as_said.signs, as_said.kinds
    ):
        weights = fit(_stack(_rows(as_said, others), _rows(as_typed, others)), vectors=vectors)
        for place in fold_:
            turn = turns[place]
            signs = signs_of(turn.text, turn.lang, turn.context)
            routed[place] = decide(weights, signs, as_said.vectors[place].tolist(), turn.context)
    return [routed[place] for place in range(len(turns))]


def route_all(router: Router, turns: Sequence[Turn]) -> list[Routed]:
    """Turns through the router's own door."""
    return [
        router.route(
            t.text, t.lang, pending=_Pending(t.pending) if t.pending else None, has_history=t.history
        )
        for t in turns
    ]


def confusion(turns: Sequence[Turn], routed: Sequence[Routed]) -> NDArray[np.int64]:
    """How many turns of each kind (rows) went to each kind (columns), in the order of `KINDS`."""
    table = np.zeros((len(KINDS), len(KINDS)), dtype=np.int64)
    for turn, told in zip(turns, routed, strict=True):
        table[KINDS.index(turn.kind), KINDS.index(told.kind)] += 1
    return table


def share(table: NDArray[np.int64], said: TurnKind, told: TurnKind) -> float:
    """Which part of the turns of the kind `said` was told to be of the kind `told`."""
    row = table[KINDS.index(said)]
    return float(row[KINDS.index(told)] / row.sum())


def withheld(turns: Sequence[Turn], routed: Sequence[Routed]) -> float:
    """Share of the questions that only an interview meets, where the texts should answer (out of scope counts as well)."""
    asked = [r for t, r in zip(turns, routed, strict=True) if t.kind is TurnKind.QUESTION]
    lost = [r for r in asked if TurnKind.QUESTION not in (r.kind, r.also)]
    return len(lost) / len(asked)


def offered(turns: Sequence[Turn], routed: Sequence[Routed], said: TurnKind, told: TurnKind) -> float:
    """Which part of the turns of the kind `said` was told to be, or maybe also to be, of the kind `told`."""
    places = [told in (r.kind, r.also) for t, r in zip(turns, routed, strict=True) if t.kind is said]
    return sum(places) / len(places)


def fitted_on() -> str:
    """A digest of what the weights are fitted on: the turns and the signs."""
    held = hashlib.sha256("\n".join(SIGN_NAMES).encode())
    for file in (FOLDER / "development.yaml", FOLDER / "of_questions.yaml", SIGNS_FILE, *gold_files()):
        held.update(file.read_bytes())
    return held.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Pending:
    fact: str


def _hasty(turn: Turn) -> Turn:
    """The turn as it is typed in haste: small letters, no accents."""
    return Turn(fold(turn.text), turn.lang, turn.kind, turn.pending, turn.history)


def _stack(first: Seen, second: Seen) -> Seen:
    return Seen(
        np.vstack([first.vectors, second.vectors]),
        np.vstack([first.signs, second.signs]),
        np.concatenate([first.kinds, second.kinds]),
    )


def _names(row: Matrix) -> list[str]:
    return [SIGN_NAMES[place] for place in np.flatnonzero(row)]


def _rows(seen: Seen, places: NDArray[np.int64]) -> Seen:
    return Seen(seen.vectors[places], seen.signs[places], seen.kinds[places])


def _as_json(weights: Weights) -> dict[str, Any]:
    held: dict[str, Any] = {
        "bias": _round(weights.bias),
        "signs": {name: _round(row) for name, row in weights.signs.items()},
    }
    if weights.vector:
        held["vector"] = {
            "rows": [_round(row) for row in weights.vector.rows],
            "of_own": [_round(row) for row in weights.vector.of_own],
            "centre": _round(weights.vector.centre, 4),
        }
    return held


def _round(row: Matrix, digits: int = DIGITS) -> list[float]:
    return [round(float(number), digits) for number in row]


def _lines(held: Any, depth: int = 0) -> str:
    """JSON with a row of numbers a line, so that a change of weights can be read."""
    if isinstance(held, dict):
        rows = [f"{' ' * (depth + 1)}{json.dumps(k)}: {_lines(v, depth + 1)}" for k, v in held.items()]
        return "{\n" + ",\n".join(rows) + f"\n{' ' * depth}}}" + ("\n" if not depth else "")
    if isinstance(held, list) and held and isinstance(held[0], list):
        return (
            "[\n" + ",\n".join(f"{' ' * (depth + 1)}{json.dumps(row)}" for row in held) + f"\n{' ' * depth}]"
        )
    return json.dumps(held)


def _table(name: str, turns: Sequence[Turn], routed: Sequence[Routed]) -> str:
    table = confusion(turns, routed)
    lines = [
        f"{name}: {int(table.trace())} of {len(turns)} told right",
        f"  {'said':18}" + "".join(f"{k:>18}" for k in KINDS),
    ]
    lines += [
        f"  {k:18}" + "".join(f"{n:18d}" for n in row)
        for k, row in zip(KINDS, table, strict=True)
        if row.sum()
    ]
    for said, told in ((TurnKind.VERDICT, TurnKind.VERDICT), (TurnKind.QUESTION, TurnKind.VERDICT)):
        if table[KINDS.index(said)].sum():
            lines.append(
                f"  {said} told {told}: {share(table, said, told):.1%}; told or offered: {offered(turns, routed, said, told):.1%}"
            )
    lines.append(f"  questions that the texts are not asked: {withheld(turns, routed):.1%}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
