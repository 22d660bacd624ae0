"""Reads a recognised file of an act into provisions: the one door to the readers of the official formats."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from corpus.catalogue import sources
from corpus.models import Edition, Reading
from ingest.errors import SourceError
from ingest.formats import ActFile, Format, recognise_parts
from ingest.readers.eu_acts import formex, xhtml
from ingest.readers.eu_acts.arrows import mark_arrows
from ingest.readers.eu_acts.inline import tag
from ingest.readers.eu_acts.instructions import mark_instructions
from ingest.readers.eu_acts.tree import ActTree
from ingest.readers.eu_acts.writing import write_act
from ingest.readers.regulation_counts import check_complete


def read_act(file: ActFile, *, document: str = "") -> Reading:
    """The provisions of an act under `document` (its id in the catalogue, else its CELEX number in small letters).

    Every word is in one provision or among the skipped blocks. Whether the act is whole is another
    question: `regulation_counts.check_complete`. Raises SourceError when a structure does not fit.
    """
    try:
        tree = _tree(file)
        return write_act(tree, document or file.document or file.facts.celex.lower())
    except SourceError as error:
        raise SourceError(f"{file.name}: {str(error).removeprefix(f'{file.name}: ')}") from error


def read_parts(parts: Sequence[bytes], document: str, language: str, version: str) -> Reading:
    """An act of the catalogue from its files, which must be whole, in `language`, and of `version` (YYYY-MM-DD).

    Raises SourceError when they are anything else.
    """
    source = sources()[document]
    file = recognise_parts(parts, document, language=language, celex=source.celex)
    if version and not version.startswith(file.facts.version):
        raise SourceError(
            f"{document}: the text is of {file.facts.version}, not of {version}; fetch it again"
        )
    reading = read_act(file, document=document)
    check_complete(reading)
    return reading


def _tree(file: ActFile) -> ActTree:
    roots = file.roots()
    if file.format in (Format.FORMEX, Format.FORMEX_ZIP):
        for root in roots:
            mark_instructions(root)
        return formex.read_tree(roots, file.facts)
    body = _body(roots[0])
    if file.facts.edition is Edition.CONSOLIDATED:
        mark_arrows(body)
    return xhtml.read_tree(body, file.facts)


def _body(root: etree._Element) -> etree._Element:
    body = next((e for e in root.iter("body")), None)
    if body is None or not any("eli-container" in (e.get("class") or "") for e in body.iter() if tag(e)):
        raise SourceError("no container of an act (div.eli-container) in the page; its structure has changed")
    return body
