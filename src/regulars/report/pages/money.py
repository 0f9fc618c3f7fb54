"""Money: month by month, and how unevenly it comes in."""

from __future__ import annotations

from regulars.insight import spoken
from regulars.report import figures
from regulars.report.columns import table
from regulars.report.labels import Labels
from regulars.report.pages.opening import thumbs
from regulars.report.study import Study
from regulars.report.value import Block, Chart, Note, Page
from regulars.words import Words


def months(study: Study, lang: str) -> Page | None:
    """Revenue of the last whole months beside the year before; none below three of them."""
    chart = figures.months(study, lang)
    if chart is None:
        return None
    t = Labels(lang)
    title = study.insight("months").sentence.of(lang)
    return Page("months", t.revenue, t.revenue_question, title, (chart, Note(t.months_note)))


TOPS = (1, 5, 10, 20, 30, 50, 80, 100)


def unevenness(study: Study, lang: str) -> Page | None:
    """Who carries the business, step by step, with what each measure means; none where there are too few buyers."""
    found = study.facts.concentration
    curve = figures.curve(study, lang)
    if curve is None:
        return None
    t = Labels(lang)
    rows = [_top(study, at) for at in TOPS if found.buyers * at >= 100]  # a percent of so few is less than one of them
    keys = ("buyers_percent", "buyers", "revenue", "revenue_share", "spend_per_buyer", "over_mean")
    heads = {"over_mean": (Words("So với trung bình", "Against the average"), "times")}
    steps = table("concentration", t.concentration, rows, keys, lang, **heads)
    blocks: tuple[Block, ...] = (
        Chart(curve, steps, printed=True, paper=240),
        thumbs(study, lang),
        *(Note(words.of(lang)) for words in MEANINGS),
    )
    title = SENTENCE.filled(top=spoken.share(found.top(10)), times=spoken.figure(found.top_tenth_over_mean, 1)).of(lang)
    return Page("concentration", t.concentration, t.concentration_question, title, blocks)


def _top(study: Study, at: int) -> dict[str, object]:
    """The top `at` percent of buyers: how many, what they bring, and what one of them spends."""
    found = study.facts.concentration
    part = found.top(at) or 0.0
    people = found.buyers * at / 100
    return {
        "buyers_percent": at,
        "buyers": round(people),
        "revenue": round(found.spend * part),
        "revenue_share": part,
        "spend_per_buyer": found.spend * part / people,
        "over_mean": part / (at / 100),
    }


SENTENCE = Words(
    "10 % người mua đầu mang về {top} doanh thu, gấp {times} lần một khách trung bình",
    "The top 10% of buyers bring {top} of revenue, each {times} times the average",
)
MEANINGS = (
    Words(
        "Người mua là khách biết tên có mua trong 365 ngày, xếp theo chi tiêu thuần, cao trước. Khách chi bằng nhau được chia đều.",
        "Buyers are customers known by name who bought in 365 days, by net spend, highest first. Equal spenders share alike.",
    ),
    Words(
        "Doanh thu sau lần mua đầu là phần khách biết tên trả sau ngày mua đầu tiên của mình.",
        "Revenue after the first purchase is what known customers paid after the day of their first purchase.",
    ),
    Words(
        "Hệ số Gini bằng 0 khi mọi người chi như nhau, bằng 1 khi một người chi tất cả.",
        "The Gini coefficient is 0 where all spend alike, 1 where one spends all.",
    ),
)
