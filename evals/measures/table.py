"""All measures, in the order in which a report shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure's words, and which way is better. `group` heads it in a report; a `seconds` one has a p95 too."""

    group: str
    fr: str
    en: str
    higher_is_better: bool = True
    is_seconds: bool = False


_RANKED = (
    ("hit@1", "trouvé en 1re place", "hit@1"),
    ("hit@5", "trouvé dans les 5 premiers", "hit@5"),
    ("hit@10", "trouvé dans les 10 premiers", "hit@10"),
    ("recall@5", "rappel à 5", "recall@5"),
    ("recall@10", "rappel à 10", "recall@10"),
    ("MRR", "rang réciproque moyen", "MRR"),
    ("nDCG@10", "nDCG à 10", "nDCG@10"),
)
_LEVELS = (("", "", ""), ("article_", ", à l'article", ", article level"))

MEASURES: Mapping[str, Measure] = {
    **{
        f"{prefix}{name}": Measure("retrieval", fr + in_fr, en + in_en)
        for prefix, in_fr, in_en in _LEVELS
        for name, fr, en in _RANKED
    },
    "citation_precision": Measure("citations", "précision des citations", "citation precision"),
    "citation_recall": Measure("citations", "rappel des citations", "citation recall"),
    "article_citation_precision": Measure(
        "citations", "précision des citations, à l'article", "citation precision, article level"
    ),
    "article_citation_recall": Measure(
        "citations", "rappel des citations, à l'article", "citation recall, article level"
    ),
    "quotes_verbatim": Measure("citations", "citations mot pour mot", "quotes verbatim"),
    "gold_quotes_shown": Measure("citations", "passage attendu cité", "gold quote shown"),
    "expected": Measure("citations", "réponses attendues dites", "expected strings said"),
    "model_wrote": Measure("citations", "réponses écrites par le modèle", "answers the model wrote"),
    "refusal_precision": Measure("conduct", "précision des refus", "refusal precision"),
    "refusal_recall": Measure("conduct", "rappel des refus", "refusal recall"),
    "routing_texts": Measure("conduct", "questions posées aux textes", "questions put to the texts"),
    "routing_wishes": Measure(
        "conduct", "souhaits de verdict menés aux règles", "verdict wishes led to the rules"
    ),
    "leaks": Measure("conduct", "verdicts hors des règles", "firm-verdict leaks", higher_is_better=False),
    "language": Measure("conduct", "langue de la question", "language of the question"),
    "wanted": Measure("verdicts", "questions reprises", "questions taken up"),
    "facts_read": Measure("verdicts", "faits dits et lus", "stated facts read"),
    "facts_right": Measure("verdicts", "faits lus et dits", "facts read that were stated"),
    "missing_told": Measure("verdicts", "faits manquants demandés", "missing facts asked for"),
    "verdict_accuracy": Measure("verdicts", "verdicts justes", "verdict accuracy"),
    "verdict_wrong": Measure(
        "verdicts", "verdicts fermes et faux", "firm verdicts wrong", higher_is_better=False
    ),
    "interview_length": Measure("verdicts", "entretiens assez courts", "interviews short enough"),
    "seconds": Measure(
        "time", "secondes par réponse", "seconds per answer", higher_is_better=False, is_seconds=True
    ),
}
