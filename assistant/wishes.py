"""Which questions of the rules a person asks about their product, from the words they use."""

from __future__ import annotations

import re

from assistant.proposed.plain import plain
from rules import describe_questions

QUALIFICATION = ("qualification",)
CLASSES = ("qualification", "mdr_class", "ivdr_class")
"""A class is asked for under either Regulation: which one applies is itself a verdict."""

_ASKED: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        CLASSES,
        r"\bclass(?:e|es|ification|ify|ified|er|ez)?\b|\b(?:iia|iib|iii|2a|2b)\b|\bregle 11\b.*\bmon\b",
    ),
    (
        QUALIFICATION,
        r"\b(?:sous |under |de )?(?:quel|which|what) (?:reglement|regulation)\b|\b(?:mdr|rdm) (?:or|ou|vs) (?:the "
        r"|l')?(?:ivdr|rdiv)\b"
        r"|\bqualif\w+|\b(?:dispositifs? medica\w+|medical devices?|dm ?div|ivd|in vitro diagnostic|dm|samd|mdsw)\b(?!\w)"
        r"|\b(?:a|any|an|the|un|le|l'|ou|or|and|et) ?(?:accessory|accessoire|device|dispositif)\b(?= (?:ou|or|at all"
        r"|under|au sens)| ?[?,.]|$)"
        r"|\b(?:device|dispositif|accessory|accessoire|dm) (?:ou|or)\b|\b(?:statut|regulatory status|statut reglementaire)\b"
        r"|\b(?:(?<!pas de )(?<!encore de )(?<!sans )(?<!aucun )marquage ce(?! (?:obtenu|acquis|deja|en 20|au titre"
        r"|sous|mdr|rdm))|ce[- ]mark(?:s"
        r"|ing)?\b(?! (?:obtained|granted))|concernee?s? par)\b|\bfall (?:under|within|into|in)\b"
        r"|\b(?:regulated|reglementee?|reglemente|under the (?:mdr|ivdr)|(?:du|le) (?:mdr|rdm|ivdr|rdiv))\b",
    ),
    (
        ("conformity_route",),
        r"\b(?:regulatory|ce|conformity|certification|marking) path(?:way)?s?\b|\bpar un on\b|\bauto-?certif\w+"
        r"|\bself-?certif\w+|\b(?:voie|chemin|parcours) (?:de (?:marquage|conformite"
        r"|certification)|reglementaire)"
        r"|\bexemption\b[^.?!]{0,20}\b(?:in-house|interne|hospitaliere|5)\b|\b(?:(?:toujours|still) in-house"
        r"|article 5\(5\)|art\.? 5\(5\))"
        r"|\b(?:organismes? notifies?|notified bod\w+|\bnb\b|auto-?declar\w+|self-?declar\w+|conformity assessment"
        r"|evaluation de (?:la )?conformite|procedure de (?:marquage|conformite)"
        r"|(?<!pas de )(?<!encore de )(?<!sans )(?<!aucun )marquage ce(?! (?:obtenu|acquis|deja"
        r"|en 20|au titre|sous|mdr|rdm))|ce[- ]mark(?:s|ing)?\b(?! (?:obtained|granted))"
        r"|(?:conformity|ce) (?:route|procedure)s?|quelle (?:procedure|demarche|voie|annexe)|(?:which|what) (?:route"
        r"|procedure|annex)|in-house exemption)\b"
        r"|\bclass\w*\b[^.?!]{0,40}\b(?:route|procedure|demarche|voie|marquage)s?\b|\b(?:route|procedure|demarche"
        r"|voie)s?\b[^.?!]{0,20}\bclass\w*",
    ),
    (("dmn_status",), r"\bdmn\b|\bdispositifs? medica\w+ numeriques?\b|\bdigital medical devices?\b"),
    (
        ("ans_certification",),
        r"\bcertif\w+\b[^.?!]{0,40}\b(?:ans|dmn)\b|\b(?:ans|l'ans)\b[^.?!]{0,40}\bcertif\w+"
        r"|\bcertificat de conformite\b|\bans certificat\w+|\bans (?:conformity|compliance|dossier|file)\b"
        r"|\b(?:dossier|conformite|referentiel) (?:de l'|a l')?ans\b",
    ),
    (
        ("prereq.HDS", "section.HDS"),
        r"\bhds\b|\bhebergeur (?:certifie|de donnees)|health data hosting|\b(?:data host"
        r"|hosting provider|hebergeur|hebergement)\b[^.?!]{0,30}\bcertif\w+",
    ),
    (("prereq.CNDA",), r"\bcnda\b|\binsi\b"),
    (("section.RGPD",), r"\b(?:rgpd|gdpr)\b"),
    (("section.PORT",), r"\bportabilit\w+\b[^.?!]{0,30}\b(?:ans|section|dmn)\b|\bsection port\b"),
    (("section.IEPS",), r"\bieps\b"),
    (("section.PSC",), r"\bpro sante connect\b|\bpsc\b"),
    (("section.INS",), r"\bins\b"),
    (("section.IEU", "section.IEU7_IEU8"), r"\bieu\b"),
    (
        ("route.PECAN",),
        r"\bpecan\b|prise en charge anticipee|acces precoce (?:au )?(?:remboursement|numerique)"
        r"|early (?:access )?(?:digital )?coverage",
    ),
    (("route.PECT",), r"\bpect\b|prise en charge transitoire|transitional coverage"),
    (
        ("route.LATM_brand", "route.LATM_generic"),
        r"\blatm\b|telesurveillance medicale.{0,20}rembours|liste des activites de telesurveillance",
    ),
    (("route.LPPR_brand", "route.LPPR_generic"), r"\blppr?\b|liste des produits"),
    (
        ("route.LATM_generic", "route.LPPR_generic"),
        r"^(?!.*\b(?:latm|lppr?)\b).*\b(?:lignes? generiques?|generic lines?)\b",
    ),
    (
        ("route.LATM_brand", "route.LPPR_brand"),
        r"^(?!.*\b(?:latm|lppr?)\b).*\b(?:noms? de marque|brand (?:name|line)s?|own code|code propre)\b",
    ),
    (
        ("has_3_4_05",),
        r"\b3\.4-05\b|\bcritere\b.{0,20}\bhas\b|\bhas\b.{0,30}\bcriter\w+|\bcriter\w+ 3\.4|certification has"
        r"|has certification|\bv2025\b|\bla has\b|[/,+] ?has ?\?|\b(?:and|et|or|ou) has ?\?|\b(?:manuel|referentiel"
        r"|visite) (?:de certification|has)\b",
    ),
)
_REIMBURSEMENT = re.compile(
    r"\b(?:rembours\w+|reimburs\w+|(?:etre |sera |seront )pris\w* en charge|prises? en charge\b(?! (?:anticipee"
    r"|transitoire))|financ\w+|payer|paid for"
    r"|assurance maladie|secu\b|health insurance)"
)
_SECTIONS = re.compile(
    r"\b(?:sections?|exigences?|requirements?)\b[^.?!]{0,40}\b(?:referentiel|ans|dmn|framework|certificat\w*)\b"
    r"|\b(?:ans|dmn) (?:sections?|exigences?|requirements?)\b"
)
_BRAND = re.compile(r"\b(?:noms? de marque|brand(?:ed)?(?: names?| lines?)?)\b")
_GENERIC = re.compile(r"\b(?:lignes? generiques?|generic lines?|generiques?)\b")
_EVERYTHING = re.compile(
    r"\b(?:bilan complet|tous les verdicts|tout savoir|all (?:the )?verdicts|full (?:picture|assessment)"
    r"|everything (?:that )?applies|de a a z)\b"
)
_OF_TEXTS = re.compile(
    r"\b(?:que (?:dit|disent|prevoi\w+)|what (?:does|do) .{1,40} (?:say|mean|require)|selon (?:le|la|l')|according to"
    r"|definition|c'est quoi"
    r"|que faire (?:pour|avec)"
    r"|qu'est-ce qu|article \d|quels? documents?|comment|how (?:do|to|soon|long)|combien|delai|deadline|qui doit|who must)\b"
)
_PATTERNS = tuple((questions, re.compile(pattern)) for questions, pattern in _ASKED)


