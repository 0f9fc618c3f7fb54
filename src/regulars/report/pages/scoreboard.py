"""Which way of sorting is worth using: how much each scheme foretold on past days, beside the best sorting there could be."""

from __future__ import annotations

from regulars import charts
from regulars.insight.value import Row
from regulars.report.columns import table
from regulars.report.pages.asked import page as asked_page
from regulars.report.study import Study
from regulars.report.value import Block, Chart, Page, Table
from regulars.words import Words

SUBJECT = Words("Cách phân loại nào đáng dùng", "Which scheme is worth using")
SCHEME = Words("Cách phân loại", "Scheme")
TOLD = ("name", "judged_by", "usefulness", "usefulness_low", "usefulness_high", "explained", "tree")
ALSO = ("name", "gini", "information", "lift", "best", "stability", "smallest_share", "class_count")
FURTHER = Words("Thêm về từng cách phân loại", "More about each scheme")
WITHIN = Words("Hữu ích, trong {n} ngày", "Usefulness, {n} days")
BY_DAYS = Words("Xét trong những khoảng ngày khác nhau", "Over spans of other lengths")


def page(study: Study, lang: str) -> Page | None:
    """Every scheme that could be judged, the most useful first; none where nothing could be told."""
    found = study.insight("scoreboard")
    rows = [row for row in found.table(lang) if row["status"] == "judged"]
    if not rows:
        return None
    title = found.sentence.of(lang)
    figure = charts.usefulness(rows, lang=lang, currency=study.currency, title=title)
    told = table("scoreboard", title, rows, TOLD, lang, name=SCHEME)
    also = table("scoreboard_further", FURTHER.of(lang), rows, ALSO, lang, name=SCHEME)
    blocks: tuple[Block, ...] = (Chart(figure, told, printed=True, paper=24 + 28 * len(rows)), also)
    return asked_page(lang, found, SUBJECT, *blocks, *_by_days(study, rows, lang))


def _by_days(study: Study, rows: list[Row], lang: str) -> tuple[Table, ...]:
    """The same schemes over every span of days, where there are several."""
    spans = [each.days for each in study.facts.board.horizons] if study.facts.board else []
    if len(spans) < 2:
        return ()
    told = {days: {row["scheme"]: row["usefulness"] for row in study.insight("scoreboard", days=days).table(lang)} for days in spans}
    listed = [{"name": row["name"], **{f"within_{days}": told[days][row["scheme"]] for days in spans}} for row in rows]
    heads = {f"within_{days}": (WITHIN.filled(n=str(days)), "whole_share") for days in spans}
    return (table("scoreboard_days", BY_DAYS.of(lang), listed, ("name", *heads), lang, name=SCHEME, **heads),)
