"""What may not come again, against sums that can be done by hand."""

from __future__ import annotations

import pytest

from regulars.insight.spend_at_risk import LISTS, notes, sentence, spend_at_risk, table
from regulars.rules import read
from regulars.schemes import scheme_named

from .expecting import customers, stranger

CHURN = scheme_named("churn")


def high(spend, percentile=0, chance=0.2):
    return {"churn": "high", "spend_365d": spend, "spend_365d_pct": percentile, "p_order_next": chance, "expected_spend_365d": 10}


LOW = {"churn": "low", "spend_365d": 1_000, "p_order_next": 0.9, "expected_spend_365d": 800}


def found_of(*groups):
    return spend_at_risk(customers(*groups), CHURN)


def rows(found):
    return {row["class"]: row for row in table(found, CHURN, "en")}


def test_at_risk_is_spend_times_the_chance_that_they_do_not_buy():
    said = rows(found_of((30, high(500)), (20, LOW), (10, stranger())))
    assert (said["high"]["customers"], said["high"]["spend_365d"], said["high"]["spend_at_risk"]) == (30, 15_000, 12_000)
    assert said["low"]["spend_at_risk"] == 2_000
    assert said["high"]["at_risk_share"] == pytest.approx(12 / 14)
    assert (said["low"]["expected_spend"], said["none"]["spend_at_risk"]) == (16_000, 0)


def test_buyers_without_a_chance_are_not_known_and_those_who_sent_goods_back_lower_nothing():
    said = rows(found_of((20, high(500)), (5, high(-900)), (3, {"churn": "unknown", "spend_365d": 700})))
    assert said["high"]["spend_at_risk"] == 8_000
    assert (said["unknown"]["spend_365d"], said["unknown"]["spend_at_risk"]) == (2_100, None)


@pytest.mark.parametrize(
    ("groups", "half"),
    [
        (((1, 1_000), (19, 10)), 1),
        (((20, 100),), 10),
        (((21, 100),), 11),
        (((3, 100), (2, 150), (1, 0)), 2),
        (((5, 0),), None),
    ],
)
def test_the_fewest_who_hold_half_are_those_with_most_at_risk(groups, half):
    assert found_of(*((many, high(spend)) for many, spend in groups)).half == half


def test_the_sentence_names_the_money_and_how_few_hold_half_of_it():
    found = found_of((2, high(50_000)), (28, high(1_000)), (20, LOW))
    assert sentence(found, "VND").en == (
        "104\u00a0thousand\u00a0₫ of the spend of the last 365 days may not come again; half of it is with 2\u00a0customers; "
        "the 30\u00a0customers at high risk hold 102\u00a0thousand\u00a0₫"
    )
    assert sentence(found, "VND").vi.endswith("; một nửa nằm ở 2\u00a0khách; riêng 30\u00a0khách nguy cơ cao giữ 102\u00a0nghìn\u00a0₫")


def test_without_anybody_at_high_risk_or_anything_at_risk_the_sentence_stops_there():
    assert sentence(found_of((20, LOW)), "VND").en.endswith("half of it is with 10\u00a0customers")
    assert (
        sentence(found_of((20, {**LOW, "p_order_next": 1.0})), "VND").en == "0\u00a0₫ of the spend of the last 365 days may not come again"
    )


def test_the_list_is_one_rule_away_and_its_people_are_counted():
    found = found_of((20, high(9_000, 80)), (30, high(1_000, 79)), (5, {**LOW, "spend_365d_pct": 99}))
    assert (found.listed.people, found.listed.at_risk) == (20, 144_000)
    said = [note.en for note in notes(found, 90, [CHURN])]
    assert said[1] == (
        "Whom to begin with: 20\u00a0customers, “High risk” (Churn risk) and 365-day spend above 80% of active buyers; 85% of what may be lost is with them."
    )
    assert said[2] == "Their list: the rule “churn = 'high' and spend_365d_pct >= 80”."
    assert read("churn = 'high' and spend_365d_pct >= 80") == LISTS[0]


def test_where_few_top_spenders_are_at_high_risk_those_at_medium_risk_are_listed_too():
    medium = {"churn": "medium", "spend_365d": 4_000, "spend_365d_pct": 90, "p_order_next": 0.5}
    found = found_of((19, high(9_000, 80)), (30, medium))
    assert (found.listed.rule, found.listed.people) == (read("churn in ('high', 'medium') and spend_365d_pct >= 80"), 49)


def test_a_list_of_few_says_no_share():
    assert notes(found_of((3, high(9_000, 80))), 90, [CHURN])[1].en.endswith("of active buyers.")


def test_nothing_is_told_where_no_chance_is_known():
    assert not found_of((30, {"spend_365d": 10})).told


def test_of_fewer_than_twenty_no_share_is_told():
    assert rows(found_of((19, high(500))))["high"]["at_risk_share"] is None
