"""The outlook: what the base is expected to bring, what one lost elite customer equals, what may not come again, what a point of conversion is worth."""

from __future__ import annotations

from regulars import charts
from regulars.insight.value import Insight
from regulars.report.columns import table
from regulars.report.pages.asked import page as asked_page
from regulars.report.study import Study
from regulars.report.value import Block, Chart, Note, Page, Pair
from regulars.words import LANGUAGES, Words

SUBJECT = Words("Triển vọng", "Outlook")
AT_RISK = Words("Có thể mất", "What may be lost")
FROM, TO = Words("Từ bậc", "From"), Words("Lên bậc", "To")


def page(study: Study, lang: str) -> Page | None:
    """What the base is expected to bring, by rung of the ladder, and what one lost elite customer equals; none where nothing is expected of anybody."""
    found = study.insight("equity") if study.there("ladder") else None
    if found is None or not len(found):
        return None
    title = found.sentence.of(lang)
    keys = ["name", "customers", "expected_spend", "expected_share", "expected_per_customer", "spend_365d", "change", *_apart(found)]
    drawn = [row for row in found.table(lang) if row["customers"]]
    figure = charts.expected(drawn, lang=lang, currency=study.currency, title=title)
    counted = table("equity", title, found.table(lang), keys, lang)
    notes = (Note(words.of(lang)) for words in found.notes)
    return asked_page(lang, found, SUBJECT, Chart(figure, counted, printed=True), *notes, *_lost_elite(study, lang), told=len(found.notes))


def _apart(found: Insight) -> list[str]:
    """The column of those of whom nothing is known, where there are any."""
    return ["unforeseen"] if any(row["unforeseen"] for row in found.rows[LANGUAGES[0]]) else []


def _lost_elite(study: Study, lang: str) -> tuple[Block, ...]:
    """What is expected of one of the elite, of an average buyer and of a newcomer, beside how many of these make up for one; nothing where that cannot be told."""
    found = study.insight("lost_elite") if study.there("premium") else None
    if found is None or not any(row["makes_up"] is not None for row in found.rows[LANGUAGES[0]]):
        return ()
    title = found.sentence.of(lang)
    figure = charts.class_bars(found.table(lang), lang=lang, currency=study.currency, title=title, measure="expected_per_customer")
    bars = Chart(
        figure, table("expected_of_one", title, found.table(lang), ("name", "expected_per_customer"), lang), paper=figure.narrow, half=True
    )
    counted = table("lost_elite", title, found.table(lang), ("name", "customers", "makes_up"), lang)
    return (Pair(title, bars, counted, " ".join(words.of(lang) for words in found.notes)),)


def risk(study: Study, lang: str) -> Page | None:
    """What may not come again, by churn risk, and what one point more of conversion is worth; none where no chance of a purchase is known."""
    found = study.insight("spend_at_risk") if study.there("churn") else None
    if found is None or not len(found):
        return None
    title = found.sentence.of(lang)
    rows = [row for row in found.table(lang) if row["spend_at_risk"]]
    figure = charts.class_bars(rows, lang=lang, currency=study.currency, title=title, measure="spend_at_risk")
    keys = ("name", "customers", "spend_365d", "spend_at_risk", "at_risk_share", "expected_spend")
    counted = table("spend_at_risk", title, found.table(lang), keys, lang)
    in_words = _notes(found, lang)[:-1]  # the last is the same list as a rule to type
    return asked_page(
        lang, found, AT_RISK, Chart(figure, counted, printed=True), *in_words, *_one_point(study, lang), told=len(found.notes)
    )


def _one_point(study: Study, lang: str) -> tuple[Block, ...]:
    """A bar for every step of the ladder, and what it is worked out from; nothing where no step can be told."""
    found = study.insight("one_point") if study.there("ladder") else None
    if found is None or not any(row["one_point"] is not None for row in found.rows[LANGUAGES[0]]):
        return ()
    title = found.sentence.of(lang)
    steps = [row | {"name": f"{row['name']} → {row['other_name']}"} for row in found.table(lang)]
    figure = charts.class_bars(steps, lang=lang, currency=study.currency, title=title, measure="one_point")
    keys = ["name", "other_name", "customers", "expected_per_customer", "other_customers", "other_expected", "one_point"]
    keys += ["reason"] if any(row["reason"] for row in steps) else []
    counted = table("one_point", title, found.table(lang), keys, lang, name=FROM, other_name=TO)
    return (Chart(figure, counted, title, printed=True), *_notes(found, lang))


def _notes(found: Insight, lang: str) -> tuple[Note, ...]:
    return tuple(Note(words.of(lang)) for words in found.notes)
