"""The classes of a scheme by what each holds: people, revenue, orders or margin."""

from __future__ import annotations

from regulars.charts.bars import Bar, bars
from regulars.charts.figure import Figure, nothing
from regulars.charts.measures import MEASURES, Measure, measure_named
from regulars.charts.tidy import COLOUR, Row, numbers, texts, tidy
from regulars.charts.written import Written
from regulars.words import Words

# What a class can be drawn by, and its share of 1: the column, and how it is called; some have none.
SHARES: dict[str, tuple[str, Words]] = {
    "customers": ("customers_share", Words("Phần khách", "Share of customers")),
    "revenue": ("revenue_share", Words("Phần doanh thu", "Share of revenue")),
    "orders": ("orders_share", Words("Phần đơn", "Share of orders")),
    "margin": ("margin_share", Words("Phần lợi nhuận", "Share of margin")),
    "expected_spend": ("expected_share", Words("Phần dự kiến", "Share of expected")),
    "spend_at_risk": ("at_risk_share", Words("Phần có thể mất", "Share at risk")),
}
AMONG = (*SHARES, "expected_per_customer", "one_point")


def class_bars(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None, measure: str = "customers") -> Figure:
    """Draw one row per class, in the order of the table, by `measure`: `customers`, `revenue`, `orders`, `margin`, `expected_spend`,
    `expected_per_customer`, `spend_at_risk` or `one_point`.

    Columns: `name` and the measure (money in minor units; null: not known); if there, `colour` (a token) and the measure's own share of 1,
    such as `revenue_share`.
    """
    written = Written(lang, currency)
    chosen = measure_named(measure, AMONG)
    part, of = SHARES.get(chosen.name, ("", Words("", "")))
    rows = tidy(table, (*texts("name"), COLOUR, *numbers(chosen.name), *numbers(*([part] if part else []), needed=False)))
    name = written.said(Words("Nhóm", "Class"))
    head = chosen.title(written)
    far = written.said(of) if any(row.get(part) is not None for row in rows) else ""
    said = title or written.said(Words("{head} theo nhóm", "{head} by class"), head=chosen.head.of(lang))
    columns = (name, head, far) if far else (name, head)
    if not rows:
        return nothing(said, columns, lang)
    drawn = [_bar(row, chosen, written, part if far else "") for row in rows]
    option, height, narrow = bars(drawn, head, far, name)
    cells = tuple((bar.name, bar.exact, bar.far_text) if far else (bar.name, bar.exact) for bar in drawn)
    listed = "; ".join(f"{bar.name}: {bar.value_text}" + (f", {bar.far_text}" if far else "") for bar in drawn)
    return Figure(said, f"{said}. {listed}.", option, columns, cells, height, narrow, lang)


def _bar(row: Row, measure: Measure, written: Written, part: str) -> Bar:
    value = row[measure.name]
    return Bar(
        name=row["name"] or written.said(Words("không rõ", "not known")),
        colour=row["colour"] or "r4",
        value=value,
        value_text=measure.short(value, written),
        exact=measure.exact(value, written),
        far_text=written.share(row[part]) if part else "",
    )


def ages(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None, measure: str = "customers") -> Figure:
    """Draw one row per age band, in the order of the table, by `measure`: `customers` or `revenue`; a band not known stands back in grey.

    Columns: `name`, or `from` and `to` (years, either may be null) where there is none, and the measure. Shares are of the whole table.
    """
    written = Written(lang, currency)
    chosen = measure_named(measure, ("customers", "revenue"))
    rows = tidy(table, (*texts("name", needed=False), *numbers("from", "to", needed=False), *numbers(chosen.name)))
    whole = sum(max(row[chosen.name] or 0, 0) for row in rows)
    shared = [{**row, SHARES[chosen.name][0]: chosen.part(row[chosen.name], whole)} for row in rows]
    bands = [{**row, "name": _band(row, written), "colour": "r4" if _known(row) else "slight"} for row in shared]
    said = title or written.said(Words("{head} theo tuổi", "{head} by age"), head=MEASURES[chosen.name].head.of(lang))
    return class_bars(bands, lang=lang, currency=currency, title=said, measure=chosen.name)


def _known(row: Row) -> bool:
    return row["from"] is not None or row["to"] is not None


def _band(row: Row, written: Written) -> str:
    if row["name"]:
        return row["name"]
    low, high = written.count(row["from"]), written.count(row["to"])
    if row["from"] is not None and row["to"] is not None:
        return f"{low}–{high}"
    if row["from"] is not None:
        return written.said(Words("từ {low} tuổi", "{low} and over"), low=low)
    if row["to"] is not None:
        return written.said(Words("đến {high} tuổi", "up to {high}"), high=high)
    return written.said(Words("không rõ tuổi", "age not known"))
