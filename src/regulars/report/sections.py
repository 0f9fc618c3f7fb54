"""Turns a study into what the template lays out: texts of one language, figures, tables. Nothing here is HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from regulars.charts import Figure
from regulars.insight import bars, calibration, classes, concentration, ladder, leaving, opening, spoken
from regulars.insight.classes import ClassSize, Sizes
from regulars.insight.readiness import Need
from regulars.report import figures
from regulars.report.study import Study
from regulars.rules import say
from regulars.scheme import Class, Scheme, known_schemes
from regulars.vocabulary import feature
from regulars.words import MINUS, NBSP, Words, number, percent

Write = Callable[[float], str]
Compare = Callable[[float, float], Words | None]
LONGEST_RULE = 260  # letters of a rule in words that still read as a sentence


@dataclass(frozen=True)
class Metric:
    """One of the four numbers: its label, the number and its unit, the change with its arrow and whether it is good, and what it was."""

    label: str
    figure: str
    unit: str
    change: str
    tone: str
    before: str


@dataclass(frozen=True)
class ClassRow:
    """One class in a scheme's table; `people_bar` and `spend_bar` are percent of the longest bar."""

    name: str
    colour: str
    people: str
    people_share: str
    people_bar: float
    spend: str
    spend_share: str
    spend_bar: float
    rule: str
    meaning: str
    care: str


@dataclass(frozen=True)
class SchemeSection:
    """One scheme: its question and finding, its classes (`in_rules`: all rules are short enough to stand open), the numbers in force, its page."""

    id: str
    name: str
    question: str
    finding: str
    in_rules: bool
    rows: tuple[ClassRow, ...]
    parameters: tuple[tuple[str, str], ...]
    bars: tuple[str, ...]
    page: str


@dataclass(frozen=True)
class NeedRow:
    """Something a waiting scheme needs: in words, whether it is there, of how many."""

    name: str
    there: bool
    count: str


@dataclass(frozen=True)
class WaitingSection:
    """A scheme that waits: what it would tell, what is there and what is not, how to get it."""

    name: str
    question: str
    tells: str
    needs: tuple[NeedRow, ...]
    waiting: str


@dataclass(frozen=True)
class Page:
    """The whole report in one language."""

    headline: str
    findings: tuple[str, ...]
    metrics: tuple[Metric, ...]
    ladder: Figure | None
    ladder_notes: tuple[str, ...]
    market: str
    concentration: Figure | None
    concentration_title: str
    thumbs: tuple[tuple[str, str, str], ...]
    months: Figure | None
    calibration: Figure | None
    calibration_note: str
    schemes: tuple[SchemeSection, ...]
    waiting: tuple[WaitingSection, ...]
    waiting_title: str
    gaps: tuple[tuple[str, str, str, str], ...]


def page(study: Study, lang: str) -> Page:
    """Everything the template lays out."""
    schemes = study.subject.schemes
    idle = tuple(_waiting(study, scheme, lang) for scheme in schemes if study.waits(scheme))
    market = study.subject.market.words(study.customers)
    rungs = next((scheme for scheme in schemes if scheme.id == "ladder" and not study.waits(scheme)), None)
    return Page(
        headline=opening.headline(study.seen).of(lang),
        findings=tuple(words.of(lang) for words in opening.findings(study.seen)),
        metrics=metrics(study, lang),
        ladder=figures.ladder_figure(study, rungs, lang) if rungs else None,
        ladder_notes=_ladder_notes(study, rungs, lang) if rungs else (),
        market=market.of(lang) if market else "",
        concentration=figures.concentration_figure(study, lang),
        concentration_title=concentration.sentence(study.concentration).of(lang),
        thumbs=_thumbs(study, lang),
        months=figures.months_figure(study, lang),
        calibration=figures.calibration_figure(study, lang),
        calibration_note=_calibration_note(study, lang),
        schemes=tuple(_scheme(study, scheme, lang) for scheme in schemes if not study.waits(scheme)),
        waiting=idle,
        waiting_title=_waiting_title(len(idle), lang),
        gaps=tuple((gap.name.of(lang), gap.seen.of(lang), gap.hides.of(lang), gap.todo.of(lang)) for gap in study.gaps),
    )


