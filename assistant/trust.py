"""How far each ranking is trusted, by what is known of it and of the question."""

from __future__ import annotations

# Weights by (kind of text, same language as the question, signal), from the development questions.
_WEIGHTS: dict[tuple[str, bool, str], float] = {
    ("official", True, "vectors"): 1.4,
    ("official", True, "words"): 0.5,
    ("official", False, "vectors"): 1.4,
    ("official", False, "words"): 0.5,
    ("digest", True, "vectors"): 2.0,
    ("digest", True, "words"): 0.5,
    ("digest", False, "vectors"): 1.0,
    ("digest", False, "words"): 0.0,
    ("question", True, "vectors"): 0.8,
    ("question", True, "words"): 0.5,
    ("question", False, "vectors"): 0.5,
    ("question", False, "words"): 0.0,
}


def trust(shelf: str, signal: str, language: str) -> float:
    """Weight of a shelf's ranking by `vectors` or `words` for a question in `language`; 0 leaves it out."""
    kind, _, shelf_language = shelf.partition("-")
    return _WEIGHTS.get((kind, shelf_language == language, signal), 0.5)
