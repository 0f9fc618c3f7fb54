"""The tree beside a scheme: cut back to a size it is scikit-learn's tree of that size, and nobody is in the tree that is laid to them."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from regulars.models.best_tree import leaves

SIZES = (1, 2, 3, 5, 8, 11)


@pytest.fixture(scope="module")
def day():
    """What was known of 900 people on two days, some of it not, and what followed."""
    rng = np.random.default_rng(7)
    before, after = rng.normal(size=(900, 6)), rng.normal(size=(700, 6))
    for each in (before, after):
        each[rng.random(each.shape) < 0.2] = np.nan
        each[:, 5] = np.nan  # nobody has told
    amount = np.nan_to_num(before[:, 0]) + np.where(before[:, 1] > 0.3, 2.0, 0) + rng.normal(size=900)
    return (before, after), (rng.integers(0, 3, 900), rng.integers(0, 3, 700)), amount


@pytest.mark.parametrize("labels", [False, True])
def test_every_size_is_the_tree_that_scikit_learn_grows_to_that_size(day, labels):
    features, parts, amount = day
    followed = (amount > 1).astype(int) + (amount > 2) if labels else amount
    found = leaves(features, parts, followed, SIZES, labels=labels)
    kind = DecisionTreeClassifier if labels else DecisionTreeRegressor
    for size in SIZES[1:]:
        for part in range(3):
            others, mine = parts[0] != part, parts[1] == part
            own = kind(max_leaf_nodes=size, min_samples_leaf=20, random_state=0).fit(features[0][others], followed[others])
            for told, rows, here in ((found[size].earlier[part], others, 0), (found[size].later, mine, 1)):
                same = np.unique(np.column_stack([own.apply(features[here][rows]), told[rows]]), axis=0)
                assert len(same) == len(np.unique(same[:, 0])) == len(np.unique(same[:, 1]))


def test_nobody_is_in_the_tree_that_is_laid_to_them(day):
    features, parts, amount = day
    found = leaves(features, parts, amount, [4])[4]
    for part in range(3):
        assert ((found.earlier[part] < 0) == (parts[0] == part)).all()


def test_a_tree_of_one_leaf_is_everybody(day):
    features, parts, amount = day
    found = leaves(features, parts, amount, [1])[1]
    assert set(np.unique(found.later)) == {0}
    assert set(np.unique(found.earlier)) == {-1, 0}


def test_what_followed_one_does_not_move_their_own_leaf(day):
    features, parts, amount = day
    other = np.where(parts[0] == 1, amount + 100, amount)
    one, two = (leaves(features, parts, each, [6])[6] for each in (amount, other))
    mine = parts[1] == 1
    assert (one.later[mine] == two.later[mine]).all()
