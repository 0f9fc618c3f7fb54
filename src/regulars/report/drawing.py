"""Turns the answers of a study into the charts of the report, each with its table, in one language."""

from __future__ import annotations

import datetime as dt

from regulars.charts import Figure, calibration, ladder, months, pareto
from regulars.insight import calibration as calibrated
from regulars.insight import concentration, revenue, spoken
from regulars.insight import ladder as climbed
from regulars.insight.classes import ClassSize
from regulars.insight.revenue import Month
from regulars.models.calibration import Tenth
from regulars.report.columns import NOTHING
from regulars.report.study import Study
from regulars.scheme import Scheme
from regulars.words import NBSP, UNSTATED, Words, minor_digits, money, number, percent, short


def in_units(minor: float | None, currency: str, lang: str) -> str:
    """Money without its sign, for a column whose head carries it: `5,2 triệu`."""
    if minor is None:
        return NOTHING
    digits = minor_digits(currency)
    return short((spoken.rounded(minor, currency) or 0) / 10**digits, lang, digits)


def unit(currency: str) -> str:
    """The sign of the currency for a head, after a comma; nothing where the currency is not stated."""
    return "" if currency == UNSTATED else f", {money(0, currency, 'vi').split(NBSP)[-1]}"


def ladder_figure(study: Study, scheme: Scheme, lang: str) -> Figure:
    """The two-sided funnel of a scheme with an order, best on top."""
    sizes = study.sizes[scheme.id]
    rows = climbed.rungs(scheme, sizes)
    rungs = [_rung(study, scheme, row, part, lang) for row, part in zip(rows, climbed.climbed(rows), strict=True)]
    coin = unit(study.subject.currency)
    heads = ladder.Heads(
        Words("Số khách", "Customers").of(lang),
        Words("Bậc", "Rung").of(lang),
        Words(f"Chi tiêu mỗi khách, 365 ngày{coin}", f"Spend per customer, 365 days{coin}").of(lang),
        Words("Doanh thu", "Revenue").of(lang),
        Words(f"Chi tiêu mỗi khách{coin}", f"Spend per customer{coin}").of(lang),
        Words("Leo từ bậc dưới", "Climbed from below").of(lang),
    )
    title = climbed.sentence(scheme, sizes).of(lang)
    label = "; ".join(f"{rung.name}: {rung.left_text}, {rung.right_text}, {rung.share_text}" for rung in rungs)
    return ladder.ladder(rungs, heads, title, f"{title}. {label}.")


def _rung(study: Study, scheme: Scheme, row: ClassSize, part: float | None, lang: str) -> ladder.Rung:
    named, sizes = scheme.class_named(row.id), study.sizes[scheme.id]
    each = row.per_person if row.active else None
    share = percent(sizes.share_of_spend(row), lang, 1) if row.active else NOTHING
    worth = in_units(each, study.subject.currency, lang)
    return ladder.Rung(
        named.name.of(lang), named.colour, row.people, each or 0, number(row.people, lang), worth, share, percent(part, lang)
    )


def concentration_figure(study: Study, lang: str) -> Figure | None:
    """The concentration curve; none where there are too few buyers."""
    found = study.concentration
    if found.curve is None:
        return None
    title = concentration.sentence(found).of(lang)
    top = {at: spoken.share(found.top(at)).of(lang) for at in range(0, 101, 10)}
    marks = {20: Words("20 %: {s}", "20%: {s}"), 10: Words("10 % người mua: {s} doanh thu", "10% of buyers: {s} of revenue")}
    names = pareto.Names(
        Words("người mua, từ chi nhiều nhất", "buyers, highest spend first").of(lang),
        (Words("Người mua chi nhiều nhất", "Top buyers").of(lang), Words("Phần doanh thu", "Share of revenue").of(lang)),
        {at: words.of(lang, s=top[at]).replace(" %", f"{NBSP}%") for at, words in marks.items()},
    )
    rows = [(percent(at / 100, lang), text) for at, text in top.items() if at]
    return pareto.pareto(found.curve, names, rows, title, f"{title}.")


SHOWN_MONTHS = 24


def months_figure(study: Study, lang: str) -> Figure | None:
    """Revenue of the last 24 whole months; none below three of them."""
    if len(study.months) < 3:
        return None
    title = revenue.months_sentence(study.months, study.subject.currency).of(lang)
    shown = revenue.every_month(study.months)[-SHOWN_MONTHS:]
    bars = [_bar(study, month, lang) if month else months.Bar(_month(end), None, "", NOTHING, (NOTHING,) * 3) for end, month in shown]
    heads = (
        Words("Tháng", "Month"),
        Words("Doanh thu", "Revenue"),
        Words("Cùng tháng năm trước", "The same month a year before"),
        Words("Thay đổi", "Change"),
        Words("Từ người mua không rõ", "From unknown buyers"),
    )
    label = Words("Doanh thu từng tháng, {first}–{last}. {title}.", "Revenue by month, {first}–{last}. {title}.")
    said = label.of(lang, first=bars[0].name, last=bars[-1].name, title=title)
    return months.months(bars, tuple(words.of(lang) for words in heads), title, said)


def _bar(study: Study, month: Month, lang: str) -> months.Bar:
    currency = study.subject.currency
    before = revenue.year_ago(study.months, month)
    change = spoken.ratio(month.revenue - before.revenue, before.revenue) if before else None
    sign = "+" if change is not None and change > 0 else ""
    cells = (
        _exact(before.revenue if before else None, currency, lang),
        sign + percent(change, lang, 1),
        _exact(month.unknown, currency, lang),
    )
    value = month.revenue / 10 ** minor_digits(currency)
    return months.Bar(_month(month.ends), value, in_units(month.revenue, currency, lang), _exact(month.revenue, currency, lang), cells)


def _exact(minor: float | None, currency: str, lang: str) -> str:
    return money(minor, currency, lang, exact=True)


def _month(end: dt.date) -> str:
    return f"{end:%m/%Y}"


def calibration_figure(study: Study, lang: str) -> Figure | None:
    """Predicted against seen, by tenth of the chance; none where nothing could be tried."""
    found = study.subject.calibration
    if found is None or calibrated.worst_gap(found) is None:
        return None
    names = calibration.Names(
        axis=Words("khả năng mua lại đã đoán", "chance of return foreseen").of(lang),
        group=Words("Khả năng đã đoán", "Chance foreseen").of(lang),
        count=Words("Khách", "Customers").of(lang),
        predicted=Words("Đoán trước", "Foreseen").of(lang),
        seen=Words("Đã mua lại", "Bought again").of(lang),
    )
    title = calibrated.sentence(found).of(lang)
    return calibration.calibration([_pair(row, lang) for row in found.tenths], names, title, f"{title}.")


def _pair(row: Tenth, lang: str) -> calibration.Pair:
    low = number(row.tenth * 10, lang)
    return calibration.Pair(
        name=f"{low}–{percent((row.tenth + 1) / 10, lang)}",
        seen=row.seen if calibrated.enough(row) else None,
        predicted=row.predicted,
        count_text=number(row.customers, lang),
        seen_text=spoken.share(row.seen, of=row.customers).of(lang),
        predicted_text=spoken.share(row.predicted).of(lang),
    )
