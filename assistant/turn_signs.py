"""Surface signs of what a turn asks for: each a name that a person can read, and the words that showed it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.query_terms import glossary
from assistant.scope import is_elsewhere
from assistant.smalltalk import smalltalk
from corpus.references import find_references
from ingest.words import fold, tokens
from rules.facts import FACT_BY_NAME, NO, YES

_PRODUCT = (
    r"(?:applis?|applications?|apps?|logiciels?|softwares?|softs?|produits?|products?|outils?|tools?|algos?|algorithms?|"
    r"algorithmes?|dispositifs?|devices?|solutions?|plateformes?|platforms?|modules?|systeme|systemes|systems?|dmn|dm|ivd|"
    r"chatbots?|ia|ai|llm|site|service en ligne|web service|capteurs?|sensors?|watch|montre|ring|bracelet|kit|viewer|"
    r"firmware|ehr|dpi|middleware|moteur de regles|script|modele|model|prototype|projet|project|robot|jeu video|"
    r"video game|monitor|moniteur|dashboard|tableau de bord|scribe|assistant|copilote?|exosquelette|exoskeleton|oreiller|pillow|remote|"
    r"telecommande|calculator|calculateur|calculette|carnet|questionnaire|score|service|balance|scale|tensiometre|application|tracker|checker|detector|detecteur|therapie numerique|digital therapeutic|truc|thing|startup|company)"
)
_MINE = r"(?:mon|ma|mes|notre|nos|my|our)"
_PEOPLE = (
    r"(?:avocate?|consultante?|daf|patron\w*|associee?|conseil|dsi|rssi|chef|collegues?|copain|amie?s?|lawyer|boss|cofounder|"
    r"consultant|friend|colleague|cfo|cto|ceo|investisseurs?|investors?|board|comite)"
)
_MAKES = (
    r"(?:developp\w*|fai[ts]|faisons|fabriqu\w*|construi\w*|edit\w*|lanc\w*|concois|concevons|vend\w*|propos\w*|code|cree\w*|"
    r"commercialis\w*|mesur\w+|build\w*|built|mak(?:e|ing)|made|develop\w*|sell\w*|launch\w*|design\w*|wrote|market\w*|"
    r"ship\w*|add\w*|run|ajout\w*)"
)
_DOES = (
    r"(?:calcul\w*|detect\w*|analys\w*|mesur\w*|surveill\w*|predi\w*|lit|lisent|reads?|tri(?:e|ent|er)|triages?|alert\w*|"
    r"previent|warns?|interpret\w*|estim\w*|comput\w*|monitor\w*|measur\w*|suggest\w*|sorts?|flags?|signale|reper\w*|screens for|"
    r"pilote|controls?|drives?|ajuste|adjusts?|affiche\w*|shows?|recommend\w*|recommand\w*|rappelle|reminds?|envoie|sends?|"
    r"enregistr\w*|stor(?:e|es|ing)|stocke|compte|counts?|helps?|aide les|returns?|listens?|segment\w*)"
)
_CLASS = r"(?:(?:classes?|class) (?:i{1,3}[ab]?|[1-3][ab]?|[a-d])\b|\b(?:iia|iib|iii|2a|2b)\b)"

PATTERNS: dict[str, str] = {
    "a product of one's own": rf"\b{_MINE} (?:[\w'-]+ ){{0,3}}?{_PRODUCT}\b|\b(?:le notre|la notre|le mien|mine|ours)\b",
    "something of one's own": rf"\b{_MINE} (?!{_PEOPLE})\w+",
    "someone else's word": rf"\b{_MINE} {_PEOPLE}\b|\b(?:on m'a dit|il parait|someone told|i heard|on nous dit|they tell)\b",
    "oneself": r"\b(?:suis-je|sommes[- ]nous|est[- ]on (?:un|une|des|soumis|concerne\w*|en|dans)|on est (?:un|une|des|dm|dmn|en|dans|concerne\w*|classe\w*|soumis)|"
    r"am i|are we|(?:pour|for|to|vrai pour) (?:nous|us|moi|me)|nous on|nous concerne|make us|make me|make of us|do (?:we|i) (?:ourselves )?(?:need|have|fall|count|qualify)|"
    r"il nous faut|on tombe|on releve|on rentre|we (?:fall|class|are class)|we're class|on bascule|aurait-on|deviendra-t-on|risque-t-on d'etre)\b",
    "someone who makes it": rf"\b(?:on|nous|je|j'ai|j'|we|we're|we've|i|i'm|i've)(?: (?:a|ai|avons|have|are|'re))? ?(?:\w+ )?{_MAKES}\b|"
    r"\b(?:on a|nous avons|j'ai|we have|we've got|i have|i've got|we also have) (?:un|une|a|an|another|aussi|also|concu|fait)\b|"
    r"\b(?:je travaille sur|(?:i'm|we're|i am|we are) working on|i publish|we publish|another product|un autre produit)\b",
    "I or we": r"\b(?:je|j'|on|nous|moi|suis-je|i|i'm|i'd|we|we're|we'd|us|me)(?:\b|(?<='))",
    "what a product does": rf"\b{_DOES}\b",
    "a product with what it does": rf"\b{_PRODUCT}(?: [\w'-]+){{0,4}}? (?:(?:qui|that|which|de|d'|to|pour) ?)?{_DOES}\b",
    "things of a kind": rf"\b(?:les|des|tous les|toutes les|all|any|every)(?: \w+)? (?:{_PRODUCT}|tests?|dispositifs?)\b|"
    r"\b(?:in general|en general|en principe|in principle|always|toujours|ever|usually|jamais|every)\b",
    "one of a kind": rf"\b(?:un|une|a|an) (?:\w+ )?{_PRODUCT}\b",
    "its own class asked": r"\b(?:quelle|what|which|ma|notre|my|our|quel) (?:ivdr |mdr |rdiv |device |est ma |est la )?class\w*|"
    r"\bclasses? ?\?|\bclass ?\?|\bclassified\b|\bcomment\b.{0,30}\bclasse\w*|\bcomme classe\b|\bits class\b|\bsa classe\b|"
    r"\bin or out\b|\bdedans ou dehors\b|\bcombien\b.{0,10}classe|classe combien|\b(?:est|est-elle|est-il|is|how is|we) classe\b",
    "a class named": _CLASS,
    "several classes weighed": rf"{_CLASS} (?:ou|or|vs) (?:{_CLASS}|i{{1,3}}[ab]?)",
    "a device or not": r"(?<!notre )(?<!mon )(?<!nos )(?<!our )(?<!my )\b(?:dm|dispositifs? medica\w+|medical devices?|device|dmn|ivd|dm-div|accessoire|accessory|medical)\b[^.?!]{0,30}\?|"
    r"\bdm (?:ou|oui)\b|\bdevice or\b|\bqualif\w+",
    "one's own standing asked": r"\b(?:suis-je|sommes[- ]nous|est[- ]on|on est|on tombe|on releve|on rentre|am i|are we|is (?:my|our)|are my|"
    r"does (?:my|our)|do we|do i|would we|would (?:my|our|it)|could (?:my|our)|can (?:my|our)|should (?:my|our|we)|nous concerne|"
    r"where do we|what are we|on a droit|peut-on|can we|il nous faut|do (?:we|i) need|besoin d\w*|need (?:the|an?|one)|risque-t-on|il lui en faut|must i|must we|my own|need an? (?:nb|notified)|dois-je|devons-nous|"
    r"doit-on|faut-il qu'on|apply to us|s'imposent)\b",
    "status or scope": r"\b(?:statut|status|concernes?|releve\w*|champ|scope|regule\w*|regulated|reglementes?|apply to (?:our|my|us)|s'appliqu\w+ a|fall\w* under|soumis\w*|covered by|"
    r"exempt\w*|rentr\w+ dans|tomb\w+ (?:dans|sous)|hors|regulat\w+ apply|eligib\w*|count\w* as|regulatory)\b",
    "an order to judge": r"\b(?:class(?:er|ez|ify)|qualifi(?:er|ez)|qualify|verdict|assess|assessment|determine|verifiez?|check whether|"
    r"confirme\w*|confirm|(?:tell me|dites?[- ]moi|dis[- ]moi) (?:si|aussi si|if|also if|whether|my|ma|the class)|figure out|work out|evaluation de mon|savoir si|whether)\b",
    "a way to the market": r"\b(?:organismes? notifies?|notified bod\w+|nb|autodeclar\w*|self-?declar\w*|autocertif\w*|marquage|marque[rs]?|ce mark\w*|"
    r"certif\w*)\b",
    "money": r"\b(?:rembours\w*|reimburs\w*|pecan|latm|lppr|pect|prise en charge|prises? en charge|funding|paid for|secu|assurance maladie)\b",
    "a French scheme": r"\b(?:ans|dmns?|hds|pro sante connect|la has|criter\w+|ieu\d?|ieps|insi?|ligne generique|generic line)\b",
    "a meaning asked": r"\b(?:c'est quoi|c koi|qu'est[- ]ce (?:que|qu)|(?<!dans la )(?<!meet the )definitions?|signifie|veut dire|entend|mean|means|difference|what is an?|what are|"
    r"distingue\w*|define[ds]?|explique|explain|notion)\b",
    "what a text says": r"\b(?:que dit|dit quoi|il parle|que prevoit|que contient|what does .{1,40} say|ou est|ou c'est|ecrit|written|where|quel texte|"
    r"quel article|which article|selon|d'apres|according|guidance|guide|mdcg|les textes|la loi|base legale|resume\w*|summari[sz]e|text of)\b",
    "a time or an amount": r"\b(?:combien de|combien|delais?|(?:^|[,;.] ?|depuis |since |by )(?:quand|when)|when (?:do|does|is|are|must|should|can|will|did)|how long|how many|how often|deadlines?|jusqu'a|dates?|tous les|dure|duree|"
    r"calendrier|valable|valid|last)\b",
    "who": r"\b(?:qui (?:peut|doit|paie|decide|verifie|sont|est|s'occupe)|who)\b",
    "how": r"\b(?:que se passe|what happens|normal|comment|how (?:do|does|is|are|to|should))\b",
    "a product already classed or listed": rf"\b(?:{_PRODUCT}|est|is|is a|a|un|en|de|of) (?:un |a )?(?:dm |dmn |device |de |en |of )?{_CLASS} |"
    r"\b(?:est|is) (?:deja |already )?(?:un dmn? (?:de classe|certifie|inscrit)|a dmn|inscrit\w*|listed|certifie\w*|certified|marquee?s? ce|ce marked)|"
    r"\b(?:deja|already) (?:certifie\w*|certified|marquee?s?|ce|inscrit\w*|listed)|\bwe hold\b|(?:a|avons|have|has) (?:un|a|le|the) certificat\w*|"
    r"\bfabricants? de classe",
    "a duty after or beside the class": r"\b(?:psur|prrc|udi|eudamed|srn|vigilance|materiovigilance|incidents?|etiquet\w*|labels?|notice|ifu|mode d'emploi|"
    r"instructions|audits?|inspections?|dossier technique|technical (?:file|documentation)|documentation technique|pms|pmcf|sscp|psr|"
    r"evaluation clinique|clinical|clinique|importat\w+|importers?|distribut\w+|mandataire|representative|sanctions?|penalt\w+|declaration|"
    r"manuel|quality|qualite|renouvel\w+|renewal|rappele?|recall\w*|bug|contrat|contract|langues?|languages?|trad\w+|translat\w+|"
    r"standards?|normes?|preuves|evidence|changement|logo|afficher|splash|put|mettre|interdit|prohibited|allowed|permis|responsab\w+|responsible)\b",
    "a yes": r"^(?:oui|ouais|yes|yep|yeah|si|exact\w*|tout a fait|bien sur|evidemment|of course|correct|true|vrai|sure)\b",
    "a no": r"^(?:non|nan|no|nope|pas|faux|false|never|jamais|not|aucune?|none|rien|nothing|ni)\b",
    "not known": r"\b(?:je ne sais pas|sais pas|jsp|aucune idee|i don'?t know|dunno|not sure|no idea|on ne sait pas|ca depend|it depends|can'?t say|"
    r"skip|^passer?|je passe|next question)\b",
    "a choice by its place": r"^(?:(?:la |le |les |the |option |choix )?(?:premiere?|deuxieme|seconde?|troisieme|derniere?|dernier|first|second|third|last|"
    r"[1-9]|[a-e])(?: (?:one|choix|option))?|.{1,20} (?:et|and) (?:the )?(?:la |le )?(?:[1-9]|third|second|deuxieme|troisieme)|"
    r"les (?:deux|trois) premi\w+)\W*$",
    "a correction": r"\b(?:en fait|actually|finalement|pardon|correction|je corrige|i meant|sorry i|trompee?|i was wrong|my bad|changez|change my|"
    r"remettez|wait)\b",
    "going on from before": r"^(?:ok |oui |merci\W+|thanks\W+)?(?:et|and|what about|what if|mais|but|donc|so|alors|idem|same|meme|pourquoi|why|"
    r"sinon|or|lequel|laquelle|which one|which of|comment ca|how so)\b",
    "the same in another form": r"\b(?:plus (?:court|simple\w*|detail\w*|de details)|shorter|simpler|reformul\w+|rephrase|detail\w*|elaborate|en anglais|"
    r"in french|translate|traduis|exemples?|examples?|instance|continue|go on|la suite|source|lien|link|develop\w*|expand|precise|"
    r"jargon|trop long|too long|compare|more|tell me more|sur de toi|are you sure|c'est sur|compr\w+|understand|don'?t get|quote it)\b",
    "words for what was said": r"\b(?:ca|cela|that|this|it|those|them|ceux|celle|celui|l'autre|the other|dans ce cas|in that case|les deux|both)\b",
    "another product": r"\b(?:autre|another|second|deuxieme|other) (?:\w+ )?(?:produit|product|appli|app|logiciel|software|outil|tool)\b",
    "someone's own health": r"\b(?:j'ai mal|mal (?:a|au|de)|fievre|fever|pain|douleur|symptom\w*|prise de sang|blood test|should i take|dois-je prendre|"
    r"antidep\w+|ibuprof\w+|paracetamol|vaccin\w*|pregnan\w+|grossesse|grain de beaute|mole|my (?:son|daughter|mother|doctor|dog|back)|"
    r"(?:mon|ma) (?:fils|fille|mere|grand mere|medecin|chien|dos))\b",
    "an order to the assistant": r"\b(?:ignore|oublie|forget|system prompt|prompt|consignes|instructions|you are now|tu es maintenant|pretend|from now on|"
    r"a partir de maintenant|pirate|dan|invente?|falsifier|forge|hack\w*|reponds uniquement|only answer|ecri[st]|write|redige|draft|"
    r"raconte|joke|blague|poem\w*|song|chanson)\b",
    "thanks or a greeting": r"^(?:\w+ )?(?:merci|thanks|thank you|ty|bonjour|salut|hello|hi|hey|bonsoir|coucou|au revoir|bye|ciao|super|great|parfait|"
    r"perfect|ok|d'accord|alright|genial|awesome|bravo|nickel)\b",
    "the assistant itself": r"\b(?:es[- ]tu|tu es|t'es|are you|you're|vas-tu|tu fonctionnes|you work|do you|parles-tu|sais-tu|tu parles|what can you|"
    r"ce site|this website|t'a cree|made you|boussole)\b",
}
"""Each sign's pattern, for text in lower case without accents."""

