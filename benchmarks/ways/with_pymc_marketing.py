"""The same customers fitted and scored by pymc-marketing: the maximum a posteriori, since its full posterior takes far longer."""

from __future__ import annotations

import time


def main(file: str, model: str, as_of: str) -> dict[str, float]:
    import pandas as pd
    from pymc_marketing.clv import BetaGeoModel, ModifiedBetaGeoModel, ParetoNBDModel

    people = pd.read_parquet(file)
    first, last = pd.to_datetime(people.first_day), pd.to_datetime(people.last_day)
    seen = pd.DataFrame(
        {
            "customer_id": people.customer_id,
            "frequency": people.purchases - 1,
            "recency": (last - first).dt.days.astype(float),
            "T": (pd.Timestamp(as_of) - first).dt.days.astype(float),
        }
    )
    began, clock = time.process_time(), time.perf_counter()
    kind = {"bg_nbd": BetaGeoModel, "mbg_nbd": ModifiedBetaGeoModel, "pareto_nbd": ParetoNBDModel}[model]
    fitter = kind(data=seen)
    fitter.fit(method="map")
    fitted = time.process_time()
    alive = fitter.expected_probability_alive(data=seen).mean(("chain", "draw")).to_numpy()
    orders = fitter.expected_purchases(data=seen, future_t=365).mean(("chain", "draw")).to_numpy()
    scored = time.process_time()
    wrong = int((~pd.Series(alive).between(0, 1) | pd.Series(orders).isna()).sum())
    return {
        "fit": fitted - began,
        "score": scored - fitted,
        "wall": time.perf_counter() - clock,
        "alive": float(alive.sum()),
        "orders": float(orders.sum()),
        "wrong": wrong,
    }
