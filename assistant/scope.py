"""What a question is about: which documents it names, and how likely it turns on which group of texts.

Scores of texts in different languages do not compare, so each group is ranked by itself and the groups
are joined by these likelihoods. They come from surface signs and from how well each group's own best
passages match, weighed by a logistic model fitted on the development questions (`python -m evals.scope`).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, cached_property

from assistant.evidence import Evidence
from assistant.query_terms import glossary
from corpus.catalogue import LegalForce, sources
from corpus.ids import EU_ACTS
from corpus.references import named_documents
from ingest.words import fold

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
_IVD = re.compile(
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
_BOTH = re.compile(
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

_ELSEWHERE = re.compile(
    r"\b(fda|510\s?\(?k\)?|pma|de novo|hipaa|mhra|ukca|swissmedic|health canada|sante canada|tga|pmda|nmpa|anvisa|"
    r"royaume-uni|united kingdom|uk market|etats-unis|united states|us market|usa|suisse|switzerland|japon|japan|"
    r"chine|china|australia|australie|bresil|brazil)\b"
)
"""Systems outside the Union: the texts held do not speak of them."""

# Logistic weights by what groups are compared on: bias first, then the features in their order.
FRENCH_WEIGHTS = {
    "official": (-1.6, 1.97, 1.08, 1.17, 1.87, -0.59, 0.14),
    "digest": (-1.6, 1.97, 1.08, 1.17, 1.87, -0.59, 0.14),
}
FRENCH_QUESTION_BIAS = {"official": 1.5, "digest": 0.0}
"""On official texts French questions lean to the French ones: there the words agree; the law is interleaved."""
IVD_WEIGHTS = {"official": (-2.38, 2.02, 1.8, 1.0), "digest": (-2.38, 2.02, 1.8, 1.0)}
CODE_WEIGHTS = (-1.2, 1.5, 1.0, 2.0)
SUPPORT_WEIGHTS = {"official": (0.284, 1.443, 7.879), "digest": (0.284, 1.443, 7.879)}


@dataclass(frozen=True)
class Scope:
    """Which texts a question turns on. Likelihoods are between 0 and 1."""

    question: str
    language: str

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

    def french_features(self, evidence: Evidence) -> tuple[float, ...]:
        """What tells that the French texts answer: bias, cues, words and vectors that match them better."""
        cues = min(3, len(set(_FRENCH_SYSTEM.findall(self.folded))))
        french, law = evidence.match("page", "code"), evidence.match("mdr", "ivdr")
        vectors = 20 * (french.vectors - law.vectors)
        words = (french.words - law.words) / evidence.top_words
        is_french = float(self.language == "fr")
        comment = float(bool(_COMMENTARY.search(self.folded)))
        return (1.0, cues, comment, vectors, words, is_french, is_french * vectors)

    def french(self, evidence: Evidence) -> float:
        """Likelihood that the French texts answer, rather than the regulations."""
        features = self.french_features(evidence)
        bias = FRENCH_QUESTION_BIAS[evidence.basis] if self.language == "fr" else 0.0
        likely = _logistic(FRENCH_WEIGHTS[evidence.basis], features, bias)
        return min(likely, 0.2) if self.named_acts and not features[1] else likely

    def ivdr_features(self, evidence: Evidence) -> tuple[float, ...]:
        """What tells that the IVDR answers: bias, cues, vectors and words that match it better."""
        cues = min(3, len(set(_IVD.findall(self.folded))))
        ivdr, mdr = evidence.match("ivdr"), evidence.match("mdr")
        vectors = 30 * (ivdr.vectors - mdr.vectors)
        return (1.0, cues, vectors, 2 * (ivdr.words - mdr.words) / evidence.top_words)

    def ivdr(self, evidence: Evidence) -> float:
        """Likelihood that the IVDR answers, rather than the MDR."""
        if self.named_acts:
            return 0.5 if len(self.named_acts) == 2 else float(self.named_acts == ("ivdr",))
        features = self.ivdr_features(evidence)
        likely = _logistic(IVD_WEIGHTS[evidence.basis], features)
        doubtful = features[1] and 0.3 < likely < 0.7 and _DEVICE.search(self.folded)
        return 0.5 if doubtful or _BOTH.search(self.folded) else likely

    def code(self, evidence: Evidence) -> float:
        """Likelihood that, among the French texts, the code answers rather than the agencies' pages."""
        if "css" in self.named:
            return 0.9
        cues = len(set(_CODE.findall(self.folded)))
        code, page = evidence.match("code"), evidence.match("page")
        vectors = 20 * (code.vectors - page.vectors)
        words = (code.words - page.words) / evidence.top_words
        return _logistic(CODE_WEIGHTS, (1.0, cues, vectors, words))

    def support(self, evidence: Evidence) -> float:
        """Likelihood that the texts held speak of the question at all; low for another trade or another country."""
        if _ELSEWHERE.search(self.folded):
            return 0.0
        words = math.log(max(0.01, evidence.fullest_words))
        likely = _logistic(SUPPORT_WEIGHTS[evidence.basis], (1.0, 50 * (evidence.similarity - 0.84), words))
        # A bare term of the trade (« PRRC ? ») gives little to measure, and is a question all the same.
        return max(likely, 0.5) if glossary().is_bare_term(self.question, self.language) else likely


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


def _logistic(weights: tuple[float, ...], features: tuple[float, ...], bias: float = 0.0) -> float:
    return 1 / (1 + math.exp(-bias - sum(w * f for w, f in zip(weights, features, strict=True))))
