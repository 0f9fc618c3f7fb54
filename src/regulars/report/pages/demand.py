"""Demand: what the next weeks should bring, how far that could be trusted so far, and from which categories and classes it should come."""

from __future__ import annotations

from regulars import charts
from regulars.insight.demand import CATEGORY
from regulars.insight.value import Insight, Row
from regulars.models.seasons import installed
from regulars.report.columns import table
from regulars.report.labels import sheet_name
from regulars.report.pages.asked import page
from regulars.report.study import Study
from regulars.report.value import Block, Chart, Note, Page
from regulars.words import Words

SHOWN = 52  # weeks over that the figure begins with
CLASSES = "lifecycle"  # the scheme by whose classes it is told
MOST = 12  # parts drawn; their table has all
SUBJECT = Words("Những tuần tới", "The weeks ahead")
PARTS = Words("Những tuần tới theo nhóm", "The weeks ahead, part by part")
HEADS = {"orders_low": Words("Đơn, thấp", "Orders, low"), "orders_high": Words("Đơn, cao", "Orders, high")}
AHEAD = ("week", "expected_orders", "orders_low", "orders_high", "expected_revenue", "revenue_low", "revenue_high", "same_week_before")
DRAWN = ("week", "revenue", "expected_revenue", "revenue_low", "revenue_high", "same_week_before")
TRIED = ("measure", "way", "error", "bias", "chosen")
GROUPED = ("expected_orders", "expected_revenue", "expected_share", "weeks_before", "growth", "way", "error")


def weeks(study: Study, lang: str) -> Page | None:
    """The weeks over and ahead, week by week, and how far each way of telling missed; none where nothing can be told."""
    if not _told(study):
        return None
    found = study.insight("demand", past=SHOWN)
    rows, title = found.table(lang), found.sentence.of(lang)
    figure = charts.demand(rows, lang=lang, currency=study.currency, title=title)
    ahead = [row for row in rows if row["expected_revenue"] is not None]
    blocks: list[Block] = [Chart(figure, table("demand", title, rows, DRAWN, lang), paper=250)]
    blocks.append(table("demand_ahead", sheet_name("demand_ahead", lang), ahead, AHEAD, lang, **HEADS))
    tried = study.insight("demand_tried")
    if len(tried):
        blocks.append(table("demand_tried", tried.sentence.of(lang), tried.table(lang), TRIED, lang))
    return page(lang, found, SUBJECT, *blocks)


def parts(study: Study, lang: str) -> Page | None:
    """The same by category, and by the class that customers have today; none where neither is known."""
    if not _told(study):
        return None
    asked = [CATEGORY, *([CLASSES] if study.there(CLASSES) else [])]
    found = {by: answer for by in asked if _known(answer := study.insight("demand_groups", by=by), lang)}
    if not found:
        return None
    first = next(iter(found.values()))
    blocks = [block for by, answer in found.items() for block in _part(study, by, answer, lang, titled=answer is not first)]
    return page(lang, first, PARTS, *blocks, told=len(first.notes))


def _told(study: Study) -> bool:
    """Whether anything is expected of the shop: enough weeks are over, and it sells still."""
    if not installed():
        return False
    return any(row["expected_revenue"] for row in study.insight("demand", past=SHOWN))


def _known(found: Insight, lang: str) -> bool:
    """Whether at least two parts that have a name should bring something."""
    return sum(bool(row["group"] and row["expected_revenue"]) for row in found.table(lang)) > 1


def _part(study: Study, by: str, found: Insight, lang: str, *, titled: bool) -> list[Block]:
    """The bars of an answer with its table, and how it was counted."""
    rows = found.table(lang)
    drawn = [_bar(row) for row in rows if row["expected_revenue"]][:MOST]
    title = found.sentence.of(lang).removesuffix(".")
    figure = charts.class_bars(drawn, lang=lang, currency=study.currency, title=title, measure="revenue")
    keys = ("name", *(key for key in GROUPED if len({row[key] for row in rows}) > 1))
    counted = table(f"demand_{by}", title, rows, keys, lang)
    chart = Chart(figure, counted, title if titled else "", printed=True, paper=24 + 28 * len(drawn), rows=MOST)
    return [chart, *(Note(words.of(lang)) for words in found.notes)]


def _bar(row: Row) -> Row:
    return {**row, "revenue": row["expected_revenue"], "revenue_share": row["expected_share"]}