_SHORTEST, _SHORT, _LONG = 2, 6, 22
"""Words up to which, or from which, a turn counts as short or long."""
_CLAUSE = 3
_WISHES = (
    "a product of one's own",
    "its own class asked",
    "a class named",
    "a device or not",
    "one's own standing asked",
    "status or scope",
    "a way to the market",
    "money",
    "a French scheme",
    "a meaning asked",
    "what a text says",
    "a time or an amount",
    "who",
    "how",
    "a duty after or beside the class",
    "things of a kind",
    "one of a kind",
)
"""Signs that count once more where a turn ends on them."""
_END = "at the end, "
_OWN = {"a product of one's own", "someone who makes it", "oneself"}
_STANDING = (
    "its own class asked",
    "a class named",
    "a device or not",
    "status or scope",
    "a way to the market",
    "money",
    "a French scheme",
)
_OTHER = (
    "a meaning asked",
    "what a text says",
    "a time or an amount",
    "who",
    "how",
    "a duty after or beside the class",
)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands open when a turn is said: the fact an interview has asked for, whether something was answered before."""

    pending: str = ""
    has_history: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether there is anything a turn could go on from."""
        return self.has_history or bool(self.pending)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that spoke: its name, and the words that showed it as they stand in lower case without accents."""

    name: str
    words: str = ""


def signs_of(text: str, language: str, context: Context) -> tuple[Sign, ...]:
    """The signs a turn shows, each name once, in the order of `SIGN_NAMES`."""
    found = (*_of_words(text), *_of_shape(text, language, context))
    return (*found, *_together({s.name for s in found}, "?" in text))


def names_a_choice(text: str, fact_name: str, language: str) -> bool:
    """Whether a turn consists of a value of the fact that was asked for, as its choices are shown."""
    fact = FACT_BY_NAME.get(fact_name)
    return fact is not None and " ".join(tokens(text)) in _choices(fact_name, language)


def last_clause(folded: str) -> str:
    """The clause a turn ends on, with those before it until there are `_CLAUSE` words: where the wish of a turn that
    sets out the situation first stands. Of a turn with question marks, the one before the last of them."""
    if "?" in folded:
        folded = folded[: folded.rindex("?") + 1]
    clauses = [c for c in re.split(r"(?<=[.?!:;,()])\s+", folded) if tokens(c)]
    taken = ""
    while clauses and len(tokens(taken)) < _CLAUSE:
        taken = f"{clauses.pop()} {taken}"
    return taken.strip()


def _of_words(text: str) -> Iterator[Sign]:
    folded = fold(text)
    ending = last_clause(folded)
    for name in _WISHES:
        if found := _PATTERNS[name].search(ending):
            yield Sign(f"{_END}{name}", found[0].strip())
    for name, pattern in _PATTERNS.items():
        if found := pattern.search(folded):
            yield Sign(name, found[0].strip())
    if cited := find_references(text):
        yield Sign("a provision cited", text[cited[0].start : cited[0].end])
    if is_elsewhere(folded):
        yield Sign("another country's system")


def _of_shape(text: str, language: str, context: Context) -> Iterator[Sign]:
    words = len(tokens(text))
    shape = {
        "nothing of the trade": not glossary().knows_any(text, language),
        "one or two words": words <= _SHORTEST,
        "few words": words <= _SHORT,
        "many words": words >= _LONG,
        "a question mark": "?" in text,
        "small talk and nothing else": smalltalk(text) is not None,
        "a choice of the open question": names_a_choice(text, context.pending, language),
        "an open question": bool(context.pending),
        "an open question, few words": bool(context.pending) and words <= _SHORT,
        "an open question, a question mark": bool(context.pending) and "?" in text,
        "a previous answer": context.goes_on,
        "a previous answer, few words": context.goes_on and words <= _SHORT,
    }
    yield from (Sign(name) for name, shown in shape.items() if shown)


def _together(found: set[str], asks: bool) -> Iterator[Sign]:
    """Signs that count otherwise together than apart: whose standing is asked, and whether that or another matter."""
    own = bool(found & _OWN)
    standing = any(f"{_END}{name}" in found for name in _STANDING)
    other = any(f"{_END}{name}" in found for name in _OTHER)
    together = {
        "a standing asked, of one's own": own and standing and not other,
        "a standing asked, in general": not own and standing,
        "another matter, of one's own": own and other,
        "another matter, in general": not own and other,
        "neither, of one's own, asked": own and asks and not standing and not other,
        "neither, of one's own, told": own and not asks and not standing and not other,
        "neither, in general": not own and not standing and not other,
    }
    yield from (Sign(name) for name, shown in together.items() if shown)


@cache
def _choices(fact_name: str, language: str) -> frozenset[str]:
    fact = FACT_BY_NAME[fact_name]
    shown = [*fact.values.values(), fact.none] if fact.kind != "bool" else [YES, NO]
    return frozenset(" ".join(tokens(getattr(text, language))) for text in shown) | frozenset(
        name.replace("_", " ").lower() for name in fact.values
    )


_PATTERNS = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
_OF_SHAPE = (
    "a provision cited",
    "another country's system",
    "nothing of the trade",
    "one or two words",
    "few words",
    "many words",
    "a question mark",
    "small talk and nothing else",
    "a choice of the open question",
    "an open question",
    "an open question, few words",
    "an open question, a question mark",
    "a previous answer",
    "a previous answer, few words",
    "a standing asked, of one's own",
    "a standing asked, in general",
    "another matter, of one's own",
    "another matter, in general",
    "neither, of one's own, asked",
    "neither, of one's own, told",
    "neither, in general",
)
SIGN_NAMES: tuple[str, ...] = (*PATTERNS, *(_END + name for name in _WISHES), *_OF_SHAPE)
