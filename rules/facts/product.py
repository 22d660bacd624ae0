"""What the product is, what it is for, and the device it is linked to."""

from __future__ import annotations

from rules.models import Fact, Text

PURPOSES = {
    "diagnosis": Text(
        "Diagnostic d'une maladie, dépistage compris",
        "Diagnosis of a disease, screening included",
    ),
    "prevention": Text("Prévention", "Prevention"),
    "monitoring": Text("Contrôle, suivi d'une maladie", "Monitoring of a disease"),
    "prediction_prognosis": Text("Prédiction, pronostic", "Prediction, prognosis"),
    "treatment_alleviation": Text(
        "Traitement, atténuation d'une maladie", "Treatment or alleviation of a disease"
    ),
    "injury_diagnosis_monitoring": Text(
        "Diagnostic ou suivi d'une blessure ou d'un handicap",
        "Diagnosis or monitoring of an injury or disability",
    ),
    "injury_treatment": Text(
        "Traitement, atténuation d'une blessure ou d'un handicap",
        "Treatment or alleviation of an injury or disability",
    ),
    "disability_compensation": Text("Compensation d'un handicap", "Compensation for a disability"),
    "anatomy_process": Text(
        "Investigation, remplacement ou modification de l'anatomie ou d'un processus physiologique",
        "Investigating, replacing or modifying the anatomy or a physiological process",
    ),
    "in_vitro_information": Text(
        "Information tirée de l'examen in vitro d'échantillons",
        "Information from the in vitro examination of specimens",
    ),
    "conception_support": Text(
        "Maîtrise ou aide à la conception (hors contraception)",
        "Control or support of conception (contraception apart)",
    ),
    "contraception_sti": Text("Contraception ou prévention des IST", "Contraception or prevention of STIs"),
    "device_cleaning": Text(
        "Nettoyage, désinfection ou stérilisation de dispositifs",
        "Cleaning, disinfection or sterilisation of devices",
    ),
}

LINKED_REGIMES = {
    "md": Text("Dispositif médical (DM)", "Medical device"),
    "ivd": Text("Dispositif médical de diagnostic in vitro (DM DIV)", "In vitro diagnostic medical device"),
}

LINKED_CLASSES = {
    name: Text(f"Classe {name}", f"Class {name}") for name in ("I", "IIa", "IIb", "III", "A", "B", "C", "D")
}

LINKED_KINDS = {
    "active_implantable": Text("Implantable actif", "Active implantable"),
    "ionising_radiation": Text("Émetteur de rayonnements ionisants", "Emitter of ionising radiation"),
    "active_therapeutic": Text("Thérapeutique actif", "Active therapeutic"),
    "substance_delivery": Text(
        "Qui administre ou retire une substance", "Administers or removes a substance"
    ),
    "other": Text("Autre", "Other"),
}

IN_VITRO_ROLES = {
    "none": Text("Aucune", "None"),
    "secondary": Text(
        "Accessoire (l'essentiel vient d'autres données)",
        "Secondary (other data carry the result)",
    ),
    "principal": Text("Déterminante", "Decisive"),
    "sole": Text("Seule source", "Sole source"),
}

