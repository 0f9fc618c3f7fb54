"""The scoreboard as a value: which days it asks about, by which horizon it puts schemes in order, what it says of their shape."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pytest

from regulars.models.scoreboard import Horizon, Measured, Scoreboard, Shape, Verdict, by_usefulness, horizons, origins, shape, verdicts
from regulars.models.scoring import Compared, Frame

DAY = dt.date(2026, 11, 20)


def ago(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


def test_no_two_windows_overlap_and_each_origin_has_as_long_a_history():
    assert origins(DAY, 90, ago(2_000)) == (ago(270), ago(180), ago(90))
    assert origins(DAY, 90, ago(360)) == (ago(270), ago(180), ago(90))
    assert origins(DAY, 90, ago(359)) == (ago(180), ago(90))
    assert origins(DAY, 90, ago(180)) == (ago(90),)
    assert origins(DAY, 90, ago(179)) == ()


def test_the_return_window_90_and_365_days_are_asked_where_there_is_history():
    assert list(horizons(DAY, 30, ago(400))) == [30, 90]
    assert list(horizons(DAY, 90, ago(3_000))) == [90, 365]
    assert list(horizons(DAY, 180, ago(3_000))) == [90, 180, 365]
    assert horizons(DAY, 30, ago(50)) == {}


def board(*asked: tuple[int, int], window: int = 180) -> Scoreboard:
    told = tuple(Horizon(days, tuple(ago(days * step) for step in range(seen, 0, -1)), 500, ()) for days, seen in asked)
    return Scoreboard(DAY, window, 1000, 1000, told, {})


@pytest.mark.parametrize(
    ("asked", "leading"),
    [
        (((90, 3), (180, 3), (365, 3)), 180),
        (((90, 3), (180, 1)), 90),
        (((30, 3), (90, 3), (365, 2)), 90),
        (((90, 1), (365, 1)), 365),
    ],
)
def test_the_order_goes_by_what_was_seen_most_often_the_return_window_among_equals(asked, leading):
    assert board(*asked).leading.days == leading


def test_without_a_horizon_nothing_leads():
    assert board().leading is None
    assert by_usefulness(None, ["b", "a"]) == ["b", "a"]


def of(scheme: str, usefulness: float | None) -> Verdict:
    told = None if usefulness is None else Measured(usefulness, usefulness - 0.1, usefulness + 0.1)
    return Verdict(scheme, "judged" if told else "waiting", "spend", told, told, told, best="x" if told else None)


def test_the_most_useful_come_first_equals_by_id_and_those_not_judged_as_given():
    found = Horizon(90, (DAY,), 9, (of("d", 0.2), of("z", None), of("b", 0.5), of("c", 0.5), of("a", -0.1), of("e", None)))
    assert by_usefulness(found, ["z", "a", "e", "d", "c", "b", "new"]) == ["b", "c", "d", "a", "z", "e", "new"]


def test_it_is_read_back_from_its_data():
    told = Horizon(90, (ago(180), ago(90)), 700, (of("ladder", 0.6), of("churn", None)))
    found = Scoreboard(
        DAY, 90, 60_000, 50_000, (told,), {"ladder": Shape(4, "frequent", 0.05, 0.9), "churn": Shape(1, "unknown", 1.0, None)}
    )
    assert Scoreboard.from_data(json.loads(json.dumps(found.to_data()))) == found
    assert found.horizons[0].of("ladder").usefulness.value == 0.6
    assert found.horizons[0].of("none") is None


def draws(value: float) -> np.ndarray:
    return np.full(5, value)


def test_usefulness_is_the_mean_foretold_over_the_mean_of_the_tree_or_over_a_twentieth():
    names = {"a": ["x", "y"], "b": ["x", "y"]}
    pairs = [
        Compared(frozenset(["spend"]), {"a": draws(0.2), "b": draws(0.01)}, {"a": draws(0.5), "b": draws(0.01)}, best={"a": 1}),
        Compared(frozenset(["spend"]), {"a": draws(0.4)}, {"a": draws(0.3)}, best={"a": 0}),
    ]
    found = {each.scheme: each for each in verdicts(pairs, {"a": "spend", "b": "spend"}, frozenset(), names)}
    assert found["a"].usefulness.value == pytest.approx(0.3 / 0.4)
    assert found["a"].best == "x"
    assert found["b"].usefulness.value == pytest.approx(0.01 / 0.05)


def frame(**people: int) -> Frame:
    """People by number, and the code of their class."""
    numbers = np.array([int(name[1:]) for name in people])
    return Frame(numbers, {"s": np.array(list(people.values()), dtype=int)}, np.zeros((0, 0)), np.zeros((0, 0), int))


def test_the_shape_is_that_of_the_day_and_of_those_who_were_there_on_both_days_of_a_month():
    before, now = frame(p1=0, p2=1, p3=1, p4=0), frame(p2=1, p3=0, p4=0, p5=2)
    found = shape(now, [(before, now)], "s", ["low", "high", "new", "never"])
    assert found == Shape(3, "high", 0.25, pytest.approx(2 / 3))
    assert shape(now, [], "s", ["low", "high", "new", "never"]).stability is None
    assert shape(frame(), [], "s", ["low"]) == Shape(0, None, None, None)
