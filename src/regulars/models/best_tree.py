"""The best that sorting could do: a tree with as many leaves as a scheme has classes, grown on everything the profile knew on the earlier day.

It is grown best split first (Breiman, Friedman, Olshen and Stone 1984, by scikit-learn), so that the tree of k leaves is the beginning of every larger one:
one tree is grown for each part, and cut back to each size asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

LEAST_LEAF = 20
Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Leaves:
    """Where the trees put people: `earlier` has a row per part, with the leaf of everybody in the tree that is laid to that part, −1 for those of the
    part itself, on whom it was not grown; `later` the leaf of each in the tree of their own part."""

    earlier: Array
    later: Array
    size: int


def leaves(
    features: tuple[Array, Array], parts: tuple[Array, Array], followed: Array, sizes: Sequence[int], *, labels: bool = False
) -> dict[int, Leaves]:
    """The leaves of trees of each size, the trees of a part grown on everybody else of the earlier day. A tree of one leaf is everybody.

    `features` (a row per person, not a number where not known) and `parts` of the earlier day and the later; `followed`: what followed those of the
    earlier day, an amount, or with `labels` one of several.
    """
    grown = [_grown(features[0][parts[0] != each], followed[parts[0] != each], max(sizes), labels=labels) for each in range(_parts(parts))]
    earlier = [tree.apply(features[0]) for tree in grown]
    later = [tree.apply(features[1]) for tree in grown]
    return {size: _cut(grown, earlier, later, parts, size) for size in sizes}


def _parts(parts: tuple[Array, Array]) -> int:
    return int(max(each.max() for each in parts)) + 1


def _grown(features: Array, followed: Array, size: int, *, labels: bool) -> _Tree:
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    if size < 2 or not len(followed):
        return _Tree(None, np.zeros(1, int), np.zeros(0, int))
    known = np.flatnonzero(np.isfinite(features).any(axis=0))
    kind = DecisionTreeClassifier if labels else DecisionTreeRegressor
    model: Any = kind(max_leaf_nodes=size, min_samples_leaf=LEAST_LEAF, random_state=0).fit(features[:, known], followed)
    above = np.zeros(model.tree_.node_count, int)
    for side in (model.tree_.children_left, model.tree_.children_right):
        inner = np.flatnonzero(side >= 0)
        above[side[inner]] = inner
    return _Tree(model, above, known)


@dataclass(frozen=True, eq=False)
class _Tree:
    """A grown tree (null: one leaf), the node above each of its nodes, and the features it was grown on."""

    model: Any
    above: Array
    known: Array

    def apply(self, features: Array) -> Array:
        """The leaf, as a node of the whole tree, of every row."""
        if self.model is None:
            return np.zeros(len(features), int)
        return self.model.apply(features[:, self.known])

    def at(self, size: int) -> Array:
        """For every node the leaf of the tree of so many leaves in which it lies: the first 2k − 1 nodes are that tree."""
        node = np.arange(len(self.above))
        while (node > 2 * size - 2).any():
            node = np.where(node > 2 * size - 2, self.above[node], node)
        return np.unique(node, return_inverse=True)[1]


def _cut(grown: Sequence[_Tree], earlier: Sequence[Array], later: Sequence[Array], parts: tuple[Array, Array], size: int) -> Leaves:
    """Leaves are numbered within each tree; inner nodes take numbers too, which nobody has."""
    at = [tree.at(size) for tree in grown]
    before = np.stack([np.where(parts[0] == each, -1, at[each][nodes]) for each, nodes in enumerate(earlier)])
    after = np.zeros(len(parts[1]), int)
    for each, nodes in enumerate(later):
        mine = parts[1] == each
        after[mine] = at[each][nodes[mine]]
    return Leaves(before, after, 2 * size - 1)
