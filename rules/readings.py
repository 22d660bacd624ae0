"""Readings taken where the specification is unclear or says more, or less, than the texts do.

Each names what it concerns (rules, caveats, notes or facts) and the provisions that decide. A
reading never changes a value; it is told beside the verdicts that it concerns.
"""

from __future__ import annotations

from rules.models import Reading

READINGS = (
    Reading(
        "RT-01",
        ("NT-19",),
        ("css/L165-1-5/I", "css/R165-90/I/6", "css/R165-95/I"),
        fr="Aucun article conservé ne fixe à un an la durée de la prise en charge transitoire : elle est "
        "suspendue si la LPPR n'est pas demandée dans les douze mois qui suivent la demande.",
        en="No stored article sets the duration of transitional coverage at one year: it is suspended if "
        "the LPPR is not applied for within twelve months of the application.",
    ),
    Reading(
        "RT-02",
        ("early_clinical_evidence", "R5w", "R6w"),
        ("css/R162-113/I/2", "css/R165-90/I/5", "css/R165-90/I/12"),
        fr="Il faut des études en cours, qui donneront leurs données à temps ; des études toutes terminées "
        "n'y suffisent pas, et la prise en charge transitoire veut en plus des résultats cliniques.",
        en="Studies must be under way and give their data in time; studies that are all finished are not "
        "enough, and transitional coverage also wants clinical results.",
    ),
    Reading(
        "RT-03",
        ("R6v",),
        ("css/R165-90/I/8", "css/R165-90/I/9", "css/R165-90/I/10"),
        fr="L'article l'emporte sur la page de la HAS : la voie est fermée par une prise en charge "
        "hospitalière dans l'indication, par un refus antérieur ou par une prise en charge transitoire à "
        "laquelle il a été mis fin.",
        en="The article prevails over the HAS page: the route is closed by coverage within hospital "
        "services in the indication, by an earlier refusal, or by transitional coverage that was brought "
        "to an end.",
    ),
    Reading(
        "RT-04",
        ("already_covered",),
        ("css/R162-113/II/2", "css/R162-113/III", "css/R165-90/I/9"),
        fr="Le refus fondé sur les seules études n'est pardonné que pour la prise en charge anticipée ; "
        "pour la prise en charge transitoire, tout refus compte. Un produit ne relève jamais des deux voies.",
        en="A refusal that rests on the studies alone is forgiven only for early coverage; for transitional "
        "coverage any refusal counts. No product is ever eligible for both routes.",
    ),
    Reading(
        "RT-05",
        ("K14",),
        ("css/R162-74/II",),
        fr="Le nom de marque reste possible à côté d'une ligne générique de la LATM, mais l'inscription peut "
        "être refusée si l'intérêt n'est qu'équivalent à celui de la ligne.",
        en="A brand name remains possible beside a generic line of the LATM, but the listing may be refused "
        "if the interest is only equivalent to that of the line.",
    ),
    Reading(
        "RT-06",
        ("K6",),
        ("css/L162-48/II", "mdr/art_1/2"),
        fr="L'article définit le DMN par la définition du dispositif médical : un produit de l'annexe XVI, "
        "sans finalité médicale, n'y répond pas, même marqué CE.",
        en="The article defines a DMN by the definition of a medical device: an Annex XVI product, with no "
        "medical purpose, does not meet it even when CE marked.",
    ),
    Reading(
        "RT-07",
        ("R5", "R6"),
        ("css/L162-1-23/II/2", "css/L165-1-5/I"),
        fr="Le marquage CE doit couvrir l'indication pour laquelle la prise en charge est demandée.",
        en="The CE marking must cover the indication for which coverage is requested.",
    ),
    Reading(
        "RT-08",
        ("R5", "R6"),
        ("css/R162-115", "css/R165-90/III"),
        fr="Pour cette voie, l'ANS établit le certificat pendant l'instruction de la demande : il n'est pas "
        "nécessaire de l'avoir au dépôt.",
        en="For this route ANS issues the certificate while the application is examined: it need not be "
        "in hand when filing.",
    ),
    Reading(
        "RT-09",
        ("R5x", "R6u"),
        ("css/L162-1-25",),
        fr="Une aide à la décision médicale ou à la dispensation peut, depuis le 31 décembre 2025, être "
        "financée par une convention avec l'assurance maladie ; cette voie n'est pas examinée ici.",
        en="An aid to medical decision or to dispensing may, since 31 December 2025, be financed by an "
        "agreement with the health insurance; that route is not examined here.",
    ),
    Reading(
        "RT-10",
        ("S-HDS", "P-HDS"),
        ("ans-certification/exigences/hds", "ans-parcours/1.5"),
        fr="La page de l'ANS demande le certificat dès qu'une fonction héberge des données hors stockage "
        "local, son parcours seulement pour des données de santé : la page, plus stricte, est suivie.",
        en="The ANS page wants the certificate as soon as a function hosts data beyond local storage, its "
        "path only for health data: the page, which is stricter, is followed.",
    ),
)
