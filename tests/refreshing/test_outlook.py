"""The outlook in a shop: fitted with the bars, told of everybody as of the day, and followed from day to day."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from regulars.features.outlook import KEY
from regulars.models.purchasing.mbg_nbd import MBGNBD
from regulars.refreshing import given, increment
from regulars.store.duckdb import Store

from ..foreseen import with_outlook
from ..small_shops import DAY, SETTINGS, add, history, open_shop, people

END = dt.date(2024, 2, 20)
OUTLOOK = ("p_alive", "p_order_next", "expected_orders_365d", "expected_spend_365d", "next_order_from", "expected_spend_365d_pct")


def buyers(customers: int = 160, days: int = 500, seed: int = 3) -> dict[str, list[tuple[dt.date, int]]]:
    """Customers of a Pareto/NBD world: rates and lives of their own, each purchase worth about what they usually spend."""
    chance = np.random.default_rng(seed)
    found = {}
    for number in range(customers):
        born, rate, life = chance.uniform(0, days), chance.gamma(0.9, 1 / 40), chance.exponential(400)
        usual = chance.gamma(4, 60_000)
        at, bought = born, []
        while at < min(days, born + life):
            bought.append((END - int(days - at) * DAY, int(chance.gamma(6, usual / 6)) + 1))
            at += max(1.0, chance.exponential(1 / rate))
        found[f"c{number:03d}"] = bought
    return found


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with open_shop(tmp_path_factory.mktemp("outlook"), SETTINGS) as opened:
        add(opened, history(buyers()))
        yield opened


def test_the_models_are_fitted_with_the_bars_and_told_of_every_buyer(shop):
    shop.refresh(END)
    found, bars = people(shop, END), shop._seen(END).bars
    assert bars.outlook.purchase_model is not None and bars.outlook.choice.days == 180 and not bars.outlook.reasons
    assert all((row[name] is not None) == (row["purchases"] > 0) for row in found.values() for name in OUTLOOK)
    assert found == {who: row | {name: row[name] for name in OUTLOOK} for who, row in with_outlook(found, bars).items()}
    assert shop.versions()["models"] == shop.versions()["bars"] == 1 == shop.freshness().versions()["models"]


def test_the_schemes_that_waited_for_it_come_alive(shop):
    counts = {scheme: {name for name, people in shop.classify(END).counts(scheme).items() if people} for scheme in ("benefit", "churn")}
    assert counts["churn"] >= {"high", "medium"} and "unknown" not in counts["churn"]
    assert counts["benefit"] >= {"star", "grow", "basic"}


def test_on_a_past_day_only_what_was_known_then_is_used(shop):
    then = END - 120 * DAY
    seen = shop._seen(then)
    assert seen.bars.outlook.as_of == then and seen.bars.outlook.choice.origin < then
    with open_shop(shop.path.parent / "only then") as other:
        add(other, history({who: [each for each in bought if each[0] <= then] for who, bought in buyers().items()}))
        other.refresh(then)
        assert other._seen(then).bars.outlook == seen.bars.outlook
        mine, theirs = people(shop, then), people(other, then)
        assert {who: [row[name] for name in OUTLOOK] for who, row in mine.items() if row["purchases"]} == {
            who: [row[name] for name in OUTLOOK] for who, row in theirs.items() if row["purchases"]
        }


def test_time_alone_moves_a_customer_into_a_higher_risk_and_the_log_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(increment, "MOST", 1.0)
    with open_shop(tmp_path / "shop") as shop:
        told = {who: [each for each in bought if each[0] <= END - 15 * DAY] for who, bought in buyers().items()}
        add(shop, history(told))
        kinds = [shop.refresh(END - back * DAY).kind for back in (12, 11, 8, 2)]
        assert kinds == ["first", "increment", "increment", "increment"]
        by_time = shop.store.sql("SELECT DISTINCT class FROM memberships WHERE scheme = 'churn' AND cause = 'time'")
        assert {name for (name,) in by_time} & {"high", "medium"}
        told_so, classes = people(shop, END - 2 * DAY), {row["customer_id"]: row for row in shop.classify(END - 2 * DAY)}
        shop.refresh(END - 2 * DAY, recut=False)
        with open_shop(tmp_path / "at once") as other:
            add(other, history(told))
            other.refresh(END - 12 * DAY)
            other.store.execute("DELETE FROM standing")
            seen = other._seen(END - 2 * DAY)
            assert seen.bars.outlook == shop._seen(END - 2 * DAY).bars.outlook
            whole = people(other, END - 2 * DAY)
            assert {who: [row[name] for name in OUTLOOK] for who, row in whole.items()} == {
                who: [row[name] for name in OUTLOOK] for who, row in told_so.items()
            }
            assert {row["customer_id"]: row["churn"] for row in other.classify(END - 2 * DAY)} == {
                who: row["churn"] for who, row in classes.items()
            }


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"c1": [(END - 30 * DAY, 5), (END - 3 * DAY, 7)]}, "only 1"),
        ({f"c{number}": [(END - number * DAY, 100)] for number in range(60)}, "second purchase"),
        ({f"c{number}": [(END, 100)] for number in range(60)}, "no day has passed"),
        ({}, "nobody"),
    ],
    ids=["too few came back", "nobody came back", "everybody came today", "no buyer at all"],
)
def test_where_nothing_can_be_fitted_the_features_are_null_and_the_shop_says_why(tmp_path, told, says):
    with open_shop(tmp_path / "shop") as shop:
        add(shop, history(told | {"idle": []}))
        if told:
            shop.refresh(END)
            assert all(row[name] is None for row in people(shop, END).values() for name in OUTLOOK)
            outlook = shop._seen(END).bars.outlook
            assert says in outlook.reasons[0].en.lower() and outlook.reasons[0].vi
            assert shop.versions()["models"] is None


def test_orders_of_no_value_leave_the_purchases_and_take_the_money(tmp_path):
    with open_shop(tmp_path / "shop") as shop:
        add(shop, history({who: [(day, 0) for day, _ in bought] for who, bought in buyers().items()}))
        shop.refresh(END)
        found = [row for row in people(shop, END).values() if row["purchases"]]
        assert all(row["p_alive"] is not None and row["expected_orders_365d"] is not None for row in found)
        assert {row["expected_spend_365d"] for row in found} == {None}


def test_very_many_histories_are_scored_some_at_a_time_and_alike(tmp_path, monkeypatch):
    ages = np.arange(40, 70)
    columns = {"repeats": ages % 4, "active_days": np.where(ages % 4, ages // 2, 0), "age_days": ages}
    with Store(tmp_path / "analytics.duckdb") as store:
        asked = store.keep_columns("asked", dict.fromkeys(KEY, "int32"), columns)
        model = MBGNBD(0.5, 10.0, 0.8, 2.0)
        whole = given._said(store, model, 90, asked, 30, "whole").order_by(*KEY).to_pyarrow()
        monkeypatch.setattr(given, "MOST_AT_ONCE", 10)
        assert given._said(store, model, 90, asked, 30, "part").order_by(*KEY).to_pyarrow() == whole
        assert len(whole) == 30 and store.temporary("part_3").count().to_pyarrow().as_py() < 10
