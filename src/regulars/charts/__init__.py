"""One chart a file: tidy rows in, a `Figure` out. Nothing here knows what a customer is."""

from regulars.charts.figure import Figure

__all__ = ["Figure"]
