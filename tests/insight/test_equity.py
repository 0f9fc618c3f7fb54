"""What the base is expected to bring, against sums that can be done by hand."""

from __future__ import annotations

import pytest

from regulars.insight.equity import equity, notes, sentence, table
from regulars.insight.expected import expected_of, tried, unforeseen
from regulars.models.backtest import Band
from regulars.schemes import scheme_named
from regulars.words import Words

from .expecting import customers, stranger

LADDER = scheme_named("ladder")


@pytest.fixture
def found():
    """Thirty who are expected to spend less, twenty who are expected to spend more, forty who never bought."""
    return equity(
        customers(
            (30, {"ladder": "rebuy", "spend_365d": 1_000, "expected_spend_365d": 400}),
            (20, {"ladder": "key_account", "spend_365d": 2_000, "expected_spend_365d": 2_400}),
            (40, stranger()),
        ),
        LADDER,
    )


def rows(found):
    return {row["class"]: row for row in table(found, LADDER, "en")}


def test_the_value_of_a_class_is_the_sum_of_what_its_customers_are_expected_to_spend(found):
    rebuy = rows(found)["rebuy"]
    assert (rebuy["customers"], rebuy["expected_spend"], rebuy["expected_per_customer"]) == (30, 12_000, 400)
    assert (rebuy["spend_365d"], rebuy["change"]) == (30_000, -0.6)
    assert rebuy["expected_share"] == pytest.approx(12 / 60)


def test_a_class_may_be_expected_to_grow(found):
    assert rows(found)["key_account"]["change"] == pytest.approx(0.2)


def test_those_who_never_bought_bring_nothing_known(found):
    prospects = rows(found)["prospect"]
    assert (prospects["customers"], prospects["expected_spend"], prospects["expected_per_customer"], prospects["unforeseen"]) == (
        40,
        0,
        0,
        0,
    )


def test_classes_stand_as_people_read_them_and_every_one_has_its_row(found):
    assert [row["class"] for row in table(found, LADDER, "vi")][:3] == ["key_account", "frequent", "rebuy"]
    assert len(rows(found)) == len(LADDER.class_ids)


def test_the_sentence_says_how_much_whether_that_is_less_and_who_holds_it(found):
    assert sentence(found, LADDER, "VND").en == (
        "Today's customers are expected to bring 60\u00a0thousand\u00a0₫ over the next 365 days, 14% less than in the last 365; “Key account” holds 80% of it"
    )
    assert sentence(found, LADDER, "VND").vi == (
        "365 ngày tới, khách hiện có dự kiến mang về 60\u00a0nghìn\u00a0₫, ít hơn 365 ngày qua 14\u00a0%; nhóm “Khách hàng chủ chốt” giữ 80\u00a0%"
    )


def test_more_than_before_and_as_much_as_before_are_said_so():
    said = [
        sentence(equity(customers((20, {"spend_365d": 1_000, "expected_spend_365d": each})), LADDER), LADDER, "VND").en
        for each in (1_500, 1_001)
    ]
    assert "50% more than in the last 365" in said[0]
    assert "as much as in the last 365" in said[1]


def test_buyers_of_whom_nothing_is_known_are_counted_apart_and_change_no_mean():
    known = {"spend_365d": 1_000, "expected_spend_365d": 500}
    found = equity(customers((20, known), (5, {"spend_365d": 9_000})), LADDER)
    rebuy = rows(found)["rebuy"]
    assert (rebuy["customers"], rebuy["unforeseen"], rebuy["spend_365d"]) == (25, 5, 20_000)
    assert (rebuy["expected_per_customer"], rebuy["change"]) == (500, -0.5)
    assert notes(found, None, "VND")[-1].en.startswith("Of 5\u00a0customers who bought nothing can be expected yet")


def test_a_class_of_buyers_without_any_known_is_not_known_rather_than_nothing():
    found = equity(customers((20, {"expected_spend_365d": 500}), (3, {"ladder": "frequent"})), LADDER)
    assert (rows(found)["frequent"]["expected_spend"], rows(found)["frequent"]["expected_per_customer"]) == (None, None)


def test_of_fewer_than_twenty_no_share_and_no_change_is_told():
    found = equity(customers((19, {"spend_365d": 1_000, "expected_spend_365d": 500})), LADDER)
    assert (rows(found)["rebuy"]["expected_share"], rows(found)["rebuy"]["change"]) == (None, None)
    assert sentence(found, LADDER, "VND").en.endswith("over the next 365 days")


def test_a_forecast_that_was_not_tested_says_so_and_one_that_was_says_between_what():
    assert tried(None, 1_000_000, "VND").en == "This expectation has not been tested on the shop's own past yet."
    said = tried(Band(-0.2, 0.25), 1_000_000, "VND").en
    assert "between 800\u00a0thousand\u00a0₫ and 1.25\u00a0million\u00a0₫" in said


def test_the_forecast_itself_lies_within_its_band_though_all_that_were_tested_were_too_low():
    assert Band(-0.2, -0.1).around(800.0) == (640.0, 1000.0)
    assert Band(0.1, 0.6).around(800.0) == (500.0, 1280.0)


def test_where_nothing_is_fitted_each_reason_is_said_once_with_what_to_do():
    reason = Words("Chưa khách nào quay lại mua lần thứ hai.", "Nobody has come back for a second purchase yet.")
    said = unforeseen((reason, reason))
    assert said.en.count("Nobody has come back") == 1
    assert "What to do: export the orders of earlier years" in said.en
    assert unforeseen(()).vi.startswith("Chưa có ai mua")
    assert "regulars recut" in unforeseen(None).vi


def test_nothing_is_known_of_a_base_without_models():
    assert expected_of("all", customers((30, {"spend_365d": 10}))).known == 0
