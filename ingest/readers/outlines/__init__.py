"""Outlines of the French pages, by document id."""

from __future__ import annotations

from ingest.readers.outline import Outline
from ingest.readers.outlines import ans_certification, ans_parcours, ansm, has, navarro

OUTLINES: dict[str, Outline] = {
    "ansm": ansm.OUTLINE,
    "ans-certification": ans_certification.OUTLINE,
    "ans-parcours": ans_parcours.OUTLINE,
    "has": has.OUTLINE,
    "navarro": navarro.OUTLINE,
}
