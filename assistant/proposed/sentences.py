"""Which stretches of a text state something of the person's own product, and what is denied in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^.!?;\n]*(?:[.](?=\w)[^.!?;\n]*)*[.!?;\n]?")
_BREAK = re.compile(
    r"[,:]|\((?!(?:(?:the|le|au titre du|sous le|under) )*(?:mdr|rdm|ivdr|rdiv|directive|mdd|ivdd|classe?)\b)|\)"
    r"|\b(?:mais|but|however|cependant|toutefois|tandis que|alors que|whereas|while|although|bien que)\b"
    r"|\b(?:et|and) (?=(?:il|elle|on|nous|les?|la|notre|nos|mon|ma|ses?|its?|it|we|the|our|my|they|aussi|also)\b)"
)
_HEDGE = re.compile(
    r"\b(?:peut-?etre|probable\w*|sans doute|eventuel\w*|potentiel\w*|pourrai\w*|envisag\w*|reflechi\w*|hesit\w*|a terme"
    r"|plus tard|a l'avenir|bientot|un jour|prevu\w*|prevoyons|prevoit|planifi(?:e|ons|ez) (?:de|d')|v[2-9]"
    r"|version [2-9]|prochaine\w*|future?s?"
    r"|roadmap|feuille de route|maybe|perhaps|possibl[ey]|probably|potentially|might|could|considering|thinking (?:about|of)"
    r"|plan(?:s|ned|ning)? (?:to|on)\b|in the future|later|next (?:version|release|year)|someday|eventually|soon"
    r"|not sure|unsure|pas surs?"
    r"|pas certains?|ne sa(?:is|vons) pas|(?:sais|savons) pas|don'?t know|not know"
    r"|(?:know|sure|wonder\w*|ask\w*|clear|decided) whether|hopefully|we hope|nous esperons"
    r"|je crois|i think|i guess|presumably|supposedly|ideally|idealement)\b"
)
_CONDITION = re.compile(
    r"^\W*(?:et |and |mais |but )?(?:even |meme )?(?:si|s'il|s'ils|if|unless|a moins que|imagin\w+|suppos\w+)\b"
)
_WHAT_IF = re.compile(
    r"\b(?:et si|what if|how about if|mettons que|say that|supposons)\b"
    r"|^\W*(?:par exemple|for (?:example|instance)|hypothetical\w*|hypothetiquement|in theory|en theorie|admettons|imaginons)\b"
)
_OTHER = re.compile(
    r"\b(?:concurrent\w*|competitor\w*|competing|contrairement a|unlike|a la difference d\w*|l'autre (?:produit"
    r"|logiciel|appli\w*)"
    r"|(?:un|une|d'|des) ?autres? (?:produits?|logiciels?|applis?|applications?|outils?)"
    r"|(?:another|other) (?:products?|apps?|software|tools?)"
    r"|par exemple|for (?:example|instance)|such as|comme (?:les|le|la|l')|i (?:have )?read|j'ai lu|on m'a dit|on dit que"
    r"|someone told|i heard|rumou?r)\b"
)
_RELATIVE = re.compile(r"\W*(?:qui|which|who|that|dont|lequel|laquelle)\b")
_LAW = re.compile(
    r"\b(?:regles?|rules?|articles?|annexes?|annex|reglements?|regulations?|mdr|rdm|ivdr|rdiv|directives?|guides?|mdcg\S*"
    r"|la has|l'ansm|l'ans|loi|law|textes?|definition|manufacturers|fabricants|les logiciels|les applis"
    r"|les applications|les dispositifs|"
    r"software that|"
    r"devices that|apps that)\b"
    r"[^,;]{0,60}?\b(?:dit|disent|prevoi\w*|exige\w*|class(?:e|ent)|vise\w*|couvre\w*|defini\w*|impose\w*|says?"
    r"|states?|requires?|"
    r"covers?|defines?|appl\w+|concern\w*|releve\w*|sont|are|must|doivent|shall)\b"
)
_ASKING = re.compile(
    r"\b(?:est-ce|quels?|quelles?|comment|pourquoi|combien|faut-il|dois-je|doit-on|devons-nous|suis-je|sommes-nous"
    r"|peut-on|puis-je|"
    r"(?:\w+-)?t-(?:il|elle|on)|(?:est|sont|fait|font|doit|peut|a|ont)-(?:il|elle|ils|elles|on|ce)|c'est quoi|qu'est-ce|"
    r"what (?:class|rule|category|is|are|does|do|would|will|route)|which class|which rule|how (?:is|are|do|does|to"
    r"|can)|why|when do)\b"
    r"|^\W*(?:que|qu'|what|how|who|is|are|am|do|does|did|can|could|should|shall|must|will|would|has|have|need|which"
    r"|ou|quand|qui)\b"
)
_PRODUCT = (
    r"(?:appli(?:cation)?s?|apps?|logiciels?|software|saas|plateformes?|platforms?|outils?|tools?|produits?|products?|modules?|"
    r"algorithmes?|algorithms?|algos?|(?:chat)?bots?|solutions?|systemes?|systems?|services?|dispositifs?|devices?|web ?apps?|"
    r"scripts?|dashboards?|engines?|moteurs?|plug-?ins?|add-?ons?|viewers?|firmwares?|ia|ai|llms?|dmn|dtx|"
    r"(?:lis|sil|lims|ehr|emr|dpi|pacs|vna|ris|lap)s?)"
)
_DESCRIBED = re.compile(
    rf"\b(?:mon|ma|notre|nos|une?|cette|cet|ce|l'|my|our|an?|this)\s*(?:[\w-]+ ){{0,3}}?{_PRODUCT}(?: (?:\w+ ){{0,2}}?)?"
    r"(?= ?(?:qui|que|that|which|pour|for|de|d'|to|destine\w*|intended|ce|\w+ing)\b| ?\w|\W*$|\W*[?,;:])"
)
_DESCRIPTION_ENDS = re.compile(
    r"\b(?:est|sont|a|doit|releve|entre|tombe|peut|fait)-(?:t-)?(?:il|elle|ils|elles|on|ce)\b|\bdoit\b|\best (?:un"
    r"|une|ce)\b|\breleve\b"
    r"|\ban? (?:medical|in vitro|class|device|dm\b|ivd|md\b|samd|mdsw)|\b(?:is|are|be|does|do|must|should|fall|falls"
    r"|count|counts|"
    r"qualif\w*|need|needs|require\w*|regulated|reimburs\w*|covered|certif\w*|concerne\w*|consider\w*)\b|\bun (?:dm|dispositif)\b"
    r"|\b(?:eligible|rembours\w*|soumis\w*|classe|class)\b"
)

_STRONG = re.compile(
    r"\bn(?:e |')(?=[^,;:()]{0,60}?\b(?:pas|aucune?s?|jamais|plus|ni|rien|nulle?|guere)\b(?! seulement| uniquement| que\b))"
    r"|\b(?:not|never|cannot|neither|nor)\b(?! only| just| merely| solely)|n't\b(?! only| just)|\b(?:isnt|doesnt|dont"
    r"|wont|arent)\b"
)
_WEAK = re.compile(
    r"\b(?:no|sans|without|aucune?s?|zero|ni|nor|rien|nothing)\b(?! doute| more than| but\b)|\bpas\b(?! seulement"
    r"| uniquement| que\b| a pas)"
    r"|\bnon\b(?! seulement| plus|-| (?:in|hodgkin|melanom|valvul|alco|steroid|contact|lin|dialys|smok|fum)\w+)"
    r"|\bhors\b|\bexcluding\b|\bexcept\b"
)
_SCOPE_ENDS = re.compile(
    r"[;:()]|\b(?:mais|but|however|cependant|toutefois|whereas|while|just|simplement|seulement|uniquement|only)\b"
    r"|\b(?:et|and)\b(?! (?:ne|n'|pas|non|not|does not|doesn't|no|sans|aucun))"
    r"|, ?(?=(?:il|elle|on|nous|notre|mon|ma|le|la|les|l'|it|we|our|my|the|that|which|qui|c'est|it's|et|and|un|une|a)\b)"
)
_LIST = re.compile(r"(?:,|\bor\b|\bou\b|\bni\b|\bnor\b)")
_INSIDE = re.compile(
    r"\b(?:pas|aucune?s?|jamais|never|not|ni|nor|no)\b(?! seulement| uniquement| only| just)|n't\b"
)
_AFTER = re.compile(
    r"\s+(?:pas|aucune?s?|jamais|rien|guere)\b(?! seulement| que\b)|\s*(?:is|are|was|est|sont|n'est|ne sont)\s+(?:not|pas)\b"
    r"|\s*[:=]\s*(?:non|no|none|aucune?|pas|false|faux)\b"
)
_BARE_HEDGE = 4
"""Words up to which a doubt stands alone and bears on the clause after it ("Later, perhaps, …")."""
_ONLY = re.compile(r"(?:only|just|merely|solely|seulement|uniquement|simplement|que)\b")
_NOT_BEFORE = re.compile(r"(?:\bnot|n't|\bpas|\bnon)\s+$")
_MOST_STRONG, _MOST_WEAK = 12, 5
"""Words that a negation reaches over, when nothing ends its scope before."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A stretch `start`..`end` of a plain text that describes the product; its sentence begins at `opening`."""

    start: int
    end: int
    opening: int
    is_hedged: bool = False


