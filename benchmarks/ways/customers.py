"""Customers of a Pareto/NBD world on whole days, written once: one row each with purchases, first_day, last_day, spend (minor units)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np

AS_OF = dt.date(2026, 6, 30)
YEARS = 3


def written(customers: int) -> Path:
    """The Parquet file of so many customers, made where it is not there yet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = Path(__file__).parents[1] / "data" / f"customers_{customers}.parquet"
    if path.exists():
        return path
    path.parent.mkdir(exist_ok=True)
    chance = np.random.default_rng(11)
    age = chance.integers(0, 365 * YEARS, customers)
    rate, death = chance.gamma(0.7, 1 / 70, customers), chance.gamma(0.6, 1 / 500, customers)
    lived = np.minimum(age, chance.exponential(1 / np.maximum(death, 1e-12)))
    bought = chance.poisson(rate * lived)
    last = np.where(bought > 0, np.ceil(lived * chance.random(customers) ** (1 / np.maximum(bought, 1))), 0).astype(np.int64)
    last = np.minimum(last, age)
    repeats = np.where(last > 0, np.minimum(np.maximum(bought, 1), last), 0)
    usual = 6 * 100_000 / chance.gamma(4, 1, customers)
    spend = (chance.gamma(6 * (repeats + 1), usual / 6)).astype(np.int64) + 1
    day = (AS_OF - dt.date(1970, 1, 1)).days
    table = pa.table(
        {
            "customer_id": pa.array(np.arange(customers), pa.int64()),
            "purchases": repeats + 1,
            "first_day": pa.array((day - age).astype(np.int32), pa.int32()).cast(pa.date32()),
            "last_day": pa.array((day - age + last).astype(np.int32), pa.int32()).cast(pa.date32()),
            "spend": spend,
        }
    )
    pq.write_table(table, path)
    return path
