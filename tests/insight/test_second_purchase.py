"""Second purchases: on another day, and counted per buyer."""

from __future__ import annotations

from regulars.insight.second_purchase import SecondPurchase, second_purchase


def test_two_orders_on_one_day_are_one_purchase(sales):
    assert second_purchase(sales(("a", 5, 1), ("a", 5, 1))) == SecondPurchase(1, 0, None)


def test_the_median_is_over_those_who_came_back(sales):
    table = sales(("a", 50, 1), ("a", 40, 1), ("a", 1, 1), ("b", 60, 1), ("b", 30, 1), ("c", 9, 1), (None, 3, 1))
    assert second_purchase(table) == SecondPurchase(3, 2, 20.0)


def test_a_return_is_not_a_second_purchase(sales):
    assert second_purchase(sales(("a", 50, 10), ("a", 40, -10))).again == 0


def test_nothing_is_said_of_fewer_than_twenty_buyers():
    assert SecondPurchase(19, 10, 30.0).words() is None
    assert SecondPurchase(100, 51, 38.0).words().vi == (
        "**51\u00a0%** khách mua lần đầu đã mua lần thứ hai. Lần thứ hai thường đến sau 38\u00a0ngày."
    )
