"""What is new today: moves and classes against made histories, money and those due against the plain-Python reading of a random shop."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import ibis
import pytest

from regulars.history.spells import LOG, History, spells
from regulars.insight.due import due
from regulars.insight.questions import ask
from regulars.insight.today import Span, span
from regulars.insight.weekly import week_days

from ..small_shops import add, open_shop
from ..small_shops import history as orders
from .histories import Told, answer, facts_with, lives

END = dt.date(2025, 8, 31)
WEEK = dt.timedelta(days=7)
DAYS = tuple(END - WEEK * back for back in range(3, -1, -1))


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with add(open_shop(tmp_path_factory.mktemp("lately")), orders({name: [(END, 50_000)] for name in "abc"})) as made:
        yield made


@pytest.fixture(scope="module")
def facts(shop):
    return shop._facts(shop._seen(END))


def both(shop, facts, *told: Told):
    """The facts with a history in which several schemes are told."""
    name = f"log_of_{len(told)}_{id(told)}"
    shop.store.create({name: LOG})
    shop.store.insert(name, LOG, [row for each in told for row in each.log])
    return replace(facts, tell=lambda: History(spells(shop.store.table(name)), told[0].days))


def figures(found):
    return {row["figure"]: (row["value"], row["before"]) for row in found.table("en")}


# What can be compared


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        ((0,), None),
        ((3, 0), None),
        ((7, 0), Span(None, END - WEEK, END)),
        ((14, 7, 0), Span(END - 2 * WEEK, END - WEEK, END)),
        ((20, 9, 2, 0), Span(None, END - dt.timedelta(days=9), END)),
        ((18, 9, 2, 0), Span(END - dt.timedelta(days=18), END - dt.timedelta(days=9), END)),
        ((14, 7), None),  # the day itself was not told
    ],
)
def test_a_week_is_compared_with_the_last_day_told_so_early_and_with_as_long_before(ago, expected):
    assert span([END - dt.timedelta(days=each) for each in ago], END) == expected


def test_weeks_reach_back_to_the_first_that_was_not_told():
    told = [END - dt.timedelta(days=each) for each in (35, 21, 14, 13, 7, 0)]
    assert week_days(told) == [END - WEEK * back for back in (3, 2, 1, 0)]
    assert week_days(told, 2) == [END - WEEK * back for back in (2, 1, 0)]
    assert week_days([]) == []


# Who moved


@pytest.fixture
def told(shop, facts):
    ladder = lives(
        "ladder",
        DAYS,
        "first_buy first_buy first_buy rebuy",  # climbs in the last week
        "first_buy first_buy rebuy rebuy",  # in the week before
        "frequent frequent frequent key_account",  # to the top
        "rebuy rebuy rebuy first_buy",  # slips
        "- - - first_buy",  # is new, and climbs nothing
        people=2,
    )
    lifecycle = lives(
        "lifecycle",
        DAYS,
        "active active active slipping",  # begins to leave
        "active active slipping slipping",  # began the week before
        "slipping slipping slipping active",  # comes back
        "slipping slipping slipping lapsed",
        "- - - new",
        people=2,
    )
    return both(shop, facts, ladder, lifecycle)


def test_today_tells_who_climbed_and_who_began_to_leave_beside_the_week_before(told):
    found = figures(ask("today", told, {}))
    assert found["days"] == (7, None)
    assert found["climbed"] == (4, 2)
    assert found["climbed_to_top"] == (2, 0)
    assert found["began_leaving"] == (2, 2)


def test_its_sentence_says_both_in_both_languages(told):
    said = ask("today", told, {}).sentence
    assert said.vi.replace("\u00a0", " ") == "7 ngày qua, 4 khách leo bậc và 2 khách bắt đầu rời."
    assert said.en.replace("\u00a0", " ") == "In 7 days 4 customers climbed, and 2 customers began to leave."


def test_a_shop_told_on_one_day_compares_nothing(shop, facts):
    found = ask("today", facts_with(shop, facts, lives("ladder", DAYS[-1:], "first_buy")), {})
    assert figures(found)["climbed"] == (None, None)
    assert figures(found)["days"] == (None, None)
    assert "Too few" in found.sentence.en


def test_each_week_has_those_who_climbed_and_those_who_began_to_leave(told):
    rows = ask("weekly", told, {}).table("en")
    assert [(row["until"], row["up"], row["down"]) for row in rows] == [(DAYS[1], 0, 0), (DAYS[2], 2, 2), (DAYS[3], 4, 2)]


def test_changes_are_what_each_class_has_now_less_what_it_had(shop, facts):
    history = lives("lifecycle", DAYS, "active active slipping slipping", "active active active active", people=3)
    rows = {row["class"]: row for row in answer(shop, facts, history, "changes", days=14).table("en")}
    assert (rows["active"]["before"], rows["slipping"]["before"]) == (6, 0)
    assert all(row["change"] == row["customers"] - row["before"] and row["since"] == DAYS[1] for row in rows.values())
    untold = answer(shop, facts, history, "changes", days=60)
    assert {(row["before"], row["change"], row["since"]) for row in untold.table("en")} == {(None, None, None)}


# Money, and who is due, counted again in plain Python


def test_the_week_brings_what_its_documents_say_and_repeats_come_after_the_first_day(asked):
    first = {}
    for doc in sorted((d for d in asked.law.documents if d["counts"] and d["customer_id"] is not None), key=lambda d: d["day"]):
        first.setdefault(doc["customer_id"], doc["day"])
    sums = Counter()
    for doc in asked.law.documents:
        back = (asked.as_of - doc["day"]).days // 7
        if doc["day"] <= asked.as_of and back in (0, 1):
            sums["all", back] += doc["net"]
            if doc["customer_id"] is not None:
                sums["known", back] += doc["net"]
                sums["again", back] += doc["net"] if first.get(doc["customer_id"], asked.as_of) < doc["day"] else 0
    found = figures(asked.shop.insight("today", asked.as_of))
    assert found["revenue"] == (sums["all", 0], sums["all", 1])
    for at, back in enumerate((0, 1)):
        assert found["repeat_share"][at] == pytest.approx(sums["again", back] / sums["known", back] if sums["known", back] > 0 else None)


def test_those_due_are_the_regulars_whose_usual_gap_ends_within_the_days(asked):
    for within in (7, 30):
        due = [
            row
            for who, row in asked.law.rows.items()
            if row["purchases"] >= 2
            and asked.classes[who]["lifecycle"] in ("new", "active")
            and row["gap_days"] is not None
            and row["days_since_last"] < row["gap_days"] <= row["days_since_last"] + within
        ]
        found = asked.shop.insight("due", asked.as_of, days=within).table("en")[0]
        assert found["customers"] == len(due)
        assert found["spend"] == pytest.approx(sum(row["average_order_value"] for row in due), abs=1)


def test_who_agreed_to_zalo_is_not_known_where_nobody_was_asked(asked):
    told = [row["zalo_allowed"] for row in asked.law.rows.values()]
    nobody = asked.shop.profile(asked.as_of).ibis
    profile, classes = nobody.mutate(zalo_allowed=ibis.null("boolean")), asked.shop.classify(asked.as_of, ["lifecycle"]).table.ibis
    assert any(each is not None for each in told)
    assert due(profile, classes, 30).zalo is None
    assert due(nobody, classes, 30).zalo is not None


def test_open_complaints_are_counted_by_customer(asked):
    waiting = [who for who, row in asked.law.rows.items() if (row["open_complaints"] or 0) > 0]
    found = figures(asked.shop.insight("today", asked.as_of))
    assert found["complaints"][0] == len(waiting)
    assert found["complaints_top"][0] == sum(asked.classes[who]["ladder"] == "key_account" for who in waiting)
