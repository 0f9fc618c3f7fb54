"""Turns the answers of a study into the figures of the report, in one language."""

from __future__ import annotations

from regulars import charts
from regulars.charts import Figure
from regulars.insight import calibration as calibrated
from regulars.insight import concentration, revenue
from regulars.insight import ladder as climbed
from regulars.insight.classes import ClassSize
from regulars.report.study import Study
from regulars.scheme import Scheme

NOTHING = "–"
SHOWN_MONTHS = 24


def ladder_figure(study: Study, scheme: Scheme, lang: str) -> Figure:
    """The two-sided funnel of a scheme with an order, best on top."""
    sizes = study.sizes[scheme.id]
    rows = climbed.rungs(scheme, sizes)
    table = [_rung(study, scheme, row, part, lang) for row, part in zip(rows, climbed.climbed(rows), strict=True)]
    return charts.ladder(table, lang=lang, currency=study.subject.currency, title=climbed.sentence(scheme, sizes).of(lang))


def _rung(study: Study, scheme: Scheme, row: ClassSize, part: float | None, lang: str) -> dict[str, object]:
    named, sizes = scheme.class_named(row.id), study.sizes[scheme.id]
    return {
        "name": named.name.of(lang),
        "colour": named.colour,
        "customers": row.people,
        "spend_per_customer": row.per_person if row.active else None,
        "revenue_share": sizes.share_of_spend(row) if row.active else None,
        "climbed": part,
    }


def concentration_figure(study: Study, lang: str) -> Figure | None:
    """The concentration curve; none where there are too few buyers."""
    found = study.concentration
    if found.curve is None:
        return None
    table = [{"buyers_percent": percent, "revenue_share": share} for percent, share in enumerate(found.curve)]
    return charts.pareto(table, lang=lang, currency=study.subject.currency, title=concentration.sentence(found).of(lang))


def months_figure(study: Study, lang: str) -> Figure | None:
    """Revenue of the last 24 whole months; none below three of them."""
    if len(study.months) < 3:
        return None
    befores = [revenue.year_ago(study.months, month) for month in study.months]
    table = [
        {"month": m.ends, "revenue": m.revenue, "unknown_revenue": m.unknown, "year_before": before.revenue if before else None}
        for m, before in zip(study.months, befores, strict=True)
    ]
    title = revenue.months_sentence(study.months, study.subject.currency).of(lang)
    return charts.months(table, lang=lang, currency=study.subject.currency, title=title, last=SHOWN_MONTHS)


def calibration_figure(study: Study, lang: str) -> Figure | None:
    """Predicted against seen, by tenth of the chance; none where nothing could be tried."""
    found = study.subject.calibration
    if found is None or calibrated.worst_gap(found) is None:
        return None
    table = [
        {
            "chance_from": row.tenth / 10,
            "chance_to": (row.tenth + 1) / 10,
            "customers": row.customers,
            "predicted": row.predicted,
            "seen": row.seen if calibrated.enough(row) else None,
        }
        for row in found.tenths
    ]
    return charts.calibration(table, lang=lang, currency=study.subject.currency, title=calibrated.sentence(found).of(lang))
