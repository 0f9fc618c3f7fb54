"""What one lost elite customer equals, against means that can be done by hand."""

from __future__ import annotations

from regulars.insight.lost_elite import lost_elite, notes, sentence, table
from regulars.schemes import scheme_named

from .expecting import customers, stranger

PREMIUM = scheme_named("premium")
WINDOW = 90
ELITE = (5, {"premium": "elite", "expected_spend_365d": 1_000})
STANDARD = (45, {"premium": "standard", "expected_spend_365d": 100})
NEW = {"purchases": 1, "days_since_first": 45, "expected_spend_365d": 60}


def made_up(found):
    return {row["class"]: row["makes_up"] for row in table(found, PREMIUM, "en")}


def test_one_of_the_elite_is_set_beside_the_mean_of_all_who_bought_in_a_year_themselves_included():
    gone = (30, {"purchases_365d": 0, "expected_spend_365d": 0})
    found = lost_elite(customers(ELITE, STANDARD, gone, (100, stranger())), WINDOW)
    assert found.buyers.per_person == 190
    assert found.equals == 1_000 / 190


def test_newcomers_are_those_with_one_purchase_within_half_a_return_window():
    late, again = {**NEW, "days_since_first": 46}, {**NEW, "purchases": 2}
    found = lost_elite(customers(ELITE, STANDARD, (20, NEW), (7, late), (7, again)), WINDOW)
    assert found.newcomers.people == 20
    assert made_up(found)["newcomer"] == 1_000 / 60
    assert notes(WINDOW)[-1].en == "New first-time buyers: bought once, within the last 45\u00a0days."


def test_the_sentence_says_how_many_and_rounds_newcomers_up_to_whole_people():
    found = lost_elite(customers(ELITE, STANDARD, (20, NEW)), WINDOW)
    assert sentence(found, PREMIUM).en == (
        "Losing one “Elite” customer costs as much as losing 6.5 average customers; it takes 17 new first-time buyers to make up"
    )
    assert sentence(found, PREMIUM).vi == "Mất một khách “Nhóm dẫn đầu” bằng mất 6,5 khách trung bình; muốn bù cần 17 khách mới mua lần đầu"


def test_fewer_than_twenty_newcomers_make_up_for_nobody():
    found = lost_elite(customers(ELITE, STANDARD, (19, NEW)), WINDOW)
    assert made_up(found)["newcomer"] is None
    assert sentence(found, PREMIUM).en.endswith("average customers")


def test_newcomers_of_whom_nothing_is_expected_make_up_for_nobody():
    assert lost_elite(customers(ELITE, STANDARD, (20, {**NEW, "expected_spend_365d": 0})), WINDOW).replaced_by is None


def test_fewer_than_twenty_buyers_or_no_elite_are_too_few():
    for groups in ((ELITE, (14, STANDARD[1])), (STANDARD,)):
        found = lost_elite(customers(*groups), WINDOW)
        assert set(made_up(found).values()) == {None}
        assert sentence(found, PREMIUM).en.startswith("Too few customers")
