"""People: how lately and how often they buy, who comes back, where they live, how old they are, whom nobody can place yet."""

from __future__ import annotations

from regulars import charts
from regulars.insight import cohorts as lives
from regulars.insight.value import Insight, Row
from regulars.report.columns import table
from regulars.report.labels import Labels
from regulars.report.pages.asked import page
from regulars.report.study import Study
from regulars.report.value import Block, Chart, Column, Note, Page, Table
from regulars.words import Words

LATEST, KEPT, FURTHEST = 12, 36, 24  # cohorts drawn, cohorts in the table, periods in the table
PROVINCES = 8  # of the table, on paper


def rfm_map(study: Study, lang: str) -> tuple[Block, ...]:
    """Five by five squares: a figure for the page of RFM; none where nobody can be scored."""
    found = study.insight("rfm_map")
    if not any(row["customers"] for row in found.table(lang)):
        return ()
    figure = charts.rfm_map(found.table(lang), lang=lang, currency=study.currency, title=found.sentence.of(lang))
    keys = ("name", "recency_score", "frequency_score", "customers", "revenue")
    counted = table("rfm_map", found.sentence.of(lang), found.table(lang), keys, lang, name=Words("Phần lớn là", "Mostly"))
    notes = tuple(Note(words.of(lang)) for words in found.notes)
    return (Chart(figure, counted, found.sentence.of(lang), paper=330), *notes)


def cohorts(study: Study, lang: str) -> Page | None:
    """Who came back, by month of first purchase, in the three usual definitions, each printed beside its numbers."""
    blocks: list[Block] = []
    for definition in lives.DEFINITIONS:
        found = study.insight("cohorts", definition=definition, grain="month")
        if not any(row["retention"] is not None and row["period"] for row in found.table(lang)):
            return None
        blocks += [_cohort_chart(study, lang, found, definition), Note(found.notes[0].of(lang))]
    first = study.insight("cohorts", definition=lives.DEFINITIONS[0], grain="month")
    made = page(lang, first, Words("Lứa khách", "Cohorts"), *blocks)
    return Page(made.id, made.subject, made.question, made.heading, made.blocks[: len(blocks)] + made.blocks[len(blocks) + 1 :])


NAMES = {
    "classic": Words("Giữ chân theo từng tháng", "Classic retention"),
    "rolling": Words("Giữ chân mở", "Rolling retention"),
    "bounded": Words("Mua lại cộng dồn", "Repurchase rate"),
}


def _cohort_chart(study: Study, lang: str, found: Insight, definition: str) -> Chart:
    """The latest cohorts that have lived a month, as cells; the table goes further back."""
    rows = found.table(lang)
    lived = sorted({row["cohort"] for row in rows if row["period"] == 1 and row["retained"] is not None})
    drawn = [row for row in rows if row["cohort"] in lived[-LATEST:] and row["period"] <= LATEST]
    title = f"{NAMES[definition].of(lang)}: {found.sentence.of(lang)[:1].lower()}{found.sentence.of(lang)[1:]}"
    figure = charts.cohorts(drawn, lang=lang, currency=study.currency, title=title)
    return Chart(figure, _matrix(rows, lived[-KEPT:], title, definition, lang), title, paper=46 + 15 * len(lived[-LATEST:]))


def _matrix(rows: list[Row], months: list, title: str, definition: str, lang: str) -> Table:
    """A row per cohort, a column per month since; what is not over, and what is of too few people, stays empty."""
    cells = {(row["cohort"], row["period"]): row for row in rows}
    furthest = min(FURTHEST, max((row["period"] for row in rows if row["retained"] is not None), default=0))
    periods = range(furthest + 1)
    heads = [Column("cohort", Words("Mua lần đầu", "First bought").of(lang), "month"), Column("size", Labels(lang).customers, "count")]
    heads += [Column(f"month_{period}", Words("Tháng {n}", "Month {n}").of(lang, n=period), "whole_share") for period in periods]
    made = [(month, cells[month, 0]["size"], *(cells.get((month, p), {}).get("retention") for p in periods)) for month in months]
    return Table(f"cohorts_{definition}", title, tuple(heads), tuple(made))


def regions(study: Study, lang: str) -> Page | None:
    """A map of the provinces, and all of them by revenue; none where no province is known."""
    found = study.insight("regions")
    if not any(row["place"] for row in found.table(lang)):
        return None
    unknown = Words("Chưa rõ", "Not known").of(lang)
    rows = [row | {"place": row["place"] or unknown} for row in found.table(lang)]
    keys = ("place", "region", "customers", "buyers", "revenue")
    counted = table("regions", found.sentence.of(lang), rows, keys, lang)
    drawn = [{"province": row["place"], **row} for row in rows]
    figure = charts.region_map(drawn, lang=lang, currency=study.currency, title=found.sentence.of(lang))
    return page(lang, found, Words("Nơi ở", "Places"), Chart(figure, counted, printed=True, rows=PROVINCES))


def ages(study: Study, lang: str) -> tuple[Block, ...]:
    """How many there are of every age: a figure for the page of the age groups."""
    found = study.insight("ages")
    if not any(row["from"] is not None or row["to"] is not None for row in found.table(lang)):
        return ()
    figure = charts.ages(found.table(lang), lang=lang, currency=study.currency, title=found.sentence.of(lang))
    counted = table("ages", found.sentence.of(lang), found.table(lang), ("name", "customers", "revenue"), lang)
    return (Chart(figure, counted, found.sentence.of(lang)), *(Note(words.of(lang)) for words in found.notes))


def unclassified(study: Study, lang: str) -> Page | None:
    """Who is in no class for want of knowledge, and which question would settle most; none where every class is settled."""
    found = study.insight("unclassified")
    if not len(found):
        return None
    by_scheme = table(
        "unclassified",
        found.sentence.of(lang),
        found.table(lang),
        ("name", "unknown", "question", "would_settle"),
        lang,
        name=Words("Cách phân loại", "Scheme"),
    )
    asks = study.insight("what_to_ask")
    heads = {"classes": (Words("Xếp thêm được vào nhóm", "Classes settled"), "count")}
    asked = table("what_to_ask", asks.sentence.of(lang), asks.table(lang), tuple(asks.columns), lang, **heads)
    blocks = (by_scheme, asked) if len(asks) else (by_scheme,)
    return page(lang, found, Words("Chưa xếp được nhóm", "Not classified"), *blocks)
