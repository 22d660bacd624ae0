"""The one table of words that users see, French first."""

from __future__ import annotations

import re
from typing import Any

from assistant.translations.ask import ASK, EXAMPLES_BY_PERSONA
from assistant.translations.evaluation import EVALUATION
from assistant.translations.evaluation_screen import EVALUATION_SCREEN
from assistant.translations.interview import INTERVIEW
from assistant.translations.qualify import QUALIFY
from assistant.translations.reports import REPORTS
from assistant.translations.texts import TEXTS

__all__ = ["EXAMPLES", "EXAMPLES_BY_PERSONA", "MONTHS", "TABLE", "long_date", "say"]

TABLE: dict[str, tuple[str, str]] = {
    "lead.one": (
        "Voici le passage qui répond le plus directement à votre question :",
        "This passage answers your question most directly:",
    ),
    "lead.many": (
        "Voici les passages qui répondent le plus directement à votre question :",
        "These passages answer your question most directly:",
    ),
    "lead.reference": ("{label} :", "{label}:"),
    "force.regulation": ("règlement de l'Union, contraignant", "EU regulation, binding"),
    "force.digest": (
        "notre résumé, texte officiel non installé",
        "our digest, official text not installed",
    ),
    "digest.line": ("**Notre résumé :** {digest}", "**Our digest:** {digest}"),
    "force.recital": (
        "considérant : éclaire l'interprétation, ne contraint pas",
        "recital: guides interpretation, not binding",
    ),
    "force.code": ("code français, contraignant", "French code, binding"),
    "force.guidance": ("guide, non contraignant", "guidance, not binding"),
    "force.agency-page": ("page d'une agence, informative", "agency page, informative"),
    "force.commentary": ("commentaire, sans valeur juridique", "commentary, no legal force"),
    "force.user": ("votre document", "your document"),
    "see.also": ("À lire aussi : {items}.", "See also: {items}."),
    "version.regulation": (
        "Version citée du règlement : celle publiée au Journal officiel le 5 mai 2017.",
        "Version of the Regulation cited: as published in the Official Journal on 5 May 2017.",
    ),
    "version.consolidated": (
        "Texte cité : version consolidée du {date}, outil de documentation ; seul le Journal officiel fait foi.",
        "Text quoted: consolidated version of {date}, a documentation tool; only the Official Journal is authentic.",
    ),
    "effect.consolidated": (
        "version consolidée : outil de documentation, seul le Journal officiel fait foi",
        "consolidated version: a documentation tool, only the Official Journal is authentic",
    ),
    "effect.official-journal": (
        "texte publié au Journal officiel, qui fait foi",
        "text as published in the Official Journal, authentic",
    ),
    "as.of": (
        "Réponse selon les textes en vigueur au {date}.",
        "Answered from the texts in force on {date}.",
    ),
    "as.of.none": (
        "Aucune version en vigueur à cette date n'est détenue pour : {items}.",
        "No version in force on that day is held of: {items}.",
    ),
    "as.of.more": (" et {count} autres", " and {count} more"),
    "as.of.gaps": (
        "Le texte d'alors n'est pas détenu pour : {items}.",
        "The text of then is not held of: {items}.",
    ),
    "amended": (
        "Attention, {label} a été modifié depuis : {changes}. Lisez la version consolidée avant de vous y fier.",
        "Note that {label} has been amended since: {changes}. Read the consolidated text before you rely on it.",
    ),
    "amended.change": (
        "règlement {act} (effet le {date} ; {note})",
        "Regulation {act} (effect {date}; {note})",
    ),
    "abstain": (
        "Les textes que je détiens ne répondent pas à cette question.",
        "The texts I hold do not answer this question.",
    ),
    "out_of_scope": (
        "Cette demande sort de mon domaine : je ne peux pas y répondre.",
        "This is outside my field: I cannot answer it.",
    ),
    "out_of_scope.offer": (
        "Je réponds, textes à l'appui, sur la mise sur le marché des logiciels de santé en France et en Europe (règlements MDR et IVDR,"
        " ANSM, ANS, HAS, remboursement), et je qualifie un produit question par question.",
        "I answer, with the texts, on placing health software on the French and European market (MDR and IVDR, ANSM, ANS, HAS,"
        " reimbursement), and I qualify a product question by question.",
    ),
    "abstain.near": (
        "Ce qui s'en approche le plus, sans y répondre avec certitude : {items}.",
        "The nearest I have, without answering it for certain: {items}.",
    ),
    "abstain.lacking": (
        "Elle porte sur {items}, dont je ne détiens pas le texte.",
        "It is about {items}, whose text I do not hold.",
    ),
    "abstain.unknown": (
        "Ces mots n'y figurent nulle part : {items}.",
        "These words stand nowhere in them: {items}.",
    ),
    "abstain.order": (
        "Je lis un message comme une question, jamais comme un ordre : je n'invente ni texte ni citation, je n'approuve "
        "rien et mes règles restent les mêmes.",
        "I read a message as a question, never as an order: I make up no text and no citation, I approve nothing, and my "
        "rules stay the same.",
    ),
    "abstain.advice": (
        "Je ne donne pas d'avis médical ou juridique sur un cas personnel : les textes que je détiens disent ce qui vaut "
        "pour les produits. Pour votre santé, parlez à un médecin ou à un pharmacien (en urgence, le 15 ou le 112) ; pour un "
        "litige, à un avocat.",
        "I give no medical or legal advice on a personal case: the texts I hold say what goes for products. For your health, "
        "talk to a doctor or a pharmacist (in an emergency, call 112); for a dispute, to a lawyer.",
    ),
    "premise.untold": (
        "Votre question tient pour acquis « {claim} » : les passages trouvés ne le disent pas, et je ne m'appuie pas dessus.",
        "Your question takes for granted “{claim}”: the passages found do not say so, and I do not build on it.",
    ),
    "guard.removed": (
        "Je ne dis pas ici ce qui vaudrait de votre produit : seul le module de règles en décide, à partir de faits "
        "que vous confirmez.",
        "I do not say here what would hold for your product: only the rules module decides that, from facts that "
        "you confirm.",
    ),
    "llm.slow": (
        "Le modèle {model} n'a pas fini à temps : la suite vient des textes, mot pour mot.",
        "The model {model} did not finish in time: what follows comes from the texts, word for word.",
    ),
    "llm.down": (
        "Le modèle {model} n'a pas répondu : la suite vient des textes, mot pour mot.",
        "The model {model} did not answer: what follows comes from the texts, word for word.",
    ),
    "llm.long": (
        "Le modèle {model} a écrit plus que permis : la suite vient des textes, mot pour mot.",
        "The model {model} wrote more than it may: what follows comes from the texts, word for word.",
    ),
    "llm.silent": (
        "Le modèle {model} n'a rien écrit : la suite vient des textes, mot pour mot.",
        "The model {model} wrote nothing: what follows comes from the texts, word for word.",
    ),
    "llm.unsupported": (
        "Trop peu de ce que le modèle {model} a écrit se trouve dans les textes : la suite en vient, mot pour mot.",
        "Too little of what the model {model} wrote stands in the texts: what follows comes from them, word for word.",
    ),
    "llm.wrote": (
        "Rédigé par le modèle {model} ; chaque phrase a été vérifiée contre les passages cités.",
        "Written by the model {model}; each sentence was checked against the passages it cites.",
    ),
    "premise.class": (
        "La classe {wrong} n'existe pas dans le {act} : les classes de dispositifs y sont {names} ({label}) [1].",
        "Class {wrong} does not exist in the {act}, where the classes of devices are {names} ({label}) [1].",
    ),
    "premise.duration": (
        "« {asked} » n'est pas ce que dit le texte : {label} dit « {found} » [1].",
        "“{asked}” is not what the text says: {label} says “{found}” [1].",
    ),
    "missing.article": (
        "{reference} n'existe pas : {the} compte {last} articles.",
        "{reference} does not exist: {the} has {last} articles.",
    ),
    "missing.rule": (
        "{reference} n'existe pas : l'annexe VIII {of} s'arrête à la règle {last}.",
        "{reference} does not exist: Annex VIII {of} stops at rule {last}.",
    ),
    "missing.annex": (
        "{reference} n'existe pas : {the} compte {last} annexes.",
        "{reference} does not exist: {the} has {last} annexes.",
    ),
    "missing.recital": (
        "{reference} n'existe pas : {the} compte {last} considérants.",
        "{reference} does not exist: {the} has {last} recitals.",
    ),
    "missing.paragraph": (
        "{reference} n'existe pas : l'{label} {of} compte {last} paragraphes dans le texte que je détiens.",
        "{reference} does not exist: {label} {of} has {last} paragraphs in the text I hold.",
    ),
    "missing.definition": (
        "{reference} n'existe pas : l'{label} {of} compte {last} points dans le texte que je détiens.",
        "{reference} does not exist: {label} {of} has {last} points in the text I hold.",
    ),
    "missing.unnumbered": (
        "{reference} n'existe pas : l'{label} {of} n'a pas de paragraphes numérotés dans le texte que je détiens.",
        "{reference} does not exist: {label} {of} has no numbered paragraphs in the text I hold.",
    ),
    "missing.in": (
        "« {reference} » ne correspond à aucune disposition {of} dans le texte que je détiens.",
        "“{reference}” matches no provision {of} in the text I hold.",
    ),
    "missing.added": (
        "{reference} : ajouté par le règlement {act}, en vigueur depuis le {date}, absent du texte de 2017 que je détiens.",
        "{reference}: added by Regulation {act}, in force since {date}, not in the text of 2017 that I hold.",
    ),
    "missing.added.future": (
        "{reference} : ajouté par le règlement {act}, avec effet le {date}, absent du texte de 2017 que je détiens.",
        "{reference}: added by Regulation {act}, with effect from {date}, not in the text of 2017 that I hold.",
    ),
    "missing.read": ("À lire à ce sujet : {items}.", "To read on: {items}."),
    "missing.other": (
        "« {reference} » ne correspond à aucune disposition des textes que je détiens.",
        "“{reference}” matches no provision of the texts I hold.",
    ),
    "not.held": (
        "Je ne détiens pas le texte « {document} ».",
        "I do not hold the text “{document}”.",
    ),
    "no.texts": (
        "Aucun texte officiel n'est encore installé. {remedy}",
        "No official text is installed yet. {remedy}",
    ),
    "no.texts.remedy": (
        "Lancez : boussole ingest (ou, sans réseau, boussole ingest --from DOSSIER ; voir le README).",
        "Run: boussole ingest (or, without a network, boussole ingest --from DIR; see the README).",
    ),
    "missing.texts": (
        "Textes officiels manquants : {items}.",
        "Official texts missing: {items}.",
    ),
    "smalltalk": (
        "Je suis Boussole : je réponds aux questions sur la réglementation des logiciels de santé, en France et en "
        "Europe, par des passages des textes officiels cités mot pour mot. Posez-moi une question, par exemple :",
        "I am Boussole: I answer questions about the regulation of health software, in France and in the EU, with "
        "passages of the official texts quoted word for word. Ask me a question, for example:",
    ),
    "smalltalk.thanks": (
        "Avec plaisir. Si une autre question vous vient sur la réglementation des logiciels de santé, je la cherche "
        "dans les textes officiels et je les cite mot pour mot, par exemple :",
        "You are welcome. If another question about the regulation of health software comes up, I look it up in the "
        "official texts and quote them word for word, for example:",
    ),
    "error.empty": (
        "La question est vide : écrivez-la en quelques mots.",
        "The question is empty: write it in a few words.",
    ),
    "error.long": (
        "La question fait {size} caractères ; la limite est de {limit} : gardez l'essentiel.",
        "The question has {size} characters; the limit is {limit}: keep the essential.",
    ),
    "error.encoding": (
        "La question contient des caractères qui ne sont pas du texte : envoyez-la en UTF-8.",
        "The question holds characters that are not text: send it as UTF-8.",
    ),
    "error.words": (
        "La question ne contient aucun mot : reformulez-la.",
        "The question contains no word: rephrase it.",
    ),
    "error.language": (
        "Je réponds en français et en anglais seulement : reformulez la question dans l'une de ces langues.",
        "I answer in French and English only: ask in one of these languages.",
    ),
    "ui.title": ("Boussole", "Boussole"),
    "ui.tagline": (
        "Logiciels de santé : MDR, IVDR, ANSM, ANS et HAS, réponses citées mot pour mot",
        "Health software: MDR, IVDR, ANSM, ANS and HAS, answers quoted word for word",
    ),
    "ui.placeholder": ("Posez votre question…", "Ask your question…"),
    "ui.ask": ("Demander", "Ask"),
    "ui.clear": ("Nouvelle conversation", "New conversation"),
    "ui.sources": ("Sources", "Sources"),
    "ui.sources.empty": (
        "Les dispositions citées s'affichent ici. Cliquez sur un numéro [1] dans la réponse.",
        "The provisions cited appear here. Click a number [1] in the answer.",
    ),
    "ui.open": ("Ouvrir à la source", "Open at the source"),
    "ui.version": ("version : {date}", "version: {date}"),
    "ui.undated": ("page non datée", "undated page"),
    "ui.quote": ("passage cité", "quoted passage"),
    "ui.official": ("Texte officiel", "Official text"),
    "ui.digest": ("Notre résumé", "Our digest"),
    "ui.examples": ("Exemples", "Examples"),
    "ui.tab.ask": ("Questions", "Questions"),
    "ui.tab.qualify": ("Mon produit", "My product"),
    "ui.tab.texts": ("Textes", "Texts"),
    "ui.tab.evaluation": ("Évaluation", "Evaluation"),
    "ui.language": ("Langue", "Language"),
    "ui.disclaimer": (
        "Boussole informe et cite ; ce n'est pas un conseil juridique.",
        "Boussole informs and quotes; it is not legal advice.",
    ),
    "ui.you": ("Vous", "You"),
    "ui.answer": ("Réponse de Boussole", "Boussole's answer"),
    "ui.conversation": ("Conversation", "Conversation"),
    "ui.question": ("Votre question", "Your question"),
    "ui.working": ("Recherche dans les textes…", "Searching the texts…"),
    "ui.ready": ("Réponse affichée, sources : {count}.", "Answer shown, sources: {count}."),
    "ui.welcome": ("Que dit le droit de votre logiciel ?", "What does the law say of your software?"),
    "ui.welcome.body": (
        "Posez une question en français ou en anglais. Chaque réponse reproduit les textes mot pour mot et "
        "renvoie à leur place exacte.",
        "Ask in French or in English. Each answer quotes the texts word for word and points to their exact place.",
    ),
    "ui.suggestions": ("À lire aussi", "See also"),
    "ui.suggestion": ("Poser la question : {text}", "Ask: {text}"),
    "ui.cite": ("Source {n} : {label}", "Source {n}: {label}"),
    "ui.sources.list": ("Citations de cette réponse", "Citations of this answer"),
    "ui.sources.none": (
        "Cette réponse ne cite aucune disposition.",
        "This answer cites no provision.",
    ),
    "ui.open.new": ("(nouvel onglet)", "(new tab)"),
    "ui.path": ("Emplacement", "Place in the text"),
    "ui.text": ("Texte de la disposition", "Text of the provision"),
    "ui.neighbours": ("Dispositions voisines", "Neighbouring provisions"),
    "ui.previous": ("Précédente", "Previous"),
    "ui.next": ("Suivante", "Next"),
    "ui.around": ("Remonter : {label}", "Up: {label}"),
    "ui.reference": ("Ouvrir {label}", "Open {label}"),
    "ui.back": ("Revenir à la réponse", "Back to the answer"),
    "ui.changed": ("Modifié depuis cette version", "Amended since this version"),
    "ui.changed.by": ("règlement {act}, effet le {date} : {note}", "Regulation {act}, effect {date}: {note}"),
    "ui.changed.part": ("à {label}", "in {label}"),
    "ui.gone": (
        "Cette disposition n'est pas dans les textes installés.",
        "This provision is not in the texts installed.",
    ),
    "ui.missing.how": ("Pour les installer :", "To install them:"),
    "ui.missing.none": (
        "Aucun texte officiel n'est encore installé : je ne peux rien citer.",
        "No official text is installed yet: I cannot quote anything.",
    ),
    "ui.missing.count": ("{count} textes officiels manquent", "{count} official texts are missing"),
    "ui.missing.one": ("Un texte officiel manque", "One official text is missing"),
    "ui.command": ("boussole ingest", "boussole ingest"),
    "ui.unreadable": (
        "Les textes ne peuvent pas être lus : {reason}",
        "The texts cannot be read: {reason}",
    ),
    "ui.serving": (
        "Boussole est ouverte à l'adresse {url} (Ctrl+C pour arrêter).",
        "Boussole is open at {url} (Ctrl+C to stop).",
    ),
    "reason.english": ("{reason} (en anglais)", "{reason}"),
    "ui.exposed": (
        "Attention : Boussole écoute sur {host} sans comptes : qui atteint cette adresse voit les conversations et les "
        "dossiers de tous. Nommez les comptes dans BOUSSOLE_AUTH (boussole password), ou gardez 127.0.0.1.",
        "Beware: Boussole listens on {host} without logins: whoever reaches this address sees everyone's conversations and "
        "dossiers. Name the logins in BOUSSOLE_AUTH (boussole password), or stay with 127.0.0.1.",
    ),
    "ui.port": (
        "Le port {port} de {host} ne peut pas être ouvert : choisissez-en un autre avec BOUSSOLE_PORT.",
        "Port {port} of {host} cannot be opened: choose another with BOUSSOLE_PORT.",
    ),
    "ui.texts": ("Textes installés", "Texts installed"),
    "ui.in_english": ("texte en anglais", "text in English"),
    "ui.in_french": ("texte en français", "text in French"),
    **INTERVIEW,
    **ASK,
    **EVALUATION,
    **EVALUATION_SCREEN,
    **TEXTS,
    **QUALIFY,
    **REPORTS,
}

