"""Words of the Evaluation screen, French first."""

from __future__ import annotations

EVALUATION_SCREEN: dict[str, tuple[str, str]] = {
    "bench.title": ("Évaluer l'assistant", "Evaluate the assistant"),
    "bench.lead": (
        "Des questions dont la réponse est connue sont posées à l'assistant, puis chaque réponse est notée.",
        "Questions whose answer is known are put to the assistant, then each answer is scored.",
    ),
    "bench.which": ("Quelles questions ?", "Which questions?"),
    "bench.quick": ("{n} questions, toujours les mêmes", "{n} questions, always the same"),
    "bench.quick.name": ("Rapide", "Quick"),
    "bench.development.name": ("Développement", "Development"),
    "bench.held_back.name": ("Réservées", "Held back"),
    "bench.all.name": ("Toutes", "All"),
    "bench.count": ("{n} questions", "{n} questions"),
    "bench.set": ("Jeu de questions", "Set of questions"),
    "bench.set.ours": ("celles de Boussole", "Boussole's own"),
    "bench.set.yours": ("les vôtres (dossier gold)", "yours (folder gold)"),
    "bench.start": ("Lancer l'évaluation", "Start the evaluation"),
    "bench.stop": ("Arrêter", "Stop"),
    "bench.stopping": ("Arrêt après la question en cours…", "Stopping after the question under way…"),
    "bench.busy": (
        "Une évaluation est déjà en cours : la voici.",
        "An evaluation is already under way: here it is.",
    ),
    "bench.preparing": ("Préparation…", "Preparing…"),
    "bench.running": ("{done} questions sur {total}", "{done} of {total} questions"),
    "bench.seconds": ("encore {n} s environ", "about {n} s left"),
    "bench.minutes": ("encore {n} min environ", "about {n} min left"),
    "bench.leave": (
        "L'évaluation continue si vous quittez la page.",
        "The evaluation goes on if you leave the page.",
    ),
    "bench.bar": ("Avancement de l'évaluation", "Progress of the evaluation"),
    "bench.finished": ("Évaluation terminée : {total} questions.", "Evaluation finished: {total} questions."),
    "bench.stopped": (
        "Évaluation arrêtée à {done} questions sur {total} : vous pouvez la reprendre.",
        "Evaluation stopped at {done} of {total} questions: you can resume it.",
    ),
    "bench.failed": (
        "L'évaluation n'a pas pu se faire : {reason}",
        "The evaluation could not be done: {reason}",
    ),
    "bench.no.index": (
        "Aucun texte n'est installé : il n'y a rien à évaluer. Pour les installer : boussole ingest.",
        "No text is installed: there is nothing to evaluate. To install them: boussole ingest.",
    ),
    "bench.no.gold": (
        "Aucune question d'évaluation n'est installée. Déposez-en dans {folder} (fichiers YAML, voir docs/evaluation.md).",
        "No evaluation question is installed. Put some into {folder} (YAML files, see docs/evaluation.md).",
    ),
    "bench.bad.gold": (
        "Les questions d'évaluation ne peuvent pas être lues : {reason}",
        "The evaluation questions cannot be read: {reason}",
    ),
    "bench.runs": ("Essais", "Runs"),
    "bench.runs.none": (
        "Aucun essai pour l'instant. Lancez-en un : ses mesures s'afficheront ici.",
        "No run yet. Start one: its measures will be shown here.",
    ),
    "bench.run": ("Essai du {date}", "Run of {date}"),
    "bench.score": (
        "bon article dans les 5 premiers : {share}\u00a0%",
        "right article in the first 5: {share}\u00a0%",
    ),
    "bench.interrupted": (
        "interrompu, {done} questions sur {total}",
        "interrupted, {done} of {total} questions",
    ),
    "bench.going": ("en cours", "under way"),
    "bench.resume": ("Reprendre cet essai", "Resume this run"),
    "bench.resume.lead": (
        "Cet essai n'est pas terminé : {done} questions sur {total} ont leur réponse. Les mesures se calculent à la fin.",
        "This run is not finished: {done} of {total} questions have their answer. Measures are computed at the end.",
    ),
    "bench.variant": ("variante {name}", "variant {name}"),
    "bench.composer": ("rédaction : {name}", "composer: {name}"),
    "bench.composer.none": ("sans modèle de langue", "without a language model"),
    "bench.indexed": ("index du {date}", "index of {date}"),
    "bench.download": ("Télécharger le rapport", "Download the report"),
    "bench.parts": ("Ce qui est montré de l'essai", "What is shown of the run"),
    "bench.part.measures": ("Mesures", "Measures"),
    "bench.part.groups": ("Par groupe", "By group"),
    "bench.part.numbers": ("En chiffres", "In figures"),
    "bench.part.failing": ("Échecs", "Failures"),
    "bench.part.compare": ("Comparer", "Compare"),
    "bench.part.made": ("Réglages", "Settings"),
    "bench.with": ("Comparer avec", "Compare with"),
    "bench.compare": ("Comparer", "Compare"),
    "bench.compare.title": ("Deux essais côte à côte", "Two runs side by side"),
    "bench.compare.none": (
        "Aucun autre essai terminé : lancez-en un second pour comparer.",
        "No other finished run: start a second one to compare.",
    ),
    "bench.compare.lead": (
        "La différence, son intervalle à 95 % et p (test de permutation apparié) sur les questions que les deux essais "
        "ont en commun. ★ : p sous 0,05 ; sur une trentaine de mesures, une ou deux le sont par hasard.",
        "The difference, its 95 % interval and p (paired permutation test) on the questions both runs have. ★: p below "
        "0.05; with some thirty measures one or two come by chance.",
    ),
    "bench.compare.apart": (
        "Ces deux essais n'ont aucune question en commun.",
        "These two runs have no question in common.",
    ),
    "bench.this": ("cet essai", "this run"),
    "bench.other": ("l'autre", "the other"),
    "bench.difference": ("différence", "difference"),
    "bench.better": ("mieux", "better"),
    "bench.worse": ("moins bien", "worse"),
    "bench.changed": (
        "Les questions ont changé depuis cet essai ({reason}) : ses échecs ne peuvent plus être montrés avec elles.",
        "The questions have changed since this run ({reason}): its failures can no longer be shown with them.",
    ),
    "bench.gone": ("Cet essai n'existe plus.", "This run is no longer there."),
}
