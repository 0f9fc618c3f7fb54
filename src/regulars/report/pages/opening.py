"""The first page: what stands out, the four numbers, the ladder, and concentration beside the rules of thumb."""

from __future__ import annotations

from collections.abc import Callable

from regulars.insight import concentration, opening, spoken
from regulars.report import figures
from regulars.report.columns import NOTHING
from regulars.report.labels import Labels
from regulars.report.pages.ladder import notes
from regulars.report.study import Study
from regulars.report.value import Block, Cell, Column, Findings, Metric, Metrics, Note, Page, Pair, Table
from regulars.words import NBSP, Words, number, percent

Write = Callable[[float], str]
Compare = Callable[[float, float], Words | None]


def page(study: Study, lang: str) -> Page:
    """The page that an owner who reads one page reads."""
    t = Labels(lang)
    found = opening.findings(study.facts.seen)
    blocks: list[Block] = [Findings(tuple(words.of(lang) for words in found))] if found else []
    blocks += [Metrics(metrics(study, lang)), *_ladder(study, lang), *_concentration(study, lang)]
    return Page("opening", t.opening, t.opening_question, opening.headline(study.facts.seen).of(lang), tuple(blocks))


def _ladder(study: Study, lang: str) -> list[Block]:
    chart = figures.ladder(study, lang)
    if chart is None:
        return []
    market = study.facts.market.words(study.facts.held.customers)
    said = [Note(market.of(lang), Labels(lang).market, ruled=True)] if market else []
    return [chart, *said, Note(" ".join(notes(study, lang)))]


def _concentration(study: Study, lang: str) -> list[Block]:
    chart = figures.concentration(study, lang)
    title = concentration.sentence(study.facts.concentration).of(lang)
    if chart is None:
        return [Note(title)] if study.facts.concentration.buyers else []
    return [Pair(title, chart, thumbs(study, lang), Labels(lang).thumb_note)]


def thumbs(study: Study, lang: str) -> Table:
    """The shop's own figures beside those that are often quoted."""
    t = Labels(lang)
    found = concentration.thumbs(study.facts.concentration, study.facts.year)
    columns = (Column("about", t.thumb), Column("own", t.own, "number"), Column("quoted", t.quoted, "number"))
    rows = tuple((each.about.of(lang), Cell(each.value, each.kind), Cell(each.usual, each.kind)) for each in found)
    return Table("rules_of_thumb", t.thumb, columns, rows, strong=("own",))


def metrics(study: Study, lang: str) -> tuple[Metric, ...]:
    """Four numbers of the last 365 days beside the 365 before them."""
    now, before, coin = study.facts.year, study.facts.before, study.currency

    def cash(value: float) -> str:
        return spoken.sum_of(value, coin).of(lang)

    def count(value: float) -> str:
        return number(value, lang)

    def part(value: float) -> str:
        return percent(value, lang, 1)

    repeat = now.repeat_share if now.buyers >= spoken.FEWEST else None
    earlier = before.repeat_share if before and study.before_repeat and before.buyers >= spoken.FEWEST else None
    was = (before.revenue, before.buyers, before.per_buyer) if before else (None, None, None)
    return (
        _metric(Words("Doanh thu 365 ngày", "Revenue, 365 days"), (now.revenue, was[0], "money"), cash, _grown, lang),
        _metric(Words("Người mua, 365 ngày", "Buyers, 365 days"), (now.buyers, was[1], "count"), count, _grown, lang),
        _metric(Words("Chi tiêu mỗi người mua", "Spend per buyer"), (now.per_buyer, was[2], "money"), cash, _grown, lang),
        _metric(Words("Từ lần mua thứ hai", "After the first purchase"), (repeat, earlier, "share"), part, _moved, lang),
    )


def _metric(label: Words, values: tuple[float | None, float | None, str], write: Write, compare: Compare, lang: str) -> Metric:
    """One number and what became of it; `write` says a value, `compare` says a change."""
    now, before, kind = values
    shown, _, unit = (NOTHING if now is None else write(now)).partition(NBSP)
    change = None if now is None or before is None else compare(now, before)
    if change is None or before is None:
        return Metric(label.of(lang), shown, unit, "", "", Words("chưa có kỳ trước", "no earlier period").of(lang), now, None, kind)
    tone = {"▲": "good", "▼": "bad"}.get(change.vi[0], "")
    was = Words("năm trước {before}", "year before: {before}").of(lang, before=write(before))
    return Metric(label.of(lang), shown, unit, change.of(lang), tone, was, now, before, kind)


def _grown(now: float, before: float) -> Words | None:
    change = spoken.ratio(now - before, before)
    return None if change is None else _signed(change, spoken.share(abs(change), 1))


def _moved(now: float, before: float) -> Words:
    points = spoken.figure(abs(now - before) * 100, 1)
    return _signed(now - before, Words(f"{points.vi}{NBSP}điểm", f"{points.en}{NBSP}points"))


def _signed(change: float, size: Words) -> Words:
    arrow = "▲" if change > 0 else "▼" if change < 0 else "●"
    return Words(f"{arrow} {size.vi}", f"{arrow} {size.en}")
