"""Words of the report on an evaluation run, French first."""

from __future__ import annotations

EVALUATION: dict[str, tuple[str, str]] = {
    "eval.title": ("Évaluation de Boussole", "Evaluation of Boussole"),
    "eval.made": (
        "Essai {run}, {questions} questions, variante « {variant} », rédaction : {composer}.",
        "Run {run}, {questions} questions, variant “{variant}”, composer: {composer}.",
    ),
    "eval.made.texts": ("les textes seuls, sans modèle", "the texts alone, no model"),
    "eval.how": (
        "Moyennes avec leur intervalle à 95 % (rééchantillonnage). Rien n'est réglé sur les questions réservées : "
        "leur ligne dit ce que vaut l'assistant sur des questions nouvelles.",
        "Means with their 95 % bootstrap intervals. Nothing is tuned on the questions held back: their row tells what the "
        "assistant is worth on new questions.",
    ),
    "eval.all": ("toutes", "all"),
    "eval.development": ("développement", "development"),
    "eval.held_back": ("réservées", "held back"),
    "eval.retrieval": ("Trouver", "Finding"),
    "eval.citations": ("Citer et dire", "Citing and saying"),
    "eval.conduct": ("Se tenir", "Conduct"),
    "eval.verdicts": ("Verdicts et entretiens", "Verdicts and interviews"),
    "eval.time": ("Temps", "Time"),
    "eval.lower": ("{measure} (moins, c'est mieux)", "{measure} (lower is better)"),
    "eval.groups": ("Par groupe de questions", "By group of questions"),
    "eval.group.type": ("par type", "by type"),
    "eval.group.kind": ("par sorte", "by kind"),
    "eval.group.lang": ("par langue", "by language"),
    "eval.group.document": ("par document de la réponse attendue", "by document of the gold"),
    "eval.group.persona": ("par personne", "by persona"),
    "eval.group.trait": ("par trait", "by trait"),
    "eval.group.split": ("par partie", "by split"),
    "eval.beside": ("Essais côte à côte", "Runs side by side"),
    "eval.beside.told": (
        "Sous chaque moyenne, son écart avec « {first} » sur les mêmes questions ; * quand p < 0,05 (permutations "
        "appariées). L'intervalle de l'écart s'affiche au survol.",
        "Under each mean, how it differs from “{first}” on the same questions; * where p < 0.05 (paired permutations). "
        "The interval of the difference shows on hover.",
    ),
    "eval.measure": ("mesure", "measure"),
    "eval.questions": ("questions", "questions"),
    "eval.numbers": ("Toutes les mesures, en chiffres", "All measures in figures"),
    "eval.seconds": ("Secondes par réponse", "Seconds per answer"),
    "eval.seconds.told": (
        "Médiane {median} s, 95e centile {p95} s, {n} réponses.",
        "Median {median} s, 95th percentile {p95} s, {n} answers.",
    ),
    "eval.failing": ("Questions en échec", "Failing questions"),
    "eval.failing.told": (
        "{failed} des {total} questions de développement manquent une mesure au moins, la plus fautive d'abord.",
        "{failed} of the {total} development questions miss one measure at least, the most faulty first.",
    ),
    "eval.failing.none": ("Aucune.", "None."),
    "eval.hidden": (
        "Questions réservées en échec : {failed} sur {total}. Leur texte n'est pas montré, pour que nul ne s'y règle ; "
        "elles se lisent dans answers.jsonl.",
        "Questions held back that fail: {failed} of {total}. Their words are not shown, so that nobody tunes on them; they "
        "can be read in answers.jsonl.",
    ),
    "eval.gold": ("attendu", "gold"),
    "eval.found": ("trouvé", "found"),
    "eval.cited": ("cité", "cited"),
    "eval.said": ("réponse", "answer"),
    "eval.talk": ("échange", "conversation"),
    "eval.expected": ("à dire", "to be said"),
    "eval.nothing": ("rien", "nothing"),
    "eval.made.of": ("De quoi cet essai est fait", "What this run was made with"),
    "eval.share": ("part", "share"),
}
