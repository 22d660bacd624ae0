"""Caveats and notes: what is said beside a verdict and never changes it."""

from __future__ import annotations

from dataclasses import dataclass

from rules.conditions import OTHERWISE, Condition
from rules.models import Text


@dataclass(frozen=True)
class Remark:
    """Attached to a verdict when everything that is filled in here holds of it.

    ``facts`` is a condition on known facts and firm outcomes; the other fields look at the
    verdict: its value, the rules its trace used, those that determined it, a fact that was read.
    """

    id: str
    attached_to: tuple[str, ...]
    fr: str
    en: str
    cites: tuple[str, ...] = ()
    facts: Condition = OTHERWISE
    firm: bool = False
    value_in: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    not_used: tuple[str, ...] = ()
    used_together: tuple[tuple[str, str], ...] = ()
    determining: tuple[str, ...] = ()
    read: str = ""

    @property
    def text(self) -> Text:
        """The words in both languages."""
        return Text(self.fr, self.en)
