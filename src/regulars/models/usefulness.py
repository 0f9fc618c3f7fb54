"""How much a sorting of customers says about what followed: means of groups, fitted on other customers of an earlier day, laid to those of a later one.

Every number is computed in many draws at once: an array's last axis is the draw. The first is everybody once; in the others each customer counts as
often as chance has it (Poisson with mean 1: the bootstrap of Hanley and MacGibbon 2006), as often on the earlier day as on the later. Customers are in
parts; the means that are laid to a part are fitted on the other parts, so that nobody is foretold by what they did themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np

FEWEST = 20  # the mean of fewer people than this says nothing: the mean of all stands in
FLAT = 1e-9
Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Sums:
    """What followed in each group: `people` by part, group and draw; `total` by part, group, outcome and draw."""

    people: Array
    total: Array

    def only(self, outcome: int) -> Sums:
        """The same of one outcome."""
        return Sums(self.people, self.total[:, :, outcome : outcome + 1])

    def of_others(self) -> Sums:
        """For each part what is in all the others."""
        return Sums(self.people.sum(0) - self.people, self.total.sum(0) - self.total)

    @property
    def everyone(self) -> Array:
        """People by draw."""
        return self.people.sum((0, 1))


def weighted(values: Array, weights: Array) -> Array:
    """What `sums` adds up, by person, column and draw: the weights (a row per person, a column per draw) and, times them, each outcome (a column each)."""
    return np.concatenate([weights[:, None], values[:, :, None] * weights[:, None]], axis=1)


def sums(part: Array, group: Array, columns: Array, shape: tuple[int, int]) -> Sums:
    """Add up `weighted` people by part and group. `shape`: how many parts and groups. A group below 0 is left out."""
    found = _added(part * shape[1] + group, group, columns.reshape(len(columns), -1), shape[0] * shape[1])
    found = found.reshape(*shape, *columns.shape[1:])
    return Sums(found[:, :, 0], found[:, :, 1:])


def counted(part: Array, group: Array, label: Array, weights: Array, shape: tuple[int, int, int]) -> Sums:
    """The same where what followed is one of several labels (0, 1, …): an outcome for each, 1 or 0. `shape`: parts, groups, labels."""
    total = _added((part * shape[1] + group) * shape[2] + label, group, weights, shape[0] * shape[1] * shape[2])
    total = total.reshape(*shape, -1)
    return Sums(total.sum(2), total)


def _added(place: Array, group: Array, columns: Array, size: int) -> Array:
    """One row per place: the sum over its people."""
    from scipy.sparse import csr_array

    there = np.flatnonzero(group >= 0)
    return csr_array((np.ones(len(there)), (place[there], there)), shape=(size, len(group))) @ columns


def foretold(fit: Sums, later: Sums) -> Array:
    """What the means of an earlier day say of each group of a later one, by part, group, outcome and draw.

    The mean of all stands in for a group of fewer than 20, counted once each. The means are multiplied by one number for each outcome and draw, so that
    they add up to what followed: who spends more is foretold, not how good the season is.
    """
    whole = fit.total.sum(1, keepdims=True) / np.maximum(fit.people.sum(1, keepdims=True), 1)[:, :, None]
    people, enough = fit.people[:, :, None], fit.people[:, :, None, :1] >= FEWEST
    means = np.where(enough & (people > 0), fit.total / np.maximum(people, 1), whole)
    said = (later.people[:, :, None] * means).sum((0, 1))
    seen = later.total.sum((0, 1))
    level = np.divide(seen, said, out=np.zeros_like(seen), where=said > 0)
    return np.where(said > 0, means * level, seen / np.maximum(later.everyone, 1))


def explained(said: Array, later: Sums, squares: Array) -> Array:
    """The share of the variance of what followed that is foretold, by draw: 1 − Σ(y − ŷ)² / Σ(y − ȳ)².

    `squares`: Σy² by draw. 0 is no better than one mean for all, below 0 worse; not a number where all are alike. Of labels it is the share by Brier's
    score (Goodman and Kruskal's τ, out of sample).
    """
    everyone, seen = later.everyone, later.total.sum((0, 1))
    alone = squares - (seen**2).sum(0) / np.maximum(everyone, 1)
    error = squares - 2 * (said * later.total).sum((0, 1, 2)) + (said**2 * later.people[:, :, None]).sum((0, 1, 2))
    return np.divide(alone - error, alone, out=np.full_like(alone, np.nan), where=alone > FLAT * np.maximum(squares, FLAT))


def gini(said: Array, later: Sums) -> Array:
    """How unevenly what followed is spread over people put in the order foretold, by draw: the concentration index of one outcome, ties by half."""
    order = said[:, :, 0].reshape(-1, said.shape[-1])
    people, total = later.people.reshape(order.shape), later.total[:, :, 0].reshape(order.shape)
    above = np.sign(order[:, None] - order[None])
    return _share((total[:, None] * people[None] * above).sum((0, 1)), later.everyone * total.sum(0))


def gini_at_best(values: Array, weights: Array) -> Array:
    """The same with people in the order of what did follow: no order has more (Frees, Meyers and Cummings 2011 divide by it)."""
    levels, place = np.unique(values, return_inverse=True)
    people = _added(place, place, weights, len(levels))
    before = np.cumsum(people, axis=0) - people
    everyone, total = people.sum(0), levels[:, None] * people
    return _share((total * (2 * before + people - everyone)).sum(0), everyone * total.sum(0))


def information(people: Array, came: Array) -> tuple[Array, Array]:
    """What the group says of whether they bought again, from people and those of them who came, by group and draw: in bits, and as a share of the doubt.

    The mutual information of the table, less what a table of so many groups and people shows by chance (Miller 1955: (groups − 1) / 2N).
    """
    table, everyone = np.stack([came, people - came]), np.maximum(people.sum(0), 1)
    doubt = _entropy(table.sum(1) / everyone)
    both = _entropy((table / everyone).reshape(-1, people.shape[-1]))
    bits = _entropy(people / everyone) + doubt - both - ((people > 0).sum(0) - 1) / (2 * everyone * log(2))
    return bits, _share(bits, doubt)


def _entropy(shares: Array) -> Array:
    """In bits, by draw."""
    return -(shares * np.log2(shares, out=np.zeros_like(shares), where=shares > 0)).sum(0)


def best_group(fit: Sums, later: Sums) -> int | None:
    """The group with the highest mean of the first outcome on the earlier day, of those with 20 people on both days, everybody counted once."""
    people, total = fit.people[..., 0].sum(0), fit.total[:, :, 0, 0].sum(0)
    enough = (people >= FEWEST) & (later.people[..., 0].sum(0) >= FEWEST)
    return int(np.where(enough, total / np.maximum(people, 1), -np.inf).argmax()) if enough.any() else None


def lift(later: Sums, group: int) -> Array:
    """What people of a group brought, of the first outcome, over what all did on average, by draw."""
    people, total = later.people.sum(0), later.total[:, :, 0].sum(0)
    return _share(_share(total[group], people[group]), _share(total.sum(0), people.sum(0)))


def _share(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0)
