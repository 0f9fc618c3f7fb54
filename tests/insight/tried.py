"""Backtests made up, of a thousand customers."""

from __future__ import annotations

import datetime as dt

from regulars.models.backtest import Backtest, Churn, Errors, Group, Ranking, Trial
from regulars.models.calibration import Tenth
from regulars.words import Words

AS_OF = dt.date(2025, 6, 30)
LOW = (Tenth(0, 900, 0.05, 0.06), Tenth(2, 40, 0.25, 0.275))
HIGH = (*LOW, Tenth(6, 50, 0.66, 0.62), Tenth(9, 50, 0.94, 0.9))
CHURN = Churn(90, 1_000, 0.4, (Ranking("pareto_nbd", 0.81, 0.15), Ranking("own_gap", 0.7, 0.3), Ranking("silent_180_days", None, 0.4)))


def trial(origin: dt.date | None, predicted: float = 860.0, tenths: tuple[Tenth, ...] = HIGH, churn: Churn | None = CHURN) -> Trial:
    orders = (
        Errors("pareto_nbd", 0.8, 1.7, 0.67, predicted, 1_000.0, -1.0),
        Errors("mbg_nbd", 0.8, 1.8, 0.66, 810.0, 1_000.0, -1.1),
        Errors("status_quo", 1.0, 2.2, None, 1_470.0, 1_000.0),
    )
    spend = (Errors("pareto_nbd", 10.0, 20.0, 0.5, 9e6, 1e7), Errors("status_quo", 20.0, 30.0, 0.5, 1.5e7, 1e7))
    deciles = tuple(Group(str(at), 100, at * 10.0, at * 11.0) for at in range(1, 11))
    ladder = (Group("first_buy", 700, 100.0, 80.0), Group("frequent", 19, 70.0, 90.0), Group("rebuy", 281, 690.0, 830.0))
    return Trial(origin, 1_000, orders, spend, deciles, {"ladder": ladder}, {30: tenths, 60: tenths, 90: tenths}, churn)


def found(*predicted: float, **asked) -> Backtest:
    days = (AS_OF - dt.timedelta(days=180 * place) for place in range(1, 9))
    trials = tuple(trial(origin, each, **asked) for origin, each in zip(days, predicted, strict=False))
    return Backtest(AS_OF, 180, "pareto_nbd", trials, trial(None, sum(predicted) / len(predicted), **asked))


UNTRIED = Backtest(AS_OF, reason=Words("Ngắn quá.", "Too short."))