PRODUCT_FACTS = (
    Fact(
        name="is_software",
        kind="bool",
        label=Text("Logiciel", "Software"),
        question=Text(
            "Le produit est-il un logiciel (y compris application mobile ou service en ligne) ?",
            "Is the product software (app and online service included)?",
        ),
        help=Text(
            "Instructions qui traitent des données d'entrée et produisent des données de sortie, "
            "où qu'il s'exécute.",
            "Instructions that process input data and produce output data, wherever they run.",
        ),
        sources=("mdcg-2019-11/2",),
    ),
    Fact(
        name="intended_purposes",
        kind="set",
        label=Text("Finalités médicales propres", "Medical purposes of its own"),
        question=Text(
            "Quelles finalités médicales propres au logiciel le fabricant revendique-t-il ? "
            "(aucune est une réponse)",
            "Which medical purposes of its own does the manufacturer claim? (none is an answer)",
        ),
        help=Text(
            "La finalité du logiciel lui-même, non celle du matériel qu'il commande. Bien-être, "
            "sport, gestion, facturation, messagerie : aucune.",
            "The purpose of the software itself, not that of the hardware it drives. Wellness, "
            "sport, administration, billing, messaging: none.",
        ),
        sources=("mdr/art_2/1", "ivdr/art_2/2", "mdr/rct_19"),
        values=PURPOSES,
    ),
    Fact(
        name="action_on_data",
        kind="bool",
        label=Text("Action sur les données", "Action on data"),
        question=Text(
            "Le logiciel fait-il autre chose que stocker, archiver, transmettre, afficher, "
            "rechercher simplement ou compresser sans perte ?",
            "Does it do more than store, archive, communicate, display, simply search or "
            "losslessly compress?",
        ),
        help=Text(
            "Oui : calcul, analyse, interprétation, alerte, modification de l'image utile au "
            "soin. Non : mise en forme, simple affichage ; et, pour des résultats de laboratoire "
            "déjà lisibles, conversion d'unités, moyenne, courbe, comparaison à une limite fixée "
            "par l'utilisateur.",
            "Yes: calculation, analysis, interpretation, alert, change of an image that serves "
            "care. No: layout, mere display; and, for laboratory results that can already be "
            "read, unit conversion, mean, plot, comparison with a limit set by the user.",
        ),
        sources=("mdcg-2019-11/3.1", "mdcg-2019-11/3.3", "mdcg-2019-11/annexe-I-f.1"),
    ),
    Fact(
        name="individual_patient_benefit",
        kind="bool",
        label=Text("Au bénéfice d'un patient déterminé", "Benefit of individual patients"),
        question=Text(
            "L'action sert-elle un patient déterminé ?",
            "Is the action for the benefit of individual patients?",
        ),
        help=Text(
            "Non : données de population, registre, épidémiologie, littérature, atlas, parcours génériques.",
            "No: population data, registers, epidemiology, literature, atlases, generic pathways.",
        ),
        sources=("mdcg-2019-11/3.3",),
    ),
    Fact(
        name="annex_xvi",
        kind="bool",
        label=Text("Produit de l'annexe XVI", "Annex XVI product"),
        question=Text(
            "Est-ce un produit sans finalité médicale de l'annexe XVI, ou le logiciel d'un tel produit ?",
            "Is it an Annex XVI product, or the software of one?",
        ),
        help=Text(
            "Par exemple épilation laser, lipolyse, stimulation cérébrale non médicale.",
            "For instance laser hair removal, lipolysis, non-medical brain stimulation.",
        ),
        sources=("mdr/anx_XVI", "mdr/art_1/2"),
    ),
    Fact(
        name="drives_or_influences",
        kind="bool",
        label=Text("Commande ou influence un dispositif", "Drives or influences a device"),
        question=Text(
            "Le logiciel commande-t-il un dispositif médical matériel, en modifie-t-il l'état ou "
            "renseigne-t-il sur son fonctionnement ?",
            "Does it drive or influence the use of a hardware medical device, or supply output "
            "related to its functioning?",
        ),
        help=Text(
            "Par une interface ou par l'opérateur du dispositif.",
            "Through an interface or through the operator of the device.",
        ),
        sources=("mdcg-2019-11/3.3", "mdr/anx_VIII/3.3", "ivdr/anx_VIII/1.4"),
    ),
    Fact(
        name="accessory",
        kind="bool",
        label=Text("Accessoire", "Accessory"),
        question=Text(
            "Sans finalité médicale propre, est-il destiné à permettre ou à assister directement "
            "la fonction d'un dispositif déterminé ?",
            "With no medical purpose of its own, is it intended to enable or directly assist a "
            "particular device?",
        ),
        help=Text(
            "Oui s'il est conçu pour un ou plusieurs dispositifs précis et leur permet de remplir leur "
            "fonction, ou y aide directement ; par exemple l'application sans laquelle un capteur donné "
            "ne se met pas en service. Non s'il sert à n'importe quel matériel (réseau, stockage, "
            "impression).",
            "Yes if it is made for one or more particular devices and lets them do their work, or "
            "directly helps; for instance the app without which a given sensor cannot be set up. No if it "
            "serves any hardware (network, storage, printing).",
        ),
        sources=("mdr/art_2/2", "ivdr/art_2/4"),
    ),
    Fact(
        name="linked_device_regime",
        kind="enum",
        label=Text("Nature juridique du dispositif lié", "Regime of the linked device"),
        question=Text(
            "Le dispositif lié est-il un DM ou un DM DIV ?",
            "Is the linked device a medical device or an IVD?",
        ),
        help=Text(
            "Le matériel commandé, influencé ou assisté.",
            "The hardware that is driven, influenced or assisted.",
        ),
        sources=("mdcg-2019-11/3.4",),
        values=LINKED_REGIMES,
    ),
    Fact(
        name="linked_device_class",
        kind="enum",
        label=Text("Classe du dispositif lié", "Class of the linked device"),
        question=Text("Quelle est la classe de ce dispositif ?", "What is the class of that device?"),
        help=Text("Voir sa déclaration de conformité.", "See its declaration of conformity."),
        sources=("mdr/anx_VIII/3.3", "ivdr/anx_VIII/1.4"),
        values=LINKED_CLASSES,
    ),
    Fact(
        name="linked_device_kind",
        kind="enum",
        label=Text("Nature du dispositif lié", "Kind of linked device"),
        question=Text("De quelle nature est ce dispositif ?", "What kind of device is it?"),
        help=Text(
            "Implantable actif ; émetteur de rayonnements ionisants ; thérapeutique actif ; qui "
            "administre ou retire une substance ; autre.",
            "Active implantable; emitter of ionising radiation; active therapeutic; administers "
            "or removes a substance; other.",
        ),
        sources=("mdr/anx_VIII/6.1", "mdr/anx_VIII/6.2", "mdr/anx_VIII/6.4", "mdr/anx_VIII/5.4"),
        values=LINKED_KINDS,
    ),
    Fact(
        name="integral_part",
        kind="bool",
        label=Text("Partie intégrante du matériel", "Integral part of the hardware"),
        question=Text(
            "Le logiciel est-il mis sur le marché seulement comme partie intégrante de ce matériel ?",
            "Is it placed on the market solely as an integral part of that hardware?",
        ),
        help=Text(
            "Oui s'il n'est vendu qu'avec l'appareil et évalué avec lui, comme le calcul de la saturation "
            "dans un oxymètre. Non s'il peut aussi s'acheter ou se télécharger seul, même pour un seul "
            "modèle d'appareil.",
            "Yes if it is sold only with the hardware and assessed with it, like the saturation "
            "calculation in a pulse oximeter. No if it can also be bought or downloaded alone, even for a "
            "single model.",
        ),
        sources=("mdcg-2019-11/6.2",),
    ),
    Fact(
        name="in_vitro_data_role",
        kind="enum",
        label=Text("Part des résultats in vitro", "Part of in vitro results"),
        question=Text(
            "Quelle part ont les résultats de dispositifs de diagnostic in vitro dans "
            "l'information produite ?",
            "What part do in vitro diagnostic results play in the information produced?",
        ),
        help=Text(
            "Aucune ; accessoire (l'essentiel vient d'autres données) ; déterminante ; seule "
            "source. Pesée qualitative de l'importance de chaque donnée.",
            "None; secondary (other data carry the result); decisive; sole source. Weigh the "
            "importance of each piece of data, not their number.",
        ),
        sources=("mdcg-2019-11/3.4", "mdcg-2019-11/annexe-II-2"),
        values=IN_VITRO_ROLES,
    ),
    Fact(
        name="in_house",
        kind="bool",
        label=Text("Fabriqué et utilisé en interne", "Made and used in house"),
        question=Text(
            "Le logiciel est-il fabriqué et utilisé seulement dans un établissement de santé de "
            "l'Union, sans cession à une autre entité ni échelle industrielle ?",
            "Is it made and used only within one EU health institution, not transferred, not on "
            "an industrial scale?",
        ),
        help=Text(
            "Oui pour l'outil qu'un hôpital développe et n'utilise que chez lui. Non dès qu'une autre "
            "entité juridique le reçoit, même gratuitement, ou s'il est produit à l'échelle industrielle.",
            "Yes for the tool that a hospital develops and uses only there. No as soon as another legal "
            "entity receives it, even free of charge, or if it is made on an industrial scale.",
        ),
        sources=("mdr/art_5/5", "ivdr/art_5/5"),
    ),
    Fact(
        name="equivalent_available",
        kind="bool",
        label=Text("Équivalent sur le marché", "Equivalent on the market"),
        question=Text(
            "Un dispositif équivalent du marché répond-il au besoin, au niveau de performance voulu ?",
            "Does an equivalent device on the market meet the need at the level required?",
        ),
        help=Text(
            "Non si l'établissement peut justifier par écrit qu'aucun dispositif du marché ne répond aux "
            "besoins de ses patients, ou pas assez bien. Le texte parle du besoin et des performances, "
            "non du prix.",
            "No if the institution can justify in writing that no device on the market meets its "
            "patients' needs, or not well enough. The text speaks of need and performance, not of price.",
        ),
        sources=("mdr/art_5/5", "ivdr/art_5/5"),
    ),
)
