"""The product at hand as a report to download, where reports are installed with this Boussole."""

from __future__ import annotations

import base64
import importlib
import importlib.util
import re
from functools import cache
from html import escape

from assistant.conversation import Product
from assistant.engine import Engine
from assistant.translations import say

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown;charset=utf-8",
}
"""What a report is written as, and the media type of each."""
_REPORTS = "assistant.reports"


@cache
def can_export() -> bool:
    """Whether reports are there."""
    return importlib.util.find_spec(_REPORTS) is not None


def export(product: Product, engine: Engine, fmt: str, language: str) -> bytes:
    """The report of a product as a file's bytes. Raises KeyError for a format that is none of FORMATS."""
    if fmt not in FORMATS:
        raise KeyError(fmt)
    reports = importlib.import_module(_REPORTS)
    report = reports.report_of_product(product, engine, language, title_of(product, language))
    written: bytes = reports.write(report, fmt)
    return written


def title_of(product: Product, language: str) -> str:
    """The name a report bears: the product's, or that it has none."""
    return product.name or say("conversation.product", language)


def file_html(product: Product, engine: Engine, fmt: str, language: str) -> str:
    """The report inside the page, for its script to hand over; empty for what cannot be written."""
    if fmt not in FORMATS or not can_export():
        return ""
    body = base64.b64encode(export(product, engine, fmt, language)).decode("ascii")
    name = re.sub(r"[^\w.-]+", "-", title_of(product, language)).strip("-") or "boussole"
    return (
        f'<span hidden data-file="{escape(name)}.{fmt}" data-type="{FORMATS[fmt]}" data-body="{body}"></span>'
    )