def metrics(study: Study, lang: str) -> tuple[Metric, ...]:
    """Four numbers of the last 365 days beside the 365 before them."""
    now, before, coin = study.year, study.before, study.subject.currency

    def cash(value: float) -> str:
        return spoken.sum_of(value, coin).of(lang)

    def count(value: float) -> str:
        return number(value, lang)

    def part(value: float) -> str:
        return percent(value, lang, 1)

    repeat = now.repeat_share if now.buyers >= spoken.FEWEST else None
    earlier = before.repeat_share if before and study.before_repeat else None
    return (
        _metric(Words("Doanh thu 365 ngày", "Revenue, 365 days"), now.revenue, before.revenue if before else None, cash, _grown, lang),
        _metric(Words("Người mua, 365 ngày", "Buyers, 365 days"), now.buyers, before.buyers if before else None, count, _grown, lang),
        _metric(
            Words("Chi tiêu mỗi người mua", "Spend per buyer"), now.per_buyer, before.per_buyer if before else None, cash, _grown, lang
        ),
        _metric(Words("Từ lần mua thứ hai", "After the first purchase"), repeat, earlier, part, _moved, lang),
    )


def _metric(label: Words, now: float | None, before: float | None, write: Write, compare: Compare, lang: str) -> Metric:
    """One number and what became of it; `write` says a value, `compare` says a change."""
    shown, _, unit = (figures.NOTHING if now is None else write(now)).partition(NBSP)
    change = None if now is None or before is None else compare(now, before)
    if change is None or before is None:
        return Metric(label.of(lang), shown, unit, "", "", Words("chưa có kỳ trước", "no earlier period").of(lang))
    tone = {"▲": "good", "▼": "bad"}.get(change.vi[0], "")
    was = Words("năm trước {before}", "year before: {before}").of(lang, before=write(before))
    return Metric(label.of(lang), shown, unit, change.of(lang), tone, was)


def _grown(now: float, before: float) -> Words | None:
    change = spoken.ratio(now - before, before)
    return None if change is None else _signed(change, spoken.share(abs(change), 1))


def _moved(now: float, before: float) -> Words:
    points = spoken.figure(abs(now - before) * 100, 1)
    return _signed(now - before, Words(f"{points.vi}{NBSP}điểm", f"{points.en}{NBSP}points"))


def _signed(change: float, size: Words) -> Words:
    arrow = "▲" if change > 0 else "▼" if change < 0 else "●"
    return Words(f"{arrow} {size.vi}", f"{arrow} {size.en}")


def _thumbs(study: Study, lang: str) -> tuple[tuple[str, str, str], ...]:
    rows = concentration.thumbs(study.concentration, study.year)
    return tuple((row.about.of(lang), row.own.of(lang), row.quoted.of(lang) if row.quoted else figures.NOTHING) for row in rows)


def _ladder_notes(study: Study, scheme: Scheme, lang: str) -> tuple[str, ...]:
    sizes = study.sizes[scheme.id]
    top = scheme.class_named(scheme.better[0][-1])
    rule = _rule(study, scheme, top.id, lang)
    rule = f"{top.name.of(lang)}: {rule[:1].lower()}{rule[1:]}."
    apart = [
        Words("Đứng ngoài các bậc: {name}, {people}.", "Apart from the rungs: {name}, {people}.").of(
            lang, name=each.name.of(lang), people=spoken.people(count).of(lang)
        )
        for each in scheme.classes
        if each.aside and (count := sizes.named(each.id).people)
    ]
    worth = [words.of(lang) for words in bars.in_force([top.rule], study.subject.bars, study.subject.currency)]
    return (rule, *worth, *apart)


def _rule(study: Study, scheme: Scheme, id: str, lang: str) -> str:
    """The rules of a class in words, joined where it has several."""
    known = known_schemes(study.subject.schemes)
    said = [say(each.rule, lang, currency=study.subject.currency, known=known) for each in scheme.classes if each.id == id]
    text = Words("; hoặc ", "; or ").of(lang).join(said)
    return text[:1].upper() + text[1:]


