"""The product-limit estimate against one worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.models.survival import survival


def ends(*rows):
    """From (length, ended, how many)."""
    length, ended, n = (np.array(column) for column in zip(*rows, strict=True))
    return {"length": length, "ended": ended.astype(bool), "n": n}


def test_each_end_takes_its_share_of_those_under_observation_on_its_day():
    share, at_risk = survival(ends((2, True, 2), (3, False, 4), (5, True, 1), (6, False, 3)), 8)
    assert at_risk.tolist() == [10, 10, 10, 8, 4, 4, 3, 0]
    assert share == pytest.approx([1, 1, 0.8, 0.8, 0.8, 0.6, 0.6, 0.6])


def test_what_is_open_on_a_day_is_still_under_observation_on_it():
    share, _ = survival(ends((4, True, 1), (4, False, 1)), 5)
    assert share[4] == 0.5


def test_rows_of_the_same_length_are_added_up():
    once, _ = survival(ends((1, True, 2), (2, False, 2)), 3)
    twice, _ = survival(ends((1, True, 1), (1, True, 1), (2, False, 2)), 3)
    assert once.tolist() == twice.tolist()
