"""The questions about how far the outlook can be believed, all answered from one backtest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from regulars.insight import backtest, calibration
from regulars.insight.choosing import one_of, scheme_of
from regulars.insight.facts import Facts
from regulars.insight.value import Insight, Row, in_languages
from regulars.models.outlook import HORIZONS


def told_backtest(facts: Facts) -> Insight:
    """Every way of foreseeing purchases and spend, with its errors (`backtest.table`)."""
    found = facts.backtest
    return _made("backtest", facts, backtest.COLUMNS, lambda lang: backtest.table(found, lang))


def told_groups(facts: Facts, by: str = backtest.DECILE) -> Insight:
    """Purchases foreseen and seen by decile, or by class of `ladder` or `lifecycle` (`backtest.group_table`)."""
    found = facts.backtest
    there = tuple(found.pooled.classes) if found.pooled else ("ladder", "lifecycle")
    chosen = one_of("by", by, (backtest.DECILE, *there))
    scheme = None if chosen == backtest.DECILE else scheme_of(facts, chosen)
    return _made("backtest_groups", facts, backtest.GROUP_COLUMNS, lambda lang: backtest.group_table(found, scheme, lang))


def told_chances(facts: Facts, days: int | str = HORIZONS[0]) -> Insight:
    """Chances to order within 30, 60 or 90 days, foreseen and seen by tenth of the scale."""
    found = facts.backtest
    asked = int(one_of("days", str(days), tuple(map(str, HORIZONS))))
    tenths = found.pooled.chances[asked] if found.pooled else ()
    return _made("backtest_chances", facts, calibration.COLUMNS, lambda _: calibration.rows(tenths))


def told_churn(facts: Facts) -> Insight:
    """How well each way told who would not order within the return window (`backtest.churn_table`)."""
    found = facts.backtest
    return _made("backtest_churn", facts, backtest.CHURN_COLUMNS, lambda lang: backtest.churn_table(found, lang))


def _made(name: str, facts: Facts, columns: Mapping[str, str], read: Callable[[str], list[Row]]) -> Insight:
    found = facts.backtest
    sentence, notes = backtest.sentence(found), backtest.notes(found)
    return Insight(name, facts.as_of, facts.currency, sentence, columns, in_languages(read), notes)


ASKED = (
    (
        "backtest",
        told_backtest,
        backtest.COLUMNS,
        "Dự báo của tiệm đã đúng đến đâu?",
        "How far was the outlook right about this shop's past?",
    ),
    (
        "backtest_groups",
        told_groups,
        backtest.GROUP_COLUMNS,
        "Dự báo đúng với nhóm khách nào, sai với nhóm nào?",
        "For which customers was the outlook right, for which wrong?",
    ),
    (
        "backtest_chances",
        told_chances,
        calibration.COLUMNS,
        "Xác suất mua trong 30, 60, 90 ngày có đáng tin không?",
        "Can the probabilities of an order within 30, 60 and 90 days be believed?",
    ),
    (
        "backtest_churn",
        told_churn,
        backtest.CHURN_COLUMNS,
        "Dự báo có biết trước ai sẽ không quay lại không?",
        "Does the outlook know beforehand who will not return?",
    ),
)
