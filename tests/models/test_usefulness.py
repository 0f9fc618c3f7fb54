"""Every number of the scoreboard by hand, by brute force, and beside scikit-learn."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from sklearn.metrics import mutual_info_score, r2_score

from regulars.models.usefulness import Sums, best_group, counted, explained, foretold, gini, gini_at_best, information, lift, sums, weighted

PARTS, GROUPS = 3, 4


def once(people: int) -> np.ndarray:
    return np.ones((people, 1))


@pytest.fixture(scope="module")
def people():
    """Six hundred people: their part, their group, and what followed: an amount that goes by the group, mostly nothing."""
    rng = np.random.default_rng(4)
    group = rng.integers(0, GROUPS, 600)
    return rng.integers(0, PARTS, 600), group, np.where(rng.random(600) < 0.4, rng.random(600) * (1 + group), 0.0)


def added(people, values=None, weights=None) -> Sums:
    part, group, spend = people
    values = spend[:, None] if values is None else values
    return sums(part, group, weighted(values, once(len(part)) if weights is None else weights), (PARTS, GROUPS))


def test_sums_are_those_of_a_loop(people):
    part, group, spend = people
    found = added(people)
    for at in range(PARTS):
        for each in range(GROUPS):
            mine = (part == at) & (group == each)
            assert found.people[at, each, 0] == mine.sum()
            assert found.total[at, each, 0, 0] == pytest.approx(spend[mine].sum())
    assert found.everyone == 600


def test_a_group_below_nought_is_left_out(people):
    part, group, spend = people
    left = np.where(group == 2, -1, group)
    found = sums(part, left, weighted(spend[:, None], once(600)), (PARTS, GROUPS))
    assert found.people[:, 2].sum() == 0
    assert found.everyone == (group != 2).sum()


def test_who_counts_twice_in_a_draw_is_as_good_as_two(people):
    weights = np.random.default_rng(1).poisson(1, (600, 3)).astype(float)
    drawn = added(people, weights=weights)
    for draw in range(3):
        again = tuple(np.repeat(each, weights[:, draw].astype(int)) for each in people)
        twice = added(again)
        assert np.allclose(drawn.people[..., draw], twice.people[..., 0])
        assert np.allclose(drawn.total[..., draw], twice.total[..., 0])


def test_labels_are_counted_like_a_column_of_ones_for_each(people):
    part, group, _ = people
    label = np.random.default_rng(2).integers(0, 5, 600)
    found = counted(part, group, label, once(600), (PARTS, GROUPS, 5))
    same = added(people, values=np.eye(5)[label])
    assert np.allclose(found.people, same.people)
    assert np.allclose(found.total, same.total)


def said_of(people, said) -> np.ndarray:
    """What is foretold of each person."""
    part, group, _ = people
    return said[part, group, 0, 0]


def test_means_are_those_of_the_other_parts_brought_to_the_level_that_followed(people):
    part, group, spend = people
    fit = added(people).of_others()
    said = said_of(people, foretold(fit, added(people)))
    by_hand = np.array([spend[(part != part[i]) & (group == group[i])].mean() for i in range(600)])
    assert said == pytest.approx(by_hand * spend.sum() / by_hand.sum())


def test_the_share_foretold_is_r2_of_what_was_said(people):
    spend = people[2]
    later = added(people)
    said = foretold(later.of_others(), later)
    found = explained(said, later, (spend**2).sum(keepdims=True))
    assert found[0] == pytest.approx(r2_score(spend, said_of(people, said)))
    assert 0 < found[0] < 1


def test_a_season_in_which_everybody_spends_three_times_as_much_changes_nothing(people):
    part, group, spend = people
    fit = added(people).of_others()
    plain = explained(foretold(fit, added(people)), added(people), (spend**2).sum(keepdims=True))
    dear = added((part, group, 3 * spend))
    assert explained(foretold(fit, dear), dear, (9 * spend**2).sum(keepdims=True)) == pytest.approx(plain)


def test_the_mean_of_all_stands_in_for_a_group_of_nineteen_and_not_for_one_of_twenty():
    def said(small: int) -> np.ndarray:
        fit = Sums(np.array([[[small], [80]]], float), np.array([[[[2.0 * small]], [[80.0]]]]))
        return foretold(fit, Sums(np.array([[[10], [10]]], float), np.array([[[[10.0]], [[10.0]]]])))[0, :, 0, 0]

    assert said(19)[0] / said(19)[1] == pytest.approx((38 + 80) / 99)
    assert said(20)[0] / said(20)[1] == pytest.approx(2)


def test_where_nothing_was_foretold_the_mean_of_what_followed_is_said():
    fit = Sums(np.full((1, 2, 1), 50.0), np.zeros((1, 2, 1, 1)))
    later = Sums(np.full((1, 2, 1), 10.0), np.array([[[[4.0]], [[6.0]]]]))
    assert foretold(fit, later).ravel() == pytest.approx([0.5, 0.5])
    assert explained(foretold(fit, later), later, np.array([10.0])) == pytest.approx(0, abs=1e-12)


def test_where_all_are_alike_there_is_nothing_to_foretell():
    later = Sums(np.full((1, 2, 1), 10.0), np.full((1, 2, 1, 1), 5.0))
    assert np.isnan(explained(np.full((1, 2, 1, 1), 0.5), later, np.array([5.0])))[0]


def test_labels_are_explained_by_briers_score(people):
    part, group, _ = people
    rng = np.random.default_rng(5)
    label = np.where(rng.random(600) < 0.6, group, rng.integers(0, GROUPS, 600))
    later = counted(part, group, label, once(600), (PARTS, GROUPS, GROUPS))
    said = foretold(later.of_others(), later)
    told, ones = said[part, group, :, 0], np.eye(GROUPS)[label]
    brier = ((ones - told) ** 2).sum() / ((ones - ones.mean(0)) ** 2).sum()
    assert explained(said, later, np.array([600.0]))[0] == pytest.approx(1 - brier)


def pairs_in_order(order: np.ndarray, spend: np.ndarray) -> float:
    """The concentration index by its definition, over all pairs."""
    return float((np.sign(order[:, None] - order[None]) * spend[:, None]).sum() / (len(spend) * spend.sum()))


def test_gini_is_that_of_all_pairs_ties_by_half(people):
    spend = people[2]
    later = added(people)
    said = foretold(later.of_others(), later)
    assert gini(said, later)[0] == pytest.approx(pairs_in_order(said_of(people, said), spend))
    assert gini_at_best(spend, once(600))[0] == pytest.approx(pairs_in_order(spend, spend))
    assert gini(said, later)[0] < gini_at_best(spend, once(600))[0]


def test_gini_of_four_people_by_hand():
    """1, 2, 3 and 4: the mean difference of pairs is 5/4, the mean 5/2, so Gini is 5/4 / 5 = 1/4."""
    assert gini_at_best(np.array([1.0, 2, 3, 4]), once(4))[0] == pytest.approx(0.25)
    assert gini_at_best(np.full(4, 2.0), once(4))[0] == pytest.approx(0)


def test_information_is_scikit_learns_less_what_chance_shows(people):
    _, group, spend = people
    came = spend > 0
    table = np.array([[(group == each).sum() for each in range(GROUPS)], [((group == each) & came).sum() for each in range(GROUPS)]], float)
    bits, share = information(table[0][:, None], table[1][:, None])
    plain = mutual_info_score(group, came) / log(2)
    assert bits[0] == pytest.approx(plain - (GROUPS - 1) / (2 * 600 * log(2)))
    part = came.mean()
    assert share[0] == pytest.approx(bits[0] / -(part * np.log2(part) + (1 - part) * np.log2(1 - part)))


def test_a_group_that_tells_all_takes_away_all_doubt_and_one_group_none():
    bits, share = information(np.array([[500.0], [500.0]]), np.array([[0.0], [500.0]]))
    assert bits[0] == pytest.approx(1, abs=0.001)
    assert share[0] == pytest.approx(1, abs=0.001)
    assert information(np.array([[1000.0]]), np.array([[500.0]]))[0] == pytest.approx(0)


def test_the_best_group_is_the_one_foretold_to_be_best_and_its_lift_is_what_followed():
    fit = Sums(np.array([[[30.0], [19.0], [40.0]]]), np.array([[[[60.0]], [[190.0]], [[40.0]]]]))
    later = Sums(np.array([[[50.0], [25.0], [25.0]]]), np.array([[[[100.0]], [[200.0]], [[100.0]]]]))
    assert best_group(fit, later) == 0
    assert lift(later, 0)[0] == pytest.approx((100 / 50) / (400 / 100))
    assert best_group(Sums(fit.people * 0, fit.total), later) is None
