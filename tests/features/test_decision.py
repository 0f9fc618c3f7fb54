"""What customers did before they bought: each rule of the family on one shop made by hand, and the classes that come of it."""

from __future__ import annotations

import pytest

from tests.reference import Facts
from tests.small_shops import add, open_shop, people

from .heard_shop import TODAY, bought, did, without_hours

WHEN = {
    **dict.fromkeys(("unlinked", "shared", "other", "visitor", "once", "quick", "slow"), (3, "p")),
    **dict.fromkeys(("carts", "vague", "unnamed", "evening", "no_hour", "views", "median", "led", "dusk", "dusk_no_hour"), (10, "p")),
    "torn": (40, "p"),
    "looks": (100, "p"),
    "unnamed": (10, None),
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    facts = bought(**WHEN)
    for tell in (_visitors, _visits, _carts, _benefit_of_the_doubt, _hours, _journeys, _classes):
        tell(facts)
    without_hours(facts, "no_hour", "dusk_no_hour")
    with open_shop(tmp_path_factory.mktemp("decision")) as opened:
        yield add(opened, facts)


@pytest.fixture(scope="module")
def found(shop):
    profile = people(shop, TODAY)
    return lambda who, *names: tuple(profile[who][name] for name in names)


def _visitors(facts: Facts) -> None:
    did(facts, None, "view", 1, visitor_id="stranger")
    for who, visitor in (("visitor", "mine"), (None, "mine"), ("shared", "ours"), ("other", "ours"), (None, "ours")):
        did(facts, who, "view", 2, visitor_id=visitor)


def test_of_those_not_linked_to_events_nothing_is_known(found):
    assert found("unlinked", "visits_90d", "views_90d", "abandoned_carts_90d", "views_per_order") == (None,) * 4
    assert found("visitor", "visits_90d", "searches_90d", "abandoned_carts_90d") == (1, 0, 0)


def test_a_visitor_is_a_customer_where_only_one_was_seen_behind_it(found):
    assert found("visitor", "views_90d") == (2,)
    assert found("shared", "views_90d") == found("other", "views_90d") == (1,)


def _visits(facts: Facts) -> None:
    whole = ((5, 23.5, "s"), (4, 0.5, "s"), (9, 8, None), (9, 21, None), (10, 23.9, None), (89, 0.1, None), (90, 23.9, None))
    for ago, hour, session in whole:
        did(facts, "z", "visit", ago, hour, session_id=session)


def test_a_visit_is_a_session_or_else_a_day_of_the_shop(found):
    assert found("z", "visits_90d") == (4,)


def _carts(facts: Facts) -> None:
    did(facts, "carts", "cart", 11, 12, "p")  # bought exactly 24 hours later
    did(facts, "carts", "cart", 11, 11, "left", session_id="s")
    did(facts, "carts", "cart", 11, 10, "left", session_id="s")  # the same thing in the same visit
    did(facts, "carts", "cart", 5, 12, "left")
    did(facts, "carts", "cart", 5, 12, "out")
    did(facts, "carts", "uncart", 5, 13, "out")
    did(facts, "carts", "cart", 0, 12, "today")
    did(facts, "carts", "cart", 90, 12, "old")


def test_a_cart_is_abandoned_when_a_day_has_passed_without_buying(found):
    assert found("carts", "carts_90d", "abandoned_carts_90d") == (6, 2)


def _benefit_of_the_doubt(facts: Facts) -> None:
    did(facts, "vague", "cart", 10, 9)  # of no known product
    did(facts, "unnamed", "cart", 10, 9, "q")  # they bought something of no known product
    did(facts, "evening", "cart", 10, 20, "p")  # after they bought it
    did(facts, "no_hour", "cart", 10, 20, "p")  # perhaps before


def test_what_was_bought_is_given_the_benefit_of_the_doubt(found):
    left = {who: found(who, "abandoned_carts_90d") for who in ("vague", "unnamed", "evening", "no_hour")}
    assert left == {"vague": (0,), "unnamed": (0,), "evening": (1,), "no_hour": (0,)}


def _hours(facts: Facts) -> None:
    for ago, hour, product in ((12, 12, "p"), (10, 11, "p"), (41, 12, "p"), (20, 12, "other"), (9, 12, "p")):
        did(facts, "views", "view", ago, hour, product)
    for hour, product in ((10, "p"), (6, "q"), (2, "r"), (11, "s")):
        did(facts, "median", "view", 10, hour, product)
    for product in ("q", "r", "s"):
        did(facts, "median", "purchase", 10, 12, product)
    for who in ("dusk", "dusk_no_hour"):
        did(facts, who, "view", 10, 20, "p")


def test_decision_hours_run_from_the_first_view_within_30_days_of_what_was_bought(found):
    assert found("views", "decision_hours") == (48.0,)


def test_decision_hours_are_the_median_of_all_they_bought(found):
    assert found("median", "decision_hours") == (4.0,)


def test_an_order_without_an_hour_may_have_been_made_at_any_time_of_its_day(found):
    assert found("dusk", "decision_hours", "visits_per_order") == (None, None)
    hours, visits = found("dusk_no_hour", "decision_hours", "visits_per_order")
    assert (round(hours, 1), visits) == (4.0, 1.0)


def _journeys(facts: Facts) -> None:
    for ago, hour, views in ((30, 9, 3), (12, 9, 2), (10, 9, 1), (5, 9, 7), (60, 9, 9)):
        did(facts, "led", "visit", ago, hour)
        for _ in range(views):
            did(facts, "led", "view", ago, hour, "x")


def test_visits_and_views_are_those_that_led_to_the_order(found):
    assert found("led", "visits_per_order", "views_per_order") == (3.0, 6.0)


def _classes(facts: Facts) -> None:
    did(facts, "quick", "view", 3, 9, "p")
    did(facts, "slow", "view", 13, 9, "p")
    for product in ("p", "q"):
        did(facts, "torn", "cart", 9, 9, product)
    for ago in (5, 6):
        did(facts, "looks", "visit", ago)
    did(facts, "once", "visit", 80)


def test_how_they_decide_becomes_a_class_with_its_reason(shop):
    classes = {row["customer_id"]: row["decision"] for row in shop.classify(TODAY)}
    named = {"quick": "immediate", "slow": "researcher", "torn": "hesitant", "looks": "browsing", "once": "unknown", "unlinked": "unknown"}
    assert {who: classes[who] for who in named} == named
    why = shop.because("torn", "decision", TODAY)
    assert why.sentence("vi") == "Khách torn là Chần chừ vì đã bỏ dở giỏ hàng 2 lần trong 90 ngày (từ 2 trở lên)."
    assert why.sentence("en") == "Customer torn is Hesitant: 2 carts abandoned in 90 days (2 or more)."
    assert "thường mua sau 243 giờ kể từ lúc xem" in shop.because("slow", "decision", TODAY).sentence("vi").replace("\u00a0", " ")
