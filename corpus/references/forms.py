"""The forms of references, as patterns: what opens one, what follows a number, what stands before it."""

from __future__ import annotations

import re

from corpus.references.documents import QUESTIONS
from corpus.references.numbers import DIGITS, ROMAN, WORD


def _typos(word: str) -> set[str]:
    """`word` with one letter left out, doubled, or two letters exchanged."""
    found = {word[:i] + word[i + 1 :] for i in range(len(word))}
    found |= {word[:i] + word[i] + word[i:] for i in range(len(word))}
    return found | {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}


_MISSPELT = sorted(_typos("article") | _typos("articles") - {"article"}, key=len, reverse=True)
_MISSPELT_ANNEX = sorted(_typos("annexe") - {"annee", "annexe", "annex"}, key=len, reverse=True)
_OF = r"(?:n[°o]\.?|#)?\s*\(?"
LETTER = r"(?:[ivx]{2,4}|a[a-h]|bb|cc|dd|ee|ff|[a-z])"
DOCUMENT = r"(?:ivdr|rdiv|rdm|mdr|css|2017/74[56]|mdcg|\((?:ue|eu)\)|r[eè]glement|regulation)\b"
STOP = (
    r"(?=\s*(?:\Z|[,;:?!)\]\[»\"/]|\.(?!\d)|(?:du|of|in|dans|et|and|ou|or|vs|for|pour|de\s+la)\b|de\s+l'"
    rf"|{DOCUMENT}))"
)
"""What may follow a number or a letter that stands alone, so that it is a locator and not a word."""

HEAD = re.compile(
    r"(?<![\w/])(?:"
    r"(?P<id>(?-i:(?:mdr|ivdr)/(?:art|anx|rct)_\w+|css/[LRD]\d+(?:-\d+)+|mdcg-\d{4}-\d+|qa-[a-z0-9-]+|ans-[a-z]+|has(?=/[\dcdf])"
    r"|ansm|navarro)(?:/[\w-]+(?:[._-]\w+)*)*(?![\w/]))"
    rf"|(?P<qa>{QUESTIONS})"
    r"|(?P<guide>mdcg[\s-]*20\d\d\s*[-/]\s*\d+(?:\s*,?\s*\(?rev(?:ision)?\.?\s*\d+\)?)?(?!\w))"
    r"|(?P<code>(?:art(?:icles?|s?\.|s)?\s*)?[LRD]\s?\.?\s?\*?\d{3,4}(?:-\d+)+(?!\d))"
    r"|(?P<spaced>art(?:icles?|s?\.|s)?\s*[LRD]\.?\s?\*?\d{3}\s\d{1,3}\b)"
    rf"|(?P<bare_code>(?:(?:articles?|art\.?)\s*)?\d{{3,4}}(?:-\d+)+(?=,?\s+(?:du\s+)?(?:css|code\s+de\s+la\s+s[eé]cu))|(?:articles?|art\.?)\s*\d{{3}}-\d+(?:-\d+)*)"
    rf"|(?P<article>(?:art(?:icles?|s?\.|s)?|{'|'.join(_MISSPELT)})\s*(?=\d|{WORD}))"
    rf"|(?P<annex>(?:ann?exe?s?|anx\.?|{'|'.join(_MISSPELT_ANNEX)})\s+(?={ROMAN}|\d|{WORD}))"
    rf"|(?P<rule>(?:r[eèé]gle|rule)s?\s+{_OF}(?=\d|(?:[ivx]{{2,}}|v|x)\b|{WORD}))"
    r"|(?P<short_rule>r\.?\s?(?=\d{1,2}(?![\d°-])))"
    rf"|(?P<recital>(?:consid[eé]rants?|recitals?|whereas|cons\.)\s*{_OF}(?=\d|{ROMAN}|{WORD}))"
    rf"|(?P<gspr>(?:gspr|egsp)s?\s*{_OF}(?=\d)|(?:exigences?\s+g[eé]n[eé]rales?|general\s+(?:safety\s+and\s+performance\s+)?"
    rf"requirements?)\s+(?:en\s+mati[eè]re\s+de\s+s[eé]curit[eé]\s+et\s+de\s+performances\s+)?{_OF}(?=\d))"
    r"|(?P<bare>(?:(?:mdr|rdm|ivdr|rdiv)\s+)(?=\d{1,3}\s?(?:\(\d|§|,?\s*(?:paragraphe?|par\.)\s)))"
    r"|(?P<dotted>(?=\d{1,3}(?:\.\d{1,2}\s*(?:\([a-z]\)|[a-z]\))|\s?\(\d{1,2}[a-z]?\)(?:\s?\([a-z]\))?)\s+"
    r"(?:du\s+|de\s+l'|of\s+the\s+)?(?:mdr|rdm|ivdr|rdiv)\b))"
    r"|(?P<step>(?:[eé]tape|step|ans)\s+(?=[ABC]?\d))"
    r"|(?P<criterion>(?:crit[eè]re|criterion|has)\s+(?:has\s+)?(?=\d\.\d[.-]\d{2}\b))"
    r"|(?P<passage>(?:sections?|sec\.|questions?|clauses?|chapitres?|chapters?|points?|§)\s*(?=\d))"
    r")",
    re.I,
)
NUMBER = re.compile(rf"{DIGITS}|{WORD}", re.I)
NUMERAL = re.compile(rf"{ROMAN}|{DIGITS}|{WORD}", re.I)
ARTICLE_LETTER = re.compile(
    rf"\s?(?P<bis>bis|ter|quater|quinquies)\b|(?P<letter>[a-z])(?![\w'])(?!\))(?:{STOP}|(?=\s*[(§]))", re.I
)

