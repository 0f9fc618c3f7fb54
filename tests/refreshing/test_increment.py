"""A day's increment against a full computation, and the change log against causes told one by one, on shops with late and mended facts."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from regulars.refreshing import increment, publishing
from regulars.vocabulary import FEATURES

from ..small_shops import DAY, SETTINGS, open_shop
from ..test_profile import same
from .lived import lived, recomputed, refreshed, until

END = dt.date(2024, 3, 1)
DAYS = tuple(END - DAY * back for back in (21, 20, 19, 16, 15, 14, 7, 6, 1, 0))
SLOW, MANY = pytest.mark.slow, (pytest.mark.slow, pytest.mark.many)
SEEDS = [pytest.param(0, DAYS[4:8], marks=SLOW), *(pytest.param(seed, DAYS, marks=MANY) for seed in range(24))]
BRIEF = pytest.param(1, (DAYS[0], DAYS[1], DAYS[3]))


@pytest.fixture
def always_by_parts(monkeypatch):
    """Small shops too are read by parts, and late facts cut no bars."""
    monkeypatch.setattr(increment, "MOST", 1.0)
    monkeypatch.setattr(publishing, "FEW_LATE", 10_000)
    monkeypatch.setattr(publishing, "GREW", 10)


def classes_by_log(shop, day: dt.date) -> dict[str, dict]:
    """Who is in which class on a day, by the log alone."""
    found: dict[str, dict] = {}
    rows = shop.store.sql(
        "SELECT customer_id, scheme, class FROM memberships WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) AND class IS NOT NULL",
        [day, day],
    )
    for who, scheme, name in rows:
        found.setdefault(who, {"customer_id": who})[scheme] = name
    return found


def differences(found: dict[str, dict], expected: dict[str, dict], names) -> list[str]:
    missing = [f"{who}: only in one" for who in found.keys() ^ expected.keys()]
    return missing + [
        f"{who}.{name}: said {found[who][name]!r}, afresh {expected[who][name]!r}"
        for who in found.keys() & expected.keys()
        for name in names
        if not same(found[who][name], expected[who][name])
    ]


@pytest.mark.parametrize(("seed", "days"), [BRIEF, *SEEDS])
def test_an_increment_is_what_a_full_computation_says_and_the_log_knows_it_with_its_causes(tmp_path, always_by_parts, seed, days):
    kinds = live(tmp_path, lived(seed, days), days, SETTINGS)
    assert kinds == ["first", *("increment" if day.month == days[0].month else "whole" for day in days[1:])]


@pytest.mark.many
@pytest.mark.slow
@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Europe/London", (dt.date(2024, 3, 29), dt.date(2024, 3, 30), dt.date(2024, 3, 31))),
        ("America/New_York", (dt.date(2024, 11, 2), dt.date(2024, 11, 3), dt.date(2024, 11, 4))),
        ("Pacific/Auckland", (dt.date(2024, 2, 28), dt.date(2024, 2, 29), dt.date(2024, 3, 1))),
    ],
    ids=["clocks go forward", "clocks go back", "a leap day east of everybody"],
)
def test_days_are_the_shops_own_where_clocks_change_and_years_leap(tmp_path, always_by_parts, zone, days):
    told = lived(4, days, end=days[-1], customers=60)
    live(tmp_path, told, days, SETTINGS.replace("Asia/Ho_Chi_Minh", zone))


def live(tmp_path, told, days, settings) -> list[str]:
    """Let a shop live through the days, holding each refresh and its log against computations of their own; the kinds of the refreshes."""
    kinds, said = [], {}
    with open_shop(tmp_path / "shop", settings) as shop:
        before = None
        for batch, day in refreshed(shop, told, days):
            report = shop.refresh(day)
            kinds.append(report.kind)
            seen = shop._seen(day)
            facts, choices = told.by(batch), shop._choices(day)
            profile, classes = recomputed(tmp_path, facts, day, seen.bars, seen.schemes, choices)
            assert differences({row["customer_id"]: row for row in shop.profile(day)}, profile, FEATURES) == []
            assert differences({row["customer_id"]: row for row in shop.classify(day)}, classes, [each.id for each in seen.schemes]) == []
            if before is not None:
                check_causes(shop, tmp_path, facts, before, day, classes)
            before, said[day] = (day, seen, classes), classes
        for day, classes in said.items():
            assert differences(classes_by_log(shop, day), classes, next(iter(classes.values())).keys() - {"customer_id"}) == []
    return kinds


def check_causes(shop, folder, facts, before, day: dt.date, classes: dict[str, dict]) -> None:
    """Every row of the log of the day against classes told anew with one thing changed after the other."""
    then, seen, stood = before
    now = shop._seen(day)
    old = (seen.bars, seen.schemes)
    given = shop._given
    steps = [
        ("data", recomputed(folder, until(facts, then, given.end(then)), then, *old, given.choices(then))[1]),
        ("time", recomputed(folder, until(facts, then, given.end(then)), day, *old, given.choices(day))[1]),
        ("behaviour", recomputed(folder, facts, day, *old, given.choices(day))[1]),
        ("bar", classes if (now.bars.needs, now.bars.outlook) == (seen.bars.needs, seen.bars.outlook) else None),
        ("model", classes),
    ]
    if steps[3][1] is None:
        from dataclasses import replace

        steps[3] = (
            "bar",
            recomputed(
                folder, facts, day, replace(now.bars, needs=seen.bars.needs, outlook=seen.bars.outlook), seen.schemes, given.choices(day)
            )[1],
        )
    expected = {}
    for who in classes.keys() | stood.keys():
        for scheme in (each.id for each in now.schemes):
            was = first = stood.get(who, {}).get(scheme)
            turned = []
            for cause, told in steps:
                here = told.get(who, {}).get(scheme)
                if here != was:
                    turned.append([cause, here])
                was = here
            if first is None and was is not None:
                turned = [["behaviour", was]]
            if was != first:
                expected[who, scheme] = (was, turned[-1][0], turned)
    rows = shop.store.sql("SELECT customer_id, scheme, class, cause, steps FROM membership_log WHERE valid_from = ?", [day])
    assert {(who, scheme): (name, cause, json.loads(said)) for who, scheme, name, cause, said in rows} == expected
