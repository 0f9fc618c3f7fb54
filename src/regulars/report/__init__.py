"""The report: one document about a shop as of a day, in vi or en, with a reader for each form it is wanted in."""

from __future__ import annotations

from pathlib import Path

from regulars.report.document import document
from regulars.report.formats import READERS, format_of
from regulars.report.formats import write as write_document
from regulars.report.study import study
from regulars.report.subject import Subject
from regulars.report.value import Document

FORMATS = tuple(READERS)

__all__ = ["FORMATS", "Document", "Subject", "document", "format_of", "study", "write", "write_document"]


def write(subject: Subject, path: str | Path, lang: str = "vi", format: str | None = None) -> Path:
    """Study a shop and write its report, in the form asked for or that of the path's suffix; returns the path."""
    format_of(path, format)
    return write_document(document(study(subject), lang), path, format)
