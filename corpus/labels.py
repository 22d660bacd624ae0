"""A citation id as people read it, in French and English."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml

from corpus.ids import CitationId, parse
from corpus.rule_numbers import rule_of_section

_NAMES: dict[str, tuple[str, str]] = {
    "mdr": ("MDR", "MDR"),
    "ivdr": ("IVDR", "IVDR"),
    "ansm": ("ANSM, logiciels et applications de santé", "ANSM, health software and apps"),
    "ans-certification": ("ANS, certification des DMN", "ANS, certification of DMN"),
    "ans-parcours": ("ANS, parcours DMN", "ANS, DMN path"),
    "has": ("HAS, DMN", "HAS, DMN"),
    "navarro": ("M. Navarro, marquage CE", "M. Navarro, CE marking"),
    "css": ("Code de la sécurité sociale", "Code de la sécurité sociale"),
    "ansm-web": ("ANSM, site", "ANSM, website"),
    "has-web": ("HAS, site", "HAS, website"),
    "cjue": ("CJUE, affaire", "CJEU, case"),
    "plfss-2026": ("PLFSS 2026, amendement", "PLFSS 2026, amendment"),
    "qa-2023-607": ("Q&R sur le règlement 2023/607", "Q&A on Regulation 2023/607"),
    "qa-article-10a": ("Q&R sur l'article 10 bis", "Q&A on Article 10a"),
    "qa-ivdr-extension": ("Q&R sur la transition IVDR", "Q&A on the IVDR transition"),
}


def document_name(document: str, language: str) -> str:
    """Short name of a document; an unknown guide reads `MDCG 2019-11`, a user's file its slug."""
    if document in _NAMES:
        return _NAMES[document][0 if language == "fr" else 1]
    if document.startswith("mdcg-"):
        return "MDCG " + document.removeprefix("mdcg-")
    return document.removeprefix("user:")


def label(provision_id: str, language: str) -> str:
    """Label of a provision: `MDR, article 10, paragraphe 9` in French, `MDR, Article 10(9)` in English.

    Raises InvalidCitationId when `provision_id` is not a citation id.
    """
    cited = parse(provision_id)
    name = document_name(cited.document, language)
    if not cited.segments:
        return name
    words = _WORDERS.get(cited.unit, _passage)(cited, language)
    return f"{name}, {words}"


def _article(cited: CitationId, language: str) -> str:
    rest = cited.segments[1:]
    if language != "fr":
        if cited.number == "2" and rest:
            return f"Article 2, point ({rest[0]})" + "".join(f"({s})" for s in rest[1:])
        return f"Article {cited.number}" + "".join(f"({s})" for s in rest)
    text = f"article {_french_number(cited.number)}"
    for depth, segment in enumerate(rest):
        is_paragraph = depth == 0 and segment[0].isdigit() and cited.number != "2"
        text += f", paragraphe {segment}" if is_paragraph else f", point {segment})"
    return text


def _french_number(number: str) -> str:
    ordinal = {"a": " bis", "b": " ter", "c": " quater"}.get(number[-1], "")
    return number[:-1] + ordinal if ordinal else number


def _annex(cited: CitationId, language: str) -> str:
    french = language == "fr"
    text = f"{'annexe' if french else 'Annex'} {cited.number}"
    rest = list(cited.segments[1:])
    if rest and not rest[0][0].isdigit() and rest[0].isupper():
        part = rest.pop(0)
        is_chapter = set(part) <= set("IVX") and part not in ("C", "D")
        word = ("chapitre" if french else "Chapter") if is_chapter else ("partie" if french else "Part")
        text += f", {word} {part}"
    if rest and rest[0][0].isdigit():
        section = rest.pop(0)
        text += f", point {section}" if french else f", {section}"
        rule = rule_of_section(cited.document, section) if cited.number == "VIII" else None
        if rule:
            text += f" ({'règle' if french else 'Rule'} {rule})"
    for segment in rest:
        if len(segment) > 4:
            text += f", {_slug(segment, language)}"
        else:
            text += f", point {segment})" if french else f"({segment})"
    return text


