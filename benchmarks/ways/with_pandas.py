"""pandas: the core that an analyst would write. Purchases, spend and their windows, gaps, per cents behind, RFM, a ladder and a lifecycle.

No promotions, margins, categories, chances to return or history of bars; a third of our columns and four of seventeen schemes.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd


def main(folder: str) -> None:
    """Read `orders.parquet` and `order_lines.parquet`, write `customers.parquet`."""
    days = customer_days(Path(folder))
    table = totals(days, days["ordered_on"].max())
    place(table)
    classify(table)
    table.to_parquet(Path(folder) / "customers.parquet")


def customer_days(folder: Path) -> pd.DataFrame:
    """One row per customer and day of purchase: net spend, orders, days since the purchase before."""
    lines = pd.read_parquet(folder / "order_lines.parquet", columns=["order_id", "quantity", "list_amount", "net_amount"])
    lines["sold"] = (lines["quantity"] > 0) & ~(lines["list_amount"] <= 0)
    orders = pd.read_parquet(folder / "orders.parquet", columns=["order_id", "customer_id", "ordered_on"])
    orders["ordered_on"] = pd.to_datetime(orders["ordered_on"])
    sums = lines.groupby("order_id", sort=False).agg(net=("net_amount", "sum"), sold=("sold", "any"))
    orders = orders.merge(sums, left_on="order_id", right_index=True)
    orders["customer_id"] = orders["customer_id"].astype("category")
    bought = orders[orders["sold"]]
    days = bought.groupby(["customer_id", "ordered_on"], observed=True).agg(net=("net", "sum"), orders=("order_id", "size")).reset_index()
    days["gap"] = days.groupby("customer_id", observed=True)["ordered_on"].diff().dt.days
    return days


def totals(days: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """One row per customer: counts, spend, windows and rhythm as of a day."""
    days["in_year"] = days["ordered_on"] > today - pd.Timedelta(days=365)
    days["net_year"] = days["net"].where(days["in_year"], 0)
    days["net_quarter"] = days["net"].where(days["ordered_on"] > today - pd.Timedelta(days=90), 0)
    own = days.groupby("customer_id", observed=True)
    table = own.agg(
        purchases=("ordered_on", "size"),
        orders=("orders", "sum"),
        first_day=("ordered_on", "min"),
        last_day=("ordered_on", "max"),
        purchases_365d=("in_year", "sum"),
        spend=("net", "sum"),
        spend_365d=("net_year", "sum"),
        spend_90d=("net_quarter", "sum"),
    )
    recent = days.groupby("customer_id", observed=True).tail(10).groupby("customer_id", observed=True)["gap"]
    table["base_gap"] = own["gap"].mean().median()
    table["gap_days"] = (recent.sum() + 2 * table["base_gap"]) / (recent.count() + 2)
    table["days_since_last"] = (today - table["last_day"]).dt.days
    table["average_order_value"] = table["spend"] / table["orders"]
    return table


def place(table: pd.DataFrame) -> None:
    """Per cents strictly behind, and RFM scores of 1 to 5."""
    active = table["purchases_365d"] > 0
    for name in ("spend_365d", "purchases_365d"):
        table[f"{name}_pct"] = behind(table[name].where(active)).fillna(0)
    table["spend_pct"] = behind(table["spend"])
    table["recency_score"] = score(behind(-table["days_since_last"]))
    table["frequency_score"] = score(behind(table["purchases"]))
    table["monetary_score"] = score(table["spend_pct"])
    table["is_frequent"] = table["purchases_365d"] >= max(3, table.loc[active & (table["purchases"] > 1), "purchases_365d"].quantile(0.8))


def behind(values: pd.Series) -> pd.Series:
    return (values.rank(method="min") - 1) * 100 // values.count()


def score(pct: pd.Series) -> pd.Series:
    return (1 + pct // 20).clip(upper=5)


def classify(table: pd.DataFrame) -> None:
    """A ladder, a lifecycle by days of silence, frequency and premium."""
    late = table["days_since_last"] / table["gap_days"]
    pct, frequent = table["spend_365d_pct"], table["is_frequent"]
    table["ladder"] = np.select(
        [table["purchases"] == 1, frequent & (pct >= 90), frequent], ["first_buy", "key_account", "frequent"], "rebuy"
    )
    table["lifecycle"] = np.select([late > 6, late > 4, late > 2], ["lost", "lapsed", "slipping"], "active")
    active = table["lifecycle"] == "active"
    table["frequency"] = np.select([frequent & active, table["purchases_365d"] < 4], ["super", "low"], "middle")
    table["premium"] = np.select([pct >= 90, pct >= 80, table["spend_pct"] >= 80], ["elite", "premium", "lost_premium"], "standard")
