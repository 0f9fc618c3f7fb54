"""Revenue of a year, of the year before, and of months."""

from __future__ import annotations

import datetime as dt

import pytest

from regulars.insight.revenue import Month, every_month, months, months_sentence, span, year, year_before

AS_OF = dt.date(2026, 11, 20)


def test_a_year_is_the_day_and_the_364_before_it(sales):
    found = year(sales(("a", 0, 100), ("a", 364, 10), ("a", 365, 1)), AS_OF)
    assert (found.revenue, found.buyers) == (110, 1)


def test_revenue_of_unknown_buyers_is_counted_but_never_as_a_buyer(sales):
    found = year(sales(("a", 3, 70), (None, 2, 30)), AS_OF)
    assert (found.revenue, found.known, found.buyers, found.unknown_share) == (100, 70, 1, pytest.approx(0.3))


def test_repeat_revenue_is_what_came_after_the_day_of_the_first_purchase(sales):
    found = year(sales(("a", 30, 60), ("a", 30, 5), ("a", 10, 40), ("b", 400, 1), ("b", 5, 20)), AS_OF)
    assert found.repeat == 60
    assert found.repeat_share == pytest.approx(60 / 125)


def test_a_return_of_its_own_lowers_revenue_and_makes_nobody_a_buyer(sales):
    found = year(sales(("a", 5, 100), ("b", 4, -30)), AS_OF)
    assert (found.revenue, found.buyers) == (70, 1)


def test_a_year_without_sales_is_all_zeros_and_its_shares_unknown(sales):
    found = year(sales(("a", 900, 5)), AS_OF)
    assert (found.revenue, found.buyers, found.per_buyer, found.repeat_share) == (0, 0, None, None)


def test_the_year_before_is_compared_only_where_the_history_covers_it(sales):
    table = sales(("a", 729, 5), ("a", 400, 7))
    assert year_before(table, AS_OF, AS_OF - dt.timedelta(days=729)).revenue == 12
    assert year_before(table, AS_OF, AS_OF - dt.timedelta(days=728)) is None


def test_only_whole_months_are_told(sales):
    table = sales(("a", 0, 1), (None, 25, 20), ("a", 30, 30), ("a", 60, 400), ("a", 90, 5000))
    found = months(table, AS_OF, AS_OF - dt.timedelta(days=90))
    assert found == [Month(dt.date(2026, 9, 30), 400, 0), Month(dt.date(2026, 10, 31), 50, 20)]


def test_a_month_that_ends_on_the_day_itself_is_whole(sales):
    end = dt.date(2026, 10, 31)
    table = sales(("a", 20, 7), ("a", 55, 3))
    assert [month.ends for month in months(table, end, dt.date(2026, 9, 1))] == [dt.date(2026, 9, 30), end]


def test_the_sentence_compares_with_the_same_month_a_year_before():
    found = [Month(dt.date(2025, 10, 31), 100_000_000, 0), Month(dt.date(2026, 10, 31), 135_000_000, 0)]
    assert months_sentence(found, "VND").vi == "Tháng 10/2026 thu 135\u00a0triệu\u00a0₫, tăng 35\u00a0% so với cùng tháng năm trước"
    assert months_sentence(found, "VND").en == "Oct 2026 brought 135\u00a0million\u00a0₫, 35% more than a year before"


def test_without_a_year_before_the_best_month_is_named():
    found = [Month(dt.date(2026, 9, 30), 900, 0), Month(dt.date(2026, 10, 31), 500, 0)]
    assert "cao nhất là tháng 09/2026" in months_sentence(found, "VND").vi


def test_a_month_without_a_document_is_a_gap():
    found = [Month(dt.date(2025, 12, 31), 900, 0), Month(dt.date(2026, 2, 28), 500, 0)]
    assert every_month(found) == [(dt.date(2025, 12, 31), found[0]), (dt.date(2026, 1, 31), None), (dt.date(2026, 2, 28), found[1])]
    assert every_month([]) == []


def test_the_span_of_sales(sales):
    assert span(sales(("a", 10, 5), (None, 3, -2)), AS_OF) == (AS_OF - dt.timedelta(days=10), 1)
    assert span(sales(), AS_OF) == (AS_OF, 0)
