"""What a question takes for granted in so many words (« Puisque l'ANSM… », "Since SMEs are exempt…", "Why must all…"):
told from what it asks, and held against the passages found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.particulars import particulars
from assistant.pinpoint import share
from assistant.query_terms import glossary
from assistant.sentences import sentences
from corpus.models import ProvisionText
from corpus.references import named_documents
from ingest.words import fold, stems

_FILE = Path(__file__).parent / "beliefs.yaml"
_OPENS = re.compile(
    r"(?:^|[.;:]\s)\W*(?:puisqu[e']|(?P<role>comme|as\b)|vu qu[e']|etant donne qu[e']|sachant qu[e']|depuis qu[e']|maintenant qu[e']"
    r"|du fait qu[e']"
    r"|since|because|given that|given|now that|seeing that|considering that|knowing that)\W*\b(?P<claim>[^,;?]{8,}?)[,;]"
)
_WHY = re.compile(r"^\W*(?:[^:?]{3,40}:\W*)?\b(?:pourquoi|why)\W+(?P<claim>[^,;?]{8,})")
_ABSOLUTE = re.compile(r"^\W*(?P<claim>[^,;?]{8,}? etant [^,;?]{4,}?),")
_STATED = re.compile(
    r"^\W*(?:(?:selon|d'apres|according to|under|par|by)\W+[^,;?]{3,40}?,\W*)?(?P<claim>[^?;]{12,}?)"
    r"(?:\.|;|,\W+(?:so|but|donc|mais|du coup|and|et)\b)\s"
    r"[^.]*\?\W*$"
)
"""What the law says, as someone states it, and a question that rests on it."""
_OF_THE_LAW = re.compile(
    r"\b(?:articles?|art\.|annexe?s?|regles?|rules?|considerants?|recitals?|mdr|rdm|ivdr|rdiv|reglements?|regulation"
    r"|pecan|lppr|latm|[lrd]\.? ?1\d\d-\d+"
    r"|certificate?s?|manufacturers?|fabricants?|importers?|distribut\w+|notified bod\w+|organismes? notifies?|ansm|has|ans)\b"
)
_RULES = re.compile(
    r"\b(?:has|have|must|lets?|allows?|requires?|forbids?|says?|last|lasts|expires?|gives?|leaves?|sets?|obliges?|exempts?|is|are|can|may"
    r"|a|ont|doi(?:t|vent)|permet\w*|autoris\w+|exige\w*|impos\w+|interdi\w+|prevoi\w+|donne\w*|laisse\w*|dure\w*|expire\w*|est|sont|peu(?:t|vent)|classe\w*|passent)\b"
)
_STANDING = re.compile(r"^(?:an?|the|un|une|le|la|l'|notre)\W*[\w'-]+(?: [\w'-]+){0,3}$")
"""« As a hospital, … »: someone says who they are."""
_SWEEPING = re.compile(
    r"\b(?:tou\w+|toujours|obligatoirement|forcement|automatiquement|interdi\w+|exempt\w*|dispens\w+|jamais|aucune?|seulement|supprim\w+|abrog\w+"
    r"|meme pour|even for|n'importe quel\w*"
    r"|all|every|always|automatically|forbid\w*|ban(?:s|ned)?|prohibit\w*|never|abolish\w*|repeal\w*|excludes?|only|must|doit|doivent)\b"
)
_OWN = re.compile(
    r"\b(?:je|j'|nous|on|mon|ma|mes|notre|nos|i|i'm|we|we're|we've|my|our|(?<!the )(?<!a )us|you|vous|votre|tu)\b"
)
_CLASS = re.compile(r"\bclasse?s? i\b")
_TOLD = 0.75
"""Share of a claim's terms that one sentence must carry, with the same polarity, for the texts to say it."""
_UNDONE = re.compile(
    r"\b(?:abrog\w+|repeal\w+|supprim\w+|abolish\w*|remplac\w+|replaced|exempt\w*|dispens\w+|self)\b"
)


@dataclass(frozen=True, slots=True)
class Belief:
    """What people believe (`said`), the provision that says otherwise (`ivdr`: in that act), and the line for it."""

    said: tuple[re.Pattern[str], ...]
    provision: str
    ivdr: str
    fr: str
    en: str

    def provision_for(self, question: str) -> str:
        """Where the question's own act says otherwise."""
        return self.ivdr if self.ivdr and named_documents(question) == ("ivdr",) else self.provision

    def line(self, language: str, label: str) -> str:
        """What the texts say instead, with `[1]`."""
        return (self.fr if language == "fr" else self.en).format(label=label)


def claim_of(question: str) -> str:
    """What a question says of the law before it asks, as written; empty when it claims nothing but its own case."""
    low = fold(question)
    match = _OPENS.search(low) or _WHY.match(low) or _ABSOLUTE.match(low) or _stated(low)
    if match is None or _is_standing(match) or _OWN.search(_CLASS.sub(" ", match["claim"])):
        return ""
    if match.re is _WHY and not _SWEEPING.search(match["claim"]):
        return ""
    as_written = question[match.start("claim") : match.end("claim")]
    return (as_written if fold(as_written) == match["claim"] else match["claim"]).strip()


def _is_standing(match: re.Match[str]) -> bool:
    return bool(match.groupdict().get("role")) and bool(_STANDING.match(match["claim"]))


def _stated(low: str) -> re.Match[str] | None:
    """A statement of what the law says, with a number, a duration or a provision, on which a question rests."""
    match = _STATED.match(low)
    if match is None or not (_OF_THE_LAW.search(match["claim"]) and _RULES.search(match["claim"])):
        return None
    return match if re.search(r"\d", match["claim"]) or particulars(match["claim"]).values else None


def belief_in(claim: str) -> Belief | None:
    """The known belief that a claim shows."""
    low = fold(claim)
    return next((b for b in _beliefs() if any(p.search(low) for p in b.said)), None)


def is_told(claim: str, language: str, texts: Iterable[ProvisionText]) -> bool:
    """Whether a sentence of the texts says what is claimed."""
    terms = {lang: glossary().terms(claim, language, lang) for lang in ("fr", "en")}
    mine = particulars(claim)
    denies = mine.is_negated or bool(_UNDONE.search(fold(claim)))
    for text in texts:
        for sentence in (s.text for line in text.text.split("\n") for s in sentences(line)):
            theirs = particulars(sentence)
            same = denies == (theirs.is_negated or bool(_UNDONE.search(fold(sentence))))
            held = mine.values <= theirs.values
            if same and held and share(set(stems(sentence, text.language)), terms[text.language]) >= _TOLD:
                return True
    return False


@cache
def _beliefs() -> Sequence[Belief]:
    entries = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Belief(tuple(map(re.compile, e["said"])), e["provision"], e.get("ivdr", ""), e["fr"], e["en"])
        for e in entries
    )
