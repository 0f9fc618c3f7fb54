"""The charts of the report, each with its table, in one language; null where a question has no answer."""

from __future__ import annotations

from collections.abc import Callable

from regulars import charts
from regulars.charts import Figure
from regulars.insight.spoken import ratio
from regulars.insight.value import Insight, Row
from regulars.report.columns import table
from regulars.report.study import Study
from regulars.report.value import Chart, Table
from regulars.words import Words

SHOWN_MONTHS = 24


def _table(
    lang: str, found: Insight, rows: list[Row] | None = None, keys: tuple[str, ...] = (), /, **heads: Words | tuple[Words, str]
) -> Table:
    """The table of an answer: its own columns, or those asked for, without what only a program reads."""
    shown = keys or tuple(name for name in found.columns if name not in ("class", "colour", "scheme"))
    return table(found.name, found.sentence.of(lang), found.table(lang) if rows is None else rows, shown, lang, **heads)


def ladder(study: Study, lang: str, *, climbed: bool = False) -> Chart | None:
    """The two-sided funnel, best on top; `climbed` says beneath each rung how many climbed there."""
    scheme = study.there("ladder")
    if scheme is None:
        return None
    found = study.insight("ladder")
    title = found.sentence.of(lang)
    figure = charts.ladder(found.table(lang), lang=lang, currency=study.currency, title=title, steps=climbed)
    low = 24 + (35 if climbed else 31) * len(found)
    return Chart(figure, _table(lang, found), title, paper=low)


def concentration(study: Study, lang: str) -> Chart | None:
    """The concentration curve; none where there are too few buyers."""
    figure = curve(study, lang)
    if figure is None:
        return None
    found = study.insight("pareto")
    tenths = [row for row in found.table(lang) if row["buyers_percent"] % 10 == 0]
    return Chart(figure, _table(lang, found, tenths), paper=200, half=True)


def curve(study: Study, lang: str) -> Figure | None:
    """The concentration curve without a table."""
    if study.facts.concentration.curve is None:
        return None
    found = study.insight("pareto")
    return charts.pareto(found.table(lang), lang=lang, currency=study.currency, title=found.sentence.of(lang))


def months(study: Study, lang: str) -> Chart | None:
    """Revenue of the last 24 whole months; none below three of them."""
    if len(study.facts.months) < 3:
        return None
    found = study.insight("months")
    rows = found.table(lang)[-SHOWN_MONTHS:]
    figure = charts.months(rows, lang=lang, currency=study.currency, title=found.sentence.of(lang))
    keys = ("month", "revenue", "year_before", "change", "unknown_revenue")
    exact = (Words("Doanh thu", "Revenue"), "exact")
    counted = _table(lang, found, [row | {"change": _change(row)} for row in rows], keys, revenue=exact)
    return Chart(figure, counted, printed=True)


def _change(row: Row) -> float | None:
    """How much more than the same month a year before, as a share of it."""
    now, before = row["revenue"], row["year_before"]
    return None if now is None or before is None else ratio(now - before, before)


def calibration(study: Study, lang: str) -> Chart | None:
    """Foreseen against seen by tenth of the chance; none where nothing could be tried."""
    found = study.insight("calibration")
    if not any(row["seen"] is not None for row in found.table(lang)):
        return None
    figure = charts.calibration(found.table(lang), lang=lang, currency=study.currency, title=found.sentence.of(lang))
    whole = {"chance_from": (Words("Từ", "From"), "whole_share"), "chance_to": (Words("Đến", "To"), "whole_share")}
    return Chart(figure, _table(lang, found, **whole), printed=True)


def plain(
    study: Study,
    lang: str,
    found: Insight,
    draw: Callable[..., Figure],
    *,
    most: int | None = None,
    printed: bool = False,
    **heads: Words,
) -> Chart:
    """A chart that draws an answer as it is, or the first `most` rows of it; the table has all, `heads` its own names."""
    rows = found.table(lang)[:most]
    figure = draw(rows, lang=lang, currency=study.currency, title=found.sentence.of(lang))
    return Chart(figure, _table(lang, found, **heads), printed=printed, paper=24 + 28 * len(rows), rows=most)
