"""Words of interviews, verdicts, follow-ups and conversations, French first."""

from __future__ import annotations

INTERVIEW: dict[str, tuple[str, str]] = {
    "interview.open": (
        "Le verdict vient des règles, d'après vos seules réponses confirmées. Quelques questions suffisent.",
        "The verdict comes from the rules, from the answers you confirm alone. A few questions are enough.",
    ),
    "interview.product": ("**Pour {name}.**", "**About {name}.**"),
    "interview.question": ("**Question {n}.** {question}", "**Question {n}.** {question}"),
    "interview.choice": ("- **{n}.** {label}", "- **{n}.** {label}"),
    "interview.several": (
        "Plusieurs choix sont possibles (« 1 et 3 »).",
        "Several choices are possible (“1 and 3”).",
    ),
    "interview.unknown": (
        "Si vous ne savez pas, dites-le : je passe à la suite, et vous pourrez changer toute réponse plus tard.",
        "If you do not know, say so: I go on to the next question, and you can change any answer later.",
    ),
    "interview.noted": ("Noté : {items}.", "Noted: {items}."),
    "interview.noted.one": ("{label} = {value}", "{label} = {value}"),
    "interview.declined": (
        "Nous passons : « {label} » reste sans réponse.",
        "We go on: “{label}” is left without an answer.",
    ),
    "interview.again": (
        "Je n'ai pas compris cette réponse, et je préfère ne pas deviner. Répondez par un choix, son numéro, ou "
        "« je ne sais pas ».",
        "I did not understand that answer, and I would rather not guess. Answer with a choice, its number, or "
        "“I don't know”.",
    ),
    "interview.session": (
        '(Pour répondre : boussole ask "…" --session {id})',
        '(To answer: boussole ask "…" --session {id})',
    ),
    "interview.left": (
        "Nous en restons là. Vos réponses sont gardées : « continuer » reprend où nous en étions.",
        "We stop here. Your answers are kept: “continue” takes up where we were.",
    ),
    "interview.over": ("Reprenons depuis le début.", "Let us start again."),
    "interview.later": (
        "Lu dans vos mots, à confirmer s'il le faut : {items}. La question reste ouverte.",
        "Read in your words, to be confirmed if need be: {items}. The question still stands.",
    ),
    "interview.resume": ("Reprenons où nous en étions.", "Back to where we were."),
    "confirm.lead": (
        "Voici ce que je lis dans vos mots. Rien n'est retenu avant que vous le confirmiez :",
        "This is what I read in your words. Nothing is kept before you confirm it:",
    ),
    "confirm.item": ("- **{n}.** {label} : {value} (« {words} »)", "- **{n}.** {label}: {value} (“{words}”)"),
    "confirm.item.set": (
        "- **{n}.** {label} : {value}, et rien d'autre (« {words} »)",
        "- **{n}.** {label}: {value}, and nothing else (“{words}”)",
    ),
    "confirm.item.changed": (
        "- **{n}.** {label} : {value} (« {words} »), au lieu de : {before}",
        "- **{n}.** {label}: {value} (“{words}”), instead of: {before}",
    ),
    "confirm.ask": (
        "Est-ce juste ? « Oui » confirme tout. Sinon, corrigez en une phrase (« non, pas d'IA ») ou donnez les "
        "numéros à écarter (« oui sauf 2 »).",
        "Is that right? “Yes” confirms it all. If not, correct it in a sentence (“no, no AI”) or give the numbers to "
        "leave out (“yes except 2”).",
    ),
    "confirm.which": (
        "Qu'est-ce qui n'est pas juste ? Donnez les numéros (« 2 et 3 ») ou corrigez en une phrase ; « tout » écarte "
        "tout, et je pose les questions une à une.",
        "What is not right? Give the numbers (“2 and 3”) or correct it in a sentence; “all of it” leaves everything "
        "out, and I ask one question at a time.",
    ),
    "confirm.left": (
        "Écarté, à redemander : {items}.",
        "Left out, to be asked again: {items}.",
    ),
    "clash.mend": (
        "Les deux ne peuvent pas tenir ensemble. Laquelle changer ?",
        "The two cannot stand together. Which one should change?",
    ),
    "next.ask": (
        "Il reste {name}. Dites « continuer » pour y passer.",
        "{name} remains. Say “go on” to turn to it.",
    ),
    "next.suggestion": ("Continuer avec {name}", "Go on with {name}"),
    "facts.clash": (
        "Les faits donnés se contredisent : {reason} Corrigez-en un.",
        "The facts given contradict each other: {reason} Correct one of them.",
    ),
    "verdict.lead": (
        "Verdict des règles {ruleset} {version} (au {date}), fondé sur vos réponses confirmées{about}.",
        "Verdict of rules {ruleset} {version} (as of {date}), from the answers you confirmed{about}.",
    ),
    "verdict.about": (" pour {name}", " about {name}"),
    "verdict.changed": (
        "Votre réponse a changé ; voici le verdict qui la suit.",
        "Your answer changed; this is the verdict that follows.",
    ),
    "verdict.line": ("**{label} : {verdict}**", "**{label}: {verdict}**"),
    "verdict.why": ("Pourquoi :", "Why:"),
    "verdict.caveats": ("À savoir :", "Bear in mind:"),
    "verdict.steps": ("Ensuite :", "What to do next:"),
    "verdict.changes": ("Ce qui changerait le résultat :", "What would change the result:"),
    "verdict.readings": ("Lecture des textes :", "How the texts are read:"),
    "verdict.texts": ("Les textes cités, mot pour mot :", "The texts cited, word for word:"),
    "verdict.open": (
        "Je ne peux pas conclure sur tout : il manque : {items}. Ce qui est établi est donné ci-dessous ; vous pouvez "
        "répondre à tout moment.",
        "I cannot conclude on everything: this is missing: {items}. What is settled is given below; you can answer at any time.",
    ),
    "verdict.open.nothing": (
        "Je ne peux pas conclure : il manque : {items}. Vous pouvez répondre à tout moment.",
        "I cannot conclude; this is missing: {items}. You can answer at any time.",
    ),
    "verdict.again": (
        "Dites-moi si une réponse change : le verdict suivra.",
        "Tell me if an answer changes: the verdict will follow.",
    ),
    "verdict.no_texts": (
        "Les textes officiels ne sont pas installés : les dispositions sont nommées sans être citées.",
        "The official texts are not installed: provisions are named, not quoted.",
    ),
    "why.question": (
        "Cette question sert à établir : {verdicts}.",
        "This question serves to settle: {verdicts}.",
    ),
    "why.sources": ("Textes : {items}.", "Texts: {items}."),
    "why.confirm": (
        "Je ne retiens que ce que vous confirmez : ces mots peuvent vouloir dire autre chose, et le verdict en dépend.",
        "I keep only what you confirm: these words may mean something else, and the verdict depends on them.",
    ),
    "why.answers": ("D'après vos réponses :", "From your answers:"),
    "whatif.lead": (
        "Hypothèse, vos réponses ne changent pas : {items}.",
        "A hypothesis; your answers do not change: {items}.",
    ),
    "whatif.changes": (
        "- {label} : ce serait « {then} » au lieu de « {now} ».",
        "- {label}: it would be “{then}” instead of “{now}”.",
    ),
    "whatif.same": ("Rien ne changerait.", "Nothing would change."),
    "whatif.open": (
        "- {label} : il faudrait encore répondre à : {question}",
        "- {label}: one more answer would be needed: {question}",
    ),
    "whatif.settles": ("- {label} : ce serait « {then} ».", "- {label}: it would be “{then}”."),
    "whatif.clash": (
        "Cette hypothèse contredirait une de vos réponses : {reason}",
        "That hypothesis would contradict one of your answers: {reason}",
    ),
    "follow.none": (
        "Je ne vois pas à quoi cela se rapporte : dites-le en une phrase entière.",
        "I cannot tell what that refers to: say it in a whole sentence.",
    ),
    "conversation.product": ("Produit sans nom", "Product without a name"),
    "conversation.verdicts": ("Verdicts", "Verdicts"),
    "conversation.turns": ("Échanges", "Turns"),
    "conversation.unknown": (
        "Il n'y a pas de conversation {id} ; `boussole conversations list` les montre.",
        "There is no conversation {id}; `boussole conversations list` shows them.",
    ),
    "ui.choices": ("Réponses possibles", "Possible answers"),
    "ui.unknown": ("Je ne sais pas", "I don't know"),
}
