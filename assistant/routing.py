"""What a turn asks for: a small logistic model over the question's vector and surface signs, open to inspection.

Fitted on the turns of `evals/turns/` by `python -m evals.routing`. The vector counts only with the encoder it was
fitted on; with another one the surface signs alone decide.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.smalltalk import smalltalk
from assistant.turn_signs import Context, Sign, names_a_choice, signs_of, speaks_of_own
from assistant.wishes import wishes
from ingest.embed import Encoder

WEIGHTS_FILE = Path(__file__).parent / "routing_weights.json"
MEANING = "the meaning of the words"
"""The name under which the vector stands among the signs."""
MAYBE_FROM = 0.4
"""Likelihood from which a wish for a verdict that names a question of the rules, on a product of one's own, is met too."""
ALSO_FROM = 0.05
"""Likelihood from which the runner-up is named too: served as well where that costs the person nothing."""


class TurnKind(StrEnum):
    """What a turn of a conversation asks for."""

    QUESTION = "question"
    """What the texts say, be it about a kind of product or a duty of one's own."""
    VERDICT = "verdict"
    """What one product is: device or not, class, conformity route, certification, reimbursement."""
    INTERVIEW_ANSWER = "interview_answer"
    FOLLOW_UP = "follow_up"
    """Something that only makes sense with what was said before."""
    SMALLTALK = "smalltalk"
    OUT_OF_SCOPE = "out_of_scope"


KINDS = tuple(TurnKind)
_NEEDS_A_PAST = (TurnKind.INTERVIEW_ANSWER, TurnKind.FOLLOW_UP)


class PendingQuestion(Protocol):
    """The question of an interview that stands open."""

    @property
    def fact(self) -> str:
        """Name of the fact asked for, one of `rules.facts.FACT_BY_NAME`."""


@dataclass(frozen=True, slots=True)
class Pull:
    """How much a sign drew towards the kind chosen, against the next likely one (negative: away from it)."""

    sign: Sign
    strength: float


@dataclass(frozen=True, slots=True)
class Routed:
    """The kind of a turn, the likelihood of every kind (they add up to 1), and what spoke, the strongest first.

    `also` is the other kind that the turn may well be: a wish for a verdict that may be a question is answered as both.
    """

    kind: TurnKind
    likelihoods: Mapping[TurnKind, float]
    pulls: tuple[Pull, ...]
    also: TurnKind | None = None

    @property
    def signs(self) -> tuple[str, ...]:
        """What spoke, in words: `a product of one's own: notre appli`."""
        return tuple(f"{p.sign.name}: {p.sign.words}" if p.sign.words else p.sign.name for p in self.pulls)


@dataclass(frozen=True, slots=True)
class VectorWeights:
    """What the vector says: a row a kind, `of_own` added where a turn speaks of a product of one's own.

    It is read by how it stands off from `centre`, the mean of the vectors fitted on.
    """

    rows: NDArray[np.float64]
    of_own: NDArray[np.float64]
    centre: NDArray[np.float64]

    def pull(self, vector: Sequence[float], *, own: bool) -> NDArray[np.float64]:
        """A number a kind."""
        rows = self.rows + self.of_own if own else self.rows
        drawn: NDArray[np.float64] = rows @ (np.asarray(vector, dtype=np.float64) - self.centre)
        return drawn


@dataclass(frozen=True, slots=True)
class Weights:
    """A model: one number a kind (in the order of `KINDS`) for the bias and each sign; without `vector`, signs alone."""

    bias: NDArray[np.float64]
    signs: Mapping[str, NDArray[np.float64]]
    vector: VectorWeights | None = None


class Router:
    """Tells what a turn asks for. Same turn, same context, same encoder, same kind."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._weights = shipped_weights(encoder.fingerprint)

    @property
    def knows_encoder(self) -> bool:
        """Whether the vector counts: whether the weights were fitted on this encoder."""
        return self._weights.vector is not None

    def route(
        self,
        text: str,
        language: str,
        *,
        pending: PendingQuestion | None = None,
        has_history: bool = False,
        vector: Sequence[float] | None = None,
    ) -> Routed:
        """The kind of a turn in `language` (`fr` or `en`).

        `pending` is the interview's open question, `has_history` says whether anything was answered before;
        `vector` is the encoder's question vector of `text`, computed here when it is not given.
        """
        context = Context(pending.fact if pending else "", has_history)
        if smalltalk(text):
            return _certain(TurnKind.SMALLTALK, Sign("small talk and nothing else"))
        if names_a_choice(text, context.pending, language):
            return _certain(TurnKind.INTERVIEW_ANSWER, Sign("a choice of the open question", text.strip()))
        signs = signs_of(text, language, context)
        if self.knows_encoder and vector is None:
            vector = self._encoder.embed_query(text)
        routed = decide(self._weights, signs, vector, context)
        return _met_both_ways(routed) if _may_wish(routed, signs, text) else routed


def decide(
    weights: Weights, signs: Sequence[Sign], vector: Sequence[float] | None, context: Context
) -> Routed:
    """The kind that the weights give to signs and a vector; kinds that need a past are out without one."""
    pulls = {sign: weights.signs[sign.name] for sign in signs if sign.name in weights.signs}
    if weights.vector and vector is not None:
        pulls[Sign(MEANING)] = weights.vector.pull(vector, own=speaks_of_own(s.name for s in signs))
    scores = weights.bias + sum(pulls.values(), start=np.zeros(len(KINDS)))
    for kind in _NEEDS_A_PAST:
        if not context.goes_on:
            scores[KINDS.index(kind)] = -math.inf
    likely = np.exp(scores - scores.max())
    likely /= likely.sum()
    first, second = np.argsort(-scores, kind="stable")[:2]
    drawn = [Pull(sign, round(float(w[first] - w[second]), 3)) for sign, w in pulls.items()]
    return Routed(
        KINDS[first],
        {kind: round(float(p), 4) for kind, p in zip(KINDS, likely, strict=True)},
        tuple(sorted(drawn, key=lambda pull: -abs(pull.strength))),
        KINDS[second] if likely[second] >= ALSO_FROM else None,
    )


def _may_wish(routed: Routed, signs: Sequence[Sign], text: str) -> bool:
    """Whether what looks like a question may well be a wish: answering both costs little, a wish lost costs the visit."""
    return (
        routed.kind is TurnKind.QUESTION
        and routed.likelihoods[TurnKind.VERDICT] >= MAYBE_FROM
        and speaks_of_own(sign.name for sign in signs)
        and bool(wishes(text))
    )


def _met_both_ways(routed: Routed) -> Routed:
    return replace(routed, kind=TurnKind.VERDICT, also=TurnKind.QUESTION)


@cache
def shipped_weights(fingerprint: str) -> Weights:
    """The weights that come with the package: with the vector for the encoder they were fitted on, else for signs alone."""
    held = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    model = held["with_vector" if fingerprint == held["encoder"] else "signs_alone"]
    vector = (
        VectorWeights(**{k: np.array(v) for k, v in model["vector"].items()}) if "vector" in model else None
    )
    return Weights(np.array(model["bias"]), {k: np.array(v) for k, v in model["signs"].items()}, vector)


def _certain(kind: TurnKind, sign: Sign) -> Routed:
    return Routed(kind, {k: float(k is kind) for k in KINDS}, (Pull(sign, math.inf),))