def _finding(study: Study, scheme: Scheme) -> Words:
    """The section's heading: for the ladder its hardest step, for the lifecycle those slipping, else the weightiest class."""
    sizes = study.sizes[scheme.id]
    step = ladder.hardest_step(scheme, sizes) if scheme.id == "ladder" else None
    return step or classes.sentence(scheme, sizes, leaving.SLIPPING if scheme.id == leaving.LIFECYCLE else None)


def _scheme(study: Study, scheme: Scheme, lang: str) -> SchemeSection:
    sizes = study.sizes[scheme.id]
    most_people = max((row.people for row in sizes.rows), default=0) or 1
    most_spend = max((row.spend for row in sizes.rows), default=0) or 1
    rules = [each.rule for each in scheme.classes]
    rows = tuple(_class_row(study, scheme, sizes, row, most_people, most_spend, lang) for row in sizes.rows)
    return SchemeSection(
        id=scheme.id,
        name=scheme.name.of(lang),
        question=scheme.question.of(lang),
        finding=_finding(study, scheme).of(lang),
        in_rules=all(len(row.rule) <= LONGEST_RULE for row in rows),
        rows=rows,
        parameters=tuple((each.words.of(lang), _plain(each.value, lang)) for each in scheme.parameters.values()),
        bars=tuple(words.of(lang) for words in bars.in_force(rules, study.subject.bars, study.subject.currency)),
        page=scheme.page.of(lang),
    )


def _class_row(study: Study, scheme: Scheme, sizes: Sizes, row: ClassSize, most_people: int, most_spend: int, lang: str) -> ClassRow:
    named: Class = scheme.class_named(row.id)
    return ClassRow(
        name=named.name.of(lang),
        colour=named.colour,
        people=number(row.people, lang),
        people_share=_part(sizes.share_of_people(row), row.people, lang),
        people_bar=100 * row.people / most_people,
        spend=spoken.sum_of(row.spend, study.subject.currency).of(lang) if row.spend else figures.NOTHING,
        spend_share=_part(sizes.share_of_spend(row), row.spend, lang),
        spend_bar=100 * max(row.spend, 0) / most_spend,
        rule=_rule(study, scheme, row.id, lang),
        meaning=named.meaning.of(lang),
        care=named.care.of(lang),
    )


def _part(share: float | None, counted: int, lang: str) -> str:
    """A share beside its number; nothing where there is nobody, or too few to say."""
    return percent(share, lang, 1) if counted and share is not None else ""


def _plain(value: object, lang: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    places = 0 if float(value).is_integer() else 2
    text = number(abs(value), lang, places)
    text = text.rstrip("0") if places else text
    return (MINUS if value < 0 else "") + text


def _calibration_note(study: Study, lang: str) -> str:
    found = study.subject.calibration
    return calibration.method(found).of(lang) if found else calibration.sentence(found).of(lang)


def _waiting_title(count: int, lang: str) -> str:
    many = Words("{n} cách phân loại đang chờ dữ liệu", "{n} schemes are waiting for data")
    one = Words("Một cách phân loại đang chờ dữ liệu", "One scheme is waiting for data")
    return (one if count == 1 else many).of(lang, n=count)


def _waiting(study: Study, scheme: Scheme, lang: str) -> WaitingSection:
    rows = tuple(_need(need, lang) for need in study.needs[scheme.id])
    tells = re.sub(r"^\*\*[^*]+\*\*\s*", "", scheme.page.of(lang).split("\n\n")[0])
    return WaitingSection(scheme.name.of(lang), scheme.question.of(lang), tells, rows, scheme.waiting.of(lang))


def _need(need: Need, lang: str) -> NeedRow:
    count = spoken.people(need.known) if need.known else Words("chưa có", "none yet")
    return NeedRow(feature(need.feature).words.of(lang), need.known > 0, count.of(lang))
