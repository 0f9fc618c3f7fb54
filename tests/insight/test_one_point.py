"""What one point more of conversion is worth, against differences that can be done by hand."""

from __future__ import annotations

import pytest

from regulars.insight.one_point import FEW, FEW_NEW, NOT_BOUGHT, best, notes, one_point, sentence, table
from regulars.schemes import scheme_named

from .expecting import customers, stranger

LADDER = scheme_named("ladder")
WINDOW = 90
REBUY = (200, {"ladder": "rebuy", "expected_spend_365d": 300})
FREQUENT = (50, {"ladder": "frequent", "expected_spend_365d": 1_300})
FIRST = (60, {"ladder": "first_buy", "purchases": 1, "expected_spend_365d": 100, "spend": 700})
NEW = (20, {"ladder": "first_buy", "purchases": 1, "days_since_first": 10, "expected_spend_365d": 260, "spend": 500})


def steps(*groups):
    return {step.lower: step for step in one_point(customers(*groups), LADDER, WINDOW)}


def test_a_point_is_one_in_a_hundred_of_the_rung_times_the_difference_in_means():
    found = steps(REBUY, FREQUENT)["rebuy"]
    assert (found.customers, found.below, found.above, found.one_point) == (200, 300, 1_300, 2_000)


def test_a_rung_that_brings_more_than_the_one_above_says_so_with_a_minus():
    assert steps((200, {**REBUY[1], "expected_spend_365d": 2_300}), FREQUENT)["rebuy"].one_point == -2_000


def test_a_first_purchase_is_worth_what_a_newcomer_is_expected_to_bring_and_what_it_brought_itself():
    found = steps((300, stranger()), FIRST, NEW)["prospect"]
    assert (found.customers, found.others, found.above) == (300, 20, 760)
    assert found.one_point == pytest.approx(2_280)


def test_rungs_of_fewer_than_twenty_and_too_few_newcomers_are_not_told_and_say_why():
    found = steps((300, stranger()), FIRST, REBUY, (19, FREQUENT[1]))
    assert [(found[id].one_point, found[id].reason) for id in ("rebuy", "prospect")] == [(None, FEW), (None, FEW_NEW)]
    assert steps((19, stranger()), NEW)["prospect"].reason == FEW_NEW


def test_a_rung_on_which_nobody_stands_is_passed_over():
    found = steps((300, stranger(ladder="suspect")), NEW, FREQUENT)
    assert {lower: step.upper for lower, step in found.items()} == {"suspect": "first_buy", "first_buy": "frequent"}
    assert found["suspect"].above == 760


def test_between_two_rungs_that_have_not_bought_there_is_nothing_to_compare():
    assert steps((40, stranger(ladder="suspect")), (40, stranger()), NEW)["suspect"].reason == NOT_BOUGHT


def test_buyers_of_whom_nothing_is_known_do_not_make_a_rung_large_enough():
    assert steps((15, REBUY[1]), (10, {"ladder": "rebuy"}), FREQUENT)["rebuy"].reason == FEW


def test_the_sentence_names_the_step_on_which_a_point_is_worth_most():
    found = one_point(customers(FIRST, REBUY, FREQUENT), LADDER, WINDOW)
    assert best(found).lower == "rebuy"
    assert sentence(found, LADDER, "VND").en == (
        "The step most worth the effort: one point more from “Repeat buyer” to “Frequent buyer” goes with 2,000\u00a0₫ over 365 days"
    )
    assert "thêm 1\u00a0% khách từ “Mua lặp lại” lên “Mua thường xuyên”" in sentence(found, LADDER, "VND").vi


def test_where_no_step_brings_more_or_the_scheme_has_none_the_sentence_says_so():
    falling = one_point(customers(FREQUENT, (50, {"ladder": "key_account", "expected_spend_365d": 900})), LADDER, WINDOW)
    assert sentence(falling, LADDER, "VND").en == "On no rung is one step up seen to bring more."
    unordered = scheme_named("churn")
    assert one_point(customers(REBUY), unordered, WINDOW) == []
    assert sentence([], unordered, "VND").en == "There are no two rungs with customers to compare."


def test_steps_are_told_highest_first_with_the_caution_that_it_is_no_promise():
    rows = table(one_point(customers(REBUY, FREQUENT, (5, {"ladder": "key_account"})), LADDER, WINDOW), LADDER, "en")
    assert [(row["name"], row["other_name"]) for row in rows] == [("Frequent buyer", "Key account"), ("Repeat buyer", "Frequent buyer")]
    assert (rows[1]["one_point"], rows[1]["reason"], rows[0]["reason"]) == (2_000, None, FEW.en)
    assert "not a promise" in notes(WINDOW)[0].en
