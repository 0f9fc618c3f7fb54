"""Which way of sorting is worth using: how much each scheme foretold on past days, beside the best sorting there could be."""

from __future__ import annotations

from regulars import charts
from regulars.insight.value import Row
from regulars.report.columns import table
from regulars.report.pages.asked import page as asked_page
from regulars.report.study import Study
from regulars.report.value import Block, Chart, Page, Table
from regulars.words import Words

SUBJECT = Words("Điểm các cách phân loại", "The schemes, scored")
SCHEME = Words("Cách phân loại", "Scheme")
TOLD = ("name", "judged_by", "usefulness", "usefulness_low", "usefulness_high", "explained", "tree")
BOUGHT = ("name", "information", "gini", "lift", "best")
SHAPE = ("stability", "smallest_share", "class_count")
WHO = Words("Ai mua, mua nhiều đến đâu", "Who buys, and how much")
LASTING = Words("Trong những khoảng ngày khác nhau, và có giữ được lâu không", "Over spans of other lengths, and how long it is kept")
WITHIN = Words("Hữu ích, {n} ngày", "Useful, {n} days")


def page(study: Study, lang: str) -> Page | None:
    """Every scheme that could be judged, the most useful first; none where nothing could be told."""
    found = study.insight("scoreboard")
    rows = [row for row in found.table(lang) if row["status"] == "judged"]
    if not rows:
        return None
    title = found.sentence.of(lang)
    figure = charts.usefulness(rows, lang=lang, currency=study.currency, title=title)
    told = table("scoreboard", title, rows, TOLD, lang, name=SCHEME)
    chart: Block = Chart(figure, told, printed=True, paper=24 + 28 * len(rows))
    bought = table("scoreboard_buying", WHO.of(lang), rows, BOUGHT, lang, name=SCHEME)
    return asked_page(lang, found, SUBJECT, chart, bought, _lasting(study, rows, lang))


def _lasting(study: Study, rows: list[Row], lang: str) -> Table:
    """How useful they are over every span of days, and the shape of their classes."""
    spans = [each.days for each in study.facts.board.horizons] if study.facts.board else []
    told = {days: {row["scheme"]: row["usefulness"] for row in study.insight("scoreboard", days=days).table(lang)} for days in spans}
    listed = [{**row, **{f"within_{days}": told[days][row["scheme"]] for days in spans}} for row in rows]
    heads = {f"within_{days}": (WITHIN.filled(n=str(days)), "whole_share") for days in spans}
    return table("scoreboard_lasting", LASTING.of(lang), listed, ("name", *heads, *SHAPE), lang, name=SCHEME, **heads)
