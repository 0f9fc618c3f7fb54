"""Purchase histories as weighted rows: merged, checked, told in other units and in coarser cells."""
# ruff: noqa: N803, N806  (x, t_x and T are the names of the literature)

from __future__ import annotations

import numpy as np
import pytest

from regulars.errors import InputError
from regulars.models.purchasing import Histories, Unfitted


def columns(histories):
    return [getattr(histories, name).tolist() for name in ("x", "t_x", "T", "customers")]


def test_equal_histories_become_one_row_that_counts_them():
    histories = Histories.of([1, 0, 1, 1], [5, 0, 5, 5], [9, 9, 9, 10])
    assert columns(histories) == [[0, 1, 1], [0, 5, 5], [9, 9, 10], [1, 2, 1]]


def test_counts_given_are_added_up_and_rows_of_nobody_are_left_out():
    assert columns(Histories.of([1, 1, 2], [5, 5, 5], [9, 9, 9], [3, 4, 0])) == [[1], [5], [9], [7]]


def test_the_order_of_the_rows_never_matters():
    rng = np.random.default_rng(1)
    T = rng.integers(0, 50, 2_000)
    x = rng.integers(0, 3, 2_000)
    t_x = np.where(x > 0, np.minimum(T, 7), 0)
    order = rng.permutation(2_000)
    assert columns(Histories.of(x, t_x, T)) == columns(Histories.of(x[order], t_x[order], T[order]))


def test_no_rows_are_histories_of_nobody():
    histories = Histories.of([], [], [])
    assert (len(histories), histories.total, histories.repeaters) == (0, 0, 0)
    assert len(Histories.of([1], [2], [3], [0])) == 0


@pytest.mark.parametrize(
    ("x", "t_x", "T", "customers"),
    [
        ([1, 2], [1], [2, 2], None),
        ([1], [np.nan], [2], None),
        ([1], [1], [np.inf], None),
        ([1.5], [1], [2], None),
        ([-1], [0], [2], None),
        ([1], [3], [2], None),
        ([1], [-1], [2], None),
        ([0], [1], [2], None),
        ([1], [1], [2], [0.5]),
        ([1], [1], [2], [-1]),
    ],
)
def test_what_no_customer_can_have_done_is_refused_with_what_was_seen(x, t_x, T, customers):
    with pytest.raises(InputError) as refused:
        Histories.of(x, t_x, T, customers)
    assert refused.value.seen and refused.value.what.vi != refused.value.what.en


def test_the_row_at_fault_is_named():
    with pytest.raises(InputError) as refused:
        Histories.of([1, 4], [1, 9], [2, 8])
    assert "1: x = 4, t_x = 9, T = 8" in str(refused.value.seen)


@pytest.mark.parametrize(
    ("histories", "words"),
    [
        (Histories.of([], [], []), "Nobody has bought"),
        (Histories.of([0], [0], [0], [400]), "no day has passed"),
        (Histories.of([0], [0], [30], [400]), "Nobody has come back"),
        (Histories.of([0, 1], [0, 4], [30, 30], [400, 19]), "Only 19 customers have bought again; at least 20"),
    ],
)
def test_too_little_to_fit_is_said_in_a_sentence(histories, words):
    why = histories.unfit()
    assert isinstance(why, Unfitted) and words in why.reason.en and "{" not in why.reason.vi


def test_twenty_repeaters_are_enough():
    assert Histories.of([0, 1], [0, 4], [30, 30], [400, 20]).unfit() is None


def test_cells_keep_the_people_and_the_mean_times():
    rng = np.random.default_rng(2)
    T = rng.integers(1, 700, 5_000)
    x = rng.integers(0, 4, 5_000)
    histories = Histories.of(x, np.where(x > 0, np.ceil(T * rng.random(5_000)), 0), T)
    cells = histories.cells(40)
    assert len(cells) < len(histories) / 2
    assert (cells.total, cells.repeaters) == (histories.total, histories.repeaters)
    assert cells.mean(cells.T) == pytest.approx(histories.mean(histories.T), rel=1e-12)
    assert cells.mean(cells.t_x) == pytest.approx(histories.mean(histories.t_x), rel=1e-12)
    assert (cells.t_x <= cells.T).all()