# What follows an article, outermost first. Each gives one segment, in its only group that matched.
TAIL = re.compile(
    rf"\s*,?\s*\(\s?(?P<bracket>\d{{1,3}}[a-z]?|{LETTER})\s?\)"
    rf"|\s*,?\s*(?:du\s+|de\s+l'|of\s+)?(?P<word>paragraphe?s?|paras?\.?|par\.|§§?|alin[eé]as?|al\.|abs\.)\s*\(?"
    rf"(?P<paragraph>\d{{1,3}}(?:[a-z]\b|\s?(?:bis|ter|quater|quinquies)\b|\b)|{WORD})(?!\.\d)\)?"
    rf"|\s*,?\s*(?P<word2>(?:sous-?\s?|sub-?)?points?|lettres?|letters?|litt?(?:\.|era)|d[eé]finitions?|n[°o]\.?|sous)\s*"
    rf"(?:\(\s?(?P<point>\d{{1,3}}|{LETTER})\s?\)|(?P<point2>\d{{1,3}}\b|{LETTER}(?=\)))\)?|(?P<point3>{LETTER})(?![\w']){STOP})"
    r"|[.-](?P<dotted>\d{1,3})(?![\d/])"
    r"|\.(?P<lettered>(?-i:[a-z]))(?![\w'.])"
    rf"|(?<=\))(?P<glued>{LETTER})\b(?!')\)?"
    rf"|(?<=[\d)])(?:\s|,\s)?(?P<closed>{LETTER})\)"
    rf"|\s(?P<loose>(?-i:[b-x]))(?![\w']){STOP}|\s(?P<loose_a>(?-i:a))(?=\s*(?:\Z|\?\s*\Z|{DOCUMENT}))"
    rf"|(?<=\d)\s(?P<spaced>\d{{1,2}}[a-z]?)(?![\w'.°-]){STOP}",
    re.I,
)
SUBPARAGRAPH = re.compile(
    r"\s*,?\s*(?:the\s+)?(?:first|second|third|fourth|fifth|sixth|last|premi[eè]re?|deuxi[eè]me|troisi[eè]me|quatri[eè]me"
    r"|1er|\d[eè](?:me)?|dernier)\s+(?:sub-?paragraph|alin[eé]a|sentence|phrase|indent|tiret)\b",
    re.I,
)
UNREAD = re.compile(
    r"\s?\(\s?(?!(?:19|20)\d\d\b)(?P<rest>\d[\w.]{0,5}|\w?\d\w{0,4})\s?\)|(?<=[\d)])(?P<glued>\d|-\d)"
)

