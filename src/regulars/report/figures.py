"""The charts of the report, each with its table, in one language; null where a question has no answer."""

from __future__ import annotations

from regulars.insight import calibration as calibrated
from regulars.insight import ladder as climbing
from regulars.insight import revenue, spoken
from regulars.report import drawing
from regulars.report.columns import NOTHING, table
from regulars.report.study import Study
from regulars.report.value import Chart
from regulars.scheme import Scheme
from regulars.words import Words

__all__ = ["NOTHING", "calibration", "concentration", "ladder", "months"]


def ladder(study: Study, lang: str, *, climbed: bool = False) -> Chart | None:
    """The two-sided funnel, best on top; `climbed` puts its table beneath it on paper."""
    scheme = study.scheme("ladder")
    if scheme is None or study.waits(scheme):
        return None
    figure = drawing.ladder_figure(study, scheme, lang)
    keys = ("name", "customers", "spend_per_customer", "revenue_share", "climbed")
    counted = table("ladder", figure.title, _rungs(study, scheme, lang), keys, lang)
    return Chart(figure, counted, figure.title, printed=climbed, paper=24 + 31 * len(counted.rows))


def _rungs(study: Study, scheme: Scheme, lang: str) -> list[dict[str, object]]:
    sizes = study.sizes[scheme.id]
    rows = climbing.rungs(scheme, sizes)
    return [
        {
            "name": scheme.class_named(row.id).name.of(lang),
            "customers": row.people,
            "spend_per_customer": row.per_person if row.active else None,
            "revenue_share": sizes.share_of_spend(row) if row.active else None,
            "climbed": part,
        }
        for row, part in zip(rows, climbing.climbed(rows), strict=True)
    ]


def concentration(study: Study, lang: str) -> Chart | None:
    """The concentration curve; none where there are too few buyers."""
    found, figure = study.concentration, drawing.concentration_figure(study, lang)
    if figure is None:
        return None
    rows = [{"buyers_percent": at, "revenue_share": found.top(at)} for at in range(0, 101, 10)]
    return Chart(figure, table("pareto", figure.title, rows, ("buyers_percent", "revenue_share"), lang), paper=200, half=True)


def months(study: Study, lang: str) -> Chart | None:
    """Revenue of the last 24 whole months; none below three of them."""
    figure = drawing.months_figure(study, lang)
    if figure is None:
        return None
    rows = [_month(study, month) if month else {"month": end} for end, month in revenue.every_month(study.months)[-drawing.SHOWN_MONTHS :]]
    keys = ("month", "revenue", "year_before", "change", "unknown_revenue")
    exact = (Words("Doanh thu", "Revenue"), "exact")
    return Chart(figure, table("months", figure.title, rows, keys, lang, revenue=exact), printed=True)


def _month(study: Study, month: revenue.Month) -> dict[str, object]:
    before = revenue.year_ago(study.months, month)
    change = spoken.ratio(month.revenue - before.revenue, before.revenue) if before else None
    was = before.revenue if before else None
    return {"month": month.ends, "revenue": month.revenue, "year_before": was, "change": change, "unknown_revenue": month.unknown}


def calibration(study: Study, lang: str) -> Chart | None:
    """Foreseen against seen by tenth of the chance; none where nothing could be tried."""
    figure, found = drawing.calibration_figure(study, lang), study.subject.calibration
    if figure is None or found is None:
        return None
    rows = [
        {
            "chance_from": row.tenth / 10,
            "chance_to": (row.tenth + 1) / 10,
            "customers": row.customers,
            "predicted": row.predicted,
            "seen": row.seen if calibrated.enough(row) else None,
        }
        for row in found.tenths
    ]
    keys = ("chance_from", "chance_to", "customers", "predicted", "seen")
    return Chart(figure, table("calibration", figure.title, rows, keys, lang), printed=True)
