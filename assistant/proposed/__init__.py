"""What a person already said of their product, read into proposed facts; nothing rests on them until confirmed.

    for one in propose("Notre appli détecte l'arythmie sur un ECG, sans IA."):
        one.fact, one.value, one.words

The patterns are data (`patterns.yaml`); `sentences` tells what is stated from what is asked, doubted, denied
or said of another product; `plain` makes text comparable and keeps every character's place.
"""

from __future__ import annotations

from assistant.proposed.products import product_names
from assistant.proposed.propose import Proposed, propose
from assistant.proposed.readings import Reading, read_facts

__all__ = ["Proposed", "Reading", "product_names", "propose", "read_facts"]