PART = re.compile(
    r"\s*[,.(]?\s*(?:de\s+la\s+)?(?P<word>parts?|parties?|chapters?|chapitres?|chaps?\.?|ch\.?|cap\.)\s*"
    rf"(?P<part>[A-E](?![\w'])|{ROMAN}(?!')|\d{{1,2}}\b(?!\.\d))\)?",
    re.I,
)
BARE_PART = re.compile(rf"[\s.-](?P<part>[A-E])(?![\w'])(?:(?=\s*,?\s*\d)|{STOP})")
SECTION = re.compile(
    r"\s*,?\s*(?P<word>sections?|sect?\.?|points?|§§?|n[°o]\.?|paragraphe?s?|paras?\.?|exigences?|requirements?|#)\s*\(?"
    r"(?P<section>\d{1,4}(?:\.\d{1,4})*+)(?!\d)(?!\s*(?:%|ans\b|years))\)?\.?(?!\d)",
    re.I,
)
BARE_SECTION = re.compile(
    r"(?:\s*,?\s*|\.|\s-\s)(?:\((?P<inside>\d{1,4}(?:\.\d{1,4})*+)\)|(?P<dots>\d{1,4}(?:\.\d{1,4})++)(?!\s?%)"
    rf"|(?P<one>\d{{1,4}})(?:{STOP}|(?=\s?\({LETTER}\))))",
    re.I,
)
RULE_ASIDE = re.compile(r"\s*\((?:rule|r[eè]gle)\s+\d{1,2}\)", re.I)
"""« Annex VIII, 6.3 (Rule 11) »: the rule that a section is, said in passing."""
POINT = re.compile(
    rf"\s*,?\s*(?:points?|lettres?|letters?|lit\.|litt\.|sous)?\s*\(\s?(?P<bracket>{LETTER}|\d)\s?\)"
    rf"|\s*,?\s*(?:points?|lettres?|letters?|lit\.|litt\.|sous)\s*(?P<worded>{LETTER})(?:\)|(?![\w']){STOP})"
    r"|\.(?P<lettered>(?-i:[a-z]))(?![\w'.])"
    rf"|(?<=[\d).])(?:\s|,\s)?(?P<closed>{LETTER})\)|(?<=\))(?P<glued>[a-z])\b(?!')"
    rf"|(?<=\d)\s?(?P<loose>(?-i:[b-x]))(?![\w']){STOP}|(?<=\d)\s(?P<loose_a>(?-i:a))(?=\s*(?:\Z|\?\s*\Z|{DOCUMENT}))|(?<=\d)(?P<stuck>(?-i:[a-z])){STOP}",
    re.I,
)
CODE_TAIL = re.compile(
    r"[\s,(-]*(?:(?P<roman>(?-i:X{0,2}(?:IX|IV|V?I{1,3}|V|X)))(?:\s(?P<bis>bis|ter|quater))?\b(?!['°])"
    r"|(?P<degree>\d{1,3})\s?°|(?:(?<=°)|(?<=°[\s,])|(?<=°,\s))(?P<letter>[a-z])(?:\)|"
    rf"(?!['\w]){STOP}))",
    re.I,
)
CODE_NUMBER = re.compile(rf"\s*,\s*(?P<degree>\d{{1,2}})(?!\d){STOP}")
CODE_BEFORE = re.compile(
    r"(?<![\w.-])(?:(?P<degree>\d{1,3})\s?°|(?P<roman>X?(?:IX|IV|V?I{1,3}|V))(?:\s(?P<bis>bis|ter|quater))?|(?P<letter>[a-z])\))"
    r",?\s*(?:d(?:e\s+l'|u|e)|of)\s*(?:articles?|art\.?)?\s*\Z"
)
_LINK = r"(?:,\s*(?:(?:and|et|or|ou)\s+)?|\s+(?:and|et|or|ou|to|à)\s+)"
BEFORE = re.compile(
    rf"(?<!\w)(?:(?:paragraphe?s?|paras?\.?|par\.|§§?|alin[eé]as?)\s*(?P<paragraphs>(?:\(?\d{{1,2}}[a-z]?\)?{_LINK})*)"
    r"\(?(?P<paragraph>\d{1,2}[a-z]?)\)?"
    rf"|(?:points?|lettres?|letters?|lit\.|sous|d[eé]finitions?)\s*(?P<points>(?:\(?{LETTER}\){_LINK}|\(?\d{{1,3}}\)?{_LINK})*)"
    rf"\(?(?P<point>\d{{1,3}}(?![.\d])|{LETTER})\)?"
    rf"|(?:sections?|points?|sec\.|exigences?(?:\s+g[eé]n[eé]rales?)?|gspr|egsp)\s*"
    rf"(?P<sections>(?:\d{{1,2}}(?:\.\d{{1,2}})*{_LINK})*)(?P<section>\d{{1,2}}(?:\.\d{{1,2}})*)\.?"
    rf"|(?:parts?|parties?|chapters?|chapitres?|ch\.|chap\.)\s+(?P<part>[A-E]|{ROMAN})"
    r"|\(?(?P<lone>[a-z])\))\s*(?:,|d(?:u|e\s+la|e\s+l'|es|e)|of(?:\s+the)?|in|to)\s*(?:the\s+)?\Z",
    re.I,
)
NEXT_ONE = re.compile(
    r"\s*(?:of|de\s+l'|de\s+la|du|de)\s*(?:the\s+)?(?:ann?ex|art|part|chap|r[eè]gle\b|rule|section|paragraph|mdcg)",
    re.I,
)
"""What shows that a section or point just read opens the next reference (« Annex IX, Section 6 of Annex X »)."""
ALSO = re.compile(
    r"(?:\s*,\s*(?:(?:and|et|or|ou)\s+)?|\s*(?:/|&)\s*|\s+(?:and|et|or|ou)\s+)(?:(?:de\s+)?l'|les?\s+|aux?\s+|du\s+|the\s+)?\s*",
    re.I,
)
RANGE = re.compile(r"\s*(?:à|to|through|jusqu'à|a(?=\s+(?:l'|\d)))\s+(?:l')?|\s*-\s*", re.I)
NOT_A_NUMBER = re.compile(
    r"\s*(?:°|%|/|jours?|days?|ans\b|ann[eé]es?|years?|mois|months?|heures?|hours?|classes?|cfr|euros?|€|[a-z]*[eè]me)",
    re.I,
)
BETWEEN = re.compile(
    r"[\s,()]*(?:(?:of|du|de|des|in|dans|under|the|la|les?|to|au|aux|from|said|dudit|pr[eé]sent|eu|ue|european|"
    r"regulations?|r[eè]glements?|n[°o]|no\.?|(?:annexe?\s+I))\b\s*|(?:d|l)'\s*|\((?:eu|ue)\)\s*)*[\s(]*",
    re.I,
)
"""What may stand between a reference and the document named after it."""
LEADING = re.compile(
    r"[\s,:()'-]*(?:(?:the|les?|la|à|at|in|its|son|sa|dans|s|rev\.?\s?\d)\b\s*|l'\s*|-\s*)*", re.I
)
"""What may stand between a document named first and the reference."""
TWO = re.compile(
    r"\s*(?:/|,|&|\bet\b|\band\b|\bou\b|\bor\b|\bvs\b\.?)\s*(?:(?:de\s+)?l'|du\b|of\s+the\b|the\b|le\b|au\b)?\s*",
    re.I,
)
GUIDE_TAIL = re.compile(
    r"(?:\s+v\.?\d\b)?(?:\s*\(\w*\s?20\d\d\))?\s*[,:(]?\s*(?:(?:la|the|l'|en|in)\s*)?(?:(?P<rule>r[eèé]gle|rule)\s+(?P<rule_number>\d{1,2})(?!\d)"
    r"(?:,?\s*(?:indent|tiret)\s+(?P<indent>\d))?"
    r"|(?P<annex>annexe?)\s+(?P<annex_number>[IVX]+\b|\d{1,2}\b)"
    rf"(?:[\s,-]+(?P<annex_more>(?-i:[a-f])(?:\.\d+)*|\d)(?![\w'.]\w){STOP})?"
    r"|(?P<part>part(?:ie)?)\s+(?P<part_number>(?:[IVX]+|[A-E])(?:\.\d)?)(?![\w'])"
    r"|(?:sections?|sec\.|points?|chapitres?|chapters?|§|questions?|q\.?|paragraphe?s?)\s*(?P<section>\d++(?:\.\d+)*)"
    rf"|(?P<dots>\d+(?:\.\d+)+)|(?P<one>\d{{1,2}})(?![\d%.-]){STOP})",
    re.I,
)
