"""Words of the Ask screen beyond the first ones, French first."""

from __future__ import annotations

ASK: dict[str, tuple[str, str]] = {
    "persona.founder": ("Vous créez un logiciel", "You build software"),
    "persona.ra": ("Vous êtes aux affaires réglementaires", "You work in regulatory affairs"),
    "persona.hospital": ("Vous êtes un établissement de santé", "You are a hospital"),
    "act.group": ("Cette réponse", "This answer"),
    "act.copy": ("Copier la réponse", "Copy the answer"),
    "act.link": ("Copier le lien de la question", "Copy a link to the question"),
    "rate.up": ("Bonne réponse", "Good answer"),
    "rate.down": ("Mauvaise réponse", "Bad answer"),
    "rate.why.up": ("Qu'est-ce qui vous a aidé ? (facultatif)", "What helped? (optional)"),
    "rate.why.down": ("Qu'est-ce qui ne va pas ? (facultatif)", "What is wrong? (optional)"),
    "rate.save": ("Enregistrer", "Save"),
    "rate.kept": ("Avis gardé sur cette machine seulement.", "Kept on this machine only."),
    "rate.draft": ("En faire une question de référence", "Make it a draft gold question"),
    "rate.said": ("Avis enregistré.", "Rating kept."),
    "rate.drafted": (
        "Brouillon écrit dans {place} et proposé au téléchargement.",
        "Draft written to {place} and offered for download.",
    ),
    "rate.exported": ("Avis exportés : {count}.", "Ratings exported: {count}."),
    "choose.yes": ("Oui, tout est juste", "Yes, all of it is right"),
    "choose.yes.sent": ("oui", "yes"),
    "choose.except": ("Oui, sauf : {label}", "Yes, except: {label}"),
    "choose.except.sent": ("oui sauf {n}", "yes except {n}"),
    "choose.several": ("Réponses possibles, plusieurs à la fois", "Possible answers, several at once"),
    "choose.and": (" et ", " and "),
    "choose.send": ("Répondre", "Answer"),
    "verdict.trace": ("Le raisonnement, règle par règle", "The reasoning, rule by rule"),
    "ui.answered_in.fr": ("Réponse en français", "Answer in French"),
    "ui.answered_in.en": ("Réponse en anglais", "Answer in English"),
    "ui.failed": (
        "La réponse n'a pas pu être faite : {reason}. Votre question est de nouveau dans le champ ; réessayez.",
        "The answer could not be made: {reason}. Your question is back in the box; try again.",
    ),
    "ui.lost": (
        "Cette conversation ne peut pas être relue : {reason}",
        "This conversation cannot be read: {reason}",
    ),
    "ui.restored": (
        "Votre dernière question n'a pas reçu de réponse ; elle est de nouveau dans le champ.",
        "Your last question got no answer; it is back in the box.",
    ),
    "ui.gone.server": (
        "Boussole ne répond plus. Ce qui est affiché et ce que vous avez écrit restent ici ; relancez-la (boussole serve).",
        "Boussole no longer answers. What is shown and what you wrote stay here; start it again (boussole serve).",
    ),
    "ui.back.server": (
        "Boussole répond de nouveau. La conversation a été relue.",
        "Boussole answers again. The conversation was read again.",
    ),
    "talks.open": ("Conversations", "Conversations"),
    "talks.title": ("Vos conversations", "Your conversations"),
    "talks.close": ("Fermer", "Close"),
    "talks.none": (
        "Aucune conversation n'est encore gardée : posez une première question.",
        "No conversation is kept yet: ask a first question.",
    ),
    "talks.turns": ("{date}, {count} tours", "{date}, {count} turns"),
    "talks.turn": ("{date}, un tour", "{date}, one turn"),
    "talks.rename": ("Renommer", "Rename"),
    "talks.rename.of": ("Renommer : {title}", "Rename: {title}"),
    "talks.name": ("Nouveau nom", "New name"),
    "talks.save": ("Enregistrer le nom", "Save the name"),
    "talks.delete": ("Supprimer", "Delete"),
    "talks.delete.of": ("Supprimer : {title}", "Delete: {title}"),
    "talks.delete.sure": ("Supprimer pour de bon", "Delete for good"),
    "talks.keep": ("Garder", "Keep"),
    "talks.export": ("Exporter mes avis (JSON Lines)", "Export my ratings (JSON Lines)"),
    "talks.untitled": ("Sans titre", "Untitled"),
    "cite.copy": ("Copier la citation", "Copy as citation"),
    "cite.short": ("Courte", "Short"),
    "cite.long": ("Longue", "Long"),
    "cite.markdown": ("Markdown", "Markdown"),
    "cite.link": ("Copier le lien", "Copy link"),
    "cite.done": ("Copié.", "Copied."),
    "cite.failed": (
        "Le navigateur a refusé la copie : sélectionnez le texte.",
        "The browser refused to copy: select the text.",
    ),
    "cite.quoted": (" : « {quote} »", ": “{quote}”"),
    "cite.digest": ("résumé de Boussole, non officiel", "Boussole's digest, not official"),
    "side.fr": ("En français", "In French"),
    "side.en": ("En anglais", "In English"),
    "side.both": ("Le texte dans les deux langues", "The text in both languages"),
    "side.ours": ("Notre résumé, sans valeur officielle", "Our digest, not official"),
    "side.as_of": ("texte en vigueur le {date}", "text in force on {date}"),
}

EXAMPLES_BY_PERSONA: dict[str, dict[str, tuple[str, ...]]] = {
    "fr": {
        "founder": (
            "Mon appli compte les pas et donne des conseils bien-être : est-ce un dispositif médical ?",
            "Que dit la règle 11 sur les logiciels d'aide à la décision ?",
            "Faut-il être certifié par l'ANS pour vendre un DMN ?",
        ),
        "ra": (
            "Sous quel délai déclarer un incident grave ?",
            "Article 10, paragraphe 9, du MDR",
            "Qui peut être PRRC dans une petite entreprise ?",
        ),
        "hospital": (
            "Un hôpital peut-il fabriquer un logiciel pour son propre usage ?",
            "Un établissement de santé doit-il enregistrer l'IUD des dispositifs implantables ?",
            "Que vérifie la HAS sur les dispositifs numériques dans un établissement ?",
        ),
    },
    "en": {
        "founder": (
            "My app counts steps and gives wellness tips: is it a medical device?",
            "What does Rule 11 say about decision-support software?",
            "Must a digital device be certified by ANS before it is sold?",
        ),
        "ra": (
            "How soon must a serious incident be reported?",
            "Article 61(10) MDR",
            "Who can be the PRRC in a small company?",
        ),
        "hospital": (
            "May a hospital make software for its own use?",
            "Must a health institution store the UDI of implantable devices?",
            "What does HAS check about digital devices in hospitals?",
        ),
    },
}
"""Questions to begin with, by who asks; each is one that the texts answer or that opens an interview."""
