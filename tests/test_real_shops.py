"""Real shops against figures that are known of them, and against hand-written pandas."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import regulars

pytestmark = pytest.mark.slow


def loaded(folder: Path, *files: Path, **options: object):
    shop = regulars.open(folder)
    shop.load(*files, **options)
    return shop


@pytest.fixture(scope="module")
def wholesaler(data, tmp_path_factory):
    with loaded(tmp_path_factory.mktemp("real") / "wholesaler", data / "online_retail" / "online_retail.parquet", currency="GBP") as shop:
        yield shop


@pytest.fixture(scope="module")
def cd_shop(data, tmp_path_factory):
    with loaded(tmp_path_factory.mktemp("real") / "cds", data / "cdnow" / "cdnow_sample.parquet", currency="USD") as shop:
        yield shop


@pytest.fixture(scope="module")
def grocer(data, tmp_path_factory):
    folder = data / "completejourney"
    with loaded(tmp_path_factory.mktemp("real") / "grocer", folder / "transactions.parquet", currency="USD") as shop:
        yield shop


# The gift wholesaler


@pytest.fixture(scope="module")
def invoices(data) -> pd.DataFrame:
    """One row per invoice that counts, and one per return, by hand from the file."""
    lines = pd.read_parquet(data / "online_retail" / "online_retail.parquet")
    names = {"CustomerID": "who", "Quantity": "quantity", "InvoiceDate": "at", "UnitPrice": "price", "InvoiceNo": "invoice"}
    lines = lines.rename(columns=names)
    lines = lines[lines.who.notna()]
    cents = (lines.quantity * lines.price * 100).astype(float)
    lines["cents"] = (np.sign(cents) * np.floor(cents.abs().round(6) + 0.5)).astype("int64")
    lines["sold"] = (lines.quantity > 0) & (lines.price > 0)
    lines["who"] = lines.who.astype(float).astype(int).astype(str)
    found = (
        lines.groupby("invoice").agg(who=("who", "first"), at=("at", "min"), cents=("cents", "sum"), counts=("sold", "any")).reset_index()
    )
    found["day"] = pd.to_datetime(found["at"]).dt.normalize()
    return found


def test_the_wholesaler_has_the_buyers_and_orders_that_are_known_of_it(wholesaler):
    found = wholesaler.profile().to_pandas()
    assert (found.purchases > 0).sum() == 4_338
    assert found.orders.sum() == 18_532
    bars = wholesaler._seen(wholesaler.last_day()).bars
    assert bars.window == 180


def test_the_wholesalers_spend_and_rfm_are_those_of_pandas(wholesaler, invoices):
    found = wholesaler.profile().to_pandas().set_index("customer_id").sort_index()
    end = pd.Timestamp(wholesaler.last_day())
    counted = invoices[invoices.counts]
    spend = invoices.groupby("who").cents.sum()
    assert (found.spend - spend.reindex(found.index).fillna(0).astype("int64")).abs().max() == 0
    last_year = invoices[invoices.day > end - pd.Timedelta(days=365)]
    assert found.spend_365d.equals(last_year.groupby("who").cents.sum().reindex(found.index).fillna(0).astype("int64").rename("spend_365d"))
    days = counted.drop_duplicates(["who", "day"]).groupby("who").day.agg(["count", "min", "max"]).reindex(found.index)
    assert (found.purchases == days["count"].fillna(0)).all()
    buyers = found[found.purchases > 0]
    assert (buyers.days_since_last == (end - days["max"].loc[buyers.index]).dt.days).all()
    for value, score in (
        (buyers.spend, "monetary_score"),
        (buyers.purchases, "frequency_score"),
        (-buyers.days_since_last, "recency_score"),
    ):
        behind = np.searchsorted(np.sort(value.to_numpy()), value.to_numpy(), side="left")
        assert (buyers[score] == np.minimum(5, 1 + (100 * behind // len(value)) // 20)).all()
    active = buyers[buyers.purchases_365d > 0]
    behind = np.searchsorted(np.sort(active.spend_365d.to_numpy()), active.spend_365d.to_numpy(), side="left")
    assert (active.spend_365d_pct == 100 * behind // len(active)).all()


def shares(shop, scheme: str, class_id: str) -> tuple[float, float]:
    """A class's share of buyers and of 365-day revenue, in per cent."""
    found = shop.customers("purchases > 0").to_pandas()
    mine = found[found[scheme] == class_id]
    return 100 * len(mine) / len(found), 100 * mine.spend_365d.sum() / found.spend_365d.sum()


@pytest.mark.parametrize(
    ("scheme", "class_id", "known"), [("value", "loyal", (32, 78)), ("ladder", "key_account", (7, 50)), ("lifecycle", "active", (57, 88))]
)
def test_the_wholesalers_default_classes_lie_where_they_are_known_to(wholesaler, scheme, class_id, known):
    assert shares(wholesaler, scheme, class_id) == pytest.approx(known, abs=4)


