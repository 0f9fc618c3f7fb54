"""The same customers fitted and scored as the documentation of lifetimes shows it: one row per customer."""

from __future__ import annotations

import time


def main(file: str, model: str, as_of: str) -> dict[str, float]:
    import pandas as pd
    from lifetimes import BetaGeoFitter, GammaGammaFitter, ModifiedBetaGeoFitter, ParetoNBDFitter

    people = pd.read_parquet(file)
    first, last = pd.to_datetime(people.first_day), pd.to_datetime(people.last_day)
    people["frequency"], people["recency"] = people.purchases - 1, (last - first).dt.days
    people["age"], people["mean"] = (pd.Timestamp(as_of) - first).dt.days, people.spend / people.purchases
    seen = people.frequency, people.recency, people.age
    began = time.process_time()
    fitter = {"bg_nbd": BetaGeoFitter, "mbg_nbd": ModifiedBetaGeoFitter, "pareto_nbd": ParetoNBDFitter}[model](penalizer_coef=0.0)
    fitter.fit(*seen)
    back = people[people.frequency > 0]
    spending = GammaGammaFitter(penalizer_coef=0.0)
    spending.fit(back.purchases, back["mean"])
    fitted = time.process_time()
    alive = fitter.conditional_probability_alive(*seen)
    orders = fitter.conditional_expected_number_of_purchases_up_to_time(365, *seen)
    value = orders * spending.conditional_expected_average_profit(people.purchases, people["mean"])
    scored = time.process_time()
    alive, orders = pd.Series(alive), pd.Series(orders)
    wrong = int((alive.isna() | orders.isna().to_numpy() | pd.Series(value).isna().to_numpy()).sum())
    return {
        "fit": fitted - began,
        "score": scored - fitted,
        "alive": float(alive.sum()),
        "orders": float(orders.sum()),
        "value": float(pd.Series(value).sum()),
        "wrong": wrong,
        "log_likelihood": float(-fitter._negative_log_likelihood_ * len(people)) if hasattr(fitter, "_negative_log_likelihood_") else 0.0,
    }
