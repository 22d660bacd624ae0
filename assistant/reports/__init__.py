"""Reports: a conversation or a product's dossier as DOCX, PDF or Markdown."""

from __future__ import annotations

from assistant.reports.make import report_of_conversation, report_of_product
from assistant.reports.model import Report
from assistant.reports.write import FORMATS, write

__all__ = ["FORMATS", "Report", "report_of_conversation", "report_of_product", "write"]
