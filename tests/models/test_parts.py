"""Parts of a whole: each told in its own way, all of them together what is expected of the whole."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.models.demand import MODEL, expected
from regulars.models.parts import SHARE, parts_of, reconciled, rounded
from regulars.models.seasons import Past

from .weekly import mondays, poisson


@pytest.fixture(scope="module")
def shop():
    """Three years: two large parts with opposite seasons, a tiny one, one that began ten weeks ago, one that ended a year ago."""
    turn = 2 * np.pi * np.arange(170) / 52.18
    parts = {
        "summer": poisson("2022-01-03", 100 * (1 + 0.7 * np.sin(turn)), 1).values,
        "winter": poisson("2022-01-03", 100 * (1 - 0.7 * np.sin(turn)), 2).values,
        "tiny": poisson("2022-01-03", np.full(170, 0.6), 3).values,
        "new": np.r_[np.zeros(160), np.full(10, 15.0)],
        "ended": np.r_[np.full(110, 20.0), np.zeros(60)],
    }
    whole = Past(mondays("2022-01-03", 170), np.sum(list(parts.values()), axis=0), festive=False)
    found = expected(whole)
    return whole, found, parts, parts_of(whole, found, parts, 8)


def test_large_parts_have_a_season_of_their_own(shop):
    *_, told = shop
    assert told["summer"].way == told["winter"].way == MODEL
    assert told["summer"].missed(MODEL) < told["summer"].missed(SHARE)


def test_a_small_part_is_never_modelled(shop):
    *_, told = shop
    assert MODEL not in [each.way for each in told["tiny"].tried]
    assert told["tiny"].way is not None


def test_a_part_that_has_just_begun_is_its_share_of_late(shop):
    whole, found, parts, told = shop
    share = parts["new"][-13:].sum() / whole.values[-13:].sum()
    assert told["new"].way in (SHARE, "recent")
    assert parts_of(whole, found, {"new": parts["new"]}, 8)["new"].values.mean() == pytest.approx(found.values.mean() * share, rel=0.35)


def test_a_part_that_ended_brings_nothing(shop):
    *_, told = shop
    assert told["ended"].ended
    assert told["ended"].values.sum() == 0


def test_the_parts_add_up_to_the_whole(shop):
    _, found, _, told = shop
    scaled = reconciled(found, told)
    assert np.sum([each.values for each in scaled.values()], axis=0) == pytest.approx(found.values)
    for id, each in scaled.items():
        if each.low is not None:
            assert (each.low <= each.values + 1e-9).all() and (each.values <= each.high + 1e-9).all(), id


def test_a_whole_too_short_to_tell_has_parts_too_short_to_tell():
    past = Past(mondays("2024-01-01", 5), np.full(5, 10.0))
    found = expected(past)
    told = parts_of(past, found, {"a": np.full(5, 4.0)}, 8)
    assert told["a"].values is None
    assert reconciled(found, told) == told


def test_whole_numbers_add_up_to_the_rounded_whole_and_lie_within_one_of_their_value():
    random = np.random.default_rng(1)
    parts = {str(at): random.uniform(0, 1000, 26) for at in range(7)}
    whole = np.sum(list(parts.values()), axis=0)
    found = rounded(parts, whole)
    assert np.sum(list(found.values()), axis=0).tolist() == np.rint(whole).tolist()
    assert all(np.abs(found[id] - parts[id]).max() <= 1 for id in parts)
    assert all(values.dtype == np.int64 for values in found.values())
    assert rounded({}, whole) == {}