def stated(text: str) -> list[Stated]:
    """The stretches of a plain text that tell something of the product, in reading order.

    Questions count only where they describe the product ("Is my app that detects X a device?"); what is doubted is
    marked, what is conditional, said of another product or of the law is left out.
    """
    found: list[Stated] = []
    for match in _SENTENCE.finditer(text):
        if match[0].strip() and not _WHAT_IF.search(match[0]):
            found += _of_sentence(text, match.start(), match.end())
    return found


def is_denied(text: str, start: int, end: int, opening: int) -> bool:
    """Whether what stands at `start`..`end` is denied in its sentence, whose text begins at `opening`."""
    if _INSIDE.search(text[start:end]) or _AFTER.match(text[end:]):
        return True
    if _ONLY.match(text[start:end]) and _NOT_BEFORE.search(text[opening:start]):
        return True
    before = text[opening:start]
    ends = [m.end() for m in _SCOPE_ENDS.finditer(before)]
    scope = before[ends[-1] :] if ends else before
    whole = scope + text[start : end + 60]
    strong = [m for m in _STRONG.finditer(whole) if m.end() <= len(scope)]
    if strong and len(scope[strong[-1].end() :].split()) <= _MOST_STRONG:
        return True
    return any(_reaches(scope[m.end() :]) for m in _WEAK.finditer(scope))


