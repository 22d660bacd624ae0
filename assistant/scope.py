"""What a question is about: which documents it names, and how likely it turns on which group of texts.

Scores of texts in different languages do not compare, so each group is ranked by itself and the groups
are joined by these likelihoods. They come from surface signs and from how well each group's own best
passages match, weighed by a logistic model fitted on the development questions (`python -m evals.scope`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from corpus.catalogue import LegalForce, sources
from corpus.ids import EU_ACTS
from corpus.references import named_documents
from ingest.words import fold

GROUPS = ("mdr", "ivdr", "page", "code", "guidance", "other")

_FRENCH_SYSTEM = re.compile(
    r"\b(ans|ansm|has|dmns?|lppr?|latm|pecan|pec-?an|pect|telesurveillance|telemonitoring|hds|cnda|insi|convergence|"
    r"g_?nius|prosanteconnect|pro ?sante ?connect|psc|assurance maladie|secu|securite sociale|social security|"
    r"cnedimts|ceps|ligne generique|generic line|nom de marque|brand name|rembours\w*|reimburse\w*|prise en charge|"
    r"tarifs?|forfait\w*|referentiels?|interoperabilit\w*|interop|preprod|certifie|certif|certificat de conformite|"
    r"depot|deposer|portail industriels|gazelle|sesame|ars|france|french|francaise?s?|droit commun|hopital|"
    r"etablissements? de sante|clinique|materiovigilance|exploitants?|arretes?|ministres?|homologation|hebergement|"
    r"hebergeurs?|hosting|pgssi|ieps|ieu\d?|annuaire|prescripteurs?)\b"
)
_COMMENTARY = re.compile(r"\b(navarro|open ?source|github|boucle fermee|closed loop|pompe a insuline)\b")
IVD = re.compile(
    r"\b(ivds?|ivdr|rdiv|dm ?div|div|in vitro|classes? [bd]|class [a-d] to [a-d]|echantillons?|samples?|specimens?|"
    r"reactifs?|reagents?|labos?|laboratoires?|labs?|laborator\w+|analyseurs?|analy[sz]ers?|"
    r"performance (?:evaluation|study|studies)|evaluation des performances|etudes? de performances?|companion|compagnons?|"
    r"autotests?|self-?tests?|self-?testing|home[- ]tests?|tests? a domicile|near-?patient|assays?|kits?|biologie|"
    r"biologistes?|genetiques?|genetic|faux (?:positifs|negatifs)|false (?:positives?|negatives?)|cartridges?|"
    r"cartouches?|bandelettes?|strips?|anticancer\w*|"
    r"tests? (?:covid|vih|hiv|adn|dna|de grossesse|sanguins?|pcr|urinaires?|rapides?|salivaires?)|covid|pcr|sang|blood|"
    r"salive|prelevements?|urine|depistage)\b"
)
_DEVICE = re.compile(
    r"\b(dm|mdr|rdm|medical devices?|dispositifs? medica\w+|classe? i{1,3}[ab]?|mri|irm|implants?|wearables?|pompe|app|appli|devices?)\b"
)
BOTH = re.compile(
    r"\b(both regulations|deux reglements|les deux textes|mdr (?:et|and|vs|ou|or|versus|compared).{0,25}ivdr|"
    r"ivdr (?:et|and|vs|ou|or|versus).{0,25}mdr|dm (?:et|and|comme|ou) (?:les? )?(?:dm ?)?div|"
    r"devices? and ivds?|ivds? and (?:medical )?devices?)\b"
)
_CODE = re.compile(
    r"\b(code de la securite|securite sociale|social security|css|decrets?|article [lrd]\.?\s?1\d\d|pect|pecan|ministres?|"
    r"radiation|radier|indus?|arretes?|forfait\w*|montants?|tarifs?|compensation|remuner\w*|commission|ceps|"
    r"comite economique|agence regionale|ars|penalites?|legal|loi|law|early|anticipee|transitoire)\b"
)
_GUIDANCE = re.compile(
    r"\b(mdcg|guides?|guidance|guidelines?|lignes? directrices?|q&a|ai act|aia|reglement ia)\b"
)

_EXPLAINED_ELSEWHERE = re.compile(
    r"\b(legacy|mdd|aimdd|ivdd|directives?|transition\w*|2023/607|2024/1860|extension|sell.?off|10a|10 bis|supply|"
    r"discontinu\w+|rupture|approvisionnement|mdsw|samd|ehr|electronic health record|dossier (?:patient|medical)|"
    r"ia|ai|ia0x|ai0x|machine learning|modules?)\b"
)
"""Where guidance says what the texts of 2017 do not: transition, supply, software examples, artificial intelligence."""
_ELSEWHERE = re.compile(
    r"\b(fda|510\s?\(?k\)?|pma|de novo|hipaa|mhra|ukca|swissmedic|health canada|sante canada|tga|pmda|nmpa|anvisa|"
    r"israel|maroc|morocco|tunisie|arabie|saudi|canada|inde|india|turquie|turkey|"
    r"royaume-uni|united kingdom|uk market|etats-unis|united states|us market|usa|suisse|switzerland|japon|japan|"
    r"chine|china|australia|australie|bresil|brazil)\b"
)
"""Systems outside the Union: the texts held do not speak of them."""
HERE = re.compile(
    r"\b(europe|europeen\w*|european|eu0x|ue0x|eu|ue|union|france|french|francais\w*|mdr|ivdr|ce|notified bod\w+|"
    r"organismes? notifies?|mandataire|authori[sz]ed representative|import\w*|export\w*|paris|espagne|spain|germany|allemagne)\b"
)
"""Signs that a question is about the Union all the same: a maker from elsewhere who sells here."""

# Logistic weights: bias first, then the features in the order of the functions below.
FRENCH_WEIGHTS = {
    "official": (-0.821, 1.971, 0.652, 2.062, 2.506, -0.613, 0.485),
    "digest": (-1.298, 1.119, 0.562, 2.74, 2.299, 0.144, 1.103),
}
IVD_WEIGHTS = {"official": (-2.058, 1.222, 1.732, 1.439), "digest": (-2.305, 1.376, 1.513, 1.875)}
CODE_WEIGHTS = (-1.2, 1.5, 1.0, 2.0)


Features = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """How well a group of texts matches a question: similarities (vectors) and scores (words), mean of the
    best three."""

    vectors: float = 0.0
    words: float = 0.0


@dataclass(frozen=True)
class Scope:
    """Which texts a question turns on. Likelihoods are between 0 and 1.

    `basis` is what groups of texts are compared on: `digest` (one language, one writer: scores compare) where
    digests in the question's language are held, else `official`.
    """

    question: str
    language: str
    basis: str = "official"

    @cached_property
    def folded(self) -> str:
        """The question in lower case without accents; the English verb « has » is left out."""
        return fold(re.sub(r"\bhas\b", "", self.question)) if self.language == "en" else fold(self.question)

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Documents the question names."""
        return named_documents(self.question)

    @cached_property
    def named_acts(self) -> tuple[str, ...]:
        """Regulations the question names."""
        return tuple(d for d in self.named if d in EU_ACTS)

    @cached_property
    def asks_guidance(self) -> bool:
        """Whether the question is for guidance rather than law."""
        return bool(_GUIDANCE.search(self.folded))

    @cached_property
    def guidance_helps(self) -> bool:
        """Whether guidance is likely to say what the law held does not."""
        return bool(_EXPLAINED_ELSEWHERE.search(self.folded))

    def shelves(self, held: Sequence[str]) -> tuple[str, ...]:
        """Those of the shelves held whose scores compare between groups of texts."""
        wanted = f"digest-{self.language}" if self.basis == "digest" else "official"
        return tuple(s for s in held if s.startswith(wanted))

    def french_features(self, matches: Mapping[str, Match]) -> Features:
        """What tells that the French texts answer: bias, cues, and how much better vectors and words match them."""
        cues = min(3, len(set(_FRENCH_SYSTEM.findall(self.folded))))
        french, law = _best(matches, "page", "code"), _best(matches, "mdr", "ivdr")
        vectors = 20 * (french.vectors - law.vectors)
        words = (french.words - law.words) / _top_words(matches)
        is_french = float(self.language == "fr")
        comment = float(bool(_COMMENTARY.search(self.folded)))
        return (1.0, cues, comment, vectors, words, is_french, is_french * vectors)

    def french(self, matches: Mapping[str, Match]) -> float:
        """Likelihood that the French texts answer, rather than the regulations."""
        features = self.french_features(matches)
        likely = logistic(FRENCH_WEIGHTS[self.basis], features)
        return min(likely, 0.2) if self.named_acts and not features[1] else likely

    def ivdr_features(self, matches: Mapping[str, Match]) -> Features:
        """What tells that the IVDR answers: bias, cues, and how much better vectors and words match it."""
        cues = min(3, len(set(IVD.findall(self.folded))))
        vectors = 30 * (matches["ivdr"].vectors - matches["mdr"].vectors)
        words = 2 * (matches["ivdr"].words - matches["mdr"].words) / _top_words(matches)
        return (1.0, cues, vectors, words)

    def ivdr(self, matches: Mapping[str, Match]) -> float:
        """Likelihood that the IVDR answers, rather than the MDR."""
        if self.named_acts:
            return 0.5 if len(self.named_acts) == 2 else float(self.named_acts == ("ivdr",))
        likely = self.likely_ivdr(matches)
        doubtful = IVD.search(self.folded) and 0.3 < likely < 0.7 and _DEVICE.search(self.folded)
        return 0.5 if doubtful or BOTH.search(self.folded) else likely

    def likely_ivdr(self, matches: Mapping[str, Match]) -> float:
        """Likelihood that the IVDR answers, told from words and matches alone."""
        return logistic(IVD_WEIGHTS[self.basis], self.ivdr_features(matches))

    def guidance_lead(self, matches: Mapping[str, Match]) -> float:
        """How much nearer guidance is to the question's words than any law or page (similarity)."""
        return matches["guidance"].vectors - _best(matches, "mdr", "ivdr", "page", "code").vectors

    def code(self, matches: Mapping[str, Match]) -> float:
        """Likelihood that, among the French texts, the code answers rather than the agencies' pages."""
        if "css" in self.named:
            return 0.9
        cues = len(set(_CODE.findall(self.folded)))
        vectors = 20 * (matches["code"].vectors - matches["page"].vectors)
        words = (matches["code"].words - matches["page"].words) / _top_words(matches)
        return logistic(CODE_WEIGHTS, (1.0, cues, vectors, words))


def is_elsewhere(folded: str) -> bool:
    """Whether a text (lower case, no accents) names a system outside the Union and nothing of the Union."""
    return bool(_ELSEWHERE.search(folded)) and not HERE.search(folded)


@cache
def group_of(document: str) -> str:
    """The group a document is ranked in: each regulation by itself, agency pages, code, guidance, other."""
    if document in EU_ACTS:
        return document
    source = sources().get(document)
    if source is None:
        return "other"
    return {
        LegalForce.CODE: "code",
        LegalForce.AGENCY_PAGE: "page",
        LegalForce.COMMENTARY: "page",
        LegalForce.GUIDANCE: "guidance",
    }.get(source.legal_force, "other")


def _best(matches: Mapping[str, Match], *groups: str) -> Match:
    return Match(max(matches[g].vectors for g in groups), max(matches[g].words for g in groups))


def _top_words(matches: Mapping[str, Match]) -> float:
    return max(1e-6, *(m.words for m in matches.values()))


def logistic(weights: Features, features: Features) -> float:
    """Likelihood by a logistic model."""
    return 1 / (1 + math.exp(-sum(w * f for w, f in zip(weights, features, strict=True))))
