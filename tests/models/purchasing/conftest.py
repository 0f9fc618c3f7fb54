"""The CDNOW sample as purchase models read it: calibration to 1997-09-30, then 39 weeks held out."""
# ruff: noqa: N806  (x, t_x and T are the names of the literature)

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from regulars.models.purchasing import Histories

END, HELD_OUT = pd.Timestamp("1997-09-30"), 273


@pytest.fixture(scope="session")
def summary(data) -> pd.DataFrame:
    """The published summary: frequency, recency and T in weeks, rounded to hundredths."""
    return pd.read_csv(data / "cdnow" / "cdnow_customers_summary.csv")


@pytest.fixture(scope="session")
def weeks(summary) -> Histories:
    return Histories.of(summary["frequency"], summary["recency"], summary["T"])


@pytest.fixture(scope="session")
def raw(summary) -> Histories:
    """One row per customer, nothing merged."""
    x, t_x, T = (summary[name].to_numpy(dtype=np.float64) for name in ("frequency", "recency", "T"))
    return Histories(x, t_x, T, np.ones(len(x)))


@pytest.fixture(scope="session")
def purchases(data) -> pd.DataFrame:
    """One row per customer and day: sample_id, date, dollar_value."""
    rows = pd.read_parquet(data / "cdnow" / "cdnow_sample.parquet")
    rows["date"] = pd.to_datetime(rows["date"])
    return rows.groupby(["sample_id", "date"], as_index=False)["dollar_value"].sum()


@pytest.fixture(scope="session")
def people(purchases) -> pd.DataFrame:
    """One row per customer: x, t_x and T in whole days at the end of the calibration, and purchase days in the 39 weeks after it."""
    until = purchases["date"] <= END
    days = purchases[until].groupby("sample_id")["date"]
    after = purchases[~until].groupby("sample_id").size()
    first = days.min()
    columns = {"x": days.size() - 1, "t_x": (days.max() - first).dt.days, "T": (END - first).dt.days}
    return pd.DataFrame(columns).assign(seen=after.reindex(first.index, fill_value=0))


@pytest.fixture(scope="session")
def days(people) -> Histories:
    return Histories.of(people["x"], people["t_x"], people["T"])
