"""The report: one HTML file about a shop as of a day, in vi or en, that needs nothing from outside."""

from regulars.report.rendering import html, write
from regulars.report.subject import Subject

__all__ = ["Subject", "html", "write"]