def _recital(cited: CitationId, language: str) -> str:
    return f"{'considérant' if language == 'fr' else 'recital'} {cited.number}"


def _passage(cited: CitationId, language: str) -> str:
    french = language == "fr"
    first, rest = cited.segments[0], list(cited.segments[1:])
    if cited.document.startswith("user:") and (place := re.fullmatch(r"([ps])(\d+)(?:\.(\d+))?", first)):
        holder = "page" if place[1] == "p" else "section"
        return f"{holder} {place[2]}" + (f", passage {place[3]}" if place[3] else "")
    if cited.document == "css":
        tail = "".join(_code_segment(s) for s in rest)
        return (
            f"article {first[0]}. {first[1:]}{tail}" if french else f"Article {first[0]}. {first[1:]}{tail}"
        )
    if cited.document == "has" and first[0].isdigit():
        head = f"{'critère' if french else 'criterion'} {first}"
    elif cited.document == "ans-parcours" and (
        step := re.fullmatch(r"([ABC]?\d*(?:\.\d+)?)(?:-(.+))?", first)
    ):
        head = f"{'étape' if french else 'step'} {step[1]}"
        rest[:0] = [step[2]] if step[2] else []
    elif (cited.document in _OF_QUESTIONS or cited.document.startswith("qa-")) and first[0].isdigit():
        head = f"question {first}"
    elif cited.document == "cjue":
        head = "/".join(first.rsplit("-", 1))
    elif cited.document.startswith("mdcg-"):
        head = _guidance_head(first, french)
    else:
        head = _slug(first, language)
    return ", ".join([head, *(_slug(s, language) for s in rest)])


def _code_segment(segment: str) -> str:
    if segment.isdigit():
        return f", {segment}°"
    return f", {segment})" if segment.islower() and len(segment) == 1 else f", {segment.replace('-', ' ')}"


def _guidance_head(segment: str, french: bool) -> str:
    """A section, rule or annex of a guide: `rule-1-indent-1` is rule 1, indent 1; `annexe-I-c.1` Annex I, c.1."""
    if segment[0].isdigit():
        return f"section {segment}"
    kind, _, rest = segment.partition("-")
    number, _, more = rest.partition("-")
    words = _SEGMENT_WORDS.get(kind)
    if words is None or not number:
        return _slug(segment, "fr" if french else "en")
    head = f"{words[0 if french else 1]} {number}"
    return f"{head}, {_slug(more, 'fr' if french else 'en')}" if more else head


_OF_QUESTIONS = frozenset({"mdcg-2025-6"})
"""Guides made of numbered questions."""
_SEGMENT_WORDS = {"rule": ("règle", "rule"), "annexe": ("annexe", "Annex"), "part": ("partie", "Part")}


def _slug(slug: str, language: str) -> str:
    """A slug as people read it, from the table of slugs; what the table has not reads as it stands."""
    side = "fr" if language == "fr" else "en"
    whole, words = _slugs()
    if slug in whole:
        return whole[slug][side]
    if date := re.fullmatch(r"date-(\d{4})-(\d\d)-(\d\d)", slug):
        return (
            f"date du {date[3]}/{date[2]}/{date[1]}" if side == "fr" else f"date {slug.removeprefix('date-')}"
        )
    pieces = re.findall(r"[A-Za-z]+|[\d.]+|[^\W_-]+", slug) if re.fullmatch(r"[a-z]+-?\d+", slug) else None
    read = pieces or re.split(r"[-_]", slug)
    return " ".join(words[w][side] if w in words else w for w in read)


@cache
def _slugs() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    with Path(__file__).with_name("slugs.yaml").open(encoding="utf-8") as file:
        table = yaml.safe_load(file)
    return table["whole"], table["words"]


_WORDERS: dict[str, Callable[[CitationId, str], str]] = {
    "article": _article,
    "annex": _annex,
    "recital": _recital,
}
