"""What price and frequency say of revenue, margin and orders."""

from __future__ import annotations

from regulars.insight import frequency, price
from regulars.insight.classes import ClassSize, Sizes, table
from regulars.schemes import scheme_named

KNOWN = Sizes("price", (ClassSize("deal_seeker", 941, 900, 60, 500, 2), ClassSize("full_price", 5144, 5144, 940, 9500, 98)))
COSTLESS = Sizes("price", (ClassSize("deal_seeker", 941, 900, 60, 500), ClassSize("full_price", 5144, 5144, 940, 9500)))


def test_deal_seekers_are_told_by_their_share_of_revenue_and_of_profit():
    assert price.sentence(KNOWN).vi == "941\u00a0khách hầu như chỉ mua khi có ưu đãi; họ mang về 6\u00a0% doanh thu và 2\u00a0% lợi nhuận"
    assert price.sentence(COSTLESS).vi.endswith("họ mang về 6\u00a0% doanh thu")


def test_price_says_plainly_that_it_does_not_know():
    assert price.sentence(Sizes("price", (ClassSize("unknown", 30, 25, 100), ClassSize("none", 5, 0, 0)))).en.startswith("It is not known")
    assert price.sentence(Sizes("price", (ClassSize("full_price", 30, 25, 100),))).en == "Nobody buys on deals alone"
    assert price.sentence(Sizes("price", (ClassSize("full_price", 3, 3, 100),))).en.startswith("Fewer than 20 buyers")


def test_frequency_sets_those_who_come_often_beside_those_who_come_seldom():
    scheme = scheme_named("frequency")
    rows = ClassSize("super", 30, 30, 600, 300, 80), ClassSize("middle", 70, 70, 250, 100, 15), ClassSize("low", 400, 200, 150, 100, 5)
    assert frequency.sentence(scheme, Sizes("frequency", rows)).en == (
        "Super-rush: 30\u00a0customers, 60% of revenue, 80% of profit, 60% of orders; "
        "Low-rush: 400\u00a0customers, 15% of revenue, 5% of profit, 20% of orders"
    )


def test_a_margin_known_of_too_few_leaves_every_share_of_margin_open():
    sizes = Sizes("price", (ClassSize("deal_seeker", 50, 50, 60, 5, None), ClassSize("full_price", 50, 50, 940, 9, 98)))
    assert [row["margin"] for row in table(scheme_named("price"), sizes, "vi")] == [None, 98]
    assert [row["margin_share"] for row in table(scheme_named("price"), sizes, "vi")] == [None, None]
