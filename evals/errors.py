"""Errors of the evaluation.

EvalsError
├── GoldError    gold files that cannot be used: every problem with its file, line and reason
└── RunError     a run that is not there, does not fit what is asked of it, or cannot be written
"""

from __future__ import annotations

from collections.abc import Sequence


class EvalsError(Exception):
    """Base of all errors raised by `evals`."""


class GoldError(EvalsError):
    """Gold files that cannot be used; `problems` has one line each, `file:line: reason`."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")


class RunError(EvalsError):
    """A run that is not there, does not fit what is asked of it, or cannot be written; one line."""
