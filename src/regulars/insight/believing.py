"""The questions about how far the outlook can be believed, all answered from one backtest."""

from __future__ import annotations

from regulars.insight import backtest, backtest_churn, backtest_groups, calibration
from regulars.insight.choosing import one_of, scheme_of
from regulars.insight.facts import Facts, made
from regulars.insight.value import Insight
from regulars.models.backtest import Backtest
from regulars.models.outlook import HORIZONS
from regulars.words import Words

SCHEMES = ("ladder", "lifecycle")  # by whose classes of the past day it is told


def told_backtest(facts: Facts) -> Insight:
    """Every way of foreseeing orders and spend, with its errors (`backtest.table`)."""
    found = facts.backtest
    said = backtest.sentence(found), backtest.notes(found)
    return made("backtest", facts, backtest.COLUMNS, lambda lang: backtest.table(found, lang), *said)


def told_groups(facts: Facts, by: str = backtest_groups.DECILE) -> Insight:
    """Orders foreseen and seen by decile, or by class of `ladder` or `lifecycle` (`backtest_groups.table`)."""
    found = facts.backtest
    there = tuple(found.pooled.classes) if found.pooled else SCHEMES
    chosen = one_of("by", by, (backtest_groups.DECILE, *there))
    scheme = None if chosen == backtest_groups.DECILE else scheme_of(facts, chosen)
    said = backtest_groups.sentence(found, scheme), _windows(found)
    return made("backtest_groups", facts, backtest_groups.COLUMNS, lambda lang: backtest_groups.table(found, scheme, lang), *said)


def told_chances(facts: Facts, days: int | str = HORIZONS[0]) -> Insight:
    """Chances to order within 30, 60 or 90 days, foreseen and seen by tenth of the scale."""
    found = facts.backtest
    asked = int(one_of("days", str(days), tuple(map(str, HORIZONS))))
    tenths = found.pooled.chances[asked] if found.pooled else ()
    said = backtest.sentence(found), _windows(found)
    return made("backtest_chances", facts, calibration.COLUMNS, lambda _: calibration.rows(tenths), *said)


def told_churn(facts: Facts) -> Insight:
    """How well each way told who would not order within the return window (`backtest_churn.table`)."""
    found = facts.backtest
    notes = (*_windows(found), *backtest_churn.notes(found.pooled.churn if found.pooled else None))
    said = backtest_churn.sentence(found), notes
    return made("backtest_churn", facts, backtest_churn.COLUMNS, lambda lang: backtest_churn.table(found, lang), *said)


def _windows(found: Backtest) -> tuple[Words, ...]:
    return (backtest.windows(found),) if found.pooled else ()


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
        backtest_groups.COLUMNS,
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
        backtest_churn.COLUMNS,
        "Dự báo có biết trước ai sẽ không quay lại không?",
        "Does the outlook know beforehand who will not return?",
    ),
)
