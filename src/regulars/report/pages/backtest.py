"""How far the outlook was right about the shop's own past: by decile, by probability, by class, beside plain ways of telling."""

from __future__ import annotations

from regulars import charts
from regulars.insight.backtest_groups import DECILE
from regulars.insight.believing import SCHEMES
from regulars.insight.value import Insight, Row
from regulars.report.columns import table
from regulars.report.pages.asked import page as asked_page
from regulars.report.study import Study
from regulars.report.value import Block, Chart, Note, Page, Table
from regulars.scheme import Scheme
from regulars.words import Words

SUBJECT = Words("Dự báo", "Outlook")
OF_WHOM = Words("Dự báo theo nhóm", "Outlook by class")
SHOWN_DAYS = 30
ORDERS = ("orders_predicted", "orders_seen", "orders_error")
WAYS = ("name", *ORDERS, "mae", "correlation", "spend_error")
DECILES = Words("Số đơn mỗi khách theo từng phần mười, đoán trước và thực tế", "Orders of each customer by decile, foreseen and seen")
CHANCES = Words("Xác suất mua trong {days} ngày, đoán trước và thực tế", "Probability of an order within {days} days, foreseen and seen")
CLASSES = Words("Số đơn theo nhóm của hôm ấy: {scheme}", "Orders by the class of that day: {scheme}")
METHODS = Words("Mỗi cách đoán lệch bao nhiêu", "How far each way was off")
METHOD = Words("Cách đoán", "Way")
CHURN = Words("Ai sẽ không mua trong kỳ mua lại", "Who will not order within the return window")


def page(study: Study, lang: str) -> Page | None:
    """What was foreseen on past days against what followed; none where nothing could be tried."""
    found = study.insight("backtest")
    if not len(found):
        return None
    return asked_page(lang, found, SUBJECT, _deciles(study, lang), *_chances(study, lang), _methods(found, lang))


def groups(study: Study, lang: str) -> Page | None:
    """The same by the classes of that day, and who stayed away; none where nothing could be tried."""
    told = [(scheme, study.insight("backtest_groups", by=id)) for id in SCHEMES if (scheme := study.there(id))]
    told = [(scheme, found) for scheme, found in told if len(found)]
    if not told:
        return None
    tables = [_classes(scheme, found, lang) for scheme, found in told]
    return asked_page(lang, told[0][1], OF_WHOM, *tables, *_churn(study, lang), follows=True)


def _methods(found: Insight, lang: str) -> Table:
    """All windows together; one by one they are in the answer itself."""
    rows = [row for row in found.table(lang) if row["origin"] is None]
    return table("backtest", METHODS.of(lang), rows, WAYS, lang, name=METHOD)


def _deciles(study: Study, lang: str) -> Block:
    found = study.insight("backtest_groups", by=DECILE)
    title = DECILES.of(lang)
    figure = charts.deciles(found.table(lang), lang=lang, currency=study.currency, title=title)
    keys = ("name", "customers", *ORDERS, "each_predicted", "each_seen")
    heads = {"name": Words("Phần mười", "Decile")}
    return Chart(figure, table("backtest_deciles", title, found.table(lang), keys, lang, **heads), title, printed=True)


def _chances(study: Study, lang: str) -> tuple[Block, ...]:
    rows = study.insight("backtest_chances", days=SHOWN_DAYS).table(lang)
    if not any(row["seen"] is not None for row in rows):
        return ()
    title = CHANCES.of(lang, days=SHOWN_DAYS)
    figure = charts.calibration(rows, lang=lang, currency=study.currency, title=title)
    return (Chart(figure, _tenths(title, rows, lang), title, printed=True),)


def _tenths(title: str, rows: list[Row], lang: str) -> Table:
    whole = {"chance_from": (Words("Từ", "From"), "whole_share"), "chance_to": (Words("Đến", "To"), "whole_share")}
    return table("backtest_chances", title, rows, ("chance_from", "chance_to", "customers", "predicted", "seen"), lang, **whole)


def _classes(scheme: Scheme, found: Insight, lang: str) -> Table:
    title = CLASSES.filled(scheme=scheme.name).of(lang)
    return table(f"backtest_{scheme.id}", title, found.table(lang), ("name", "customers", *ORDERS), lang, name=scheme.name)


def _churn(study: Study, lang: str) -> tuple[Block, ...]:
    found = study.insight("backtest_churn")
    if not len(found):
        return ()
    told = table("backtest_churn", found.sentence.of(lang), found.table(lang), ("name", "auc", "brier"), lang, name=CHURN)
    return (told, Note(f"{found.sentence.of(lang)}."), *(Note(words.of(lang)) for words in found.notes[1:]))