# The CD shop


def test_the_cd_shop_has_its_customers_orders_and_their_recency_frequency_and_age(cd_shop, data):
    """`x`, `t_x`, `T` of the field: repeat days, weeks from the first to the last of them, weeks from the first to the end."""
    found = cd_shop.profile("1997-09-30").to_pandas()
    whole = cd_shop.profile().to_pandas()
    assert (len(whole), whole.orders.sum()) == (2_357, 6_919)
    summary = pd.read_csv(data / "cdnow" / "cdnow_customers_summary.csv")
    told = summary[["frequency", "recency", "T"]].sort_values(["frequency", "recency", "T"]).to_numpy()
    weeks = pd.DataFrame(
        {"x": found.purchases - 1, "t_x": (found.days_since_first - found.days_since_last) / 7, "T": found.days_since_first / 7}
    )
    own = weeks.round(2).sort_values(["x", "t_x", "T"]).to_numpy()
    assert np.allclose(told, own, atol=0.011)


# Chances that come true


@pytest.mark.parametrize("name", ["wholesaler", "cd_shop", "grocer"])
def test_of_those_given_a_chance_about_so_many_came_back(request, name):
    shop = request.getfixturevalue(name)
    found = shop.calibration()
    assert found is not None
    off = [(tenth.tenth, round(tenth.predicted, 3), round(tenth.seen, 3)) for tenth in found.tenths if tenth.customers >= 100]
    assert off
    allowed = 0.08 if name == "grocer" else 0.16
    assert all(abs(predicted - seen) <= allowed for _, predicted, seen in off), off
    assert found.auc > found.auc_silence - 0.01


BACKTESTS = {"wholesaler": (180, 1, 0.14, 0.73), "cd_shop": (180, 2, 0.09, 0.76), "grocer": (180, 1, 0.10, 0.85)}


@pytest.mark.slow
@pytest.mark.parametrize("name", BACKTESTS)
def test_the_outlook_foresees_a_real_shop_better_than_the_same_pace_and_ranks_who_stays_away(request, name):
    shop = request.getfixturevalue(name)
    days, windows, widest, least_auc = BACKTESTS[name]
    found = shop.backtest()
    assert (found.days, len(found.trials), found.reason) == (days, windows, None)
    errors = {each.method: each for each in found.pooled.orders}
    chosen, pace = errors[found.chosen], errors["status_quo"]
    assert (chosen.mae, chosen.rmse) < (pace.mae, pace.rmse)
    assert found.band.factor < 1 + widest
    assert chosen.log_score >= max(each.log_score for each in errors.values() if each.log_score is not None) - 0.01
    rankings = {each.method: each for each in found.pooled.churn.rankings}
    assert rankings[found.chosen].auc > max(least_auc, rankings["own_gap"].auc, rankings["silent_180_days"].auc)
    assert rankings[found.chosen].brier < min(rankings["own_gap"].brier, rankings["silent_180_days"].brier)
    for tenths in found.pooled.chances.values():
        off = [
            (each.tenth, each.predicted, each.seen) for each in tenths if each.customers >= 100 and abs(each.predicted - each.seen) > 0.13
        ]
        assert off == []


def test_the_grocers_window_is_thirty_days(grocer):
    assert grocer._seen(grocer.last_day()).bars.window == 30


def test_looking_back_on_a_real_shop_is_blind_to_what_came_after(cd_shop, data, tmp_path):
    """A shop that was given only what had happened by the end of 1997 says the same."""
    day = dt.date(1997, 12, 31)
    rows = pd.read_parquet(data / "cdnow" / "cdnow_sample.parquet")
    file = tmp_path / "until_1997.parquet"
    rows[rows.date <= day].to_parquet(file)
    with loaded(tmp_path / "then", file, currency="USD") as then:
        before, after = (shop.profile(day).to_pandas().set_index("customer_id").sort_index() for shop in (then, cd_shop))
        pd.testing.assert_frame_equal(before, after, check_exact=False, rtol=1e-12)
        assert then.classify(day).counts("lifecycle") == cd_shop.classify(day).counts("lifecycle")


@pytest.mark.parametrize("name", ["wholesaler", "cd_shop", "grocer"])
def test_a_class_of_nearly_nobody_or_nearly_everybody_says_why_in_real_shops_too(request, name):
    shop = request.getfixturevalue(name)
    found, unexplained = shop.classify(), []
    known = shop.profile().ibis
    for scheme in shop.schemes():
        if scheme.needs and all(known[need].count().execute() == 0 for need in scheme.needs if need in known.columns):
            continue  # it waits for data, and says which
        counts = found.counts(scheme.id)
        whole = sum(counts.values())
        unexplained += [
            (scheme.id, id)
            for id, people in counts.items()
            if not 0.01 * whole <= people <= 0.9 * whole and scheme.class_named(id).uneven is None
        ]
    assert unexplained == []
