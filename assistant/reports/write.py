"""A report in one of its formats."""

from __future__ import annotations

from assistant.errors import ReportError
from assistant.reports.model import Report

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
}
"""The formats, each with its media type."""


def write(report: Report, fmt: str) -> bytes:
    """The bytes of a file. Raises ReportError for a format there is none of. Each library loads with its first report."""
    if fmt == "docx":
        from assistant.reports.docx import docx_bytes

        return docx_bytes(report)
    if fmt == "pdf":
        from assistant.reports.pdf import pdf_bytes

        return pdf_bytes(report)
    if fmt == "md":
        from assistant.reports.markdown import markdown_bytes

        return markdown_bytes(report)
    raise ReportError(f"a report cannot be written as {fmt}; choose one of {', '.join(FORMATS)}")
