"""People: how lately and how often they buy, who comes back, where they live, how old they are, whom nobody can place yet."""

from __future__ import annotations

from regulars import charts
from regulars.insight import cohorts as lives
from regulars.insight.value import Insight, Row
from regulars.report.columns import table
from regulars.report.labels import Labels, sheet_name
from regulars.report.pages.asked import page
from regulars.report.study import Study
from regulars.report.value import Block, Chart, Column, Note, Page, Table
from regulars.words import LANGUAGES, Words

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
    """Who came back, by period of first purchase, in the three usual definitions, each printed beside its numbers."""
    grain = _grain(study)
    if grain is None:
        return None
    found = [study.insight("cohorts", definition=definition, grain=grain) for definition in lives.DEFINITIONS]
    blocks: list[Block] = []
    for answer, definition in zip(found, lives.DEFINITIONS, strict=True):
        blocks += [_cohort_chart(study, lang, answer, definition, grain), Note(answer.notes[0].of(lang))]
    return page(lang, found[0], Words("Lứa khách", "Cohorts"), *blocks, told=1)


def _grain(study: Study) -> str | None:
    """The shortest period whose cohorts mostly hold the people a share needs, else the longest with any; null without any."""
    some = None
    for grain in lives.MONTHS_IN:
        rows = study.insight("cohorts", definition=lives.DEFINITIONS[0], grain=grain).rows[LANGUAGES[0]]
        lived = [row["retention"] is not None for row in rows if row["period"] == 1 and row["retained"] is not None]
        if any(lived):
            some = grain
            if 2 * sum(lived) >= len(lived):
                return grain
    return some


BEGUN = {
    "month": Words("Mua lần đầu", "First bought"),
    "quarter": Words("Mua lần đầu, quý từ", "First bought, quarter from"),
    "year": Words("Mua lần đầu, năm từ", "First bought, year from"),
}


def _cohort_chart(study: Study, lang: str, found: Insight, definition: str, grain: str) -> Chart:
    """The latest cohorts that have lived a period, as cells; the table goes further back."""
    rows, id = found.table(lang), f"cohorts_{definition}"
    lived = sorted({row["cohort"] for row in rows if row["period"] == 1 and row["retained"] is not None})
    drawn = [row for row in rows if row["cohort"] in lived[-LATEST:] and row["period"] <= LATEST]
    title = f"{sheet_name(id, lang)}: {found.sentence.of(lang)[:1].lower()}{found.sentence.of(lang)[1:]}"
    figure = charts.cohorts(drawn, lang=lang, currency=study.currency, title=title)
    return Chart(figure, _matrix(id, title, rows, lived[-KEPT:], grain, lang), title, paper=46 + 15 * len(lived[-LATEST:]))


def _matrix(id: str, title: str, rows: list[Row], begun: list, grain: str, lang: str) -> Table:
    """A row per cohort, a column per period since; what is not over, and what is of too few people, stays empty."""
    cells = {(row["cohort"], row["period"]): row for row in rows}
    furthest = min(FURTHEST, max((row["period"] for row in rows if row["retained"] is not None), default=0))
    periods = range(furthest + 1)
    named = lives.PERIODS[grain].of(lang).capitalize()
    heads = [Column("cohort", BEGUN[grain].of(lang), "month"), Column("size", Labels(lang).customers, "count")]
    heads += [Column(f"{grain}_{period}", f"{named} {period}", "whole_share") for period in periods]
    made = [(start, cells[start, 0]["size"], *(cells.get((start, p), {}).get("retention") for p in periods)) for start in begun]
    return Table(id, title, tuple(heads), tuple(made))


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
    asked = table("what_to_ask", asks.sentence.of(lang), asks.table(lang), tuple(asks.columns), lang)
    blocks = (by_scheme, asked) if len(asks) else (by_scheme,)
    return page(lang, found, Words("Chưa xếp được nhóm", "Not classified"), *blocks, follows=True)
