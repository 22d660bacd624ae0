"""Whether a question needs both regulations: two products, or one rule compared in both.

Told from surface signs by a logistic model fitted on the development questions (`python -m evals.scope`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.scope import BOTH, IVD, Features, Match, Scope, logistic

_COMPARED = re.compile(
    r"\b(both|same|differ\w*|versus|vs|compared|respective\w*|either|each|two|also|another|pareil\w*|memes?|identiques?|"
    r"deux|difference\w*|aussi|autre|ou bien|comme)\b"
)
_NOT_IVD = re.compile(
    r"\b(dm|mdr|rdm|medical devices?|dispositifs? medica\w+|devices?|appareils?|classe? i{1,3}[ab]?|ii[ab]|iii|mri|irm|"
    r"implants?|wearables?|pompes?|pumps?|stents?|ecg|tensiometres?|oxymetres?|thermom\w+|ventilat\w+|catheters?|patch|"
    r"echograph\w+|ultrasound|appli|app|logiciels?|soft|software|hopita\w+|device-|monitors?|electrodes?|seringues?|lits?)\b"
)
BOTH_WEIGHTS = (-6.086, 1.394, 1.401, 1.472, 2.069, -0.154, 2.268, 0.698, 0.615, -0.815)
BOTH_LIKELY = 0.4


def both_features(scope: Scope, matches: Mapping[str, Match]) -> Features:
    """What tells that both regulations are needed: bias, signs of an IVD, of another device, of a comparison, their
    meetings, doubt between the acts, both meant in so many words, acts named."""
    ivd, device = set(IVD.findall(scope.folded)), set(_NOT_IVD.findall(scope.folded))
    compared = set(_COMPARED.findall(scope.folded))
    return (
        1.0,
        min(2, len(ivd)),
        min(2, len(device)),
        min(2, len(compared)),
        float(bool(ivd and device)),
        float(bool(ivd and device and compared)),
        1 - 2 * abs(scope.likely_ivdr(matches) - 0.5),
        float(bool(BOTH.search(scope.folded))),
        float(len(scope.named_acts) == 2),
        float(len(scope.named_acts) == 1),
    )


def needs_both(scope: Scope, matches: Mapping[str, Match]) -> bool:
    """Whether both regulations answer the question together."""
    if scope.named_acts:
        return len(scope.named_acts) == 2
    return logistic(BOTH_WEIGHTS, both_features(scope, matches)) >= BOTH_LIKELY