def _reaches(between: str) -> bool:
    """Whether a weak negation reaches over these words: five, counted anew after each item of a list."""
    return all(len(part.split()) <= _MOST_WEAK for part in _LIST.split(between))


def _of_sentence(text: str, start: int, end: int) -> Iterator[Stated]:
    sentence = text[start:end]
    is_question = sentence.rstrip().endswith("?")
    asked = doubt = other = False
    clauses = list(_clauses(text, start, end))
    for clause_start, clause_end in clauses:
        clause = text[clause_start:clause_end]
        is_last = (clause_start, clause_end) == clauses[-1]
        asked = asked or (is_question and is_last)
        asked = asked or (bool(_ASKING.search(clause)) and (is_question or clause_start == start))
        hedged = bool(_HEDGE.search(clause))
        doubted, doubt = hedged or doubt, hedged and len(clause.split()) <= _BARE_HEDGE
        other = bool(_OTHER.search(clause)) or (other and bool(_RELATIVE.match(clause)))
        if other or _CONDITION.search(clause):
            continue
        if asked:
            yield from _descriptions(text, clause_start, clause_end, start, doubted)
        elif not _LAW.search(clause):
            yield Stated(clause_start, clause_end, start, doubted)


def _descriptions(text: str, start: int, end: int, opening: int, hedged: bool) -> Iterator[Stated]:
    """Within a question, the words that describe the product: "my app that detects X", up to what is asked of it."""
    match = _DESCRIBED.search(text, start, end)
    if match is None:
        return
    stop = _DESCRIPTION_ENDS.search(text, match.end(), end)
    yield Stated(match.start(), stop.start() if stop else end, opening, hedged)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _BREAK.finditer(text, start, end):
        if match.start() > begin:
            yield begin, match.start()
        # A word that opens a clause belongs to it; a comma belongs to none.
        begin = match.start() if match[0].strip(",:() ") else match.end()
    if begin < end:
        yield begin, end
