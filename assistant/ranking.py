"""One ranking of all that was found: what each signal is worth, which texts answer, pairs where both acts do.

The weights are learnt on the development questions (`python -m evals.ranking`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.look import Look
from assistant.scope import Match, Scope, group_of
from assistant.two_acts import needs_both
from assistant.units import total, unit_of
from corpus.concordance import counterpart

# By kind of text, whether it is in the question's language, and how it was found.
SIGNAL_WEIGHTS: Mapping[tuple[str, bool, str], float] = {
    ("official", True, "vectors"): 0.8,
    ("official", False, "vectors"): 0.95,
    ("digest", True, "vectors"): 0.54,
    ("digest", False, "vectors"): 0.44,
    ("question", True, "vectors"): 0.52,
    ("question", False, "vectors"): 0.48,
    ("official", True, "words"): 0.36,
    ("official", False, "words"): 0.48,
    ("digest", True, "words"): 0.55,
    ("question", True, "words"): 0.73,
}
OWN_WEIGHTS: Mapping[tuple[str, bool, str], float] = {
    ("user", True, "vectors"): 1.4,
    ("user", False, "vectors"): 1.4,
    ("user", True, "words"): 1.4,
    ("user", False, "words"): 0.7,
}
"""Of a user's own files. Not learnt: they have no digest and no questions beside them, so their own words speak for all
three."""
LIKELIHOOD_WEIGHT = 1.24
"""Of the logarithm of how likely a group of texts answers."""
GUIDANCE_WEIGHTS = (-1.88, 0.86, 2.06, 1.01)
"""Of the features of `guidance_features`."""
PAIR_WEIGHT = 0.5
"""What a provision gains of its counterpart's sum where both regulations answer."""
OTHER_LIKELY = 0.3
"""Likelihood of texts that are in no group, a user's own."""
UNLIKELY = 0.001
RECIPROCAL = 60
"""What `fused` adds to every rank (Cormack, Clarke and Büttcher, 2009)."""


def rank(scope: Scope, look: Look, documents: Sequence[str]) -> list[str]:
    """The provisions found, the best first, one a unit."""
    both = needs_both(scope, look.matches)
    priors = _priors(scope, look.matches, both=both)
    weights = {**SIGNAL_WEIGHTS, **OWN_WEIGHTS}
    weighed = ((s.scores, weights[s.key]) for s in look.signals if s.key in weights)
    scores = total(weighed, lambda document: priors[group_of(document)])
    ranked = scores.paired(_counterpart, weight=PAIR_WEIGHT) if both else scores.ranked()
    return allowed(ranked, scope, documents)


def fused(scope: Scope, look: Look, documents: Sequence[str]) -> list[str]:
    """As `rank`, by the sum of reciprocal ranks in every signal alike: nothing learnt, no group of texts preferred."""
    ranked = ({p: 1 / (RECIPROCAL + n) for n, p in enumerate(_best_first(s.scores), 1)} for s in look.signals)
    return allowed(total(((scores, 1.0) for scores in ranked), lambda _: 0.0).ranked(), scope, documents)


def _best_first(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda p: -scores[p])


def likelihoods(scope: Scope, matches: Mapping[str, Match], *, both: bool) -> dict[str, float]:
    """How likely each group of texts answers, guidance apart."""
    french, code = scope.french(matches), scope.code(matches)
    ivdr = 0.5 if both else scope.ivdr(matches)
    return {
        "mdr": (1 - french) * (1 - ivdr),
        "ivdr": (1 - french) * ivdr,
        "page": french * (1 - code),
        "code": french * code,
        "other": OTHER_LIKELY,
    }


def guidance_features(scope: Scope, matches: Mapping[str, Match]) -> tuple[float, ...]:
    """What tells that guidance answers: bias, how much nearer it is than the law, asked for, likely to help."""
    return (
        1.0,
        30 * scope.guidance_lead(matches),
        float(scope.asks_guidance),
        float(scope.guidance_helps),
    )


def _priors(scope: Scope, matches: Mapping[str, Match], *, both: bool) -> dict[str, float]:
    guidance = sum(w * f for w, f in zip(GUIDANCE_WEIGHTS, guidance_features(scope, matches), strict=True))
    likely = likelihoods(scope, matches, both=both)
    return {g: LIKELIHOOD_WEIGHT * math.log(p + UNLIKELY) for g, p in likely.items()} | {"guidance": guidance}


@cache
def _counterpart(unit: str) -> str:
    """The unit of the other act that holds the counterpart; empty when there is none."""
    other = counterpart(unit)
    return unit_of(other) if other else ""


def allowed(provisions: Sequence[str], scope: Scope, documents: Sequence[str]) -> list[str]:
    """Those of the documents asked for; a question that names one regulation, or one guide, is not answered from
    another."""
    named = scope.named_acts
    other = {"mdr", "ivdr"} - set(named) if named else set()
    guides = [d for d in scope.named if d.startswith("mdcg-")]
    kept = []
    for provision in provisions:
        document = provision.split("/", 1)[0]
        is_other_guide = guides and document.startswith("mdcg-") and document not in guides
        if document not in other and (not documents or document in documents) and not is_other_guide:
            kept.append(provision)
    return kept
