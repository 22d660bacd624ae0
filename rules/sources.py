"""What was taken from outside the first corpus, with the addresses where it was read.

The articles of the code de la sécurité sociale are in the corpus as document ``css`` (code
in force on 14 March 2026): where a web page differs, the article decides. The other rows
rest on stored copies of web pages whose age is not known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rules.models import Decision, Rule, Source, Text
from rules.ruleset import RULE_SET, RuleSet

SOURCES = (
    Source(
        "ansm-web/statut",
        Text(
            "Critères cumulatifs : finalité médicale, résultat propre à un patient, action sur les "
            "données au-delà du stockage, de la communication et de la recherche simple.",
            "Cumulative criteria: medical purpose, result proper to one patient, action on data "
            "beyond storage, communication and simple search.",
        ),
        (
            "https://ansm.sante.fr/documents/reference/le-logiciel-ou-lapplication-sante-que-je-vais-"
            "mettre-sur-le-marche-releve-t-il-du-statut-de-dispositif-medical-dm-ou-de-dispositif-"
            "medical-de-diagnostic-in-vitro-dm-div",
        ),
        in_corpus=False,
    ),
    Source(
        "css/L162-48",
        Text(
            "Définition du DMN de télésurveillance et du DMN en général.",
            "Definition of a telemonitoring DMN and of a DMN in general.",
        ),
        (
            "https://info.haas-avocats.com/droit-digital/5-questions-a-se-poser-lors-de-la-conception-"
            "dune-solution-de-telesurveillance?hs_amp=true",
            "https://hospitalia.fr/m/Prise-en-charge-anticipee-eclairage-sur-le-nouveau-financement-"
            "derogatoire-des-dispositifs-medicaux-presumes-innovants_a3728.html",
        ),
        in_corpus=True,
    ),
    Source(
        "css/L162-1-23",
        Text(
            "Conditions, durée et délais de la prise en charge anticipée.",
            "Conditions, duration and time limits of early coverage.",
        ),
        (
            "https://affairesjuridiques.aphp.fr/textes/arrete-du-10-septembre-2024-relatif-a-la-prise-"
            "en-charge-anticipee-numerique-de-certains-dispositifs-medicaux-numeriques-a-visee-"
            "therapeutique-et-certaines-activites-de-telesurveillance-medicale-en-ap",
        ),
        in_corpus=True,
    ),
    Source(
        "css/R162-113",
        Text(
            "Études attendues pour la prise en charge anticipée, et motifs de refus.",
            "Studies expected for early coverage, and grounds of refusal.",
        ),
        (
            "https://juriblio.fr/codes/code-de-la-securite-sociale/partie-reglementaire-decrets-en-"
            "conseil-d-etat/livre-i/titre-vi/chapitre-2/section-14/sous-section-1/article-r162-113",
        ),
        in_corpus=True,
    ),
    Source(
        "css/R165-4",
        Text(
            "Produits qui ne peuvent être inscrits sur la LPPR.",
            "Products that cannot be listed on the LPPR.",
        ),
        (
            "https://juriblio.fr/codes/code-de-la-securite-sociale/partie-reglementaire-decrets-en-"
            "conseil-d-etat/livre-i/titre-vi/chapitre-5/section-1/article-r165-4",
        ),
        in_corpus=True,
    ),
    Source(
        "css/R165-90",
        Text(
            "Conditions de la prise en charge transitoire.",
            "Conditions of transitional coverage.",
        ),
        ("https://lexbase.fr/texte-de-loi/code-de-la-securite-socialer16590/L3490MHQ.html",),
        in_corpus=True,
    ),
    Source(
        "has-web/PECT",
        Text(
            "Prise en charge transitoire : produit marqué CE, dans le champ de la LPPR, non déjà "
            "couvert par les prestations d'hospitalisation.",
            "Transitional coverage: CE marked product, in the field of the LPPR, not already covered "
            "within hospital services.",
        ),
        ("https://www.has-sante.fr/jcms/p_3269665/fr/prise-en-charge-transitoire?portal=p_3058934",),
        in_corpus=False,
    ),
    Source(
        "has-web/LATM",
        Text(
            "Inscription sur la LATM sous nom de marque ou sous ligne générique.",
            "Listing on the LATM under a brand name or a generic line.",
        ),
        (
            "https://www.has-sante.fr/jcms/p_3376664/fr/dispositifs-medicaux-numeriques-liste-des-"
            "activites-de-telesurveillance",
        ),
        in_corpus=False,
    ),
    Source(
        "has-web/DMN-pro",
        Text(
            "Les travaux de la HAS sur les DMN professionnels laissent de côté la prescription, la "
            "dispensation et la télésurveillance.",
            "The HAS work on professional DMN leaves out prescribing, dispensing and telemonitoring.",
        ),
        (
            "https://neurologie-psychiatrie.lequotidiendumedecin.fr/fmc-recos/recos-pratique/"
            "dispositifs-medicaux-numeriques-un-guide-pratique-pour-les-professionnels",
        ),
        in_corpus=False,
    ),
    Source(
        "cjue/C-329-16",
        Text(
            "La fonction d'un logiciel de prescription qui exploite les données d'un patient est un "
            "dispositif médical.",
            "The function of prescribing software that uses a patient's data is a medical device.",
        ),
        (
            "http://curia.europa.eu/juris/document/document.jsf?text=&docid=197527&pageIndex=0&doclang="
            "fr&mode=lst&dir=&occ=first&part=1&cid=1004063",
        ),
        in_corpus=False,
    ),
    Source(
        "plfss-2026/1783",
        Text(
            "Amendement à L162-48 déposé et non adopté.",
            "Amendment to L162-48 tabled and not enacted.",
        ),
        ("https://www.senat.fr/enseance/2025-2026/122/Amdt_1783.html",),
        in_corpus=False,
    ),
)


def external_ids() -> dict[str, tuple[str, ...]]:
    """The ids outside the corpus, each with the addresses where the fact was read."""
    return {source.id: source.addresses for source in SOURCES if not source.in_corpus}


def cited_ids(rule_set: RuleSet = RULE_SET) -> list[str]:
    """Every citation id that facts, implications, rules, caveats or notes name, sorted."""
    found: set[str] = set()
    for fact in rule_set.facts:
        found.update(fact.sources)
    for implication in rule_set.implications:
        found.update(implication.cites)
    for decision in rule_set.decisions + rule_set.notions:
        for rule in _rules_of(decision):
            found.update(_cites_of(rule))
    for remark in rule_set.caveats + rule_set.notes + rule_set.result_notes:
        found.update(remark.cites)
    return sorted(found)


def unresolved_ids(known: Collection[str], rule_set: RuleSet = RULE_SET) -> list[str]:
    """The cited ids that stand neither in ``known``, the ids of a corpus, nor outside it."""
    external = external_ids()
    return [id for id in cited_ids(rule_set) if id not in known and id not in external]


def _rules_of(decision: Decision) -> Iterator[Rule]:
    for rule in (*decision.opening, *decision.rules, *decision.confirming):
        yield rule
        yield from rule.grounds


def _cites_of(rule: Rule) -> Iterator[str]:
    yield from rule.cites
    if rule.by is not None:
        yield from rule.by.open_cites
        for cites in rule.by.cites.values():
            yield from cites
