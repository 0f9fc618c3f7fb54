"""Sizes of classes, their order on the page, and the sentences said of them."""

from __future__ import annotations

import ibis
import pytest

from regulars.insight.classes import ClassSize, Sizes, class_sizes, leading_class, sentence, shown
from regulars.insight.ladder import climbed, hardest_step, rungs
from regulars.insight.ladder import sentence as ladder_sentence
from regulars.insight.leaving import Leaving, formula, leaving
from regulars.schemes import scheme_named

LADDER = {
    "key_account": (40, 40, 5_200),
    "frequent": (60, 60, 1_400),
    "rebuy": (300, 250, 460),
    "first_buy": (400, 200, 190),
    "prospect": (230, 0, 0),
}


def sizes(scheme, counts):
    """Sizes from class id -> (people, active, spend per person); the classes not named are empty."""
    given = ((id, *counts.get(id, (0, 0, 0))) for id in shown(scheme))
    return Sizes(scheme.id, tuple(ClassSize(id, people, active, people * each) for id, people, active, each in given))


@pytest.fixture
def people():
    profile = ibis.memtable(
        {"customer_id": ["a", "b", "c"], "purchases_365d": [3, 0, 1], "spend_365d": [900, 0, 100], "return_chance": [0.5, 0.1, 0.3]}
    )
    classes = ibis.memtable({"customer_id": ["a", "b", "c"], "lifecycle": ["slipping", "lost", "slipping"]})
    return profile, classes


def test_people_active_buyers_and_spend_are_counted_per_class(people):
    lifecycle = scheme_named("lifecycle")
    found = class_sizes(*people, [lifecycle, scheme_named("ladder")])
    assert list(found) == ["lifecycle"]
    assert found["lifecycle"].named("slipping") == ClassSize("slipping", 2, 2, 1000)
    assert found["lifecycle"].named("new") == ClassSize("new", 0, 0, 0)
    assert (found["lifecycle"].people, found["lifecycle"].spend) == (3, 1000)


def test_shares_of_fewer_than_twenty_people_are_not_known(people):
    found = class_sizes(*people, [scheme_named("lifecycle")])["lifecycle"]
    assert found.share_of_spend(found.named("slipping")) is None
    assert found.share_of_people(found.named("slipping")) is None


@pytest.mark.parametrize(
    ("scheme", "first", "last"),
    [
        ("ladder", "key_account", "outside"),
        ("lifecycle", "new", "prospect"),
        ("value", "loyal", "former"),
        ("premium", "elite", "none"),
        ("price", "deal_seeker", "none"),
    ],
)
def test_the_best_class_is_shown_first_and_those_set_aside_last(scheme, first, last):
    ids = shown(scheme_named(scheme))
    assert sorted(ids) == sorted(scheme_named(scheme).class_ids)
    assert last in ids[-2:]
    if scheme not in ("value", "price"):
        assert ids[0] == first


def test_the_finding_names_the_class_that_brings_most():
    ladder = scheme_named("ladder")
    found = sizes(ladder, LADDER)
    assert leading_class(ladder, found).id == "key_account"
    assert sentence(ladder, found).vi == "Khách hàng chủ chốt: 40\u00a0khách, 41\u00a0% doanh thu"


def test_the_ladder_says_no_more_than_the_figures_bear_out():
    ladder = scheme_named("ladder")
    assert ladder_sentence(ladder, sizes(ladder, LADDER)).vi == "Càng lên cao càng ít người, mỗi người càng đáng giá"
    crowded = LADDER | {"key_account": (90, 90, 5_200)}
    assert ladder_sentence(ladder, sizes(ladder, crowded)).vi == "Càng lên cao, mỗi khách càng đáng giá"
    cheap = LADDER | {"key_account": (40, 40, 10)}
    assert ladder_sentence(ladder, sizes(ladder, cheap)) == ladder.name


def test_the_share_that_climbed_is_of_all_who_ever_reached_the_rung_below():
    ladder = scheme_named("ladder")
    found = rungs(ladder, sizes(ladder, LADDER))
    steps = dict(zip([row.id for row in found], climbed(found), strict=True))
    assert steps["key_account"] == pytest.approx(40 / 100)
    assert steps["frequent"] == pytest.approx(100 / 400)
    assert steps["first_buy"] == pytest.approx(800 / 1030)
    assert steps["suspect"] is None
    assert hardest_step(ladder, sizes(ladder, LADDER)).en == "The hardest step: 25% climb from “Repeat buyer” to “Frequent buyer”"


def test_those_slipping_are_told_with_the_money_of_the_next_ninety_days_that_may_not_come(people):
    found = leaving(*people)
    assert (found.people, found.spend, found.return_chance) == (2, 1000, pytest.approx(0.4))
    assert found.at_risk == round(900 / 365 * 90 * 0.5 + 100 / 365 * 90 * 0.7)
    said = Leaving(1494, 4_860_000_000, 0.4, 212_000_000).words(90, "VND")
    assert said.vi == "**212\u00a0triệu\u00a0₫** có thể mất trong 90\u00a0ngày tới vì 1.494\u00a0khách đang rời."
    assert "÷ 365 × 90 ngày × (1 − khả năng mua lại" in formula(90).vi


def test_where_no_chance_is_known_those_slipping_are_told_with_what_they_spent():
    assert Leaving(2, 1000, None).words(90, "VND").en == "**2\u00a0customers** slipping away spent 1,000\u00a0₫ in 365 days."
    assert Leaving(40, 9_000_000, 0.45).words(90, "VND").vi == (
        "**40\u00a0khách** đang rời đã chi 9\u00a0triệu\u00a0₫ trong 365 ngày; trong những khách im lâu như họ, 45\u00a0% đã mua lại trong 90\u00a0ngày."
    )
    assert Leaving(0, 0, None).words(90, "VND") is None
