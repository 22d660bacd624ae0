"""The path to the market in five steps, and where a product stands on it. Every word on the product is the rules'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from assistant.translations import say
from rules import RULE_SET, explain
from rules.explain import Explanation
from rules.models import Language
from rules.what_if import OPEN

State = Literal["settled", "open", "none"]


def _starting(*prefixes: str) -> tuple[str, ...]:
    return tuple(name for name in RULE_SET.questions if name.startswith(prefixes))


STEPS: dict[str, tuple[str, ...]] = {
    "qualification": ("qualification",),
    "class": ("mdr_class", "ivdr_class"),
    "ce": ("conformity_route",),
    "ans": ("dmn_status", "ans_certification", *_starting("prereq.", "section.")),
    "reimbursement": _starting("route."),
}
"""The steps in their order, each with the questions of the rules that settle it."""
BESIDE: dict[str, tuple[str, ...]] = {"establishment": ("has_3_4_05",)}
"""What is asked beside the path."""
_NOT_MET = {"not_applicable", "none", "not_device", "out_of_scope", "closed"}
"""Values by which a step does not concern the product."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step: `settled`, `open`, or `none` when it does not concern the product; `said` is the rules' verdict in words."""

    key: str
    title: str
    state: State
    said: tuple[str, ...] = ()
    is_current: bool = False


def market_path(result: Mapping[str, Any], language: Language) -> tuple[PathStep, ...]:
    """The five steps by a result of the rules on all questions; all open when the facts contradict each other."""
    told = {one.question: one for one in explain(result, language)}
    steps: list[PathStep] = []
    for key, questions in STEPS.items():
        state, said = _standing(key, [told[q] for q in questions if q in told])
        is_current = state == "open" and not any(step.state == "open" for step in steps)
        steps.append(PathStep(key, say(f"q.step.{key}", language), state, said, is_current))
    return tuple(steps)


def _standing(key: str, told: Sequence[Explanation]) -> tuple[State, tuple[str, ...]]:
    if key == "class":
        return _class(told)
    if key == "reimbursement":
        return _routes(told)
    deciding = {"ans": "ans_certification", "ce": "conformity_route"}.get(key, key)
    one = next((t for t in told if t.question == deciding), None)
    if one is None or one.value == OPEN:
        return "open", ()
    # Software that is no device has its qualification all the same.
    is_met = key == "qualification" or one.value not in _NOT_MET
    return "settled" if is_met else "none", (one.verdict,)


def _class(told: Sequence[Explanation]) -> tuple[State, tuple[str, ...]]:
    """The class under the Regulation that applies; it may be known while the other one is still open."""
    applying = [one for one in told if one.value not in (OPEN, *_NOT_MET)]
    if applying:
        return "settled", tuple(f"{one.verdict} ({_regulation(one)})" for one in applying)
    if not told or any(one.value == OPEN for one in told):
        return "open", ()
    return "none", (told[0].verdict,)


def _regulation(one: Explanation) -> str:
    return one.label[one.label.index("(") :].strip("()").replace("UE) ", "").replace("EU) ", "")


def _routes(told: Sequence[Explanation]) -> tuple[State, tuple[str, ...]]:
    """The routes by what the rules say of them, closed ones left out as long as another may be open."""
    is_open = not told or any(one.value == OPEN for one in told)
    usable = [one for one in told if one.value not in (OPEN, *_NOT_MET)]
    said = tuple(
        f"{verdict} : {', '.join(one.label for one in group)}"
        for verdict, group in groupby(sorted(usable, key=lambda o: o.verdict), key=lambda o: o.verdict)
    )
    if is_open:
        return "open", said
    return ("settled", said) if usable else ("none", (told[0].verdict,))
