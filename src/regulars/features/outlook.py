"""The outlook: the histories that models are fitted to, and what they said of each, joined back to customers."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import day_number, days_from, real, share
from regulars.features.standing import Scale, percentile

MOST_SCORED = 100_000  # customers by whom candidates are compared; of more, a share of about so many
MOST_LEARNT_FROM = 1_000_000  # customers with a second purchase to whom models are fitted; of more, a share of about so many
KEY = ("repeats", "active_days", "age_days")
FEATURES = (
    "p_alive",
    "p_order_30d",
    "p_order_60d",
    "p_order_90d",
    "p_order_next",
    "expected_orders_90d",
    "expected_orders_365d",
    "expected_spend_365d",
    "next_order_from",
    "next_order_to",
    "expected_spend_365d_pct",
)


class SpendModel(Protocol):
    """A Gamma-Gamma model of the spend per purchase: each own purchase weighs `p`, the mean of all (minor units) `weight`."""

    @property
    def p(self) -> float: ...

    @property
    def weight(self) -> float: ...

    @property
    def population_mean(self) -> float: ...


def repeaters(totals: ir.Table) -> ir.IntegerScalar:
    """How many customers bought on a second day."""
    return totals.filter(totals.purchases > 1).count()


def learnt_from(totals: ir.Table, repeaters: int) -> ir.Table:
    """The totals of the customers to whom models are fitted: of more than a million repeaters (and their like who bought once) a share, `arithmetic.share`."""
    return share(totals, repeaters, MOST_LEARNT_FROM)


def histories(totals: ir.Table, as_of: dt.date) -> ir.Table:
    """Buyers compressed: repeats, active_days (first to last), age_days (since the first), customers; from purchases, first_day, last_day."""
    return _keyed(totals, as_of).group_by(*KEY).aggregate(customers=ibis._.count())


def asked(totals: ir.Table, as_of: dt.date) -> ir.Table:
    """The distinct histories of buyers on a day, as rows of the key of scores."""
    return _keyed(totals, as_of).select(*KEY).distinct()


def _keyed(totals: ir.Table, as_of: dt.date) -> ir.Table:
    buyers = totals.filter(totals.purchases > 0)
    return buyers.mutate(**key(buyers, as_of))


def key(table: ir.Table, as_of: dt.date) -> dict[str, ir.IntegerValue]:
    """The history of a customer on a day, as scores know it, from purchases, first_day and last_day."""
    return {
        "repeats": (table.purchases - 1).cast("int32"),
        "active_days": days_from(table.first_day, table.last_day).cast("int32"),
        "age_days": days_from(table.first_day, ibis.literal(as_of)).cast("int32"),
    }


def spends(totals: ir.Table) -> ir.Table:
    """What repeaters spend, a row each: purchases and their mean (minor units)."""
    buyers = totals.filter(totals.purchases > 1)
    return buyers.select("purchases", mean=buyers.spend / buyers.purchases)


def followed(days: ir.Table, origin: dt.date, until: dt.date, buyers: int) -> ir.Table:
    """Histories as known on `origin` and purchase days after it up to `until`: the key, later, customers; from `customer_days`.

    Of more than a hundred thousand buyers a share is taken (`tried`).
    """
    bought = tried(days.filter(days.bought, days.day <= until), buyers)
    before = bought.day <= origin
    people = bought.group_by("customer_id").aggregate(
        purchases=before.cast("int64").sum(),
        first_day=bought.day.min(where=before),
        last_day=bought.day.max(where=before),
        later=(~before).cast("int64").sum(),
    )
    known = _keyed(people, origin)
    return known.group_by(*KEY, "later").aggregate(customers=ibis._.count()).order_by(*KEY, "later")


def tried(bought: ir.Table, buyers: int) -> ir.Table:
    """Of rows with the `first_of` of a customer, a first day of purchase, those of the customers by whom models are tried: of more than a hundred thousand
    buyers a share, those of every so manieth first day, which falls on every weekday alike."""
    parts = buyers // MOST_SCORED
    return bought.filter(day_number(bought.first_of) % (parts + (parts % 7 == 0)) == 0) if parts > 1 else bought


def told(table: ir.Table, scores: ir.Table | None, spend: SpendModel | None, scale: Scale | None, as_of: dt.date) -> ir.Table:
    """`table` with the features of the outlook, from the scores of its histories; null for non-buyers and where no model is fitted.

    Needs purchases, spend, first_day, last_day and purchases_365d. `expected_spend_365d` is the orders expected times the spend per purchase expected of
    this customer: their own mean, drawn to the shop's by the Gamma-Gamma model (Fader and Hardie 2013).
    """
    if scores is None:
        return table.mutate(**dict.fromkeys(FEATURES, ibis.null("float64")))
    own = scores.rename({f"scored_{name}": name for name in KEY})
    keyed = table.mutate(**key(table, as_of))
    found = keyed.left_join(own, [keyed[name] == own[f"scored_{name}"] for name in KEY]).drop(*KEY, *own.columns[: len(KEY)])
    expected = ibis.null("int64") if spend is None else _expected_spend(found, spend)
    found = found.mutate(expected_spend_365d=expected)
    return found.mutate(expected_spend_365d_pct=standing(found, scale))


def _expected_spend(table: ir.Table, spend: SpendModel) -> ir.IntegerValue:
    total = table.spend.clip(lower=0).cast("float64")
    shop = real(spend.weight * spend.population_mean)
    mean = (real(spend.p) * total + shop) / (real(spend.p) * table.purchases + real(spend.weight))
    return (table.expected_orders_365d * mean).round(0).cast("int64")


def standing(table: ir.Table, scale: Scale | None) -> ir.IntegerValue:
    """Per cent of active buyers of whom strictly less is expected; 0 for inactive buyers."""
    if scale is None:
        return ibis.null("int32")
    ranked = ibis.ifelse(table.purchases_365d > 0, percentile(table.expected_spend_365d, scale), ibis.literal(0, "int32"))
    return ibis.ifelse(table.expected_spend_365d.isnull(), None, ranked)
