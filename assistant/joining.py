"""One ranking from those of the groups of texts: how likely each answers, pairs where both regulations do."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.fusion import Ranking, fuse, pair, scores, unit_of
from assistant.look import Look
from assistant.scope import GROUPS, Scope
from assistant.two_acts import needs_both
from corpus.concordance import counterpart

SIGNAL_K = 15
ACT_K = 3
GROUP_K = 1
"""Constants of fusion: within a group agreement counts; between groups each one's first results must show."""
PAIR_WEIGHT = 0.5
"""What a provision gains of its counterpart's sum where both regulations answer."""
GUIDANCE_FROM = 5
GUIDANCE_HELPS_FROM = 2
"""Guidance joins the list from this place on, so that it never pushes out the law it explains; earlier where it
says what the law held does not."""


def join_groups(scope: Scope, look: Look, documents: Sequence[str]) -> list[str]:
    """The provisions found, the best first; guidance after the law unless it is asked for or nearest."""
    fused = {
        g: allowed(fuse(look.rankings.get(g, ()), k=SIGNAL_K), scope, documents)
        for g in GROUPS
        if g not in ("mdr", "ivdr")
    }
    law = allowed(_law(scope, look), scope, documents)
    code, french = scope.code(look.matches), scope.french(look.matches)
    local = _join((fused["page"], 1 - code), (fused["code"], code), k=ACT_K)
    merged = _join((law, 1 - french), (local, french), (fused["other"], 0.5), k=GROUP_K)
    if scope.asks_guidance or scope.guidance_matches_best(look.matches) or not merged:
        return _join((fused["guidance"], 0.6), (merged, 0.4), k=GROUP_K)
    place = GUIDANCE_HELPS_FROM if scope.guidance_helps else GUIDANCE_FROM
    head, tail = merged[:place], merged[place:]
    return head + _join((fused["guidance"], 0.5), (tail, 0.5), k=GROUP_K)


def _law(scope: Scope, look: Look) -> list[str]:
    """Both regulations in one ranking."""
    mdr, ivdr = (scores(look.rankings.get(act, ()), k=SIGNAL_K) for act in ("mdr", "ivdr"))
    if needs_both(scope, look.matches):
        return pair(mdr, ivdr, _counterpart, weight=PAIR_WEIGHT)
    likely = scope.ivdr(look.matches)
    return _join((mdr.ranked(), 1 - likely), (ivdr.ranked(), likely), k=ACT_K)


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


def _join(*weighted: tuple[Sequence[str], float], k: float) -> list[str]:
    return fuse([Ranking(tuple(provisions), weight) for provisions, weight in weighted if weight > 0], k=k)
