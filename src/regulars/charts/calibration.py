"""The chance foreseen against who did return, by tenth of the chance."""

from __future__ import annotations

from regulars.charts.figure import Figure, nothing
from regulars.charts.foreseen import Names, Pair, drawn
from regulars.charts.tidy import Row, numbers, tidy
from regulars.charts.written import FEWEST, Written
from regulars.words import Words

COLUMNS = numbers("chance_from", "chance_to", "customers", "predicted", "seen")


def calibration(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None) -> Figure:
    """Draw groups by the chance foreseen, from left to right: who did return as bars, who was expected to as a line across each.

    Columns, all shares of 1 but the count: `chance_from`, `chance_to`, `customers`, `predicted`, `seen` (null, or of fewer than 20
    customers: not said). A group without a prediction is left out.
    """
    written = Written(lang, currency)
    rows = [row for row in tidy(table, COLUMNS) if row["predicted"] is not None]
    names = _names(written)
    said = title or written.said(Words("Khả năng mua lại: đoán trước và thực tế", "Chance of return: foreseen and seen"))
    if not rows:
        return nothing(said, names.columns, lang)
    pairs = [_pair(row, written) for row in rows]
    return drawn(said, pairs, names, {"max": 1, "interval": 0.2, "formatter": "format:percent"}, lang)


def _names(written: Written) -> Names:
    return Names(
        axis=written.said(Words("khả năng mua lại đã đoán", "chance of return foreseen")),
        group=written.said(Words("Khả năng đã đoán", "Chance foreseen")),
        count=written.said(Words("Khách", "Customers")),
        predicted=written.said(Words("Đoán trước", "Foreseen")),
        seen=written.said(Words("Đã mua lại", "Bought again")),
    )


def _pair(row: Row, written: Written) -> Pair:
    seen = row["seen"] if (row["customers"] or 0) >= FEWEST else None
    low = written.count(round((row["chance_from"] or 0) * 100))
    return Pair(
        name=f"{low}–{written.share(row['chance_to'], 0)}",
        seen=seen,
        predicted=row["predicted"],
        count_text=written.count(row["customers"]),
        seen_text=written.share(seen, 0),
        predicted_text=written.share(row["predicted"], 0),
    )
