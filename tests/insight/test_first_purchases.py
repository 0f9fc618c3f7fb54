"""Intervals that are honest in small samples, and what is said of first purchases."""

from __future__ import annotations

import pytest

from regulars.insight.first_purchases import First, FirstPurchases, leading, sentence, table, wilson


@pytest.mark.parametrize(
    ("reached", "people", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 20, 0.0, 0.1611), (20, 20, 0.8389, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilsons_interval_is_that_of_the_books(reached, people, low, high):
    """81 of 263 and 8 of 10 as worked by Newcombe (1998) and Agresti and Coull."""
    assert wilson(reached, people) == pytest.approx((low, high), abs=0.0005)


def test_nobody_has_no_interval():
    assert wilson(0, 0) is None


def test_only_a_first_purchase_surely_above_all_is_called_the_one_that_leads():
    sure = FirstPurchases("premium", (First("Quà", 20, 9), First("Trà", 200, 60), First("Ly", 300, 30)), 1000, 150, 40)
    assert leading(sure).name == "Quà"
    assert sentence(sure).en == "45% of those whose first purchase included “Quà” became premium customers; of all, 15%"
    chance = FirstPurchases("premium", (First("Quà", 20, 5), First("Ly", 300, 40)), 1000, 150, 40)
    assert leading(chance) is None
    assert sentence(chance).en == "No first purchase stands out clearly from the others"


def test_lift_is_against_all_who_are_compared():
    rows = table(FirstPurchases("again", (First("Quà", 20, 10),), 100, 25, 0))
    assert rows[0]["lift"] == pytest.approx(2)
    few = table(FirstPurchases("again", (), 10, 5, 0))
    assert few == []
    assert sentence(FirstPurchases("again", (), 10, 5, 0)).vi == "Chưa món nào có đủ 20 khách mua lần đầu để so."
