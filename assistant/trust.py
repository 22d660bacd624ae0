"""How far each ranking is trusted, by what is known of it and of the question."""

from __future__ import annotations

# Weights by (kind of text, same language as the question, signal), from the development questions.
_WEIGHTS: dict[tuple[str, bool, str], float] = {
    ("official", True, "vectors"): 0.7,
    ("official", True, "words"): 1.0,
    ("official", False, "vectors"): 0.7,
    ("official", False, "words"): 1.0,
    ("digest", True, "vectors"): 1.0,
    ("digest", True, "words"): 1.0,
    ("digest", False, "vectors"): 0.0,
    ("digest", False, "words"): 0.0,
    ("question", True, "vectors"): 0.7,
    ("question", True, "words"): 0.7,
    ("question", False, "vectors"): 0.0,
    ("question", False, "words"): 0.0,
}


def trust(shelf: str, signal: str, language: str) -> float:
    """Weight of a shelf's ranking by `vectors` or `words` for a question in `language`; 0 leaves it out."""
    kind, _, shelf_language = shelf.partition("-")
    return _WEIGHTS.get((kind, shelf_language == language, signal), 0.5)
