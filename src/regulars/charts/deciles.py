"""The number foreseen of each customer against what was seen, by decile of the number foreseen."""

from __future__ import annotations

from math import ceil, floor, log10

from regulars.charts.figure import Figure, nothing
from regulars.charts.foreseen import Names, Pair, drawn
from regulars.charts.tidy import Row, numbers, texts, tidy
from regulars.charts.written import FEWEST, NOTHING, Written
from regulars.words import Words, significant

COLUMNS = (*texts("class"), *numbers("customers", "each_predicted", "each_seen"))
STEPS = 4  # intervals of the axis at most


def deciles(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None) -> Figure:
    """Draw groups of customers, the lowest first: orders of each as bars, what was foreseen of each as a line across each bar.

    Columns: `class` (1 to 10), `customers`, `each_predicted`, `each_seen` (null, or of fewer than 20 customers: not said). A group without a
    prediction is left out.
    """
    written = Written(lang, currency)
    rows = [row for row in tidy(table, COLUMNS) if row["each_predicted"] is not None]
    names = _names(written)
    said = title or written.said(Words("Số đơn mỗi khách: đoán trước và thực tế", "Orders of each customer: foreseen and seen"))
    if not rows:
        return nothing(said, names.columns, lang)
    pairs = [_pair(row, written) for row in rows]
    top, interval = _axis(max(max(pair.predicted, pair.seen or 0) for pair in pairs))
    return drawn(said, pairs, names, {"max": top, "interval": interval, "formatter": "format:short"}, lang)


def _names(written: Written) -> Names:
    return Names(
        axis=written.said(Words("phần mười khách, từ đoán ít đơn đến đoán nhiều đơn", "decile of customers, by orders foreseen")),
        group=written.said(Words("Phần mười", "Decile")),
        count=written.said(Words("Khách", "Customers")),
        predicted=written.said(Words("Đoán trước", "Foreseen")),
        seen=written.said(Words("Đã mua", "Seen")),
    )


def _pair(row: Row, written: Written) -> Pair:
    seen = row["each_seen"] if (row["customers"] or 0) >= FEWEST else None
    said = [NOTHING if value is None else significant(value, written.lang) for value in (seen, row["each_predicted"])]
    return Pair(row["class"] or "", seen, row["each_predicted"], written.count(row["customers"]), *said)


def _axis(highest: float) -> tuple[float, float]:
    """The upper end of the axis and the interval of its lines: the smallest of 1, 2, 5, 10… of which four reach the highest value."""
    if highest <= 0:
        return 1.0, 1.0
    unit = 10.0 ** floor(log10(highest / STEPS))
    interval = next(digit * unit for digit in (1, 2, 5, 10) if digit * unit * STEPS >= highest)
    return interval * ceil(highest / interval), interval
