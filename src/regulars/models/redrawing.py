"""Customers drawn again: the same days lived once more at rates of their own, drawn given what they did, so that it shows what was chance.

Posterior-predictive replicates (Rubin 1984): one customer's rates come from the fitted models given their history, so who is hardly known is drawn to
what is usual in the shop. What they did is not resampled: one purchase resampled is one purchase, and everybody who bought once would look certain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from regulars.models.purchasing import PurchaseModel
from regulars.models.spending import GammaGamma

LAST_GAPS = 10
WINDOWS = (365, 180, 90)
# One row per draw: `place` of the customer; counts, whole days, money in minor units. `active_days`: first to last purchase; `span`: of the last gaps.
DRAWN = {
    "place": "int64",
    **dict.fromkeys(("purchases", "purchases_365d", "purchases_90d", "active_days", "gaps"), "int32"),
    "span": "float64",
    **dict.fromkeys(("spend", "spend_365d", "spend_90d", "spend_prev_90d"), "int64"),
}
Column = np.ndarray


@dataclass(frozen=True)
class Bought:
    """What buyers did, a row each: purchases, days from first to last and from first to the day asked about, and their net spend."""

    purchases: Column
    active_days: Column
    age_days: Column
    spend: Column


def redrawn(bought: Bought, purchase: PurchaseModel, spend: GammaGamma | None, draws: int, seed: int) -> Mapping[str, Column]:
    """Every buyer drawn so many times, as columns of `DRAWN`. Without a spend model each purchase is worth their own mean."""
    chance = np.random.default_rng(seed)
    x, age = bought.purchases - 1.0, bought.age_days.astype(float)
    repeats, last = purchase.replicates(x, bought.active_days.astype(float), age, draws, chance)
    ages = np.broadcast_to(age[:, None], repeats.shape)
    repeats, last = repeats.ravel().astype(np.int64), np.minimum(np.ceil(last), ages).ravel()
    counts = _by_window(repeats, last, ages.ravel(), chance)
    return {
        "place": np.repeat(np.arange(len(x)), draws),
        "purchases": repeats + 1,
        "purchases_365d": counts[365],
        "purchases_90d": counts[90],
        "active_days": last,
        **_last_gaps(repeats, last, chance),
        **_spends(bought, spend, repeats + 1, counts, draws, chance),
    }


def _by_window(repeats: Column, last: Column, age: Column, chance: np.random.Generator) -> dict[int, Column]:
    """Purchases in the last so many days: the first, the last, and of those between, spread evenly, a binomial share."""
    between = np.maximum(repeats - 1, 0)
    found, inside, before = {}, between, np.ones_like(last)
    for days in WINDOWS:
        begin = age - days
        share = np.clip((last - np.maximum(begin, 0)) / np.maximum(last, 1), 0, 1)
        inside = chance.binomial(inside, np.clip(share / np.maximum(before, 1e-12), 0, 1))
        before = share
        found[days] = inside + (begin < 0) + ((repeats > 0) & (last > begin))
    return found


def _last_gaps(repeats: Column, last: Column, chance: np.random.Generator) -> dict[str, Column]:
    """The number of the last gaps and the days they span: of evenly spread purchases the last ten take a beta share."""
    gaps = np.minimum(repeats, LAST_GAPS)
    share = np.where(repeats > LAST_GAPS, chance.beta(LAST_GAPS, np.maximum(repeats - LAST_GAPS, 1)), 1.0)
    return {"gaps": gaps, "span": last * share}


def _spends(
    bought: Bought, spend: GammaGamma | None, purchases: Column, counts: Mapping[int, Column], draws: int, chance: np.random.Generator
) -> dict[str, Column]:
    """What the purchases of each window came to, at a mean spend per purchase of the customer's own."""
    total = np.maximum(bought.spend, 0).astype(float)
    if spend is None:
        mean, shape = np.repeat(total / bought.purchases, draws), None
    else:
        mean, shape = spend.draws(bought.purchases, total / bought.purchases, draws, chance).ravel(), spend.p

    def worth(number: Column) -> Column:
        """The sum of so many purchases, each a gamma around the mean."""
        return number * mean if shape is None else chance.standard_gamma(shape * number) * mean / shape

    quarter, before = worth(counts[90]), worth(counts[180] - counts[90])
    year = quarter + before + worth(counts[365] - counts[180])
    parts = {"spend": year + worth(purchases - counts[365]), "spend_365d": year, "spend_90d": quarter, "spend_prev_90d": before}
    return {name: np.rint(np.minimum(value, 2.0**62)).astype(np.int64) for name, value in parts.items()}
