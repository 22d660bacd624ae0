"""The page's own scripts and styles, one of each a screen beside those of the frame."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_HERE = Path(__file__).parent


def script_of(screen: str) -> str:
    """The script of a screen, which Gradio runs once for each HTML part that is given it."""
    return (_HERE / "scripts" / f"{screen}.js").read_text(encoding="utf-8")


def styles(more: Iterable[str] = ()) -> str:
    """All styles of the page: the frame's first, then each screen's, then those of screens that lie elsewhere."""
    frame = _HERE / "styles" / "frame.css"
    rest = sorted(path for path in frame.parent.glob("*.css") if path != frame)
    return "\n".join([*(path.read_text(encoding="utf-8") for path in (frame, *rest)), *more])
