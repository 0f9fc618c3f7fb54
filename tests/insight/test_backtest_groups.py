"""Orders foreseen and seen by decile and by class."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regulars.insight import backtest_groups as told
from regulars.schemes import scheme_named

from .tried import UNTRIED, found


def test_groups_stand_as_people_read_the_scheme_and_a_small_one_says_no_number():
    rows = told.table(found(860.0), scheme_named("ladder"), "en")
    assert [row["class"] for row in rows] == ["frequent", "rebuy", "first_buy"]
    assert [rows[0][name] for name in ("customers", "orders_seen", "orders_error", "each_seen")] == [19, None, None, None]
    assert rows[2]["orders_error"] == pytest.approx(0.25)
    assert all(list(row) == list(told.COLUMNS) for row in rows)


def test_deciles_are_named_by_their_number_and_told_of_each_customer():
    rows = told.table(found(860.0), None, "vi")
    assert [row["name"] for row in rows][::9] == ["Phần mười thứ 1", "Phần mười thứ 10"]
    assert rows[4]["each_predicted"] == pytest.approx(0.5)


def test_the_closest_and_the_furthest_are_named_and_small_groups_are_neither():
    said = told.sentence(found(860.0), scheme_named("ladder"))
    assert said.en == "Foreseen best of “Repeat buyer”, off by −17%; worst of “First-time buyer”, off by +25%"
    assert said.vi == "Đoán sát nhất ở “Mua lặp lại”: lệch −17\u00a0%; xa nhất ở “Mua lần đầu”: lệch +25\u00a0%"


def test_what_could_not_be_tried_says_why_and_one_group_is_no_comparison():
    assert told.sentence(UNTRIED).en == "Too short."
    assert told.table(UNTRIED, None, "en") == []
    whole = found(860.0)
    one = replace(whole, pooled=replace(whole.pooled, deciles=whole.pooled.deciles[:1]))
    assert told.sentence(one).en.startswith("Fewer than 20 buyers")
