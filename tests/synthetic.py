"""Small texts of our own in the shape of the real ones, for tests that need no official text."""

from __future__ import annotations

from pathlib import Path

from corpus.models import ProvisionKind, Reading
from ingest.readers.builder import ReadingBuilder

CODE = """# Code d'essai

Document id `css`.

## Partie d'essai > Livre I

### Article L900-1

En vigueur depuis le 2024-01-01 (LEGIARTI000000000001).

La location de vélos électriques est ouverte à toute personne majeure qui présente un permis valable.

1° Le loueur vérifie les freins avant chaque location ;

2° Le client rend le vélo propre et rechargé.

### Article L900-2

En vigueur depuis le 2024-01-01 (LEGIARTI000000000002).

Un vélo rendu en retard donne lieu à une pénalité de cinq euros par heure commencée.
"""


def write_code(folder: Path, text: str = CODE) -> Path:
    """A folder of official texts with one small French code in it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "css-dmn.fr.md"
    path.write_text(text, encoding="utf-8")
    return path


def small_act() -> Reading:
    """A small English act under the id `mdr`, with articles, an annex and a recital of our own."""
    b = ReadingBuilder("mdr", language="en", version="2017-05-05")
    b.open("mdr/rct_1", ProvisionKind.RECITAL, title="Recital 1")
    b.add("mdr/rct_1", "(1) Kites bring joy to coastal towns, and rules on kites should stay simple.")
    b.open("mdr/art_10", ProvisionKind.ARTICLE, title="Duties of kite makers")
    path = ("Article 10 Duties of kite makers",)
    b.open("mdr/art_10/1", ProvisionKind.PARAGRAPH, parent="mdr/art_10", path=path)
    b.add("mdr/art_10/1", "1. Kite makers shall keep a written record of every kite for seven years.")
    b.open("mdr/art_10/2", ProvisionKind.PARAGRAPH, parent="mdr/art_10", path=path)
    b.add(
        "mdr/art_10/2",
        "2. Kite makers shall tell the harbour master without delay when a kite has hurt someone:",
    )
    b.open("mdr/art_10/2/a", ProvisionKind.POINT, parent="mdr/art_10/2", path=path)
    b.add("mdr/art_10/2/a", "(a) within two days when a person died;")
    b.open("mdr/art_10/2/b", ProvisionKind.POINT, parent="mdr/art_10/2", path=path)
    b.add("mdr/art_10/2/b", "(b) within fifteen days in other cases.")
    b.open("mdr/art_120", ProvisionKind.ARTICLE, title="Transitional rules for old kites")
    b.add("mdr/art_120", "Old kites made before the summer may be flown until the end of the year.")
    b.open("mdr/anx_VIII", ProvisionKind.ANNEX, title="Classes of kites")
    b.open("mdr/anx_VIII/6.3", ProvisionKind.SECTION, parent="mdr/anx_VIII", title="Rule 11")
    b.add("mdr/anx_VIII/6.3", "Kites longer than four metres are class B; all other kites are class A.")
    return b.build()


def other_act() -> Reading:
    """A sister act under the id `ivdr`: the same duties, for balloons."""
    b = ReadingBuilder("ivdr", language="en", version="2017-05-05")
    b.open("ivdr/art_10", ProvisionKind.ARTICLE, title="Duties of balloon makers")
    b.add("ivdr/art_10", "Balloon makers shall keep a written record of every balloon for nine years.")
    return b.build()


def french_page() -> Reading:
    """A French page under the id `ansm`."""
    b = ReadingBuilder("ansm", language="fr", version="2026-06-04")
    b.open("ansm/plage", ProvisionKind.PASSAGE, title="Cerfs-volants et plage")
    b.add(
        "ansm/plage",
        "La mairie autorise les cerfs-volants sur la plage de mai à septembre, de dix heures à vingt heures.",
    )
    b.open("ansm/tarif", ProvisionKind.PASSAGE, title="Tarif de la place")
    b.add("ansm/tarif", "La place réservée coûte douze euros par jour ; elle est gratuite pour les enfants.")
    return b.build()
