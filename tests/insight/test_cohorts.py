"""What is said of cohorts, period by period."""

from __future__ import annotations

import datetime as dt

import pytest

from regulars.insight.cohort_revenue import average as money_kept
from regulars.insight.cohorts import Cohort, Cohorts, grain_of, notes, sentence, table

JANUARY, FEBRUARY = dt.date(2026, 1, 1), dt.date(2026, 2, 1)


@pytest.mark.parametrize(("window", "grain"), [(30, "month"), (180, "month"), (365, "quarter"), (730, "year")])
def test_the_period_grows_with_the_return_window(window, grain):
    assert grain_of(window) == grain


def test_the_average_weighs_cohorts_by_their_people_and_only_those_that_have_lived_so_long():
    found = Cohorts("month", "classic", (Cohort(JANUARY, 40, (40, 20, 10, 4)), Cohort(FEBRUARY, 60, (60, 10, None))))
    assert found.average(1) == pytest.approx(30 / 100)
    assert found.average(3) == pytest.approx(4 / 40)
    assert sentence(found).en == "10% bought in month 3 after the first purchase"
    assert sentence(Cohorts("month", "rolling", found.cohorts)).en.endswith("or later")


def test_no_share_is_told_of_fewer_than_twenty_people_and_none_of_a_period_that_is_not_over():
    few = Cohorts("quarter", "bounded", (Cohort(JANUARY, 19, (3, None)),))
    assert [(row["retained"], row["retention"]) for row in table(few)] == [(3, None), (None, None)]
    assert sentence(few).en == "It is too early to tell how many come back."


def test_the_definition_and_those_who_may_have_bought_before_are_said():
    said = [words.vi for words in notes(Cohorts("quarter", "bounded", (), unsure=1222))]
    assert "tính đến hết quý ấy" in said[0]
    assert "1.222 khách" in said[-1]
    assert len(notes(Cohorts("quarter", "bounded", ()))) == 2


def test_money_kept_is_beside_the_money_of_the_first_period_of_the_same_cohorts():
    found = Cohorts("month", "classic", (Cohort(JANUARY, 40, (1000, 800, 500)), Cohort(FEBRUARY, 60, (3000, 600, None))))
    assert money_kept(found, 1) == pytest.approx(1400 / 4000)
    assert money_kept(found, 2) == pytest.approx(500 / 1000)
