"""Whether the texts answer a question at all, and if not, why: off topic, near miss, advice on one's own case, an order.

A small logistic model over signs with names: how near the texts are, how much of the question they know, the patterns
of `refusal_signs.yaml`, and what the question's vector says. Fitted on the development questions by
`python -m evals.refusals`, which prints it; the vector counts only with the encoder it was fitted on.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.look import Look
from assistant.query_terms import glossary
from assistant.scope import HERE, Scope
from ingest.words import fold

WEIGHTS_FILE = Path(__file__).parent / "refusal_weights.json"
SIGNS_FILE = Path(__file__).parent / "refusal_signs.yaml"
BASES = ("digest", "official")
"""What groups of texts are compared on (see `Scope.basis`), each with weights of its own."""
PLAIN = 0.9
"""Likelihood from which an order to the assistant, or a wish for advice, is one even where it cites a provision."""
_PLAIN_ORDERS = ("forget", "its_workings", "role", "say_so", "make_up")
_ORDERS = (
    *_PLAIN_ORDERS,
    "no_caveats",
    "other_tongue",
    "rewrite_law",
    "markup",
    "talks_to_machines",
    "pleads",
    "insides",
    "verdict_forced",
)
_ILLS = (
    "own_body",
    "treatment",
    "see_doctor",
    "relatives",
    "dispute",
    "device_told_me",
    "vitals",
    "what_now",
    "own_dispute",
)
_TOGETHER = ("two orders", "three orders", "two ills", "three ills", "two wishes of another trade")
_OTHER_TRADES = (
    "general_wish",
    "engineering",
    "promotion",
    "career_and_money",
    "general_knowledge",
    "daily_life",
)
_FEW = 3


class Reason(StrEnum):
    """Why a question is not answered from the texts."""

    OFF_TOPIC = "off_topic"
    NEAR_MISS = "near_miss"
    INJECTION = "injection"
    ADVICE = "advice"


REASONS = tuple(Reason)


@dataclass(frozen=True, slots=True)
class NotHeld:
    """Something a question names whose text is not held: its name in both languages."""

    pattern: re.Pattern[str]
    fr: str
    en: str

    def name(self, language: str) -> str:
        """As a reader of `language` calls it."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Refusal:
    """How likely each reason holds, the likeliest of them, and what of the question the texts do not know.

    `likelihood` is that of no answer being in the texts; `lacking` are things named whose text is not held.
    """

    likelihood: float = 0.0
    reason: Reason = Reason.OFF_TOPIC
    lacking: tuple[NotHeld, ...] = ()
    unknown: tuple[str, ...] = ()
    by: Mapping[str, float] = field(default_factory=dict)
    """What drew to the reason, sign by sign."""

    @property
    def is_plain(self) -> bool:
        """Whether it is refused even where it cites a provision that is held."""
        return self.likelihood >= PLAIN and self.reason in (Reason.INJECTION, Reason.ADVICE)


@dataclass(frozen=True, slots=True)
class Weights:
    """A row of `REASONS` for each sign; `meaning` (reasons x size of a vector) counts against `centre`."""

    signs: Mapping[str, NDArray[np.float64]]
    meaning: NDArray[np.float64] | None = None
    centre: NDArray[np.float64] | None = None


def signs_of(scope: Scope, look: Look, coverage: float) -> dict[str, float]:
    """What tells whether the texts answer, each sign by its name. `coverage` (0 to 1) is the largest share of the
    question's terms that a provision found carries."""
    low = scope.folded
    words = max(1, len(low.split()))
    lacking = not_held(scope.question)
    here = bool(HERE.search(low))
    found = {
        "always": 1.0,
        "similarity": 50 * (look.similarity - 0.84),
        "words": math.log(max(0.01, look.words)),
        "coverage": coverage,
        "known": look.known,
        "unknown words": min(_FEW, len(look.unknown)),
        "unknown names": min(_FEW, sum(w != w.lower() for w in look.unknown)),
        "terms of the trade": min(4, glossary().concepts_in(scope.question, scope.language)),
        "a bare term": float(glossary().is_bare_term(scope.question, scope.language)),
        "short": float(words <= 6),
        "long": float(words > 25),
        "not held": min(2, len(lacking)),
        "not held, no word of the Union": float(bool(lacking) and not here),
        "cites a document": float(bool(scope.named)),
    }
    for name, pattern in _patterns().items():
        found[name] = float(bool(pattern.search(low)))
    orders = sum(found[n] for n in _ORDERS)
    ills, trades = (sum(found[n] for n in names) for names in (_ILLS, _OTHER_TRADES))
    found |= {"two orders": float(orders >= 2), "two ills": float(ills >= 2)}
    found |= {"three orders": float(orders >= 3), "three ills": float(ills >= 3)}
    found["two wishes of another trade"] = float(trades >= 2)
    found["not held, asked alone"] = float(bool(lacking) and found["terms of the trade"] <= 2)
    return found


def refusal(scope: Scope, look: Look, coverage: float, weights: Weights) -> Refusal:
    """How likely the texts do not answer, and why."""
    signs = signs_of(scope, look, coverage)
    pulls = {name: weights.signs[name] * value for name, value in signs.items() if name in weights.signs}
    if weights.meaning is not None and weights.centre is not None:
        pulls["meaning"] = weights.meaning @ (np.asarray(look.vector) - weights.centre)
    odds = np.exp(np.clip(sum(pulls.values(), np.zeros(len(REASONS))), -50, 50))
    first = int(odds.argmax())
    return Refusal(
        float(odds.sum() / (1 + odds.sum())),
        REASONS[first],
        tuple(not_held(scope.question)),
        look.unknown,
        {name: float(pull[first]) for name, pull in pulls.items()},
    )


def gives_orders(text: str) -> bool:
    """Whether a turn orders the assistant about, whatever else it asks for: told by its words alone."""
    low = fold(text)
    given = {name for name in _PLAIN_ORDERS if _patterns()[name].search(low)}
    return len(given) >= 2 or "forget" in given


def not_held(question: str) -> list[NotHeld]:
    """The things a question names whose text is not held, each once."""
    low = fold(question)
    return [n for n in _not_held() if n.pattern.search(low)]


@cache
def weights_for(basis: str, encoder: str) -> Weights:
    """The weights shipped for texts compared on `basis`, with the meaning of words where the encoder is known."""
    shipped = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    key = f"{basis}, meaning" if encoder in shipped["encoders"] else basis
    return read_weights(shipped["weights"][key])


def read_weights(held: Mapping[str, Any]) -> Weights:
    """Weights as the file holds them."""
    signs = {name: np.array(row) for name, row in held["signs"].items()}
    if "meaning" not in held:
        return Weights(signs)
    return Weights(signs, np.array(held["meaning"]), np.array(held["centre"]))


def pattern_names() -> tuple[str, ...]:
    """The signs that are told by words of `refusal_signs.yaml`, alone or together."""
    return (*_patterns(), *_TOGETHER)


@cache
def _signs_file() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(SIGNS_FILE.read_text(encoding="utf-8"))
    return held


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {n: re.compile(re.sub(r"\|\s+", "|", p.strip())) for n, p in _signs_file()["signs"].items()}


@cache
def _not_held() -> tuple[NotHeld, ...]:
    entries = _signs_file()["not_held"]
    return tuple(NotHeld(re.compile(rf"\b(?:{e['words']})\b"), e["fr"], e["en"]) for e in entries)
