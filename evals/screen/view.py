"""What a reader of the screen looks at: which run, which part of it, held against which other one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from evals.runs.report import PARTS

COMPARE = "compare"
SHOWN = (*(part for part in PARTS if part != "made"), COMPARE, "made")
"""The parts of a run, in the order of their buttons."""


@dataclass(frozen=True, slots=True)
class EvalView:
    """The run that is open (empty: the latest), the part of it shown, the run it is compared with."""

    run: str = ""
    part: str = SHOWN[0]
    other: str = ""


def after_click(view: EvalView, data: Mapping[str, str]) -> EvalView:
    """The view after a click: `act` is `run`, `part` or `compare`, `value` what it names; the same for anything else.

    Whether a run of that id exists is for the list of runs to say.
    """
    act, value = data.get("act", ""), data.get("value", "")
    if act == "run":
        return EvalView(value, view.part if view.part != COMPARE else SHOWN[0])
    if act == "part" and value in SHOWN:
        return replace(view, part=value)
    if act == COMPARE:
        return replace(view, part=COMPARE, other=value)
    return view
