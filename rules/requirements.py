"""The requirement sections of the ANS framework, and what must be obtained beforehand."""

from __future__ import annotations

from rules.conditions import OTHERWISE, no, one_of, yes
from rules.dmn import DEFINITION
from rules.models import Decision, Rule, Text
from rules.notions import NOT_DMN

_REQUIREMENTS = ("ans-certification/exigences",)

_OUTSIDE = Text("Sans objet : hors périmètre", "Not applicable: outside the scope")

SECTION_VALUES = {
    "applies": Text("Section applicable", "The section applies"),
    "does_not_apply": Text("Section non applicable", "The section does not apply"),
    "not_applicable": _OUTSIDE,
}

PREREQUISITE_VALUES = {
    "required": Text("À obtenir avant le certificat", "To be obtained before the certificate"),
    "satisfied": Text("Acquis", "Obtained"),
    "not_required": Text("Non exigé", "Not required"),
    "not_applicable": _OUTSIDE,
}


def _outside_the_scope(id: str, gives: str) -> Rule:
    return Rule(
        id,
        NOT_DMN,
        gives,
        DEFINITION,
        fr="Le produit n'est pas un DMN.",
        en="The product is not a DMN.",
    )


def _always(name: str, rule_id: str, label: Text) -> Decision:
    applies = Rule(
        rule_id,
        OTHERWISE,
        "applies",
        _REQUIREMENTS,
        fr="Cette section vaut pour tout DMN.",
        en="This section holds for every DMN.",
    )
    return _section(name, label, applies)


def _section(name: str, label: Text, *rules: Rule) -> Decision:
    first = _outside_the_scope("S0", "not_applicable")
    return Decision(f"section.{name}", "RS-ANS", label, SECTION_VALUES, (first, *rules))


def _if(name: str, rule_id: str, label: Text, fact: str, because: Text, because_not: Text) -> Decision:
    return _section(
        name,
        label,
        Rule(rule_id, yes(fact), "applies", _REQUIREMENTS, fr=because.fr, en=because.en),
        Rule(
            f"{rule_id}-no",
            no(fact),
            "does_not_apply",
            _REQUIREMENTS,
            fr=because_not.fr,
            en=because_not.en,
        ),
    )


_HOSTING = (
    Text(
        "Une fonction du produit héberge des données hors du stockage local.",
        "A function of the product hosts data beyond local storage.",
    ),
    Text(
        "Aucune fonction n'héberge de données hors du stockage local.",
        "No function hosts data beyond local storage.",
    ),
)

_PATIENT = (
    Text("Le produit a un accès patient identifié.", "The product has an identified patient access."),
    Text(
        "Le produit n'a pas d'accès patient identifié.",
        "The product has no identified patient access.",
    ),
)

_PROFESSIONAL = (
    Text(
        "Le produit a un accès professionnel de santé identifié.",
        "The product has an identified health professional access.",
    ),
    Text(
        "Le produit n'a pas d'accès professionnel de santé identifié.",
        "The product has no identified health professional access.",
    ),
)


def _for_professionals(name: str, rule_id: str, label: Text) -> Decision:
    return _if(name, rule_id, label, "professional_access", *_PROFESSIONAL)


SECTIONS = (
    _always("RGPD", "S-RGPD", Text("Section RGPD", "GDPR section (RGPD)")),
    _always("PORT", "S-PORT", Text("Section portabilité (PORT)", "Portability section (PORT)")),
    _if(
        "HDS",
        "S-HDS",
        Text("Section certificat d'hébergement (HDS)", "Hosting certificate section (HDS)"),
        "hosts_data_beyond_local",
        *_HOSTING,
    ),
    _if(
        "IEU",
        "S-IEU",
        Text(
            "Section PGSSI-S, usagers (IEU, hors IEU7 et IEU8)",
            "PGSSI-S section, users (IEU, apart from IEU7 and IEU8)",
        ),
        "patient_access",
        *_PATIENT,
    ),
    _for_professionals(
        "IEPS",
        "S-IEPS",
        Text("Section PGSSI-S, professionnels (IEPS)", "PGSSI-S section, professionals (IEPS)"),
    ),
    _for_professionals(
        "PSC", "S-PSC", Text("Section Pro Santé Connect (PSC)", "Pro Santé Connect section (PSC)")
    ),
    _for_professionals("ANN", "S-ANN", Text("Section annuaire (ANN)", "Directory section (ANN)")),
    _for_professionals(
        "INS",
        "S-INS",
        Text("Section identité nationale de santé (INS)", "National health identity section (INS)"),
    ),
    _for_professionals(
        "IEU7_IEU8",
        "S-IEU78",
        Text("Exigences IEU7 et IEU8", "Requirements IEU7 and IEU8"),
    ),
    _for_professionals("ADM", "S-ADM", Text("Section administration (ADM)", "Administration section (ADM)")),
)


def _prerequisite(name: str, label: Text, *rules: Rule) -> Decision:
    first = _outside_the_scope("P0", "not_applicable")
    return Decision(f"prereq.{name}", "RS-ANS", label, PREREQUISITE_VALUES, (first, *rules))


PREREQUISITES = (
    _prerequisite(
        "CE",
        Text("Préalable : marquage CE", "Prerequisite: CE marking"),
        Rule(
            "P-CE-ok",
            one_of("ce_marking", "mdr", "ivdr", "directive"),
            "satisfied",
            DEFINITION,
            fr="Le produit porte déjà le marquage CE.",
            en="The product already bears the CE marking.",
        ),
        Rule(
            "P-CE",
            OTHERWISE,
            "required",
            (*DEFINITION, "ans-parcours/A1"),
            fr="Le marquage CE est à obtenir d'abord.",
            en="The CE marking is to be obtained first.",
        ),
    ),
    _prerequisite(
        "HDS",
        Text("Préalable : hébergement HDS", "Prerequisite: HDS hosting"),
        Rule(
            "P-HDS",
            yes("hosts_data_beyond_local"),
            "required",
            (*_REQUIREMENTS, "ans-parcours/1.5"),
            fr="Des données sont hébergées hors du stockage local : il faut un hébergement certifié HDS.",
            en="Data are hosted beyond local storage: HDS certified hosting is needed.",
        ),
        Rule(
            "P-HDS-no",
            OTHERWISE,
            "not_required",
            _REQUIREMENTS,
            fr=_HOSTING[1].fr,
            en=_HOSTING[1].en,
        ),
    ),
    _prerequisite(
        "CNDA",
        Text("Préalable : téléservice INSi (CNDA)", "Prerequisite: INSi teleservice (CNDA)"),
        Rule(
            "P-CNDA",
            yes("identity_referential"),
            "required",
            ("ans-certification/faq-cnda", "ans-parcours/1.4"),
            fr="Le produit est référentiel d'identité : il appelle le téléservice INSi.",
            en="The product is an identity referential: it calls the INSi teleservice.",
        ),
        Rule(
            "P-CNDA-no",
            OTHERWISE,
            "not_required",
            ("ans-certification/faq-cnda",),
            fr="Le produit n'est pas référentiel d'identité.",
            en="The product is not an identity referential.",
        ),
    ),
)
