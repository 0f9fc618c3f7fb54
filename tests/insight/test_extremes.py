"""Shops so small or so strange that a question has next to nothing to stand on."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from regulars.insight.questions import QUESTIONS

from ..reference import Facts
from ..small_shops import add, history, line, open_shop, order, row
from .shops import DAY

END = dt.date(2024, 3, 1)
EXTREMES = {
    "one customer, one order": history({"a": [(END, 50_000)]}),
    "nobody who bought": Facts(
        customers=[row("customers", customer_id="a")], orders=[order("x", None, END)], order_lines=[line("x", 90_000)]
    ),
    "orders that bring nothing": history({name: [(END - 30 * DAY, 0), (END, 0)] for name in "abc"}),
    "twenty-five buyers of one day": history({f"c{number}": [(END - 200 * DAY, 10_000 + number)] for number in range(25)}),
    "a return and nothing else": Facts(
        customers=[row("customers", customer_id="a")],
        orders=[order("y", None, END), order("x", "a", END)],
        order_lines=[line("y", 100), line("x", -5_000)],
    ),
}


FAST = ("one customer, one order", "nobody who bought")
SHOPS = [pytest.param(facts, marks=() if name in FAST else pytest.mark.slow, id=name) for name, facts in EXTREMES.items()]


@pytest.mark.parametrize("facts", SHOPS)
def test_the_smallest_and_strangest_shops_are_answered_too(facts, tmp_path):
    with add(open_shop(tmp_path), facts) as shop:
        answers = [shop.insight(id, END) for id in QUESTIONS]
        for found in answers:
            assert found.sentence.vi.strip()
            assert found.to_pyarrow().num_rows == len(found)
            assert not any(isinstance(value, float) and not math.isfinite(value) for each in found for value in each.values())
        assert "nan" not in str([shop.insight(id, END).notes for id in QUESTIONS])
