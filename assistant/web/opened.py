"""What the panel of sources shows: which provision is open, and of which citation of which turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.answer import Citation
from assistant.web.chat import Turns
from corpus.ids import is_valid


@dataclass(frozen=True, slots=True)
class Opened:
    """A provision open in the panel. `turn` is -1 when there is none; `n` is 0 when no citation led here."""

    turn: int = -1
    n: int = 0
    provision: str = ""

    def citations(self, turns: Turns) -> tuple[Citation, ...]:
        """The citations of the turn, which the panel lists."""
        return turns[self.turn].citations if 0 <= self.turn < len(turns) else ()

    def quote(self, turns: Turns) -> str:
        """The words to mark, empty when the provision was not reached by a citation."""
        return next((c.quote for c in self.citations(turns) if (c.n, c.id) == (self.n, self.provision)), "")


def first_of_last(turns: Turns) -> Opened:
    """The first citation of the last turn; nothing open when it cites nothing."""
    last = len(turns) - 1
    if last < 0 or not turns[last].citations:
        return Opened(turn=last)
    first = turns[last].citations[0]
    return Opened(last, first.n, first.id)


def from_click(data: Mapping[str, Any], turns: Turns) -> Opened | None:
    """What a click in the page asks to open; None for what no button of ours says."""
    provision, turn, n = str(data.get("provision", "")), _number(data.get("turn")), _number(data.get("n"))
    if not is_valid(provision):
        return None
    return Opened(turn if turn is not None and turn < len(turns) else -1, n or 0, provision)


def _number(value: Any) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
