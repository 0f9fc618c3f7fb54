"""Fit a purchase and a spend model to customers in the engine, score everybody and write the answers back: as a refresh does it."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np
from benchmarks.ways.customers import AS_OF


def main(file: str, model: str) -> dict[str, float]:
    from regulars.features import outlook
    from regulars.models import outlook as outlooks
    from regulars.models.purchasing import MODELS, Histories
    from regulars.models.spending import Spends
    from regulars.models.spending import fit as fit_spending
    from regulars.store.duckdb import Store

    def columns(table, *names):
        found = table.to_pyarrow()
        return [found[name].to_numpy() for name in names]

    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "analytics.duckdb") as store:
        store.execute(f"CREATE TABLE totals AS FROM read_parquet('{file}')")
        totals = store.table("totals")
        began = time.process_time()
        histories = Histories.of(*columns(outlook.histories(totals, AS_OF), *outlook.KEY, "customers"))
        purchase = MODELS[model].fit(histories)
        spend = fit_spending(Spends.of(*columns(outlook.spends(totals), "purchases", "mean")))
        fitted = time.process_time()
        said = outlooks.score(purchase, 180, *columns(outlook.asked(totals, AS_OF), *outlook.KEY))
        scores = store.keep_columns("scores", outlooks.SCORES, said)
        told = outlook.told(totals.mutate(purchases_365d=totals.purchases), scores, spend, None, AS_OF)
        store.publish("told", told)
        scored = time.process_time()
        alone = _from_arrays(MODELS[model].fit, *columns(totals.mutate(**outlook.key(totals, AS_OF)), *outlook.KEY, "purchases", "spend"))
        alive, orders, value = store.sql("SELECT sum(p_alive), sum(expected_orders_365d), sum(expected_spend_365d) FROM told")[0]
        wrong = store.sql("SELECT count(*) FROM told WHERE NOT isfinite(p_alive) OR p_alive IS NULL OR expected_spend_365d IS NULL")[0][0]
    return {
        "fit": fitted - began,
        "score": scored - fitted,
        "arrays": alone,
        "rows": len(histories),
        "alive": alive,
        "orders": orders,
        "value": float(value),
        "wrong": wrong,
        "log_likelihood": purchase.log_likelihood,
    }


def _from_arrays(fit, x, t_x, age, purchases, spend) -> float:
    """CPU seconds from one array entry per customer to the three answers that a peer gives for each: no engine in between."""
    from regulars.models.purchasing import Histories
    from regulars.models.spending import Spends
    from regulars.models.spending import fit as fit_spending

    began = time.process_time()
    model = fit(Histories.of(x, t_x, age))
    back = x > 0
    value = fit_spending(Spends.of(purchases[back], spend[back] / purchases[back])).expected_value(purchases, spend / purchases)
    alive = model.p_alive(x, t_x, age)
    told = alive * model.expected_if_alive(x, age, 365) * value
    if not np.isfinite(told).all():
        raise AssertionError("an answer is not finite")
    return time.process_time() - began
