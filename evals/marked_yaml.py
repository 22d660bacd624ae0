"""YAML that remembers on which line each value stands, and which keys were written twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

Place = tuple[Any, ...]
"""Keys and places that lead to a value."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Data, the line (from 1) of each value by its path, and what was written twice with its path."""

    data: Any
    lines: dict[Place, int]
    doubled: tuple[tuple[Place, str], ...]

    def line(self, path: Place) -> int:
        """The line of a value, or of the nearest one that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load_marked(text: str) -> Marked:
    """Read one YAML document. Raises yaml.YAMLError when it is none."""
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Marked(None, {}, ())
        doubled: list[tuple[Place, str]] = []
        lines = dict(_walk(loader, node, (), doubled))
        return Marked(loader.construct_document(node), lines, tuple(doubled))
    finally:
        loader.dispose()


def _walk(
    loader: yaml.SafeLoader, node: yaml.Node, path: Place, doubled: list[tuple[Place, str]]
) -> Iterator[tuple[Place, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value):
            yield from _walk(loader, child, (*path, number), doubled)
    if isinstance(node, yaml.MappingNode):
        known = set()
        for key, child in node.value:
            name = key.value
            if name in known:
                doubled.append(((*path, name), f"« {name} » is written twice in one entry"))
            known.add(name)
            yield from _walk(loader, child, (*path, name), doubled)
