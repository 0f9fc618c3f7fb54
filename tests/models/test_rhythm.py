"""Return windows and chances against the product-limit estimate done by hand."""

from __future__ import annotations

from fractions import Fraction

import ibis
import numpy as np
import pytest

from regulars.models import rhythm
from regulars.models.rhythm import Rhythm, return_chances, return_window


@pytest.mark.parametrize(
    ("base", "window"),
    [(1, 30), (15, 30), (15.01, 90), (45, 90), (46, 180), (90, 180), (91, 365), (182.5, 365), (183, 730), (365, 730), (4_000, 730)],
)
def test_the_window_is_the_smallest_of_five_that_is_twice_the_base_gap(base, window):
    assert return_window(base) == window


def told(silences: list[tuple[int, bool, int]], window: int) -> tuple[float, ...]:
    """Chances from silences as (length, ended, age)."""
    length, ended, age = (np.array(column) for column in zip(*silences, strict=True))
    known = np.minimum(np.where(ended, length - 1, length), age - window)
    ones = np.ones(len(length), dtype=int)
    return return_chances({"length": length, "ended": ended, "n": ones}, {"day": known, "n": ones}, window)


def test_with_every_silence_followed_to_its_end_the_chance_is_a_plain_share():
    """Forty return after 10 days, forty after 50, twenty never within 1,000: of those silent 20 days, 40 of 60 return within 30."""
    chances = told([(10, True, 1000)] * 40 + [(50, True, 1000)] * 40 + [(1000, False, 1000)] * 20, 30)
    assert chances[0] == pytest.approx(40 / 100)
    assert chances[9] == pytest.approx(40 / 100)
    assert chances[10] == pytest.approx(0)
    assert chances[20] == pytest.approx(40 / 60)
    assert chances[49] == pytest.approx(40 / 60)
    assert chances[50] == pytest.approx(0)
    assert len(chances) == 1000 - 30 + 1


def test_open_silences_leave_the_count_on_the_day_after_they_are_last_seen():
    silences = [(5, True, 90)] * 10 + [(5, False, 5)] * 10 + [(8, True, 90)] * 10 + [(90, False, 90)] * 10
    survival = {5: Fraction(30, 40), 8: Fraction(30, 40) * Fraction(10, 20)}
    chances = told(silences, 10)
    assert chances[0] == pytest.approx(float(1 - survival[8]))
    assert chances[5] == pytest.approx(float(1 - survival[8] / survival[5]))
    assert chances[4] == pytest.approx(float(1 - survival[8]))


def test_the_table_ends_where_fewer_than_twenty_silences_have_a_known_window():
    silences = [(60, False, 60)] * 19 + [(40, True, 70)] * 1 + [(3, True, 80)] * 5
    assert len(told(silences, 30)) == 31
    assert len(told([*silences, (45, False, 45)], 30)) == 31
    assert len(told([*silences, (62, False, 62)], 30)) == 31
    assert len(told([*silences, *[(62, False, 62)] * 19], 30)) == 33


def test_nothing_is_known_from_too_little_or_where_nobody_ever_returned():
    assert told([(60, False, 60)] * 19, 30) == ()
    assert told([(60, False, 60)] * 500, 30) == ()
    assert told([(20, False, 20)] * 500 + [(5, True, 25)] * 5, 30) == ()


@pytest.fixture(scope="module")
def con():
    return ibis.duckdb.connect()


@pytest.mark.parametrize(("later", "groups"), [(0, 0), (399, 0), (400, 2), (1_000, 5), (5_000, 10)])
def test_rhythms_fall_into_up_to_ten_equal_groups_of_at_least_two_hundred(con, later, groups):
    rng = np.random.default_rng(later)
    gap_days = [9.0] * 50 + rng.permutation(later).astype(float).tolist()
    table = con.create_table("silences_told", ibis.memtable({"nth": [1] * 50 + [2] * later, "gap_days": gap_days}), overwrite=True)
    cuts = rhythm.group_cuts(table)
    assert len(cuts) == max(0, groups - 1)
    sizes = np.histogram(gap_days[50:], [-np.inf, *(cut + 0.5 for cut in cuts), np.inf])[0]
    assert later < 400 or (sizes >= 200).all()


def test_equal_rhythms_are_never_put_into_different_groups(con):
    table = con.create_table("silences_equal", ibis.memtable({"nth": [2] * 900, "gap_days": [7.0] * 600 + [30.0] * 300}), overwrite=True)
    assert rhythm.group_cuts(table) == (7.0, 30.0)[: len(rhythm.group_cuts(table))]


def test_a_rhythm_is_kept_and_read_back_as_it_was():
    fitted = Rhythm(14.15, 30, 40, 900, (8.1, 20.0), ((0.5, 0.25), (), (0.1,), (0.3, 0.2, 0.1)))
    assert Rhythm.from_data(fitted.to_data()) == fitted
    assert fitted.horizons == (1, None, 0, 2)
    assert [(row["rhythm_group"], row["silent_days"], row["at_first"]) for row in fitted.rows()][:3] == [
        (0, 0, 0.5),
        (0, 1, 0.5),
        (2, 0, 0.1),
    ]
