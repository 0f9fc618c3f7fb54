"""The first sentence is true of the shop it stands above."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from regulars.insight.classes import ClassSize, Sizes
from regulars.insight.concentration import Concentration
from regulars.insight.leaving import Leaving
from regulars.insight.opening import Seen, findings, headline, ranked, table
from regulars.insight.revenue import Year
from regulars.insight.second_purchase import SecondPurchase

CURVE = tuple(min(1.0, index / 100 * 3) for index in range(101))


@pytest.fixture
def seen():
    def build(buyers=6085, leaving=1494, unknown=0):
        curve = CURVE if buyers >= 20 else None
        year = Year(dt.date(2026, 11, 20), 1000 + unknown, 1000, 840, buyers)
        ladder = Sizes("ladder", (ClassSize("key_account", 326, 326, 349), ClassSize("rebuy", 5759, 5759, 651)))
        price = Sizes("price", (ClassSize("deal_seeker", 941, 900, 60), ClassSize("full_price", 5144, 5144, 940)))
        second = SecondPurchase(8000, 4080, 38.0)
        return Seen(
            year, Concentration(buyers, 1000, 0.5, curve), Leaving(leaving, 500, 0.4), second, {"ladder": ladder, "price": price}, 90, "VND"
        )

    return build


def test_the_headline_joins_concentration_and_those_leaving(seen):
    assert headline(seen()).vi == "Một phần năm người mua giữ 60\u00a0% doanh thu, và 1.494\u00a0khách đang rời."
    assert headline(seen(leaving=1)).en.endswith("and 1\u00a0customer is slipping away.")
    assert headline(seen(leaving=0)).vi == "Một phần năm người mua giữ 60\u00a0% doanh thu."


def test_few_buyers_and_none_have_sentences_of_their_own(seen):
    assert headline(seen(buyers=12)).en == "Fewer than 20 buyers: too few to rank."
    assert headline(seen(buyers=0)).en == "Nobody has bought in the last 365 days."


def test_at_most_four_findings_each_with_its_number_in_bold(seen):
    found = findings(seen(unknown=500))
    assert len(found) == 4
    assert all("**" in words.vi and "**" in words.en for words in found)
    assert found[0].vi == "**326 khách hàng chủ chốt**, 5,4\u00a0% người mua trong 365 ngày, mang về 34,9\u00a0% doanh thu."


def test_unknown_buyers_are_a_finding_where_there_is_room():
    year = Year(dt.date(2026, 11, 20), 1000, 850, 0, 5)
    bare = Seen(year, Concentration(5, 850), Leaving(0, 0, None), SecondPurchase(5, 0, None), {}, 90, "VND")
    assert [words.en for words in findings(bare)] == ["**15%** of revenue comes from buyers nobody can name, and so nobody can look after."]


def test_findings_stand_by_the_money_they_are_about(seen):
    told = ranked(replace(seen(unknown=500), leaving=Leaving(1494, 500, 0.4, 212)))
    assert [finding.id for finding in told] == ["key_accounts", "leaving", "second_purchase", "deal_seekers"]
    assert [finding.money for finding in told] == [349, 212, 160, 60]
    assert table(told, "vi")[1]["sentence"].startswith("212\u00a0₫ có thể mất trong 90\u00a0ngày tới")


def test_unknown_buyers_take_the_place_of_a_finding_the_data_cannot_support(seen):
    without_price = replace(seen(unknown=500), sizes={"ladder": seen().sizes["ladder"]})
    assert "unknown_buyers" in [finding.id for finding in ranked(without_price)]
    assert "unknown_buyers" not in [finding.id for finding in ranked(seen(unknown=500))]
