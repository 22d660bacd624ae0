"""What commands print, and the progress bar they show."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from typing import Any


class progress_bar:  # noqa: N801
    """Progress on standard error with the time left, as the pipeline's callback."""

    def __enter__(self) -> Callable[[int, int], None]:
        from tqdm import tqdm

        self._bar = tqdm(
            unit="ch", unit_scale=True, desc="embedding", file=sys.stderr, disable=None, leave=False
        )
        return self._update

    def _update(self, done: int, total: int) -> None:
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def __exit__(self, *_: object) -> None:
        self._bar.close()


def show(options: argparse.Namespace, result: dict[str, Any], renderer: str) -> None:
    """A result as JSON with `--json`, else by a function of `assistant.console` as lines."""
    if options.json:
        print_json(result)
    else:
        import assistant.console

        print_lines(getattr(assistant.console, renderer)(result))


def print_json(result: dict[str, Any]) -> None:
    """A result on one line of JSON."""
    print(json.dumps(result, ensure_ascii=False))


def complain(reason: str) -> None:
    """One line on standard error."""
    print(f"boussole: {reason}", file=sys.stderr)


def print_lines(lines: Iterable[str]) -> None:
    """Lines on standard output."""
    for line in lines:
        print(line)
