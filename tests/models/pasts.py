"""Pasts made up: small ones by hand, and many buyers whose rates and lives are drawn as the models suppose, so that the truth is known."""

from __future__ import annotations

import datetime as dt

import numpy as np

from regulars.models.hindsight import Past

ORIGIN = dt.date(2024, 6, 30)


def past(rows: list[dict], **told) -> Past:
    """One row per dict; what is not given is a buyer of one purchase who did nothing more."""
    usual = {"repeats": 0, "active_days": 0, "age_days": 100, "spend": 100, "return_chance": np.nan, "orders": 0, "spent": 0}
    whole = [usual | {"next_day": np.nan} | row for row in rows]
    columns = {name: np.array([row[name] for row in whole], dtype=float) for name in (*usual, "next_day")}
    classes = {"ladder": np.array([row.get("ladder", "rebuy") for row in rows])}
    return Past(**({"origin": ORIGIN, "days": 90, "window": 90, "base_gap": 40.0, "known": 90, "classes": classes} | columns | told))


def simulated(
    people: int, days: int, seed: int, *, r: float = 0.8, rate: float = 40.0, s: float = 0.6, life: float = 120.0, known: int | None = None
) -> Past:
    """Buyers who came on some day of two years before the origin, buy at a rate that is Gamma(r, rate) a day and live for a time whose rate is
    Gamma(s, life) a day; each purchase costs about their own mean."""
    rng = np.random.default_rng(seed)
    age = rng.integers(1, 731, people)
    rates, lives = rng.gamma(r, 1 / rate, people), rng.exponential(1 / rng.gamma(s, 1 / life, people))
    usual = 6.25 / rng.gamma(3.74, 1 / 154.4, people) * 100
    rows = []
    for number in range(people):
        total = min(lives[number], age[number] + days)
        count = rng.poisson(rates[number] * total)
        bought = np.unique(np.ceil(rng.uniform(0, total, count)).astype(int))
        before, after = bought[bought <= age[number]], bought[bought > age[number]] - age[number]
        paid = rng.gamma(6.25, usual[number] / 6.25, len(bought) + 1)
        rows.append(
            {
                "repeats": len(before),
                "active_days": before.max(initial=0),
                "age_days": age[number],
                "spend": paid[: len(before) + 1].sum(),
                "orders": len(after),
                "spent": paid[len(before) + 1 :].sum(),
                "next_day": after.min() if len(after) else np.nan,
            }
        )
    return past(rows, days=days, known=known or days, window=90)