EXAMPLES: dict[str, tuple[str, ...]] = {
    "fr": (
        "Mon appli compte les pas et donne des conseils bien-être : est-ce un dispositif médical ?",
        "Que dit la règle 11 sur les logiciels d'aide à la décision ?",
        "Faut-il être certifié par l'ANS pour vendre un DMN ?",
        "Sous quel délai déclarer un incident grave ?",
        "Article 10, paragraphe 9, du MDR",
    ),
    "en": (
        "My app counts steps and gives wellness tips: is it a medical device?",
        "What does Rule 11 say about decision-support software?",
        "Must a digital device be certified by ANS before it is sold?",
        "How soon must a serious incident be reported?",
        "Article 61(10) MDR",
    ),
}

MONTHS: dict[str, list[str]] = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def long_date(date: str, language: str) -> str:
    """`2017-05-05` as `5 mai 2017`, `2025-04` as `avril 2025`; what is no such date stays as it is."""
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?", date)
    if match is None:
        return date
    year, month, day = match.groups()
    words = [MONTHS["fr" if language == "fr" else "en"][int(month) - 1], year]
    if day:
        words.insert(0, "1er" if language == "fr" and day == "01" else str(int(day)))
    return " ".join(words)


def of_date(date: str, language: str) -> str:
    """`2017-05-05` as `du 5 mai 2017`, `2025-06` as `de juin 2025`, `2025-04` as `d'avril 2025`; in English `of …`."""
    told = long_date(date, language)
    if language != "fr":
        return f"of {told}"
    if not told[:1].isalpha():
        return f"du {told}"
    return f"d'{told}" if told[0] in "ao" else f"de {told}"


def say(key: str, language: str, **values: Any) -> str:
    """The words for `key` in `language` (`fr`, anything else is English), with its placeholders filled."""
    text = TABLE[key][0 if language == "fr" else 1]
    return text.format(**values) if values else text
