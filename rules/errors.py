"""What the module refuses.

RulesError
├── UnknownQuestionError   a question is asked that the rule set does not have
├── FactError         the facts cannot be decided upon; carries the ``error`` of the result
│   ├── InvalidFactError       a name that is no fact, or a value outside its domain
│   └── ContradictionError      two answers cannot stand together
└── UncoveredError         no rule applies to a complete set of facts: a fault in the rule set
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class RulesError(Exception):
    """Any refusal of this module."""


class UnknownQuestionError(RulesError):
    """A question is asked that the rule set does not have."""


class UncoveredError(RulesError):
    """No rule of a decision applies to a complete set of facts."""


class FactError(RulesError):
    """The facts cannot be decided upon.

    ``error`` is the object that stands in the result: ``kind``, ``facts``, ``values`` and,
    for a contradiction, ``rule`` and ``via``.
    """

    def __init__(self, message: str, error: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.error = dict(error)


class InvalidFactError(FactError):
    """A name that is no fact, or a value outside its domain."""


class ContradictionError(FactError):
    """Two answers cannot stand together."""