def wishes(text: str) -> tuple[str, ...]:
    """Names of the questions a text asks, in the order of the rules; none when it names none of them."""
    said = plain(text).text
    every = [question["name"] for question in describe_questions()]
    if _EVERYTHING.search(said):
        return tuple(every)
    found = {name for questions, pattern in _PATTERNS if pattern.search(said) for name in questions}
    if _REIMBURSEMENT.search(said) and not any(name.startswith("route.") for name in found):
        found |= {name for name in every if name.startswith("route.")}
    found -= _other_line(said)
    if _SECTIONS.search(said):
        found |= {name for name in every if name.startswith(("section.", "prereq."))}
    if "dmn_status" in found and "ans_certification" in found and "dmn" not in said.split("certif")[0]:
        found.discard("dmn_status")
    return tuple(name for name in every if name in found)


def _other_line(said: str) -> set[str]:
    """The lines of a reimbursement list that a text leaves out by naming the one kind of line it wants."""
    wants_brand, wants_generic = bool(_BRAND.search(said)), bool(_GENERIC.search(said))
    if wants_brand == wants_generic:
        return set()
    left_out = "_generic" if wants_brand else "_brand"
    return {f"route.{name}{left_out}" for name in ("LATM", "LPPR")}


def asks_of_texts(text: str) -> bool:
    """Whether a turn asks what texts say, what a thing means, how or when something is done."""
    return bool(_OF_TEXTS.search(plain(text).text))
