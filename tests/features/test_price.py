"""What is a usual discount: the median over the 90 days before, found in two ways that never differ."""

from __future__ import annotations

import math
import random

import ibis.expr.types as ir
import pytest

from regulars.features import price
from regulars.store.duckdb import Store

LINES = {"product_id": "string", "day_number": "int64", "rate": "int64"}


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "analytics.duckdb") as store:
        yield store


def lines(seed: int) -> list[dict[str, object]]:
    """Lines of four products over a year: never, seldom, often and always discounted; few rates, so that many are equal."""
    chance = random.Random(seed)
    shares = {"never": 0.0, "seldom": 0.2, "often": 0.6, "always": 1.0}
    products = [chance.choice(list(shares)) for _ in range(chance.choice([40, 400]))]
    return [
        {
            "product_id": product,
            "day_number": 20_000 + chance.randrange(365),
            "rate": chance.choice([500, 1_000, 1_000, 3_333, 5_000]) if chance.random() < shares[product] else 0,
        }
        for product in products
    ]


def by_definition(rows: list[dict[str, object]]) -> dict[tuple[str, int], int]:
    """For each product and day with lines before it: the smallest rate that at least half of those do not exceed."""
    found = {}
    for product, day in {(row["product_id"], row["day_number"]) for row in rows}:
        before = sorted(row["rate"] for row in rows if row["product_id"] == product and day - 90 <= row["day_number"] < day)
        if before:
            found[product, day] = before[math.ceil(len(before) / 2) - 1]
    return found


def told(usual: ir.Table) -> dict[tuple[str, int], int]:
    return {(row["product_id"], row["day_number"]): row["usual"] for row in usual.to_pyarrow().to_pylist()}


@pytest.mark.parametrize("seed", range(12))
def test_both_ways_to_a_usual_discount_keep_to_its_definition(store, seed):
    rows = lines(seed)
    rated = store.keep("rated", LINES, rows)
    rates = store.materialise("rates", price.daily_rates(rated))
    before = store.materialise("before", price.days_before(rates, rated.select("product_id", "day_number").distinct()))
    odd = before.filter(~before.mostly_plain)
    for medians in (price.counted_medians(rates, odd), price.running_medians(rated, odd, store.median)):
        usual = store.materialise("usual", price.usual_discounts(before, medians))
        assert told(usual) == by_definition(rows)


def test_the_running_median_sees_days_that_nobody_asked_about(store):
    """Lines come to it as a join, into which the question must not slip before the window."""
    found = ((1, 1_000), (2, 2_000), (3, 3_000), (9, 9_000))
    sold = store.keep("sold", {"line": "int64", "rate": "int64"}, [{"line": day, "rate": rate} for day, rate in found])
    days = [{"line": day, "product_id": "tea", "day_number": day} for day, _ in found]
    rated = sold.join(store.keep("days", {"line": "int64", "product_id": "string", "day_number": "int64"}, days), "line")
    asked = store.keep("asked", {"product_id": "string", "day_number": "int64"}, [{"product_id": "tea", "day_number": 9}])
    assert told(store.materialise("usual", price.running_medians(rated, asked, store.median))) == {("tea", 9): 2_000}
